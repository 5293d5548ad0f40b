"""The duties that a document of a date and nation names: dated, cited, and marked when nobody has read the text."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Law:
    """One duty, in our words, with where its text stands."""

    key: str
    citation: str
    says: str
    address: str
    standing: Literal["verified", "to be checked"]
    nation: tuple[str, ...]
    since: date | None = None


def laws_at(day: date, nation: str) -> tuple[Law, ...]:
    """The duties in force on a day, in the order of the file."""
    text = resources.files("frankpledge.assessment").joinpath("law.toml").read_text(encoding="utf-8")
    every = [Law(**{**entry, "nation": tuple(entry["nation"])}) for entry in tomllib.loads(text)["law"]]
    return tuple(law for law in every if nation in law.nation and (law.since is None or law.since <= day))
