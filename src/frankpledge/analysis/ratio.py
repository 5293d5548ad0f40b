"""Ratio: a count over what was expected, over a standard, or over an estimate that is itself uncertain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.analysis.inputs import positive, positives, whole_count, whole_counts
from frankpledge.analysis.rates import count_interval

LEAST_STANDARDISED = 10
"""A directly standardised rate needs this many events in all. The practice of OHID."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio, share or rate and its limits."""

    value: float
    low: float | None
    high: float
    method: str


def expected_count(bases: Sequence[float], reference_counts: Sequence[int], reference_bases: Sequence[float]) -> float:
    """What would be counted in an area at the rates of a reference population, group by group (such as by age).

    Each sequence has one figure a group, in the same order. Unusable numbers raise ValueError.

    Source: Breslow and Day (1987), Statistical Methods in Cancer Research, volume 2.
    """
    here, there = positives(bases, "base"), positives(reference_bases, "reference base")
    counts = whole_counts(reference_counts, "reference counts")
    _same_length(here.size, counts.size, there.size)
    return float((here * counts / there).sum())


def standardised_ratio(observed: int, expected: float, *, level: float = 0.95, dispersion: float = 1.0) -> Ratio:
    """Observed over expected, 1 being as expected, with the limits of `count_interval` for the observed.

    The expected count is taken as known. Unusable numbers raise ValueError.

    Source: Breslow and Day (1987), Statistical Methods in Cancer Research, volume 2.
    """
    mean = positive(expected, "expected count")
    limits = count_interval(observed, level=level, dispersion=dispersion)
    low = None if limits.low is None else limits.low / mean
    return Ratio(whole_count(observed) / mean, low, limits.high / mean, f"indirectly standardised, {limits.method}")


def standardised_rate(
    counts: Sequence[int],
    bases: Sequence[float],
    standard: Sequence[float],
    *,
    scale: float = 1000,
    level: float = 0.95,
) -> Ratio | None:
    """The rate per `scale` that an area would have if its groups were as large as those of the standard.

    Each sequence has one figure a group, in the same order. The limits are those of `count_interval` for all
    events, stretched to the standard error of the weighted sum. None with fewer than ten events in all.
    Unusable numbers raise ValueError.

    Source: Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10:457.
    """
    x, n, weights = whole_counts(counts), positives(bases, "base"), positives(standard, "standard population")
    _same_length(x.size, n.size, weights.size)
    total = int(x.sum())
    if total < LEAST_STANDARDISED:
        return None
    share = positive(scale, "scale") * weights / weights.sum() / n
    value, stretch = float((share * x).sum()), math.sqrt(float((share**2 * x).sum()) / total)
    limits = count_interval(total, level=level)
    low = None if limits.low is None else value + stretch * (limits.low - total)
    method = f"directly standardised, Dobson’s method with {limits.method}"
    return Ratio(value, low, value + stretch * (limits.high - total), method)


def share_of_estimate(count: int, estimate: float, low: float, high: float, *, level: float = 0.95) -> Ratio:
    """A count over an estimate published as `estimate` with limits `low` and `high` at the same `level`.

    On the log scale, the square of the distance to each limit of the ratio is the sum of two squares: the
    count's distance to its limit on that side, and the estimate's on the other. Neither interval need be
    symmetrical. The ratio may pass 1. The estimate's lower limit must be above nought. Unusable numbers
    raise ValueError.

    Source: Zou and Donner (2008), Statistics in Medicine 27:1693.
    """
    middle, bottom = positive(estimate, "estimate"), positive(low, "estimate's lower limit")
    top, x, method = positive(high, "estimate's upper limit"), whole_count(count), "count over a published interval"
    if not bottom <= middle <= top:
        raise ValueError(f"The estimate must lie within its limits; found {middle} within {bottom} to {top}.")
    limits = count_interval(x, level=level)
    if not x or not limits.low:  # a nought has no logarithm: the furthest that both intervals allow
        return Ratio(x / middle, 0.0, limits.high / bottom, method)
    down = math.hypot(math.log(x / limits.low), math.log(top / middle))
    up = math.hypot(math.log(limits.high / x), math.log(middle / bottom))
    return Ratio(x / middle, x / middle * math.exp(-down), x / middle * math.exp(up), method)


def unmet_need(in_treatment: int, estimate: float, low: float, high: float, *, level: float = 0.95) -> Ratio:
    """The share of an estimated number of people who are not in treatment: what `share_of_estimate` leaves of 1.

    A limit is never under nought. The value is, where more are in treatment than were estimated: the
    estimate is then too low, and the method says so. Unusable numbers raise ValueError.

    Source: Zou and Donner (2008), Statistics in Medicine 27:1693.
    """
    met = share_of_estimate(in_treatment, estimate, low, high, level=level)
    method = met.method + (", which it exceeds" if met.value > 1 else "")
    return Ratio(1 - met.value, max(0.0, 1 - met.high), max(0.0, 1 - (met.low or 0.0)), method)


def _same_length(*sizes: int) -> None:
    if len(set(sizes)) != 1:
        raise ValueError(f"Each group needs one figure in every list; found lists of {', '.join(map(str, sizes))}.")
