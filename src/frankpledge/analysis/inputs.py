"""What a statistic may be given. Every check raises ValueError with what was expected and what was found."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray


def whole_count(value: float, name: str = "count") -> int:
    """`value` as an int, whole and not negative. A missing count is not a nought, so NaN is refused."""
    if not math.isfinite(value) or value < 0 or value != int(value):
        raise ValueError(f"The {name} must be a whole number, nought or more; found {value}.")
    return int(value)


def whole_counts(values: ArrayLike, name: str = "counts") -> NDArray[np.float64]:
    """`values` as a float array of any shape, every one of them a whole number, nought or more."""
    array = np.asarray(values, dtype=np.float64)
    if not (np.isfinite(array) & (array >= 0) & (array == np.floor(array))).all():
        raise ValueError(f"The {name} must all be whole numbers, nought or more; a missing one is not a nought.")
    return array


def positive(value: float, name: str) -> float:
    """`value` as a float; it must be finite and greater than nought."""
    if not math.isfinite(value) or value <= 0:
        raise ValueError(f"The {name} must be a number greater than nought; found {value}.")
    return float(value)


def positives(values: Sequence[float], name: str) -> NDArray[np.float64]:
    """`values` as a one-dimensional float array, each finite and greater than nought."""
    return np.array([positive(value, name) for value in values], dtype=np.float64)


def probability(value: float, name: str) -> float:
    """`value` as a float strictly between 0 and 1."""
    if not 0 < value < 1:
        raise ValueError(f"The {name} must lie between 0 and 1, such as 0.95; found {value}.")
    return float(value)
