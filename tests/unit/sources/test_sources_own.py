"""What layouts of our own share: months in names and cells, and the note on simulated rows."""

from __future__ import annotations

from datetime import date

import pytest
from tests.publishers import refused

from frankpledge.sources.own import (
    check_note,
    day_of,
    file_words,
    is_simulated,
    only_value,
    period_of,
    run_in_name,
    unbroken,
)
from frankpledge.sources.shape import RowError
from frankpledge.terms.period import Month, Period


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("fires.csv", "fires"),
        ("folder/fires 2025-01..2025-03.CSV", "fires 2025-01..2025-03"),
        ("fires 2025-01..2025-03", "fires 2025-01..2025-03"),
        ("folder/book 2025.xlsx/Fires", "book 2025 Fires"),
        ("2024-01..2024-03/fires.csv", "fires"),
    ],
)
def test_a_file_is_called_by_its_own_name_and_a_sheet_by_its_workbook_too(name: str, words: str) -> None:
    assert file_words(name) == words


@pytest.mark.parametrize(
    ("name", "run"),
    [
        ("fires 2025-01..2025-03.csv", "2025-01..2025-03"),
        ("x/2025-01..2025-01.csv", "2025-01"),
        ("book_2025-01..2025-03.ods/Sheet1", "2025-01..2025-03"),
        ("2024-01..2024-03/fires.csv", None),
        ("fires 2025-01.csv", None),
        ("fires 2025-13..2026-01.csv", None),
        ("fires 12025-01..2025-03.csv", None),
    ],
)
def test_a_run_of_months_is_read_from_the_files_own_name(name: str, run: str | None) -> None:
    assert run_in_name(name) == (Period.parse(run) if run else None)


def test_months_in_a_name_that_end_before_they_begin_are_refused() -> None:
    with refused("2025-03..2025-01", "Correct the file's name."):
        run_in_name("fires 2025-03..2025-01.csv")


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2025-01", "2025-03", "2025-01..2025-03"),
        ("2025-01", "", "2025-01"),
        ("2019/20", "", "2019-04..2020-03"),
        ("2018/19", "2019/20", "2018-04..2020-03"),
        ("1999/00", "1999/00", "1999-04..2000-03"),
        (" 2019/20 ", "2020-06", "2019-04..2020-06"),
    ],
)
def test_months_and_financial_years_are_read_as_periods(first: str, last: str, period: str) -> None:
    assert period_of(first, last) == Period.parse(period)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2025-03", "2025-01"),
        ("2019/21", ""),
        ("2019", ""),
        ("Jan-25", ""),
        ("", "2025-01"),
        ("2025-01-15", ""),
        ("", ""),
    ],
)
def test_what_is_no_run_of_whole_months_is_refused(first: str, last: str) -> None:
    with pytest.raises(RowError, match="the period is not one from a month"):
        period_of(first, last)


def test_months_between_others_may_not_be_missing() -> None:
    january, march = Month(2025, 1), Month(2025, 3)
    assert unbroken({january, january.plus(1), march}, "x.csv") == Period(january, march)
    with refused("nothing in 2025-02", "write the run of months into the file's name"):
        unbroken({january, march}, "x.csv")


def test_a_column_that_every_row_must_share_has_one_value() -> None:
    assert only_value(["F1", "F1"], "x.csv", "Dataset", r"F\d", "F1") == "F1"
    for values, found in ((["F1", "F2"], "2 different values"), (["x"], "another kind"), ([], "no row")):
        with refused("one Dataset in every row", found):
            only_value(values, "x.csv", "Dataset", r"F\d", "F1")


def test_simulated_rows_and_published_ones_do_not_mix() -> None:
    assert is_simulated(["", "Simulated"]) and not is_simulated(["", "x"])
    check_note(" Simulated ", True)
    check_note(" ", False)
    for note, simulated in (("", True), ("Simulated", False)):
        with pytest.raises(RowError, match="mixed"):
            check_note(note, simulated)
    with pytest.raises(RowError, match="neither blank nor Simulated"):
        check_note("seen by the CSU", False)


@pytest.mark.parametrize("text", ["31/01/2025", "2025-02-30", "2025-1-3", "2025-01-31 14:05:00", "20250131", ""])
def test_a_day_is_written_year_month_day(text: str) -> None:
    assert day_of(text) is None
    assert day_of("2025-01-31") == day_of(" 2025-01-31 00:00:00") == date(2025, 1, 31)
