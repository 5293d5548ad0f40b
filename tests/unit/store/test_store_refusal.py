"""Refused rows are found again by their numbers, in the same words as when every row is taken apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publishers import put

from frankpledge.store.refusal import Look, has_blank_lines, look, refused_among, sift
from frankpledge.store.schema import Check, Declared

CONTENT = Declared(
    header=("a", "b"), checks=(Check(column="a", rule="one of", values=("x", "é"), reason="not x"),), takes=()
)
GOOD, BAD = ["x,1", "é,", "x,2,,"], ["y,1", ",", "é ,2"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("refusal")


@given(
    lines=st.lists(st.sampled_from([*GOOD, *BAD]), max_size=12),
    newline=st.sampled_from(["\n", "\r\n"]),
    tail=st.booleans(),
    quoted=st.booleans(),
    blank=st.booleans(),
)
def test_rows_found_by_number_are_those_that_a_look_at_every_row_finds(
    folder: Path, lines: list[str], newline: str, tail: bool, quoted: bool, blank: bool
) -> None:
    text = newline.join(["a,b", *(['"x",1'] if quoted else []), *([""] if blank else []), *lines])
    path = put(folder / "in.csv", text + (newline if tail else ""))
    glance = look(path)
    assert glance.plain == (not quoted and b"\r" not in path.read_bytes())
    total, expected = sift(path, CONTENT, folder / "clean.csv")
    bad = {number for number, row in enumerate([*(["x"] if quoted else []), *lines], 2) if row in BAD}
    plain = glance.plain and not has_blank_lines(path)
    assert refused_among(path, CONTENT, bad, plain=plain) == expected
    if plain:
        assert glance.lines == total + 1


def test_a_row_is_found_far_into_a_file(tmp_path: Path) -> None:
    rows = ["x,1"] * 600_000
    rows[3] = rows[599_990] = "y,7"
    path = put(tmp_path / "long.csv", "\n".join(["a,b", *rows, ""]))
    found = refused_among(path, CONTENT, {5, 599_992}, plain=True)
    assert [(row.line, row.raw) for row in found] == [(5, "y,7"), (599_992, "y,7")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", Look(text=True, plain=True, lines=0)),
        (b"a\nb", Look(text=True, plain=True, lines=2)),
        (b"a\nb\n", Look(text=True, plain=True, lines=2)),
        (b'a\n"b"\n', Look(text=True, plain=False, lines=2)),
        (b"a\r\nb\r\n", Look(text=True, plain=False, lines=2)),
        (b"a\n\xe9\n", Look(text=False, plain=False, lines=0)),
        (b"a\n\xe2\x82", Look(text=False, plain=False, lines=0)),
        ("é\n".encode() * 400_000 + b"x" * ((1 << 20) + 1) + "é".encode(), Look(text=True, plain=True, lines=400_001)),
    ],
)
def test_a_glance_tells_text_from_other_bytes_and_counts_lines(tmp_path: Path, raw: bytes, expected: Look) -> None:
    assert look(put(tmp_path / "x.csv", raw)) == expected
