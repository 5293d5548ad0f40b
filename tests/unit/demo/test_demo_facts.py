"""The facts the example carries, against the publishers' own files where those are at hand."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from frankpledge.demo.choices import kent_outcomes, kent_searches
from frankpledge.demo.outcomes import AFTER
from frankpledge.demo.tables import areas, kent_counts, offences


@pytest.fixture(scope="module")
def data() -> Path:
    named = os.environ.get("FRANKPLEDGE_DATA")
    if not named:
        pytest.skip("NOT CHECKED against the publishers' files: set FRANKPLEDGE_DATA to their folder")
    return Path(named)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return next(csv.reader(lines))


def test_areas_wards_and_residents_are_those_published(data: Path) -> None:
    names = {
        row["lsoa11_code"]: row["lsoa11_name"]
        for row in rows(data / "geography" / "lookup_lsoa11_ltla19.csv")
        if row["ltla19_code"] == "E06000035"
    }
    wards = {row["lsoa11_code"]: row["ward17_code"] for row in rows(data / "geography" / "lookup_lsoa11_ward17.csv")}
    residents = {
        row["lsoa11_code"]: int(row["total_population"])
        for row in rows(data / "population" / "population19_lsoa11.csv")
    }
    carried = {area.lsoa_code: (area.lsoa_name, area.ward_code, area.residents) for area in areas()}
    assert carried == {code: (name, wards[code], residents[code]) for code, name in names.items()}


def test_ward_names_are_those_published(data: Path) -> None:
    path = data / "population" / "ons_mid2020_ward_persons_by_age.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        published = {row[1] for row in csv.reader(lines) if len(row) > 2 and row[2] == "E06000035"}
    assert {area.ward_name for area in areas()} == published


def test_classes_are_those_the_home_office_lists_for_the_police(data: Path) -> None:
    bodies = {"CIFAS", "UK Finance", "FFA UK", "AF"}
    listed = {
        row["Offence_Code"]: (row["Offence_Description"], row["Offence_Group"], row["Offence_Subgroup"])
        for row in rows(data / "reference" / "homeoffice_offence_to_policeuk_category.csv")
        if row["Offence_Code"] not in bodies
    }
    assert {one.code: (one.description, one.group, one.subgroup) for one in offences()} == listed


def test_kinds_are_those_of_the_reference_in_the_spelling_of_the_street_files(data: Path) -> None:
    reference = {
        row["Offence_Code"]: row["Police.uk_Cat"].lower()
        for row in rows(data / "reference" / "homeoffice_offence_to_policeuk_category.csv")
    }
    assert all(offence.street_kind.lower() == reference[offence.code] for offence in offences())
    month = rows(data / "police_uk" / "2019-07" / "2019-07-kent-street.csv")
    spelled = {row["Crime type"] for row in month} - {"Anti-social behaviour"}
    assert {offence.street_kind for offence in offences()} == spelled


def test_kents_counts_are_those_published(data: Path) -> None:
    counted: Counter[str] = Counter()
    for row in rows(data / "recorded_crime" / "prc-pfa-2017-18.csv"):
        if row["Force Name"] == "Kent":
            counted[row["Offence Code"]] += int(row["Number of Offences"].replace(",", ""))
    assert kent_counts() == {code: count for code, count in counted.items() if count}


def test_the_files_written_begin_with_the_columns_of_the_publishers(data: Path, written: Any) -> None:
    pairs = {
        "lookup_lsoa11_ltla19.csv": "geography/lookup_lsoa11_ltla19.csv",
        "lookup_lsoa11_ward17.csv": "geography/lookup_lsoa11_ward17.csv",
        "lookup_ltla24_csp24_pfa24.csv": "geography/lookup_ltla24_csp24_pfa24.csv",
        "population19_ltla19.csv": "population/population19_ltla19.csv",
        "population19_lsoa11.csv": "population/population19_lsoa11.csv",
        "police_uk/2019-07/2019-07-kent-street.csv": "police_uk/2019-07/2019-07-kent-street.csv",
        "police_uk/2020-01/2020-01-kent-outcomes.csv": "police_uk/2019-07/2019-07-kent-outcomes.csv",
        "police_uk/2020-01/2020-01-kent-stop-and-search.csv": "police_uk/2019-07/2019-07-kent-stop-and-search.csv",
    }
    for own, published in pairs.items():
        ours, theirs = header(written.folder / own), header(data / published)
        shared = min(len(ours), len(theirs))
        assert shared >= 2 and ours[:shared] == theirs[:shared], own


def test_the_district_rows_written_are_those_published(data: Path, written: Any) -> None:
    ours = rows(written.folder / "lookup_ltla24_csp24_pfa24.csv")
    theirs = rows(data / "geography" / "lookup_ltla24_csp24_pfa24.csv")
    assert ours == [row for row in theirs if row["ltla24_code"] == "E06000035"]
    (population,) = rows(written.folder / "population19_ltla19.csv")
    published = rows(data / "population" / "population19_ltla19.csv")
    assert population["total_population"] == next(
        row["total_population"] for row in published if row["ltla19_code"] == "E06000035"
    )


SUMMER = ("2019-07", "2019-08", "2019-09")


def published(data: Path, kind: str) -> list[dict[str, str]]:
    return [row for month in SUMMER for row in rows(data / "police_uk" / month / f"{month}-kent-{kind}.csv")]


def test_kents_outcomes_by_kind_are_those_published_the_last_of_each_crime(data: Path) -> None:
    last = {row["Crime ID"]: row["Outcome type"] for row in published(data, "outcomes")}
    kind = {row["Crime ID"]: row["Crime type"] for row in reversed(published(data, "street")) if row["Crime ID"]}
    counted: dict[str, Counter[str]] = {name: Counter() for name in set(kind.values())}
    for crime, name in kind.items():
        counted[name].update([last[crime]] if crime in last else [])
    assert kent_outcomes() == counted


def test_the_months_until_the_first_outcome_are_those_of_kents_july(data: Path) -> None:
    first: dict[str, int] = {}
    for number, month in enumerate(SUMMER):
        for row in rows(data / "police_uk" / month / f"{month}-kent-outcomes.csv"):
            first.setdefault(row["Crime ID"], number)
    street = rows(data / "police_uk" / "2019-07" / "2019-07-kent-street.csv")
    july = {row["Crime ID"] for row in street if row["Crime ID"]}
    counted = Counter(first.get(crime, 3) for crime in july)
    assert tuple(counted[months] for months in range(4)) == AFTER


def test_kents_searches_are_those_published(data: Path) -> None:
    found = published(data, "stop-and-search")
    for column, values in kent_searches().items():
        assert {one.value: one.searches for one in values} == Counter(row[column] for row in found)
    linked = Counter(row["Outcome"] for row in found if row["Outcome linked to object of search"] == "True")
    assert {one.value: one.linked for one in kent_searches()["Outcome"]} == linked
    for one in kent_searches()["Object of search"]:
        laws = Counter(row["Legislation"] for row in found if row["Object of search"] == one.value)
        assert laws.most_common(1)[0][0] == one.law
