"""The engine's counts against a slow, plain count of the same rows in Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.store.parts import part

from frankpledge.store.cube import build_cubes
from frankpledge.store.edition import Edition
from frankpledge.store.engine_duckdb import connect
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library, count_events, distinct, partnership_rows, rows_of_unknown_places
from frankpledge.store.repeats import find_repeats
from frankpledge.store.schema import Parsed
from frankpledge.store.staging import stage
from frankpledge.store.tables import TABLES
from frankpledge.terms.errors import StoreError
from frankpledge.terms.period import Month, Period

Row = tuple[Any, ...]

MONTHS = [Month(2025, n) for n in (1, 2, 3)]
LSOAS = ["E01000001", "E01000002", "W01000001", None]
CATEGORIES = ["Burglary", "Anti-social behaviour", "It's “other”, 100%"]
STREET_ROW = st.tuples(
    st.sampled_from(MONTHS),
    st.just("E23000032"),
    st.sampled_from(LSOAS),
    st.sampled_from(CATEGORIES),
    st.none() | st.integers(0, 4) | st.just(2**64 - 1),
)
FILES = st.lists(st.lists(STREET_ROW, min_size=2, max_size=8), min_size=1, max_size=4) | st.just([])
WHERE = st.fixed_dictionaries(
    {},
    optional={
        "lsoa": st.lists(st.sampled_from([*LSOAS, "E01999999"]), max_size=3),
        "category": st.lists(st.sampled_from([*CATEGORIES, "None such"]), max_size=2),
    },
)
PERIODS = st.none() | st.sampled_from([Period(a, b) for a in MONTHS for b in MONTHS if a <= b])
BY = st.lists(st.sampled_from(["lsoa", "category", "force"]), unique=True, max_size=3)


@pytest.fixture(scope="module")
def connection() -> Iterator[DuckDBPyConnection]:
    opened = connect()
    yield opened
    opened.close()


def written(cell: Any) -> Any:
    """A cell as a source gives it."""
    return cell.first_day.isoformat() if isinstance(cell, Month) else cell


def stored(connection: DuckDBPyConnection, folder: Path, tables: dict[str, list[list[Row]]]) -> Library:
    """An edition that has these rows, one part a list, with its repeats found."""
    evidence = Evidence(folder)
    parts = []
    for table, files in tables.items():
        for number, rows in enumerate(files):
            one = part(f"{table}{number}", f"20{10 + number}-01", source=table, table=table)
            target = evidence.rows_of(one)
            target.parent.mkdir(parents=True)
            plain = tuple((n, tuple(map(written, row))) for n, row in enumerate(rows, 2))
            stage(connection, target, TABLES[table], Parsed(rows_in=len(rows), rows=plain), target)
            parts.append(one)
    edition = Edition(parts=tuple(parts))
    edition = find_repeats(edition, {one.id: evidence.rows_of(one).parent for one in parts}, folder / "repeats")
    (folder / "editions" / edition.digest).mkdir(parents=True)
    (folder / "repeats").rename(evidence.repeats_of(edition))
    folders = {one.id: evidence.rows_of(one).parent for one in parts}
    build_cubes(edition, folders, evidence.repeats_of(edition), folder / "none", folder / "cubes")
    return Library(evidence, edition)


def that_count(library: Library, table: str, files: list[list[Row]]) -> list[Row]:
    """The rows that are no repeat: of each identifier the one of the earliest month, then of the first part and row."""
    ids = [one.id for one in library.edition.of_table(table)]
    placed = [(row[0], ids[n], at, row) for n, rows in enumerate(files) for at, row in enumerate(rows)]
    seen: set[int] = set()
    kept = []
    for *_, row in sorted(placed, key=lambda item: item[:3]):
        if row[-1] is None or row[-1] not in seen:
            kept.append(row)
        seen |= {row[-1]} - {None}
    return kept


def in_order(rows: list[Row]) -> list[Row]:
    """Sorted with blanks last, as the engine sorts."""
    return sorted(rows, key=lambda row: [(cell is None, cell if cell is not None else "") for cell in row])


@settings(max_examples=50)
@given(files=FILES, by=BY, where=WHERE, period=PERIODS)
def test_counts_of_events_are_those_of_a_plain_count(
    connection: DuckDBPyConnection,
    files: list[list[Row]],
    by: list[str],
    where: dict[str, list[Any]],
    period: Period | None,
) -> None:
    with TemporaryDirectory() as name:
        library = stored(connection, Path(name), {"street": files})
        found = count_events(library, "street", by=by, where=where, period=period)
        again = count_events(library, "street", by=by, where=where, period=period)
        by_rows = Library(library.evidence, library.edition, by_rows=True)
        plainly = count_events(by_rows, "street", by=by, where=where, period=period)
        counting = that_count(library, "street", files)
        assert bool(files) == bool(library.events.cubes("street")), "the one is from cubes and the other from rows"
        assert not by_rows.events.cubes("street")
        library.connection.close()
    names = [column.name for column in TABLES["street"].columns[1:]]
    plain: Counter[Row] = Counter()
    for row in counting:
        cells = dict(zip(names, row, strict=True))
        if all(cells[column] in values for column, values in where.items()) and (
            not period or cells["month"] in period
        ):
            plain[(cells["month"], *(cells[column] for column in by))] += 1
    assert found == again == plainly == in_order([(*key, count) for key, count in plain.items()])
    assert sum(n for _, n in library.edition.repeats) == sum(map(len, files)) - len(counting)


@pytest.mark.parametrize(("period", "count"), [("2025-01..2025-03", 6), ("2025-01..2025-02", 3), ("2025-03", 3)])
def test_both_ends_of_a_period_are_counted(
    connection: DuckDBPyConnection, tmp_path: Path, period: str, count: int
) -> None:
    rows = [(month, "E23000032", None, "Drugs", None) for month in MONTHS for _ in range(month.month)]
    library = stored(connection, tmp_path, {"street": [rows]})
    found = count_events(library, "street", by=[], where={}, period=Period.parse(period))
    assert sum(row[-1] for row in found) == count


@settings(max_examples=15)
@given(files=FILES, offences=FILES)
def test_each_table_is_counted_without_the_repeats_of_the_other(
    connection: DuckDBPyConnection, files: list[list[Row]], offences: list[list[Row]]
) -> None:
    with TemporaryDirectory() as name:
        library = stored(connection, Path(name), {"offences": offences, "street": files})
        for table, held in (("street", files), ("offences", offences)):
            total = sum(row[-1] for row in count_events(library, table, by=[], where={}))
            assert total == len(that_count(library, table, held))
        library.connection.close()


LINK = st.tuples(
    *(st.sampled_from(["lsoa", "ltla"]), st.just(2021), st.sampled_from(LSOAS[:3]), st.none()),
    *(st.just("ltla"), st.just(2024), st.sampled_from(["E06000035", "E07000110"]), st.none() | st.just("Méd, “way”")),
)


@settings(max_examples=15)
@given(files=FILES, links=st.lists(LINK, max_size=4), period=PERIODS)
def test_rows_of_unknown_places_are_those_of_a_plain_count(
    connection: DuckDBPyConnection, files: list[list[Row]], links: list[Row], period: Period | None
) -> None:
    period = period or Period(MONTHS[0], MONTHS[-1])
    with TemporaryDirectory() as name:
        library = stored(connection, Path(name), {"street": files, "links": [links]})
        found = rows_of_unknown_places(library, "street", period)
        by_rows = Library(library.evidence, library.edition, by_rows=True)
        assert found == rows_of_unknown_places(by_rows, "street", period)
        counting = that_count(library, "street", files)
        library.connection.close()
    known = {link[2] for link in links if link[0] == "lsoa"}
    plain: dict[Month, tuple[int, int]] = {}
    for month, _, lsoa, *_ in counting:
        if month in period and lsoa not in known:
            unknown, blank = plain.get(month, (0, 0))
            plain[month] = (unknown + (lsoa is not None), blank + (lsoa is None))
    assert found == [(month, *counts) for month, counts in sorted(plain.items())]


@settings(max_examples=15)
@given(links=st.lists(LINK, max_size=6))
def test_distinct_values_are_those_of_a_plain_set(connection: DuckDBPyConnection, links: list[Row]) -> None:
    with TemporaryDirectory() as name:
        library = stored(connection, Path(name), {"links": [links[:3], links[3:]]})
        assert distinct(library, "links", ["child", "parent_name"]) == in_order([*{(row[2], row[7]) for row in links}])
        library.connection.close()


def test_one_heading_of_the_partnership_table_is_given_with_its_period(
    connection: DuckDBPyConnection, tmp_path: Path
) -> None:
    key = ("2024-07-01", "2025-06-01", "E23000032", None, "Unassigned Kent", None, None, "unassigned")
    library = stored(connection, tmp_path, {"partnership_counts": [[(*key, "Drugs", 7), (*key, "Robbery", None)]]})
    period = Period.parse("2024-07..2025-06")
    assert partnership_rows(library, "Drugs") == [(period, *key[2:], 7)]
    assert partnership_rows(library, "Robbery") == [(period, *key[2:], None)]
    assert partnership_rows(library, "Arson") == []


def test_a_table_that_nothing_was_loaded_into_has_no_rows(connection: DuckDBPyConnection, tmp_path: Path) -> None:
    library = stored(connection, tmp_path, {})
    assert count_events(library, "street", by=["lsoa"], where={}) == []
    assert distinct(library, "links", ["child"]) == []
    assert partnership_rows(library, "Drugs") == []


@pytest.mark.parametrize("column", ["nothing", "identity; DROP TABLE x", 'lsoa"'])
def test_only_columns_of_the_table_can_be_asked_for(
    connection: DuckDBPyConnection, tmp_path: Path, column: str
) -> None:
    library = stored(connection, tmp_path, {"street": [[(MONTHS[0], "E23000032", None, "Drugs", None)]]})
    for asked in ({"by": [column], "where": {}}, {"by": [], "where": {column: ["x"]}}):
        with pytest.raises(StoreError, match="no column"):
            count_events(library, "street", **asked)  # type: ignore[arg-type]
