"""Whole numbers in proportion, and the classes of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.demo.mix import code_counts, code_weights, in_use, largest_remainder
from frankpledge.demo.tables import ASB, YEARS, former_classes, kent_counts, offences, yearly_totals
from frankpledge.measures.tree import APPENDIX, UNCLASSIFIED, codes_of, path_of, why_not
from frankpledge.terms.period import Month, Period

WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any)


def by_hand(total: int, weights: list[int]) -> list[int]:
    """One left-over unit at a time to the first of the parts that are furthest behind."""
    shares = [Fraction(total * weight, sum(weights)) for weight in weights]
    parts = [int(share) for share in shares]
    waiting = [share - part for share, part in zip(shares, parts, strict=True)]
    while sum(parts) < total:
        neediest = waiting.index(max(waiting))
        parts[neediest] += 1
        waiting[neediest] = Fraction(-1)
    return parts


@given(total=st.integers(0, 100_000), weights=WEIGHTS)
def test_parts_sum_to_the_total_and_are_those_found_by_hand(total: int, weights: list[int]) -> None:
    parts = largest_remainder(total, weights)
    assert sum(parts) == total
    assert parts == by_hand(total, weights)


@given(total=st.integers(0, 100_000), weights=WEIGHTS)
def test_no_part_is_a_whole_unit_away_from_its_share(total: int, weights: list[int]) -> None:
    for part, weight in zip(largest_remainder(total, weights), weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


def test_ten_seats_are_shared_as_in_the_textbook_example_of_six_parties() -> None:
    votes = [47_000, 16_000, 15_900, 12_000, 6_000, 3_100]
    assert largest_remainder(10, votes) == [5, 2, 1, 1, 1, 0]


@pytest.mark.parametrize(("total", "weights"), [(5, [0, 0]), (-1, [1]), (5, [2, -1])])
def test_nothing_to_share_by_is_refused(total: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weight above zero"):
        largest_remainder(total, weights)


@pytest.mark.parametrize("year", YEARS)
def test_classes_of_a_year_sum_to_the_total_of_each_group(year: str) -> None:
    counts = code_counts(year)
    summed: Counter[str] = Counter()
    for offence in offences():
        summed[offence.group] += counts[offence.code]
    column = YEARS.index(year)
    assert dict(summed) == {group: row[column] for group, row in yearly_totals().items() if group != ASB}


@pytest.mark.parametrize("year", YEARS)
def test_taking_burglary_back_to_its_former_classes_loses_nothing(year: str) -> None:
    assert sum(code_weights(year).values()) == 100 * sum(kent_counts().values())


def test_a_class_keeps_the_share_of_its_group_that_it_had_in_kent() -> None:
    shoplifting = code_counts("2019-20")["46"] / 7_967
    theft = sum(kent_counts().get(one.code, 0) for one in offences() if one.group == "Theft offences")
    assert shoplifting == pytest.approx(kent_counts()["46"] / theft, abs=1 / 7_967)


@pytest.mark.parametrize("year", YEARS)
def test_no_crime_is_recorded_in_a_class_that_was_not_in_use(year: str) -> None:
    first, last = Month(int(year[:4]), 4), Month(int(year[:4]) + 1, 3)
    for code, count in code_counts(year).items():
        if count:
            assert UNCLASSIFIED not in (*path_of(code, first, of=APPENDIX), *path_of(code, last, of=APPENDIX)), code


def test_classes_of_burglary_are_in_use_when_the_crime_tree_says_so() -> None:
    for former in former_classes():
        assert [in_use(former.code, year) for year in YEARS] == [False, False, True, True, True]
        assert [in_use(former.former_code, year) for year in YEARS] == [True, True, False, False, False]
    assert all(in_use("46", year) for year in YEARS)


def test_all_burglary_keeps_its_share_of_theft_over_the_change_of_its_classes_and_its_subgroups_do_not() -> None:
    """The subgroups step as the real ones did, and the crime tree says that they cannot be followed over the month."""
    burglary = codes_of("burglary", of=APPENDIX)
    domestic = {one.code for one in offences() if one.subgroup == "Domestic burglary"}

    def share(year: str, codes: Collection[str]) -> float:
        counts = code_counts(year)
        return sum(counts[code] for code in codes) / yearly_totals()["Theft offences"][YEARS.index(year)]

    assert share("2016-17", burglary) == pytest.approx(share("2017-18", burglary), abs=0.002)
    assert share("2017-18", domestic) > 1.3 * share("2016-17", domestic)
    over = Period.parse("2016-04..2018-03")
    assert why_not("burglary", over, of=APPENDIX) == ""
    assert "Burglary counts alike throughout" in why_not("domestic-burglary", over)
