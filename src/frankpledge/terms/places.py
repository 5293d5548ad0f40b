"""The local authorities and police force areas of England and Wales as at April 2024: codes and names, nothing else.

Needed before any lookup is loaded: to name a new workspace's area and to tell which force a street file is of. Facts
from the Office for National Statistics' register of geographic codes, used under the Open Government Licence v3.0.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from frankpledge.terms.area import Area

_FORCES = {
    "E23000001": "Metropolitan Police",
    "E23000002": "Cumbria",
    "E23000003": "Lancashire",
    "E23000004": "Merseyside",
    "E23000005": "Greater Manchester",
    "E23000006": "Cheshire",
    "E23000007": "Northumbria",
    "E23000008": "Durham",
    "E23000009": "North Yorkshire",
    "E23000010": "West Yorkshire",
    "E23000011": "South Yorkshire",
    "E23000012": "Humberside",
    "E23000013": "Cleveland",
    "E23000014": "West Midlands",
    "E23000015": "Staffordshire",
    "E23000016": "West Mercia",
    "E23000017": "Warwickshire",
    "E23000018": "Derbyshire",
    "E23000019": "Nottinghamshire",
    "E23000020": "Lincolnshire",
    "E23000021": "Leicestershire",
    "E23000022": "Northamptonshire",
    "E23000023": "Cambridgeshire",
    "E23000024": "Norfolk",
    "E23000025": "Suffolk",
    "E23000026": "Bedfordshire",
    "E23000027": "Hertfordshire",
    "E23000028": "Essex",
    "E23000029": "Thames Valley",
    "E23000030": "Hampshire",
    "E23000031": "Surrey",
    "E23000032": "Kent",
    "E23000033": "Sussex",
    "E23000034": "London, City of",
    "E23000035": "Devon and Cornwall",
    "E23000036": "Avon and Somerset",
    "E23000037": "Gloucestershire",
    "E23000038": "Wiltshire",
    "E23000039": "Dorset",
    "W15000001": "North Wales",
    "W15000002": "Gwent",
    "W15000003": "South Wales",
    "W15000004": "Dyfed-Powys",
}

_ENDINGS = (" police service", " police", " constabulary")
_ALSO = {"city of london": "london, city of", "hampshire and isle of wight": "hampshire"}


def force(code: str) -> Area | None:
    """The police force area with this code."""
    return Area(code, _FORCES[code]) if code in _FORCES else None


def force_named(name: str) -> Area | None:
    """The area of a force by any name that publishers give it: `Kent`, `Kent Police`, `kent`."""
    code = {_plain(known): code for code, known in _FORCES.items()}.get(_plain(name))
    return force(code) if code else None


def _plain(name: str) -> str:
    text = " ".join(name.replace("&", "and").replace("-", " ").split()).casefold()
    for ending in _ENDINGS:
        text = text.removesuffix(ending)
    return _ALSO.get(text, text)


@cache
def authorities() -> dict[str, tuple[Area, Area]]:
    """Each authority's code → itself and its police force area."""
    text = resources.files("frankpledge.terms").joinpath("authorities.csv").read_text(encoding="utf-8")
    return {
        row["code"]: (Area(row["code"], row["name"]), Area(row["force"], _FORCES[row["force"]]))
        for row in csv.DictReader(text.splitlines())
    }
