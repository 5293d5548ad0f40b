"""Repeats are the same whether they are looked for in everything, or only where parts came and went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.store.parts import part

from frankpledge.store.edition import Edition
from frankpledge.store.engine_duckdb import connect
from frankpledge.store.part import Part
from frankpledge.store.repeats import Before, find_repeats
from frankpledge.store.schema import Parsed
from frankpledge.store.staging import stage
from frankpledge.store.tables import TABLES

Rows = list[tuple[int, int | None]]

ROWS = st.lists(
    st.tuples(st.integers(1, 3), st.none() | st.integers(0, 5) | st.just(2**64 - 1)), min_size=1, max_size=5
)
TABLE = st.sampled_from(["street", "offences"])
PARTS = st.lists(st.tuples(TABLE, ROWS), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def connection() -> Iterator[DuckDBPyConnection]:
    opened = connect()
    yield opened
    opened.close()


def written(connection: DuckDBPyConnection, folder: Path, parts: list[tuple[str, Rows]]) -> dict[Part, Rows]:
    """Each part with its rows (month, identity), written as the store keeps them."""
    found = {}
    for number, (table, rows) in enumerate(parts):
        one = part(str(number), source=table, table=table)
        (folder / one.id).mkdir()
        cells = tuple(
            (n, (f"2025-0{month}-01", "E1", None, "x", identity)) for n, (month, identity) in enumerate(rows, 2)
        )
        parsed = Parsed(rows_in=len(rows), rows=cells)
        stage(connection, folder / "in.csv", TABLES[table], parsed, folder / one.id / "rows.parquet")
        found[one] = rows
    return found


def that_repeat(parts: dict[Part, Rows]) -> list[tuple[str, int]]:
    """In plain Python: of the rows of a table with one identity all but the first by month, part and record."""
    same: dict[tuple[str, int], list[tuple[int, str, int]]] = defaultdict(list)
    for one, rows in parts.items():
        for number, (month, identity) in enumerate(rows, 2):
            if identity is not None:
                same[one.table, identity].append((month, one.id, number))
    return sorted((name, number) for rows in same.values() for _, name, number in sorted(rows)[1:])


@settings(max_examples=60)
@given(parts=PARTS, draw=st.data())
def test_repeats_found_step_by_step_are_those_of_a_plain_search_whatever_came_and_went(
    connection: DuckDBPyConnection, parts: list[tuple[str, Rows]], draw: st.DataObject
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        rows_of = written(connection, folder, parts)
        folders = {one.id: folder / one.id for one in rows_of}
        before = None
        for step in range(draw.draw(st.integers(1, 4))):
            chosen = draw.draw(st.lists(st.sampled_from(list(rows_of)), unique=True, min_size=1))
            target = folder / f"repeats{step}"
            edition = find_repeats(Edition(parts=tuple(chosen)), folders, target, before)
            found = connection.execute('SELECT part, "row" FROM read_parquet(?)', [str(target)]).fetchall()
            assert found == that_repeat({one: rows_of[one] for one in chosen})
            assert sum(count for _, count in edition.repeats) == len(found)
            before = Before(edition, target)


def test_a_part_that_came_in_an_earlier_month_takes_the_row_from_one_held(
    connection: DuckDBPyConnection, tmp_path: Path
) -> None:
    many: Rows = [(2, n) for n in range(10)]
    held, other, late = written(connection, tmp_path, [("street", many), ("street", many), ("street", [(1, 3)])])
    folders = {one.id: tmp_path / one.id for one in (held, other, late)}
    first = find_repeats(Edition(parts=(held, other)), folders, tmp_path / "first")
    second = find_repeats(
        Edition(parts=(held, other, late)), folders, tmp_path / "second", Before(first, tmp_path / "first")
    )
    assert sum(count for _, count in first.repeats) == 10
    assert dict(second.repeats) != dict(first.repeats)
    assert sum(count for _, count in second.repeats) == 11
    assert late.id not in dict(second.repeats)
