"""How records are spread over areas: by residents, a factor of chance, and more in a town's centre."""

from __future__ import annotations

import numpy as np

from frankpledge.demo.chance import Dice, Floats
from frankpledge.demo.tables import areas, town_centres

SPREAD = 0.45
"""Standard deviation of the logarithm of the factor of chance."""


def place_weights(dice: Dice) -> Floats:
    """A weight for each of `tables.areas()`, the same for every kind of record and every month."""
    residents = np.array([area.residents for area in areas()], dtype=np.float64)
    raised = {centre.lsoa_code: centre.times for centre in town_centres()}
    times = np.array([raised.get(area.lsoa_code, 1) for area in areas()], dtype=np.float64)
    return residents * np.exp(SPREAD * dice.normals(len(residents))) * times
