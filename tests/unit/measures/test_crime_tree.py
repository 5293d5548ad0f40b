"""The crime tree that comes with Frankpledge: what is counted where, and when."""

from __future__ import annotations

import csv
from collections import Counter
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.measures.catalogue.crime import CRIME_TYPES, OFFENCE_GROUPS, STREET_CATEGORIES
from frankpledge.measures.model import Measure
from frankpledge.measures.tree import (
    APPENDIX,
    HOME_OFFICE,
    POLICE_UK,
    UNCLASSIFIED,
    adds_up,
    category_of,
    children,
    codes_of,
    crime_type_of,
    group_of,
    node,
    path_of,
    roll_up,
    tree,
    trees,
)
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Month

LISTED = [
    row["code"]
    for row in csv.DictReader(
        resources.files("frankpledge.measures")
        .joinpath("catalogue", "offence_codes.csv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
]
BEFORE, AFTER = Month(2017, 3), Month(2017, 4)
months = st.builds(Month, st.integers(2002, 2030), st.integers(1, 12))
counted = st.dictionaries(st.sampled_from([*LISTED, "AF", "CIFAS", "999", "28K"]), st.integers(1, 500))
of_any = st.sampled_from((HOME_OFFICE, POLICE_UK, APPENDIX))


def _leaves(of: str) -> set[str]:
    """Slugs that no other slug rolls up to, worked out from the nodes alone."""
    nodes = tree(of).nodes
    return {one.slug for one in nodes if not any(other.rolls_up_to == one.slug for other in nodes)} | {UNCLASSIFIED}


@given(counts=counted, month=months, of=of_any)
def test_every_offence_is_counted_in_just_one_leaf_in_any_month(counts: dict[str, int], month: Month, of: str) -> None:
    rolled = roll_up(counts, month, of=of)
    assert sum(rolled[slug] for slug in _leaves(of)) == sum(counts.values())


@given(counts=counted, month=months, of=of_any)
def test_a_total_is_its_parts_and_what_is_in_no_class(counts: dict[str, int], month: Month, of: str) -> None:
    rolled = roll_up(counts, month, of=of)
    for one in tree(of).nodes:
        parts = children(one.slug, month, of=of)
        if parts:
            loose = sum(counts[code] for code in counts if path_of(code, month, of=of)[-2:] == (one.slug, UNCLASSIFIED))
            assert rolled[one.slug] == sum(rolled[part.slug] for part in parts) + loose


@given(counts=counted, month=months)
def test_a_node_that_overlaps_enters_no_total(counts: dict[str, int], month: Month) -> None:
    beside = [one for one in tree(APPENDIX).nodes if one.overlaps]
    assert [one.slug for one in beside] == ["most-serious-violence"]
    assert not {one.slug for one in beside} & set(roll_up(counts, month, of=APPENDIX))
    assert not any(one in children(other.slug, of=APPENDIX) for one in beside for other in tree(APPENDIX).nodes)


def _beneath(slug: str, of: str) -> frozenset[str]:
    """The codes that a node names and that all beneath it name, found by going down."""
    below = [one.slug for one in tree(of).nodes if one.rolls_up_to == slug]
    return node(slug, of=of).offences.union(*(_beneath(child, of) for child in below))


@given(month=months, of=of_any)
def test_the_codes_of_a_node_are_its_own_and_of_everything_beneath_it(month: Month, of: str) -> None:
    for one in tree(of).nodes:
        assert codes_of(one.slug, of=of) == _beneath(one.slug, of)
        if one.valid(month):
            assert codes_of(one.slug, month, of=of) == _beneath(one.slug, of)


def test_the_burglary_classes_change_in_april_2017() -> None:
    titles = {month: [part.title for part in children("burglary", month, of=APPENDIX)] for month in (BEFORE, AFTER)}
    assert titles == {
        BEFORE: ["Burglary Dwelling", "Burglary Other than Dwelling"],
        AFTER: ["Burglary – Residential", "Burglary – Business and Community"],
    }


def test_burglary_holds_the_classes_before_and_after() -> None:
    classes = children("burglary", of=APPENDIX)
    assert codes_of("burglary", of=APPENDIX) == frozenset().union(*(one.offences for one in classes))
    assert codes_of("burglary", of=APPENDIX) == codes_of("burglary") == codes_of("burglary", of=POLICE_UK)


def test_an_offence_of_a_former_class_stays_in_the_total_that_joins_the_classes() -> None:
    """One force recorded an offence under 31 in 2017/18, when the class was for outcomes only."""
    assert path_of("31", BEFORE, of=APPENDIX)[-1] == "burglary-other-than-dwelling"
    assert path_of("31", AFTER, of=APPENDIX) == ("all-crime", "burglary", UNCLASSIFIED)
    assert path_of("28E", BEFORE, of=APPENDIX) == ("all-crime", "burglary", UNCLASSIFIED)


def test_a_class_has_no_codes_in_a_month_when_it_was_not_in_use() -> None:
    with pytest.raises(MeasureError, match="Burglary Dwelling was not in use in April 2017") as error:
        codes_of("burglary-dwelling", AFTER, of=APPENDIX)
    assert "until March 2017" in error.value.expected
    assert "Burglary" in error.value.remedy


def test_vehicle_interference_is_counted_once() -> None:
    assert path_of("126", AFTER, of=APPENDIX) == ("all-crime", "vehicle-crime", "vehicle-interference")
    assert "126" in codes_of("vehicle-crime", of=APPENDIX)
    assert "126" not in codes_of("theft", of=APPENDIX)
    assert "126" in adds_up([node("vehicle-crime", of=APPENDIX), node("theft", of=APPENDIX)])


@pytest.mark.parametrize(
    ("code", "group", "category", "crime_type"),
    [
        ("1/4.1/4.10/4.2", "Violence against the person", "Violence and sexual offences", "Violent crime"),
        ("34B", "Robbery", "Robbery", "Violent crime"),
        ("28E", "Theft offences", "Burglary", "Burglary"),
        ("126", "Theft offences", "Vehicle crime", "Vehicle crime"),
        ("44", "Theft offences", "Bicycle theft", "Theft and handling, vehicle interference left out"),
        ("54", "Miscellaneous crimes", "Other crime", "Crimes against society"),
        ("92D", "Drug offences", "Drugs", "Crimes against society"),
        ("AF", "Fraud offences", "Other crime", "Fraud offences"),
        ("999", "Not classified", "Not classified", "Not classified"),
    ],
)
def test_a_code_has_a_group_a_category_and_a_crime_type(code: str, group: str, category: str, crime_type: str) -> None:
    assert (group_of(code), category_of(code), crime_type_of(code)) == (group, category, crime_type)


@pytest.mark.parametrize("of", [HOME_OFFICE, POLICE_UK, APPENDIX])
def test_an_offence_that_nobody_knows_is_in_the_total_and_not_classified(of: str) -> None:
    assert path_of("999", AFTER, of=of) == (tree(of).root, UNCLASSIFIED)
    assert roll_up({"999": 3, "8N": 1}, AFTER, of=of)[tree(of).root] == 4


def test_fraud_that_national_bodies_record_is_in_no_areas_total() -> None:
    for of in (HOME_OFFICE, APPENDIX):
        assert path_of("AF", AFTER, of=of) == ("fraud-offences",)
        assert not codes_of(tree(of).root, of=of) & {"AF", "CIFAS", "FFA UK", "UK Finance"}


def test_the_three_trees_count_the_same_offences() -> None:
    held = [set(one.leaves) for one in trees().values()]
    assert held[0] == held[1] == held[2] == {*LISTED, "AF", "CIFAS", "FFA UK", "UK Finance"}


def test_what_nobody_read_is_marked_to_be_checked_and_everything_is_cited() -> None:
    nodes = [one for each in trees().values() for one in each.nodes]
    assert all(one.citation and one.source for one in nodes)
    assert node("most-serious-violence", of=APPENDIX).standing == "to be checked"
    assert node("burglary-dwelling", of=APPENDIX).standing == "verified"


def test_a_slug_that_is_not_in_the_tree_is_answered_with_the_closest() -> None:
    with pytest.raises(MeasureError) as error:
        node("shop-lifting")
    assert error.value.remedy == "Did you mean 'shoplifting'?"


def test_a_tree_that_is_not_there_is_answered_with_the_closest() -> None:
    with pytest.raises(MeasureError) as error:
        node("robbery", of="homeoffice")
    assert error.value.remedy == "Did you mean 'home-office'?"


def test_the_parts_of_figures_are_the_nodes_of_the_trees() -> None:
    assert [slug for slug, _, _ in OFFENCE_GROUPS] == [one.slug for one in children("recorded-crime")]
    assert list(STREET_CATEGORIES) == [one.title for one in children("street-crime", of=POLICE_UK)]
    assert Counter(category_of(code) for code in LISTED).keys() == set(STREET_CATEGORIES)


@pytest.mark.parametrize("one", CRIME_TYPES, ids=[one.name for one in CRIME_TYPES])
def test_a_crime_type_counts_the_codes_of_its_node_and_breaks_down_without_remainder(one: Measure) -> None:
    ((column, codes),) = one.where
    assert (column, frozenset(codes)) == ("code", codes_of(one.name, of=APPENDIX))
    if one.groups:
        assert sorted(code for _, _, part in one.groups for code in part) == sorted(codes)


def test_crime_types_are_not_broken_down_by_classes_that_came_and_went() -> None:
    assert next(one for one in CRIME_TYPES if one.name == "burglary").groups == ()


def test_the_first_level_of_crime_types_adds_up_to_all_crime() -> None:
    assert adds_up(children("all-crime", of=APPENDIX)) == codes_of("all-crime", of=APPENDIX) == set(LISTED)
