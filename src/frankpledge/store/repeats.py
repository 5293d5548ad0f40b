"""Which rows of an edition repeat another: the same identifier in the same table, in one file or across files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from frankpledge.store.edition import Edition
from frankpledge.store.engine_duckdb import connect, text
from frankpledge.store.tables import EVENT_TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# The rows of the files `files` whose identifier occurs in the files `among`. Paths are written out: the engine takes a
# tenth of a millisecond for each parameter.
_MEET = """
CREATE OR REPLACE TEMP TABLE met AS
SELECT parse_path(filename)[-2] AS part, "row", month, identity
FROM read_parquet({files}, filename = true)
WHERE identity IN (SELECT identity FROM read_parquet({among}) WHERE identity IS NOT NULL {which})
"""
_SEEN_TWICE = "GROUP BY identity HAVING count(*) > 1"
# The earliest month keeps the row; ties go by part and record, so load order plays no role.
_SETTLE = """
INSERT INTO repeats
SELECT part, "row" FROM (
    SELECT part, "row", row_number() OVER (PARTITION BY identity ORDER BY month, part, "row") AS copy
    FROM met WHERE identity IN (SELECT identity FROM met GROUP BY identity HAVING count(*) > 1)
) WHERE copy > 1
"""
_CARRY_OVER = """
INSERT INTO repeats
SELECT part, "row" FROM read_parquet({held}) ANTI JOIN met USING (part, "row") WHERE list_contains({parts}, part)
"""


@dataclass(frozen=True)
class Before:
    """An edition whose repeats are known, and the file that lists them."""

    edition: Edition
    repeats: Path


def find_repeats(edition: Edition, folders: Mapping[str, Path], target: Path, before: Before | None = None) -> Edition:
    """Write the rows that do not count to `target` (part, row) and return the edition with their numbers.

    `folders` gives the folder of each part by its id. With `before`, whose parts must have folders too, only the
    identifiers of parts that came or went are looked for; the outcome is the same.
    """
    connection = connect(threads=2)
    connection.execute('CREATE TEMP TABLE repeats (part VARCHAR, "row" INTEGER)')
    connection.execute('CREATE TEMP TABLE met (part VARCHAR, "row" INTEGER)')
    for table in EVENT_TABLES:
        if edition.of_table(table):
            _find(connection, edition, table, folders, before)
    connection.execute(f"COPY (SELECT * FROM repeats ORDER BY ALL) TO {text(target)} (FORMAT parquet)")  # noqa: S608
    counts = connection.execute("SELECT part, count(*) FROM repeats GROUP BY part ORDER BY part").fetchall()
    connection.close()
    return replace(edition, repeats=tuple((str(part), int(count)) for part, count in counts))


def _find(
    connection: DuckDBPyConnection, edition: Edition, table: str, folders: Mapping[str, Path], before: Before | None
) -> None:
    parts = [part.id for part in edition.of_table(table)]
    held = {part.id for part in before.edition.of_table(table)} if before else set()
    touched = sorted(held ^ set(parts))
    if not before or len(touched) >= len(parts):
        connection.execute(_MEET.format(files=_files(parts, folders), among=_files(parts, folders), which=_SEEN_TWICE))
        connection.execute(_SETTLE)
        return
    if touched:
        connection.execute(_MEET.format(files=_files(parts, folders), among=_files(touched, folders), which=""))
        connection.execute(_SETTLE)
    connection.execute(_CARRY_OVER.format(held=text(before.repeats), parts=text(parts)))


def _files(parts: list[str], folders: Mapping[str, Path]) -> str:
    return text([folders[part] / "rows.parquet" for part in parts])
