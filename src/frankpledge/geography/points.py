"""Points into areas. Published points repeat, so each place is looked up once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from frankpledge.geography.shapes import Boundaries

Coordinates = Sequence[float | None] | NDArray[np.float64]
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # an odd number: multiplying by it mixes the bits and loses none


def place_points(longitudes: Coordinates, latitudes: Coordinates, boundaries: Boundaries) -> NDArray[np.object_]:
    """The code of the area that each point lies in; None outside all of them, or where a coordinate is blank.

    A point on a border belongs to the first of its areas in the order of their codes, so each point counts once.
    Raises ValueError where there are more longitudes than latitudes or fewer.
    """
    x, y = np.asarray(longitudes, dtype=np.float64), np.asarray(latitudes, dtype=np.float64)
    if x.shape != y.shape or x.ndim != 1:
        raise ValueError(f"{x.size} longitudes and {y.size} latitudes are not pairs")
    found = np.full(x.size, None, dtype=object)
    given = np.isfinite(x) & np.isfinite(y)
    if not given.any() or not boundaries.codes:
        return found
    first, which = _places(x[given], y[given])
    codes = np.array([*boundaries.codes, None], dtype=object)
    found[given] = codes[_areas(x[given][first], y[given][first], boundaries)][which]
    return found


def _places(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each distinct place first stands, and which of them each point is.

    One number stands for both coordinates, which sorts in a third of the time; in the rare case that two places share
    a number, the pairs are sorted themselves.
    """
    mixed = x.view(np.uint64) * _SPREAD ^ y.view(np.uint64)
    _, first, which = np.unique(mixed, return_index=True, return_inverse=True)
    if not (np.array_equal(x[first][which], x) and np.array_equal(y[first][which], y)):
        _, first, which = np.unique(x + 1j * y, return_index=True, return_inverse=True)
    return first, which


def _areas(x: NDArray[np.float64], y: NDArray[np.float64], boundaries: Boundaries) -> NDArray[np.intp]:
    """The number of each place's area; the number of areas where it is in none.

    Places are sorted by longitude, so those between the west and the east of an area are one slice. An index of boxes
    (STRtree) finds no fewer and would need a geometry made of each point.
    """
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    number = len(boundaries)
    area = np.full(x.size, number, dtype=np.intp)
    boxes = shapely.bounds(boundaries.shapes)
    begins, ends = np.searchsorted(x, boxes[:, 0], "left"), np.searchsorted(x, boxes[:, 2], "right")
    for one in range(number):
        south, north = boxes[one, 1], boxes[one, 3]
        part = slice(begins[one], ends[one])
        near = np.flatnonzero((area[part] == number) & (y[part] >= south) & (y[part] <= north)) + begins[one]
        area[near[shapely.intersects_xy(boundaries.shapes[one], x[near], y[near])]] = one
    back = np.empty_like(area)
    back[order] = area
    return back
