"""The register of sources: what each file in the edition is, what it covers and what was refused of it."""

from __future__ import annotations

from itertools import takewhile

from frankpledge.assessment.ledger import SourceEntry
from frankpledge.store.edition import Edition
from frankpledge.store.part import Part
from frankpledge.terms.period import Month, Period, runs
from frankpledge.terms.words import joined

_OF_YEARS = ("links", "area_changes", "shapes", "deprivation")


def register(edition: Edition) -> dict[str, SourceEntry]:
    """An entry for each source of the edition, by its key, in alphabetical order."""
    keys = sorted({part.source for part in edition.parts})
    return {key: _entry(key, edition.of_source(key), edition) for key in keys}


def _entry(key: str, parts: tuple[Part, ...], edition: Edition) -> SourceEntry:
    publication = parts[0].publication
    repeats = sum(edition.repeats_in(part) for part in parts)
    return SourceEntry(
        key=key,
        title=_title(parts),
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


def _title(parts: tuple[Part, ...]) -> str:
    """The title of the parts; of several, the words that they begin with alike."""
    titles = sorted({part.publication.title for part in parts})
    words = [title.split() for title in titles]
    alike = len(list(takewhile(lambda same: len(set(same)) == 1, zip(*words, strict=False))))
    return " ".join(words[0][:alike]).removesuffix(" of").rstrip(":") or titles[0]


def _covers(parts: tuple[Part, ...]) -> str:
    """The months in words; for a middle of the year or a list of areas, the year alone."""
    if parts[0].table == "population":
        return joined(f"mid-{month.year}" for month in sorted(_months(parts)))
    if parts[0].table in _OF_YEARS:
        return joined(_years(run) for run in runs(_months(parts)))
    return joined(run.label for run in runs(_months(parts)))


def _years(run: Period) -> str:
    return str(run.first.year) if run.first.year == run.last.year else f"{run.first.year} to {run.last.year}"


def _months(parts: tuple[Part, ...]) -> frozenset[Month]:
    return frozenset(month for part in parts for coverage in part.coverage for month in coverage.period)
