"""Trend: the yearly change of a monthly series, freed of its season and of steps that are known of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.inputs import positives, probability, whole_counts

LEAST_MONTHS = 24

_RELATED_ABOVE, _LAGS = 0.2, 12
_LEAST_FREEDOM = 3
_LEAST_FITTED = 1e-6  # a fitted count under this is on its way to nought, and its effect to minus infinity
_ROUNDS, _CLOSE = 50, 1e-10

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Effect:
    """A change in per cent with its limits, and its p."""

    percent: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Trend:
    """The change a year, and that at each step in the order given. `phi` is 1 where chance alone scatters months.

    `related` is the correlation of each month's residual with the next one's.
    """

    annual: Effect
    steps: tuple[Effect, ...]
    phi: float
    related: float
    method: str


def trend(
    counts: ArrayLike,
    *,
    first_month: int,
    bases: Sequence[float] | None = None,
    steps: Sequence[int] = (),
    level: float = 0.95,
) -> Trend | None:
    """A straight line through the logs of consecutive months' counts, with an effect of each calendar month.

    The first count is of `first_month` (1 is January). `bases` are people or days, one a month; the change
    is then of the rate. A step is the place (0 is the first month) from which a new level holds, such as a
    new counting rule; a lockdown is two, in and out. Standard errors are widened by the root of phi, the
    Pearson dispersion, and where residuals are related by more than 0.2 are also worked out with twelve
    lags, the larger of the two being used; none is narrowed.
    None with fewer than twenty-four months, or where an effect has no finite value (a calendar month, or all
    months after a step, without a single event). Unusable numbers, and steps that cannot be told apart,
    raise ValueError.

    Sources: McCullagh and Nelder, Generalized Linear Models (2nd edition, 1989), chapters 2 and 6; Newey and
    West (1987), Econometrica 55:703.
    """
    y = whole_counts(counts, "monthly counts")
    if y.ndim != 1 or first_month not in range(1, 13):
        raise ValueError(f"One series from a month of 1 to 12 is needed; found {y.ndim} dimensions, {first_month}.")
    offset = np.log(positives(bases, "base")) if bases is not None else np.zeros(len(y))
    if len(offset) != len(y):
        raise ValueError(f"Each month needs one count and one base; found {len(y)} and {len(offset)}.")
    if len(y) < LEAST_MONTHS:
        return None
    design = _design(len(y), first_month, steps)
    freedom = len(y) - design.shape[1]
    fitted = _fit(design, y, offset) if freedom >= _LEAST_FREEDOM else None
    if fitted is None:
        return None
    ...
