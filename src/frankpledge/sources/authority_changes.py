"""Which code each local authority had in each year: one column a year, one line for each way through the years."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from pathlib import Path

from frankpledge.sources.shape import RowError, Sheet, Source, Values, open_sheet, sift
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import AREA_CHANGES
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period

PUBLICATION = Publication(
    key="authority-changes",
    title="Changes of authority codes",
    publisher="Office for National Statistics",
    licence="Open Government Licence v3.0",
    attribution="Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    url="https://geoportal.statistics.gov.uk/",
    limitation=(
        "Authorities are matched by the ground that they cover. Where only a part of one passed to another, "
        "neither can be compared over the change."
    ),
)
_CODE = r"ltla(\d\d)_code"
_AUTHORITY = re.compile(r"E0[6-9]\d{6}|W06\d{6}|S12\d{6}|N09\d{6}", re.ASCII)  # the list is of the United Kingdom


@dataclass(frozen=True)
class _Year:
    """One year of the list, and where code and name stand."""

    edition: int
    code: int
    name: int | None


def read(path: Path, name: str) -> Reading:
    """The reading of the list. Raises IntakeError where a year comes twice."""
    sheet = open_sheet(path, SOURCE.shape, within=1)
    years = _years(sheet, name)
    first, last = years[0].edition, years[-1].edition
    what = f"ltla{first % 100:02} to ltla{last % 100:02}"
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=AREA_CHANGES,
        coverage=(Coverage(ENGLAND_AND_WALES, Period(Month(first, 1), Month(last, 12)), what),),
        content=sift(sheet, lambda cells: _take(cells, years)),
    )


def _years(sheet: Sheet, name: str) -> list[_Year]:
    found = []
    for place, heading in enumerate(sheet.headings):
        match = re.fullmatch(_CODE, heading)
        if match:
            found.append(_Year(2000 + int(match[1]), place, sheet.maybe(rf"ltla{match[1]}_name")))
    found.sort(key=lambda year: year.edition)
    if len({year.edition for year in found}) < len(found) or len(found) < 2:
        raise IntakeError(
            f"{name} is not a list of codes by year",
            expected="a column of codes for each of two or more years, such as ltla23_code and ltla24_code",
            found=", ".join(sheet.headings[year.code] for year in found),
            cause="A column was renamed or added by hand.",
            remedy="Load the file as it was downloaded.",
        )
    return found


def _take(cells: list[str], years: list[_Year]) -> list[Values]:
    """A row for each two neighbouring years in which there is a code."""
    codes = [cells[year.code].strip() for year in years]
    faults = [f"{code!r} is not the code of a local authority" for code in codes if code and not _is_code(code)]
    if faults:
        raise RowError(*dict.fromkeys(faults))
    pairs: list[Values] = [
        ("ltla", *_named(before, cells), *_named(after, cells), None)
        for before, after in itertools.pairwise(years)
        if cells[before.code].strip() and cells[after.code].strip()
    ]
    if not pairs:
        raise RowError("no two neighbouring years have a code")
    return pairs


def _is_code(code: str) -> bool:
    return _AUTHORITY.fullmatch(code) is not None


def _named(year: _Year, cells: list[str]) -> tuple[int, str, str | None]:
    label = cells[year.name].strip() if year.name is not None else ""
    return year.edition, cells[year.code].strip(), label or None


SOURCE = Source(
    key="authority-changes",
    title="changes of authority codes",
    shape=(r"ltla\d\d_code", r"ltla\d\d_code", r"ltla\d\d_name", r"ltla\d\d_name"),
    read=read,
)
