"""Points into areas: each in exactly one, or in none."""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from tests.publishers import MEDWAY

from frankpledge.geography import points
from frankpledge.geography.points import place_points
from frankpledge.geography.shapes import Boundaries, boundaries_of, make_boundaries
from frankpledge.store.query import Library

Corner = tuple[float, float]
SQUARE = [(0, 0), (2, 0), (2, 2), (0, 2)]
BESIDE = [(2, 0), (4, 0), (4, 2), (2, 2)]


def drawn(**areas: list[Corner] | list[list[Corner]]) -> Boundaries:
    """Areas from their corners; a list of rings is an area with holes."""
    rows = []
    for code, corners in areas.items():
        rings = corners if isinstance(corners[0], list) else [corners]
        closed = [[*ring, ring[0]] for ring in rings]
        rows.append((code, None, json.dumps({"type": "Polygon", "coordinates": closed})))
    return make_boundaries("lsoa", 2021, rows)


def place(boundaries: Boundaries, *pairs: tuple[float | None, float | None]) -> list[str | None]:
    return place_points([x for x, _ in pairs], [y for _, y in pairs], boundaries).tolist()


def test_a_point_is_in_its_area_and_one_outside_all_is_in_none() -> None:
    assert place(drawn(a=SQUARE, b=BESIDE), (1, 1), (3, 1), (5, 1), (1, 3)) == ["a", "b", None, None]


def test_a_point_on_a_border_belongs_to_the_first_of_its_areas() -> None:
    border = [(2.0, 1.0), (2.0, 0.0), (2.0, 2.0)]
    assert place(drawn(a=SQUARE, b=BESIDE), *border) == ["a", "a", "a"]
    assert place(drawn(z=SQUARE, b=BESIDE), *border) == ["b", "b", "b"]
    assert place(drawn(a=SQUARE), (0, 0), (1, 0)) == ["a", "a"]


def test_a_hole_is_not_in_the_area_around_it() -> None:
    hole = [(0.5, 0.5), (1.5, 0.5), (1.5, 1.5), (0.5, 1.5)]
    assert place(drawn(a=[SQUARE, hole]), (1, 1), (0.2, 1)) == [None, "a"]
    assert place(drawn(a=[SQUARE, hole], b=hole), (1, 1), (0.2, 1)) == ["b", "a"]


def test_a_blank_coordinate_is_in_no_area() -> None:
    somewhere = drawn(a=SQUARE)
    assert place(somewhere, (None, 1), (1, None), (None, None), (math.nan, 1), (math.inf, 1), (1, 1)) == [
        *[None] * 5,
        "a",
    ]
    assert place(somewhere) == []
    assert place(somewhere, (None, None)) == [None]


def test_without_boundaries_nothing_is_placed() -> None:
    assert place(make_boundaries("ward", 2025, []), (1, 1)) == [None]


def test_coordinates_that_are_not_pairs_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="2 longitudes and 1 latitudes are not pairs"):
        place_points([1, 2], [1], drawn(a=SQUARE))


def test_nought_and_minus_nought_are_one_place() -> None:
    assert place(drawn(a=SQUARE), (0.0, 1.0), (-0.0, 1.0)) == ["a", "a"]


def test_places_that_share_a_number_are_still_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing to spread the bits, (1, 3) and (3, 1) have the same number."""
    monkeypatch.setattr(points, "_SPREAD", np.uint64(1))
    assert place(drawn(a=[(0, 2), (2, 2), (2, 4), (0, 4)], b=BESIDE), (1, 3), (3, 1), (1, 3)) == ["a", "b", "a"]


def inside(x: int, y: int, corners: list[tuple[int, int]]) -> bool:
    """Ray casting in whole numbers and fractions: on the border, or crossed an odd number of times."""
    crossed = False
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        side = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        if side == 0 and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
            return True
        if (y1 > y) != (y2 > y) and x < x1 + Fraction((y - y1) * (x2 - x1), y2 - y1):
            crossed = not crossed
    return crossed


heights = st.lists(st.integers(2, 18), min_size=3, max_size=6)
somewhere = st.tuples(st.integers(-1, 26), st.integers(-1, 21))


@given(heights, heights, st.permutations("abcdefghijklmnop"), st.lists(somewhere, min_size=1, max_size=60))
def test_every_point_is_where_ray_casting_puts_it(
    above: list[int], below: list[int], names: list[str], wanted: list[tuple[int, int]]
) -> None:
    """Two rows of areas share a ragged border; upright lines cut each row. All numbers are whole."""
    middle = [min(high, low) for high, low in zip(above, below, strict=False)]
    areas: dict[str, list[tuple[int, int]]] = {}
    letters = iter(names)
    for column in range(len(middle) - 1):
        left, right = column * 5, column * 5 + 5
        areas[next(letters)] = [(left, 0), (right, 0), (right, middle[column + 1]), (left, middle[column])]
        areas[next(letters)] = [(left, middle[column]), (right, middle[column + 1]), (right, 20), (left, 20)]
    expected = [next((code for code in sorted(areas) if inside(x, y, areas[code])), None) for x, y in wanted]
    assert place(drawn(**areas), *wanted) == expected


def street_rows(data: Path, month: str) -> list[dict[str, str]]:
    with next((data / "police_uk" / month).glob("*-street.csv")).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(cell: str) -> float | None:
    return float(cell) if cell else None


def test_the_real_rows_of_medway_are_placed_as_their_publisher_placed_them_or_within_metres_of_it(
    data: Path, real: Library
) -> None:
    """Of 2,428 rows of January 2025, 2,300 have the publisher's own small area and 128 lie beside its border.

    Published points lie in the middle of streets, streets are borders, and the lines held are simplified by up to
    twenty metres. The authority is the publisher's for every row.
    """
    rows = street_rows(data, "2025-01")
    medway = boundaries_of(real, "lsoa", 2021, MEDWAY)
    placed = place_points([number(row["Longitude"]) for row in rows], [number(row["Latitude"]) for row in rows], medway)
    own = set(medway.codes)
    found: Counter[str] = Counter()
    for row, code in zip(rows, placed, strict=True):
        assert (row["LSOA code"] in own) == (code is not None)
        if code is not None:
            found["same" if row["LSOA code"] == code else "other"] += 1
            shape = medway.shapes[medway.codes.index(row["LSOA code"])]
            assert metres(shape, float(row["Longitude"]), float(row["Latitude"])) < 20
    assert found == {"same": 2_300, "other": 128}


def metres(shape: shapely.Geometry, longitude: float, latitude: float) -> float:
    """From a point to a shape, good to a few centimetres over a street's width."""
    squeeze = np.array([math.cos(math.radians(latitude)), 1.0])
    flat = shapely.transform([shape, shapely.Point(longitude, latitude)], lambda corners: corners * squeeze)
    return float(shapely.distance(*flat)) * 111_195


def test_the_real_rows_of_kent_are_placed_as_by_looking_at_every_area_in_turn(data: Path, real: Library) -> None:
    rows = street_rows(data, "2025-01")
    kent = boundaries_of(real, "lsoa", 2021)
    assert len(kent) == 1_107
    x, y = (np.array([float(row[name] or "nan") for row in rows]) for name in ("Longitude", "Latitude"))
    plain = np.full(len(rows), None, dtype=object)
    for code, shape in zip(kent.codes, kent.shapes, strict=True):
        plain[shapely.contains_xy(shape, x, y)] = code
    assert place_points(x, y, kent).tolist() == plain.tolist()
