"""Proportions, their differences and the same people asked twice."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # noqa: F401  (loaded here, so that no single test is charged for it)

from frankpledge.analysis.proportion import (
    difference,
    options,
    paired_p,
    proportion,
    share_of_weights,
    weighted_options,
    weighted_proportion,
)

parts = st.integers(1, 2000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
small = st.integers(1, 25).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
Z = 1.9599639845400545


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_newcombes_four_proportions_have_their_published_limits(count: int, base: int, low: float, high: float) -> None:
    found = proportion(count, base)
    assert found.value == count / base
    assert (found.low, found.high) == pytest.approx((low, high), abs=5.1e-5)
    assert (found.base, found.method) == (base, "Wilson’s limits")


@settings(deadline=None)
@given(parts)
def test_wilsons_limits_are_the_shares_that_lie_two_standard_errors_off(part: tuple[int, int]) -> None:
    count, base = part
    found = proportion(count, base)
    assert 0 <= found.low <= found.value <= found.high <= 1
    for limit in (found.low, found.high):
        if 0 < limit < 1:
            off = abs(found.value - limit)
            assert off == pytest.approx(Z * math.sqrt(limit * (1 - limit) / base), rel=1e-6, abs=1e-9)


@settings(deadline=None)
@given(parts)
def test_those_who_did_not_are_the_mirror_of_those_who_did(part: tuple[int, int]) -> None:
    count, base = part
    did, did_not = proportion(count, base), proportion(base - count, base)
    assert (did.low, did.high) == pytest.approx((1 - did_not.high, 1 - did_not.low))


def test_a_nearly_whole_panel_narrows_the_limits_and_a_whole_one_leaves_no_doubt() -> None:
    sample, most, whole = (proportion(40, 100, population=people) for people in (10_000_000, 120, 100))
    assert (sample.low, sample.high) == pytest.approx((proportion(40, 100).low, proportion(40, 100).high), abs=1e-4)
    for limit in (most.low, most.high):
        error = math.sqrt(limit * (1 - limit) / 100 * (120 - 100) / (120 - 1))
        assert abs(0.4 - limit) == pytest.approx(Z * error)
    assert (whole.low, whole.high) == (0.4, 0.4)
    assert whole.method == "Wilson’s limits, finite population correction"


@settings(deadline=None)
@given(st.integers(1, 500), st.integers(0, 500), st.floats(0.01, 100))
def test_equal_weights_change_nothing(base: int, count: int, weight: float) -> None:
    count = min(count, base)
    weighted = weighted_proportion([place < count for place in range(base)], [weight] * base)
    plain = proportion(count, base)
    assert (weighted.value, weighted.low, weighted.high, weighted.base) == pytest.approx(
        (plain.value, plain.low, plain.high, base), abs=1e-12
    )


def test_unequal_weights_leave_the_effective_base_of_kish() -> None:
    found = weighted_proportion([True, True, False, False], [3, 1, 1, 1])
    assert (found.value, found.base) == (pytest.approx(4 / 6), pytest.approx(36 / 12))
    assert found.method == "Wilson’s limits on the effective base"


def test_each_option_of_a_question_has_its_own_limits_and_shares_may_pass_the_whole() -> None:
    found = options([81, 200, 263], 263)
    assert found == (proportion(81, 263), proportion(200, 263), proportion(263, 263))
    assert sum(one.value for one in found) > 2


answers = st.lists(
    st.tuples(st.one_of(st.none(), st.lists(st.booleans(), min_size=3, max_size=3)), st.floats(0.1, 9)),
    min_size=1,
    max_size=20,
)


@given(answers)
def test_each_weighted_option_is_out_of_the_people_who_answered(rows: list[tuple[list[bool] | None, float]]) -> None:
    chosen, weights = [row for row, _ in rows], [weight for _, weight in rows]
    given_answers = [(row, weight) for row, weight in rows if row is not None]
    if not given_answers:
        with pytest.raises(ValueError, match="Somebody must have answered"):
            weighted_options(chosen, weights)
        return
    found = weighted_options(chosen, weights)
    assert (found.answered, found.unanswered) == (len(given_answers), len(rows) - len(given_answers))
    total = sum(weight for _, weight in given_answers)
    kish = total**2 / sum(weight**2 for _, weight in given_answers)
    for place, each in enumerate(found.options):
        assert each.value == pytest.approx(sum(w for row, w in given_answers if row[place]) / total)
        assert each.base == pytest.approx(kish)
        assert 0 <= each.low <= each.value <= each.high <= 1


def test_with_equal_weights_the_options_are_those_of_plain_counting() -> None:
    chosen = [[True, True], [True, False], [False, False], None, [True, True]]
    found = weighted_options(chosen, [2.5] * 5)
    plain = options([3, 2], 4)
    for each, other in zip(found.options, plain, strict=True):
        assert (each.value, each.low, each.high, each.base) == pytest.approx((other.value, other.low, other.high, 4))
    assert sum(each.value for each in found.options) > 1
    assert found.unanswered == 1


def test_answers_of_different_lengths_or_without_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="one weight; found 1 people and 2 weights"):
        weighted_options([[True]], [1, 2])
    for chosen in ([[True], [True, False]], [[True], []]):
        with pytest.raises(ValueError, match="for every option"):
            weighted_options(chosen, [1, 2])


def test_newcombes_difference_has_its_published_limits() -> None:
    found = difference(56, 70, 48, 80)
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5.1e-5)
    assert found.method == "Newcombe’s limits, pooled z"


def test_the_two_attendance_rates_differ_by_about_a_point_and_no_more_than_chance() -> None:
    found = difference(26, 1008, 15, 1014)
    assert (found.value, found.low, found.high) == pytest.approx((0.0110, -0.0015, 0.0241), abs=5.1e-5)
    assert found.p == pytest.approx(0.079, abs=5e-4)


@settings(deadline=None)
@given(small, small)
def test_p_is_the_pooled_z_or_fishers_sum_where_little_is_expected(one: tuple[int, int], two: tuple[int, int]) -> None:
    (x, n), (y, m) = one, two
    found, drawn = difference(x, n, y, m), x + y
    least = min(base * side / (n + m) for base in (n, m) for side in (drawn, n + m - drawn))
    if least < 5:
        ways = {k: math.comb(n, k) * math.comb(m, drawn - k) for k in range(max(0, drawn - m), min(n, drawn) + 1)}
        p = float(Fraction(sum(way for way in ways.values() if way <= ways[x]), sum(ways.values())))
        assert found.method.endswith("Fisher’s exact test")
    else:
        squares = sum(
            (seen - base * side / (n + m)) ** 2 / (base * side / (n + m))
            for seen, base, side in ((x, n, drawn), (n - x, n, n + m - drawn), (y, m, drawn), (m - y, m, n + m - drawn))
        )
        p = math.erfc(math.sqrt(squares / 2))
    assert found.p == pytest.approx(p)


@settings(deadline=None)
@given(parts, parts)
def test_a_difference_the_other_way_round_is_its_mirror(one: tuple[int, int], two: tuple[int, int]) -> None:
    there, back = difference(*one, *two), difference(*two, *one)
    assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low), abs=1e-12)
    assert there.p == pytest.approx(back.p)
    assert -1 <= there.low <= there.value <= there.high <= 1


def test_two_like_shares_are_seldom_called_different() -> None:
    random = np.random.default_rng(5)
    drawn = random.binomial(150, 0.3, (1500, 2)).tolist()
    found = [difference(x, 150, y, 150) for x, y in drawn]
    assert np.mean([one.p < 0.05 for one in found]) == pytest.approx(0.05, abs=0.015)
    assert np.mean([one.low > 0 or one.high < 0 for one in found]) == pytest.approx(0.05, abs=0.015)


def test_nine_one_way_and_two_the_other_have_the_published_exact_p() -> None:
    assert paired_p(2, 9) == pytest.approx(0.06543, abs=5e-6)


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 60))
def test_the_paired_p_is_twice_the_smaller_tail_of_coin_tosses(one: int, other: int) -> None:
    tosses, fewer = one + other, min(one, other)
    tail = Fraction(sum(math.comb(tosses, k) for k in range(fewer + 1)), 2**tosses)
    assert paired_p(one, other) == pytest.approx(min(1.0, float(2 * tail)))


def test_where_nobody_changed_there_is_nothing_to_find() -> None:
    assert paired_p(0, 0) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((5, 4), "no more than its base"), ((0, 0), "base must be a number"), ((5, 10.5), "base must be a whole")],
)
def test_more_than_the_base_or_no_base_is_refused(arguments: tuple[int, int], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        proportion(*arguments)


def test_a_population_under_its_sample_and_people_without_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="at least as large as the base of 20; found 19"):
        proportion(5, 20, population=19)
    with pytest.raises(ValueError, match="found 2 people and 1 weights"):
        weighted_proportion([True, False], [1])
    with pytest.raises(ValueError, match="found 0 people"):
        weighted_proportion([], [])


def test_the_sums_of_the_weights_give_what_the_people_give() -> None:
    chosen, weights = [True, False, True, False, False], [1.2, 0.8, 2.0, 0.5, 1.5]
    people = weighted_proportion(chosen, weights)
    sums = share_of_weights(
        sum(weight for weight, does in zip(weights, chosen, strict=True) if does),
        sum(weights),
        sum(weight**2 for weight in weights),
    )
    assert (sums.value, sums.low, sums.high) == pytest.approx((people.value, people.low, people.high))


def test_more_weight_than_there_is_cannot_have_chosen() -> None:
    with pytest.raises(ValueError, match="must lie between 0 and 2"):
        share_of_weights(3, 2, 2)
