"""Dispersion: how much more a monthly series scatters than a Poisson count would."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from frankpledge.analysis.inputs import positive, whole_counts

WIDEN_ABOVE = 1.5
"""Up to this dispersion an interval is left alone; above it, every interval of the series is widened."""

_LEAST_EXPECTED = 5
_LEAST_FREEDOM = 3


def seasonal_dispersion(table: ArrayLike) -> float | None:
    """Pearson's X² over its degrees of freedom, for a Poisson model with a year effect and a month effect.

    `table` has shape (years, months) and holds whole counts. With main effects only, the fitted count of a
    cell is its row total times its column total over the grand total. 1 is what independent events give.
    The result is None where it cannot be estimated: fewer than three degrees of freedom, or any fitted
    count below five. A table that is not two-dimensional, or holds a missing or negative count, raises
    ValueError.

    Source: McCullagh and Nelder, Generalized Linear Models (2nd edition, 1989), chapter 6.
    """
    counts = whole_counts(table, "table's counts")
    if counts.ndim != 2:
        raise ValueError(f"The table must have years down and months across; found {counts.ndim} dimension(s).")
    years, months = counts.shape
    freedom = (years - 1) * (months - 1)
    if min(years, months) < 2 or freedom < _LEAST_FREEDOM or not counts.any():
        return None
    fitted = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    if fitted.min() < _LEAST_EXPECTED:
        return None
    return float(((counts - fitted) ** 2 / fitted).sum() / freedom)


def applied_dispersion(dispersion: float) -> float:
    """The dispersion that intervals use: `dispersion` itself above 1.5, otherwise 1 (none is narrowed)."""
    phi = positive(dispersion, "dispersion")
    return phi if phi > WIDEN_ABOVE else 1.0
