"""Scan: the chance of so many events within some window of time, anywhere in a long series."""

from __future__ import annotations

import math
from collections.abc import Callable

from frankpledge.analysis.inputs import positive, whole_count

_LEAST_WINDOWS = 2


def scan_p(count: int, mean: float, windows: float) -> float:
    """The chance that some window, wherever it starts, holds `count` or more events.

    `mean` is what a window expects and `windows` is the length of the series in windows, two or more. To look only
    at the window that caught the eye, as if it had been chosen beforehand, makes chance seem a cause. Unusable
    numbers raise ValueError.

    Source: Naus (1982), Journal of the American Statistical Association 77:177, his approximation for the Poisson;
    Aberdein and Spiegelhalter (2013), Significance 10:46, for the example.
    """
    k, psi = whole_count(count), positive(mean, "mean of a window")
    if positive(windows, "number of windows") < _LEAST_WINDOWS:
        raise ValueError(f"The series must be two windows long at least; found {windows}.")
    if k < 2:
        return 1.0 if not k else -math.expm1(-psi * windows)
    two, three = _none_in_two(k, psi), _none_in_three(k, psi)
    return min(1.0, max(0.0, 1 - two * (three / two) ** (windows - 2))) if two > 0 else 1.0


def _none_in_two(k: int, psi: float) -> float:
    """The chance that over two windows' length no window holds k. Exact."""
    just, upto = _poisson(psi)
    return upto(k - 1) ** 2 - (k - 1) * just(k) * just(k - 2) - (k - 1 - psi) * just(k) * upto(k - 3)


def _none_in_three(k: int, psi: float) -> float:
    """The same over three windows' length. Exact; Naus's A1 to A4 in their order."""
    just, upto = _poisson(psi)
    a1 = 2 * just(k) * upto(k - 1) * ((k - 1) * upto(k - 2) - psi * upto(k - 3))
    a2 = (k - 1) * (k - 2) * upto(k - 3) - 2 * (k - 2) * psi * upto(k - 4) + psi**2 * upto(k - 5)
    a3 = sum(just(2 * k - r) * upto(r - 1) ** 2 for r in range(1, k))
    a4 = sum(just(2 * k - r) * just(r) * ((r - 1) * upto(r - 2) - psi * upto(r - 3)) for r in range(2, k))
    return upto(k - 1) ** 3 - a1 + just(k) ** 2 * a2 / 2 + a3 - a4


def _poisson(psi: float) -> tuple[Callable[[int], float], Callable[[int], float]]:
    """The chance of just so many and of no more than so many; none of under nought."""
    from scipy.special import gammaln, pdtr

    def just(i: int) -> float:
        return math.exp(i * math.log(psi) - psi - float(gammaln(i + 1))) if i >= 0 else 0.0

    return just, lambda i: float(pdtr(i, psi)) if i >= 0 else 0.0
