"""Boundaries ready for use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from tests.publishers import HERE, MEDWAY, csv_text, put
from tests.unit.geography.shelf import shelf

from frankpledge.geography.shapes import boundaries_of, make_boundaries
from frankpledge.sources import boundaries, lookups
from frankpledge.sources.shape import Source
from frankpledge.store.query import Library
from frankpledge.terms.errors import MeasureError

NEXT, ELSEWHERE = "E01016017", "E07000110"


def square(west: float, size: float = 0.1) -> list[list[list[float]]]:
    ring = [[west, 51.0], [west + size, 51.0], [west + size, 51.0 + size], [west, 51.0 + size], [west, 51.0]]
    return [ring]


def file(folder: Path, name: str, *areas: tuple[str, str, float], size: float = 0.1) -> tuple[Source, Path]:
    features = [
        {
            "type": "Feature",
            "properties": {"LSOA21CD": code, "LSOA21NM": f"Area {code[-1]}", "LAD22CD": authority},
            "geometry": {"type": "Polygon", "coordinates": square(west, size)},
        }
        for code, authority, west in areas
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return boundaries.SOURCE, put(folder / f"{name}.geojson", text)


def lookup(folder: Path) -> tuple[Source, Path]:
    rows = [[HERE, MEDWAY], [NEXT, ELSEWHERE]]
    return lookups.SOURCE, put(folder / "lookup.csv", csv_text(["lsoa21_code", "ltla24_code"], rows))


def test_districts_stand_side_by_side_and_each_is_asked_for_alone(tmp_path: Path) -> None:
    held = shelf(tmp_path, file(tmp_path, "a", (HERE, MEDWAY, 0.5)), file(tmp_path, "b", (NEXT, ELSEWHERE, 0.6)))
    assert boundaries_of(held, "lsoa", 2021).codes == (HERE, NEXT)
    mine = boundaries_of(held, "lsoa", 2021, MEDWAY)
    assert (mine.codes, mine.names, len(mine)) == ((HERE,), ("Area 6",), 1)
    assert shapely.bounds(mine.shapes[0]).tolist() == [0.5, 51.0, 0.6, 51.1]


def test_an_edition_or_level_that_is_not_held_has_no_boundaries(tmp_path: Path) -> None:
    held = shelf(tmp_path, file(tmp_path, "a", (HERE, MEDWAY, 0.5)))
    assert len(boundaries_of(held, "lsoa", 2011)) == len(boundaries_of(held, "ward", 2021)) == 0


def test_boundaries_of_several_authorities_are_parted_by_the_lookup(tmp_path: Path) -> None:
    region = file(tmp_path, "region", (HERE, MEDWAY, 0.5), (NEXT, ELSEWHERE, 0.6))
    held = shelf(tmp_path, region, lookup(tmp_path))
    assert boundaries_of(held, "lsoa", 2021, MEDWAY).codes == (HERE,)


def test_without_a_lookup_boundaries_of_several_authorities_are_not_taken_for_those_of_one(tmp_path: Path) -> None:
    held = shelf(tmp_path, file(tmp_path, "region", (HERE, MEDWAY, 0.5), (NEXT, ELSEWHERE, 0.6)))
    with pytest.raises(MeasureError, match="Which boundaries are those of Medway is not known"):
        boundaries_of(held, "lsoa", 2021, MEDWAY)


def test_an_area_that_two_files_draw_in_two_ways_is_an_error(tmp_path: Path) -> None:
    fine, rough = file(tmp_path, "a", (HERE, MEDWAY, 0.5)), file(tmp_path, "b", (HERE, ELSEWHERE, 0.5), size=0.2)
    held = shelf(tmp_path, fine, rough)
    with pytest.raises(MeasureError, match=f"The boundary of {HERE} is drawn in two ways"):
        boundaries_of(held, "lsoa", 2021)
    assert boundaries_of(held, "lsoa", 2021, MEDWAY).codes == (HERE,)


def test_a_boundary_that_crosses_itself_is_mended_to_what_it_encloses() -> None:
    """A bow-tie: two triangles of a half each, of which the signed area is nought."""
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}
    made = make_boundaries("lsoa", 2021, [("a", None, json.dumps(bow))])
    assert made.shapes[0].is_valid
    assert shapely.area(made.shapes[0]) == 2
    assert shapely.contains_xy(made.shapes[0], [0.5, 1.5, 1.0], [1.0, 1.0, 0.5]).tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("level", "edition", "medway", "kent"),
    [("lsoa", 2011, 163, 1065), ("lsoa", 2021, 169, 1107), ("ward", 2013, 22, 305), ("ward", 2025, 24, 279)],
)
def test_the_real_boundaries_are_all_there_and_sound(
    real: Library, level: str, edition: int, medway: int, kent: int
) -> None:
    assert len(boundaries_of(real, level, edition, MEDWAY)) == medway
    whole = boundaries_of(real, level, edition)
    assert len(whole) == kent
    assert shapely.is_valid(whole.shapes).all()


@pytest.mark.parametrize("edition", [2011, 2021])
def test_the_real_boundary_with_its_hole_published_as_a_part_is_mended_to_a_hole(real: Library, edition: int) -> None:
    """Swale 008C: another small area lies in the ring, so it is not a part of this one. No ground counts twice."""
    swale = boundaries_of(real, "lsoa", edition, "E07000113")
    mended = swale.shapes[swale.codes.index("E01024572")]
    others = shapely.union_all(
        [shape for code, shape in zip(swale.codes, swale.shapes, strict=True) if code != "E01024572"]
    )
    assert shapely.area(shapely.intersection(mended, others)) < 1e-12
