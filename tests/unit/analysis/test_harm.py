"""Counts weighted by harm."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.harm import harm_score

CAMBRIDGE = {"murder": 5475, "wounding with intent": 1460, "robbery": 365, "burglary": 19, "assault": 10}
"""Sherman, Neyroud and Neyroud (2016): starting points of sentences, in days."""

Z = 1.9599639845400545

kinds = st.dictionaries(st.sampled_from(list(CAMBRIDGE)), st.integers(0, 5000), max_size=5)


def score(counts: dict[str, int], **more: float) -> tuple[float, float | None, float | None]:
    found = harm_score(counts, CAMBRIDGE, 1000, edition="2016", **more)  # type: ignore[arg-type]
    return found.value, found.low, found.high


@given(kinds, st.floats(1, 1e6), st.floats(1, 30))
def test_it_is_the_sum_of_weight_times_count_with_its_variance(counts: dict[str, int], base: float, phi: float) -> None:
    found = harm_score(counts, CAMBRIDGE, base, edition="2016", dispersion=phi)
    total = sum(CAMBRIDGE[kind] * count for kind, count in counts.items())
    assert found.value == pytest.approx(total / base)
    assert found.counted == sum(counts.values())
    if total:
        variance = (phi if phi > 1.5 else 1) * sum(CAMBRIDGE[kind] ** 2 * count for kind, count in counts.items())
        assert found.high == pytest.approx((total + Z * math.sqrt(variance)) / base)
        assert found.low == pytest.approx(max(0, total - Z * math.sqrt(variance)) / base, rel=1e-9, abs=1e-9)
    else:
        assert (found.low, found.high, found.bearing) == (None, None, None)


def test_one_murder_outweighs_two_hundred_burglaries_and_is_said_to_bear_the_sum() -> None:
    found = harm_score({"murder": 1, "burglary": 200, "assault": 9}, CAMBRIDGE, 10_000, edition="2016")
    assert found.value == pytest.approx((5475 + 3800 + 90) / 10_000)
    assert [part.kind for part in found.largest] == ["murder", "burglary", "assault"]
    assert found.largest[0].share == pytest.approx(5475 / 9365)
    assert found.bearing == pytest.approx(9365**2 / (5475**2 + 200 * 361 + 900)) and found.bearing < 3
    assert found.method == "weighted sum of counts, rough: few offences bear it" and found.low == 0
    assert found.edition == "2016"


def test_of_one_kind_alone_as_many_bear_the_sum_as_were_counted() -> None:
    found = harm_score({"burglary": 64, "murder": 0}, CAMBRIDGE, 1, edition="2016")
    assert found.bearing == pytest.approx(64) and found.method == "weighted sum of counts"
    assert [part.kind for part in found.largest] == ["burglary"]
    assert (found.low, found.high) == pytest.approx((19 * (64 - 1.959964 * 8), 19 * (64 + 1.959964 * 8)), rel=1e-6)


def test_only_as_many_parts_as_asked_for_are_named() -> None:
    counts = dict.fromkeys(CAMBRIDGE, 3)
    assert [part.kind for part in harm_score(counts, CAMBRIDGE, 1, edition="2016").largest] == list(CAMBRIDGE)[:3]
    assert len(harm_score(counts, CAMBRIDGE, 1, edition="2016", largest=1).largest) == 1


def test_the_limits_hold_the_truth_about_as_often_as_they_say() -> None:
    random = np.random.default_rng(4)
    means = {"wounding with intent": 30.0, "robbery": 60.0, "burglary": 400.0}
    truth, held = sum(CAMBRIDGE[kind] * mean for kind, mean in means.items()) / 1000, []
    for _ in range(1500):
        _, low, high = score({kind: int(random.poisson(mean)) for kind, mean in means.items()})
        assert low is not None and high is not None
        held.append(low <= truth <= high)
    assert np.mean(held) == pytest.approx(0.95, abs=0.02)


def test_a_kind_without_a_weight_is_refused_by_name_and_not_taken_for_harmless() -> None:
    with pytest.raises(ValueError, match="The weights of 2016 have none for arson, fraud"):
        harm_score({"fraud": 3, "arson": 0, "robbery": 1}, CAMBRIDGE, 1, edition="2016")


@pytest.mark.parametrize("weight", [-1, math.nan, math.inf])
def test_a_weight_or_count_that_cannot_be_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="weight of theft must be a number"):
        harm_score({"theft": 1}, {"theft": weight}, 1, edition="mine")
    with pytest.raises(ValueError, match="count of robbery must be a whole number"):
        score({"robbery": -1})


def test_nothing_counted_or_nothing_given_has_a_score_of_nought_without_limits() -> None:
    assert score({}) == score({"murder": 0}) == (0, None, None)
