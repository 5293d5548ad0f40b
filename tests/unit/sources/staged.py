"""A file through its source into rows, as a load does it, without a store."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from frankpledge.sources.shape import Source
from frankpledge.store.engine_duckdb import connect
from frankpledge.store.schema import Reading
from frankpledge.store.staging import Staged, stage


def run(source: Source, path: Path, name: str = "") -> tuple[Reading, Staged, list[dict[str, Any]]]:
    """What the source says of a file, the account of its rows, and the rows."""
    reading = source.read(path, name or path.name)
    connection = connect()
    with TemporaryDirectory() as folder:
        target = Path(folder) / "rows.parquet"
        account = stage(connection, path, reading.table, reading.content, target)
        found = connection.execute(f"SELECT * FROM '{target}' ORDER BY ALL").fetchall()  # noqa: S608
        names = [column.name for column in reading.table.columns]
        types = connection.execute(f"DESCRIBE SELECT * FROM '{target}'").fetchall()  # noqa: S608
    connection.close()
    assert [(name, kind) for name, kind, *_ in types] == [(c.name, c.type) for c in reading.table.columns]
    return reading, account, [dict(zip(names, row, strict=True)) for row in found]


def reasons(account: Staged) -> Counter[str]:
    return Counter(reason for row in account.rejected for reason in row.reasons)
