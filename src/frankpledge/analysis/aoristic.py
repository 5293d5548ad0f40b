"""Aoristic: events known only to lie between two times, spread evenly over the hours between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

WEEK = 168
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """Weights that add up to the events spread, and how many those are.

    `week` has 168 hours, the first from midnight to one on Monday, and holds all `spread` events. `day` has 24
    hours, and holds only the `short` ones: a span of more than a day says nothing of the hour. `without_end` are
    all on the hour they start in. `refused` are places in what was given, of events with no start or with an end
    before it.
    """

    week: tuple[float, ...]
    day: tuple[float, ...]
    spread: int
    short: int
    without_end: int
    refused: tuple[int, ...]
    method: str

    @property
    def long_share(self) -> float | None:
        """The share of the events spread that span more than a day; None where none was spread."""
        return (self.spread - self.short) / self.spread if self.spread else None


def aoristic(spans: Iterable[tuple[datetime | None, datetime | None]]) -> Hours:
    """The hours of the week and of the day at which events may have happened, each event counting one in all.

    An event’s weight in an hour is the part of its span that lies in it; an instant, or a start without an end, is
    all in one hour. A span of a week and more weighs 1/168 in each. Times are those of the local clock, without a
    time zone; one with a time zone raises ValueError.

    Sources: Ratcliffe and McCullagh (1998), International Journal of Geographical Information Science 12:751;
    Ratcliffe (2002), Journal of Quantitative Criminology 18:23; Ashby and Bowers (2013), Crime Science 2:1.
    """
    week, day, refused = np.zeros(WEEK), np.zeros(24), list[int]()
    spread = short = without_end = 0
    for place, (start, end) in enumerate(spans):
        if any(time is not None and time.tzinfo is not None for time in (start, end)):
            raise ValueError(f"Times must be those of the local clock, without a time zone; found one at {place}.")
        if start is None or (end is not None and end < start):
            refused.append(place)
            continue
        weights = weights_of(start, start if end is None else end)
        spread, without_end, week = spread + 1, without_end + (end is None), week + weights
        if end is None or end - start <= _DAY:
            short, day = short + 1, day + weights.reshape(7, 24).sum(axis=0)
    method = "aoristic weights by hour, spans above a day left out of the hours of the day"
    return Hours(tuple(week.tolist()), tuple(day.tolist()), spread, short, without_end, tuple(refused), method)


def weights_of(start: datetime, end: datetime) -> NDArray[np.float64]:
    """The weight of one event in each of the 168 hours from Monday’s first; they add up to one. No end before start."""
    weights, length = np.zeros(WEEK), end - start
    if length < timedelta(0):
        raise ValueError("The end is before the start, so the span cannot be spread.")
    hour = start.replace(minute=0, second=0, microsecond=0)
    first = 24 * hour.weekday() + hour.hour
    if not length:
        weights[first] = 1.0
    elif length >= WEEK * _HOUR:
        weights[:] = 1 / WEEK
    else:
        for place in range(-(-(end - hour) // _HOUR)):
            inside = min(end, hour + (place + 1) * _HOUR) - max(start, hour + place * _HOUR)
            weights[(first + place) % WEEK] += inside / length
    return weights
