"""Which months may be compared: against a slow reference, and for the months that the real files cover."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from frankpledge.measures.catalogue import measure
from frankpledge.measures.change import like_for_like
from frankpledge.measures.counts import Counts, Evaluator
from frankpledge.store.query import Library
from frankpledge.terms.period import Month, Period

AREA = "E06000035"
ASB = measure("asb")
YEAR = Period.parse("2025-01..2025-12")
KENT = ("2014-01..2014-11", "2018-03", "2018-10..2019-02", "2019-07..2019-09", "2022-01..2022-11", "2024-01..2024-04")


def _pairs(held: Iterable[Month], period: Period) -> list[tuple[str, str]]:
    counts = Counts(by_month=dict.fromkeys(held, 1), by_part={}, sources=("street",))
    evaluator = Evaluator(cast(Library, None), (), {(ASB.name, AREA): counts})
    return [(str(later), str(earlier)) for later, earlier in like_for_like(evaluator, ASB, AREA, period)]


def _months(*texts: str) -> list[Month]:
    return [month for text in texts for month in Period.parse(text)]


def test_the_months_that_are_held_of_kent_allow_just_two_comparisons_with_2025() -> None:
    """The README of the files names the months; no more than four of 2024 and eleven of 2022 are among them."""
    assert _pairs(_months(*KENT, "2025-01..2025-12"), YEAR) == [
        ("2025-01..2025-04", "2024-01..2024-04"),
        ("2025-01..2025-11", "2022-01..2022-11"),
    ]


def test_a_whole_year_is_compared_whole() -> None:
    assert _pairs(_months("2024-01..2025-12"), YEAR) == [("2025-01..2025-12", "2024-01..2024-12")]


def test_a_month_that_is_missing_ends_the_run_on_either_side() -> None:
    assert _pairs(_months("2024-01..2024-12", "2025-01..2025-05", "2025-07..2025-12"), YEAR) == [
        ("2025-01..2025-05", "2024-01..2024-05")
    ]
    assert _pairs(_months("2024-01..2024-03", "2024-05..2025-12"), YEAR) == [("2025-01..2025-03", "2024-01..2024-03")]


def test_fewer_than_three_months_are_not_compared() -> None:
    assert _pairs(_months("2024-01..2024-02", "2025-01..2025-12"), YEAR) == []


def test_a_run_begins_with_the_period() -> None:
    assert _pairs(_months("2024-02..2024-12", "2025-01..2025-12"), YEAR) == []


def test_nothing_held_compares_with_nothing() -> None:
    assert _pairs([], YEAR) == []


months = st.builds(lambda n: Month(2018, 1).plus(n), st.integers(0, 107))
periods = st.builds(lambda first, more: Period(first, first.plus(more)), months, st.integers(0, 11))


def _slowly(held: set[Month], period: Period) -> list[tuple[str, str]]:
    """For each of five years: the longest beginning of the period of which every month is held in both years."""
    found: list[tuple[str, str]] = []
    for back in range(1, 6):
        fits = [
            Period(period.first, last)
            for last in period
            if all(m in held and Month(m.year - back, m.month) in held for m in Period(period.first, last))
        ]
        if fits and len(max(fits, key=len)) >= 3:
            later = max(fits, key=len)
            earlier = Period(*(Month(m.year - back, m.month) for m in (later.first, later.last)))
            found.append((str(later), str(earlier)))
    return found


@given(st.sets(months, max_size=100), periods, st.booleans())
def test_the_pairs_are_those_of_the_slow_reference(held: set[Month], period: Period, nearly_all: bool) -> None:
    every: Any = {Month(2018, 1).plus(n) for n in range(108)}
    held = every - set(sorted(held)[:12]) if nearly_all else held
    assert _pairs(held, period) == _slowly(held, period)


@given(st.sets(months), periods)
def test_every_pair_is_of_the_same_calendar_months_and_held_whole(held: set[Month], period: Period) -> None:
    for later, earlier in _pairs(held, period):
        after, before = Period.parse(later), Period.parse(earlier)
        assert [month.month for month in after] == [month.month for month in before]
        assert {*after, *before} <= held
        assert before.last < after.first and after.first == period.first
