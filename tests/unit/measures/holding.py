"""An edition that holds one table of rows, put there without a source."""

from __future__ import annotations

from pathlib import Path

from frankpledge.store.engine_duckdb import connect
from frankpledge.store.evidence import Evidence
from frankpledge.store.part import make_part
from frankpledge.store.query import Library
from frankpledge.store.schema import Parsed, Reading
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication, Snapshot
from frankpledge.store.staging import stage
from frankpledge.store.tables import Table
from frankpledge.terms.period import Period

WORDS = {"title": "t", "publisher": "p", "licence": "l", "attribution": "a", "url": "u", "limitation": "x"}


def holding(folder: Path, table: Table | None = None, content: Parsed | None = None) -> Library:
    """The rows as they are given, in a store below `folder`; nothing where no table is named."""
    folder.mkdir(exist_ok=True)
    evidence = Evidence(folder / "evidence")
    if table is None or content is None:
        return Library(evidence, evidence.current())
    raw = folder / "file.csv"
    raw.write_text("x\n", encoding="utf-8")
    reading = Reading(
        publication=Publication(key=table.name, **WORDS),
        version=1,
        table=table,
        coverage=(Coverage(ENGLAND_AND_WALES, Period.parse("2020-01")),),
        content=content,
    )
    snapshot = Snapshot.of(raw, raw.name)
    with evidence.staging() as scratch, connect() as connection:
        target = scratch / "rows.parquet"
        part = make_part(snapshot, reading, stage(connection, raw, table, content, target))
        (scratch / part.id).mkdir()
        target.rename(scratch / part.id / "rows.parquet")
        (scratch / part.id / "rejected.json").write_text("[]", encoding="utf-8")
        edition = evidence.commit([(part, snapshot)], scratch)
    return Library(evidence, edition)
