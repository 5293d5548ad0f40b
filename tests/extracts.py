"""Tiny police extracts: headings as a force writes them, the mapping that reads them, and rows with any fault."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.publishers import HERE, MEDWAY, csv_text, put

from frankpledge.record.mapping import Field, Mapping

COLUMNS: tuple[tuple[Field, str], ...] = (
    ("reference", "Crime Ref"),
    ("recorded", "Date Recorded"),
    ("began", "Committed From"),
    ("ended", "Committed To"),
    ("code", "HO Code"),
    ("lsoa", "LSOA Code"),
    ("beat", "Beat"),
    ("domestic", "DV Flag"),
    ("hate", "Hate Flag"),
    ("knife", "Knife Flag"),
    ("youth", "Youth Flag"),
    ("weapon", "Weapon Used"),
    ("victim_age", "Victim Age"),
    ("victim_sex", "Victim Gender"),
    ("suspect_age", "Suspect Age"),
    ("suspect_sex", "Suspect Gender"),
)
MAPPING = Mapping(name="kent-crimes", area=MEDWAY, columns=COLUMNS)
HEADINGS = tuple(heading for _, heading in COLUMNS)
_SOUND: dict[str, str] = {
    "recorded": "03/02/2025",
    "began": "01/02/2025 22:30",
    "ended": "01/02/2025 23:30",
    "code": "8N",
    "lsoa": HERE,
    "beat": "MC1 Town",
    "domestic": "Y",
    "hate": "N",
    "knife": "N",
    "youth": "",
    "weapon": "Blunt instrument",
    "victim_age": "34",
    "victim_sex": "F",
    "suspect_age": "17",
    "suspect_sex": "M",
}


def row(number: object, **changed: str) -> list[str]:
    """One crime of an extract; `changed` gives other texts for some fields."""
    cells = {"reference": f"46/{number}/25", **_SOUND, **changed}
    return [cells[field] for field, _ in COLUMNS]


def extract_file(
    folder: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS, name: str = "extract.csv"
) -> Path:
    return put(folder / name, csv_text(headings, rows))


def without(*fields: str) -> tuple[tuple[Field, str], ...]:
    return tuple(pair for pair in COLUMNS if pair[0] not in fields)


def mapped(**changed: Any) -> Mapping:
    """The mapping with some entries changed."""
    return Mapping(**{**vars(MAPPING), **changed})
