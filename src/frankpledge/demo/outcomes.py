"""What became of crimes, in the layout of data.police.uk: one outcome a crime, in its own month or a later one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frankpledge.demo.chance import Dice, Indices, dice_for
from frankpledge.demo.choices import kent_outcomes
from frankpledge.demo.simulator import Crimes
from frankpledge.demo.tables import CONTEXT, FOLLOWED, FORCE_LABEL, MONTHS, areas, offences

HEADER = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type"
AFTER = (10_502, 3_115, 879, 1_479)
"""Kent's crimes of July 2019 by the months until their first outcome: none, one, two; more, or no outcome at all."""


def outcome_rows(crimes: Crimes, seed: int) -> dict[str, list[str]]:
    """The rows of each of the last months. Crimes of these months alone, and outcomes given in them."""
    first = int(np.searchsorted(crimes.month, len(MONTHS) - FOLLOWED))
    dice = dice_for(seed, "outcomes")
    given = crimes.month[first:] + dice.picks(np.array(AFTER, dtype=np.float64), len(crimes.month) - first)
    kinds = np.array([one.street_kind for one in offences()])[crimes.offence[first:]]
    found: dict[str, list[tuple[int, str, str]]] = {month: [] for month in MONTHS[-FOLLOWED:]}
    for month, place, outcome, record in zip(
        _held(given), crimes.place[first:].tolist(), _outcomes(dice, kinds).tolist(), crimes.record[first:], strict=True
    ):
        if month:
            found[month].append((place, outcome, record))
    return {month: _rows(month, entries) for month, entries in found.items()}


def _held(months: Indices) -> list[str]:
    """The months as the files spell them; blank for those after the last."""
    return [MONTHS[month] if month < len(MONTHS) else "" for month in months.tolist()]


def _outcomes(dice: Dice, kinds: NDArray[np.str_]) -> NDArray[np.str_]:
    """An outcome for each crime, in the shares of its kind."""
    found = np.full(len(kinds), "", dtype="<U80")
    for kind, counts in kent_outcomes().items():
        own = kinds == kind
        picked = dice.picks(np.array(list(counts.values()), dtype=np.float64), int(own.sum()))
        found[own] = np.array(list(counts))[picked]
    return found


def _rows(month: str, entries: list[tuple[int, str, str]]) -> list[str]:
    """The rows of a month, ordered by area and outcome so that nothing of the order of recording is left."""
    before = f",{month},{FORCE_LABEL},{FORCE_LABEL},,,{CONTEXT},"
    places = [f"{area.lsoa_code},{area.lsoa_name}" for area in areas()]
    return [f"{record}{before}{places[place]},{outcome}" for place, outcome, record in sorted(entries)]
