"""Proven reoffending in the layout of our own: two values of every line, each with the counts it rests on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.publishers import MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import run

from frankpledge.sources.reoffending import HEADER, SOURCE
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage
from frankpledge.terms.period import Period

ROW = [MEDWAY, "Medway", "2022-04", "2023-03", "adults", "1,480", "370", "1221", ""]
NAMES = ("reoffending-rate", "reoffences-per-reoffender")
LAST = [MEDWAY, "Medway", "2022-04", "2023-03", "children", "80", "24", "96", ""]


def read(folder: Path, rows: list[list[object]], head: tuple[str, ...] = HEADER):  # type: ignore[no-untyped-def]
    return run(SOURCE, put(folder / "reoffending.csv", csv_text(head, rows)))


def test_a_line_gives_the_share_that_reoffended_and_how_often_with_their_counts(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, [ROW])
    assert (account.rows_in, account.kept) == (1, 1)
    assert reading.coverage == (Coverage(ENGLAND_AND_WALES, Period.parse("2022-04..2023-03")),)
    often, rate = rows
    assert (rate["indicator"], rate["value"], rate["numerator"], rate["denominator"]) == (
        "reoffending-rate",
        25.0,
        370,
        1480,
    )
    assert (often["indicator"], often["value"], often["numerator"], often["denominator"]) == (
        "reoffences-per-reoffender",
        3.3,
        1221,
        370,
    )
    assert (rate["age"], rate["period"], rate["unit"]) == (
        "adults, 18 and over",
        "cohort of April 2022 to March 2023",
        "percent",
    )
    assert (rate["first"], rate["last"]) == (date(2022, 4, 1), date(2023, 3, 1))
    assert (rate["low"], rate["high"]) == (None, None)
    assert {row["note"] for row in rows} == {"worked out here from the published counts"}


def test_the_published_national_figures_of_2013_to_2014_come_out(tmp_path: Path) -> None:
    """Ministry of Justice, Proven Re-offending Statistics, April 2013 to March 2014, table 1."""
    adults = ["K04000001", "England and Wales", "2013-04", "2014-03", "adults", "468,134", "117,864", "367,605", ""]
    children = ["K04000001", "England and Wales", "2013-04", "2014-03", "children", "42,299", "16,083", "50,184", ""]
    _, _, rows = read(tmp_path, [adults, children])
    assert [round(row["value"], 1) for row in rows] == [3.1, 25.2, 3.1, 38.0]


@pytest.mark.parametrize(
    ("counts", "values"),
    [
        (("", "", ""), (None, None)),
        (("100", "", ""), (None, None)),
        (("100", "0", "0"), (0.0, None)),
        (("0", "0", "0"), (None, None)),
        (("100", "5", ""), (5.0, None)),
    ],
)
def test_a_withheld_count_is_missing_and_nothing_is_divided_by_nought(
    tmp_path: Path, counts: tuple[str, ...], values: tuple[float | None, ...]
) -> None:
    _, account, rows = read(tmp_path, [[*ROW[:5], *counts, ""]])
    assert account.kept == 1
    assert {row["indicator"]: row["value"] for row in rows} == dict(zip(NAMES, values, strict=True))


def changed(**cells: str) -> list[str]:
    """The row with some cells changed, named by column with underscores."""
    row = {name.replace(" ", "_"): value for name, value in zip(HEADER, ROW, strict=True)}
    return list({**row, **cells}.values())


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Area_code": "Medway"}, "'Medway' is not the code of an area, such as E06000035"),
        ({"Cohort_from": "2022-04-01"}, "the period is not one from a month such as 2025-01"),
        ({"Cohort_to": "2021-03"}, "the period is not one from a month such as 2025-01"),
        ({"Group": "young"}, "the group is not adults, children or all"),
        ({"Group": "adults"}, f"adults of {MEDWAY} in April 2022 to March 2023 stand in the file twice"),
        ({"Group": "all", "Offenders": "-3"}, "the Offenders is not a whole number, nought or more"),
        ({"Group": "all", "Offenders": "~"}, "the Offenders is not a number"),
        ({"Group": "all", "Reoffenders": "1481"}, "there are more reoffenders than offenders"),
        ({"Group": "all", "Reoffences": "12"}, "the reoffences do not fit the reoffenders"),
        ({"Group": "all", "Note": "Simulated"}, "simulated"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason(tmp_path: Path, cells: dict[str, str], reason: str) -> None:
    note = [] if "Note" in cells else [LAST]
    _, account, _ = read(tmp_path, [ROW, changed(**cells), *note])
    wrong = account.rejected[0]
    assert any(reason in said for said in wrong.reasons), wrong.reasons
    assert len(account.rejected) == 1


def test_a_file_that_is_simulated_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, [[*ROW[:-1], "Simulated"]])[0].simulated == "Simulated values"
    assert read(tmp_path, [ROW])[0].simulated == ""


def test_other_columns_and_a_file_without_a_sound_row_are_refused(tmp_path: Path) -> None:
    with refused("has other columns", "'Rate' besides"):
        read(tmp_path, [[*ROW, "1"]], (*HEADER, "Rate"))
    with refused("has no row that can be read"):
        read(tmp_path, [["Medway", *ROW[1:]]])
