"""Season: how far each calendar month stands above or below its year, and whether that could be chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.inputs import whole_counts

LEAST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class SeasonalIndex:
    """Twelve figures, January first, whose mean is 1: a month at 1.10 runs a tenth above its year."""

    index: tuple[float, ...]
    method: str


@dataclass(frozen=True, slots=True)
class SeasonalityTest:
    """The chance of months differing this much if the calendar month did not matter."""

    p: float
    method: str


def seasonal_index(counts: ArrayLike, *, first_month: int, robust: bool = False) -> SeasonalIndex | None:
    """The seasonal index of consecutive whole months, the first of them `first_month` (1 is January).

    Each count is divided by the centred average of the year around it (six months are lost at either end),
    the ratios of a calendar month are averaged, and the twelve are scaled to a mean of 1. With `robust` the
    median is taken in place of the average, so that one odd month moves the index little. The result is
    None with fewer than thirty-six months or a whole year of noughts. A missing or negative count raises
    ValueError.

    Source: Kendall and Stuart, The Advanced Theory of Statistics, volume 3 (1983): classical decomposition.
    """
    groups = _monthly_ratios(counts, first_month)
    if groups is None:
        return None
    means = np.array([np.median(group) if robust else group.mean() for group in groups])
    if means.mean() <= 0:
        return None
    index = tuple(float(value) for value in means / means.mean())
    return SeasonalIndex(index, f"{'median' if robust else 'mean'} ratio to the centred yearly average")


def seasonality_test(counts: ArrayLike, *, first_month: int) -> SeasonalityTest | None:
    """Kruskal and Wallis's test of the same ratios, month against month; None where there is no index.

    With three or four years it is cautious: simulated series without a season gave p below 0.05 less than
    one time in twenty-five, at three years less than one in a hundred. With seven years and more it was up to
    one in fifteen, because the ratios share their averages.

    Source: Kruskal and Wallis (1952), Journal of the American Statistical Association 47:583.
    """
    groups = _monthly_ratios(counts, first_month)
    if groups is None:
        return None
    method = "Kruskal–Wallis test of the ratios to the centred yearly average"
    if np.ptp(np.concatenate(groups)) == 0:
        return SeasonalityTest(1.0, method)
    from scipy.stats import kruskal

    return SeasonalityTest(float(kruskal(*groups).pvalue), method)


def _monthly_ratios(counts: ArrayLike, first_month: int) -> list[NDArray[np.float64]] | None:
    """Each calendar month's ratios, January first; sums are kept whole so that equal ratios are equal."""
    series = whole_counts(counts, "monthly counts")
    if series.ndim != 1:
        raise ValueError(f"The monthly counts must be one series; found {series.ndim} dimensions.")
    if first_month not in range(1, 13):
        raise ValueError(f"The first month must be 1 (January) to 12 (December); found {first_month}.")
    if len(series) < LEAST_MONTHS:
        return None
    yearly = np.convolve(series, [1, *[2] * 11, 1], mode="valid")
    if not yearly.all():
        return None
    ratios = 24 * series[6:-6] / yearly
    months = (first_month + 5 + np.arange(len(ratios))) % 12
    return [ratios[months == month] for month in range(12)]
