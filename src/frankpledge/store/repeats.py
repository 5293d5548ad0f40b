"""Which rows of an edition repeat another: the same identifier in the same table, in one file or across files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from frankpledge.store.edition import Edition
from frankpledge.store.engine_duckdb import connect
from frankpledge.store.tables import EVENT_TABLES

# The earliest month keeps the row; ties go by part and record, so load order plays no role.
_FIND = """
INSERT INTO repeats
SELECT part, "row" FROM (
    SELECT part, "row", row_number() OVER (PARTITION BY identity ORDER BY month, part, "row") AS copy
    FROM (SELECT parse_path(filename)[-2] AS part, "row", month, identity
          FROM read_parquet(?, filename = true) WHERE identity IS NOT NULL)
    WHERE identity IN (SELECT identity FROM read_parquet(?) WHERE identity IS NOT NULL
                       GROUP BY identity HAVING count(*) > 1)
) WHERE copy > 1
"""


def find_repeats(edition: Edition, folders: Mapping[str, Path], target: Path) -> Edition:
    """Write the rows that do not count to `target` (part, row) and return the edition with their numbers."""
    connection = connect()
    connection.execute('CREATE TEMP TABLE repeats (part VARCHAR, "row" INTEGER)')
    for table in EVENT_TABLES:
        files = [str(folders[part.id] / "rows.parquet") for part in edition.of_table(table)]
        if files:
            connection.execute(_FIND, [files, files])
    quoted = str(target).replace("'", "''")
    connection.execute(f"COPY (SELECT * FROM repeats ORDER BY ALL) TO '{quoted}' (FORMAT parquet)")  # noqa: S608
    counts = connection.execute("SELECT part, count(*) FROM repeats GROUP BY part ORDER BY part").fetchall()
    connection.close()
    return replace(edition, repeats=tuple((str(part), int(count)) for part, count in counts))
