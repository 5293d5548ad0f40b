"""Outcome files: one force, one month, every outcome linked to its crime or refused with a reason."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.publishers import HERE, KENT, csv_text, identity, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.outcomes import HEADER, SOURCE
from frankpledge.store.snapshot import Coverage
from frankpledge.terms.period import Period

NAME = "2019-07/2019-07-kent-outcomes.csv"
SIMULATED = "Simulated records for E06000035 only"
CHARGED, NOBODY = "Suspect charged", "Investigation complete; no suspect identified"


def outcome(
    number: object,
    kind: str = CHARGED,
    month: str = "2019-07",
    *,
    lsoa: str = HERE,
    force: str = "Kent Police",
    place: str = "On or near Fort Street",
) -> list[str]:
    """One row of an outcomes file. `number` None: no Crime ID."""
    name = "" if number is None else identity(number)
    return [name, month, force, force, "0.5", "51.3", place, lsoa, "", kind]


def outcome_file(folder: Path, rows: list[list[str]], name: str = NAME) -> Path:
    return put(folder / name, csv_text(HEADER, rows))


def test_a_sound_file_gives_month_force_place_outcome_and_crime(tmp_path: Path) -> None:
    rows = [outcome(1), outcome(2, NOBODY, lsoa="")]
    reading, account, kept = run(SOURCE, outcome_file(tmp_path, rows), NAME)
    assert reading.coverage == (Coverage(KENT, Period.parse("2019-07")),)
    assert reading.simulated == ""
    assert (account.rows_in, account.kept, account.rejected) == (2, 2, ())
    month = {"month": date(2019, 7, 1), "force": KENT}
    assert kept == [
        {"row": 2, **month, "lsoa": HERE, "outcome": CHARGED, "crime": int(identity(1)[:16], 16)},
        {"row": 3, **month, "lsoa": None, "outcome": NOBODY, "crime": int(identity(2)[:16], 16)},
    ]


def test_an_outcome_that_nobody_has_heard_of_yet_is_kept_as_published(tmp_path: Path) -> None:
    _, account, kept = run(SOURCE, outcome_file(tmp_path, [outcome(1, "Offender sent to the moon")]), NAME)
    assert (account.kept, kept[0]["outcome"]) == (1, "Offender sent to the moon")


def test_rows_that_repeat_one_another_are_all_kept_for_the_publisher_repeats_them_itself(tmp_path: Path) -> None:
    assert run(SOURCE, outcome_file(tmp_path, [outcome(1), outcome(1)]), NAME)[1].kept == 2


BAD = {
    "the month is not 2019-07": outcome(9, month="2019-08"),
    "the row does not fall within Kent Police": outcome(9, force="Essex Police"),
    "the row does not say what the outcome was": outcome(9, ""),
    "the LSOA code is not the code of a small area": outcome(9, lsoa="Medway 015D"),
    "an outcome without a Crime ID cannot be linked to its crime": outcome(None),
    "the Crime ID is not 64 hexadecimal digits": ["4.4796E+62", *outcome(9)[1:]],
    "simulated and published rows are mixed in one file": outcome(9, place=SIMULATED),
    "10 fields are expected and 3 were found: the line is torn": outcome(9)[:3],
}


@pytest.mark.parametrize(("reason", "row"), BAD.items(), ids=BAD.keys())
def test_a_bad_row_is_refused_with_its_line_and_reason_and_the_others_stay(
    tmp_path: Path, reason: str, row: list[str]
) -> None:
    _, account, kept = run(SOURCE, outcome_file(tmp_path, [outcome(1), row, outcome(2)]), NAME)
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]
    assert [one["row"] for one in kept] == [2, 4]


def test_a_simulated_file_covers_its_area_alone_and_says_so(tmp_path: Path) -> None:
    rows = [outcome(1, place=SIMULATED), outcome(2), outcome(3, place=SIMULATED)]
    reading, account, kept = run(SOURCE, outcome_file(tmp_path, rows), NAME)
    assert reading.coverage == (Coverage("E06000035", Period.parse("2019-07")),)
    assert reading.simulated == SIMULATED
    assert reasons(account) == {"simulated and published rows are mixed in one file": 1}
    assert {row["force"] for row in kept} == {KENT}


def test_a_file_with_only_something_like_the_words_is_a_published_one(tmp_path: Path) -> None:
    row = outcome(1, place="Simulated records for Medway only")
    reading, account, _ = run(SOURCE, outcome_file(tmp_path, [row]), NAME)
    assert (reading.coverage[0].area, reading.simulated, account.kept) == (KENT, "", 1)


@pytest.mark.parametrize("name", ["2019-08/2019-07-kent-outcomes.csv", "2019-07/2019-08-kent-outcomes (1).csv"])
def test_a_month_in_the_wrong_folder_or_under_the_wrong_name_is_refused(tmp_path: Path, name: str) -> None:
    with refused(name, "Expected: 2019-08", "rows of 2019-07"):
        run(SOURCE, outcome_file(tmp_path, [outcome(1)]), name)


def test_another_forces_name_on_the_file_is_refused(tmp_path: Path) -> None:
    with refused("Expected: Essex", "Found: Kent"):
        run(SOURCE, outcome_file(tmp_path, [outcome(1)]), "2019-07-essex-outcomes.csv")


@pytest.mark.parametrize("force", ["British Transport Police", ""])
def test_a_force_without_an_area_is_refused(tmp_path: Path, force: str) -> None:
    with refused("a force that Frankpledge does not know", "British Transport Police"):
        run(SOURCE, outcome_file(tmp_path, [outcome(1, force=force)]), NAME)


@pytest.mark.parametrize("month", ["01/07/2019", "Jul-19", ""])
def test_months_that_a_spreadsheet_wrote_again_are_refused(tmp_path: Path, month: str) -> None:
    with refused("the first row has no month", "spreadsheet"):
        run(SOURCE, outcome_file(tmp_path, [outcome(1, month=month)]), NAME)


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with refused("holds no rows", "at least one row of 10 fields", "gap"):
        run(SOURCE, outcome_file(tmp_path, []), NAME)


def test_a_file_that_is_cut_off_in_its_last_line_is_refused(tmp_path: Path) -> None:
    text = csv_text(HEADER, [outcome(1), outcome(2)])
    with refused("is cut off at its end", "line 3"):
        run(SOURCE, put(tmp_path / "x.csv", text[: text.rindex("Kent Police")]), NAME)


def test_a_renamed_column_is_refused_with_its_name(tmp_path: Path) -> None:
    with refused("has other columns", "without Outcome type", "with 'Outcome' besides"):
        run(SOURCE, put(tmp_path / "x.csv", csv_text((*HEADER[:9], "Outcome"), [outcome(1)])), NAME)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    text = csv_text(HEADER, [outcome(1), outcome(2)]).replace("Fort Street", "Café Street")
    with refused("UTF-8"):
        run(SOURCE, put(tmp_path / "x.csv", text.encode("cp1252")), NAME)


# Rows, rows that repeat another to the letter, and crimes: counted with the csv module.
REAL = {"2019-07": (17_115, 567), "2019-08": (15_529, 500), "2019-09": (15_845, 432)}


@pytest.mark.parametrize("month", REAL)
def test_the_real_months_are_read_as_a_plain_loop_reads_them(data: Path, month: str) -> None:
    path = data / "police_uk" / month / f"{month}-kent-outcomes.csv"
    reading, account, rows = run(SOURCE, path, f"{month}/{path.name}")
    with path.open(encoding="utf-8", newline="") as file:
        plain = list(csv.DictReader(file))
    assert reading.coverage == (Coverage(KENT, Period.parse(month)),)
    assert reading.simulated == "" and not any("imulated" in row["Location"] for row in plain)
    assert reasons(account) == {}
    assert (account.kept, len(plain) - len({tuple(row.values()) for row in plain})) == REAL[month]
    assert Counter(row["outcome"] for row in rows) == Counter(row["Outcome type"] for row in plain)
    assert [row["crime"] for row in rows] == [int(row["Crime ID"][:16], 16) for row in plain]
    assert sum(row["lsoa"] is None for row in rows) == sum(not row["LSOA code"] for row in plain)
