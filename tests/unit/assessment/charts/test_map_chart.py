"""A map: each area in the shade of its part, under a legend in words."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from frankpledge.assessment.blocks import Chart, Fixed, Point, Series, Shape, Table, Text
from frankpledge.assessment.charts.draw import draw
from frankpledge.assessment.charts.map import SHADES
from frankpledge.terms.errors import GuardError


def _square(west: float, south: float = 0.0) -> str:
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


CHART = Chart(
    form="map",
    title=(Text("Where it fell"),),
    caption=(Text("Areas"),),
    alternative=(Text("Three areas, the first the darkest"),),
    axis="Where crimes fell",
    series=(
        Series("Hold a quarter", (Point("E01000001", None),)),
        Series("With those, half", (Point("E01000002", None),)),
        Series("The other half", (Point("E01000003", None),)),
    ),
    table=Table(caption=(Text("Areas"),), head=((Text("Area"),),), rows=(((Fixed("A", "name"),),),), numeric=(False,)),
    anchor="map",
    shapes=tuple(Shape(f"E0100000{place + 1}", _square(place)) for place in range(3)),
)


def _paths(svg: str) -> list[tuple[str, list[tuple[float, float]]]]:
    """Every shape as (fill, corners)."""
    found = []
    for tag in re.findall(r"<path[^>]*>", svg):
        line, fill = re.search(r' d="(M[^"]+Z)"', tag), re.search(r' fill="(#\w+)"', tag)
        if line and fill and line[1].count("L") >= 3:
            corners = re.findall(r"(-?[\d.]+),(-?[\d.]+)", line[1])
            found.append((fill[1], [(float(x), float(y)) for x, y in corners]))
    return found


def test_each_area_has_the_shade_of_its_series_and_lies_where_it_is() -> None:
    shapes = dict(_paths(draw(CHART, width=600).svg))
    assert set(shapes) == set(SHADES)
    wests = [min(x for x, _ in shapes[shade]) for shade in SHADES]
    assert wests == pytest.approx([0, 200, 400])


def test_north_is_up() -> None:
    north = replace(CHART, shapes=(Shape("E01000001", _square(0, 1)), *CHART.shapes[1:]))
    tops = {fill: min(y for _, y in corners) for fill, corners in _paths(draw(north, width=600).svg)}
    assert tops[SHADES[0]] < tops[SHADES[1]]


def test_the_legend_stands_in_words_and_no_number_is_drawn() -> None:
    drawing = draw(CHART, width=320)
    for name in ("Hold a quarter", "With those, half", "The other half", "Where crimes fell"):
        assert f">{name}<" in drawing.svg
    assert drawing.tokens == ()


def test_a_map_is_never_wider_than_the_page_nor_taller_than_it_is_wide() -> None:
    tall = replace(CHART, shapes=tuple(Shape(f"E0100000{n + 1}", _square(0, 3.0 * n)) for n in range(3)))
    for width in (320, 720):
        for fill, corners in _paths(draw(tall, width=width).svg):
            assert all(0 <= x <= width for x, _ in corners), fill
        spread = [y for _, corners in _paths(draw(tall, width=width).svg) for _, y in corners]
        assert max(spread) - min(spread) <= width


def test_a_hole_in_an_area_is_left_open() -> None:
    around = json.loads(_square(0))
    around["coordinates"].append([[0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.6], [0.4, 0.4]])
    holed = replace(CHART, shapes=(Shape("E01000001", json.dumps(around)), *CHART.shapes[1:]))
    dark = next(corners for fill, corners in _paths(draw(holed, width=600).svg) if fill == SHADES[0])
    assert len(dark) == 8


@pytest.mark.parametrize(
    "shapes", [(), CHART.shapes[:2], (*CHART.shapes, Shape("E01000009", _square(5)))], ids=["none", "few", "many"]
)
def test_a_map_whose_points_and_shapes_differ_is_refused(shapes: tuple[Shape, ...]) -> None:
    with pytest.raises(GuardError, match="its points and its shapes are not the same"):
        draw(replace(CHART, shapes=shapes), width=600)


def test_more_series_than_shades_are_refused() -> None:
    more = replace(CHART, series=(*CHART.series, Series("More", (Point("E01000004", None),))))
    with pytest.raises(GuardError, match="at most 3 series"):
        draw(more, width=600)


def test_the_same_map_gives_the_same_bytes() -> None:
    assert draw(CHART, width=600).svg == draw(CHART, width=600).svg
