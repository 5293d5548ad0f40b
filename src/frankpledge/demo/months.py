"""How a year's records are spread over its months: smooth trend, season, days in the month, and noise."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence

import numpy as np

from frankpledge.demo.chance import Floats
from frankpledge.demo.tables import MONTHS, Season

SHARED_NOISE_SHAPE = 1600
"""Gamma shape of the noise that all crimes of a month share: a coefficient of variation of 2.5 %."""

OWN_NOISE_SHAPE = 400
"""Gamma shape of the noise that each subgroup has of its own: a coefficient of variation of 5 %."""


def trend(totals: Sequence[int]) -> Floats:
    """Monthly levels (records a month, 12 for each yearly total) that bend least and keep each year's total.

    The sum of squared second differences is made least, subject to the yearly sums (Boot, Feibes and Lisman,
    1967), so a rise between years is spread over months and is no step in April.
    """
    months, years = 12 * len(totals), len(totals)
    bend = np.diff(np.eye(months), n=2, axis=0)
    sums = np.kron(np.eye(years), np.ones(12))
    system = np.block([[bend.T @ bend, sums.T], [sums, np.zeros((years, years))]])
    wanted = np.concatenate([np.zeros(months), np.array(totals, dtype=np.float64)])
    levels: Floats = np.linalg.solve(system, wanted)[:months]
    return levels


def days() -> Floats:
    """The days in each of `tables.MONTHS`."""
    return np.array([monthrange(int(month[:4]), int(month[5:]))[1] for month in MONTHS], dtype=np.float64)


def wave(season: Season | None) -> Floats:
    """The factor a season gives each of `tables.MONTHS`: a cosine about 1; all ones without a season."""
    if season is None:
        return np.ones(len(MONTHS))
    number = np.array([int(month[5:]) for month in MONTHS], dtype=np.float64)
    return 1 + season.swing_percent / 100 * np.cos(2 * np.pi * (number - season.peak_month) / 12)
