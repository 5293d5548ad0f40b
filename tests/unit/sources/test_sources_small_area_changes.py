"""What became of each small area between two censuses."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from tests.publishers import HERE, MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.small_area_changes import SOURCE
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage
from frankpledge.terms.period import Period

HEAD = ["lsoa11_name", "lsoa11_code", "change_code", "lsoa21_name", "lsoa21_code"]
OLD, ONE, TWO = "E01016110", "E01035296", "E01035297"
KEPT = ["Medway 015A", HERE, "U", "Medway 015A", HERE]


def put_rows(folder: Path, rows: list[list[object]], head: list[str] = HEAD) -> Path:
    return put(folder / "changes.csv", csv_text(head, rows))


def test_each_line_is_one_change_with_its_letter(tmp_path: Path) -> None:
    split = [["Medway 034D", OLD, "S", "Medway 034F", new] for new in (ONE, TWO)]
    reading, account, rows = run(SOURCE, put_rows(tmp_path, [KEPT, *split]))
    assert reading.publication.key == "small-area-changes"
    assert reading.coverage == (Coverage(ENGLAND_AND_WALES, Period.parse("2021-01..2021-12"), "lsoa11 to lsoa21"),)
    assert (account.rows_in, account.kept) == (3, 3)
    assert rows[1] == {
        **{"row": 3, "level": "lsoa", "from_edition": 2011, "from_area": OLD, "from_name": "Medway 034D"},
        **{"to_edition": 2021, "to_area": ONE, "to_name": "Medway 034F", "change": "S"},
    }
    assert [row["change"] for row in rows] == ["U", "S", "S"]


def test_the_publishers_own_headings_are_read_too_in_any_order(tmp_path: Path) -> None:
    head = ["LSOA21CD", "LSOA21NM", "CHGIND", "LSOA11CD", "LSOA11NM", "LAD22CD"]
    _, account, rows = run(SOURCE, put_rows(tmp_path, [[ONE, "New", "S", OLD, "Old", MEDWAY]], head))
    assert account.kept == 1
    assert (rows[0]["from_area"], rows[0]["from_name"], rows[0]["to_area"], rows[0]["to_name"]) == (
        *(OLD, "Old"),
        *(ONE, "New"),
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["x", MEDWAY, "S", "x", ONE], f"'{MEDWAY}' is not the code of a small area"),
        (["x", OLD, "S", "x", ""], "'' is not the code of a small area"),
        (["x", OLD, "", "x", ONE], "'' is not U, S, M or X"),
        (["x", OLD, "split", "x", ONE], "'split' is not U, S, M or X"),
        (["x", OLD, "U", "x", ONE], f"the change is U, and the codes are {OLD} and {ONE}"),
        (["x", OLD, "S", "x", OLD], f"the change is S, and the codes are {OLD} and {OLD}"),
        (KEPT, f"{HERE} to {HERE} stands in the file twice"),
        (["x", OLD], "5 fields are expected and 2 were found: the line is torn"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_reason(tmp_path: Path, row: list[object], reason: str) -> None:
    _, account, rows = run(SOURCE, put_rows(tmp_path, [KEPT, row, ["x", OLD, "S", "x", TWO]]))
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]
    assert [kept["row"] for kept in rows] == [2, 4]


@pytest.mark.parametrize("head", [["lsoa11_code", "change_code", "lsoa11cd"], ["lsoa11_code", "change_code", "name"]])
def test_a_table_that_does_not_lead_from_one_census_to_another_is_refused(tmp_path: Path, head: list[str]) -> None:
    with refused("changes.csv", "from one census to another"):
        run(SOURCE, put_rows(tmp_path, [[HERE, "U", HERE]], head))


@pytest.mark.parametrize("text", ["lsoa11_code,lsoa21_code,change_code\nMéd".encode("latin-1"), b'"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused("changes.csv"):
        run(SOURCE, put(tmp_path / "changes.csv", text))


def test_the_real_changes_are_those_that_a_plain_reader_finds(data: Path) -> None:
    path = data / "geography" / "lookup_lsoa11_lsoa21_ltla22.csv"
    _, account, rows = run(SOURCE, path)
    with path.open(encoding="utf-8", newline="") as file:
        plain = {(row["lsoa11_code"], row["lsoa21_code"], row["change_code"]) for row in csv.DictReader(file)}
    assert (account.rows_in, account.kept, reasons(account)) == (35_795, 35_795, {})
    assert {(row["from_area"], row["to_area"], row["change"]) for row in rows} == plain
    assert Counter(row["change"] for row in rows) == {"U": 33_647, "S": 1_900, "M": 239, "X": 9}
