"""What the example assumes, in plain sentences with an identifier each, for the document to print."""

from __future__ import annotations

import tomllib
from calendar import month_name
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from frankpledge.demo.months import OWN_NOISE_SHAPE, SHARED_NOISE_SHAPE
from frankpledge.demo.places import SPREAD
from frankpledge.demo.tables import (
    ASB,
    YEARS,
    crime_totals,
    former_classes,
    seasons,
    town_centres,
    yearly_totals,
)
from frankpledge.demo.words import Words, partner_settings, partner_tables


@dataclass(frozen=True)
class Assumption:
    """A choice that no published figure settles."""

    id: str
    text: str


def _read() -> Iterator[Assumption]:
    source = files("frankpledge").joinpath("demo", "data", "assumptions.toml").read_text(encoding="utf-8")
    tables = {"groups": _groups(), "seasons": _seasons(), "town_centres": _town_centres(), **partner_tables()}
    settings = _settings()
    for entry in tomllib.loads(source)["assumption"]:
        if "each" not in entry:
            yield Assumption(entry["id"], entry["text"].format_map(settings))
            continue
        for name, words in tables[entry["each"]].items():
            yield Assumption(f"{entry['id']}-{_slug(name)}", entry["text"].format_map(words))


def _settings() -> Words:
    words = {
        f"crimes_{year.replace('-', '_')}": f"{count:,}" for year, count in zip(YEARS, crime_totals(), strict=True)
    }
    dwelling, other = (former.percent for former in former_classes() if former.code == "28E")
    words |= {
        "dwelling_percent": str(dwelling),
        "other_percent": str(other),
        "shared_noise": _percent_deviation(SHARED_NOISE_SHAPE),
        "own_noise": _percent_deviation(OWN_NOISE_SHAPE),
        "spread": str(SPREAD),
    }
    return words | partner_settings() | _counts(yearly_totals()[ASB])


def _groups() -> Mapping[str, Words]:
    return {group: {"group": group} | _counts(counts) for group, counts in yearly_totals().items() if group != ASB}


def _counts(counts: tuple[int, ...]) -> dict[str, str]:
    names = ("first", "second", "third", "fourth", "fifth")
    return {name: f"{count:,}" for name, count in zip(names, counts, strict=True)}


def _seasons() -> Mapping[str, Words]:
    return {
        kind: {"kind": kind, "swing": str(season.swing_percent), "month": month_name[season.peak_month]}
        for kind, season in seasons().items()
    }


def _town_centres() -> Mapping[str, Words]:
    return {
        centre.town: {"lsoa_code": centre.lsoa_code, "town": centre.town, "times": str(centre.times)}
        for centre in town_centres()
    }


def _percent_deviation(shape: int) -> str:
    """The standard deviation, as a percentage, of a gamma factor of mean 1 and this shape."""
    return f"{100 / shape**0.5:g}"


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


ASSUMPTIONS: tuple[Assumption, ...] = tuple(_read())
