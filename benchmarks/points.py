"""A million points into small areas, against the shortest loop that does the same."""

from __future__ import annotations

import math
import time

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.clock import Run, pair
from frankpledge.geography.points import place_points
from frankpledge.geography.shapes import Boundaries

POINTS, PLACES, ACROSS, CORNERS = 1_000_000, 60_000, 20, 200
SEED = 20261101
Floats = NDArray[np.float64]


def points(rounds: int) -> None:
    """Print the row of the table: a million points at 60,000 places, into 400 areas of some 200 corners."""
    boundaries, x, y = _boundaries(), *_points()
    if not np.array_equal(place_points(x, y, boundaries), _plainly(x, y, boundaries)):
        raise AssertionError("both ways must place every point alike")
    pair(
        f"{POINTS:,} points into {len(boundaries)} areas",
        lambda: _timed(place_points, x, y, boundaries),
        "unique places, then contains_xy for each area",
        lambda: _timed(_plainly, x, y, boundaries),
        rounds=rounds,
    )


def _plainly(x: Floats, y: Floats, boundaries: Boundaries) -> NDArray[np.object_]:
    places, which = np.unique(x + 1j * y, return_inverse=True)
    area = np.full(len(places), None, dtype=object)
    for code, shape in zip(boundaries.codes, boundaries.shapes, strict=True):
        area[shapely.contains_xy(shape, places.real, places.imag)] = code
    return area[which]


def _timed(place: object, *given: object) -> Run:
    began, busy = time.perf_counter(), time.process_time()
    assert callable(place)
    place(*given)
    return Run(time.perf_counter() - began, time.process_time() - busy)


def _boundaries() -> Boundaries:
    """Areas side by side whose borders wind, as those along streets do."""
    shapes = np.array([shapely.Polygon(_ring(n % ACROSS, n // ACROSS)) for n in range(ACROSS**2)])
    shapely.prepare(shapes)
    codes = tuple(f"E01{n:06}" for n in range(ACROSS**2))
    return Boundaries("lsoa", 2021, codes, codes, shapes)


def _ring(column: int, row: int) -> list[tuple[float, float]]:
    corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
    each = CORNERS // 4
    ring = []
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        ring += [_wound(x0 + (x1 - x0) * n / each, y0 + (y1 - y0) * n / each) for n in range(each)]
    return ring


def _wound(x: float, y: float) -> tuple[float, float]:
    """A winding that depends on the place alone, so that neighbours share their border."""
    return 0.3 + 0.01 * (x + 0.12 * math.sin(9 * y)), 51.2 + 0.01 * (y + 0.12 * math.sin(7 * x))


def _points() -> tuple[Floats, Floats]:
    chance = np.random.default_rng(SEED)
    at = chance.integers(0, PLACES, POINTS)
    x, y = (np.round(chance.uniform(low, low + 0.01 * ACROSS, PLACES), 6) for low in (0.3, 51.2))
    return x[at], y[at]
