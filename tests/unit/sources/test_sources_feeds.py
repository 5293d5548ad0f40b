"""Datasets of the Prescribed Information Regulations: one dataset of one authority, depersonalised."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.publishers import HERE, MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.feeds import CASUALTIES, HEADER, SOURCE, datasets
from frankpledge.store.schema import Parsed
from frankpledge.store.snapshot import Coverage
from frankpledge.terms.period import Period

NAME = "feed.csv"


def event(date: str = "2025-01-31", **given: str) -> list[str]:
    """One row, with the columns of the layout by their plain names."""
    cells = {
        **{"dataset": "F1", "date": date, "time": "14:05", "category": "", "lsoa": HERE, "outward": ""},
        **{"area": MEDWAY, "reference": "", "note": ""},
    }
    return list((cells | given).values())


def read(folder: Path, *rows: list[str], name: str = NAME) -> Any:
    return run(SOURCE, put(folder / name, csv_text(HEADER, rows)), name)


def test_the_regulations_name_twenty_nine_datasets_in_their_order() -> None:
    assert list(datasets()) == [
        *(f"P{number}" for number in range(1, 13)),
        *(f"F{number}" for number in range(1, 7)),
        *(f"L{number}" for number in range(1, 6)),
        *(f"H{number}" for number in range(1, 7)),
    ]
    assert {one.id for one in datasets().values() if one.standing == "to be checked"} == {
        *("F6", "L1", "L2", "L3", "L4", "L5")
    }
    assert {one.standing for one in datasets().values()} == {"verified", "to be checked"}
    assert {one.holder for one in datasets().values()} == {"police", "fire and rescue", "council", "health"}


def test_a_sound_file_gives_month_place_day_hour_and_identity(tmp_path: Path) -> None:
    rows = [event(reference="44/25", category="Grass"), event("2025-02", time="", lsoa="", outward="me7")]
    reading, account, found = read(tmp_path, *rows)
    assert reading.publication.key == "feed-F1"
    assert reading.confidential
    assert reading.coverage == (Coverage(MEDWAY, Period.parse("2025-01..2025-02"), "F1"),)
    assert (account.rows_in, account.kept) == (2, 2)
    shared = {"authority": MEDWAY, "dataset": "F1"}
    identity = int(hashlib.sha256(f"F1\n{MEDWAY}\n44/25".encode()).hexdigest()[:16], 16)
    assert found == [
        {"row": 2, "month": date(2025, 1, 1), **shared, "category": "Grass", "day": date(2025, 1, 31), "hour": 14}
        | {"lsoa": HERE, "outward": None, "identity": identity},
        {"row": 3, "month": date(2025, 2, 1), **shared, "category": None, "day": None, "hour": None}
        | {"lsoa": None, "outward": "ME7", "identity": None},
    ]


BAD = {
    "the date is neither a day such as 2025-01-31 nor a month such as 2025-01": event("31/01/2025"),
    "the time is not one such as 14:05": event(time="2pm"),
    "the LSOA code is not the code of a small area": event(lsoa="Medway 012A"),
    "the outward postcode is not one such as ME7": event(outward="ME7 5"),
    "the note is neither blank nor Simulated": event(note="seen"),
}


@pytest.mark.parametrize(("reason", "row"), BAD.items(), ids=BAD.keys())
def test_a_bad_row_is_refused_with_its_reason_and_none_of_its_text(tmp_path: Path, reason: str, row: list[str]) -> None:
    _, account, found = read(tmp_path, event(), row, event())
    assert [(bad.line, bad.raw, bad.reasons) for bad in account.rejected] == [(3, "", (reason,))]
    assert [kept["row"] for kept in found] == [2, 4]


def test_a_torn_row_is_refused_and_its_text_is_not_kept(tmp_path: Path) -> None:
    path = put(tmp_path / NAME, csv_text(HEADER, [event(), ["F1", "2025-01-31"], event(), [*event(), "more"]]))
    content = SOURCE.read(path, NAME).content
    assert isinstance(content, Parsed)
    assert [(bad.line, bad.raw, bad.reasons) for bad in content.rejected] == [
        (3, "", ("9 fields are expected and 2 were found: the line is torn",)),
        (5, "", ("9 fields are expected and 10 were found: the line is torn",)),
    ]


@pytest.mark.parametrize("date", ["2025-02-30", "2025-13", "25-01", "2025-01-31 14:05:00", "", "Jan-25", "45688"])
def test_a_date_that_a_spreadsheet_rewrote_is_refused(tmp_path: Path, date: str) -> None:
    assert read(tmp_path, event(), event(date))[1].kept == 1
    with refused("no row with a date that can be read", "year-month-day"):
        read(tmp_path, event(date))


@pytest.mark.parametrize("dataset", ["H1", "H2", "H3", "H4", "H5", "H6"])
def test_health_datasets_are_placed_by_the_outward_half_of_a_postcode_alone(tmp_path: Path, dataset: str) -> None:
    sound = event(dataset=dataset, lsoa="", outward="ME14")
    _, account, found = read(tmp_path, sound, event(dataset=dataset, outward="ME14"))
    assert [row["outward"] for row in found] == ["ME14"]
    assert next(iter(reasons(account))).startswith("health datasets have no small area")
    with refused("full postcodes in the column Outward postcode, line 2"):
        read(tmp_path, event(dataset=dataset, lsoa="", outward="ME14 1AA"))


def test_a_file_that_could_name_a_person_is_refused_without_its_value(tmp_path: Path) -> None:
    with refused("names of people in the column Category, line 3"):
        read(tmp_path, event(), event(category="Mr Smith, drunk"))


def test_people_hurt_in_one_collision_are_counted_each_and_a_repeat_of_the_file_is_not(tmp_path: Path) -> None:
    words = ("Adult killed", "adult, slightly", "ADULT SLIGHTLY INJURED")
    rows = [event(dataset="L1", category=text, reference="C7") for text in words]
    _, account, found = read(tmp_path, *rows)
    assert [row["category"] for row in found] == ["adult killed", "adult slightly injured", "adult slightly injured"]
    assert len({row["identity"] for row in found}) == 3
    assert [row["identity"] for row in read(tmp_path, *rows)[2]] == [row["identity"] for row in found]
    assert account.kept == 3


@pytest.mark.parametrize("category", ["", "slight", "adult", "dog killed"])
def test_a_casualty_is_one_of_six_kinds(tmp_path: Path, category: str) -> None:
    sound = event(dataset="L1", category="child seriously injured")
    _, account, _ = read(tmp_path, sound, event(dataset="L1", category=category))
    assert reasons(account) == {f"the category is not one of {', '.join(CASUALTIES)}": 1}


def test_the_same_reference_in_two_datasets_or_areas_is_two_events(tmp_path: Path) -> None:
    rows = [event(dataset="P1"), event(dataset="L4"), event(area="E07000110")]
    found = [read(tmp_path, [*row[:7], "17", ""])[2][0]["identity"] for row in rows]
    assert len(set(found)) == 3


def test_months_without_an_event_are_nought_only_where_the_files_name_says_so(tmp_path: Path) -> None:
    with refused("nothing in 2025-02"):
        read(tmp_path, event("2025-01"), event("2025-03"))
    reading, account, _ = read(tmp_path, event("2025-02"), event("2025-04"), name="fires 2025-01..2025-03.csv")
    assert reading.coverage == (Coverage(MEDWAY, Period.parse("2025-01..2025-03"), "F1"),)
    assert reasons(account) == {"the date is outside the months that the file's name gives": 1}


def test_a_quarter_without_any_fire_is_a_file_with_a_header_and_a_name(tmp_path: Path) -> None:
    reading, account, found = read(tmp_path, name=f"fires F2 {MEDWAY} 2025-01..2025-03.csv")
    assert reading.coverage == (Coverage(MEDWAY, Period.parse("2025-01..2025-03"), "F2"),)
    assert (account.rows_in, account.kept, found) == (0, 0, [])
    for name, lacking in (("fires.csv", "Dataset"), ("fires F2 2025-01..2025-03.csv", "Area code")):
        with refused(lacking):
            read(tmp_path, name=name)
    with refused("dataset, area and months into the file's name"):
        read(tmp_path, name=f"fires F2 {MEDWAY}.csv")


@pytest.mark.parametrize(
    ("row", "word"),
    [(event(dataset="F2"), "Dataset"), (event(dataset="F9"), "Dataset"), (event(area="E07000110"), "Area code")],
)
def test_a_file_is_of_one_dataset_of_one_authority(tmp_path: Path, row: list[str], word: str) -> None:
    with refused(f"does not have one {word} in every row", f"one file for each {word}"):
        read(tmp_path, event(), row)


@pytest.mark.parametrize("dataset", ["F9", "f1", "P13", ""])
def test_a_dataset_that_the_regulations_do_not_name_is_refused(tmp_path: Path, dataset: str) -> None:
    with refused("one of P1 to H6"):
        read(tmp_path, event(dataset=dataset))


def test_a_simulated_file_says_so_in_every_row(tmp_path: Path) -> None:
    reading, account, _ = read(tmp_path, event(note="Simulated"), event(), event(note="Simulated"))
    assert reading.simulated == "Simulated records"
    assert reasons(account) == {"simulated and published rows are mixed in one file": 1}
    assert read(tmp_path, event())[0].simulated == ""


@pytest.mark.parametrize("header", [(*HEADER, "Officer"), HEADER[::-1], HEADER[:-1], ("Set", *HEADER[1:])])
def test_another_layout_is_refused(tmp_path: Path, header: tuple[str, ...]) -> None:
    with refused("has other columns"):
        run(SOURCE, put(tmp_path / NAME, csv_text(header, [event()])))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_blank_lines_and_line_ends_of_any_system_are_read(tmp_path: Path, newline: str) -> None:
    text = "\ufeff" + csv_text(HEADER, [event(), event()], newline) + newline + "," * 8 + newline
    _, account, _ = run(SOURCE, put(tmp_path / NAME, text))
    assert (account.rows_in, account.kept) == (2, 2)


@pytest.mark.parametrize("text", [csv_text(HEADER, [event()]).encode() + b"\xe9\n", b'Dataset,"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused(NAME):
        run(SOURCE, put(tmp_path / NAME, text))


def test_formulas_and_quotation_marks_in_a_category_stay_text(tmp_path: Path) -> None:
    _, _, found = read(tmp_path, event(category='=1+1, "x"'))
    assert found[0]["category"] == '=1+1, "x"'
