"""Mid-year population estimates by local authority, one file a year."""

from __future__ import annotations

import re
from pathlib import Path

from frankpledge.sources.shape import Source, plain_heading, whole_number
from frankpledge.store.rows import header, records, torn
from frankpledge.store.schema import Parsed, Reading, Rejected
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import POPULATION
from frankpledge.terms.area import area_kind
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period

PUBLICATION = Publication(
    key="population",
    title="Mid-year population estimates",
    publisher="Office for National Statistics",
    licence="Open Government Licence v3.0",
    attribution="Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    url="https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates",
    limitation=(
        "Usual residents at the middle of the year. People who work in, visit or pass through a place are not in it."
    ),
)
_AGE = re.compile(r"[0-9]+\+?")
_NAME = re.compile(r"population(\d{2})_ltla(\d{2})\b", re.ASCII)


def read(path: Path, name: str) -> Reading:
    """The reading of one year's estimates. Raises IntakeError where the year is not in the name."""
    named = _NAME.search(Path(name).stem)
    if not named:
        raise IntakeError(
            f"{name} does not say which year its estimates are of",
            expected="a name such as population20_ltla21.csv: mid-2020, authorities of 2021",
            found=Path(name).name,
            cause="The year stands in the file's name only, and the file was renamed.",
            remedy="Give the file its own name back and load it again.",
        )
    year, edition = 2000 + int(named[1]), 2000 + int(named[2])
    headings = [plain_heading(cell) for cell in header(path)]
    code, label, total = (_place(headings, pattern) for pattern in SOURCE.shape)
    _refuse_other_list(name, edition, headings[code])
    rows: list[tuple[int, tuple[str | int | None, ...]]] = []
    rejected: list[Rejected] = []
    seen: set[str] = set()
    number = 1
    for number, (line, raw, cells) in enumerate(records(path), 2):
        reasons = _faults(cells, headings, code, total, seen)
        if reasons:
            rejected.append(Rejected(line=line, raw=raw, reasons=reasons))
        else:
            seen.add(cells[code])
            row = ("residents", "ltla", year, edition, cells[code], cells[label], whole_number(cells[total]), None)
            rows.append((number, row))
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=POPULATION,
        coverage=(Coverage(ENGLAND_AND_WALES, Period(Month(year, 6), Month(year, 6))),),
        content=Parsed(rows_in=number - 1, rows=tuple(rows), rejected=tuple(rejected)),
    )


def _refuse_other_list(name: str, edition: int, heading: str) -> None:
    """The year of the list of authorities stands in the name and in a heading: a renamed file shows."""
    if int(heading[4:6]) != edition - 2000:
        raise IntakeError(
            f"{name} is of another list of authorities than its name says",
            expected=f"the column ltla{edition % 100:02}_code",
            found=heading,
            cause="The file was renamed by hand.",
            remedy="Give the file its own name back and load it again.",
        )


def _place(headings: list[str], pattern: str) -> int:
    return next(n for n, heading in enumerate(headings) if re.fullmatch(pattern, heading))


def _faults(cells: list[str], headings: list[str], code: int, total: int, seen: set[str]) -> tuple[str, ...]:
    if len(cells) != len(headings):
        return (torn(len(headings), len(cells)),)
    reasons = []
    try:
        if area_kind(cells[code]) != "authority":
            reasons.append(f"{cells[code]!r} is not the code of a local authority")
    except ValueError:
        reasons.append(f"{cells[code]!r} is not the code of a local authority")
    if cells[code] in seen:
        reasons.append(f"{cells[code]} stands in the file twice")
    residents, ages = whole_number(cells[total]), _sum_of_ages(cells, headings)
    if residents is None:
        reasons.append("the total is not a whole number")
    elif ages not in (None, residents):
        reasons.append(f"the single ages add up to {ages:,}, not to the total of {residents:,}")
    return tuple(reasons)


def _sum_of_ages(cells: list[str], headings: list[str]) -> int | None:
    """The sum over single years of age, where the file has them all; None where it does not."""
    ages = [whole_number(cell) for cell, heading in zip(cells, headings, strict=True) if _AGE.fullmatch(heading)]
    counted = [age for age in ages if age is not None]
    return sum(counted) if ages and len(counted) == len(ages) else None


SOURCE = Source(
    key="population",
    title="mid-year population by local authority",
    shape=(r"ltla\d\d_code", r"ltla\d\d_name", r"total_population"),
    read=read,
)
