"""The simulated records themselves: every yearly total is exact, and months and areas are drawn by chance."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from frankpledge.demo.chance import Dice, Floats, Indices
from frankpledge.demo.mix import code_counts
from frankpledge.demo.months import OWN_NOISE_SHAPE, SHARED_NOISE_SHAPE, days, trend, wave
from frankpledge.demo.places import place_weights
from frankpledge.demo.tables import ASB, MONTHS, YEARS, offences, seasons, yearly_totals

SEED = 2020


@dataclass(frozen=True)
class Crimes:
    """One entry a recorded crime, ordered by month and then identifier.

    `month`, `offence` and `place` are positions in `tables.MONTHS`, `tables.offences()` and `tables.areas()`.
    """

    record: tuple[str, ...]
    month: Indices
    offence: Indices
    place: Indices


@dataclass(frozen=True)
class Incidents:
    """One entry an incident of anti-social behaviour, ordered by month; positions as in `Crimes`."""

    month: Indices
    place: Indices


@dataclass(frozen=True)
class Simulation:
    """Five financial years of simulated records of Medway."""

    crimes: Crimes
    incidents: Incidents


def simulate(seed: int = SEED) -> Simulation:
    """Simulated crimes and incidents, April 2015 to March 2020. The same seed gives the same records."""
    dice = Dice(seed)
    weights = place_weights(dice)
    return Simulation(_crimes(dice, weights, seed), _incidents(dice, weights))


def _crimes(dice: Dice, weights: Floats, seed: int) -> Crimes:
    offence = _offences_by_year()
    month = _crime_months(dice, offence)
    everything = np.concatenate(offence)
    place = dice.picks(weights, len(everything))
    record = np.array([sha256(f"{seed}/{number}".encode()).hexdigest() for number in range(len(everything))])
    order = np.lexsort((record, month))
    return Crimes(tuple(record[order].tolist()), month[order], everything[order], place[order])


def _offences_by_year() -> list[Indices]:
    """For each year the class of each of its crimes, classes together and in order."""
    numbers = np.arange(len(offences()))
    by_year = []
    for year in YEARS:
        counts = code_counts(year)
        by_year.append(np.repeat(numbers, [counts[offence.code] for offence in offences()]))
    return by_year


def _crime_months(dice: Dice, offence: list[Indices]) -> Indices:
    """A month for each crime of `offence`, drawn within its year by the weights of its subgroup."""
    shared = dice.gammas(SHARED_NOISE_SHAPE, len(MONTHS)) * days()
    levels = {group: trend(counts) for group, counts in yearly_totals().items()}
    subgroups = {one.subgroup: one.group for one in offences()}
    member = np.array([list(subgroups).index(one.subgroup) for one in offences()])
    drawn = [np.zeros(len(year), dtype=np.int64) for year in offence]
    for number, (subgroup, group) in enumerate(subgroups.items()):
        noise = shared * dice.gammas(OWN_NOISE_SHAPE, len(MONTHS))
        chances = levels[group] * wave(seasons().get(subgroup)) * noise
        for year, months in enumerate(drawn):
            chosen = member[offence[year]] == number
            months[chosen] = _months_of(dice, chances, year, int(chosen.sum()))
    return np.concatenate(drawn)


def _incidents(dice: Dice, weights: Floats) -> Incidents:
    noise = dice.gammas(OWN_NOISE_SHAPE, len(MONTHS)) * days()
    chances = trend(yearly_totals()[ASB]) * wave(seasons()[ASB]) * noise
    totals = yearly_totals()[ASB]
    month = np.sort(np.concatenate([_months_of(dice, chances, year, total) for year, total in enumerate(totals)]))
    return Incidents(month, dice.picks(weights, len(month)))


def _months_of(dice: Dice, chances: Floats, year: int, count: int) -> Indices:
    first = 12 * year
    return first + dice.picks(chances[first : first + 12], count)
