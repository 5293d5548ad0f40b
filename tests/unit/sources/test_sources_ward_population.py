"""Mid-year population estimates by ward, with titles above the table and notes below it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.publishers import MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import run

from frankpledge.sources.ward_population import SOURCE
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage
from frankpledge.terms.period import Period

TITLE = (
    "Table SAPE23DT8a: Mid-2020 Population Estimates for 2020 Wards and 2021 LAs in England and Wales by Single Year "
    "of Age and Sex, Persons - Experimental Statistics"
)
HEAD = ["Ward Code 1", "Ward Name 1", "LA Code (2021 boundaries)", "LA name (2021 boundaries)", "All Ages"]
AGES = [*map(str, range(90)), "90+"]
WIDTH = len(HEAD) + len(AGES)


def ward(code: str = "E05002249", total: object = "1,091", authority: str = MEDWAY) -> list[object]:
    return [code, "Chatham Central", authority, "Medway", total, "1,001", *[1] * 90]


def sheet(rows: list[list[object]], *, title: str = TITLE, notes: tuple[str, ...] = ()) -> str:
    above = [["Contents"], [""], [title], [""]]
    below = [[""], *([note, *["also"]] for note in notes)]
    lines = [*above, [*HEAD, *AGES], *rows, *below]
    return csv_text(
        *[([*line, *[""] * (WIDTH - len(line))]) for line in lines[:1]],
        [[*line, *[""] * (WIDTH - len(line))] for line in lines[1:]],
    )


def test_the_year_and_the_list_of_wards_are_read_from_the_title(tmp_path: Path) -> None:
    reading, account, rows = run(SOURCE, put(tmp_path / "wards.csv", sheet([ward()])))
    assert reading.publication.key == "population-ward"
    assert reading.coverage == (Coverage(ENGLAND_AND_WALES, Period.parse("2020-06"), "ward20"),)
    assert (account.rows_in, account.kept) == (1, 1)
    assert rows == [
        {
            **{"row": 2, "base": "residents", "level": "ward", "mid_year": 2020, "edition": 2020},
            **{"area": "E05002249", "area_name": "Chatham Central", "value": 1_091, "ages": [1_001, *[1] * 90]},
        }
    ]


def test_notes_below_the_table_are_kept_as_a_remark_and_are_no_refused_rows(tmp_path: Path) -> None:
    text = sheet([ward()], notes=("1. Some wards are small.", "Tower"))
    reading, account, _ = run(SOURCE, put(tmp_path / "wards.csv", text))
    assert (account.rows_in, account.rejected) == (1, ())
    assert reading.remarks == ("The publisher notes below the table: 1. Some wards are small.; also / Tower; also",)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (ward("E05002251", 7), "the single ages add up to 1,091, not to the total of 7"),
        (ward("Medway"), "'Medway' is not the code of a ward"),
        (ward(MEDWAY), f"'{MEDWAY}' is not the code of a ward"),
        (ward(), "E05002249 stands in the file twice"),
        (ward("E05002251", "about 1000"), "the total is not a whole number"),
    ],
)
def test_a_bad_row_between_others_is_refused_with_its_line_and_reason(
    tmp_path: Path, row: list[object], reason: str
) -> None:
    _, account, rows = run(SOURCE, put(tmp_path / "wards.csv", sheet([ward(), row, ward("E05002253")])))
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(7, (reason,))]
    assert [kept["area"] for kept in rows] == ["E05002249", "E05002253"]


def test_a_blank_line_in_the_middle_does_not_end_the_table(tmp_path: Path) -> None:
    _, account, rows = run(SOURCE, put(tmp_path / "wards.csv", sheet([ward(), [""], ward("E05002253")])))
    assert (account.kept, [kept["area"] for kept in rows]) == (2, ["E05002249", "E05002253"])


def test_a_faulty_last_row_right_below_the_others_is_a_row_and_no_note(tmp_path: Path) -> None:
    _, account, _ = run(SOURCE, put(tmp_path / "wards.csv", sheet([ward(), ward("Chatham")])))
    assert [bad.line for bad in account.rejected] == [7]


@pytest.mark.parametrize("title", ["", "Ward estimates", TITLE.replace("Persons", "Females")])
def test_a_sheet_without_its_title_or_of_one_sex_is_refused(tmp_path: Path, title: str) -> None:
    with refused("wards.csv", "Mid-2020 Population Estimates for 2020 Wards"):
        run(SOURCE, put(tmp_path / "wards.csv", sheet([ward()], title=title)))


def test_a_ward_in_wales_with_an_english_code_gives_away_a_column_that_was_filled_down(tmp_path: Path) -> None:
    with refused("E05002252 in W06000015", "filled down"):
        run(SOURCE, put(tmp_path / "wards.csv", sheet([ward(), ward("E05002252", authority="W06000015")])))


def test_a_thousand_codes_without_a_gap_give_away_a_column_that_was_filled_down(tmp_path: Path) -> None:
    rows = [ward(f"E05{number:06}") for number in range(26, 1_026)]
    with refused("1,000 codes in a row, each one more than the one before", "filled down"):
        run(SOURCE, put(tmp_path / "wards.csv", sheet(rows)))
    gap = [*rows[:500], *rows[501:]]
    assert run(SOURCE, put(tmp_path / "wards.csv", sheet(gap)))[1].kept == 999


@pytest.mark.parametrize("text", [f"{TITLE}\nMéd".encode("latin-1"), b'"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused("wards.csv"):
        run(SOURCE, put(tmp_path / "wards.csv", text))


def test_the_real_file_is_refused_for_it_gives_medway_wards_the_codes_of_others(data: Path) -> None:
    """Its codes count on by one from the first to the last, through England and Wales alike.

    Joined by code, the 22 wards of Medway would get the residents of Blaby and Charnwood, and a rate would look right.
    """
    path = data / "population" / "ons_mid2020_ward_persons_by_age.csv"
    with refused("8,053 codes in a row, each one more than the one before", "in W06"):
        SOURCE.read(path, path.name)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row[0].startswith("E05")]
    codes = [int(row[0][3:]) for row in rows]
    assert codes == [*range(26, 26 + 8_053)]
    authority = {row[0]: row[3] for row in rows}
    lookup = data / "geography" / "lookup_lsoa11_ward17.csv"
    inside = data / "geography" / "lookup_lsoa11_ltla19.csv"
    with lookup.open(encoding="utf-8", newline="") as one, inside.open(encoding="utf-8", newline="") as other:
        own = {row["lsoa11_code"] for row in csv.DictReader(other) if row["ltla19_code"] == MEDWAY}
        medway = {row["ward17_code"] for row in csv.DictReader(one) if row["lsoa11_code"] in own}
    assert len(medway) == 22
    assert {authority[code] for code in medway} == {"Blaby", "Charnwood"}
    assert sum(int(row[4].replace(",", "")) for row in rows if row[2] == MEDWAY) == 279_142
