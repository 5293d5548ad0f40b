"""When things happen: a day of the month by chance, and an hour of the day by a wave."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frankpledge.demo.chance import Dice, Indices
from frankpledge.demo.months import days
from frankpledge.demo.tables import MONTHS

HOUR_SWING_PERCENT = 75
"""How far the hours of a day swing about their mean: a cosine, highest at the hour of a kind and lowest 12 later."""

STEP = 5
"""Minutes are multiples of this, as people tell times."""

Moments = NDArray[np.datetime64]


def days_within(dice: Dice, month: Indices) -> Moments:
    """A day in each of `month`, which are positions in `tables.MONTHS`: all days of a month alike."""
    first = np.array([f"{text}-01" for text in MONTHS], dtype="datetime64[D]")[month]
    found: Moments = first + dice.whole(days()[month]).astype("timedelta64[D]")
    return found


def times_on(dice: Dice, day: Moments, peak_hour: Indices) -> Moments:
    """A time, in minutes, on each of `day`."""
    around = 1 + HOUR_SWING_PERCENT / 100 * np.cos(2 * np.pi * np.arange(24) / 24)
    hour = (peak_hour + dice.picks(around, len(day))) % 24
    minute = STEP * dice.whole(np.full(len(day), 60 // STEP))
    found: Moments = day.astype("datetime64[m]") + (60 * hour + minute).astype("timedelta64[m]")
    return found


def written(moments: Moments) -> list[str]:
    """`2019-04-30`, or `2019-04-30 14:05` where they are given in minutes."""
    return [text.replace("T", " ") for text in np.datetime_as_string(moments).tolist()]
