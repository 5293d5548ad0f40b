"""Whether a place means anything: tables in, a funnel out, checked against sums done by hand."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path

import pytest
from tests.measures.peer_tables import ALIKE, UNLIKE, ranked
from tests.measures.tables import MEDWAY, given

from frankpledge.measures.funnel import INNER, OUTER, PeerFunnel, chance_curve, peer_funnel
from frankpledge.measures.model import NotAvailable
from frankpledge.measures.peers import Peers, peers
from frankpledge.terms.period import Period

YEAR = Period.parse("2025-01..2025-12")


def _peers(tmp_path: Path, counts: tuple[int, ...]) -> tuple[Peers, PeerFunnel | NotAvailable]:
    evaluator = given(tmp_path, *ranked(counts), places={})
    found = peers(evaluator, MEDWAY, YEAR)
    assert isinstance(found, Peers)
    return found, peer_funnel(evaluator, found)


def _funnel(tmp_path: Path, counts: tuple[int, ...]) -> PeerFunnel:
    found = _peers(tmp_path, counts)[1]
    assert isinstance(found, PeerFunnel), found
    return found


def test_each_count_is_set_against_its_residents_at_the_rate_of_all(tmp_path: Path) -> None:
    found = _funnel(tmp_path, UNLIKE)
    assert found.rate.value == Decimal(sum(UNLIKE)) / 120
    for one in found.standings:
        assert float(one.ratio.denominator or 0) == pytest.approx(sum(UNLIKE) / 12)
        assert float(one.ratio.value) == pytest.approx(float(one.ratio.numerator or 0) / (sum(UNLIKE) / 12))
    assert sum(float(one.ratio.denominator or 0) for one in found.standings) == pytest.approx(sum(UNLIKE))


def test_the_highest_ratio_comes_first_and_the_areas_own_is_named(tmp_path: Path) -> None:
    found = _funnel(tmp_path, UNLIKE)
    values = [one.ratio.value for one in found.standings]
    assert values == sorted(values, reverse=True)
    assert found.own.area.code == MEDWAY and found.own.ratio.numerator == 1300


def test_the_interval_of_a_ratio_holds_it_and_narrows_for_no_one_else(tmp_path: Path) -> None:
    for one in _funnel(tmp_path, UNLIKE).standings:
        assert one.ratio.low is not None and one.ratio.high is not None
        assert one.ratio.low < one.ratio.value < one.ratio.high


def test_authorities_that_differ_by_chance_alone_are_judged_by_chance_alone(tmp_path: Path) -> None:
    found = _funnel(tmp_path, ALIKE)
    assert not found.widened and found.spread.value == 0
    assert (found.chance_beyond.value, found.beyond.value, found.far_beyond.value) == (0, 0, 0)
    assert all(one.chance == one.adjusted for one in found.standings)


def test_where_authorities_differ_by_more_the_limits_are_widened_and_fewer_lie_beyond(tmp_path: Path) -> None:
    found = _funnel(tmp_path, UNLIKE)
    assert found.widened
    assert found.chance_beyond.value == 10  # by hand: 1,050 expected, limits 987 and 1,114: all but 1,000 and 1,010
    assert found.own.chance_label == "high (0.001)" and found.own.label == "not significant"
    assert found.beyond.value < found.chance_beyond.value
    for one in found.standings:
        assert one.adjusted.high > one.chance.high and one.adjusted.low < one.chance.low


def test_one_authority_that_stands_apart_lies_beyond_the_widened_limits_too(tmp_path: Path) -> None:
    found = _funnel(tmp_path, (9000, *ALIKE[1:]))
    assert found.own.label == "high (0.001)"
    assert (found.beyond.value >= 1, found.far_beyond.value >= 1) == (True, True)


def test_those_beyond_the_outer_limits_are_among_those_beyond_the_inner_ones(tmp_path: Path) -> None:
    found = _funnel(tmp_path, (9000, *UNLIKE[1:]))
    labels = [one.label for one in found.standings]
    assert found.beyond.value == sum(label != "not significant" for label in labels)
    assert found.far_beyond.value == sum("0.001" in label for label in labels)
    assert found.beyond.denominator == 12


def test_the_account_of_a_ratio_says_where_it_lies_against_both_kinds_of_limits(tmp_path: Path) -> None:
    note = _funnel(tmp_path, UNLIKE).own.ratio.notes[-1]
    assert note == (
        "Against limits widened by how much authorities differ: within them. "
        "Against limits for chance alone: high (0.001)."
    )


def test_the_spread_is_the_standard_deviation_between_authorities_in_per_cent(tmp_path: Path) -> None:
    found = _funnel(tmp_path, UNLIKE)
    tau2 = float(found.spread.method.split("tau² = ")[1].split(",")[0])
    assert float(found.spread.value) == pytest.approx((math.exp(math.sqrt(tau2)) - 1) * 100, abs=0.1)
    assert found.scatter.value > 1


def test_the_curve_for_chance_runs_from_the_smallest_to_the_largest_and_the_outer_lies_outside(tmp_path: Path) -> None:
    found = _funnel(tmp_path, UNLIKE)
    inner, outer = chance_curve(found, INNER), chance_curve(found, OUTER)
    expected = [float(one.ratio.denominator or 0) for one in found.standings]
    assert (inner[0][0], inner[-1][0]) == (pytest.approx(min(expected)), pytest.approx(max(expected)))
    for (base, low, high), (other, far_low, far_high) in zip(inner, outer, strict=True):
        assert base == other and far_low < low < 1 < high < far_high


def test_fewer_than_ten_authorities_cannot_say_how_much_they_ordinarily_differ(tmp_path: Path) -> None:
    gap = _peers(tmp_path, UNLIKE[:9])[1]
    assert isinstance(gap, NotAvailable)
    assert gap.reason == "9 of its kind can be ranked, and ten are needed to say how much they ordinarily differ"


def test_ten_authorities_are_enough(tmp_path: Path) -> None:
    assert isinstance(_peers(tmp_path, UNLIKE[:10])[1], PeerFunnel)


def test_every_figure_has_a_key_of_its_own_and_the_year_of_the_table(tmp_path: Path) -> None:
    figures = _funnel(tmp_path, UNLIKE).figures
    assert len({figure.key for figure in figures}) == len(figures) == 12 + 6
    assert all("2024-07..2025-06" in figure.key and "July 2024 to June 2025" in figure.label for figure in figures)
