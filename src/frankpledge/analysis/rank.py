"""Rank: an area's place among its peers by rate, and how far that place could be chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.inputs import positive, positives, probability, whole_count, whole_counts


@dataclass(frozen=True, slots=True)
class Rank:
    """A place, 1 being the highest rate. Areas with equal rates share the better place and are `tied`."""

    position: int
    low: int
    high: int
    tied: bool
    method: str


def rank_with_interval(
    counts: Sequence[int],
    bases: Sequence[float],
    *,
    seed: int,
    draws: int = 10_000,
    tau2: float = 0.0,
    level: float = 0.95,
) -> tuple[Rank, ...]:
    """The place of each area, in the order given, with the interval of its place over simulated rates.

    A rate is drawn for every area from Gamma(count + ½) over its base, `draws` times, and the draws ranked.
    `tau2` is a variance on the log scale, added where rates scatter beyond chance. The interval always
    takes in the place itself, which a tie or a tiny base could otherwise leave outside. The same numbers
    and seed give the same answer. Unusable numbers raise ValueError.

    Source: Goldstein and Spiegelhalter (1996), Journal of the Royal Statistical Society A 159:385.
    """
    x, n = whole_counts(counts), positives(bases, "base")
    if x.shape != n.shape:
        raise ValueError(f"Each area needs one count and one base; found {x.size} counts and {n.size} bases.")
    if not 0 <= tau2 < np.inf:
        raise ValueError(f"The extra variance tau2 must be nought or more; found {tau2}.")
    if not x.size:
        return ()
    positions, tied = _positions(x / n)
    ranks = _drawn_ranks(x, n, int(positive(draws, "number of draws")), tau2, np.random.default_rng(seed))
    tail = (1 - probability(level, "level")) / 2
    low, high = np.quantile(ranks, [tail, 1 - tail], axis=0, method="inverted_cdf")
    low, high = np.minimum(low, positions), np.maximum(high, positions)
    method = "ranks of simulated rates" + (", scatter beyond chance allowed for" if tau2 else "")
    rows = zip(positions, low, high, tied, strict=True)
    return tuple(Rank(int(p), int(lo), int(hi), bool(same), method) for p, lo, hi, same in rows)


def probability_higher(count: int, base: float, other_count: int, other_base: float) -> float:
    """The probability that the first area's underlying rate is above the second's.

    What the draws of `rank_with_interval` would show of two areas, found without drawing: the share of one
    gamma variable in the sum of two is a beta variable.

    Source: Goldstein and Spiegelhalter (1996), Journal of the Royal Statistical Society A 159:385.
    """
    from scipy.special import betainc

    x, y = whole_count(count), whole_count(other_count, "other count")
    n, m = positive(base, "base"), positive(other_base, "other base")
    return float(betainc(y + 0.5, x + 0.5, m / (n + m)))


def _positions(rates: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The place of each rate, and whether another has the same rate."""
    ordered = np.sort(-rates)
    above = np.searchsorted(ordered, -rates, side="left")
    not_below = np.searchsorted(ordered, -rates, side="right")
    return above + 1, not_below - above > 1


def _drawn_ranks(
    x: NDArray[np.float64], n: NDArray[np.float64], draws: int, tau2: float, random: np.random.Generator
) -> NDArray[np.int64]:
    """Ranks of shape (draws, areas), 1 the highest rate of its draw."""
    rates = random.standard_gamma(x + 0.5, size=(draws, x.size)) / n
    if tau2:
        rates *= np.exp(random.normal(0.0, np.sqrt(tau2), size=rates.shape))
    ranks = np.empty(rates.shape, dtype=np.int64)
    np.put_along_axis(ranks, np.argsort(-rates, axis=1), np.arange(1, x.size + 1)[None, :], axis=1)
    return ranks
