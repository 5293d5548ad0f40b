"""What a workspace holds: source × area × period, the gaps between, the rows refused, what to bear in mind."""

from __future__ import annotations

from dataclasses import dataclass

from frankpledge.store.edition import Edition
from frankpledge.store.evidence import Evidence
from frankpledge.store.part import Part
from frankpledge.store.snapshot import ENGLAND_AND_WALES
from frankpledge.store.tables import EVENT_TABLES, LINKS
from frankpledge.terms.period import Month, Period, runs
from frankpledge.terms.places import authorities, force
from frankpledge.terms.words import joined, plural
from frankpledge.workspace.folder import Workspace
from frankpledge.workspace.read import read_record

_ROWS_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One source in one area over one unbroken run of months."""

    source: str
    area: str
    period: str
    files: int
    kept: int
    rejected: int
    repeats: int


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """Everything that `frankpledge status` says."""

    name: str
    edition: str
    lines: tuple[Holding, ...]
    gaps: tuple[str, ...]
    refused: tuple[str, ...]
    caveats: tuple[str, ...]


def holdings(workspace: Workspace) -> Holdings:
    """The account of the edition in force."""
    record = read_record(workspace)
    edition = workspace.evidence.current()
    groups: dict[tuple[str, str, str], list[Part]] = {}
    for part in edition.parts:
        for area in {coverage.area for coverage in part.coverage}:
            groups.setdefault((part.publication.title, part.table, area), []).append(part)
    lines, gaps = [], []
    for (title, table, area), parts in sorted(groups.items()):
        lines += _lines(edition, title, area, parts)
        gaps += _gap(title, area, parts) if table in EVENT_TABLES else []
    notes = [f"{note.kind}, {note.period.label}: {note.text}" for note in record.annotations]
    return Holdings(
        name=record.partnership.name,
        edition=edition.name,
        lines=tuple(lines),
        gaps=tuple(gaps),
        refused=tuple(_refused(workspace.evidence, edition)),
        caveats=(*_caveats(edition), *notes),
    )


def _lines(edition: Edition, title: str, area: str, parts: list[Part]) -> list[Holding]:
    return [_line(edition, title, area, run, [p for p in parts if _months(p) & set(run)]) for run in runs(_all(parts))]


def _line(edition: Edition, title: str, area: str, run: Period, parts: list[Part]) -> Holding:
    repeats = sum(edition.repeats_in(part) for part in parts)
    return Holding(
        source=title,
        area=place_name(area),
        period=run.label,
        files=len(parts),
        kept=sum(part.kept for part in parts) - repeats,
        rejected=sum(part.rejected for part in parts),
        repeats=repeats,
    )


def _gap(title: str, area: str, parts: list[Part]) -> list[str]:
    held = _all(parts)
    missing = runs({month for month in Period(min(held), max(held)) if month not in held})
    return [f"{title}, {place_name(area)}: {joined(run.label for run in missing)}"] if missing else []


def _all(parts: list[Part]) -> frozenset[Month]:
    return frozenset(month for part in parts for month in _months(part))


def _months(part: Part) -> set[Month]:
    return {month for coverage in part.coverage for month in coverage.period}


def _refused(evidence: Evidence, edition: Edition) -> list[str]:
    """The refused rows with file, line, every reason and the text."""
    found = [
        f"{part.file}, line {row.line}: {'; '.join(row.reasons)}: {row.raw[:100]}"
        for part in edition.parts
        if part.rejected
        for row in evidence.rejected_of(part)
    ]
    more = len(found) - _ROWS_SHOWN
    return [*found[:_ROWS_SHOWN], *([f"and {more:,} more {plural(more, 'row')}"] if more > 0 else [])]


def _caveats(edition: Edition) -> list[str]:
    titles = {part.publication.limitation: _title(part) for part in edition.parts}
    texts = [f"{title}: {limitation}" for limitation, title in titles.items()]
    aside = [f"{part.file} is set aside: a later issue is held" for part in edition.superseded]
    simulated = ["Some records are simulated."] if any(part.simulated for part in edition.parts) else []
    return [*simulated, *aside, *texts]


def _title(part: Part) -> str:
    """The lookups share their limitation, so they share its line."""
    return "Lookups between areas" if part.table == LINKS.name else part.publication.title


def place_name(code: str) -> str:
    """The name of an authority, a force area or the whole, for a reader."""
    if code == ENGLAND_AND_WALES:
        return "England and Wales"
    known = authorities().get(code)
    area = known[0] if known else force(code)
    return area.name if area else code
