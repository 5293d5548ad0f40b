"""E-test: whether two small counts could have one rate, by adding up every pair of counts at least as far apart."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.comparison import compare
from frankpledge.analysis.inputs import positive, whole_count

LARGEST = 1000
"""Above this count the pairs are too many and the exact conditional test is as good."""

_CUT = 1e-12
_HAIR = 1e-9  # pairs as far apart as those seen are counted, whatever their last digits say


@dataclass(frozen=True, slots=True)
class ETest:
    """`p` is two-sided; None where nothing was counted. `statistic` is None where another test was used."""

    p: float | None
    statistic: float | None
    method: str


def e_test(after: int, before: int, *, exposure_after: float = 1.0, exposure_before: float = 1.0) -> ETest:
    """Two counts, each over its exposure: the chance of rates so far apart, had both the one rate of all together.

    Finds more than the conditional test in small counts, at the price of being exact only about. The distance is
    the difference of the rates over the root of x₁ ÷ e₁² + x₂ ÷ e₂², each pair with its own. Above a count of
    1,000 it is the exact conditional test. Unusable numbers raise ValueError.

    Source: Krishnamoorthy and Thomson (2004), Journal of Statistical Planning and Inference 119:23.
    """
    x1, x2 = whole_count(after, "count after"), whole_count(before, "count before")
    e1, e2 = positive(exposure_after, "exposure after"), positive(exposure_before, "exposure before")
    if x1 == x2 == 0:
        return ETest(None, None, "nothing to compare")
    if max(x1, x2) > LARGEST:
        test = compare(x1, x2, exposure_after=e1, exposure_before=e2)
        return ETest(test.p, None, f"{test.method}, for counts above {LARGEST:,}")
    seen = float(_distance(np.array([float(x1)]), np.array([float(x2)]), e1, e2)[0, 0])
    share = e1 / (e1 + e2)
    (first, p1), (second, p2) = _likely((x1 + x2) * share), _likely((x1 + x2) * (1 - share))
    as_far = np.abs(_distance(first, second, e1, e2)) >= abs(seen) * (1 - _HAIR)
    return ETest(min(1.0, float(p1 @ as_far @ p2)), seen, "E-test")


def _likely(mean: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The counts that a Poisson variable of this mean takes, but for 10⁻¹² at either end, and their chances."""
    from scipy.stats import poisson

    counts = np.arange(float(poisson.ppf(_CUT, mean)), float(poisson.isf(_CUT, mean)) + 1)
    return counts, np.exp(poisson.logpmf(counts, mean))


def _distance(first: NDArray[np.float64], second: NDArray[np.float64], e1: float, e2: float) -> NDArray[np.float64]:
    """Of every first count from every second; two noughts are no distance apart."""
    rates = np.subtract.outer(first / e1, second / e2)
    spread = np.sqrt(np.add.outer(first / e1**2, second / e2**2))
    return rates / np.where(spread > 0, spread, math.inf)
