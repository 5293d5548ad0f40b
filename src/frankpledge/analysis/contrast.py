"""Contrast: whether two printed percentages could differ by more than chance, when their numbers are not printed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.inputs import probability, whole_count
from frankpledge.analysis.proportion import LEAST_EXPECTED, difference

FEW_BELOW = 30
"""Where a percentage could stand for fewer than this, its count is to be shown, or the contrast not drawn."""

_P_BELOW = 0.05
_Z_ABOVE = NormalDist().inv_cdf(1 - _P_BELOW / 2)

_Range = tuple[Fraction, Fraction]
_Behind = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """Counts and bases that round to the two percentages, and the p of no difference between them."""

    count: int
    base: int
    other_count: int
    other_base: int
    p: float


@dataclass(frozen=True, slots=True)
class BackSolved:
    """What two printed percentages allow.

    `clear` is the first numbers found at which they differ beyond chance; None: there are none, and “higher than”
    or “lower than” must not be said. `few` is whether either could stand for fewer than thirty: then show the
    counts, or draw no contrast. `possible` is False where no number within the range rounds to what was printed.
    """

    possible: bool
    clear: Example | None
    few: bool
    method: str

    @property
    def may_contrast(self) -> bool:
        """Whether any numbers behind the percentages could bear the wording. That they do needs the numbers."""
        return self.clear is not None


def back_solve(percent: str | Decimal, other: str | Decimal, *, least: int, most: int) -> BackSolved:
    """Try every count and base, each base from `least` to `most`, that round to the two percentages as printed.

    A percentage is given as it was printed, so that "2.50" is not "2.5". Of the bases that one count allows only
    the smallest and the largest are tried, for a base between them makes the shares differ less or as much. The
    largest counts come first. Unusable numbers raise ValueError.

    Source: Newcombe (1998), Statistics in Medicine 17:873, and Fisher’s exact test, as in `difference`.
    """
    one, two = (_printed(each) for each in (percent, other))
    low, high = whole_count(least, "least base"), whole_count(most, "greatest base")
    if not 1 <= low <= high:
        raise ValueError(f"The bases must go from one or more up to no less; found {least} to {most}.")
    first, second = (list(_behind(*each, low, high)) for each in (one, two))
    method = f"every count that rounds to the printed percentages, out of {low:,} to {high:,}"
    if not first or not second:
        return BackSolved(False, None, False, method)
    first_clear = None if _beyond_all(one, two, high) else next(_clear(first, second), None)
    few = min(x for x, _, _ in (*first, *second)) < FEW_BELOW
    return BackSolved(True, first_clear, few, method)


def least_base(percent: float, other: float, *, most: int = 100_000, exact: bool = False) -> int | None:
    """The smallest base of both groups alike at which two percentages, their counts rounded, differ at p < 0.05.

    By the pooled z, or by Fisher’s exact test if `exact`; None where no base up to `most` is enough.

    Source: Fisher (1935), The Design of Experiments; Pearson (1900) for the pooled z, a chi-squared of two by two.
    """
    one, two = (_share(each) for each in (percent, other))
    bases = range(1, whole_count(most, "greatest base") + 1)
    found = (n for n in bases if _pooled_p(round(n * one), round(n * two), n) < _P_BELOW)
    if exact:
        from scipy.stats import fisher_exact

        tables = ((n, round(n * one), round(n * two)) for n in found)
        found = (n for n, x, y in tables if fisher_exact([[x, n - x], [y, n - y]]).pvalue < _P_BELOW)
    return next(found, None)


def base_for_power(percent: float, other: float, *, power: float = 0.8) -> int:
    """How many are needed in each group for a true difference of this size to be found (p < 0.05) so often.

    Equal percentages can never be told apart: ValueError. Source: Fleiss, Statistical Methods for Rates and
    Proportions (1981), without the continuity correction.
    """
    one, two = (_share(each) for each in (percent, other))
    if one == two:
        raise ValueError("Two equal percentages cannot be told apart by any number of people.")
    middle, normal = (one + two) / 2, NormalDist()
    needed = _Z_ABOVE * math.sqrt(2 * middle * (1 - middle))
    needed += normal.inv_cdf(probability(power, "power")) * math.sqrt(one * (1 - one) + two * (1 - two))
    return math.ceil((needed / (one - two)) ** 2)


def _printed(percent: str | Decimal) -> _Range:
    """The lowest and highest share that is printed so, both included: nobody can tell how a half was rounded."""
    try:
        value = Decimal(percent)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not 0 <= value <= 100 or not isinstance(percent, str | Decimal):
        raise ValueError(f"A percentage is needed as it was printed, such as '2.58'; found {percent!r}.")
    half = Fraction(Decimal(1).scaleb(int(value.as_tuple().exponent))) / 2
    return max(Fraction(0), (Fraction(value) - half) / 100), min(Fraction(1), (Fraction(value) + half) / 100)


def _behind(low: Fraction, high: Fraction, least: int, most: int) -> Iterator[_Behind]:
    """Every count that rounds so, with the smallest and largest base that it can have; the largest count first."""
    for count in range(math.floor(high * most), math.ceil(low * least) - 1, -1):
        smallest = max(least, count, math.ceil(count / high) if high else least)
        largest = min(most, math.floor(count / low)) if low else most
        if smallest <= largest:
            yield count, smallest, largest


def _clear(first: list[_Behind], second: list[_Behind]) -> Iterator[Example]:
    """The numbers that differ: those that the pooled z finds all at once, and small ones one by one."""
    y, m = (np.array(each, dtype=np.float64) for each in zip(*_corners(second), strict=True))
    for x, n in _corners(first):
        z = (x / n - y / m) / np.sqrt(_varied((x + y) / (n + m)) * (1 / n + 1 / m))
        small = np.minimum(n, m) * np.minimum(x + y, n + m - x - y) / (n + m) < LEAST_EXPECTED
        for place in np.flatnonzero(small | (np.abs(z) > _Z_ABOVE)):
            p = difference(x, n, int(y[place]), int(m[place])).p
            if p < _P_BELOW:
                yield Example(x, n, int(y[place]), int(m[place]), p)


def _beyond_all(one: _Range, two: _Range, most: int) -> bool:
    """Whether shares as far apart as they can be, with the largest bases, would still be too near each other."""
    apart = float(max(one[1] - two[0], two[1] - one[0]))
    least_varied = min(float(share * (1 - share)) for share in (*one, *two))
    return apart < _Z_ABOVE * math.sqrt(2 * least_varied / most)


def _corners(behind: list[_Behind]) -> list[tuple[int, int]]:
    return [(x, n) for x, *bases in behind for n in dict.fromkeys(reversed(bases))]


def _varied(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """p (1 − p), and where all or none are counted one, for there the difference is nought."""
    return np.where((share > 0) & (share < 1), share * (1 - share), 1.0)


def _pooled_p(x: int, y: int, base: int) -> float:
    share = (x + y) / (2 * base)
    if not 0 < share < 1:
        return 1.0
    return math.erfc(abs(x - y) / base / math.sqrt(2 * share * (1 - share) / base) / math.sqrt(2))


def _share(percent: float) -> float:
    if not 0 <= percent <= 100:
        raise ValueError(f"A percentage must lie from 0 to 100; found {percent}.")
    return percent / 100
