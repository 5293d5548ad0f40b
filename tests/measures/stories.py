"""Small stories: a record made up for a test over tiny tables, as a document tells it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tests.measures.tables import MEDWAY, Files, given

from frankpledge.assessment.blocks import Block, Runs, runs_of
from frankpledge.assessment.story import Story
from frankpledge.record.model import Partnership, Record
from frankpledge.terms.period import Period

YEAR = Period.parse("2025-01..2025-12")


def record(period: str = str(YEAR), *, title: str = "Strategic Assessment 2025", **parts: Any) -> Record:
    """A record of Medway for a period, with what a test adds to it."""
    partnership = Partnership(
        name="Medway Community Safety Partnership",
        area=MEDWAY,
        area_name="Medway",
        title=title,
        period=Period.parse(period),
        dated=date(2026, 2, 1),
    )
    return Record(partnership=partnership, **parts)


def story(tmp_path: Path, *files: Files, written: Record | None = None) -> Story:
    """A record over tiny tables."""
    return Story(given(tmp_path, *files), written or record())


def words(runs: Runs) -> str:
    """What a reader sees of some runs."""
    return "".join(run.text for run in runs)


def lines(*blocks: Block) -> Iterator[str]:
    """What a reader sees of some blocks: a sentence, a caption or a cell at a time."""
    for block in blocks:
        yield from (words(runs) for runs in runs_of(block))
