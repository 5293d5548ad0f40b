"""Partners' datasets of the Prescribed Information Regulations: a file each, over two years, a row an event."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frankpledge.demo.chance import Dice, Indices, dice_for
from frankpledge.demo.choices import FEED_YEARS, Feed
from frankpledge.demo.moments import Moments, days_within, times_on, written
from frankpledge.demo.months import days, wave
from frankpledge.demo.places import place_weights
from frankpledge.demo.simulator import Incidents
from frankpledge.demo.tables import MONTHS, YEARS, areas

HEADER = "Dataset,Date,Time,Category,LSOA code,Outward postcode,Area code,Reference,Note"
OUTWARD = ("ME1", "ME2", "ME3", "ME4", "ME5", "ME7", "ME8")
"""The outward postcodes of Medway. ME6 is Snodland's, outside it."""

PERIOD = f"{MONTHS[12 * YEARS.index(FEED_YEARS[0])]}..{MONTHS[-1]}"
ROADS, HEALTH = "L1", "H"
PEOPLE, COLLISIONS = 5, 4
"""Of people hurt on the roads, five to every four collisions."""


@dataclass(frozen=True)
class _Events:
    """When and where; `number` is that of the event, which several rows may share."""

    month: Indices
    moment: Moments
    place: Indices
    number: Indices


def feed_rows(feed: Feed, incidents: Incidents, seed: int, area: str, note: str) -> list[str]:
    """The rows of one dataset, by month."""
    dice = dice_for(seed, feed.dataset)
    month, place = _own(dice, feed, seed) if feed.counts else _of_street(incidents)
    moment = times_on(dice, days_within(dice, month), np.full(len(month), feed.peak_hour or 0))
    category = dice.picks(np.array(feed.shares, dtype=np.float64), len(month))
    events = _Events(month, moment, place, np.arange(len(month)))
    events = _collisions(events, feed) if feed.dataset == ROADS else events
    return [
        f"{feed.dataset},{when},{feed.categories[what]},{where},{area},{feed.dataset}-{number:05d},{note}"
        for when, what, where, number in zip(
            _when(events, feed), category.tolist(), _where(dice, events, feed), events.number.tolist(), strict=True
        )
    ]


def _own(dice: Dice, feed: Feed, seed: int) -> tuple[Indices, Indices]:
    """Months and areas of as many events as each year is to have; areas in the shares that crime has."""
    chances = wave(feed.season) * days()
    months = []
    for year, count in zip(FEED_YEARS, feed.counts, strict=True):
        first = 12 * YEARS.index(year)
        months.append(first + np.sort(dice.picks(chances[first : first + 12], count)))
    month = np.concatenate(months)
    return month, dice.picks(place_weights(Dice(seed)), len(month))


def _of_street(incidents: Incidents) -> tuple[Indices, Indices]:
    """The incidents of anti-social behaviour that the street files hold in these years."""
    first = int(np.searchsorted(incidents.month, 12 * YEARS.index(FEED_YEARS[0])))
    return incidents.month[first:], incidents.place[first:]


def _collisions(events: _Events, feed: Feed) -> _Events:
    """People of one collision share its number, time and place; no collision is of two years."""
    within = np.concatenate([np.arange(count) for count in feed.counts])
    own = within * COLLISIONS // PEOPLE
    alone = np.concatenate([[True], own[1:] != own[:-1]])
    first = np.maximum.accumulate(np.where(alone, np.arange(len(own)), 0))
    return _Events(events.month[first], events.moment[first], events.place[first], np.cumsum(alone))


def _when(events: _Events, feed: Feed) -> list[str]:
    """Date and time, as two cells."""
    if feed.peak_hour is None:
        return [f"{MONTHS[month]}," for month in events.month.tolist()]
    return [text.replace(" ", ",") for text in written(events.moment)]


def _where(dice: Dice, events: _Events, feed: Feed) -> list[str]:
    """Small area and outward postcode, as two cells of which one is blank."""
    if feed.dataset.startswith(HEALTH):
        picked = dice.whole(np.full(len(events.place), len(OUTWARD)))
        return [f",{OUTWARD[one]}" for one in picked.tolist()]
    return [f"{areas()[one].lsoa_code}," for one in events.place.tolist()]
