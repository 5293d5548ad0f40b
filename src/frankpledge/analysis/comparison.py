"""Comparison: a count against an earlier one: the change, its interval, its test and a verdict in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

from frankpledge.analysis.dispersion import applied_dispersion
from frankpledge.analysis.inputs import positive, whole_count

Verdict = Literal["rose", "fell", "no clear change", "not tested"]

SMALL_BELOW = 10
"""A count under this on either side is tested by the exact method alone."""

_SINGLE_Z, _TABLE_Z = 2.0, 3.0
_P_BELOW = 0.05
_LIMIT_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The change from before to after. Percentages and ratio are of the rates; None when before is nought.

    The limits are 95 per cent ones and agree with `p`: they shut out no change exactly when p is below
    0.05. `z` is None where a count is too small for it. `dispersion` is the one given, whether or not it
    was large enough to be used; `method` says.
    """

    percent: float | None
    percent_low: float | None
    percent_high: float | None
    ratio: float | None
    p: float | None
    z: float | None
    dispersion: float
    verdict: Verdict
    method: str


@dataclass(frozen=True, slots=True)
class _Test:
    low: float
    high: float
    p: float
    method: str


def compare(
    after: int,
    before: int,
    *,
    exposure_after: float = 1.0,
    exposure_before: float = 1.0,
    dispersion: float = 1.0,
    family: int = 1,
) -> Comparison:
    """Compare two counts, each over its exposure (days, months, people: any unit, the same for both).

    The test is the exact conditional one, at any size of count. Where the dispersion is above 1.5 and
    neither count is small, it is the log rate ratio with its standard error widened by the root of the
    dispersion, and the z is shrunk by the same root; where one is small, the exact test is done on the
    counts divided by the dispersion.
    `family` is how many comparisons are shown together. "Rose" or "fell" needs p < 0.05 and |z| ≥ 2, or
    |z| ≥ 3 in a family of more than one; where small counts leave no z, p alone must be as strong.
    Unusable numbers raise ValueError.

    Sources: Przyborowski and Wilenski (1940), Biometrika 31:313; Clopper and Pearson (1934), Biometrika
    26:404; Wheeler (2016), Int. J. Police Science & Management 18:159, for counts compared by their roots.
    """
    x1, x0 = whole_count(after, "count after"), whole_count(before, "count before")
    r = positive(exposure_after, "exposure after") / positive(exposure_before, "exposure before")
    phi, many = applied_dispersion(dispersion), positive(family, "size of the family") > 1
    if x1 == x0 == 0:
        return Comparison(None, None, None, None, None, None, dispersion, "not tested", "nothing to compare")
    small = min(x1, x0) < SMALL_BELOW
    test = _exact(x1, x0, r, phi) if small or phi == 1 else _log_ratio(x1, x0, r, phi)
    z = None if small else root_z(x1, x0, r) / math.sqrt(phi)
    verdict = _verdict(test.p, z, many, rising=x1 > r * x0)
    if x0 == 0:
        return Comparison(None, None, None, None, test.p, z, dispersion, verdict, test.method)
    ratio = x1 / x0 / r
    percent, low, high = (100 * (value - 1) for value in (ratio, test.low, test.high))
    return Comparison(percent, low, high, ratio, test.p, z, dispersion, verdict, test.method)


def root_z(after: int, before: int, exposure_ratio: float = 1.0) -> float:
    """The difference of the roots of two counts over its standard error: near normal from counts of five.

    `exposure_ratio` is exposure after over exposure before. Both counts vary, so two equal periods divide the
    difference by √2; as the earlier period grows long the result approaches the score of Wheeler (2016),
    which takes the earlier mean as known.
    """
    return 2 * (math.sqrt(after) - math.sqrt(exposure_ratio * before)) / math.sqrt(1 + exposure_ratio)


def _exact(after: int, before: int, r: float, phi: float) -> _Test:
    """Clopper–Pearson limits for the share of all events that fell after, turned back into a ratio of rates.

    p is twice the smaller tail, the construction of the limits, so that the two cannot disagree.
    """
    from scipy.special import betainc, betaincinv

    a, b, null = after / phi, before / phi, r / (1 + r)
    as_many = float(betainc(a, b + 1, null)) if after else 1.0
    as_few = float(betainc(b, a + 1, 1 - null)) if before else 1.0
    low = float(betaincinv(a, b + 1, 0.025)) if after else 0.0
    high = float(betaincinv(b, a + 1, 0.025)) if before else 0.0
    method = "exact conditional test"
    method += " (small counts)" if min(after, before) < SMALL_BELOW else ""
    method += ", widened for dispersion" if phi > 1 else ""
    upper = (1 - high) / high / r if high else math.inf
    return _Test(low / (1 - low) / r, upper, min(1.0, 2 * min(as_many, as_few)), method)


def _log_ratio(after: int, before: int, r: float, phi: float) -> _Test:
    """The log of the ratio of rates over its standard error, read as normal; neither count may be nought."""
    middle, error = math.log(after / before / r), math.sqrt(phi * (1 / after + 1 / before))
    low, high = math.exp(middle - _LIMIT_Z * error), math.exp(middle + _LIMIT_Z * error)
    return _Test(low, high, _two_sided(middle / error), "log rate ratio, widened for dispersion")


def _two_sided(z: float) -> float:
    return math.erfc(abs(z) / math.sqrt(2))


def _verdict(p: float, z: float | None, many: bool, *, rising: bool) -> Verdict:
    needed = _TABLE_Z if many else _SINGLE_Z
    strong = p < _two_sided(needed) if z is None else abs(z) >= needed
    if p < _P_BELOW and strong:
        return "rose" if rising else "fell"
    return "no clear change"
