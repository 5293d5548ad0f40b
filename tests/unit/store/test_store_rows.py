"""The rows of a CSV file one by one: where each begins, its text, its fields."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publishers import put, refused

from frankpledge.store.rows import header, records, rows, torn

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=6)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rows")


@given(table=TABLES, newline=st.sampled_from(["\n", "\r\n"]), mark=st.sampled_from(["", "\ufeff"]))
def test_every_table_reads_back_whole(folder: Path, table: list[list[str]], newline: str, mark: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows(table)
    path = put(folder / "x.csv", mark + out.getvalue())
    assert [fields for _, _, fields in rows(path)] == table


@given(table=TABLES, newline=st.sampled_from(["\n", "\r\n"]))
def test_a_row_is_found_again_at_its_line_and_by_its_text(folder: Path, table: list[list[str]], newline: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows(table)
    text = out.getvalue()
    path = put(folder / "x.csv", text)
    lines = io.StringIO(text, newline="").readlines()
    for line, raw, fields in rows(path):
        assert "".join(lines[line - 1 :]).startswith(raw)
        assert next(csv.reader(io.StringIO(raw, newline=""))) == fields


def test_blank_lines_are_no_rows_and_do_not_shift_the_count_of_lines(folder: Path) -> None:
    path = put(folder / "x.csv", "\n\na,b\r\n\r\n1,2\n\n\n3,4\n\n")
    assert list(rows(path)) == [(3, "a,b", ["a", "b"]), (5, "1,2", ["1", "2"]), (8, "3,4", ["3", "4"])]
    assert list(records(path)) == [(5, "1,2", ["1", "2"]), (8, "3,4", ["3", "4"])]
    assert header(path) == ["a", "b"]


def test_a_field_with_a_line_end_keeps_it_and_its_row_begins_where_it_begins(folder: Path) -> None:
    path = put(folder / "x.csv", 'a,b\n1,"two\nlines"\n3,4\n')
    assert list(records(path)) == [(2, '1,"two\nlines"', ["1", "two\nlines"]), (4, "3,4", ["3", "4"])]


def test_an_empty_file_has_no_header(folder: Path) -> None:
    assert header(put(folder / "x.csv", "")) == []


def test_a_byte_that_is_not_utf8_is_named_with_its_line(folder: Path) -> None:
    path = put(folder / "x.csv", b"a,b\n" + b"1,2\n" * 20_000 + b"caf\xe9,3\n")
    with refused("x.csv", "0xe9 in line 20,002", "UTF-8", "spreadsheet"):
        list(rows(path))


@pytest.mark.parametrize("text", ['a,b\n1,2\n3,"never closed\n4,5\n', 'a,b\n1,2\n3,"closed" too soon\n4,5\n'])
def test_a_quotation_mark_out_of_place_is_named_with_its_line(folder: Path, text: str) -> None:
    with refused("x.csv", "from line 3 on", "quotation mark"):
        list(rows(put(folder / "x.csv", text)))


def test_a_torn_row_is_described_by_what_is_expected_and_found() -> None:
    assert torn(12, 7) == "12 fields are expected and 7 were found: the line is torn"
