"""Stop and search files: one force, one month of London time, every search kept or refused with its reasons."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from tests.publishers import KENT, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.stops import HEADER, SOURCE
from frankpledge.store.snapshot import Coverage
from frankpledge.terms.period import Period

NAME = "2019-07/2019-07-kent-stop-and-search.csv"
SIMULATED = "Simulated records for E06000035 only"
NOTHING = "A no further action disposal"


def search(time: str = "2019-07-01T09:20:00+00:00", **columns: str) -> list[str]:
    """One row, with the columns that a test names by the first word of their headings."""
    row = dict(zip(HEADER, _ROW, strict=True)) | {"Date": time}
    for word, text in columns.items():
        row[next(name for name in HEADER if name.casefold().replace(" ", "_").startswith(word))] = text
    return list(row.values())


_ROW = (
    *("Person search", "", "False", "", "51.328378", "0.661651", "Male", "over 34", "White - Irish", "White"),
    *("Misuse of Drugs Act 1971 (section 23)", "Controlled drugs", NOTHING, "False", "False"),
)


def stop_file(folder: Path, rows: list[list[str]], name: str = NAME) -> Path:
    return put(folder / name, csv_text(HEADER, rows))


def test_a_sound_file_gives_time_place_people_power_object_and_outcome(tmp_path: Path) -> None:
    reading, account, rows = run(SOURCE, stop_file(tmp_path, [search(outcome_linked="True")]), NAME)
    assert (reading.coverage, reading.simulated) == ((Coverage(KENT, Period.parse("2019-07")),), "")
    assert (account.rows_in, account.kept, account.rejected) == (1, 1, ())
    assert rows == [
        {
            **{"row": 2, "month": date(2019, 7, 1), "hour": 10, "force": KENT, "kind": "Person search"},
            **{"sex": "Male", "age": "over 34", "ethnicity": "White", "own_ethnicity": "White - Irish"},
            **{"power": "Misuse of Drugs Act 1971 (section 23)", "object": "Controlled drugs", "outcome": NOTHING},
            **{"linked": "yes", "longitude": 0.661651, "latitude": 51.328378},
        }
    ]


@pytest.mark.parametrize(
    ("time", "month", "hour"),
    [
        ("2019-06-30T23:05:00+00:00", "2019-07", 0),
        ("2019-07-31T22:59:59+00:00", "2019-07", 23),
        ("2019-07-01T00:05:00+01:00", "2019-07", 0),
        ("2019-06-30T23:05:00Z", "2019-07", 0),
        ("2019-01-31T23:05:00+00:00", "2019-01", 23),
        ("2019-01-01T00:00:00.000+00:00", "2019-01", 0),
        ("2019-10-27T01:30:00+00:00", "2019-10", 1),
        ("2019-10-27T00:30:00+00:00", "2019-10", 1),
    ],
)
def test_times_are_londons_whatever_offset_they_are_written_with(
    tmp_path: Path, time: str, month: str, hour: int
) -> None:
    _, account, rows = run(SOURCE, stop_file(tmp_path, [search(time)]), f"{month}-kent-stop-and-search.csv")
    assert account.kept == 1
    assert (rows[0]["month"], rows[0]["hour"]) == (date.fromisoformat(f"{month}-01"), hour)


def test_what_was_not_recorded_stays_blank(tmp_path: Path) -> None:
    row = search(gender="", age="", officer="", **{"self-defined": ""}, legislation="", object="", latitude="")
    row[5] = row[12] = row[13] = ""
    (kept,) = run(SOURCE, stop_file(tmp_path, [row]), NAME)[2]
    assert {name for name, value in kept.items() if value is None} == {
        *("sex", "age", "ethnicity", "own_ethnicity", "power", "object", "outcome", "linked", "longitude", "latitude"),
    }


def test_a_power_an_object_and_an_outcome_that_are_new_are_kept_as_published(tmp_path: Path) -> None:
    row = search(legislation="Public Order Act 2023 (section 11)", object="Fireworks", outcome="Khat warning")
    (kept,) = run(SOURCE, stop_file(tmp_path, [row]), NAME)[2]
    assert (kept["power"], kept["object"], kept["outcome"]) == (
        *("Public Order Act 2023 (section 11)", "Fireworks", "Khat warning"),
    )


def test_searches_that_look_alike_are_each_kept(tmp_path: Path) -> None:
    assert run(SOURCE, stop_file(tmp_path, [search(), search()]), NAME)[1].kept == 2


BAD = {
    "the search was not made in 2019-07 by London time": search("2019-07-31T23:00:00+00:00"),
    "the time is not one such as 2019-07-01T09:20:00+00:00": search("2019-07-01T09:20:00"),
    "the search is neither of a person nor of a vehicle nor of both": search(type="Male"),
    "whether the outcome is linked is neither True nor False": search(outcome_linked="maybe"),
    "simulated and published rows are mixed in one file": search(policing=SIMULATED),
    "15 fields are expected and 2 were found: the line is torn": ["Person search", "2019"],
}


@pytest.mark.parametrize(("reason", "row"), BAD.items(), ids=BAD.keys())
def test_a_bad_row_is_refused_with_its_line_and_reason_and_the_others_stay(
    tmp_path: Path, reason: str, row: list[str]
) -> None:
    _, account, rows = run(SOURCE, stop_file(tmp_path, [search(), row, search()]), NAME)
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]
    assert account.rejected[0].raw == csv_text(row, []).strip()
    assert [kept["row"] for kept in rows] == [2, 4]


def test_a_simulated_file_covers_its_area_alone_and_says_so(tmp_path: Path) -> None:
    rows = [search(policing=SIMULATED), search(policing="Operation Fort"), search(policing=SIMULATED)]
    reading, account, kept = run(SOURCE, stop_file(tmp_path, rows), NAME)
    assert reading.coverage == (Coverage("E06000035", Period.parse("2019-07")),)
    assert reading.simulated == SIMULATED
    assert reasons(account) == {"simulated and published rows are mixed in one file": 1}
    assert [row["force"] for row in kept] == [KENT, KENT]


def test_the_name_of_an_operation_does_not_make_a_file_simulated(tmp_path: Path) -> None:
    reading, account, _ = run(SOURCE, stop_file(tmp_path, [search(policing="Operation Fort")]), NAME)
    assert (reading.coverage[0].area, reading.simulated, account.kept) == (KENT, "", 1)


@pytest.mark.parametrize(
    "time",
    ["01/07/2019 09:20", "2019-07-01 09:20:00", "2019-07-01", "", "20190701T092000+0000", "2019-07-32T00:00:00Z"],
)
def test_a_time_that_a_spreadsheet_wrote_again_or_without_its_offset_is_refused(tmp_path: Path, time: str) -> None:
    _, account, _ = run(SOURCE, stop_file(tmp_path, [search(), search(time)]), NAME)
    assert reasons(account) == {"the time is not one such as 2019-07-01T09:20:00+00:00": 1}


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("51.3", ""), ("", "0.6"), ("0.66", "51.3"), ("51,3", "0.6"), ("=A1", "0.6"), ("٥١", "0"), ("0.0", "0.0")],
)
def test_half_a_place_or_one_far_from_britain_is_refused(tmp_path: Path, latitude: str, longitude: str) -> None:
    _, account, _ = run(SOURCE, stop_file(tmp_path, [search(), search(latitude=latitude, longitude=longitude)]), NAME)
    assert reasons(account) == {"the coordinates are not those of a place in the British Isles": 1}


def test_a_row_that_is_wrong_in_several_ways_is_told_all_of_them(tmp_path: Path) -> None:
    bad = search("2019-08-02T09:20:00Z", type="?", latitude="?", outcome_linked="?")
    assert len(run(SOURCE, stop_file(tmp_path, [search(), bad]), NAME)[1].rejected[0].reasons) == 4


@pytest.mark.parametrize("name", ["stops.csv", "kent-2019-07-stop-and-search.csv", "2019-13-kent-stop-and-search.csv"])
def test_a_file_whose_name_tells_no_force_and_month_is_refused(tmp_path: Path, name: str) -> None:
    with refused(name, "does not say which force and month", "2025-01-kent-stop-and-search.csv", "renamed"):
        run(SOURCE, stop_file(tmp_path, [search()]), name)


@pytest.mark.parametrize("name", ["2019-08-kent-stop-and-search.csv", "2019-08/2019-07-kent-stop-and-search.csv"])
def test_a_file_with_another_months_name_or_in_another_months_folder_is_refused(tmp_path: Path, name: str) -> None:
    with refused(name, "Expected: 2019-08", "rows of 2019-07", "moved or renamed"):
        run(SOURCE, stop_file(tmp_path, [search()]), name)


def test_a_force_without_an_area_is_refused(tmp_path: Path) -> None:
    with refused("a force that Frankpledge does not know", "British Transport Police"):
        run(SOURCE, stop_file(tmp_path, [search()]), "2019-07-btp-stop-and-search.csv")


@pytest.mark.parametrize("rows", [[], [["torn", "line"]]])
def test_a_file_without_rows_is_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    with refused("holds no rows", "gap"):
        run(SOURCE, stop_file(tmp_path, rows), NAME)


def test_a_column_that_the_publisher_does_not_give_is_refused(tmp_path: Path) -> None:
    with refused("has other columns", "with 'Name' besides"):
        run(SOURCE, put(tmp_path / "x.csv", csv_text((*HEADER, "Name"), [[*search(), "x"]])), NAME)


def test_a_file_that_is_cut_off_in_its_last_line_is_refused(tmp_path: Path) -> None:
    text = csv_text(HEADER, [search(), search()])
    with refused("is cut off at its end"):
        run(SOURCE, put(tmp_path / "x.csv", text[: text.rindex("Controlled")]), NAME)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    text = csv_text(HEADER, [search(), search(object="Café")])
    with refused("UTF-8"):
        run(SOURCE, put(tmp_path / "x.csv", text.encode("cp1252")), NAME)


# Searches, searches without a place and searches with a linked outcome: counted with the csv module.
REAL = {"2019-07": (743, 13, 253), "2019-08": (704, 32, 189), "2019-09": (678, 14, 153)}


@pytest.mark.parametrize("month", REAL)
def test_the_real_months_are_read_as_a_plain_loop_reads_them(data: Path, month: str) -> None:
    path = data / "police_uk" / month / f"{month}-kent-stop-and-search.csv"
    reading, account, rows = run(SOURCE, path, f"{month}/{path.name}")
    with path.open(encoding="utf-8", newline="") as file:
        plain = list(csv.DictReader(file))
    assert reading.coverage == (Coverage(KENT, Period.parse(month)),)
    assert reading.simulated == "" and {row["Policing operation"] for row in plain} == {""}
    assert reasons(account) == {}
    assert len(rows) == len(plain)
    assert (len(rows), sum(r["longitude"] is None for r in rows), sum(r["linked"] == "yes" for r in rows)) == REAL[
        month
    ]
    for column, heading in {
        "object": HEADER[11],
        "outcome": HEADER[12],
        "ethnicity": HEADER[9],
        "age": HEADER[7],
    }.items():
        assert Counter(row[column] for row in rows) == Counter(row[heading] or None for row in plain)
    # All of these months lie in British Summer Time: an hour is added by hand, without a table of time zones.
    hours = [(datetime.fromisoformat(row["Date"]) + timedelta(hours=1)).hour for row in plain]
    assert [row["hour"] for row in rows] == hours
