"""Statutory homelessness: two rates a quarter, and a blank is missing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.publishers import MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.homelessness import SOURCE
from frankpledge.terms.period import Period

HEAD = (
    "ltla23_code",
    "Households assessed as homeless per (000s)",
    "Households in temporary accommodation per 1,000",
)
ROW = [MEDWAY, "1.93", "4.13"]


def read(folder: Path, rows: list[list[object]], name: str = "homelessness.csv", head: tuple[str, ...] = HEAD):  # type: ignore[no-untyped-def]
    return run(SOURCE, put(folder / name, csv_text(head, rows)))


def test_a_line_gives_two_rates_and_says_which_is_of_a_day(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, [ROW])
    assert (account.rows_in, account.kept) == (1, 1)
    assert [(row["indicator"], row["value"], row["unit"], row["note"]) for row in rows] == [
        ("households-homeless", 1.93, "per 1,000 households", None),
        ("households-temporary", 4.13, "per 1,000 households", "on the last day of the quarter"),
    ]
    assert reading.coverage[0].period == Period.parse("2023-10..2023-12")
    assert reading.remarks[0].startswith("The file does not say which quarter it is of. October to December 2023")


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("homelessness 2024-01..2024-03.csv", "2024-01..2024-03"),
        ("Detailed_LA_202403.ods/A1", "2024-01..2024-03"),
        ("Detailed_LA_202312.csv", "2023-10..2023-12"),
    ],
)
def test_a_quarter_in_the_name_counts(tmp_path: Path, name: str, period: str) -> None:
    path = put(tmp_path / "x.csv", csv_text(HEAD, [ROW]))
    reading = SOURCE.read(path, name)
    assert reading.coverage[0].period == Period.parse(period)
    assert reading.remarks == ()


def test_a_file_of_other_codes_without_its_quarter_is_refused(tmp_path: Path) -> None:
    with refused("does not say which quarter", "2024-01..2024-03"):
        read(tmp_path, [ROW], head=("ltla24_code", *HEAD[1:]))


def test_a_blank_rate_is_missing_and_not_nought(tmp_path: Path) -> None:
    _, account, rows = read(tmp_path, [["E07000032", "", ""], [MEDWAY, "0", ""]])
    assert account.kept == 2
    assert [(row["value"], row["note"]) for row in rows] == [
        (None, "the publisher gives no rate"),
        (None, "the publisher gives no rate"),
        (0.0, None),
        (None, "the publisher gives no rate"),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["E06000099x", "1", "1"], "'E06000099x' is not the code of a local authority"),
        ([MEDWAY, "1", "1"], f"{MEDWAY} stands in the file twice"),
        (["E07000110", "one", "1"], "the rate is not a number"),
        (["E07000110", "-1", "1"], "a rate is below nought"),
        (["E07000110", "1"], "3 fields are expected and 2 were found: the line is torn"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason(tmp_path: Path, row: list[object], reason: str) -> None:
    _, account, _ = read(tmp_path, [ROW, row, ["E07000111", "1", "1"]])
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    with refused("cut off at its end"):
        run(SOURCE, put(tmp_path / "h.csv", csv_text(HEAD, [ROW, ROW])[:-7]))


def test_the_real_rates_are_all_kept(data: Path) -> None:
    path = data / "indicators" / "england_homelessness.csv"
    _, account, rows = run(SOURCE, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        plain = list(csv.reader(file))[1:]
    assert (account.rows_in, account.kept, reasons(account)) == (296, 296, {})
    for place, name, blank in ((1, "households-homeless", 8), (2, "households-temporary", 12)):
        own = {row["area"]: row["value"] for row in rows if row["indicator"] == name}
        assert own == {line[0]: float(line[place]) if line[place] else None for line in plain}
        assert sum(value is None for value in own.values()) == blank
