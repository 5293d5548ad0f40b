"""The files the example writes: their shapes, their agreement, and that they are always the same."""

from __future__ import annotations

import csv
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from frankpledge.demo.tables import ASB, areas, offences
from frankpledge.demo.writer import write_files

RECORDS = "7428e73675c4bccdc09d601797bbc0083717663658f5c04f361ba5c2a0d4e45c"
"""Crimes and incidents, lookups and Medway's residents as shipped. A change here is a change of every figure in the
example: say so in the change log."""

DIGEST = "f5d10ed9ae43f37f87feb392c20cebeb80e023381e66ca66837788fbc87f977d"
"""The same with what followed, and with what partners send."""

EXTRACT = "kent_police/2019-20-medway-crimes.csv"
KIND = {offence.code: offence.street_kind for offence in offences()}
LSOA_NAME = {area.lsoa_code: area.lsoa_name for area in areas()}


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def digest(files: dict[str, bytes]) -> str:
    return sha256(b"".join(name.encode() + b"\n" + data for name, data in files.items())).hexdigest()


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines(), strict=True))


@pytest.fixture(scope="module")
def files(written: Any) -> dict[str, bytes]:
    return contents(written.folder)


def test_the_example_is_the_one_that_was_shipped(files: dict[str, bytes]) -> None:
    records = {
        name: data
        for name, data in files.items()
        if name.startswith(("offences/", "lookup_")) or name.endswith("street.csv") or name == "population19_ltla19.csv"
    }
    assert digest(records) == RECORDS
    assert digest(files) == DIGEST


def test_another_seed_writes_other_records_with_the_same_totals_and_the_same_seed_the_same_bytes(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    write_files(tmp_path, seed=7)
    other = contents(tmp_path)
    assert other.keys() == files.keys()
    for name in files:
        if name.startswith("offences/"):
            assert other[name] != files[name]
            assert other[name].count(b"\n") == files[name].count(b"\n")
        elif name.startswith(("prescribed_information/", "survey/")) or name == EXTRACT:
            assert other[name] != files[name]
            assert " P1 " in name or other[name].count(b"\n") == files[name].count(b"\n")
        elif name.startswith("police_uk/"):
            assert other[name] != files[name]
        else:
            assert other[name] == files[name]

    write_files(tmp_path)
    assert contents(tmp_path) == files, "writing over an example leaves nothing of it behind"


def test_every_file_is_where_its_publisher_would_put_it(files: dict[str, bytes]) -> None:
    years = ["2015-16", "2016-17", "2017-18", "2018-19", "2019-20"]
    months = [f"{2015 + (month + 3) // 12}-{(month + 3) % 12 + 1:02d}" for month in range(60)]
    expected = {f"offences/{year}-medway-offences.csv" for year in years}
    expected |= {f"police_uk/{month}/{month}-kent-street.csv" for month in months}
    expected |= {f"police_uk/{month}/{month}-kent-outcomes.csv" for month in months[-3:]}
    expected |= {f"police_uk/{month}/{month}-kent-stop-and-search.csv" for month in months[-3:]}
    datasets = {
        "P1": "anti-social behaviour incidents",
        "F1": "deliberate primary fires",
        "F3": "deliberate secondary fires",
        "F6": "malicious false alarms",
        "L1": "road casualties",
        "L4": "anti-social behaviour told to the council",
        "L5": "environmental crime",
        "H1": "assault admissions",
        "H6": "ambulance calls",
    }
    expected |= {
        f"prescribed_information/{name} {dataset} E06000035 2018-04..2020-03.csv" for dataset, name in datasets.items()
    }
    expected |= {
        "lookup_lsoa11_ltla19.csv",
        "lookup_lsoa11_ward17.csv",
        "lookup_ltla24_csp24_pfa24.csv",
        "population19_lsoa11.csv",
        "population19_ltla19.csv",
        EXTRACT,
        "kent_police/calls-2018-04..2020-03.csv",
        "survey/survey Medway consultation event 2020-03.csv",
        "indicators/reoffending.csv",
        "indicators/first-time-entrants.csv",
    }
    assert files.keys() == expected


def test_files_are_utf_8_with_line_feeds_and_a_last_line_that_ends(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        data.decode("utf-8")
        assert b"\r" not in data and data.endswith(b"\n") and not data.endswith(b"\n\n"), name


def test_the_headers_are_exact(written: Any) -> None:
    for path in (written.folder / "offences").iterdir():
        assert path.read_text(encoding="utf-8").startswith("Record,Month,Offence code,LSOA code,Area code,Note\n")
    for path in (written.folder / "police_uk").glob("*/*-street.csv"):
        assert path.read_text(encoding="utf-8").startswith(
            "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
            "Crime type,Last outcome category,Context\n"
        )


def test_the_street_files_are_the_offences_by_kind_and_anti_social_behaviour(written: Any) -> None:
    kept = Counter(
        (row["Record"], row["Month"], row["LSOA code"], KIND[row["Offence code"]])
        for rows in written.offences.values()
        for row in rows
    )
    street = Counter(
        (row["Crime ID"], month, row["LSOA code"], row["Crime type"])
        for month, rows in written.street.items()
        for row in rows
        if row["Crime ID"]
    )
    assert street == kept
    without = {row["Crime type"] for rows in written.street.values() for row in rows if not row["Crime ID"]}
    assert without == {ASB}


def test_every_identifier_is_64_hexadecimal_digits_and_used_once(written: Any) -> None:
    records = [row["Record"] for rows in written.offences.values() for row in rows]
    assert len(set(records)) == len(records) > 140_000
    assert all(len(record) == 64 and not set(record) - set("0123456789abcdef") for record in records)


def test_offence_cells_say_only_what_they_may_so_that_nobody_is_named(written: Any) -> None:
    rows = [row for rows in written.offences.values() for row in rows]
    assert {row["Offence code"] for row in rows} <= KIND.keys()
    assert {row["LSOA code"] for row in rows} == LSOA_NAME.keys()
    assert {(row["Area code"], row["Note"]) for row in rows} == {("E06000035", "Simulated")}


def test_street_cells_say_only_what_they_may_so_that_nobody_is_named(written: Any) -> None:
    rows = [row for rows in written.street.values() for row in rows]
    fixed = ("Reported by", "Falls within", "Longitude", "Latitude", "Location", "Last outcome category")
    said = {tuple(row[column] for column in (*fixed, "Context")) for row in rows}
    context = "Simulated records for E06000035 only"
    assert said == {("Kent Police", "Kent Police", "", "", "No Location", "", context)}
    assert {row["Crime type"] for row in rows} == {*KIND.values(), ASB}
    assert {(row["LSOA code"], row["LSOA name"]) for row in rows} == set(LSOA_NAME.items())
    assert all(row["Month"] == month for month, rows in written.street.items() for row in rows)


def test_the_lookups_place_every_area_in_a_ward_the_district_and_the_partnership(written: Any) -> None:
    districts = rows_of(written.folder / "lookup_lsoa11_ltla19.csv")
    wards = rows_of(written.folder / "lookup_lsoa11_ward17.csv")
    assert districts[0] == ["lsoa11_name", "lsoa11_code", "ltla19_name", "ltla19_code"]
    assert wards[0] == ["lsoa11_code", "ward17_code", "ward17_name"]
    assert [row[1] for row in districts[1:]] == [row[0] for row in wards[1:]] == list(LSOA_NAME)
    assert {(row[2], row[3]) for row in districts[1:]} == {("Medway", "E06000035")}
    assert len({row[1] for row in wards[1:]}) == len({row[2] for row in wards[1:]}) == 22
    assert rows_of(written.folder / "lookup_ltla24_csp24_pfa24.csv") == [
        ["ltla24_code", "ltla24_name", "csp24_code", "csp24_name", "pfa24_code", "pfa24_name"],
        ["E06000035", "Medway", "E22000143", "Medway", "E23000032", "Kent"],
    ]


def test_the_population_file_says_the_residents_of_mid_2019(written: Any) -> None:
    assert rows_of(written.folder / "population19_ltla19.csv") == [
        ["ltla19_code", "ltla19_name", "total_population"],
        ["E06000035", "Medway", "278556"],
    ]


def test_the_residents_of_small_areas_are_those_of_the_area_list(written: Any) -> None:
    rows = rows_of(written.folder / "population19_lsoa11.csv")
    assert rows[0] == ["lsoa11_name", "lsoa11_code", "total_population"]
    assert [(row[1], row[0]) for row in rows[1:]] == list(LSOA_NAME.items())
    assert sum(int(row[2]) for row in rows[1:]) == 278_556


def test_what_is_written_is_small(files: dict[str, bytes]) -> None:
    partners = [data for name, data in files.items() if not name.startswith(("offences/", "police_uk/"))]
    assert sum(map(len, partners)) < 5_000_000


def test_calls_are_those_printed_for_all_of_kent_police_and_say_nothing_of_simulation(written: Any) -> None:
    header, *rows = rows_of(written.folder / "kent_police" / "calls-2018-04..2020-03.csv")
    found = {(row[0], row[5]): int(row[7]) for row in rows}
    assert found == {
        ("calls-999", "2019/20"): 344_749,
        ("calls-999", "2018/19"): 344_749 - 10_781,
        ("calls-101", "2019/20"): 470_314,
        ("calls-101", "2018/19"): 470_314 - 14_717,
        ("online-reports", "2019/20"): 24_268,
        ("live-chats", "2019/20"): 17_257,
    }
    assert {(row[4], row[header.index("Note")]) for row in rows} == {("E23000032", "")}
    assert all(row[9].startswith("Kent Police, as printed in the assessment of 2020") for row in rows)


def test_indicators_that_nobody_published_say_in_every_row_that_they_are_simulated(written: Any) -> None:
    for name in ("reoffending", "first-time-entrants"):
        header, *rows = rows_of(written.folder / "indicators" / f"{name}.csv")
        assert header[-1] == "Note" and {row[-1] for row in rows} == {"Simulated"}
