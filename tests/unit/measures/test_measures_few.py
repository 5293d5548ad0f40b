"""A count of a few people is never in what is published, nor is anything that it can be worked out from."""

from __future__ import annotations

from decimal import Decimal

import pytest

from frankpledge.measures.catalogue import measure
from frankpledge.measures.few import SMALL, UNSHOWN, protected, threshold_of
from frankpledge.measures.model import Figure, NotAvailable, Withheld
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit
from frankpledge.terms.period import Period

ASSAULT, EXCLUSIONS, FIRES = (
    measure("assault-admissions"),
    measure("school-exclusions"),
    measure("deliberate-primary-fires"),
)
YEAR = Period.parse("2025-01..2025-12")


def figure(function: str, value: int, *, of: int | None = None, on: int | None = None) -> Figure:
    return Figure(
        key=f"assault-admissions.{function}@E06000035@{YEAR}",
        label="Admissions",
        area=Area("E06000035", "Medway"),
        period=YEAR,
        unit=Unit.COUNT,
        value=Decimal(value),
        numerator=None if of is None else Decimal(of),
        denominator=None if on is None else Decimal(on),
        method="Count",
        sources=(),
        edition="e",
    )


@pytest.mark.parametrize(
    ("name", "least"),
    [
        *((name, 5) for name in ("assault-admissions", "substance-admissions", "alcohol-poisonings")),
        *(
            (name, 5)
            for name in ("alcohol-involved", "ambulance-calls", "racial-incidents", "violence-to-firefighters")
        ),
        *((name, 10) for name in ("school-exclusions", "abuse-admissions")),
        *((name, None) for name in ("deliberate-primary-fires", "police-asb", "council-asb", "calls-999", "asb")),
    ],
)
def test_each_measure_about_people_has_its_threshold_and_no_other_has_one(name: str, least: int | None) -> None:
    assert threshold_of(measure(name)) == least


@pytest.mark.parametrize(("count", "shown"), [(0, True), (1, False), (4, False), (5, True), (900, True)])
def test_a_count_from_one_to_four_people_is_withheld(count: int, shown: bool) -> None:
    assert isinstance(protected(ASSAULT, figure("level", count)), Figure) is shown


@pytest.mark.parametrize(("count", "shown"), [(0, True), (1, False), (9, False), (10, True)])
def test_a_sensitive_count_is_withheld_up_to_nine(count: int, shown: bool) -> None:
    assert isinstance(protected(EXCLUSIONS, figure("level", count)), Figure) is shown


@pytest.mark.parametrize(("after", "before", "shown"), [(12, 4, False), (4, 12, False), (12, 12, True), (0, 12, True)])
def test_a_change_is_withheld_where_either_of_its_counts_is(after: int, before: int, shown: bool) -> None:
    assert isinstance(protected(ASSAULT, figure("change", 10, of=after, on=before)), Figure) is shown


def test_a_rate_is_judged_by_its_count_and_not_by_its_residents() -> None:
    assert isinstance(protected(ASSAULT, figure("rate", 0, of=3, on=278_556)), Withheld)
    assert isinstance(protected(ASSAULT, figure("rate", 1, of=30, on=278_556)), Figure)


@pytest.mark.parametrize("function", ["share", "season", "trend"])
def test_what_needs_every_small_count_is_never_shown_of_people(function: str) -> None:
    found = protected(ASSAULT, figure(function, 500, of=100, on=200))
    assert isinstance(found, Withheld) and found.reason == UNSHOWN


def test_what_is_withheld_holds_no_number() -> None:
    found = protected(ASSAULT, figure("level", 3))
    assert found == Withheld(key=figure("level", 3).key, label="Admissions", reason=SMALL)


def test_a_measure_that_is_not_about_people_and_what_is_not_there_stay_as_they_are() -> None:
    assert protected(FIRES, figure("level", 3)) == figure("level", 3)
    gap = NotAvailable(key="k", label="l", reason="r")
    assert protected(ASSAULT, gap) is gap
