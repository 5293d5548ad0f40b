"""First-time entrants: the count, the children it is of, and a published rate that is compared with both."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.publishers import MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import run

from frankpledge.sources.entrants import HEADER, SOURCE
from frankpledge.terms.period import Period

ROW = [MEDWAY, "Medway", "2022-04", "2023-03", "49", "28,560", "171.6", ""]
OTHER = [MEDWAY, "Medway", "2021-04", "2022-03"]


def read(folder: Path, rows: list[list[object]], head: tuple[str, ...] = HEADER):  # type: ignore[no-untyped-def]
    return run(SOURCE, put(folder / "entrants.csv", csv_text(head, rows)))


def test_a_rate_that_follows_from_its_counts_is_kept_with_them(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, [ROW])
    (row,) = rows
    assert (account.rows_in, account.kept) == (1, 1)
    assert reading.coverage[0].period == Period.parse("2022-04..2023-03")
    assert reading.remarks == ()
    assert (row["indicator"], row["value"], row["numerator"], row["denominator"]) == (
        "first-time-entrants",
        171.6,
        49,
        28_560,
    )
    assert (row["unit"], row["age"], row["note"]) == ("per 100,000 children of 10 to 17", "10 to 17", None)


def test_a_rate_that_is_not_given_is_worked_out_from_the_counts(tmp_path: Path) -> None:
    _, _, rows = read(tmp_path, [[*ROW[:6], "", ""]])
    assert rows[0]["value"] == pytest.approx(100_000 * 49 / 28_560)
    assert rows[0]["note"] == "worked out here from the published counts"


@pytest.mark.parametrize("rate", ["171.6", "172", "171.57"])
def test_a_rate_is_compared_at_its_own_decimals(tmp_path: Path, rate: str) -> None:
    assert read(tmp_path, [[*ROW[:6], rate, ""]])[2][0]["note"] is None


def test_a_rate_that_differs_a_little_is_kept_and_says_so(tmp_path: Path) -> None:
    reading, _, rows = read(tmp_path, [[*ROW[:6], "173.1", ""]])
    assert (rows[0]["value"], rows[0]["note"]) == (
        173.1,
        "the published rate is 173.1; the counts beside it give 171.6",
    )
    assert reading.remarks[0].startswith("In 1 row the published rate is not what the counts beside it give")


@pytest.mark.parametrize(
    ("cells", "value"), [(("", "28560", "171.6"), 171.6), (("49", "", ""), None), (("0", "28560", ""), 0.0)]
)
def test_a_withheld_count_is_missing_and_a_nought_is_a_nought(
    tmp_path: Path, cells: tuple[str, ...], value: float | None
) -> None:
    _, account, rows = read(tmp_path, [[*ROW[:4], *cells, ""]])
    assert account.kept == 1
    assert rows[0]["value"] == value


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["Medway", *ROW[1:]], "is not the code of an area"),
        ([*ROW[:2], "Apr-22", *ROW[3:]], "the period is not one from a month"),
        ([*OTHER, "49", "28", "", ""], "there are more entrants than children"),
        ([*OTHER, "49", "28560", "1.716", ""], "the rate is far from the 171.6 that the counts beside it give"),
        ([*OTHER, "49", "28560", "#REF!", ""], "the rate is not a number"),
        (ROW, f"{MEDWAY} in April 2022 to March 2023 stands in the file twice"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason(tmp_path: Path, row: list[object], reason: str) -> None:
    last = [MEDWAY, "Medway", "2023-04", "2024-03", "40", "28600", "", ""]
    _, account, rows = read(tmp_path, [ROW, row, last])
    (wrong,) = account.rejected
    assert wrong.line == 3
    assert reason in wrong.reasons[0]
    assert len(rows) == 2


def test_other_columns_and_a_file_without_a_sound_row_are_refused(tmp_path: Path) -> None:
    with refused("has other columns", "without Rate per 100,000"):
        read(tmp_path, [ROW], (*HEADER[:6], "Rate", "Note"))
    with refused("has no row that can be read"):
        read(tmp_path, [["Medway", *ROW[1:]]])


def test_a_file_that_is_simulated_says_so_and_is_not_mixed(tmp_path: Path) -> None:
    simulated = [*ROW[:-1], "Simulated"]
    assert read(tmp_path, [simulated])[0].simulated == "Simulated values"
    later = [MEDWAY, "Medway", "2023-04", "2024-03", "40", "28600", "", ""]
    _, account, _ = read(tmp_path, [simulated, later])
    assert account.rejected[0].reasons == ("simulated and published rows are mixed in one file",)
