"""Every row of a file is kept, or refused with its line, its text and every reason; the numbers add up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.publishers import HERE, MEDWAY, identity, put, refused

from frankpledge.store.engine_duckdb import connect
from frankpledge.store.schema import Check, Declared, Parsed, Rejected, Take
from frankpledge.store.staging import Staged, stage
from frankpledge.store.tables import OFFENCES, Column, Table
from frankpledge.terms.errors import StoreError

CONTENT = Declared(
    header=("Id", "When", "Code", "Where"),
    checks=(
        Check(column="Id", rule="matches", values=("[0-9a-f]{64}",), reason="no identity"),
        Check(column="When", rule="matches", values=("2019-0[1-9]",), reason="not in 2019"),
        Check(column="Code", rule="one of", values=("8N", "105A"), reason="no such code", unless=("When", "2019-09")),
        Check(column="Where", rule="matches or blank", values=("E01[0-9]{6}",), reason="nowhere"),
    ),
    takes=(
        Take("month", "month", "When"),
        Take("authority", "constant", MEDWAY),
        Take("lsoa", "text", "Where"),
        Take("code", "text", "Code"),
        Take("identity", "identity", "Id"),
    ),
)
SOUND = f"{identity(1)},2019-04,8N,{HERE}"
PEOPLE = Table(
    "people",
    "an area in a year",
    (
        *(Column("row", "INTEGER", ""), Column("year", "INTEGER", ""), Column("edition", "INTEGER", "")),
        *(Column("area", "VARCHAR", ""), Column("name", "VARCHAR", ""), Column("value", "BIGINT", "")),
    ),
)


@pytest.fixture(scope="module")
def connection() -> Iterator[DuckDBPyConnection]:
    opened = connect()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("staging")


def staged(connection: DuckDBPyConnection, folder: Path, text: str | bytes) -> tuple[Staged, list[tuple[Any, ...]]]:
    path, target = put(folder / "in.csv", text), folder / "rows.parquet"
    account = stage(connection, path, OFFENCES, CONTENT, target)
    rows = connection.execute(f"SELECT * FROM '{target}' ORDER BY row").fetchall()  # noqa: S608
    assert sorted(file.name for file in folder.iterdir()) == ["in.csv", "rows.parquet"]
    return account, rows


def test_a_sound_file_is_kept_whole(connection: DuckDBPyConnection, folder: Path) -> None:
    account, rows = staged(connection, folder, f"Id,When,Code,Where\n{SOUND}\n{identity(2)},2019-05,105A,\n")
    assert account == Staged(rows_in=2, kept=2, rejected=())
    assert [(row, str(month), *rest) for row, month, *rest in rows] == [
        (2, "2019-04-01", MEDWAY, HERE, "8N", int(identity(1)[:16], 16)),
        (3, "2019-05-01", MEDWAY, None, "105A", int(identity(2)[:16], 16)),
    ]


def test_a_refused_row_is_kept_with_its_line_its_text_and_every_reason(
    connection: DuckDBPyConnection, folder: Path
) -> None:
    text = f'Id,When,Code,Where\r\n{SOUND}\r\n\r\n"x",2018-04,9,Medway\r\n{SOUND}\r\n1,2\r\n{SOUND}\r\n'
    account, rows = staged(connection, folder, text)
    assert account.rejected == (
        Rejected(line=4, raw='"x",2018-04,9,Medway', reasons=("no identity", "not in 2019", "no such code", "nowhere")),
        Rejected(line=6, raw="1,2", reasons=("4 fields are expected and 2 were found: the line is torn",)),
    )
    assert (account.rows_in, account.kept) == (5, 3)
    assert [row[0] for row in rows] == [2, 4, 6], "records are numbered as in the file, the refused ones included"


def test_a_row_keeps_its_number_whether_or_not_others_are_refused(connection: DuckDBPyConnection, folder: Path) -> None:
    _, alone = staged(connection, folder, f"Id,When,Code,Where\n{SOUND}\n{SOUND}\n")
    _, among = staged(connection, folder, f"Id,When,Code,Where\n{SOUND}\nbad\n{SOUND}\n")
    assert alone[0] == among[0]
    assert [row[0] for row in alone] == [2, 3]
    assert [row[0] for row in among] == [2, 4]


def test_a_rule_does_not_hold_where_it_says_so(connection: DuckDBPyConnection, folder: Path) -> None:
    rows = [f"{identity(1)},2019-0{month},any," for month in (9, 8)]
    account, _ = staged(connection, folder, "\n".join(["Id,When,Code,Where", *rows, ""]))
    assert [(row.line, row.reasons) for row in account.rejected] == [(3, ("no such code",))]


GOOD = st.integers(0, 9).map(lambda n: ("good", f"{identity(n)},2019-0{n % 9 + 1},8N,{HERE if n % 2 else ''}"))
BAD = st.sampled_from(
    ["a,b", "a,b,c,d", "a,b,c,d,e", f"{SOUND},more", f"{identity(1)},2018-01,8N,", '"a\nb",c,d,e', "é,,,"]
).map(lambda line: ("bad", line))
BLANK = st.just(("blank", ""))


@settings(max_examples=120)
@given(
    lines=st.lists(GOOD | BAD | BLANK, max_size=12),
    newline=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_rows_in_are_rows_kept_and_rows_refused_whatever_is_in_the_file(
    connection: DuckDBPyConnection, folder: Path, lines: list[tuple[str, str]], newline: str, mark: str
) -> None:
    text = newline.join(["Id,When,Code,Where", *(line for _, line in lines), ""])
    account, rows = staged(connection, folder, mark + text)
    kinds = [kind for kind, _ in lines]
    assert account.rows_in == kinds.count("good") + kinds.count("bad")
    assert account.kept == len(rows) == kinds.count("good")
    assert [row.raw for row in account.rejected] == [line for kind, line in lines if kind == "bad"]
    assert all(row.reasons for row in account.rejected)


@pytest.mark.parametrize("tail", ["\n", "\r\n", ""])
def test_a_last_line_without_an_end_is_read_like_any_other(
    connection: DuckDBPyConnection, folder: Path, tail: str
) -> None:
    account, _ = staged(connection, folder, f"Id,When,Code,Where\n{SOUND}\n{SOUND}{tail}")
    assert account.kept == 2


@pytest.mark.parametrize("cut", [10, 66, 72])
def test_a_file_that_ends_in_the_middle_of_a_line_is_refused(
    connection: DuckDBPyConnection, folder: Path, cut: int
) -> None:
    with refused("cut off at its end", "line 3", "download"):
        staged(connection, folder, f"Id,When,Code,Where\n{SOUND}\n{SOUND[:cut]}")


def test_blank_cells_past_the_last_column_are_overlooked_in_every_file(
    connection: DuckDBPyConnection, folder: Path
) -> None:
    sound, _ = staged(connection, folder, f"Id,When,Code,Where\n{SOUND},\n{SOUND},,\n")
    mixed, _ = staged(connection, folder, f"Id,When,Code,Where\n{SOUND},\n{SOUND},,\nbad\n")
    assert (sound.kept, mixed.kept, len(mixed.rejected)) == (2, 2, 1)


def test_a_file_in_another_encoding_is_refused(connection: DuckDBPyConnection, folder: Path) -> None:
    with refused("in.csv cannot be read as text", "0xe9 in line 2"):
        staged(connection, folder, b"Id,When,Code,Where\n\xe9,,,\n")


def test_an_account_that_does_not_close_is_a_fault_of_ours(connection: DuckDBPyConnection, tmp_path: Path) -> None:
    parsed = Parsed(rows_in=3, rows=((2, (2020, 2021, MEDWAY, "Medway", 5)),))
    with pytest.raises(StoreError, match="do not add up"):
        stage(connection, put(tmp_path / "in.csv", ""), PEOPLE, parsed, tmp_path / "rows.parquet")


TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@settings(max_examples=80)
@example(values=[(1, None, "\\N", None), (1, "", "NULL", None), (1, "\r", '"', 0)])
@given(values=st.lists(st.tuples(st.integers(1, 9), TEXTS, TEXTS, st.none() | st.integers(0, 10**12)), max_size=5))
def test_rows_that_a_source_has_read_itself_are_stored_as_they_are(
    connection: DuckDBPyConnection, folder: Path, values: list[tuple[int, str | None, str | None, int | None]]
) -> None:
    rows = tuple((n, (2020, year, code, name, count)) for n, (year, code, name, count) in enumerate(values, 2))
    path, target = put(folder / "in.csv", ""), folder / "rows.parquet"
    account = stage(connection, path, PEOPLE, Parsed(rows_in=len(rows), rows=rows), target)
    assert account.kept == len(rows)
    found = connection.execute(f"SELECT * FROM '{target}' ORDER BY row").fetchall()  # noqa: S608
    assert found == [(n, *cells) for n, cells in rows]


def test_one_record_that_gives_several_rows_is_one_record(connection: DuckDBPyConnection, tmp_path: Path) -> None:
    rows = ((2, (2020, 2021, "a", "A", 1)), (2, (2020, 2021, "b", "B", 2)), (3, (2020, 2021, "c", "C", 3)))
    account = stage(connection, put(tmp_path / "x", ""), PEOPLE, Parsed(rows_in=2, rows=rows), tmp_path / "p.parquet")
    assert account == Staged(rows_in=2, kept=2, rejected=())
