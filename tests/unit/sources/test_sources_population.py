"""Mid-year population estimates by local authority."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.publishers import MEDWAY, population_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.population import SOURCE
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage
from frankpledge.terms.period import Period

NAME = "population20_ltla20.csv"
ROW = [MEDWAY, "Medway", 30, 10, 20]


def read(folder: Path, rows: list[list[object]], name: str = NAME, ages: int = 2):  # type: ignore[no-untyped-def]
    return run(SOURCE, put(folder / name, population_text(rows, ages=ages)))


def test_a_sound_file_gives_residents_with_the_year_of_its_name(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, [ROW, ["W06000001", "Isle of Anglesey", "70,440", "", ""]])
    assert reading.coverage == (Coverage(ENGLAND_AND_WALES, Period.parse("2020-06"), "ltla20"),)
    assert (account.rows_in, account.kept) == (2, 2)
    assert [(row["mid_year"], row["edition"], row["area"], row["value"]) for row in rows] == [
        (2020, 2020, MEDWAY, 30),
        (2020, 2020, "W06000001", 70_440),
    ]


FULL = [*range(91)]


def test_single_ages_are_kept_where_all_of_them_are_given(tmp_path: Path) -> None:
    """The last column is 90 and over. A row whose ages are blank has a total alone, and that is remarked on."""
    text = population_text([[MEDWAY, "Medway", sum(FULL), *FULL], ["E07000110", "x", 5, *[""] * 91]], ages=91)
    reading, _, rows = run(SOURCE, put(tmp_path / NAME, text.replace(",90\n", ",90+\n", 1)))
    assert [row["ages"] for row in rows] == [FULL, None]
    assert reading.remarks == ("Of 2 areas, 1 have no single years of age.",)


def test_single_ages_with_thousands_separators_are_numbers(tmp_path: Path) -> None:
    ages = ["1,200", *[0] * 90]
    text = population_text([[MEDWAY, "Medway", "1,200", *ages]], ages=91).replace(",90\n", ",90+\n", 1)
    _, account, rows = run(SOURCE, put(tmp_path / NAME, text))
    assert (account.kept, rows[0]["value"], rows[0]["ages"][:2], len(rows[0]["ages"])) == (1, 1_200, [1_200, 0], 91)


def test_ages_that_are_not_all_there_are_checked_and_not_kept(tmp_path: Path) -> None:
    _, account, rows = read(tmp_path, [ROW])
    assert (account.kept, rows[0]["ages"]) == (1, None)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["E01016016", "x", 30, 10, 20], "'E01016016' is not the code of a local authority"),
        (["Medway", "x", 30, 10, 20], "'Medway' is not the code of a local authority"),
        ([MEDWAY, "Medway", 30, 10, 20], f"{MEDWAY} stands in the file twice"),
        (["E07000110", "x", "n/a", 10, 20], "the total is not a whole number"),
        (["E07000110", "x", "²", 10, 20], "the total is not a whole number"),
        (["E07000110", "x", -30, 10, 20], "the total is not a whole number"),
        (["E07000110", "x", "9" * 20, "", ""], "the total is not a whole number"),
        (["E07000110", "x", 31, 10, 20], "the single ages add up to 30, not to the total of 31"),
        (["E07000110", "x", 30], "5 fields are expected and 3 were found: the line is torn"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason(tmp_path: Path, row: list[object], reason: str) -> None:
    _, account, rows = read(tmp_path, [ROW, row, ["E07000111", "x", 30, "²", 20]])
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]
    assert [kept["row"] for kept in rows] == [2, 4]


@pytest.mark.parametrize("name", ["population.csv", "medway.csv", "population2020.csv", "pop20_ltla20.csv"])
def test_a_file_whose_name_does_not_say_its_year_is_refused(tmp_path: Path, name: str) -> None:
    with refused(name, "population20_ltla21.csv", "renamed"):
        read(tmp_path, [ROW], name)


def test_a_file_of_another_list_of_authorities_than_its_name_says_is_refused(tmp_path: Path) -> None:
    with refused("the column ltla21_code", "ltla20_code", "renamed"):
        read(tmp_path, [ROW], "population20_ltla21.csv")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_marks_and_blank_lines_of_any_system_are_read(tmp_path: Path, newline: str) -> None:
    text = "\ufeff" + population_text([ROW], ages=2).replace("\n", newline) + newline
    assert run(SOURCE, put(tmp_path / NAME, text))[1].kept == 1


@pytest.mark.parametrize("text", [population_text([[MEDWAY, "Méd", 3]]).encode("latin-1"), b'"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused(NAME):
        run(SOURCE, put(tmp_path / NAME, text))


def test_a_last_line_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    text = population_text([ROW, ROW], ages=2)
    with refused("cut off at its end"):
        run(SOURCE, put(tmp_path / NAME, text[:-10]))


@pytest.mark.parametrize(
    ("name", "authorities", "medway"),
    [("population19_ltla19.csv", 339, 278_556), ("population20_ltla21.csv", 331, 279_142)],
)
def test_the_real_estimates_give_the_known_totals(data: Path, name: str, authorities: int, medway: int) -> None:
    _, account, rows = run(SOURCE, data / "population" / name)
    assert {row["area"]: row["value"] for row in rows}[MEDWAY] == medway
    assert account.rows_in == account.kept + len(account.rejected) == authorities
    assert reasons(account) == {}
    assert all(len(row["ages"]) == 91 and sum(row["ages"]) == row["value"] for row in rows)
