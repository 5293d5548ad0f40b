"""The draws themselves: noise, season and place are in the records as they were assumed to be."""

from __future__ import annotations

import numpy as np
import pytest

from frankpledge.demo.chance import Dice
from frankpledge.demo.months import OWN_NOISE_SHAPE, SHARED_NOISE_SHAPE, days, trend, wave
from frankpledge.demo.places import place_weights
from frankpledge.demo.simulator import SEED, Simulation, simulate
from frankpledge.demo.tables import ASB, areas, offences, seasons, town_centres, yearly_totals


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    return simulate()


def by_place_and_year(simulation: Simulation) -> np.ndarray:
    """Crimes, one row an area, one column a year."""
    counts = np.zeros((len(areas()), 5))
    np.add.at(counts, (simulation.crimes.place, simulation.crimes.month // 12), 1)
    return counts


def dispersion(counts: np.ndarray, expected: np.ndarray) -> float:
    """How many times as much as chance alone 60 monthly counts vary; the yearly totals are kept exactly."""
    return float(((counts - expected) ** 2 / expected).sum() / (60 - 5))


def expected_months(group: str, subgroup: str, totals: np.ndarray) -> np.ndarray:
    """The count of each month if there were no noise."""
    levels = (trend(yearly_totals()[group]) * wave(seasons().get(subgroup)) * days()).reshape(5, 12)
    return (levels / levels.sum(axis=1, keepdims=True) * totals.reshape(5, 1)).ravel()


def crime_dispersion(simulation: Simulation) -> tuple[float, float]:
    """The dispersion of monthly crimes found, and the one that the noise assumed would give on average."""
    subgroups = np.array([offence.subgroup for offence in offences()])[simulation.crimes.offence]
    groups = {offence.subgroup: offence.group for offence in offences()}
    expected, squares = np.zeros(60), np.zeros(60)
    for subgroup, group in groups.items():
        months = simulation.crimes.month[subgroups == subgroup]
        without_noise = expected_months(group, subgroup, np.bincount(months // 12, minlength=5))
        expected += without_noise
        squares += without_noise**2
    assumed = 1 + (expected / SHARED_NOISE_SHAPE + squares / expected / OWN_NOISE_SHAPE).mean()
    return dispersion(np.bincount(simulation.crimes.month, minlength=60), expected), float(assumed)


def incident_dispersion(simulation: Simulation) -> tuple[float, float]:
    """The same for incidents of anti-social behaviour."""
    counts = np.bincount(simulation.incidents.month, minlength=60)
    expected = expected_months(ASB, ASB, counts.reshape(5, 12).sum(axis=1))
    return dispersion(counts, expected), float(1 + expected.mean() / OWN_NOISE_SHAPE)


def test_monthly_counts_vary_more_than_chance_by_as_much_as_the_noise_assumed(simulation: Simulation) -> None:
    several = [simulation, *(simulate(seed) for seed in (1, 2, 3))]
    for measured in (crime_dispersion, incident_dispersion):
        found, assumed = np.array([measured(one) for one in several]).mean(axis=0)
        assert assumed > 2
        assert found == pytest.approx(assumed, rel=0.2)


def test_bicycles_are_stolen_in_summer_and_houses_entered_in_winter(simulation: Simulation) -> None:
    subgroup = np.array([offence.subgroup for offence in offences()])[simulation.crimes.offence]
    calendar_month = (simulation.crimes.month + 3) % 12 + 1
    summer, winter = np.isin(calendar_month, [6, 7, 8]), np.isin(calendar_month, [12, 1, 2])
    bicycles, burglary = subgroup == "Bicycle theft", subgroup == "Domestic burglary"
    assert (bicycles & summer).sum() > 1.3 * (bicycles & winter).sum()
    assert (burglary & winter).sum() > (burglary & summer).sum()


def test_areas_keep_their_shares_so_that_their_years_differ_by_chance_alone(simulation: Simulation) -> None:
    counts = by_place_and_year(simulation)
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0) / counts.sum()
    chi_squared = float(((counts - expected) ** 2 / expected).sum())
    freedom = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    assert abs(chi_squared - freedom) < 4 * (2 * freedom) ** 0.5


def test_crime_falls_on_areas_in_proportion_to_their_weights(simulation: Simulation) -> None:
    weights = place_weights(Dice(SEED))
    counts = by_place_and_year(simulation).sum(axis=1)
    expected = weights / weights.sum() * counts.sum()
    assert ((counts - expected) / np.sqrt(expected)).std() == pytest.approx(1, abs=0.2)
    assert counts.min() > 0


def test_a_town_centre_is_raised_by_its_times_and_no_other_area_is() -> None:
    residents = np.array([area.residents for area in areas()])
    factor = np.exp(0.45 * Dice(3).normals(len(areas())))
    times = place_weights(Dice(3)) / residents / factor
    raised = {areas()[position].lsoa_code: round(times[position]) for position in np.flatnonzero(times > 1.5)}
    assert raised == {centre.lsoa_code: centre.times for centre in town_centres()}


def test_records_come_by_month_and_in_no_order_within_it(simulation: Simulation) -> None:
    assert (np.diff(simulation.crimes.month) >= 0).all() and (np.diff(simulation.incidents.month) >= 0).all()
    first = simulation.crimes.offence[simulation.crimes.month == 0]
    assert (np.diff(first) < 0).mean() > 0.3
