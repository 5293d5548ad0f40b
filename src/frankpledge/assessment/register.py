"""The register of sources: what each file in the edition is, what it covers and what was refused of it."""

from __future__ import annotations

from frankpledge.assessment.ledger import SourceEntry
from frankpledge.store.edition import Edition
from frankpledge.store.part import Part
from frankpledge.terms.period import Month, runs
from frankpledge.terms.words import joined


def register(edition: Edition) -> dict[str, SourceEntry]:
    """An entry for each source of the edition, by its key, in alphabetical order."""
    keys = sorted({part.source for part in edition.parts})
    return {key: _entry(key, edition.of_source(key), edition) for key in keys}


def _entry(key: str, parts: tuple[Part, ...], edition: Edition) -> SourceEntry:
    publication = parts[0].publication
    repeats = sum(edition.repeats_in(part) for part in parts)
    return SourceEntry(
        key=key,
        title=publication.title,
        publisher=publication.publisher,
        licence=publication.licence,
        attribution=publication.attribution,
        url=publication.url,
        covers=_covers(parts),
        files=len(parts),
        kept=sum(part.kept for part in parts) - repeats,
        rejected=sum(part.rejected for part in parts),
        repeats=repeats,
        limitation=publication.limitation,
        simulated=next((part.simulated for part in parts if part.simulated), ""),
    )


def _covers(parts: tuple[Part, ...]) -> str:
    """The months in words; for a middle of the year or a list of areas, the year alone."""
    if parts[0].table == "population":
        return joined(f"mid-{month.year}" for month in sorted(_months(parts)))
    if parts[0].table == "links":
        return joined(run.short for run in runs(_months(parts)))
    return joined(run.label for run in runs(_months(parts)))


def _months(parts: tuple[Part, ...]) -> frozenset[Month]:
    return frozenset(month for part in parts for coverage in part.coverage for month in coverage.period)
