"""Multiple: many tests shown together, and how strong each must be for the whole family to be trusted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Family:
    """One q for each p, in the order given; None where nothing was tested. `tested` is the size of the family."""

    q: tuple[float | None, ...]
    tested: int
    method: str


def benjamini_hochberg(p_values: Sequence[float | None]) -> Family:
    """The smallest share of false findings at which each test of the family would be called a finding.

    Calling every q below 0.05 a finding keeps the expected share of false ones among them to one in twenty,
    for tests that are independent or rise and fall together. A test that could not be made is None: it gets
    no q and does not count in the family. A p outside 0 to 1 raises ValueError.

    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57:289.
    """
    tested = np.array([index for index, p in enumerate(p_values) if p is not None], dtype=np.int64)
    given = np.array([_checked(p) for p in p_values if p is not None], dtype=np.float64)
    order = np.argsort(-given, kind="stable")
    scaled = given[order] * len(given) / np.arange(len(given), 0, -1)
    q: list[float | None] = [None] * len(p_values)
    for index, value in zip(tested[order], np.minimum.accumulate(np.minimum(scaled, 1.0)), strict=True):
        q[index] = float(value)
    return Family(tuple(q), len(given), "Benjamini–Hochberg over the family shown")


def _checked(p: float) -> float:
    if not (math.isfinite(p) and 0 <= p <= 1):
        raise ValueError(f"Each p must lie from 0 to 1, or be None where nothing was tested; found {p}.")
    return float(p)
