"""Stop and search in the layout of data.police.uk: each value drawn in the share that it had in Kent."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from frankpledge.demo.chance import Dice, dice_for
from frankpledge.demo.choices import Searched, kent_searches
from frankpledge.demo.moments import days_within, times_on
from frankpledge.demo.months import days
from frankpledge.demo.tables import CONTEXT, FOLLOWED, MONTHS

HEADER = (
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
    "Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Outcome linked to object of search,Removal of more than just outer clothing"
)
SEARCHES = 341
"""As many as have a point in Medway in Kent's files of July to September 2019."""

PEAK_HOUR = 21
_LONDON = ZoneInfo("Europe/London")


def search_rows(seed: int) -> dict[str, list[str]]:
    """The rows of each of the last months, by time."""
    dice = dice_for(seed, "searches")
    first = len(MONTHS) - FOLLOWED
    month = first + np.sort(dice.picks(days()[first:], SEARCHES))
    times = times_on(dice, days_within(dice, month), np.full(SEARCHES, PEAK_HOUR)).tolist()
    drawn = {column: _drawn(dice, values) for column, values in kent_searches().items()}
    linked = dice.chances(np.array([100 * one.linked / one.searches for one in drawn["Outcome"]]))
    found: dict[str, list[str]] = {name: [] for name in MONTHS[first:]}
    for number in np.argsort(times, kind="stable").tolist():
        cells = {column: values[number] for column, values in drawn.items()}
        found[MONTHS[month[number]]].append(_row(times[number], cells, bool(linked[number])))
    return found


def _drawn(dice: Dice, values: tuple[Searched, ...]) -> list[Searched]:
    weights = np.array([one.searches for one in values], dtype=np.float64)
    return [values[one] for one in dice.picks(weights, SEARCHES).tolist()]


def _row(time: datetime, cells: dict[str, Searched], linked: bool) -> str:
    """One search. No place and no ethnicity of the person's own telling is simulated."""
    at = time.replace(tzinfo=_LONDON).astimezone(UTC).isoformat()
    said = {column: one.value for column, one in cells.items()}
    return ",".join(
        [
            *(said["Type"], at, "False", CONTEXT, "", "", said["Gender"], said["Age range"], ""),
            *(said["Officer-defined ethnicity"], cells["Object of search"].law, said["Object of search"]),
            *(said["Outcome"], str(linked), "False"),
        ]
    )
