"""Lookups between areas: small area → ward → authority → partnership → force, any two or more levels in one file."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from pathlib import Path

from frankpledge.sources.shape import Source, plain_heading
from frankpledge.store.rows import header, records, torn
from frankpledge.store.schema import Parsed, Reading, Rejected
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import LINKS
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period

_PUBLICATION = Publication(
    key="lookup",
    title="Lookup between areas",
    publisher="Office for National Statistics",
    licence="Open Government Licence v3.0",
    attribution=(
        "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
        "Contains OS data © Crown copyright and database right."
    ),
    url="https://geoportal.statistics.gov.uk/",
    limitation=(
        "Small areas are assigned whole to the ward in which most of their residents live, so ward figures are best "
        "fits."
    ),
)
_CODE = r"(lsoa|ward|ltla|csp|pfa)([0-9][0-9])_code"
_LEVELS = {
    "lsoa": (r"[EW]01\d{6}", "small area"),
    "ward": (r"[EW]05\d{6}", "ward"),
    "ltla": (r"E0[6-9]\d{6}|W06\d{6}", "local authority"),
    "csp": (r"E22\d{6}|W14\d{6}", "community safety partnership"),
    "pfa": (r"E23\d{6}|W15\d{6}", "police force area"),
}


@dataclass(frozen=True)
class _Level:
    """One level of areas in the file: its name, the year of its codes, and where code and name stand."""

    level: str
    edition: int
    code: int
    name: int | None


def read(path: Path, name: str) -> Reading:
    """The reading of one lookup. Raises IntakeError where a level comes twice or there is only one."""
    headings = [plain_heading(cell) for cell in header(path)]
    levels = _levels(headings, name)
    pairs = list(itertools.pairwise(levels))
    rows: list[tuple[int, tuple[str | int | None, ...]]] = []
    rejected: list[Rejected] = []
    number = 1
    for number, (line, raw, cells) in enumerate(records(path), 2):
        reasons = _faults(cells, headings, levels)
        if reasons:
            rejected.append(Rejected(line=line, raw=raw, reasons=reasons))
        else:
            rows += [(number, (*_area(child, cells), *_area(parent, cells))) for child, parent in pairs]
    key = "lookup-" + "-".join(f"{level.level}{level.edition}" for level in levels)
    words = " to ".join(f"{_LEVELS[level.level][1]} {level.edition}" for level in levels)
    year = levels[-1].edition
    return Reading(
        publication=replace(_PUBLICATION, key=key, title=f"Lookup, {words}"),
        version=1,
        table=LINKS,
        coverage=(Coverage(ENGLAND_AND_WALES, Period(Month(year, 1), Month(year, 12))),),
        content=Parsed(rows_in=number - 1, rows=tuple(rows), rejected=tuple(rejected)),
    )


def _levels(headings: list[str], name: str) -> list[_Level]:
    found = []
    for at, heading in enumerate(headings):
        match = re.fullmatch(_CODE, heading)
        if match:
            label = heading.replace("_code", "_name")
            place = headings.index(label) if label in headings else None
            found.append(_Level(match[1], 2000 + int(match[2]), at, place))
    found.sort(key=lambda level: list(_LEVELS).index(level.level))
    kinds = [level.level for level in found]
    if len(set(kinds)) != len(kinds) or len(kinds) < 2:
        raise IntakeError(
            f"{name} is not a lookup from smaller to larger areas",
            expected="the codes of two or more different levels, such as lsoa21_code and ltla24_code",
            found=", ".join(f"{level.level}{level.edition % 100:02}" for level in found) or "none",
            cause="It is a table of changes between years, or a column was renamed by hand.",
            remedy="Leave it out, or load the lookup as it was downloaded.",
        )
    return found


def _faults(cells: list[str], headings: list[str], levels: list[_Level]) -> tuple[str, ...]:
    if len(cells) != len(headings):
        return (torn(len(headings), len(cells)),)
    return tuple(
        f"{cells[level.code]!r} is not the code of a {_LEVELS[level.level][1]}"
        for level in levels
        if not re.fullmatch(_LEVELS[level.level][0], cells[level.code], re.ASCII)
    )


def _area(level: _Level, cells: list[str]) -> tuple[str, int, str, str | None]:
    return (
        level.level,
        level.edition,
        cells[level.code],
        cells[level.name] if level.name is not None else None,
    )


SOURCE = Source(
    key="lookup",
    title="lookup between areas",
    shape=(_CODE, _CODE),
    read=read,
)
