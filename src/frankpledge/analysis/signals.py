"""Signals: the four rules by which a point of a control chart stands out."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

Signal = Literal["", "outside", "trend", "two in three", "one side"]

RUN = 7
"""Points in a row, on one side of the centre or all rising or all falling, that are a signal."""

_HAIR = 1e-9  # of the largest value: values that differ by less are equal, whatever their last digits say


def signals(
    values: NDArray[np.float64], centre: float, limits: tuple[ArrayLike, ArrayLike], near: tuple[ArrayLike, ArrayLike]
) -> tuple[Signal, ...]:
    """The first rule that each point breaks, or ''. `limits` and `near` are lower and upper, for all or for each.

    The rules, in order: outside the limits; one of seven points rising or falling; one of two beyond the
    near limits among three on one side of the centre; one of seven on one side. Every point of a run is
    flagged, not only its last.

    Source: NHS England, Making data count: strengthening your decisions (2019).
    """
    hair = _HAIR * np.abs(values).max(initial=0.0)
    side = _signs(values - centre, hair)
    beyond = _beyond(values, near, hair)
    pairs = _alike(side, 3) & (_windows(beyond, 3).sum(axis=1) >= 2)
    rules: tuple[tuple[Signal, NDArray[np.bool_]], ...] = (
        ("outside", _beyond(values, limits, hair)),
        ("trend", _members(_alike(_signs(np.diff(values), hair), RUN - 1), len(values))),
        ("two in three", _members(pairs, len(values)) & beyond),
        ("one side", _members(_alike(side, RUN), len(values))),
    )
    return tuple(next((name for name, broken in rules if broken[place]), "") for place in range(len(values)))


def _signs(differences: NDArray[np.float64], hair: float) -> NDArray[np.float64]:
    return np.where(np.abs(differences) > hair, np.sign(differences), 0.0)


def _beyond(values: NDArray[np.float64], limits: tuple[ArrayLike, ArrayLike], hair: float) -> NDArray[np.bool_]:
    lower, upper = (np.asarray(limit, dtype=np.float64) for limit in limits)
    return np.asarray((values < lower - hair) | (values > upper + hair))


def _windows(values: NDArray[np.generic], length: int) -> NDArray[np.float64]:
    """Every run of `length` neighbours, of shape (runs, length); a short series has none."""
    numbers = np.asarray(values, dtype=np.float64)
    return sliding_window_view(numbers, length) if len(numbers) >= length else np.empty((0, length))


def _alike(signs: NDArray[np.float64], length: int) -> NDArray[np.bool_]:
    """For each run of `length` signs, whether all are up or all are down."""
    return np.asarray(np.abs(_windows(signs, length).sum(axis=1)) == length)


def _members(runs: NDArray[np.bool_], points: int) -> NDArray[np.bool_]:
    """Whether each point lies in a run. `runs` says where one starts, and is shorter by the rest of its length."""
    return np.convolve(runs, np.ones(points - len(runs) + 1)) > 0 if runs.size else np.zeros(points, dtype=np.bool_)
