"""Tables of nearly the same population: what ties them, and what follows."""

from __future__ import annotations

import pytest

from frankpledge.analysis.disclosure.differencing import Population, differences, subtracted
from frankpledge.analysis.disclosure.table import Equation

YEAR, QUARTERS = range(12), [range(3), range(3, 6), range(6, 9), range(9, 12)]


def months(*some: int) -> Population:
    return Population.of(("ward",), some)


def test_a_year_is_its_first_nine_months_and_the_three_that_are_the_difference() -> None:
    year, nine, rest = months(*YEAR), months(*range(9)), months(9, 10, 11)
    assert differences([year, nine]) == (Equation(year, (nine, rest)),)


def test_years_that_overlap_share_what_they_have_in_common() -> None:
    one, next_one = months(*range(12)), months(*range(3, 15))
    common = months(*range(3, 12))
    assert set(differences([one, next_one])) == {
        Equation(one, (months(0, 1, 2), common)),
        Equation(next_one, (common, months(12, 13, 14))),
    }


def test_populations_alike_in_nothing_are_not_tied() -> None:
    assert differences([months(1, 2), months(3, 4)]) == ()
    assert differences([Population.of("a", "x"), Population.of("ab", "y")]) == ()
    assert differences([Population.of("a"), Population.of("ab", "x")]) == ()
    assert differences(["a", "b", 3]) == ()


def test_a_table_inside_another_in_two_ways_is_split_one_dimension_after_the_other() -> None:
    large, little = Population.of("abc", (1, 2)), Population.of("ab", (1,))
    assert set(differences([large, little])) == {
        Equation(large, (Population.of("ab", (1, 2)), Population.of("c", (1, 2)))),
        Equation(Population.of("ab", (1, 2)), (little, Population.of("ab", (2,)))),
        Equation(Population.of("c", (1, 2)), (Population.of("c", (1,)), Population.of("c", (2,)))),
    }


def test_a_sum_that_a_table_makes_itself_is_not_made_again() -> None:
    year, quarters = months(*YEAR), [months(*quarter) for quarter in QUARTERS]
    own = Equation(year, tuple(quarters))
    assert differences([year, *quarters], [own]) == ()
    (made,) = differences([year, *quarters], [Equation("other", ("sum",))])
    assert made.total == year and set(made.parts) == set(quarters)


def test_parts_that_do_not_make_the_whole_are_no_sum_of_the_table() -> None:
    year, first = months(*YEAR), months(*QUARTERS[0])
    (found,) = differences([year, first], [Equation(year, (first,))])
    assert found == Equation(year, (first, months(*range(3, 12))))


def test_the_order_of_the_keys_does_not_change_what_is_tied() -> None:
    keys = [months(*YEAR), months(*range(9)), months(*range(3, 9)), months(5)]
    assert set(differences(keys)) == set(differences(keys[::-1]))


def test_a_population_has_somebody_along_every_dimension() -> None:
    with pytest.raises(ValueError, match="one member or more"):
        Population.of("ab", ())


def test_counts_follow_by_adding_and_by_taking_away() -> None:
    sums = [Equation("t", ("a", "b")), Equation("b", ("c", "d")), Equation("x", ("y", "z"))]
    assert subtracted(sums, {"a": 2, "t": 9, "c": 3}) == {"a": 2, "t": 9, "c": 3, "b": 7, "d": 4}
    assert subtracted(sums, {"y": 1, "z": 2}) == {"y": 1, "z": 2, "x": 3}
    assert subtracted((), {}) == {}
