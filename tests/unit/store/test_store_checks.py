"""A rule has one verdict, whether the engine runs it over a file or Python over one row; and a file has one reading."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publishers import MEDWAY, crime, offence, offence_file, put, street_file

from frankpledge.sources import offences, street
from frankpledge.store.engine_duckdb import connect
from frankpledge.store.refusal import look
from frankpledge.store.rows import records
from frankpledge.store.schema import Check, Declared, Take
from frankpledge.store.staging import _rule_sql, _write_sound
from frankpledge.store.tables import Column, Table
from frankpledge.terms.errors import IntakeError

SIMULATED = f"Simulated records for {MEDWAY} only"


def declared() -> Iterator[Check]:
    """The rules of every source that declares them, as it declares them for a small file."""
    with TemporaryDirectory() as folder:
        at = Path(folder)
        for content in (
            street.read(street_file(at, [crime(1)]), "x.csv").content,
            street.read(
                street_file(at, [crime(1, force="Devon & Cornwall Police", context=SIMULATED)]), "x.csv"
            ).content,
            offences.read(offence_file(at, [offence(1)]), "x.csv").content,
            offences.read(offence_file(at, [offence(1, note="Simulated")]), "x.csv").content,
        ):
            assert isinstance(content, Declared)
            yield from content.checks


DECLARED = tuple(declared())
PATTERNS = sorted({check.values[0] for check in DECLARED if check.rule in ("matches", "matches or blank", "differs")})
CHOICES = sorted({value for check in DECLARED if check.rule == "one of" for value in check.values})
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NEARLY = st.tuples(
    st.sampled_from(PATTERNS).flatmap(lambda pattern: st.from_regex(pattern, fullmatch=True))
    | st.sampled_from(CHOICES),
    st.sampled_from(["", "", "\n", " ", "'", '"', "\u2028", "é", "٣", "x"]),
    st.booleans(),
).map(lambda parts: parts[0] + parts[1] if parts[2] else parts[1] + parts[0])
VALUES = NEARLY | ANY_TEXT | st.just("")
PATTERN = st.tuples(st.sampled_from(PATTERNS))
CHECKS = st.one_of(
    st.sampled_from(DECLARED),
    st.builds(
        Check,
        column=st.just("a"),
        rule=st.sampled_from(["matches", "matches or blank", "differs"]),
        reason=st.just(""),
        values=PATTERN,
        unless=st.none() | st.tuples(st.just("b"), VALUES),
    ),
    st.builds(
        Check,
        column=st.just("a"),
        rule=st.sampled_from(["one of", "filled"]),
        reason=st.just(""),
        values=st.lists(VALUES, min_size=1, max_size=3).map(tuple),
        unless=st.none() | st.tuples(st.just("b"), VALUES),
    ),
)


@pytest.fixture(scope="module")
def connection() -> Iterator[DuckDBPyConnection]:
    opened = connect()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("checks")


@settings(max_examples=400)
@given(check=CHECKS, value=VALUES, other=VALUES, excused=st.booleans())
def test_every_rule_has_the_same_verdict_in_both_languages(
    connection: DuckDBPyConnection, check: Check, value: str, other: str, excused: bool
) -> None:
    verdict = _rule_sql(check)
    other = check.unless[1] if check.unless and excused else other
    names = (check.column, check.unless[0] if check.unless else "beside")
    found = connection.execute(
        f"SELECT {verdict} FROM (SELECT nullif(v, '') AS \"{names[0]}\", nullif(w, '') AS \"{names[1]}\" "  # noqa: S608
        "FROM (SELECT ? AS v, ? AS w))",
        [value, other],
    ).fetchone()
    assert found == (check.passes({names[0]: value, names[1]: other}),)


HEADER = ("a", "b", "c")
# Marks of CSV in every disorder. Spaces beside quotation marks and NULs are left out: engines trim those differently.
PIECES = st.sampled_from(
    ["x", "é", "1", ",", ",", ",,", '"', '""', '"q"', '"q,r"', '"q\nr"', "\n", "\n", "\r\n", "x,y,z\n"]
)


def read_by_engine(connection: DuckDBPyConnection, path: Path, taken: str = "abc") -> list[list[str]] | None:
    """The columns taken of the engine's rows, in order; None where it leaves the file to Python."""
    table = Table("any", "", (Column("row", "INTEGER", ""), *(Column(name, "VARCHAR", "") for name in taken)))
    content = Declared(header=HEADER, checks=(), takes=tuple(Take(name, "text", name) for name in taken))
    target = path.with_suffix(".parquet")
    total = _write_sound(connection, path, table, content, target) if look(path).text else None
    if total is None:
        return None
    rows = connection.execute("SELECT * FROM read_parquet(?)", [str(target)]).fetchall()
    assert [row[0] for row in rows] == list(range(2, total + 2))
    return [[cell or "" for cell in row[1:]] for row in rows]


@settings(max_examples=250)
@given(pieces=st.lists(PIECES, max_size=14))
def test_a_file_that_the_engine_takes_reads_the_same_in_python(
    connection: DuckDBPyConnection, folder: Path, pieces: list[str]
) -> None:
    path = put(folder / "pieces.csv", "a,b,c\n" + "".join(pieces))
    found = read_by_engine(connection, path)
    if found is not None:
        try:
            cells = [fields for _, _, fields in records(path)]
        except IntakeError:
            assert '"' in "".join(pieces)
            return
        assert found == [row[:3] for row in cells]
        assert not any(cell for row in cells for cell in row[3:])


@settings(max_examples=250)
@given(pieces=st.lists(PIECES | st.sampled_from([b"\xe9", b"\xe2\x82"]), max_size=14), taken=st.sampled_from("abc"))
def test_a_fault_is_found_in_columns_that_nobody_reads_too(
    connection: DuckDBPyConnection, folder: Path, pieces: list[str | bytes], taken: str
) -> None:
    raw = b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)
    path = put(folder / "narrow.csv", b"a,b,c\n" + raw)
    whole, narrow = read_by_engine(connection, path), read_by_engine(connection, path, taken)
    assert narrow == (None if whole is None else [[row["abc".index(taken)]] for row in whole])


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)


@settings(max_examples=150)
@given(table=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=5), newline=st.sampled_from(["\n", "\r\n"]))
def test_a_file_with_quotation_marks_line_ends_and_any_letter_is_read_whole_by_the_engine(
    connection: DuckDBPyConnection, folder: Path, table: list[list[str]], newline: str
) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *table])
    path = put(folder / "table.csv", out.getvalue())
    assert read_by_engine(connection, path) == table
    assert [fields for _, _, fields in records(path)] == table


def test_rows_keep_their_order_in_a_file_too_large_for_one_buffer(
    connection: DuckDBPyConnection, tmp_path: Path
) -> None:
    table = [[str(number), "x" * 60, "y" * 60] for number in range(150_000)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["a", "b", "c"], *table])
    assert read_by_engine(connection, put(tmp_path / "large.csv", out.getvalue())) == table
