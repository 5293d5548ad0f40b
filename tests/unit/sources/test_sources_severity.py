"""The Crime Severity Score: the year is said or declared, and an authority of several partnerships has no score."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from tests.publishers import MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.severity import SOURCE
from frankpledge.store.snapshot import Coverage
from frankpledge.terms.period import Period

HEAD = ("ltla23_code", "crime_severity_score")
ROWS = [[MEDWAY, "19.43"], ["E07000110", "14.39"]]


def read(folder: Path, rows: list[list[object]], name: str = "severity.csv", head: tuple[str, ...] = HEAD):  # type: ignore[no-untyped-def]
    return run(SOURCE, put(folder / name, csv_text(head, rows)))


def test_a_file_that_does_not_say_its_year_is_taken_for_the_known_publication_and_says_so(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, ROWS)
    assert reading.coverage == (Coverage("E92000001", Period.parse("2022-04..2023-03")),)
    assert reading.remarks[0].startswith("The file does not say which year it is of. April 2022 to March 2023 is taken")
    assert (account.rows_in, account.kept) == (2, 2)
    assert [(row["area"], row["value"], row["period"]) for row in rows] == [
        (MEDWAY, 19.43, "April 2022 to March 2023"),
        ("E07000110", 14.39, "April 2022 to March 2023"),
    ]


@pytest.mark.parametrize("head", [HEAD, ("ltla24_code", "crime_severity_score")])
def test_a_year_in_the_name_counts_and_needs_no_remark(tmp_path: Path, head: tuple[str, ...]) -> None:
    reading, _, _ = read(tmp_path, ROWS, "severity-year-ending-march-2024.csv", head)
    assert reading.coverage[0].period == Period.parse("2023-04..2024-03")
    assert reading.remarks == ()


def test_a_file_of_other_codes_without_its_year_is_refused(tmp_path: Path) -> None:
    with refused("severity.csv does not say which year", "year-ending-march-2024"):
        read(tmp_path, ROWS, head=("ltla24_code", "crime_severity_score"))


def test_a_mark_or_a_blank_for_no_score_is_missing_and_says_so(tmp_path: Path) -> None:
    _, account, rows = read(tmp_path, [*ROWS, ["E06000052", ":"], ["E06000053", ""]])
    assert account.kept == 4
    assert [(row["value"], row["note"]) for row in rows if row["note"]] == [(None, "the publisher gives no score")] * 2


def test_an_authority_in_several_rows_is_refused_in_all_of_them(tmp_path: Path) -> None:
    _, account, rows = read(tmp_path, [["E06000061", "15.2"], *ROWS, ["E06000061", "16.3"]])
    assert [bad.line for bad in account.rejected] == [2, 5]
    assert set(reasons(account)) == {"E06000061 stands in 2 rows, each a partnership in it: none is of all of it"}
    assert {row["area"] for row in rows} == {MEDWAY, "E07000110"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["Medway", "1"], "'Medway' is not the code of a local authority"),
        (["E07000111", "19,43 "], "the score is not a number"),
        (["E07000111", "#N/A"], "the score is not a number"),
        (["E07000111"], "2 fields are expected and 1 were found: the line is torn"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason(tmp_path: Path, row: list[object], reason: str) -> None:
    _, account, _ = read(tmp_path, [*ROWS, row, ["E07000112", "3"]])
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(4, (reason,))]


def test_a_renamed_column_or_another_encoding_is_refused(tmp_path: Path) -> None:
    with refused("no row of column names"):
        read(tmp_path, ROWS, head=("ltla23_code", "score"))
    with refused("cannot be read as text"):
        run(SOURCE, put(tmp_path / "s.csv", csv_text(HEAD, ROWS).encode() + b"E07000111,\xa3"))


def test_the_real_scores_are_those_of_authorities_with_one_partnership(data: Path) -> None:
    path = data / "indicators" / "england_crime_severity.csv"
    _, account, rows = run(SOURCE, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        plain = list(csv.reader(file))[1:]
    often = Counter(code for code, _ in plain)
    expected = {code: None if score == ":" else float(score) for code, score in plain if often[code] == 1}
    assert {row["area"]: row["value"] for row in rows} == expected
    assert (account.rows_in, account.kept, len(account.rejected)) == (300, 289, 11)
    assert {row["area"]: row["value"] for row in rows}[MEDWAY] == 19.433999086061547
    assert sum(value is None for value in expected.values()) == 13
