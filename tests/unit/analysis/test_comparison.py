"""Comparison of two counts."""

from __future__ import annotations

import math
import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special  # noqa: F401  (loaded here, so that no single test is charged for it)

from frankpledge.analysis.comparison import Comparison, compare, root_z

unhurried = settings(deadline=None)
counts = st.one_of(st.integers(0, 40), st.integers(0, 50_000))
exposures = st.floats(0.05, 20.0)
dispersions = st.one_of(st.just(1.0), st.floats(1.0, 40.0))
OPPOSITE = {"rose": "fell", "fell": "rose", "no clear change": "no clear change", "not tested": "not tested"}


def interval(found: Comparison) -> tuple[float, float, float]:
    assert found.percent is not None and found.percent_low is not None and found.percent_high is not None
    return found.percent, found.percent_low, found.percent_high


def binomial_between(low: int, high: int, trials: int, chance: float) -> float:
    """P(low ≤ X ≤ high), by adding up the terms."""
    terms = (
        math.comb(trials, k) * Fraction(chance) ** k * (1 - Fraction(chance)) ** (trials - k)
        for k in range(low, high + 1)
    )
    return float(sum(terms))


def slow_p(after: int, before: int, ratio: Fraction) -> float:
    total, chance = after + before, float(ratio / (1 + ratio))
    tails = binomial_between(after, total, total, chance), binomial_between(0, after, total, chance)
    return min(1.0, 2 * min(tails))


def slow_limit(after: int, before: int, *, upper: bool) -> float:
    """The ratio of two equal periods at which so extreme a share has a chance of 0.025, by halving."""
    total, low, high = after + before, 0.0, 1.0
    for _ in range(45):
        middle = (low + high) / 2
        span = (0, after) if upper else (after, total)
        too_low = binomial_between(*span, total, middle) > 0.025
        low, high = (middle, high) if too_low == upper else (low, middle)
    return low / (1 - low)


def quasi_poisson(after: int, before: int, exposure: float, phi: float) -> tuple[float, float]:
    """Coefficient and standard error of 'after' in a Poisson regression of the two counts, step by step."""
    design, y, size = np.array([[1.0, 1.0], [1.0, 0.0]]), np.array([after, before]), np.array([exposure, 1.0])
    beta = np.array([math.log(before), 0.0])
    for _ in range(50):
        fitted = size * np.exp(design @ beta)
        information = design.T @ (fitted[:, None] * design)
        beta = beta + np.linalg.solve(information, design.T @ (y - fitted))
    return beta[1], math.sqrt(phi * np.linalg.inv(information)[1, 1])


def test_sixteen_against_twenty_five_gives_the_published_ratio_limits_p_and_z() -> None:
    found = compare(16, 25)
    percent, low, high = interval(found)
    assert percent == pytest.approx(-36)
    assert (low, high) == pytest.approx((-68.1, 24.7), abs=0.05)
    assert found.p == pytest.approx(0.211, abs=5e-4)
    assert found.z == pytest.approx(-1.414, abs=5e-4)
    assert (found.verdict, found.method) == ("no clear change", "exact conditional test")


@pytest.mark.parametrize(
    ("after", "before", "months", "ratio", "low", "high", "p"),
    [(70, 100, 12, 0.70, 0.508, 0.960, 0.026), (31, 60, 9, 0.689, 0.432, 1.080, 0.110)],
)
def test_offences_per_month_before_and_after_give_the_worked_limits(
    after: int, before: int, months: int, ratio: float, low: float, high: float, p: float
) -> None:
    found = compare(after, before, exposure_after=months, exposure_before=12)
    assert found.ratio == pytest.approx(ratio, abs=5e-4)
    assert interval(found)[1:] == pytest.approx((100 * low - 100, 100 * high - 100), abs=0.05)
    assert found.p == pytest.approx(p, abs=5e-4)


def test_five_after_twelve_is_no_clear_change() -> None:
    found = compare(5, 12)
    assert found.p == pytest.approx(0.143, abs=5e-4)
    assert (found.verdict, found.z) == ("no clear change", None)


@pytest.mark.parametrize(("after", "before"), [(0, 7), (7, 0), (3, 11), (9, 9), (16, 25), (40, 22), (55, 61)])
@pytest.mark.parametrize("ratio", [Fraction(1), Fraction(1, 3), Fraction(5, 4)])
def test_p_is_twice_the_smaller_tail_found_by_adding_up_terms(after: int, before: int, ratio: Fraction) -> None:
    found = compare(after, before, exposure_after=ratio.numerator, exposure_before=ratio.denominator)
    assert found.p == pytest.approx(slow_p(after, before, ratio), rel=1e-9)


@pytest.mark.parametrize(("after", "before"), [(1, 6), (9, 4), (16, 25), (60, 40)])
def test_exact_limits_are_those_found_by_halving_on_added_up_terms(after: int, before: int) -> None:
    slow = [100 * slow_limit(after, before, upper=upper) - 100 for upper in (False, True)]
    assert list(interval(compare(after, before))[1:]) == pytest.approx(slow, abs=1e-6)


def test_with_dispersion_the_limits_are_those_of_a_quasi_poisson_regression() -> None:
    found = compare(460, 330, exposure_after=1.1, dispersion=3.2)
    slope, error = quasi_poisson(460, 330, 1.1, 3.2)
    percent, low, high = interval(found)
    assert percent == pytest.approx(100 * math.expm1(slope))
    assert low == pytest.approx(100 * math.expm1(slope - 1.959964 * error), abs=1e-4)
    assert high == pytest.approx(100 * math.expm1(slope + 1.959964 * error), abs=1e-4)
    assert found.p == pytest.approx(math.erfc(slope / error / math.sqrt(2)))
    assert found.z == pytest.approx(root_z(460, 330, 1.1) / math.sqrt(3.2))
    assert found.method == "log rate ratio, widened for dispersion"


def test_a_very_long_earlier_period_gives_wheelers_z() -> None:
    assert root_z(25, 16_000_000, 1e-6) == pytest.approx(2.0, abs=1e-5)


def test_a_change_clear_to_plain_counting_is_not_clear_in_a_scattered_series() -> None:
    assert compare(1100, 1000).verdict == "rose"
    scattered = compare(1100, 1000, dispersion=6)
    assert (scattered.verdict, scattered.dispersion) == ("no clear change", 6)


def test_one_row_of_a_table_needs_stronger_evidence_than_a_single_comparison() -> None:
    assert compare(150, 110).verdict == "rose"
    assert compare(150, 110, family=12).verdict == "no clear change"
    assert compare(190, 110, family=12).verdict == "rose"
    assert compare(9, 1).verdict == "rose"
    assert compare(9, 1, family=12).verdict == "no clear change"
    assert compare(0, 14, family=12).verdict == "fell"


def test_a_p_just_under_five_per_cent_needs_a_z_of_two_as_well() -> None:
    rising = [compare(after, 4000, dispersion=1.6) for after in range(4150, 4300)]
    between = [found for found in rising if found.p is not None and 0.0456 < found.p < 0.05]
    assert between and all(found.z is not None and 1.95 < found.z < 2 for found in between)
    assert {found.verdict for found in between} == {"no clear change"}
    assert {rising[0].verdict, rising[-1].verdict} == {"no clear change", "rose"}


@pytest.mark.parametrize(("family", "least_z", "least_p"), [(1, 2, 0.0455), (2, 3, 0.0027)])
def test_every_verdict_follows_the_printed_rule_and_nothing_else(family: int, least_z: float, least_p: float) -> None:
    for before in range(1, 40):
        for after in range(before, 85):
            found = compare(after, before, family=family)
            assert found.p is not None
            strong = found.p < least_p if found.z is None else found.z >= least_z
            assert found.verdict == ("rose" if found.p < 0.05 and strong else "no clear change")


def test_a_rise_from_nothing_has_no_percentage_but_is_still_tested() -> None:
    found = compare(6, 0)
    assert (found.percent, found.percent_low, found.percent_high, found.ratio) == (None, None, None, None)
    assert found.p == pytest.approx(2 * 0.5**6)
    assert found.verdict == "rose"
    assert compare(5, 0).verdict == "no clear change"


def test_a_fall_to_nothing_is_a_hundred_per_cent_with_an_upper_limit() -> None:
    found = compare(0, 8)
    percent, low, high = interval(found)
    assert (percent, low, found.ratio, found.verdict) == (-100, -100, 0, "fell")
    assert -100 < high < 0


def test_nothing_before_and_nothing_after_is_not_tested() -> None:
    found = compare(0, 0)
    assert (found.verdict, found.p, found.z, found.ratio) == ("not tested", None, None, None)


@pytest.mark.parametrize(("after", "before", "small"), [(9, 500, True), (500, 9, True), (10, 10, False)])
def test_a_count_below_ten_on_either_side_is_tested_exactly_and_says_so(after: int, before: int, small: bool) -> None:
    for phi in (1.0, 3.0):
        found = compare(after, before, dispersion=phi)
        assert ("exact conditional test (small counts)" in found.method) is small
        assert (found.z is None) is small


def test_small_counts_of_a_scattered_series_are_widened_too() -> None:
    assert compare(0, 9).verdict == "fell"
    found = compare(0, 9, dispersion=4)
    assert found.verdict == "no clear change"
    assert found.method == "exact conditional test (small counts), widened for dispersion"


def test_dispersion_up_to_one_and_a_half_changes_nothing() -> None:
    plain, slight = compare(130, 100), compare(130, 100, dispersion=1.5)
    assert slight.dispersion == 1.5
    assert (slight.p, slight.z, interval(slight)) == (plain.p, plain.z, interval(plain))


@unhurried
@given(counts, counts, exposures, exposures, dispersions, st.integers(1, 30))
def test_a_verdict_never_goes_against_the_rates(
    after: int, before: int, e1: float, e0: float, phi: float, family: int
) -> None:
    verdict = compare(after, before, exposure_after=e1, exposure_before=e0, dispersion=phi, family=family).verdict
    assert not (verdict == "rose" and after / e1 <= before / e0)
    assert not (verdict == "fell" and after / e1 >= before / e0)


@unhurried
@given(counts, counts, exposures, exposures, dispersions)
def test_the_interval_holds_the_change_and_shuts_out_no_change_exactly_when_p_says(
    after: int, before: int, e1: float, e0: float, phi: float
) -> None:
    assume(before > 0)
    found = compare(after, before, exposure_after=e1, exposure_before=e0, dispersion=phi)
    percent, low, high = interval(found)
    assert -100 <= low <= percent <= high
    assert found.p is not None and 0 <= found.p <= 1
    assume(abs(found.p - 0.05) > 1e-9)
    assert (found.p < 0.05) is not (low <= 0 <= high)
    assert found.verdict == "no clear change" or not low <= 0 <= high


@unhurried
@given(counts, counts, exposures, exposures, dispersions)
def test_swapping_after_and_before_inverts_the_ratio_and_the_verdict(
    after: int, before: int, e1: float, e0: float, phi: float
) -> None:
    assume(after > 0 and before > 0)
    one = compare(after, before, exposure_after=e1, exposure_before=e0, dispersion=phi)
    other = compare(before, after, exposure_after=e0, exposure_before=e1, dispersion=phi)
    assert one.ratio is not None and one.ratio * (other.ratio or 0) == pytest.approx(1)
    assert one.p == pytest.approx(other.p, rel=1e-6, abs=1e-300)
    low, high = interval(one)[1], interval(other)[2]  # a huge upper limit magnifies the last digit of the lower
    assert (1 + low / 100) * (1 + high / 100) == pytest.approx(1, abs=1e-6 + 1e-16 * high)
    assert (one.z is None) is (other.z is None)
    assert one.z is None or one.z == pytest.approx(-(other.z or 0), abs=1e-9)
    assume(one.z is None or abs(abs(one.z) - 2) > 1e-9)
    assert one.verdict == OPPOSITE[other.verdict]


@unhurried
@given(counts, counts, exposures, dispersions, dispersions)
def test_more_dispersion_never_narrows_an_interval(
    after: int, before: int, e1: float, one: float, other: float
) -> None:
    assume(before > 0)
    less, more = (interval(compare(after, before, exposure_after=e1, dispersion=phi)) for phi in sorted((one, other)))
    assert more[1] <= less[1] + 1e-6 and more[2] >= less[2] - 1e-6 * (1 + abs(less[2]))


@unhurried
@given(counts, counts, exposures, st.floats(0.01, 100))
def test_only_the_proportion_of_the_exposures_matters(after: int, before: int, e1: float, unit: float) -> None:
    assume(before > 0)
    plain = compare(after, before, exposure_after=e1)
    scaled = compare(after, before, exposure_after=e1 * unit, exposure_before=unit)
    assert scaled.ratio == pytest.approx(plain.ratio, rel=1e-9)
    assert scaled.p == pytest.approx(plain.p, rel=1e-6, abs=1e-300)


def false_alarms(drawn: np.ndarray, **keywords: float) -> float:
    """The share of pairs of columns, with no change between them, that are called risen or fallen."""
    pairs = ((int(after), int(before)) for after, before in drawn)
    found = [compare(after, before, **keywords).verdict for after, before in pairs]  # type: ignore[arg-type]
    return np.mean([verdict in ("rose", "fell") for verdict in found]).item()


@pytest.mark.parametrize("mean", [4, 15, 60, 900])
def test_no_more_than_one_unchanged_pair_in_twenty_is_called_changed(mean: int) -> None:
    drawn = np.random.default_rng(1285).poisson(mean, (4000, 2))
    assert false_alarms(drawn) < 0.055
    assert false_alarms(drawn, family=20) < 0.006


@pytest.mark.parametrize(("mean", "phi"), [(40, 4), (900, 4), (900, 10)])
def test_in_a_scattered_series_dispersion_keeps_false_alarms_to_one_in_twenty(mean: int, phi: int) -> None:
    drawn = np.random.default_rng(1285).negative_binomial(mean / (phi - 1), 1 / phi, (4000, 2))
    assert false_alarms(drawn, dispersion=phi) < 0.055
    assert false_alarms(drawn) > 0.25


def test_counts_of_forty_thousand_are_compared_in_under_twenty_milliseconds() -> None:
    spent = []
    for _ in range(5):
        start = time.perf_counter()
        compare(40_000, 40_321, exposure_after=365, exposure_before=366)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.02


@pytest.mark.parametrize(
    ("keywords", "message"),
    [
        ({"after": -1, "before": 2}, "count after"),
        ({"after": 1, "before": math.nan}, "count before"),
        ({"after": 1, "before": 2, "exposure_after": 0}, "exposure after"),
        ({"after": 1, "before": 2, "exposure_before": -3}, "exposure before"),
        ({"after": 1, "before": 2, "dispersion": math.inf}, "dispersion"),
        ({"after": 1, "before": 2, "family": 0}, "family"),
    ],
)
def test_what_cannot_be_compared_is_refused_by_name(keywords: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        compare(**keywords)  # type: ignore[arg-type]
