"""Clock: the middle of times that go round, such as hours of a day, and whether they gather anywhere at all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.analysis.inputs import positive

_NOWHERE = 1e-9  # a shorter resultant points nowhere: its direction is what rounding left


@dataclass(frozen=True, slots=True)
class Gathering:
    """`middle` is in the unit of the times, from 0 up to one round; None where they pull equally every way.

    `strength` is 0 where the times pull equally every way and 1 where all are the same. `p` is Rayleigh's.
    """

    middle: float | None
    strength: float
    p: float
    times: int
    method: str


def gathering(times: Sequence[float], *, around: float = 24.0) -> Gathering | None:
    """The mean direction of times on a clock of `around` units, and Rayleigh's test that they gather about one.

    The mean of 23 and 1 is nought, not noon. The test sees one gathering, and none where two face one another.
    Only times that are known belong here, not spans: see `aoristic`. None without times. A time that is missing or
    infinite raises ValueError; one beyond a round counts as what is left of it.

    Sources: Mardia and Jupp, Directional Statistics (2000); Zar, Biostatistical Analysis, 27.1, for p.
    """
    whole = positive(around, "round")
    if not all(math.isfinite(time) for time in times):
        raise ValueError("Every time must be a number; a missing one is not a nought.")
    if not times:
        return None
    turns = [2 * math.pi * math.fmod(time, whole) / whole for time in times]
    x, y, n = math.fsum(map(math.cos, turns)), math.fsum(map(math.sin, turns)), len(turns)
    length = min(math.hypot(x, y), float(n))
    middle = None if length / n < _NOWHERE else math.atan2(y, x) % (2 * math.pi) / (2 * math.pi) * whole % whole
    p = math.exp(math.sqrt(1 + 4 * n + 4 * (n**2 - length**2)) - (1 + 2 * n))
    return Gathering(middle, length / n, min(1.0, p), n, "mean direction, Rayleigh’s test")
