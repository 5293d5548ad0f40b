"""Counts that their owner made: one value of a measure in an area over a period, a row each.

Columns: Measure, What, Kind, Part of, Area code, From, To, Value, Base, Source, Note. Measure is a short name of small
letters, figures and hyphens (calls-999); What says it in words; Kind is one of crime, incident, call, report, order,
search, outcome. From and To are months (2025-01) or financial years (2019/20). A value that the owner does not give is
blank, n/a or [x]: it is kept as missing. Where a measure is `Part of` another one in the file, the parts of an area and
period may not add up to more than the whole; neither they nor the whole are kept where they do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from frankpledge.sources.own import check_note, is_simulated, period_of
from frankpledge.sources.shape import (
    RowError,
    Sheet,
    Source,
    Values,
    plain_heading,
    refuse_other_columns,
    sift,
    whole_number,
)
from frankpledge.store.rows import records
from frankpledge.store.schema import Parsed, Reading, Rejected
from frankpledge.store.snapshot import Coverage, Publication
from frankpledge.store.tables import SERIES
from frankpledge.terms.area import area_kind
from frankpledge.terms.period import Month, Period, runs
from frankpledge.terms.words import joined

HEADER = (
    *("Measure", "What", "Kind", "Part of", "Area code", "From", "To", "Value", "Base", "Source"),
    "Note",
)
KINDS = ("crime", "incident", "call", "report", "order", "search", "outcome")
MISSING = ("", "n/a", "[x]", "[c]", "[z]")
_COUNTRIES = ("K04000001", "E92000001", "W92000004")
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
PUBLICATION = Publication(
    key="series",
    title="Counts as their owners made them",
    publisher="the partner named as the source of each",
    licence="As agreed with the partner",
    attribution="",
    url="",
    limitation="Counted by its owner, whose records are not held here: it cannot be broken down or counted again.",
)


@dataclass(frozen=True, kw_only=True)
class _Row:
    """One value, before it is compared with the others of the file."""

    line: int
    measure: str
    part_of: str
    area: str
    period: Period
    value: int | None


@dataclass
class _Taker:
    """Turns the cells of one row into the canonical row, and remembers the rows that it took by their place."""

    simulated: bool
    taken: list[_Row] = field(default_factory=list)
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)
    held: set[tuple[str, str, Month]] = field(default_factory=set)

    def __call__(self, cells: list[str]) -> list[Values]:
        measure, what, kind, part_of, area, first, last, value, base, source, note = (cell.strip() for cell in cells)
        check_note(note, self.simulated)
        _check_words(measure, what, kind, part_of, area, source)
        period = period_of(first, last)
        number, whole = _count(value, "value"), _count(base, "base")
        if number is not None and whole is not None and number > whole:
            raise RowError(f"the value of {number:,} is more than its base of {whole:,}")
        self._once(measure, (what, kind, part_of), area, period)
        self.taken.append(
            _Row(line=0, measure=measure, part_of=part_of, area=area, period=period, value=number),
        )
        dates = (period.first.first_day.isoformat(), period.last.first_day.isoformat())
        return [(measure, what, kind, part_of or None, area, *dates, number, whole, source)]

    def _once(self, measure: str, words: tuple[str, ...], area: str, period: Period) -> None:
        """A measure is described in one way, and has one value for an area and month."""
        if self.told.setdefault(measure, words) != words:
            raise RowError(f"{measure} is described otherwise than in an earlier row: What, Kind or Part of")
        months = {(measure, area, month) for month in period}
        if months & self.held:
            raise RowError(f"{measure} already has a value for a month of {period.label} in {area}")
        self.held |= months


def read(path: Path, name: str) -> Reading:
    """The reading of a file of series. Raises IntakeError where its columns are others."""
    refuse_other_columns(path, name, HEADER)
    lines = tuple(records(path))
    taker = _Taker(is_simulated(cells[10] for _, _, cells in lines if len(cells) > 10))
    parsed = sift(Sheet(tuple(map(plain_heading, HEADER)), lines), taker)
    parsed, taken = _without_excess(parsed, taker.taken, {line: raw for line, raw, _ in lines}, _line_of(lines))
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=SERIES,
        coverage=_coverage(taken),
        content=parsed,
        simulated="Simulated counts" if taker.simulated else "",
        remarks=_wholes_elsewhere(taken),
    )


def _check_words(measure: str, what: str, kind: str, part_of: str, area: str, source: str) -> None:
    faults = []
    if not re.fullmatch(_SLUG, measure, re.ASCII) or (part_of and not re.fullmatch(_SLUG, part_of, re.ASCII)):
        faults.append("a measure's name has other signs than small letters, figures and hyphens, as in calls-999")
    if part_of == measure:
        faults.append("the measure is a part of itself")
    if kind not in KINDS:
        faults.append(f"the kind is not {joined(KINDS, 'or')}")
    if not _is_area(area):
        faults.append("the area is not the code of one in England or Wales, such as E06000035")
    faults += [f"the column {column} is blank" for column, text in (("What", what), ("Source", source)) if not text]
    if faults:
        raise RowError(*faults)


def _is_area(code: str) -> bool:
    try:
        return code in _COUNTRIES or bool(area_kind(code))
    except ValueError:
        return False


def _count(cell: str, column: str) -> int | None:
    if cell.casefold() in MISSING:
        return None
    number = whole_number(cell)
    if number is None:
        raise RowError(f"the {column} is neither a whole number nor blank, n/a or [x]")
    return number


def _line_of(lines: Iterable[tuple[int, str, list[str]]]) -> dict[int, int]:
    """The number of each record, as `sift` counts them, and its line."""
    filled = (line for line, _, cells in lines if any(cell.strip() for cell in cells))
    return dict(enumerate(filled, 2))


def _without_excess(
    parsed: Parsed, taken: list[_Row], raw: dict[int, str], line_of: dict[int, int]
) -> tuple[Parsed, list[_Row]]:
    """The rows but for those whose parts add up to more than their whole, which are refused with both numbers."""
    placed = [replace(row, line=line_of[number]) for row, (number, _) in zip(taken, parsed.rows, strict=True)]
    reasons: dict[int, list[str]] = defaultdict(list)
    for reason, rows in _excesses(placed):
        for row in rows:
            reasons[row.line].append(reason)
    refused = [Rejected(line=line, raw=raw[line], reasons=tuple(why)) for line, why in reasons.items()]
    return (
        Parsed(
            rows_in=parsed.rows_in,
            rows=tuple(pair for pair in parsed.rows if line_of[pair[0]] not in reasons),
            rejected=tuple(sorted((*parsed.rejected, *refused), key=lambda row: row.line)),
        ),
        [row for row in placed if row.line not in reasons],
    )


def _excesses(rows: list[_Row]) -> Iterator[tuple[str, list[_Row]]]:
    """Every whole that its parts exceed, in words, with the rows concerned.

    Parts and whole are compared over the period of each of their rows. A whole counts only where its rows fill the
    period; parts may be fewer than all there are, since none is below nought.
    """
    family: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        family[row.measure, row.area].append(row)
    parts: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        if row.part_of:
            parts[row.part_of, row.area].append(row)
    for (measure, area), some in parts.items():
        whole = family.get((measure, area), [])
        for period in sorted({row.period for row in (*whole, *some)}):
            inside, around = _within(some, period), _within(whole, period)
            total, most = _sum(inside), _sum(around)
            if sum(len(row.period) for row in around) == len(period) and total > most:
                yield (
                    f"the parts of {measure} add up to {total:,}, more than the {most:,} given for {measure} itself "
                    f"({area}, {period.label}): one of the numbers is wrong, or they do not count the same thing",
                    [*inside, *around],
                )


def _within(rows: list[_Row], period: Period) -> list[_Row]:
    """The rows with a value whose months all lie in the period."""
    return [row for row in rows if row.value is not None and row.period.first in period and row.period.last in period]


def _sum(rows: Iterable[_Row]) -> int:
    return sum(row.value or 0 for row in rows)


def _coverage(rows: list[_Row]) -> tuple[Coverage, ...]:
    """Each measure in each area over its unbroken runs of months. A missing value is a row: it is not an absence."""
    months: dict[tuple[str, str], set[Month]] = defaultdict(set)
    for row in rows:
        months[row.area, row.measure].update(row.period)
    return tuple(Coverage(area, run, measure) for (area, measure), some in sorted(months.items()) for run in runs(some))


def _wholes_elsewhere(rows: list[_Row]) -> tuple[str, ...]:
    named, here = {row.part_of for row in rows if row.part_of}, {row.measure for row in rows}
    return tuple(
        f"{measure} is not in the file, so that its parts could not be compared with it."
        for measure in sorted(named - here)
    )


SOURCE = Source(
    key="series",
    title="counts as their owners made them",
    shape=tuple(name.casefold() for name in HEADER),
    read=read,
)
