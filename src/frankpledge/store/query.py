"""The aggregate statements: the only SQL that reads evidence. Values travel as parameters, results come back sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from frankpledge.store.edition import Edition
from frankpledge.store.engine_duckdb import connect
from frankpledge.store.evidence import Evidence
from frankpledge.store.tables import TABLES
from frankpledge.terms.errors import StoreError
from frankpledge.terms.period import Month, Period

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Library:
    """An edition opened for reading."""

    evidence: Evidence
    edition: Edition

    @cached_property
    def connection(self) -> DuckDBPyConnection:
        return connect()

    def files(self, table: str) -> list[str]:
        return [str(self.evidence.rows_of(part)) for part in self.edition.of_table(table)]


def count_events(
    library: Library,
    table: str,
    *,
    by: Sequence[str],
    where: Mapping[str, Sequence[str | None]],
    period: Period | None = None,
) -> list[tuple[Any, ...]]:
    """Rows of an event table, repeats left out, grouped by month and the columns of `by`.

    `where` gives a column's allowed values; None among them allows a blank. Returns (Month, *by, count), sorted.
    """
    if not library.edition.of_table(table):
        return []
    counted, parameters = _counted(library, table)
    conditions = ["true"]
    for column, values in where.items():
        known = [value for value in values if value is not None]
        allowed = f"list_contains(?, {_column(table, column)})"
        parameters.append(known)
        conditions.append(f"({allowed} OR {_column(table, column)} IS NULL)" if len(known) < len(values) else allowed)
    if period:
        conditions.append("month BETWEEN ? AND ?")
        parameters += [period.first.first_day, period.last.first_day]
    chosen = ", ".join(["month", *(_column(table, column) for column in by)])
    rows = library.connection.execute(
        f"SELECT {chosen}, count(*) FROM {counted} "  # noqa: S608
        f"WHERE {' AND '.join(conditions)} GROUP BY ALL ORDER BY ALL",
        parameters,
    ).fetchall()
    return [(Month.of(month), *rest) for month, *rest in rows]


def _counted(library: Library, table: str) -> tuple[str, list[Any]]:
    """The rows of an event table that count, as a FROM clause and its parameters: repeats are left out."""
    parts = [part.id for part in library.edition.of_table(table)]
    clause = (
        "read_parquet(?) ANTI JOIN "
        '(SELECT list_position(?, part) - 1 AS file_index, "row" FROM read_parquet(?)) USING (file_index, "row")'
    )
    return clause, [library.files(table), parts, str(library.evidence.repeats_of(library.edition))]


def distinct(
    library: Library, table: str, columns: Sequence[str], *, where: Mapping[str, Sequence[Any]] | None = None
) -> list[tuple[Any, ...]]:
    """The distinct values of some columns of a reference table, sorted. `where` gives a column's allowed values."""
    if not library.files(table):
        return []
    chosen = ", ".join(_column(table, column) for column in columns)
    allowed = where or {}
    conditions = " AND ".join(["true", *(f"list_contains(?, {_column(table, column)})" for column in allowed)])
    return library.connection.execute(
        f"SELECT DISTINCT {chosen} FROM read_parquet(?) WHERE {conditions} ORDER BY ALL",  # noqa: S608
        [library.files(table), *(list(values) for values in allowed.values())],
    ).fetchall()


def partnership_rows(library: Library, offence: str) -> list[tuple[Any, ...]]:
    """One heading of the partnership table.

    Returns (Period, force, partnership, partnership_name, authority, authority_name, standing, value), sorted.
    """
    if not library.files("partnership_counts"):
        return []
    rows = library.connection.execute(
        "SELECT first, last, force, partnership, partnership_name, authority, authority_name, standing, value "
        "FROM read_parquet(?) WHERE offence = ? ORDER BY ALL",
        [library.files("partnership_counts"), offence],
    ).fetchall()
    return [(_period(first, last), *rest) for first, last, *rest in rows]


def _period(first: date, last: date) -> Period:
    return Period(Month.of(first), Month.of(last))


def _column(table: str, name: str) -> str:
    """Column names cannot be parameters, so only declared ones pass."""
    if name not in {column.name for column in TABLES[table].columns}:
        raise StoreError(f"The table {table} has no column {name}")
    return f'"{name}"'


def small_areas_of(library: Library, authority: str) -> list[str]:
    """The codes of every small area that a lookup places in an authority, directly or by way of a ward, sorted."""
    if not library.files("links"):
        return []
    rows = library.connection.execute(
        "WITH links AS (SELECT * FROM read_parquet(?)) "
        "SELECT child FROM links WHERE child_level = 'lsoa' AND parent = ? UNION "
        "SELECT low.child FROM links low JOIN links high ON low.parent = high.child "
        "AND low.parent_edition = high.child_edition WHERE low.child_level = 'lsoa' AND high.parent = ? ORDER BY ALL",
        [library.files("links"), authority, authority],
    ).fetchall()
    return [code for (code,) in rows]


def rows_of_unknown_places(library: Library, table: str, period: Period) -> list[tuple[Month, int, int]]:
    """How many rows of each month have a small area that no lookup knows, and how many have none at all."""
    if not library.files(table) or not library.files("links"):
        return []
    counted, parameters = _counted(library, table)
    rows = library.connection.execute(
        f"SELECT month, count(*) FILTER (lsoa IS NOT NULL), count(*) FILTER (lsoa IS NULL) FROM {counted} "  # noqa: S608
        "WHERE month BETWEEN ? AND ? AND (lsoa IS NULL OR lsoa NOT IN "
        "(SELECT child FROM read_parquet(?) WHERE child_level = 'lsoa')) GROUP BY month ORDER BY month",
        [*parameters, period.first.first_day, period.last.first_day, library.files("links")],
    ).fetchall()
    return [(Month.of(month), unknown, blank) for month, unknown, blank in rows]
