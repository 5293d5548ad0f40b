"""Files of data.police.uk and the Home Office in an evidence store, each read by the source that a test names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from frankpledge.measures.counts import Evaluator
from frankpledge.sources.shape import Source
from frankpledge.store.engine_duckdb import connect
from frankpledge.store.evidence import Evidence
from frankpledge.store.part import Part, make_part
from frankpledge.store.query import Library
from frankpledge.store.snapshot import Snapshot
from frankpledge.store.staging import stage

Files = Iterable[tuple[Source, Path]]


def evaluator_of(folder: Path, files: Files) -> Evaluator:
    """The files, each in the folder of its month where it has one, committed together and opened for measuring."""
    evidence = Evidence(folder / "evidence")
    with evidence.staging() as scratch:
        evidence.commit([_build(source, path, scratch) for source, path in files], scratch)
    return Evaluator(Library(evidence, evidence.current()))


def _build(source: Source, path: Path, scratch: Path) -> tuple[Part, Snapshot]:
    snapshot = Snapshot.of(path, path.name)
    reading = source.read(path, f"{path.parent.name}/{path.name}")
    beside = scratch / f"{source.key}-{path.parent.name}-{path.name}.parquet"
    connection = connect()
    account = stage(connection, path, reading.table, reading.content, beside)
    connection.close()
    part = make_part(snapshot, reading, account)
    (scratch / part.id).mkdir()
    beside.rename(scratch / part.id / "rows.parquet")
    (scratch / part.id / "rejected.json").write_text("[]", encoding="utf-8")
    return part, snapshot
