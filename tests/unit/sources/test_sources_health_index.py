"""The Health Index: every value kept, and years that repeat the year before found by looking."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from tests.publishers import MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.health_index import SOURCE
from frankpledge.store.snapshot import Coverage
from frankpledge.terms.period import Period

HEAD = ("ltla21_code", "year", "indicator", "value")
AREAS = [f"E0700010{n}" for n in range(5, 10)]


def read(folder: Path, rows: list[list[object]], head: tuple[str, ...] = HEAD):  # type: ignore[no-untyped-def]
    return run(SOURCE, put(folder / "index.csv", csv_text(head, rows)))


def years(values: dict[int, list[float]], title: str = "Low-level crime") -> list[list[object]]:
    """A row for each area and year: `values` gives each year's values in the order of the areas."""
    return [[area, year, title, value] for year, row in values.items() for area, value in zip(AREAS, row, strict=True)]


def test_a_value_is_kept_with_its_year_its_area_and_a_short_name(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, [[MEDWAY, 2020, "Low-level crime", 62.5], [MEDWAY, 2021, "Smoking", ""]])
    assert (account.rows_in, account.kept) == (2, 2)
    assert reading.coverage == (Coverage("E92000001", Period.parse("2020-01..2021-12")),)
    assert reading.remarks == ()
    first, second = rows
    assert (first["indicator"], first["title"]) == ("health-index-low-level-crime", "Low-level crime")
    assert (first["area"], first["period"], first["value"]) == (MEDWAY, "2020", 62.5)
    assert (first["first"], first["last"]) == (date(2020, 1, 1), date(2020, 12, 1))
    assert (second["value"], second["note"]) == (None, None)


def test_a_year_that_repeats_the_year_before_in_every_area_says_so_in_every_row(tmp_path: Path) -> None:
    values = {2019: [1, 2, 3, 4, 5], 2020: [5, 4, 3, 2, 1], 2021: [5, 4, 3, 2, 1]}
    reading, _, rows = read(tmp_path, years(values))
    noted = {(row["period"], row["note"]) for row in rows}
    assert noted == {("2019", None), ("2020", None), ("2021", "the publisher repeats the value of 2020")}
    assert reading.remarks == ("The values of 2021 repeat those of 2020 in every area in: Low-level crime.",)


def test_a_chain_of_repeats_names_the_year_that_the_values_are_of(tmp_path: Path) -> None:
    _, _, rows = read(tmp_path, years({year: [1, 2, 3, 4, 5] for year in (2018, 2019, 2020)}))
    assert {(row["period"], row["note"]) for row in rows} == {
        ("2018", None),
        ("2019", "the publisher repeats the value of 2018"),
        ("2020", "the publisher repeats the value of 2018"),
    }


@pytest.mark.parametrize(
    "values",
    [
        {2020: [1, 2, 3, 4, 5], 2021: [1, 2, 3, 4, 6]},
        {2019: [1, 2, 3, 4, 5], 2021: [1, 2, 3, 4, 5]},
        {2020: ["", "", "", "", ""], 2021: ["", "", "", "", ""]},
    ],
)
def test_one_other_value_a_year_between_or_blanks_are_no_repeat(tmp_path: Path, values: dict[int, list[float]]) -> None:
    reading, _, rows = read(tmp_path, years(values))
    assert reading.remarks == ()
    assert {row["note"] for row in rows} == {None}


def test_an_area_that_is_missing_from_one_of_two_years_is_no_repeat_and_two_areas_alone_may_agree_by_chance(
    tmp_path: Path,
) -> None:
    missing = years({2020: [1, 2, 3, 4, 5], 2021: [1, 2, 3, 4, 5]})[:-1]
    assert read(tmp_path, missing)[0].remarks == ()
    few = [row for row in years({2020: [1, 2, 3, 4, 5], 2021: [1, 2, 3, 4, 5]}) if row[0] in AREAS[:2]]
    assert read(tmp_path, few)[0].remarks == ()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["Medway", 2020, "Smoking", 1], "'Medway' is not the code of a local authority"),
        ([MEDWAY, "2019/20", "Smoking", 1], "'2019/20' is not a year such as 2021"),
        ([MEDWAY, "2020-01-01", "Smoking", 1], "'2020-01-01' is not a year such as 2021"),
        ([MEDWAY, 2020, " ", 1], "the indicator has no name"),
        ([MEDWAY, 2020, "Smoking", "#DIV/0!"], "the value is not a number"),
        ([MEDWAY, 2020, "Smoking", 1], f"Smoking of 2020 for {MEDWAY} stands in the file twice"),
        ([MEDWAY, 2020, "Smoking"], "4 fields are expected and 3 were found: the line is torn"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason(tmp_path: Path, row: list[object], reason: str) -> None:
    sound, last = [MEDWAY, 2020, "Smoking", 2], [MEDWAY, 2021, "Smoking", 2]
    _, account, rows = read(tmp_path, [sound, row, last])
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]
    assert [kept["row"] for kept in rows] == [2, 4]


def test_the_publishers_own_sheet_with_notes_above_and_other_areas_is_read(tmp_path: Path) -> None:
    text = "Table 2,,,,\nNotes,,,,\n" + csv_text(
        ("Area code", "Area name", "Year", "Indicator name", "Value"), [["E12000008", "South East", 2021, "Smoking", 9]]
    )
    _, account, rows = run(SOURCE, put(tmp_path / "book.csv", text))
    assert (account.rows_in, account.kept) == (1, 1)
    assert (rows[0]["area"], rows[0]["value"]) == ("E12000008", 9)


def test_a_file_without_a_sound_row_a_torn_end_or_another_encoding_is_refused(tmp_path: Path) -> None:
    with refused("holds no value of an indicator"):
        read(tmp_path, [["Medway", 2020, "Smoking", 1]])
    text = csv_text(HEAD, [[MEDWAY, 2020, "Smoking", 1], [MEDWAY, 2021, "Smoking, by age", 1]])
    with refused("cut off at its end"):
        run(SOURCE, put(tmp_path / "cut.csv", text.replace('"', "")[:-13]))
    with refused("cannot be read as text"):
        run(SOURCE, put(tmp_path / "latin.csv", csv_text(HEAD, [[MEDWAY, 2020, "Café", 1]]).encode("latin-1")))


def test_the_real_file_is_kept_whole_and_its_crime_values_of_2021_are_marked_as_those_of_2020(data: Path) -> None:
    path = data / "indicators" / "england_health_index_indicators.csv"
    reading, account, rows = run(SOURCE, path)
    assert (account.rows_in, account.kept, reasons(account)) == (120_344, 120_344, {})
    with path.open(encoding="utf-8-sig", newline="") as file:
        plain = list(csv.DictReader(file))
    assert sum(row["value"] for row in rows) == pytest.approx(sum(float(row["value"]) for row in plain), rel=1e-12)
    by_year: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for row in plain:
        by_year[row["indicator"], int(row["year"])][row["ltla21_code"]] = row["value"]
    repeated = {(i, year) for (i, year), held in by_year.items() if by_year.get((i, year - 1)) == held}
    assert {(row["title"], int(row["period"])) for row in rows if row["note"]} == repeated
    assert {("Low-level crime", 2021), ("Personal crime", 2021)} <= repeated
    assert ("Road safety", 2021) not in repeated
    medway = [row for row in rows if row["area"] == MEDWAY and row["title"] == "Personal crime"]
    assert [row["note"] for row in medway][-2:] == [None, "the publisher repeats the value of 2020"]
    assert [remark[:25] for remark in reading.remarks] == [f"The values of {y} repeat" for y in range(2016, 2022)]
