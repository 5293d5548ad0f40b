"""The events of an edition that count, opened in the engine as views: from the cubes where those will do, else rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from frankpledge.store.cube import BY_PLACE, BY_TYPE, cubes_of, dimensions, rows_sql
from frankpledge.store.edition import Edition
from frankpledge.store.engine_duckdb import text
from frankpledge.store.evidence import Evidence

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Where = Mapping[str, Sequence[str | None]]
_AT_HAND = 16


@dataclass(frozen=True)
class Events:
    """Every view has the columns that it was asked for and `counted`, how many events a row of it stands for."""

    connection: DuckDBPyConnection
    evidence: Evidence
    edition: Edition
    by_rows: bool = False
    _cubes: dict[str, list[Path]] = field(default_factory=dict)
    _views: dict[str, str] = field(default_factory=dict)
    _at_hand: dict[tuple[object, ...], str] = field(default_factory=dict)

    def view(self, table: str, columns: Collection[str]) -> str:
        """The name of a view of the table's events that has these columns."""
        faces = [face for face in (BY_PLACE, BY_TYPE) if set(columns) <= set(dimensions(table, face))]
        if not faces or not self.cubes(table):
            return self._open(f"{table}_rows", f"SELECT *, 1 AS counted FROM {self._rows(table)}")  # noqa: S608
        files = [folder / f"{faces[0]}.parquet" for folder in self.cubes(table)]
        return self._open(f"{table}_{faces[0]}", f"SELECT * FROM read_parquet({text(files)})")  # noqa: S608

    def narrowed(self, table: str, by: Collection[str], where: Where) -> tuple[str, Where]:
        """The same with the conditions that are left to be asked of it.

        Whoever asks after a place asks again: the cells of the places asked for last, of all types, are kept at hand.
        """
        if "lsoa" in where and {*by, *where} <= set(dimensions(table)) and self.cubes(table):
            whole = self.view(table, dimensions(table))
            return self._slice(whole, where["lsoa"]), {name: where[name] for name in where if name != "lsoa"}
        return self.view(table, {*by, *where}), where

    def cubes(self, table: str) -> list[Path]:
        """The folders of the table's cubes; none unless all are there: an edition from before cubes has none."""
        if table not in self._cubes:
            repeats = self.evidence.repeats_of(self.edition)
            cubes = () if self.by_rows else cubes_of(self.connection, self.edition, repeats, table)
            folders = [self.evidence.cube(cube.name) for cube in cubes]
            self._cubes[table] = folders if all(folder.exists() for folder in folders) else []
        return self._cubes[table]

    def _rows(self, table: str) -> str:
        files = {part.id: self.evidence.rows_of(part) for part in self.edition.of_table(table)}
        return rows_sql(files, self.evidence.repeats_of(self.edition))

    def _open(self, name: str, select: str) -> str:
        if name not in self._views:
            self.connection.execute(f"CREATE TEMP VIEW {name} AS {select}")
            self._views[name] = name
        return name

    def _slice(self, whole: str, places: Sequence[str | None]) -> str:
        """A table in memory of the cells of some small areas. The oldest makes room for the newest."""
        key = (whole, *places)
        if key not in self._at_hand:
            if len(self._at_hand) == _AT_HAND:
                self.connection.execute(f"DROP TABLE {self._at_hand.pop(next(iter(self._at_hand)))}")
            free = set(map(str, range(_AT_HAND))) - {name.rpartition("_")[2] for name in self._at_hand.values()}
            self._at_hand[key] = f"{whole}_{min(free)}"
            condition, parameters = among("lsoa", places)
            self.connection.execute(
                f"CREATE TEMP TABLE {self._at_hand[key]} AS SELECT * FROM {whole} e WHERE {condition}",  # noqa: S608
                parameters,
            )
        return self._at_hand[key]


def among(column: str, values: Sequence[str | None]) -> tuple[str, list[str]]:
    """The condition that a column of `e` has one of some values, as any engine reads it. None stands for a blank."""
    known = [value for value in values if value is not None]
    choices = [f"e.{column} IN ({', '.join('?' * len(known))})"] if known else []
    choices += [f"e.{column} IS NULL"] if len(known) < len(values) else []
    return f"({' OR '.join(choices) or 'false'})", known
