"""The measures that come with the package: complete, distinct, and grouped without gaps or overlaps."""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from frankpledge.measures.catalogue import MEASURES, measure
from frankpledge.measures.catalogue.crime import OFFENCE_GROUPS, STREET_CATEGORIES
from frankpledge.measures.model import Measure
from frankpledge.sources.street import ASB, CATEGORIES
from frankpledge.store.tables import TABLES
from frankpledge.terms.errors import MeasureError

EVERY = pytest.mark.parametrize("one", MEASURES.values(), ids=MEASURES)


@EVERY
def test_a_measure_says_what_why_by_whom_and_what_is_wrong_with_it(one: Measure) -> None:
    for text in (one.title, one.noun, one.nouns, one.citation, one.why_it_matters, one.limitation, one.checked_by):
        assert text.strip() == text != ""


@EVERY
def test_a_measure_counts_rows_of_a_table_by_columns_that_the_table_has(one: Measure) -> None:
    columns = {column.name for column in TABLES[one.events].columns}
    assert {column for column, _ in one.where} <= columns
    assert not one.within or one.within in columns


@EVERY
def test_parts_never_overlap(one: Measure) -> None:
    values = [value for _, _, codes in one.groups for value in codes]
    assert len(values) == len(set(values))
    slugs = [slug for slug, _, _ in one.groups]
    assert len(slugs) == len(set(slugs)) and "unclassified" not in slugs


def test_every_code_of_the_home_office_is_in_just_one_group() -> None:
    text = resources.files("frankpledge.measures.catalogue").joinpath("offence_codes.csv").read_text(encoding="utf-8")
    codes = [row["code"] for row in csv.DictReader(text.splitlines())]
    assert sorted(code for _, _, group in OFFENCE_GROUPS for code in group) == sorted(codes)
    assert len(OFFENCE_GROUPS) == 9


def test_crime_and_anti_social_behaviour_share_no_category_and_leave_none_out() -> None:
    assert ASB not in STREET_CATEGORIES
    assert {*STREET_CATEGORIES, ASB} == set(CATEGORIES)
    assert measure("asb").where == (("category", (ASB,)),)


def test_violence_holds_no_sexual_offence_and_no_robbery() -> None:
    groups = {slug: set(codes) for slug, _, codes in OFFENCE_GROUPS}
    violence = set(measure("violence-against-the-person").where[0][1])
    assert violence == groups["violence-against-the-person"]
    assert not violence & (groups["sexual-offences"] | groups["robbery"])


def test_crimes_against_society_are_those_without_one_victim() -> None:
    groups = {slug: set(codes) for slug, _, codes in OFFENCE_GROUPS}
    society = set(measure("crimes-against-society").where[0][1])
    names = ("drug-offences", "possession-of-weapons-offences", "public-order-offences", "miscellaneous-crimes")
    assert society == set().union(*(groups[name] for name in names))


def test_a_name_that_nobody_declared_is_answered_with_the_closest() -> None:
    with pytest.raises(MeasureError) as error:
        measure("recorded_crime")
    assert error.value.remedy == "Did you mean 'recorded-crime'?"
    assert set(error.value.expected.split(", ")) == set(MEASURES)
