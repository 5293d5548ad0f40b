"""Cohort: whether the same people offended less after than before, for their time at liberty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.comparison import Comparison, compare
from frankpledge.analysis.inputs import positives, whole_counts
from frankpledge.analysis.proportion import paired_p

_LEAST_FREEDOM = 3
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Cohort:
    """The change of all together, and of how many people the rate is lower, higher or the same.

    `expected_after` is how many of all offences would fall after, had nobody's rate changed. `share_low` and
    `share_high` are 95 per cent limits of the share whose rate is lower among those whose rate changed: None
    where nobody's did. `p` is that of lower being as likely as higher.
    """

    comparison: Comparison
    expected_after: float
    lower: int
    higher: int
    same: int
    share_low: float | None
    share_high: float | None
    p: float
    method: str


def cohort_change(
    before: Sequence[int], after: Sequence[int], *, exposure_before: Sequence[float], exposure_after: Sequence[float]
) -> Cohort:
    """Offences of each person before and after, over each person's months at liberty (custody taken out).

    Had nothing changed, each person's offences would be split as their time at liberty is; the sum of that is
    compared with what happened, as `compare` does. To add up offences and months instead would call it a
    success that the busiest were locked up. People who changed unlike one another widen the limits. Person
    by person, the lower are counted against the higher (sign test; Clopper and Pearson's limits). A cohort
    chosen at a peak falls back by itself: without others to compare, the change is not to be put down to
    what was done. Everyone must have been at liberty in both periods. Unusable numbers raise ValueError.

    Sources: Przyborowski and Wilenski (1940), Biometrika 31:313; Clopper and Pearson (1934), Biometrika
    26:404; McCullagh and Nelder, Generalized Linear Models (2nd edition, 1989), chapter 4, for dispersion.
    """
    x0, x1 = whole_counts(before, "counts before"), whole_counts(after, "counts after")
    t0, t1 = positives(exposure_before, "exposure before"), positives(exposure_after, "exposure after")
    if not x0.shape == x1.shape == t0.shape == t1.shape or not x0.size:
        raise ValueError(f"Each person needs two counts and two exposures; found {x0.size}, {x1.size}, {len(t0)}.")
    odds, every = t1 / t0, x0 + x1
    expected = float((every * odds / (1 + odds)).sum())
    exposure = (expected, float(every.sum()) - expected) if every.any() else (float(t1.sum()), float(t0.sum()))
    together = compare(
        int(x1.sum()),
        int(x0.sum()),
        exposure_after=exposure[0],
        exposure_before=exposure[1],
        dispersion=_dispersion(x1, every, odds, exposure[0] / exposure[1]),
    )
    same = np.isclose(x1, odds * x0, rtol=1e-9, atol=0)
    lower, higher = int((~same & (x1 < odds * x0)).sum()), int((~same & (x1 > odds * x0)).sum())
    method = "all together, and person by person (sign test)"
    limits = _share_limits(lower, lower + higher)
    return Cohort(together, expected, lower, higher, int(same.sum()), *limits, paired_p(lower, higher), method)


def _dispersion(
    after: NDArray[np.float64], every: NDArray[np.float64], odds: NDArray[np.float64], whole: float
) -> float:
    """Pearson's X² over its degrees of freedom, had all changed alike; 1 where it is less or cannot be told.

    Nobody with fewer than two offences can show that they changed unlike the others.
    """
    told, x, left = every >= 2, float(after.sum()), float(every.sum() - after.sum())
    freedom = int(told.sum()) - 1
    if freedom < _LEAST_FREEDOM or not x or not left:
        return 1.0
    fitted = odds * x / left / whole
    share = (fitted / (1 + fitted))[told]
    squares = (after[told] - every[told] * share) ** 2 / (every[told] * share * (1 - share))
    return max(1.0, float(squares.sum()) / freedom)


def _share_limits(count: int, base: int) -> tuple[float | None, float | None]:
    """Clopper and Pearson's limits."""
    from scipy.special import betaincinv

    if not base:
        return None, None
    low = float(betaincinv(count, base - count + 1, _TAIL)) if count else 0.0
    return low, float(betaincinv(count + 1, base - count, 1 - _TAIL)) if count < base else 1.0
