"""Public health profiles: every row kept or refused, categories apart, values within their own limits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.publishers import MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import run

from frankpledge.sources.fingertips import SOURCE
from frankpledge.sources.fingertips_period import period_of
from frankpledge.sources.shape import RowError
from frankpledge.terms.period import Period

HEAD = (
    *("Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name", "Area Type", "Sex"),
    *("Age", "Category Type", "Category", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"),
    *("Lower CI 99.8 limit", "Upper CI 99.8 limit", "Count", "Denominator", "Value note", "Recent Trend"),
    *("Compared to England value or percentiles", "Compared to percentiles", "Time period Sortable", "New data"),
    *("Compared to goal", "Time period range"),
)
ENTRANTS = "First time entrants to the youth justice system"
UA = "Counties & UAs (from Apr 2023)"


def line(**cells: object) -> list[object]:
    """A row of the download; cells by column name with underscores."""
    given = {
        "Indicator_ID": 10401,
        "Indicator_Name": ENTRANTS,
        "Parent_Code": "E12000008",
        "Parent_Name": "South East",
        "Area_Code": MEDWAY,
        "Area_Name": "Medway",
        "Area_Type": UA,
        "Sex": "Persons",
        "Age": "10-17 yrs",
        "Time_period": "2023",
        "Value": 171.568627,
        "Lower_CI_95.0_limit": 126.9,
        "Upper_CI_95.0_limit": 226.8,
        "Count": 49,
        "Denominator": 28560,
        "Time_period_Sortable": 20230000,
        **cells,
    }
    return [given.get(name.replace(" ", "_"), "") for name in HEAD]


def read(folder: Path, rows: list[list[object]], head: tuple[str, ...] = HEAD):  # type: ignore[no-untyped-def]
    return run(SOURCE, put(folder / "indicators.csv", csv_text(head, rows)))


def test_a_value_is_kept_with_its_limits_its_counts_and_the_publishers_words(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, [line(Value_note="Value based on rounded figures")])
    (row,) = rows
    assert (account.rows_in, account.kept) == (1, 1)
    assert row == {
        "row": 2,
        "indicator": "fingertips-10401",
        "title": ENTRANTS,
        "area": MEDWAY,
        "area_name": "Medway",
        "first": date(2023, 1, 1),
        "last": date(2023, 12, 1),
        "period": "2023",
        "sex": "persons",
        "age": "10-17 yrs",
        "value": 171.568627,
        "low": 126.9,
        "high": 226.8,
        "numerator": 49.0,
        "denominator": 28560.0,
        "unit": None,
        "note": "Value based on rounded figures",
    }
    assert [(c.period, c.what) for c in reading.coverage] == [(Period.parse("2023-01..2023-12"), f"10401, {UA}")]


def test_each_indicator_of_a_download_is_covered_on_its_own(tmp_path: Path) -> None:
    other = line(Indicator_ID=92443, Indicator_Name="Smoking", Time_period="2017 - 19", Area_Type="England")
    reading, _, _ = read(tmp_path, [line(), other])
    assert [(str(c.period), c.what) for c in reading.coverage] == [
        ("2023-01..2023-12", f"10401, {UA}"),
        ("2017-01..2019-12", "92443"),
    ]


def test_rows_of_categories_are_kept_as_indicators_of_their_own(tmp_path: Path) -> None:
    kind = "LSOA11 deprivation deciles within area (IMD trend)"
    rows_in = [line(), line(Category_Type=kind, Category="Most deprived decile")]
    reading, account, rows = read(tmp_path, rows_in)
    assert (account.rows_in, account.kept) == (2, 2)
    assert rows[0]["indicator"] == "fingertips-10401"
    apart = "fingertips-10401-lsoa11-deprivation-deciles-within-area-imd-trend-most-deprived-decile"
    assert rows[1]["indicator"] == apart
    assert rows[1]["title"] == f"{ENTRANTS} ({kind}: Most deprived decile)"
    assert reading.remarks == ("Each category is kept as an indicator of its own; rows of categories: 1.",)


def test_an_area_that_stands_under_two_parents_in_the_same_words_is_kept_twice_and_said(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, [line(Parent_Code=""), line()])
    assert (account.kept, len(account.rejected), len(rows)) == (2, 0, 2)
    assert reading.remarks == ("Rows that say the same of the same area again, as under another parent: 1.",)


def test_a_row_that_says_something_else_of_the_same_is_refused(tmp_path: Path) -> None:
    _, account, rows = read(tmp_path, [line(), line(Count=50), line(Sex="Female"), line(Age="All ages")])
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [
        (3, ("another row says something else of the same area, period, sex and age",))
    ]
    assert [row["row"] for row in rows] == [2, 4, 5]


def test_a_blank_value_is_missing_with_the_publishers_reason(tmp_path: Path) -> None:
    hidden = {"Value": "", "Lower_CI_95.0_limit": "", "Upper_CI_95.0_limit": "", "Count": ""}
    _, account, rows = read(tmp_path, [line(**hidden, Value_note="Value suppressed due to small count")])
    assert account.kept == 1
    assert (rows[0]["value"], rows[0]["numerator"], rows[0]["note"]) == (
        None,
        None,
        "Value suppressed due to small count",
    )


def test_what_does_not_apply_is_empty(tmp_path: Path) -> None:
    _, _, rows = read(tmp_path, [line(Sex="Not applicable", Age="Not applicable")])
    assert (rows[0]["sex"], rows[0]["age"]) == (None, None)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Value": 120}, "the value lies outside its own 95% interval"),
        ({"Value": 230}, "the value lies outside its own 95% interval"),
        ({"Value": "171,57"}, "the value is not a number"),
        ({"Count": "=SUM(A1)"}, "the count is not a number"),
        ({"Area_Code": "A81001"}, "'A81001' is not the code of an area, such as E06000035"),
        ({"Indicator_ID": "x"}, "the indicator has no number or no name"),
        ({"Sex": "M"}, "the sex is not Persons, Female, Male or Not applicable"),
        ({"Time_period": "last year"}, "the time period 'last year' is not one such as"),
        ({"Time_period": "2019-04-01 00:00:00"}, "the time period '2019-04-01 00:00:00' is not one such as"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason(tmp_path: Path, cells: dict[str, object], reason: str) -> None:
    _, account, rows = read(
        tmp_path, [line(), line(**{"Area_Code": "E06000036", **cells}), line(Area_Code="E06000037")]
    )
    (wrong,) = account.rejected
    assert wrong.line == 3
    assert reason in wrong.reasons[0]
    assert len(rows) == 2


def test_a_limit_that_is_the_value_but_for_the_last_digit_is_within(tmp_path: Path) -> None:
    limits = {"Value": 0.1 + 0.2, "Lower_CI_95.0_limit": 0.3, "Upper_CI_95.0_limit": 0.3}
    assert read(tmp_path, [line(**limits)])[1].kept == 1


def test_the_older_layout_and_another_comparison_are_read(tmp_path: Path) -> None:
    head = tuple("Compared to Region value or percentiles" if c == "Compared to percentiles" else c for c in HEAD[:-1])
    assert read(tmp_path, [line()[:-1]], head)[1].kept == 1


def test_years_with_a_stroke_are_said_to_be_taken_for_financial_years(tmp_path: Path) -> None:
    reading, _, rows = read(tmp_path, [line(Time_period="2019/20")])
    assert reading.remarks == ("Years written as 2019/20 are taken to run from April to March: the file does not say.",)
    assert (rows[0]["first"], rows[0]["period"]) == (date(2019, 4, 1), "2019/20")


def test_a_download_without_a_sound_row_or_cut_off_is_refused(tmp_path: Path) -> None:
    with refused("has no row that can be read"):
        read(tmp_path, [line(Area_Code="Medway")])
    with refused("cut off at its end"):
        run(SOURCE, put(tmp_path / "cut.csv", csv_text(HEAD, [line(), line()])[:-40]))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2019", "2019-01..2019-12"),
        ("2019/20", "2019-04..2020-03"),
        ("1999/00", "1999-04..2000-03"),
        ("2017 - 19", "2017-01..2019-12"),
        ("1999 - 01", "1999-01..2001-12"),
        ("2017-2019", "2017-01..2019-12"),
        ("2017/18 - 19/20", "2017-04..2020-03"),
        ("2017/18 – 2019/20", "2017-04..2020-03"),
        ("2020/21 Q1", "2020-04..2020-06"),
        ("2020/21 Q4", "2021-01..2021-03"),
        ("2020 Q2", "2020-04..2020-06"),
        ("2020/21 Q1 - 2020/21 Q4", "2020-04..2021-03"),
        ("Sep 2019", "2019-09"),
        ("2019 September", "2019-09"),
        ("Apr 2019 - Mar 2020", "2019-04..2020-03"),
    ],
)
def test_a_period_is_read_from_the_publishers_words(words: str, period: str) -> None:
    assert period_of(words) == Period.parse(period)


@pytest.mark.parametrize(
    "words",
    ["", "19", "2019/21", "2019 Q5", "2019 - ", "2019 - 18 - 17", "2020 - 2018", "Smarch 2019", "٢٠١٩", "19/20"],
)
def test_words_that_are_no_period_are_refused(words: str) -> None:
    with pytest.raises(RowError, match="is not one such as"):
        period_of(words)
