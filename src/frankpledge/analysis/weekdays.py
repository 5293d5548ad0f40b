"""Weekdays: whether so few events could fall so unevenly over the days of the week, or any such parts, by chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frankpledge.analysis.inputs import whole_count

EXACT_UP_TO, MOST_PARTS = 50, 10
"""Above so many events, each of ten parts or fewer expects five or more: enough for the chi-squared approximation."""

_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Evenness:
    """G is nought when all parts are alike; p is None where nothing was counted."""

    g: float | None
    p: float | None
    method: str


def evenness(counts: Sequence[int]) -> Evenness:
    """Of events in each of several equally likely parts (seven days): the chance of a G so large.

    Up to fifty events every way that they could fall is tried: those with the same numbers in another order are
    alike, so the ways are few. Above that the chi-squared approximation serves. Fewer than two parts, more than ten
    (hours go round: see `clock`) or unusable numbers raise ValueError.

    Sources: Sokal and Rohlf, Biometry (1995), for G; Wheeler (2016), Crime Mapping and Analysis News, for the exact
    test of the days of a short series.
    """
    x = [whole_count(count) for count in counts]
    if not 2 <= len(x) <= MOST_PARTS:
        raise ValueError(f"Two to {MOST_PARTS} parts can be compared; found {len(x)}.")
    events, parts = sum(x), len(x)
    if not events:
        return Evenness(None, None, "nothing to compare")
    g = _g(x, events, parts)
    if events > EXACT_UP_TO:
        from scipy.special import chdtrc

        return Evenness(g, float(chdtrc(parts - 1, g)), "G test, chi-squared approximation")
    ways = _partitions(events, parts, events)
    p = sum(_chance(way, events, parts) for way in ways if _g(way, events, parts) >= g - _HAIR)
    return Evenness(g, min(1.0, p), "exact G test")


def _g(counts: Sequence[int], events: int, parts: int) -> float:
    return max(0.0, 2 * math.fsum(x * math.log(x * parts / events) for x in counts if x))


def _partitions(events: int, parts: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every way to share out events over parts, the largest first, no part above `most`."""
    if parts == 1:
        if events <= most:
            yield (events,)
        return
    for first in range(min(events, most), -(-events // parts) - 1, -1):
        for rest in _partitions(events - first, parts - 1, first):
            yield (first, *rest)


def _chance(way: Sequence[int], events: int, parts: int) -> float:
    """That events fall in these numbers in any order of the parts."""
    orders = math.lgamma(parts + 1) - sum(math.lgamma(same + 1) for same in Counter(way).values())
    drops = math.lgamma(events + 1) - sum(math.lgamma(x + 1) for x in way)
    return math.exp(orders + drops - events * math.log(parts))
