"""Wards of one edition: what is counted and what it is divided by are assigned in the same way."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.publishers import MEDWAY, csv_text, put
from tests.unit.geography.shelf import shelf

from frankpledge.geography.areas import Areas
from frankpledge.geography.bases import AgeBand
from frankpledge.geography.wards import (
    Refused,
    WardBase,
    WardCounts,
    WardList,
    count_by_ward,
    paired,
    ward_base,
    ward_editions,
    ward_list,
)
from frankpledge.sources import lookups, small_area_changes, small_area_population, ward_population
from frankpledge.sources.shape import Source
from frankpledge.store.query import Library

A, B, C, D, E, F, G, NOWHERE = (f"E0100000{digit}" for digit in range(1, 9))
EAST, WEST, NORTH, SOUTH = (f"E0500000{digit}" for digit in range(1, 5))
CHANGES = [[A, "U", A], [B, "S", C], [B, "S", D], [E, "S", F], [E, "S", G]]
LOOKUP = [[A, EAST], [C, WEST], [D, WEST], [F, NORTH], [G, SOUTH]]
TITLE = "Mid-2020 Population Estimates for 2020 Wards and 2021 LAs in England and Wales, Persons"


def changes(folder: Path) -> tuple[Source, Path]:
    text = csv_text(["lsoa11_code", "change_code", "lsoa21_code"], CHANGES)
    return small_area_changes.SOURCE, put(folder / "changes.csv", text)


def lookup(folder: Path) -> tuple[Source, Path]:
    return lookups.SOURCE, put(folder / "lookup.csv", csv_text(["lsoa21_code", "ward24_code"], LOOKUP))


def people(folder: Path, rows: dict[str, int], year: int = 20, census: int = 11) -> tuple[Source, Path]:
    text = csv_text([f"lsoa{census}_code", "total_population"], list(rows.items()))
    return small_area_population.SOURCE, put(folder / f"population{year}_lsoa{census}.csv", text)


def by_ward(folder: Path, rows: dict[str, int]) -> tuple[Source, Path]:
    ages = [*map(str, range(90)), "90+"]
    lines = [[code, "", "", "", many, many, *[0] * 90] for code, many in rows.items()]
    head = ["Ward Code 1", "Ward Name 1", "LA Code", "LA name", "All Ages", *ages]
    return ward_population.SOURCE, put(folder / "wards.csv", f'"{TITLE}"\n' + csv_text(head, lines))


def test_small_areas_of_the_other_census_go_to_the_ward_in_which_all_of_their_ground_lies(tmp_path: Path) -> None:
    wards = ward_list(shelf(tmp_path, changes(tmp_path), lookup(tmp_path)), 2024)
    assert isinstance(wards, WardList)
    assert wards.ward_of == {A: EAST, B: WEST, C: WEST, D: WEST, F: NORTH, G: SOUTH}
    assert wards.straddling == {E: {NORTH, SOUTH}}


def test_a_count_goes_to_its_ward_and_what_cannot_be_placed_is_told_apart(tmp_path: Path) -> None:
    wards = ward_list(shelf(tmp_path, changes(tmp_path), lookup(tmp_path)), 2024)
    assert isinstance(wards, WardList)
    counts = count_by_ward(wards, {B: 2, C: 3, G: 5, E: 7, NOWHERE: 11, None: 13})
    assert counts == WardCounts(2024, {EAST: 0, WEST: 5, NORTH: 0, SOUTH: 5}, straddling=7, unknown=11, unplaced=13)
    assert counts.among(frozenset({WEST})).counts == {WEST: 5}


def test_residents_are_added_up_by_the_lookup_that_places_the_counts(tmp_path: Path) -> None:
    held = shelf(tmp_path, changes(tmp_path), lookup(tmp_path), people(tmp_path, {A: 10, B: 20, E: 40}))
    base = ward_base(held, 2024)
    assert isinstance(base, WardBase)
    assert (base.edition, base.mid_year, base.residents) == (2024, 2020, {EAST: 10, WEST: 20})
    assert base.without == dict.fromkeys((NORTH, SOUTH), f"{E} lies in several wards of 2024 and cannot be divided")


def test_a_ward_without_residents_held_has_no_base_rather_than_nought(tmp_path: Path) -> None:
    base = ward_base(shelf(tmp_path, lookup(tmp_path), people(tmp_path, {A: 10, C: 1, D: 2, F: 3}, census=21)), 2024)
    assert isinstance(base, WardBase)
    assert base.residents == {EAST: 10, WEST: 3, NORTH: 3}
    assert base.without == {SOUTH: "residents of 1 of its small areas at mid-2020 are not held"}


def test_a_ward_of_which_a_part_has_no_residents_held_has_no_base(tmp_path: Path) -> None:
    base = ward_base(shelf(tmp_path, lookup(tmp_path), people(tmp_path, {A: 10, C: 1, F: 3, G: 4}, census=21)), 2024)
    assert isinstance(base, WardBase)
    assert base.residents == {EAST: 10, NORTH: 3, SOUTH: 4}
    assert base.without == {WEST: "residents of 1 of its small areas at mid-2020 are not held"}


def test_the_latest_estimate_is_taken_unless_a_year_is_asked_for(tmp_path: Path) -> None:
    held = shelf(tmp_path, lookup(tmp_path), people(tmp_path, {A: 10}, 19, 21), people(tmp_path, {A: 11}, 20, 21))
    found = [ward_base(held, 2024, mid_year=year) for year in (None, 2019)]
    assert [(base.mid_year, base.residents) for base in found if isinstance(base, WardBase)] == [
        (2020, {EAST: 11}),
        (2019, {EAST: 10}),
    ]
    assert ward_base(held, 2024, mid_year=2018) == Refused(
        "no residents at mid-2018 are held", "Load the population at mid-2018."
    )


def test_the_publishers_ward_figures_serve_wards_of_their_own_edition_alone(tmp_path: Path) -> None:
    held = shelf(tmp_path, lookup(tmp_path), by_ward(tmp_path, {EAST: 30, "E05999999": 5}))
    own = ward_base(held, 2020)
    assert isinstance(own, WardBase)
    assert own.residents == {EAST: 30, "E05999999": 5}
    refused = ward_base(held, 2024)
    assert isinstance(refused, Refused)
    assert refused.reason == (
        "the population by ward is of the wards of 2020, not of 2024: 1 of the 4 codes of 2024 are in it"
    )
    assert refused.remedy == ("Load the population by small area, with the lookup from small areas to wards of 2024.")


def test_without_any_lookup_or_population_what_is_missing_is_named(tmp_path: Path) -> None:
    held = shelf(tmp_path, lookup(tmp_path))
    assert ward_base(held, 2024) == Refused(
        "no population by small area or by ward is held",
        "Load the population by small area, with the lookup from small areas to wards of 2024.",
    )
    assert ward_list(held, 2017) == Refused(
        "no lookup from small areas to the wards of 2017 is held (held: 2024)",
        "Load the lookup from small areas to wards of 2017.",
    )


def test_a_rate_is_refused_where_counts_and_residents_are_of_two_editions() -> None:
    base = WardBase(2020, 2020, {EAST: 10, WEST: 20}, "")
    refused = paired(WardCounts(2017, {EAST: 1, NORTH: 2}), base)
    assert isinstance(refused, Refused)
    assert refused.reason == (
        "the counts are by wards of 2017 and the residents by wards of 2020: 1 of 2 wards has a code that is in "
        "both lists"
    )
    assert paired(WardCounts(2020, {EAST: 1, NORTH: 2}), base) == {EAST: (1, 10)}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def medway(real: Library) -> frozenset[str]:
    return Areas(real).small_areas_of(MEDWAY)


@pytest.mark.parametrize(("edition", "number"), [(2017, 22), (2024, 24)])
def test_the_real_lookups_give_medway_its_wards_of_each_edition(
    real: Library, medway: frozenset[str], edition: int, number: int
) -> None:
    assert ward_editions(real) == (2017, 2024)
    wards = ward_list(real, edition)
    assert isinstance(wards, WardList)
    assert len(wards.of(medway)) == number


def test_the_real_residents_of_medway_by_ward_of_2017_are_all_of_them(real: Library, medway: frozenset[str]) -> None:
    wards = ward_list(real, 2017)
    assert isinstance(wards, WardList)
    for year, total in ((2019, 278_556), (2020, 279_142)):
        base = ward_base(real, 2017, mid_year=year)
        assert isinstance(base, WardBase)
        assert base.without == {}
        assert sum(base.residents[ward] for ward in wards.of(medway)) == total


def test_the_real_wards_are_those_of_a_plain_join(data: Path, real: Library) -> None:
    """Children aged 10 to 17 by ward of 2017, added up again from the files."""
    ward_of = {row["lsoa11_code"]: row["ward17_code"] for row in rows(data / "geography" / "lookup_lsoa11_ward17.csv")}
    plain: dict[str, int] = {}
    for row in rows(data / "population" / "population20_lsoa11.csv"):
        ward = ward_of[row["lsoa11_code"]]
        plain[ward] = plain.get(ward, 0) + sum(int(row[str(age)]) for age in range(10, 18))
    base = ward_base(real, 2017, mid_year=2020, band=AgeBand(10, 17))
    assert isinstance(base, WardBase)
    assert base.residents == plain


def test_the_real_small_area_that_two_wards_of_2024_share_leaves_both_without_a_base(
    real: Library, medway: frozenset[str]
) -> None:
    base, wards = ward_base(real, 2024), ward_list(real, 2024)
    assert isinstance(base, WardBase)
    assert isinstance(wards, WardList)
    reason = "E01016110 lies in several wards of 2024 and cannot be divided"
    own = wards.of(medway)
    assert {ward: base.without[ward] for ward in own if ward in base.without} == {
        "E05014453": reason,
        "E05014465": reason,
    }
    assert sum(ward in base.residents for ward in own) == 22


def test_the_real_lists_of_2017_and_2024_leave_medway_no_code_in_common_and_that_is_said(
    real: Library, medway: frozenset[str]
) -> None:
    wards, base = ward_list(real, 2017), ward_base(real, 2024)
    assert isinstance(wards, WardList)
    assert isinstance(base, WardBase)
    assert wards.of(medway) == {f"E0500{number}" for number in range(2249, 2271)}
    counts = count_by_ward(wards, dict.fromkeys(medway, 1)).among(wards.of(medway))
    refused = paired(counts, base)
    assert isinstance(refused, Refused)
    assert refused.reason == (
        "the counts are by wards of 2017 and the residents by wards of 2024: 0 of 22 wards have a code that is in "
        "both lists"
    )


def test_a_small_area_that_was_redrawn_without_a_match_leaves_its_ward_without_a_base(tmp_path: Path) -> None:
    rows = [[A, "U", A], [B, "X", C], [E, "X", C]]
    table = put(tmp_path / "changes.csv", csv_text(["lsoa11_code", "change_code", "lsoa21_code"], rows))
    lookup_of_two = put(tmp_path / "lookup.csv", csv_text(["lsoa21_code", "ward24_code"], [[A, EAST], [C, WEST]]))
    files = ((small_area_changes.SOURCE, table), (lookups.SOURCE, lookup_of_two))
    base = ward_base(shelf(tmp_path, *files, people(tmp_path, {A: 10, B: 20, E: 30})), 2024)
    assert isinstance(base, WardBase)
    assert base.residents == {EAST: 10}
    reason = "was redrawn between the censuses in a way that the publisher gives no match for"
    assert base.without == {WEST: f"{E} {reason}"}


def test_a_ward_of_which_the_lookup_gives_the_code_alone_takes_its_name_from_the_boundaries(
    real: Library, medway: frozenset[str]
) -> None:
    wards = ward_list(real, 2017)
    assert isinstance(wards, WardList)
    named = {wards.names[ward] for ward in wards.of(medway)}
    assert "Chatham Central" in named
    assert not any(name.startswith("E05") for name in named)
