"""One engine for all: connections that do not see one another's tables, and a new engine where one broke down."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.store import engine_duckdb
from frankpledge.store.engine_duckdb import connect, text


def test_connections_have_tables_of_their_own() -> None:
    one, other = connect(), connect()
    one.execute("CREATE TEMP TABLE own AS SELECT 1")
    with pytest.raises(duckdb.CatalogException):
        other.execute("FROM own")
    one.close()
    assert other.execute("SELECT 2").fetchone() == (2,), "closing one leaves the other open"


def test_an_engine_that_broke_down_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_duckdb, "_engines", {})
    first = connect()
    engine_duckdb._engines[os.getpid(), 1].close()
    assert connect().execute("SELECT 1").fetchone() == (1,)
    first.close()


def test_many_threads_get_connections_to_one_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_duckdb, "_engines", {})
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: connect().execute("SELECT ?", [n]).fetchone(), range(40)))
    assert answers == [(n,) for n in range(40)]
    assert list(engine_duckdb._engines) == [(os.getpid(), 1)]


@pytest.mark.parametrize("threads", [1, 2])
def test_an_engine_has_the_threads_that_were_asked_for(threads: int) -> None:
    assert connect(threads).execute("SELECT current_setting('threads')").fetchone() == (threads,)


def test_what_does_not_fit_in_memory_goes_where_nobody_else_can_read_it() -> None:
    row = connect().execute("SELECT current_setting('temp_directory')").fetchone()
    assert row
    assert stat.S_IMODE(Path(row[0]).stat().st_mode) == stat.S_IRWXU


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_in_a_statement_is_read_as_it_is(value: str) -> None:
    assert connect().execute(f"SELECT {text(value)}, {text([value, 'x'])}").fetchone() == (value, [value, "x"])
