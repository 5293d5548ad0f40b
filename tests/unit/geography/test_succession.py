"""Which authority stands in a year where another stood."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.publishers import MEDWAY, csv_text, put
from tests.unit.geography.shelf import shelf

from frankpledge.geography.areas import Areas
from frankpledge.sources import authority_changes, lookups
from frankpledge.store.query import Library

OLD, OTHER, NEW, RENAMED = "E07000150", "E07000151", "E06000061", "E07000246"
WHOLE, HALF, REST = "E07000200", "E07000201", "E07000202"
YEARS = [
    [OLD, "Corby", OLD, "Corby", NEW, "North"],
    [OTHER, "Daventry", RENAMED, "Daventry", NEW, "North"],
    [MEDWAY, "Medway", MEDWAY, "Medway", MEDWAY, "Medway"],
    [WHOLE, "Whole", HALF, "Half", HALF, "Half"],
    [WHOLE, "Whole", REST, "Rest", REST, "Rest"],
]


@pytest.fixture(scope="module")
def areas(tmp_path_factory: pytest.TempPathFactory) -> Areas:
    folder = tmp_path_factory.mktemp("years")
    heads = [f"ltla{year}_{what}" for year in (19, 20, 21) for what in ("code", "name")]
    small = csv_text(["lsoa11_code", "ltla19_code"], [["E01000001", OLD], ["E01000002", OTHER], ["E01000003", WHOLE]])
    return Areas(
        shelf(
            folder,
            (authority_changes.SOURCE, put(folder / "years.csv", csv_text(heads, YEARS))),
            (lookups.SOURCE, put(folder / "small.csv", small)),
        )
    )


def test_a_code_is_followed_to_the_authority_of_the_year_and_what_it_was_made_of_is_said(areas: Areas) -> None:
    after = areas.authority_at(OLD, 2021)
    assert after is not None
    assert (after.code, after.as_at, after.since) == (NEW, 2021, 2021)
    assert after.note == "North was made of Corby and Daventry in 2021."


def test_before_a_merger_its_ground_was_several_authorities_and_no_one_code_is_in_force(areas: Areas) -> None:
    before = areas.authority_at(NEW, 2019)
    assert before is not None
    assert before.code is None
    assert [area.code for area in before.authorities] == [OLD, OTHER]
    assert before.note == "In 2019 its ground was Corby and Daventry."


def test_an_authority_that_never_changed_has_nothing_said_of_it(areas: Areas) -> None:
    medway = areas.authority_at(MEDWAY, 2020)
    assert medway is not None
    assert (medway.code, medway.made_of, medway.note) == (MEDWAY, (), "")


def test_a_new_code_for_the_same_authority_is_said(areas: Areas) -> None:
    renamed = areas.authority_at(OTHER, 2020)
    assert renamed is not None
    assert renamed.note == f"Daventry has had its code since 2020; it was {OTHER}."


def test_a_year_beyond_the_lists_is_answered_by_the_nearest_and_says_which(areas: Areas) -> None:
    late, early = areas.authority_at(OLD, 2030), areas.authority_at(NEW, 1999)
    assert late is not None
    assert early is not None
    assert (late.code, late.as_at, early.as_at) == (NEW, 2021, 2019)


def test_a_code_of_no_list_is_not_known(areas: Areas) -> None:
    assert areas.authority_at("E06999999", 2021) is None


def test_small_areas_of_a_merged_authority_are_found_by_a_lookup_older_than_the_merger(areas: Areas) -> None:
    assert areas.succession.within(NEW) == {NEW, OLD, OTHER, RENAMED}
    assert areas.small_areas_of(NEW) == {"E01000001", "E01000002"}
    assert areas.small_areas_of(OLD) == {"E01000001"}


def test_an_authority_cut_in_two_gives_neither_half_all_of_its_small_areas(areas: Areas) -> None:
    assert areas.succession.within(HALF) == {HALF}
    assert areas.small_areas_of(HALF) == frozenset()


def test_an_authority_that_has_ended_keeps_its_name(areas: Areas) -> None:
    assert areas.name_of(OLD) == "Corby"


def test_without_lists_every_code_stands_alone(tmp_path: Path) -> None:
    small = put(tmp_path / "small.csv", csv_text(["lsoa11_code", "ltla19_code"], [["E01000001", OLD]]))
    areas = Areas(shelf(tmp_path, (lookups.SOURCE, small)))
    assert areas.authority_at(OLD, 2021) is None
    assert areas.small_areas_of(OLD) == {"E01000001"}


def test_the_real_lists_make_north_northamptonshire_of_four_districts(real: Library) -> None:
    areas = Areas(real)
    made = areas.authority_at("E07000150", 2021)
    assert made is not None
    assert made.code == "E06000061"
    assert made.note == (
        "North Northamptonshire was made of Corby, East Northamptonshire, Kettering and Wellingborough in 2021."
    )
    medway = areas.authority_at(MEDWAY, 2016)
    assert medway is not None
    assert (medway.code, medway.note) == (MEDWAY, "")


def test_the_real_lists_follow_an_authority_through_two_mergers(real: Library) -> None:
    """Taunton Deane and West Somerset were joined in 2019, and joined Somerset in 2023."""
    codes = Areas(real).succession.within("E06000066")
    assert codes == {"E06000066", "E07000246", *(f"E07000{number}" for number in range(187, 192))}
