"""The counts of an edition's events by month, place and type: added up once, and read in place of the rows.

    evidence/cubes/NAME/           one table's parts that begin in the same month, repeats left out
        by_type.parquet            events by small area, month and type
        by_place.parquet           the same without the types: a sixth of the size

A cube is named by what it is made of: the parts and which of their rows repeat others. So it is never changed, loading
another month makes the cubes of that month alone, and an edition finds its own by working out their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from frankpledge.store.edition import Edition
from frankpledge.store.engine_duckdb import connect, text
from frankpledge.store.part import Part
from frankpledge.store.tables import EVENT_TABLES, TABLES
from frankpledge.terms.digest import canonical_json, digest_bytes
from frankpledge.terms.period import Month

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BY_PLACE, BY_TYPE = "by_place", "by_type"
_VERSION = 1
_PLACES = ("lsoa", "authority", "force", "month")
_TYPES = ("dataset", "category", "code")
_CELLS_TOGETHER = 20_480  # a small area's cells lie together, so that one partnership is a few of these


@dataclass(frozen=True, kw_only=True)
class Cube:
    """What a cube is made of. `name` tells it from every other."""

    name: str
    table: str
    parts: tuple[Part, ...]


def dimensions(table: str, face: str = BY_TYPE) -> tuple[str, ...]:
    """The columns of an event table by which a cube counts, small area first: cells are in this order."""
    columns = {column.name for column in TABLES[table].columns}
    return tuple(name for name in (*_PLACES, *(_TYPES if face == BY_TYPE else ())) if name in columns)


def cubes_of(connection: DuckDBPyConnection, edition: Edition, repeats: Path, table: str) -> tuple[Cube, ...]:
    """The cubes that an edition's events of one table make up, whether or not they have been built."""
    if table not in EVENT_TABLES:
        return ()
    repeated = _repeated(connection, repeats)
    return tuple(
        Cube(name=_name(table, parts, repeated), table=table, parts=parts) for parts in _by_month(edition, table)
    )


def build_cubes(edition: Edition, folders: Mapping[str, Path], repeats: Path, held: Path, target: Path) -> None:
    """Write to `target` the cubes of an edition that do not lie in `held` yet.

    `folders` gives the folder of each part by its id, `repeats` the edition's list of repeats.
    """
    target.mkdir()
    connection = connect(threads=2)
    for table in EVENT_TABLES:
        for cube in cubes_of(connection, edition, repeats, table):
            if not (held / cube.name).exists():
                (target / cube.name).mkdir()
                _build(connection, cube, folders, repeats, target / cube.name)
    connection.close()


def rows_sql(parts: Mapping[str, Path], repeats: Path) -> str:
    """The rows of some parts (id → file) that count, as a table expression: those that repeat others are left out."""
    repeated = (
        f'SELECT list_position({text(list(parts))}, part) - 1 AS file_index, "row" FROM read_parquet({text(repeats)})'  # noqa: S608
    )
    return f'read_parquet({text(list(parts.values()))}) ANTI JOIN ({repeated}) USING (file_index, "row")'


def _build(
    connection: DuckDBPyConnection, cube: Cube, folders: Mapping[str, Path], repeats: Path, target: Path
) -> None:
    files = {part.id: folders[part.id] / "rows.parquet" for part in cube.parts}
    events = f"(SELECT *, 1 AS counted FROM {rows_sql(files, repeats)})"  # noqa: S608
    for face in (BY_TYPE, BY_PLACE):
        columns = ", ".join(f'"{name}"' for name in dimensions(cube.table, face))
        connection.execute(
            f"COPY (SELECT {columns}, sum(counted)::INTEGER AS counted FROM {events} "  # noqa: S608
            f"GROUP BY ALL ORDER BY ALL) TO {text(target / f'{face}.parquet')} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_CELLS_TOGETHER})"
        )
        events = f"read_parquet({text(target / f'{face}.parquet')})"


def _by_month(edition: Edition, table: str) -> Iterator[tuple[Part, ...]]:
    """The parts of a table in the order of the edition, those that begin in the same month together."""
    groups: dict[Month, list[Part]] = {}
    for part in edition.of_table(table):
        groups.setdefault(min(coverage.period.first for coverage in part.coverage), []).append(part)
    return (tuple(groups[month]) for month in sorted(groups))


def _repeated(connection: DuckDBPyConnection, repeats: Path) -> dict[str, str]:
    """Part → a digest of which of its rows repeat others; parts without any are not in it."""
    rows = connection.execute(
        'SELECT part, md5(string_agg("row"::VARCHAR, \',\' ORDER BY "row")) FROM read_parquet(?) GROUP BY part',
        [str(repeats)],
    ).fetchall()
    return dict(rows)


def _name(table: str, parts: tuple[Part, ...], repeated: Mapping[str, str]) -> str:
    made_of = [_VERSION, dimensions(table), sorted([part.id, repeated.get(part.id, "")] for part in parts)]
    return digest_bytes(canonical_json(made_of).encode())[:24]
