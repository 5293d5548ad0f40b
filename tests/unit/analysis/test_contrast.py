"""Two printed percentages whose numbers are not printed."""

from __future__ import annotations

from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from frankpledge.analysis.contrast import back_solve, base_for_power, least_base
from frankpledge.analysis.proportion import difference

ATTENDANCES = ("2.58", "1.48")


def printed(count: int, base: int, places: int) -> set[str]:
    """The percentage as it may be printed, however a half is rounded."""
    unit, exact = Decimal(1).scaleb(-places), Decimal(100 * count) / Decimal(base)
    return {str(exact.quantize(unit, rounding)) for rounding in (ROUND_HALF_UP, ROUND_HALF_DOWN)}


def slow_numbers(percent: str, least: int, most: int) -> list[tuple[int, int]]:
    places = len(percent.partition(".")[2])
    return [(x, n) for n in range(least, most + 1) for x in range(n + 1) if percent in printed(x, n, places)]


def test_the_two_attendance_rates_need_1221_in_each_group_or_1376_by_fisher() -> None:
    assert least_base(2.58, 1.48) == 1221
    assert least_base(2.58, 1.48, exact=True) == 1376


def test_to_find_such_a_difference_four_times_in_five_takes_2579_in_each_group() -> None:
    assert base_for_power(2.58, 1.48) == 2579


def test_with_the_numbers_that_were_found_the_attendance_rates_do_not_differ_beyond_chance() -> None:
    """26 of 1,008 and 15 of 1,014; and of a thousand each, Fisher's p is .11."""
    assert "2.58" in printed(26, 1008, 2) and "1.48" in printed(15, 1014, 2)
    assert stats.fisher_exact([[26, 982], [15, 999]]).pvalue == pytest.approx(0.084, abs=5e-4)
    assert stats.fisher_exact([[26, 974], [15, 985]]).pvalue == pytest.approx(0.11, abs=5e-3)
    assert difference(26, 1008, 15, 1014).p > 0.05


def test_with_no_more_than_twelve_hundred_each_the_attendance_rates_may_not_be_contrasted() -> None:
    found = back_solve(*ATTENDANCES, least=500, most=1200)
    assert found.possible and found.few and not found.may_contrast and found.clear is None


def test_with_more_they_might_and_the_numbers_that_would_bear_it_are_shown() -> None:
    found = back_solve(*ATTENDANCES, least=500, most=3000)
    assert found.may_contrast and found.clear is not None
    clear = found.clear
    assert "2.58" in printed(clear.count, clear.base, 2) and "1.48" in printed(clear.other_count, clear.other_base, 2)
    assert clear.p == difference(clear.count, clear.base, clear.other_count, clear.other_base).p < 0.05
    assert found.few
    assert not back_solve(*ATTENDANCES, least=2900, most=3000).few


@settings(max_examples=25)
@given(st.integers(1, 40), st.integers(0, 12), st.data())
def test_it_agrees_with_trying_every_number_there_is(least: int, more: int, data: st.DataObject) -> None:
    pairs = [(data.draw(st.integers(0, n)), n) for n in data.draw(st.tuples(*[st.integers(least, least + more)] * 2))]
    one, two = (data.draw(st.sampled_from(sorted(printed(x, n, 1)))) for x, n in pairs)
    found = back_solve(one, two, least=least, most=least + more)
    first, second = (slow_numbers(each, least, least + more) for each in (one, two))
    assert found.possible and first and second
    assert found.may_contrast == any(difference(x, n, y, m).p < 0.05 for x, n in first for y, m in second)
    assert found.few == (min(x for x, _ in first + second) < 30)


@pytest.mark.parametrize(("one", "other"), [("26", "10"), ("36", "18"), ("28", "11")])
def test_numbers_at_opposite_ends_of_their_range_are_tried_together(one: str, other: str) -> None:
    """Only the smallest base of the one with the largest of the other differ beyond chance, or only the largest."""
    first, second = (slow_numbers(each, 30, 45) for each in (one, other))
    assert any(difference(x, n, y, m).p < 0.05 for x, n in first for y, m in second)
    assert back_solve(one, other, least=30, most=45).may_contrast


def test_what_no_number_rounds_to_is_said_to_be_impossible() -> None:
    found = back_solve("2.58", "50.0", least=20, most=30)
    assert not found.possible and not found.may_contrast


def test_the_places_that_were_printed_count() -> None:
    assert back_solve("3", "0", least=30, most=40).possible
    assert not back_solve("3.00", "0", least=30, most=32).possible


@pytest.mark.parametrize(("one", "other"), [("0", "100"), ("0.0", "0.0"), ("100.0", "100"), ("50", "50")])
def test_none_all_and_alike_are_no_trouble(one: str, other: str) -> None:
    found = back_solve(one, other, least=50, most=60)
    assert found.possible and found.may_contrast == (one != other and "100" in (one, other) and "0" in (one, other))


def test_enormous_bases_are_tried_within_seconds() -> None:
    assert not back_solve("45.0", "44.9", least=1000, most=100_000).may_contrast
    assert back_solve("45.0", "44.0", least=1000, most=100_000).may_contrast


@pytest.mark.parametrize("percent", ["", "high", "-1", "100.1", "NaN", 2.58])
def test_what_is_no_printed_percentage_is_refused(percent: str) -> None:
    with pytest.raises(ValueError, match=r"as it was printed, such as '2\.58'"):
        back_solve(percent, "1.48", least=1, most=9)


def test_bases_and_percentages_out_of_range_are_refused() -> None:
    for least, most in ((0, 5), (6, 5)):
        with pytest.raises(ValueError, match="bases must go from one"):
            back_solve("2.58", "1.48", least=least, most=most)
    with pytest.raises(ValueError, match="from 0 to 100"):
        least_base(101, 3)
    with pytest.raises(ValueError, match="cannot be told apart"):
        base_for_power(3, 3)


def test_equal_percentages_have_no_least_base() -> None:
    assert least_base(5, 5, most=2000) is None
    assert least_base(0, 100) == 2


def test_the_power_asked_for_is_the_power_found() -> None:
    n, random = base_for_power(30, 20), np.random.default_rng(2)
    x, y = random.binomial(n, 0.3, 4000), random.binomial(n, 0.2, 4000)
    share = (x + y) / (2 * n)
    z = np.abs(x - y) / n / np.sqrt(share * (1 - share) * 2 / n)
    assert (z > 1.959964).mean() == pytest.approx(0.8, abs=0.025)
