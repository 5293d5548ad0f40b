"""Mid-year population estimates by small area."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from tests.publishers import HERE, MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.small_area_population import SOURCE
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage
from frankpledge.terms.period import Period

NAME = "population20_lsoa11.csv"
HEAD = ["lsoa11_name", "lsoa11_code", "total_population", *map(str, range(90)), "90+"]
AGES = [*range(91)]
ROW = ["Medway 015A", HERE, sum(AGES), *AGES]


def put_rows(folder: Path, rows: list[list[object]], name: str = NAME) -> Path:
    return put(folder / name, csv_text(HEAD, rows))


def test_a_sound_file_gives_residents_by_single_year_of_age(tmp_path: Path) -> None:
    reading, account, rows = run(SOURCE, put_rows(tmp_path, [ROW]))
    assert reading.publication.key == "population-lsoa"
    assert reading.coverage == (Coverage(ENGLAND_AND_WALES, Period.parse("2020-06"), "lsoa11"),)
    assert (account.rows_in, account.kept, reading.remarks) == (1, 1, ())
    assert rows == [
        {
            **{"row": 2, "base": "residents", "level": "lsoa", "mid_year": 2020, "edition": 2011},
            **{"area": HERE, "area_name": "Medway 015A", "value": sum(AGES), "ages": AGES},
        }
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["x", MEDWAY, sum(AGES), *AGES], f"'{MEDWAY}' is not the code of a small area"),
        (ROW, f"{HERE} stands in the file twice"),
        (["x", "E01016017", "=SUM(D2:CP2)", *AGES], "the total is not a whole number"),
        (["x", "E01016017", "4.095E3", *AGES], "the total is not a whole number"),
        (["x", "E01016017", 1, *AGES], "the single ages add up to 4,095, not to the total of 1"),
        (["x", "E01016017", 1], "94 fields are expected and 3 were found: the line is torn"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_reason(tmp_path: Path, row: list[object], reason: str) -> None:
    _, account, rows = run(SOURCE, put_rows(tmp_path, [ROW, row, ["y", "E01016018", sum(AGES), *AGES]]))
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]
    assert [kept["row"] for kept in rows] == [2, 4]


@pytest.mark.parametrize(
    ("name", "word"),
    [("population.csv", "renamed"), ("population20_ltla21.csv", "renamed"), ("population20_lsoa21.csv", "lsoa11_code")],
)
def test_a_file_whose_name_does_not_fit_is_refused(tmp_path: Path, name: str, word: str) -> None:
    with refused(name, word):
        run(SOURCE, put_rows(tmp_path, [ROW], name))


@pytest.mark.parametrize("text", ["lsoa11_code,total_population\nMéd,1".encode("latin-1"), b'"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused(NAME):
        run(SOURCE, put(tmp_path / NAME, text))


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    with refused("cut off at its end"):
        run(SOURCE, put(tmp_path / NAME, csv_text(HEAD, [ROW, ["x", "E01016017", *ROW[2:]]])[:-20]))


@pytest.mark.parametrize(("year", "medway"), [(19, 278_556), (20, 279_142)])
def test_the_real_estimates_are_those_that_a_plain_reader_finds(data: Path, year: int, medway: int) -> None:
    path = data / "population" / f"population{year}_lsoa11.csv"
    began = time.process_time()
    _, account, rows = run(SOURCE, path)
    assert time.process_time() - began < 20  # three on a quiet machine, checks of this test included
    with path.open(encoding="utf-8", newline="") as file:
        plain = {row["lsoa11_code"]: [int(row[age]) for age in HEAD[3:]] for row in csv.DictReader(file)}
    assert (account.rows_in, account.kept, reasons(account)) == (34_753, 34_753, {})
    assert {row["area"]: row["ages"] for row in rows} == plain
    assert all(row["value"] == sum(row["ages"]) for row in rows)
    with (data / "geography" / "lookup_lsoa11_ltla19.csv").open(encoding="utf-8", newline="") as file:
        own = {row["lsoa11_code"] for row in csv.DictReader(file) if row["ltla19_code"] == MEDWAY}
    assert sum(row["value"] for row in rows if row["area"] in own) == medway
