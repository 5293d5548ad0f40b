"""What a workspace holds: source × area × period, the gaps between, what was replaced or refused, what to mind."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from frankpledge.store.edition import Edition
from frankpledge.store.evidence import Evidence
from frankpledge.store.part import Part
from frankpledge.store.tables import ADDING_TABLES, LINKS
from frankpledge.terms.period import Month, Period, runs
from frankpledge.terms.places import authorities, force
from frankpledge.terms.words import joined, plural
from frankpledge.workspace.folder import Workspace
from frankpledge.workspace.read import read_record

_ROWS_SHOWN, _AREAS_SHOWN = 20, 3
_COUNTRIES = {"K04000001": "England and Wales", "E92000001": "England", "W92000004": "Wales"}
_THIN = 0.85  # of the median of the months held within a year: below it, somebody should ask the publisher
_NEAR, _ENOUGH = 12, 5


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One source in one area over one unbroken run of months. `things` is how many datasets or measures it ships."""

    source: str
    area: str
    period: str
    files: int
    kept: int
    rejected: int
    repeats: int
    things: int = 1
    issued: date | None = None


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """One source in one area, month by month: the rows counted, None where a file spans several months.

    `thin` are months with far fewer rows than those around them.
    """

    source: str
    area: str
    months: Mapping[Month, int | None]
    thin: frozenset[Month] = frozenset()
    reissued: frozenset[Month] = frozenset()

    @property
    def years(self) -> range:
        """Every year from the first month held to the last, those without any month included."""
        return range(min(self.months).year, max(self.months).year + 1)

    @property
    def by_month(self) -> bool:
        """Whether the rows of some month are known: of a file that spans several months only their sum is."""
        return any(rows is not None for rows in self.months.values())

    @property
    def held(self) -> tuple[Period, ...]:
        """The unbroken runs of months held."""
        return runs(frozenset(self.months))

    @property
    def gaps(self) -> tuple[Period, ...]:
        """The months not held between the first and the last."""
        return runs({month for month in Period(min(self.months), max(self.months)) if month not in self.months})


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """Everything that `frankpledge status` says."""

    name: str
    edition: str
    lines: tuple[Holding, ...]
    calendars: tuple[Calendar, ...] = ()
    gaps: tuple[str, ...]
    thin: tuple[str, ...] = ()
    replaced: tuple[str, ...] = field(default=())
    refused: tuple[str, ...]
    caveats: tuple[str, ...]


def holdings(workspace: Workspace) -> Holdings:
    """The account of the edition in force."""
    record = read_record(workspace)
    edition = workspace.evidence.current()
    groups = _groups(edition)
    calendars = [_calendar(edition, *key[:2], parts) for key, parts in groups.items() if key[2] in ADDING_TABLES]
    notes = [f"{note.kind}, {note.period.label}: {note.text}" for note in record.annotations]
    return Holdings(
        name=record.partnership.name,
        edition=edition.name,
        lines=_together(
            line for (title, area, _), parts in groups.items() for line in _lines(edition, title, area, parts)
        ),
        calendars=tuple(sorted(calendars, key=lambda calendar: not calendar.by_month)),
        gaps=tuple(f"{_what(c)}: {joined(run.label for run in c.gaps)}" for c in calendars if c.gaps),
        thin=tuple(f"{_what(c)}: {joined(run.label for run in runs(c.thin))}" for c in calendars if c.thin),
        replaced=tuple(_replaced(edition)),
        refused=tuple(_refused(workspace.evidence, edition)),
        caveats=(*_caveats(edition), *notes),
    )


def _groups(edition: Edition) -> dict[tuple[str, str, str], list[Part]]:
    """(title, area, table) → its parts, in alphabetical order."""
    groups: dict[tuple[str, str, str], list[Part]] = {}
    for part in edition.parts:
        for area in {coverage.area for coverage in part.coverage}:
            groups.setdefault((part.publication.title, area, part.table), []).append(part)
    return dict(sorted(groups.items(), key=lambda item: (item[0][0], item[0][2], item[0][1])))


def _what(calendar: Calendar) -> str:
    return f"{calendar.source}, {calendar.area}"


def _calendar(edition: Edition, title: str, area: str, parts: list[Part]) -> Calendar:
    months: dict[Month, int | None] = {}
    for part in parts:
        alone = part.kept - edition.repeats_in(part) if len(_months(part, area)) == 1 else None
        for month in _months(part, area):
            other = months.get(month, 0)
            months[month] = None if alone is None or other is None else other + alone
    older = {month for part in edition.superseded for month in _months(part, area) if part.publication.title == title}
    return Calendar(
        source=title,
        area=place_name(area),
        months=dict(sorted(months.items())),
        thin=_thin_months(months),
        reissued=frozenset(older & set(months)),
    )


def _thin_months(months: Mapping[Month, int | None]) -> frozenset[Month]:
    """The months with far fewer rows a day than the median of those held within a year, where enough are held."""
    daily = {month: rows / month.days for month, rows in months.items() if rows is not None}
    found = set()
    for month, rows in daily.items():
        near = [other_rows for other, other_rows in daily.items() if 0 < abs(other.since(month)) <= _NEAR]
        if len(near) >= _ENOUGH and rows < _THIN * statistics.median(near):
            found.add(month)
    return frozenset(found)


def _together(lines: Iterable[Holding]) -> tuple[Holding, ...]:
    """Lines of many areas that differ in nothing else become one: boundaries of every district beside one another."""
    groups: dict[tuple[str, str], list[Holding]] = {}
    for line in lines:
        groups.setdefault((line.source, line.period), []).append(line)
    found: list[Holding] = []
    for group in groups.values():
        found += group if len(group) <= _AREAS_SHOWN else [_sum(group)]
    return tuple(found)


def _sum(group: list[Holding]) -> Holding:
    return replace(
        group[0],
        area=f"{len(group)} areas",
        files=sum(line.files for line in group),
        kept=sum(line.kept for line in group),
        rejected=sum(line.rejected for line in group),
        repeats=sum(line.repeats for line in group),
    )


def _lines(edition: Edition, title: str, area: str, parts: list[Part]) -> list[Holding]:
    held = frozenset(month for part in parts for month in _months(part, area))
    return [_line(edition, title, area, run, [p for p in parts if _months(p, area) & set(run)]) for run in runs(held)]


def _line(edition: Edition, title: str, area: str, run: Period, parts: list[Part]) -> Holding:
    repeats = sum(edition.repeats_in(part) for part in parts)
    issued = [part.issued for part in parts if part.issued]
    return Holding(
        source=title,
        area=place_name(area),
        period=run.label,
        files=len(parts),
        kept=sum(part.kept for part in parts) - repeats,
        rejected=sum(part.rejected for part in parts),
        repeats=repeats,
        things=len({coverage.what for part in parts for coverage in part.coverage if coverage.area == area}),
        issued=max(issued) if issued else None,
    )


def _months(part: Part, area: str) -> set[Month]:
    return {month for coverage in part.coverage if coverage.area == area for month in coverage.period}


def _replaced(edition: Edition) -> list[str]:
    return [f"{part.file} is set aside: a later issue is held" for part in edition.superseded]


def _refused(evidence: Evidence, edition: Edition) -> list[str]:
    """The refused rows with file, line, every reason and the text."""
    found = [
        ": ".join(filter(None, (f"{part.file}, line {row.line}", "; ".join(row.reasons), row.raw[:100])))
        for part in edition.parts
        if part.rejected
        for row in evidence.rejected_of(part)
    ]
    more = len(found) - _ROWS_SHOWN
    return [*found[:_ROWS_SHOWN], *([f"and {more:,} more {plural(more, 'row')}"] if more > 0 else [])]


def _caveats(edition: Edition) -> list[str]:
    titles = {part.publication.limitation: _title(part) for part in edition.parts}
    texts = [f"{title}: {limitation}" for limitation, title in titles.items()]
    simulated = ["Some records are simulated."] if any(part.simulated for part in edition.parts) else []
    remarks = [f"{part.file}: {remark}" for part in edition.parts for remark in part.remarks]
    return [*simulated, *texts, *remarks]


def _title(part: Part) -> str:
    """The lookups share their limitation, so they share its line."""
    return "Lookups between areas" if part.table == LINKS.name else part.publication.title


def place_name(code: str) -> str:
    """The name of an authority, a force area or the whole, for a reader."""
    if code in _COUNTRIES:
        return _COUNTRIES[code]
    known = authorities().get(code)
    area = known[0] if known else force(code)
    return area.name if area else code
