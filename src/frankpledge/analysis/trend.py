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
    Pearson dispersion, and never narrowed. Where residuals are related by more than 0.2 they are widened for
    that, or worked out with twelve lags where that gives more. Even so, 95 per cent limits held the truth in
    88 of 100 simulated series of five years related by 0.5, and in 83 of those related by 0.8.
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
    fitted = _fit(design, y, offset)
    if fitted is None:
        return None
    logs, mean = fitted
    residuals = (y - mean) / np.sqrt(mean)
    square, freedom = float((residuals**2).sum()), len(y) - design.shape[1]
    related = float((residuals[1:] * residuals[:-1]).sum()) / max(square, _CLOSE)
    # What months that follow one another in this way add to the variance of a mean over many of them.
    stretch = (1 + min(related, 0.9)) / (1 - min(related, 0.9)) if related > _RELATED_ABOVE else 1.0
    phi, lags = square / freedom, _LAGS if stretch > 1 else 0
    errors = _errors(design, y, mean, stretch * max(1.0, phi), lags)
    pairs = list(zip(logs.tolist(), errors.tolist(), strict=True))[: 1 + len(steps)]
    effects = [_effect(*pair, max(2.0, freedom / stretch), level) for pair in pairs]
    method = "quasi-Poisson with month factors" + (", widened for related months" if stretch > 1 else "")
    return Trend(effects[0], tuple(effects[1:]), phi, related, method)


def _design(months: int, first_month: int, steps: Sequence[int]) -> Numbers:
    """Columns: years since the middle, each step, twelve calendar months."""
    place = np.arange(months)
    if not all(0 < step < months for step in steps):
        raise ValueError(f"A step must lie within the series, from 1 to {months - 1}; found {list(steps)}.")
    entered = [(place >= step).astype(np.float64) for step in steps]
    columns = [(place - place.mean()) / 12, *entered, *np.eye(12)[(first_month - 1 + place) % 12].T]
    design = np.column_stack(columns)
    if months - len(columns) < _LEAST_FREEDOM or np.linalg.matrix_rank(design) < len(columns):
        raise ValueError(f"The steps {list(steps)} cannot be told apart over {months} months; give fewer of them.")
    return design


def _fit(design: Numbers, y: Numbers, offset: Numbers) -> tuple[Numbers, Numbers] | None:
    """Effects and fitted counts of greatest likelihood, by weighted least squares over and over; None if they drift."""
    eta = np.log(y + 0.5)
    for _ in range(_ROUNDS):
        mean = np.exp(np.clip(eta, -30, 30))
        root = np.sqrt(mean)
        target = root * (eta - offset) + (y - mean) / root
        effects = np.linalg.lstsq(design * root[:, None], target)[0]
        before, eta = eta, design @ effects + offset
        if np.abs(eta - before).max() < _CLOSE:
            return (effects, np.exp(eta)) if np.exp(eta).min() > _LEAST_FITTED else None
    return None


def _errors(design: Numbers, y: Numbers, mean: Numbers, phi: float, lags: int) -> Numbers:
    """The standard error of each effect: by phi and, with lags, the larger of that and Newey and West's."""
    bread = np.linalg.inv(design.T @ (design * mean[:, None]))
    variances = phi * np.diag(bread)
    if lags:
        score = design * (y - mean)[:, None]
        crossed = score.T @ score
        for lag in range(1, lags + 1):
            later = score[lag:].T @ score[:-lag]
            crossed += (1 - lag / (lags + 1)) * (later + later.T)
        spare = len(y) / (len(y) - design.shape[1])
        variances = np.maximum(variances, spare * np.diag(bread @ crossed @ bread))
    return np.sqrt(variances)


def _effect(effect: float, error: float, freedom: float, level: float) -> Effect:
    from scipy.special import stdtr, stdtrit

    half = float(stdtrit(freedom, 0.5 + probability(level, "level") / 2)) * error
    low, high = (100 * math.expm1(min(limit, 700.0)) for limit in (effect - half, effect + half))
    return Effect(100 * math.expm1(effect), low, high, 2 * float(stdtr(freedom, -abs(effect) / error)))
