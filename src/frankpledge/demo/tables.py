"""The small tables the example is made from: facts carried over and figures chosen, kept as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

YEARS = ("2015-16", "2016-17", "2017-18", "2018-19", "2019-20")
"""The financial years of the example, April to March, as file names spell them."""

FIRST_YEAR = 2015
MONTHS = tuple(f"{FIRST_YEAR + (month + 3) // 12}-{(month + 3) % 12 + 1:02d}" for month in range(12 * len(YEARS)))
"""The 60 months from 2015-04 to 2020-03."""

ASB = "Anti-social behaviour"
DISTRICT_CODE, DISTRICT_NAME = "E06000035", "Medway"
FORCE_LABEL = "Kent Police"
NOTE = "Simulated"
"""What stands in the column Note of every row that was simulated."""

CONTEXT = f"Simulated records for {DISTRICT_CODE} only"
"""What stands in every simulated row of the files of data.police.uk, which have no such column."""

FOLLOWED = 3
"""The last months of the example, of which outcomes and searches are simulated as well."""


@dataclass(frozen=True)
class Offence:
    """A class of crime as the Home Office codes it, and the name the street files give its kind."""

    code: str
    description: str
    group: str
    subgroup: str
    street_kind: str


@dataclass(frozen=True)
class Area:
    """A 2011 lower-layer area of Medway, its ward of 2017, and its residents in the middle of 2019."""

    lsoa_code: str
    lsoa_name: str
    ward_code: str
    ward_name: str
    residents: int


@dataclass(frozen=True)
class Season:
    """A yearly wave: the month it is highest (1 to 12) and how far it swings about its mean (per cent)."""

    peak_month: int
    swing_percent: int


@dataclass(frozen=True)
class TownCentre:
    """An area that holds a town's centre, and how many times its weight is raised."""

    lsoa_code: str
    town: str
    times: int


@dataclass(frozen=True)
class FormerClass:
    """A burglary class used before April 2017, and the percentage of a later class it would have held."""

    code: str
    former_code: str
    percent: int


def rows(*path: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file of the package by column; `path` as its folders and its name."""
    text = files("frankpledge").joinpath(*path).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


@cache
def offences() -> tuple[Offence, ...]:
    """Every class the police record, in the order of the code table (Home Office)."""
    return tuple(
        Offence(row["code"], row["description"], row["group"], row["subgroup"], row["police_uk_category"])
        for row in rows("measures", "catalogue", "offence_codes.csv")
    )


@cache
def areas() -> tuple[Area, ...]:
    """Medway's 163 areas, in the order of their codes (ONS)."""
    return tuple(
        Area(row["lsoa_code"], row["lsoa_name"], row["ward_code"], row["ward_name"], int(row["residents"]))
        for row in rows("demo", "data", "medway_areas.csv")
    )


@cache
def yearly_totals() -> dict[str, tuple[int, ...]]:
    """Records by Home Office group, one count for each of `YEARS`; anti-social behaviour comes last."""
    return {row["group"]: tuple(int(row[year]) for year in YEARS) for row in rows("demo", "data", "yearly_totals.csv")}


def crime_totals() -> tuple[int, ...]:
    """All recorded crimes, one count for each of `YEARS`: every group but anti-social behaviour."""
    crimes = [counts for group, counts in yearly_totals().items() if group != ASB]
    return tuple(sum(year) for year in zip(*crimes, strict=True))


@cache
def kent_counts() -> dict[str, int]:
    """Crimes Kent Police recorded in 2017/18 by class, classes with none left out (Home Office open data)."""
    return {row["code"]: int(row["offences"]) for row in rows("demo", "data", "kent_2017_18.csv")}


@cache
def former_classes() -> tuple[FormerClass, ...]:
    """How the burglary classes of April 2017 are taken back to the ones before."""
    return tuple(
        FormerClass(row["code"], row["former_code"], int(row["percent"]))
        for row in rows("demo", "data", "former_burglary_classes.csv")
    )


@cache
def seasons() -> dict[str, Season]:
    """The yearly wave of each subgroup that has one, and of anti-social behaviour."""
    return {
        row["kind"]: Season(int(row["peak_month"]), int(row["swing_percent"]))
        for row in rows("demo", "data", "seasons.csv")
    }


@cache
def town_centres() -> tuple[TownCentre, ...]:
    """The areas with a town's centre."""
    return tuple(
        TownCentre(row["lsoa_code"], row["town"], int(row["times"])) for row in rows("demo", "data", "town_centres.csv")
    )
