"""Households at the census by local authority."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.publishers import HERE, MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.households import SOURCE
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage
from frankpledge.terms.period import Period

NAME = "households21_england_wales_ltla23.csv"
HEAD = ["ltla23_code", "households"]


def put_rows(folder: Path, rows: list[list[object]], name: str = NAME) -> Path:
    return put(folder / name, csv_text(HEAD, rows))


def test_a_sound_file_gives_households_with_the_census_and_the_list_of_its_name(tmp_path: Path) -> None:
    reading, account, rows = run(SOURCE, put_rows(tmp_path, [[MEDWAY, "111,458"]]))
    assert reading.publication.key == "households"
    assert reading.coverage == (Coverage(ENGLAND_AND_WALES, Period.parse("2021-03"), "ltla23"),)
    assert (account.kept, reading.remarks) == (1, ())
    assert rows == [
        {
            **{"row": 2, "base": "households", "level": "ltla", "mid_year": 2021, "edition": 2023},
            **{"area": MEDWAY, "area_name": None, "value": 111_458, "ages": None},
        }
    ]


def test_figures_rounded_to_hundreds_are_remarked_on(tmp_path: Path) -> None:
    reading, *_ = run(SOURCE, put_rows(tmp_path, [[MEDWAY, 111_500], ["E07000110", 72_200]]))
    assert reading.remarks == ("The households are rounded to the nearest hundred.",)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([HERE, 3], f"'{HERE}' is not the code of a local authority"),
        ([MEDWAY, 3], f"{MEDWAY} stands in the file twice"),
        (["E07000110", "72 200"], "the households are not a whole number"),
        (["E07000110", ""], "the households are not a whole number"),
        (["E07000110", "=1+1"], "the households are not a whole number"),
        (["E07000110"], "2 fields are expected and 1 were found: the line is torn"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_reason(tmp_path: Path, row: list[object], reason: str) -> None:
    _, account, rows = run(SOURCE, put_rows(tmp_path, [[MEDWAY, 1], row, ["E07000111", 2]]))
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]
    assert [kept["value"] for kept in rows] == [1, 2]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("households.csv", "does not say which year"),
        ("households24_ltla23.csv", "no census"),
        ("households21_ltla21.csv", "ltla21_code"),
    ],
)
def test_a_file_whose_name_does_not_fit_is_refused(tmp_path: Path, name: str, word: str) -> None:
    with refused(name, word):
        run(SOURCE, put_rows(tmp_path, [[MEDWAY, 1]], name))


@pytest.mark.parametrize("text", ["ltla23_code,households\nMéd,1".encode("latin-1"), b'"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused(NAME):
        run(SOURCE, put(tmp_path / NAME, text))


@pytest.mark.parametrize(
    ("name", "edition", "rounded"),
    [("households21_ltla21.csv", "ltla21", True), (NAME, "ltla23", False)],
)
def test_the_real_households_are_those_that_a_plain_reader_finds(
    data: Path, name: str, edition: str, rounded: bool
) -> None:
    path = data / "population" / name
    reading, account, rows = run(SOURCE, path)
    with path.open(encoding="utf-8", newline="") as file:
        plain = {row[f"{edition}_code"]: int(row["households"]) for row in csv.DictReader(file)}
    assert ({row["area"]: row["value"] for row in rows}, reasons(account)) == (plain, {})
    assert reading.coverage[0].what == edition
    assert bool(reading.remarks) == rounded
