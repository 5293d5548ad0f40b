"""Files on a shelf: each goes through its source into an evidence, and the edition is opened for reading."""

from __future__ import annotations

from pathlib import Path

from frankpledge.sources.shape import Source
from frankpledge.store.engine_duckdb import connect
from frankpledge.store.evidence import Evidence
from frankpledge.store.part import make_part
from frankpledge.store.query import Library
from frankpledge.store.snapshot import Snapshot
from frankpledge.store.staging import stage


def shelf(folder: Path, *files: tuple[Source, Path]) -> Library:
    """An edition of these files, none of whose rows was refused."""
    evidence = Evidence(folder / "evidence")
    connection = connect()
    built = []
    with evidence.staging() as scratch:
        for source, path in files:
            snapshot, reading = Snapshot.of(path, path.name), source.read(path, path.name)
            target = scratch / f"{len(built)}.parquet"
            account = stage(connection, path, reading.table, reading.content, target)
            assert account.rejected == ()
            part = make_part(snapshot, reading, account)
            (scratch / part.id).mkdir()
            target.rename(scratch / part.id / "rows.parquet")
            (scratch / part.id / "rejected.json").write_text("[]", encoding="utf-8")
            built.append((part, snapshot))
        edition = evidence.commit(built, scratch)
    connection.close()
    return Library(evidence, edition)
