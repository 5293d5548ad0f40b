"""What became of each small area between two censuses: kept, split, merged, or changed in some other way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from frankpledge.sources.estimates import code_is_of
from frankpledge.sources.shape import RowError, Sheet, Source, Values, open_sheet, sift
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import AREA_CHANGES
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period

PUBLICATION = Publication(
    key="small-area-changes",
    title="Changes of small areas between censuses",
    publisher="Office for National Statistics",
    licence="Open Government Licence v3.0",
    attribution=(
        "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
        "Contains OS data © Crown copyright and database right."
    ),
    url="https://geoportal.statistics.gov.uk/",
    limitation=(
        "Areas that were split or merged can be compared as unions only. Those marked X were cut in so many ways that "
        "the publisher gives no exact match."
    ),
)
_CODE = r"lsoa\d\d(_code|cd)"


@dataclass(frozen=True)
class _End:
    """One end of the change: the year of its codes, and where code and name stand."""

    edition: int
    code: int
    name: int | None


def read(path: Path, name: str) -> Reading:
    """The reading of one table of changes. Raises IntakeError where it is not from one census to another."""
    sheet = open_sheet(path, SOURCE.shape, within=1)
    before, after = _ends(sheet, name)
    year = after.edition
    what = f"lsoa{before.edition % 100:02} to lsoa{after.edition % 100:02}"
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=AREA_CHANGES,
        coverage=(Coverage(ENGLAND_AND_WALES, Period(Month(year, 1), Month(year, 12)), what),),
        content=sift(sheet, _Taker(sheet, before, after)),
    )


def _ends(sheet: Sheet, name: str) -> tuple[_End, _End]:
    found = []
    for place, heading in enumerate(sheet.headings):
        if re.fullmatch(_CODE, heading):
            year = heading[4:6]
            found.append(_End(2000 + int(year), place, sheet.maybe(rf"lsoa{year}(_name|nm)")))
    found.sort(key=lambda end: end.edition)
    if len(found) == 2 and found[0].edition < found[1].edition:
        return found[0], found[1]
    raise IntakeError(
        f"{name} is not a table of changes from one census to another",
        expected="two columns of codes, such as lsoa11_code and lsoa21_code",
        found=", ".join(sheet.headings[end.code] for end in found),
        cause="A column was added or renamed by hand.",
        remedy="Load the file as it was downloaded.",
    )


class _Taker:
    """Makes a row of a line, or says what is wrong with it."""

    def __init__(self, sheet: Sheet, before: _End, after: _End) -> None:
        self.before, self.after = before, after
        self.change = sheet.at(SOURCE.shape[2])
        self.seen: set[tuple[str, str]] = set()

    def __call__(self, cells: list[str]) -> list[Values]:
        old, new, change = (cells[at].strip() for at in (self.before.code, self.after.code, self.change))
        faults = [f"{code!r} is not the code of a small area" for code in (old, new) if not code_is_of(code, "lsoa")]
        if change not in ("U", "S", "M", "X"):
            faults.append(f"{change!r} is not U, S, M or X")
        elif (change == "U") != (old == new):
            faults.append(f"the change is {change}, and the codes are {old} and {new}")
        faults += [f"{old} to {new} stands in the file twice"] if (old, new) in self.seen else []
        if faults:
            raise RowError(*faults)
        self.seen.add((old, new))
        return [("lsoa", *_named(self.before, old, cells), *_named(self.after, new, cells), change)]


def _named(end: _End, code: str, cells: list[str]) -> tuple[int, str, str | None]:
    return end.edition, code, (cells[end.name].strip() or None) if end.name is not None else None


SOURCE = Source(
    key="small-area-changes",
    title="changes of small areas between censuses",
    shape=(_CODE, _CODE, r"change_code|chgind"),
    read=read,
)
