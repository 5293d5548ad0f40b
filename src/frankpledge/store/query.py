"""The aggregate statements: the only SQL that reads evidence. Values travel as parameters, results come back sorted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from frankpledge.store.edition import Edition
from frankpledge.store.engine_duckdb import connect
from frankpledge.store.events import Events, among
from frankpledge.store.evidence import Evidence
from frankpledge.store.tables import TABLES
from frankpledge.terms.errors import StoreError
from frankpledge.terms.period import Month, Period

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Library:
    """An edition opened for reading. With `by_rows` nothing is read from cubes: slower, and the same counts."""

    evidence: Evidence
    edition: Edition
    by_rows: bool = False
    _unplaced: dict[tuple[str, Period], list[tuple[Month, int, int]]] = field(default_factory=dict, repr=False)

    @cached_property
    def connection(self) -> DuckDBPyConnection:
        return connect(threads=2)

    @cached_property
    def events(self) -> Events:
        return Events(self.connection, self.evidence, self.edition, self.by_rows)

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
    _refuse_unknown(table, [*by, *where])
    if not library.edition.of_table(table):
        return []
    view, asked = library.events.narrowed(table, by, where)
    statement, parameters = count_statement(view, by=by, where=asked, period=period)
    rows = library.connection.execute(statement, parameters).fetchall()
    return [(Month.of(month), *rest) for month, *rest in rows]


def count_statement(
    view: str,
    *,
    by: Sequence[str],
    where: Mapping[str, Sequence[str | None]],
    period: Period | None = None,
) -> tuple[str, list[Any]]:
    """The one aggregate statement and its parameters, in the SQL that every engine here reads the same way.

    `view` is the name under which the engine knows the events: declared columns, and `counted` for how many each is.
    """
    conditions, parameters = ["true"], list[Any]()
    for column, values in where.items():
        condition, known = among(column, values)
        conditions.append(condition)
        parameters += known
    if period:
        conditions.append("e.month BETWEEN ? AND ?")
        parameters += [period.first.first_day, period.last.first_day]
    chosen = [f"e.{column}" for column in ("month", *by)]
    statement = (
        f"SELECT {', '.join(chosen)}, CAST(sum(e.counted) AS BIGINT) AS events FROM {view} e "  # noqa: S608
        f"WHERE {' AND '.join(conditions)} GROUP BY {', '.join(chosen)} "
        f"ORDER BY {', '.join(f'{column} NULLS LAST' for column in chosen)}"
    )
    return statement, parameters


def distinct(
    library: Library, table: str, columns: Sequence[str], *, where: Mapping[str, Sequence[Any]] | None = None
) -> list[tuple[Any, ...]]:
    """The distinct values of some columns of a reference table, sorted. `where` gives a column's allowed values."""
    if not library.files(table):
        return []
    allowed = where or {}
    _refuse_unknown(table, [*columns, *allowed])
    chosen = ", ".join(f'"{column}"' for column in columns)
    conditions = " AND ".join(["true", *(f'list_contains(?, "{column}")' for column in allowed)])
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


def _refuse_unknown(table: str, names: Iterable[str]) -> None:
    """Column names cannot be parameters, so only declared ones pass."""
    known = {column.name for column in TABLES[table].columns}
    for name in names:
        if name not in known:
            raise StoreError(f"The table {table} has no column {name}")


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
    if (table, period) not in library._unplaced:
        library._unplaced[table, period] = _unplaced(library, table, period)
    return library._unplaced[table, period]


def _unplaced(library: Library, table: str, period: Period) -> list[tuple[Month, int, int]]:
    view = library.events.view(table, ["lsoa"])
    rows = library.connection.execute(
        "SELECT e.month, coalesce(sum(e.counted) FILTER (e.lsoa IS NOT NULL), 0)::BIGINT, "  # noqa: S608
        f"coalesce(sum(e.counted) FILTER (e.lsoa IS NULL), 0)::BIGINT FROM {view} e "
        "WHERE e.month BETWEEN ? AND ? AND (e.lsoa IS NULL OR e.lsoa NOT IN "
        "(SELECT child FROM read_parquet(?) WHERE child_level = 'lsoa')) GROUP BY e.month ORDER BY e.month",
        [period.first.first_day, period.last.first_day, library.files("links")],
    ).fetchall()
    return [(Month.of(month), unknown, blank) for month, unknown, blank in rows]
