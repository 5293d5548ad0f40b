"""Home Office open data tables: recorded offences by offence code and quarter, by police force or by partnership."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from frankpledge.sources.shape import RowError, Sheet, Source, Values, open_sheet, sift, whole_number
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import OFFENCE_COUNTS
from frankpledge.terms.area import Area, area_kind
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period
from frankpledge.terms.places import force_named
from frankpledge.terms.words import joined

_COLUMNS = ("financial year", "financial quarter", "offence code", "number of offences")
_FORCE_COLUMNS = (*_COLUMNS[:2], "force name", *_COLUMNS[2:])
_PARTNERSHIP_COLUMNS = (*_COLUMNS[:2], "csp name", "ons code", *_COLUMNS[2:])
# Bodies that record crimes and police no area of their own.
ELSEWHERE = ("Action Fraud", "British Transport Police", "CIFAS", "Financial Fraud Action UK", "UK Finance")
_NATIONAL_CODES = ("AF", "CIFAS", "FFA UK", "UK Finance")
_CODE = re.compile(r"[0-9]{1,3}[A-Z]?([./][0-9]{1,3}[A-Z]?)*")
# Murder, manslaughter, corporate manslaughter and infanticide stand on a line each, all with the code of homicide.
_LINES = {"1/4.1/4.10/4.2": 4}
_YEAR = re.compile(r"(20[0-9]{2})/([0-9]{2})")
_NOUGHT = re.compile(r"-0+")  # how the publisher's spreadsheet writes nought: the tables hold no other


@dataclass(frozen=True)
class _Place:
    """What a row is of: `level`, the code of the area where it has one, and its name as published."""

    level: str
    area: str | None
    name: str


@dataclass
class _Table:
    """A table being read: where its columns stand, how a row tells its area, and what has been seen so far."""

    sheet: Sheet
    place: Callable[[Sheet, list[str]], _Place]
    areas: dict[Period, set[str]] = field(default_factory=dict)
    seen: Counter[tuple[object, ...]] = field(default_factory=Counter)

    def take(self, cells: list[str]) -> list[Values]:
        """The canonical row of one line. Raises RowError with every reason for which it cannot be kept."""
        year, quarter, code, value = (cells[self.sheet.at(column)].strip() for column in _COLUMNS)
        period, count = _quarter(year, quarter), _count(value)
        reasons = [
            *(["the financial year and quarter are not such as 2017/18 and 1"] if period is None else []),
            *([] if _known(code) else ["the offence code is not one of the Home Office's"]),
            *(["the number of offences is not a whole number"] if count is None else []),
        ]
        try:
            place = self.place(self.sheet, cells)
        except RowError as fault:
            raise RowError(*reasons, *fault.args) from None
        if reasons or period is None:
            raise RowError(*reasons)
        self._refuse_repeat(period, place, code, cells)
        self.areas.setdefault(period, set()).update([] if place.level == "other" else [place.name])
        first, last = period.first.first_day.isoformat(), period.last.first_day.isoformat()
        return [(first, last, place.level, place.area, place.name, code, count)]

    def _refuse_repeat(self, period: Period, place: _Place, code: str, cells: list[str]) -> None:
        """A code stands once for an area and a quarter, or as often as it has descriptions."""
        described = self.sheet.maybe("offence description")
        line = (period, place.area or place.name, code, cells[described].strip() if described is not None else "")
        self.seen[line] += 1
        if self.seen[line] > _LINES.get(code, 1):
            raise RowError("the same offence code stands in the table before, for the same area and quarter")


def read_force(path: Path, name: str) -> Reading:
    """The reading of the table by police force area. Raises IntakeError where no row is of a quarter."""
    return _read(path, name, FORCE, _force, "of each police force area")


def read_partnership(path: Path, name: str) -> Reading:
    """The reading of the table by community safety partnership. Raises IntakeError where no row is of a quarter."""
    return _read(path, name, PARTNERSHIP, _partnership, "of each community safety partnership")


def _read(path: Path, name: str, source: Source, place: Callable[[Sheet, list[str]], _Place], of_each: str) -> Reading:
    """One coverage a quarter, so that a later file with more quarters takes the place of an earlier one."""
    table = _Table(open_sheet(path, source.shape), place)
    content = sift(table.sheet, table.take)
    if not table.areas:
        raise IntakeError(
            f"{name} holds no quarter of any year",
            expected="rows with a financial year such as 2017/18 and a quarter from 1 to 4",
            found="; ".join(content.rejected[0].reasons) if content.rejected else "no rows",
            cause="The download ended early, or the years were written again by a spreadsheet.",
            remedy="Load the table as it was downloaded.",
        )
    return Reading(
        publication=_publication(source.key, of_each),
        version=1,
        table=OFFENCE_COUNTS,
        coverage=tuple(Coverage(ENGLAND_AND_WALES, quarter) for quarter in sorted(table.areas)),
        content=content,
        remarks=_incomplete(table),
    )


def _incomplete(table: _Table) -> tuple[str, ...]:
    """What is said where an area stands in some quarters and not in others: the table may have been cut."""
    everywhere = set().union(*table.areas.values())
    return tuple(
        f"{quarter.label} has no row of {joined(sorted(everywhere - names))}"
        for quarter, names in sorted(table.areas.items())
        if names < everywhere
    )


def _known(code: str) -> bool:
    return code in _NATIONAL_CODES or _CODE.fullmatch(code) is not None


def _quarter(year: str, quarter: str) -> Period | None:
    """`2017/18`, `1` → April to June 2017. None for anything else."""
    found = _YEAR.fullmatch(year)
    if not found or quarter not in ("1", "2", "3", "4") or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    first = Month(int(found[1]), 4).plus(3 * (int(quarter) - 1))
    return Period(first, first.plus(2))


def _count(text: str) -> int | None:
    """` 1,954 ` → 1954, `-2` → −2, `-00` → 0. None for anything else: a bare dash may mean none or not known."""
    if _NOUGHT.fullmatch(text):
        return 0
    size = whole_number(text.removeprefix("-"))
    return -size if size is not None and text.startswith("-") else size


def _force(sheet: Sheet, cells: list[str]) -> _Place:
    name = cells[sheet.at("force name")].strip()
    area = force_named(name)
    return _Place("force", area.code, name) if area else _elsewhere(name)


def _partnership(sheet: Sheet, cells: list[str]) -> _Place:
    code, name = cells[sheet.at("ons code")].strip(), cells[sheet.at("csp name")].strip()
    try:
        if area_kind(code) == "partnership":
            return _Place("partnership", Area(code, name).code, name)
    except ValueError:
        pass
    return _elsewhere(name)


def _elsewhere(name: str) -> _Place:
    if name in ELSEWHERE:
        return _Place("other", None, name)
    raise RowError(f"{name!r} is neither an area of England or Wales nor a body that records crime without one")


def _publication(key: str, of_each: str) -> Publication:
    return Publication(
        key=key,
        title=f"Recorded crime {of_each} by offence and quarter",
        publisher="Home Office",
        licence="Open Government Licence v3.0",
        attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
        url="https://www.gov.uk/government/statistics/police-recorded-crime-open-data-tables",
        limitation=(
            "A number can lie below nought where crimes recorded in an earlier quarter were cancelled. Fraud is "
            "recorded by national bodies and not by forces."
        ),
    )


PARTNERSHIP = Source(
    key="offence-counts-partnership",
    title="Home Office recorded crime by partnership, offence and quarter",
    shape=_PARTNERSHIP_COLUMNS,
    read=read_partnership,
)
FORCE = Source(
    key="offence-counts-force",
    title="Home Office recorded crime by force, offence and quarter",
    shape=_FORCE_COLUMNS,
    read=read_force,
)
