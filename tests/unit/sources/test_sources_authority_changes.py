"""Which code each local authority had in each year."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.publishers import HERE, MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.authority_changes import SOURCE
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage
from frankpledge.terms.period import Period

HEAD = [f"ltla{year}_{what}" for year in (19, 20, 21) for what in ("code", "name")]
KEPT = [MEDWAY, "Medway", MEDWAY, "Medway", MEDWAY, "Medway"]
MERGED = ["E07000150", "Corby", "E07000150", "Corby", "E06000061", "North Northamptonshire"]


def put_rows(folder: Path, rows: list[list[str]], head: list[str] = HEAD) -> Path:
    return put(folder / "years.csv", csv_text(head, rows))


def steps(rows: list[dict[str, object]]) -> list[tuple[object, ...]]:
    return [(row["from_edition"], row["from_area"], row["to_edition"], row["to_area"]) for row in rows]


def test_a_line_gives_a_row_for_each_two_neighbouring_years(tmp_path: Path) -> None:
    reading, account, rows = run(SOURCE, put_rows(tmp_path, [MERGED]))
    assert reading.publication.key == "authority-changes"
    assert reading.coverage == (Coverage(ENGLAND_AND_WALES, Period.parse("2019-01..2021-12"), "ltla19 to ltla21"),)
    assert (account.rows_in, account.kept) == (1, 1)
    assert steps(rows) == [
        (2019, "E07000150", 2020, "E07000150"),
        (2020, "E07000150", 2021, "E06000061"),
    ]
    assert [(row["level"], row["change"], row["to_name"]) for row in rows] == [
        ("ltla", None, "Corby"),
        ("ltla", None, "North Northamptonshire"),
    ]


def test_years_in_another_order_and_years_left_out_are_put_in_order(tmp_path: Path) -> None:
    head = ["ltla24_code", "ltla24_name", "ltla19_code", "ltla19_name"]
    _, _, rows = run(SOURCE, put_rows(tmp_path, [["E06000061", "North", "E07000150", "Corby"]], head))
    assert steps(rows) == [(2019, "E07000150", 2024, "E06000061")]


def test_a_year_without_a_code_joins_nothing(tmp_path: Path) -> None:
    line = ["", "", "E07000150", "Corby", "E06000061", "North"]
    _, account, rows = run(SOURCE, put_rows(tmp_path, [line]))
    assert (account.kept, steps(rows)) == (1, [(2020, "E07000150", 2021, "E06000061")])


def test_authorities_of_the_whole_kingdom_are_kept_for_the_list_is_of_all(tmp_path: Path) -> None:
    lines = [[code, "x"] * 3 for code in ("S12000015", "N09000001", "W06000001", "E09000001")]
    assert run(SOURCE, put_rows(tmp_path, lines))[1].kept == 4


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([HERE, "x", MEDWAY, "x", MEDWAY, "x"], f"'{HERE}' is not the code of a local authority"),
        (["NA", "x", "NA", "x", MEDWAY, "x"], "'NA' is not the code of a local authority"),
        ([MEDWAY, "x", "", "", MEDWAY, "x"], "no two neighbouring years have a code"),
        ([MEDWAY, "x"], "6 fields are expected and 2 were found: the line is torn"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_reason(tmp_path: Path, row: list[str], reason: str) -> None:
    _, account, rows = run(SOURCE, put_rows(tmp_path, [KEPT, row, MERGED]))
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]
    assert {kept["row"] for kept in rows} == {2, 4}


def test_a_year_that_comes_twice_is_refused(tmp_path: Path) -> None:
    with refused("years.csv", "ltla19_code, ltla19_code"):
        run(SOURCE, put_rows(tmp_path, [KEPT[:4]], ["ltla19_code", "ltla19_name"] * 2))


@pytest.mark.parametrize("text", [",".join(HEAD).encode() + "\nMéd".encode("latin-1"), b'"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused("years.csv"):
        run(SOURCE, put(tmp_path / "years.csv", text))


def test_the_real_list_gives_each_pair_of_years_that_a_plain_reader_finds(data: Path) -> None:
    path = data / "geography" / "lookup_ltla_ltla.csv"
    _, account, rows = run(SOURCE, path)
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    plain = {
        (2000 + year, line[f"ltla{year}_code"], 2001 + year, line[f"ltla{year + 1}_code"])
        for line in lines
        for year in range(16, 24)
    }
    assert (account.rows_in, account.kept, reasons(account), len(rows)) == (393, 393, {}, 393 * 8)
    assert set(steps(rows)) == plain
