"""Mistakes of other programmes that are not repeated here."""

from __future__ import annotations

import math

import numpy as np
from scipy import stats

from frankpledge.analysis.before_after import displacement
from frankpledge.analysis.comparison import compare, root_z
from frankpledge.analysis.concentration import gini
from frankpledge.analysis.disclosure.rounded import nearest
from frankpledge.analysis.multiple import benjamini_hochberg
from frankpledge.analysis.spc import SETTLED_FROM, xmr


def test_the_score_of_two_single_periods_is_not_read_as_if_one_of_them_were_known() -> None:
    """Wheeler's z of two equal periods has a variance of two: one pair in six would be called changed."""
    random = np.random.default_rng(8)
    pairs = random.poisson(60, (20_000, 2))
    plain = 2 * np.abs(np.sqrt(pairs[:, 0]) - np.sqrt(pairs[:, 1]))
    ours = np.array([abs(root_z(int(after), int(before))) for after, before in pairs[:4000]])
    assert 0.155 < (plain > 1.96).mean() < 0.18
    assert 0.03 < (ours > 1.96).mean() < 0.065


def test_sixteen_against_twenty_five_is_two_by_wheelers_z_and_not_by_ours() -> None:
    assert 2 * (math.sqrt(25) - math.sqrt(16)) == 2.0
    found = compare(25, 16)
    assert found.z is not None and round(found.z, 3) == 1.414 and found.verdict == "no clear change"


def test_p_and_limits_come_from_one_construction_and_never_disagree() -> None:
    """R takes p by adding up unlikely counts and limits from tails: over these pairs it contradicts itself."""
    disagree = 0
    for after in range(60):
        for before in range(1, 60):
            found = compare(after, before)
            assert found.percent_low is not None and found.percent_high is not None and found.p is not None
            assert (found.percent_low <= 0 <= found.percent_high) == (found.p >= 0.05)
            r_p = stats.binomtest(after, after + before).pvalue if after + before else 1.0
            disagree += (r_p < 0.05) != (found.p < 0.05)
    assert disagree == 0  # of equal exposures both are alike
    lopsided = [(x, y) for x in range(25) for y in range(1, 40) if x + y]
    told = [
        (stats.binomtest(x, x + y, 1 / 5).pvalue < 0.05) != ((compare(x, y, exposure_before=4).p or 1) < 0.05)
        for x, y in lopsided
    ]
    assert sum(told) > 0


def test_the_coefficient_of_the_vignettes_second_table_is_what_its_formula_gives_and_not_its_caption() -> None:
    found = gini([3, 1, 1, 0, 0, 0, 0, 0, 0, 0])
    assert found is not None and round(found.generalised, 2) == 0.56


def test_thirty_two_rounds_to_thirty_and_not_to_the_handbooks_thirty_five() -> None:
    assert nearest(32) == 30


def test_limits_are_provisional_under_twelve_points_and_not_at_twelve() -> None:
    assert SETTLED_FROM == 12
    assert "provisional" in xmr(range(11)).method and "provisional" not in xmr(range(12)).method


def test_a_family_is_all_the_tests_shown_and_not_each_with_its_neighbours() -> None:
    p_values = [0.001] + [0.5] * 99
    assert benjamini_hochberg(p_values).q[0] == 0.1


def test_limits_of_a_difference_are_the_usual_ninety_five_per_cent_unless_asked_otherwise() -> None:
    found = displacement((207, 110), (308, 318), (178, 157), (150, 140))
    assert found is not None
    assert (round(found.low), round(found.high), round(found.z, 2)) == (-196, -40, -2.98)
