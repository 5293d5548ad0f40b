"""Outlines for a map: neighbours keep a border between them, and a kilometre is one both ways."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import shapely
from tests.publishers import MEDWAY

from frankpledge.geography.outline import outlines
from frankpledge.geography.shapes import Boundaries, boundaries_of, make_boundaries
from frankpledge.intake.load import load
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library


def _ragged(middle: float, seed: int) -> list[list[float]]:
    """A border that runs north with many small turns."""
    random = np.random.default_rng(seed)
    return [[middle + float(random.uniform(-1e-5, 1e-5)), 51 + place / 1000] for place in range(101)]


def _two() -> Boundaries:
    """Two areas on either side of a ragged border."""
    border = _ragged(0.1, 1)
    west = [[0.0, 51.0], *border, [0.0, 51.1], [0.0, 51.0]]
    east = [*border, [0.2, 51.1], [0.2, 51.0], border[0]]
    rows = [("E01000001", west), ("E01000002", east)]
    text = '{{"type": "Polygon", "coordinates": [{}]}}'
    return make_boundaries("lsoa", 2021, [(code, None, text.format(ring)) for code, ring in rows])


def test_neighbours_share_their_simplified_border_without_gap_or_overlap() -> None:
    one, two = (shapely.from_geojson(text) for text in outlines(_two()).values())
    assert shapely.get_num_coordinates(one) < 20
    assert shapely.area(shapely.intersection(one, two)) == 0
    assert isinstance(shapely.union(one, two), shapely.Polygon)
    assert shapely.get_num_interior_rings(shapely.union(one, two)) == 0


def test_a_kilometre_is_as_long_to_the_east_as_to_the_north() -> None:
    whole = shapely.union_all([shapely.from_geojson(text) for text in outlines(_two()).values()])
    west, south, east, north = shapely.bounds(whole)
    assert north - south == pytest.approx(11.12, abs=0.01)
    assert east - west == pytest.approx(22.24 * math.cos(math.radians(51.05)), abs=0.01)
    assert (west + east) / 2 == pytest.approx(0, abs=0.001)


def test_without_boundaries_there_are_no_outlines() -> None:
    assert outlines(make_boundaries("lsoa", 2021, [])) == {}


def test_the_outlines_of_medway_keep_their_ground_and_overlap_nowhere(data: Path, tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence")
    load(evidence, [data / "geography" / "boundaries" / "lsoa2021" / f"{MEDWAY}.geojson"], area=MEDWAY)
    held = boundaries_of(Library(evidence, evidence.current()), "lsoa", 2021, MEDWAY)
    shapes = [shapely.from_geojson(text) for text in outlines(held).values()]
    assert len(shapes) == 169
    assert all(not shape.is_empty and shape.is_valid for shape in shapes)
    _, south, _, north = shapely.total_bounds(held.shapes)
    flat = sum(shapely.area(held.shapes)) * 111.2**2 * math.cos(math.radians((south + north) / 2))
    assert sum(shapely.area(shapes)) == pytest.approx(flat, rel=0.005)
    overlap = sum(shapely.area(shapes)) - shapely.area(shapely.union_all(shapes))
    assert overlap == pytest.approx(0, abs=0.0005 * flat)
    assert sum(map(shapely.get_num_coordinates, shapes)) < sum(map(shapely.get_num_coordinates, held.shapes))
