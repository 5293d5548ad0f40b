"""The funnel: dots where their figures put them, limits as lines that stay inside the plot, a name that can be read."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.unit.assessment.example import figure

from frankpledge.assessment.blocks import Chart, Fixed, Limits, Number, Point, Series, Table, Text
from frankpledge.assessment.charts.draw import draw
from frankpledge.assessment.charts.funnel import funnel_chart
from frankpledge.assessment.charts.sheet import EMPHASIS
from frankpledge.assessment.tokens import numbers_in
from frankpledge.measures.model import Figure
from frankpledge.terms.area import Area
from frankpledge.terms.errors import GuardError
from frankpledge.terms.numbers import Unit

SVG = "{http://www.w3.org/2000/svg}"
ROWS = (
    ("Northmoor", "1.80", 4000),
    ("Oldbridge", "1.10", 20000),
    ("Wexley", "0.60", 9000),
    ("Highcombe", "1.05", 21000),
)


def _ratio(place: int, name: str, value: str, expected: int) -> Figure:
    return figure(
        f"crime.ratio@E0600010{place}@2019-04..2020-03",
        value,
        places=2,
        unit=Unit.RATIO,
        numerator=Decimal(value) * expected,
        denominator=Decimal(expected),
        area=Area(f"E0600010{place}", name),
    )


RATIOS = tuple(_ratio(place, *row) for place, row in enumerate(ROWS))


def _pair(name: str, wide: str, **parts: Any) -> Limits:
    """Limits that narrow from the least base to the greatest."""
    half = Decimal(wide)
    return Limits(
        name, ((Decimal(4000), 1 - half, 1 + 4 * half), (Decimal(21000), 1 - half / 2, 1 + half / 2)), **parts
    )


def funnel(**parts: Any) -> Chart:
    """Four places, the second of which stands out, between two pairs of limits and a faint one."""
    table = Table(
        caption=(Text("Recorded over expected crimes"),),
        head=((Text("Place"),), (Text("Times"),)),
        rows=tuple(((Fixed(one.area.name, "name"),), (Number(one),)) for one in RATIOS),
        numeric=(False, True),
        anchor="funnel-table",
    )
    points = tuple(Point(one.area.name, one, emphasis=one.area.name == "Oldbridge") for one in RATIOS)
    given: dict[str, Any] = {
        "form": "funnel",
        "title": (Text("Oldbridge, at "), Number(RATIOS[1]), Text(" times the expected crimes")),
        "caption": (Text("Each dot is a place."),),
        "alternative": (Text("A funnel. The highest is "), Number(RATIOS[0]), Text(".")),
        "axis": "Times the crimes expected",
        "series": (Series("Places", points),),
        "table": table,
        "anchor": "funnel-chart",
        "limits": (_pair("chance", "0.02", faint=True), _pair("95%", "0.3"), _pair("99.8%", "0.5")),
        "across": "Crimes expected",
    }
    return Chart(**(given | parts))


def _texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def _lines_drawn(svg: str) -> list[list[tuple[float, float]]]:
    """The places of each curve: paths of several points with a stroke of one pixel and no filling."""
    paths = [p for p in ElementTree.fromstring(svg).iter(f"{SVG}path") if p.get("stroke-width") == "1"]
    curves = [re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", p.get("d", "")) for p in paths if "L" in p.get("d", "")]
    return [[(float(x), float(y)) for x, y in curve] for curve in curves]


def _dots(svg: str) -> list[tuple[float, float]]:
    moved = [p.get("transform", "") for p in ElementTree.fromstring(svg).iter(f"{SVG}path") if "A" in p.get("d", "")]
    return [(float(x), float(y)) for x, y in (re.findall(r"-?[\d.]+", text) for text in moved)]


@pytest.mark.parametrize("width", [640, 340])
def test_the_tokens_of_a_funnel_are_the_numbers_of_the_file_in_order(width: int) -> None:
    drawing = draw(funnel(), width=width)
    found = [n for text in ElementTree.fromstring(drawing.svg).itertext() for n in numbers_in(text)]
    assert found == [token.text for token in drawing.tokens]


def test_a_funnel_gives_the_same_bytes_every_time() -> None:
    assert draw(funnel()).svg == draw(funnel()).svg


@pytest.mark.parametrize("width", [640, 340])
def test_there_is_a_dot_for_each_figure_and_the_higher_value_stands_higher(width: int) -> None:
    dots = sorted(_dots(draw(funnel(), width=width).svg))
    assert len(dots) == 4
    by_base = sorted(RATIOS, key=lambda one: one.denominator or 0)
    heights = [-y for _, y in dots]
    assert sorted(range(4), key=heights.__getitem__) == sorted(range(4), key=lambda n: by_base[n].value)


def test_dots_stand_along_the_axis_as_far_as_their_bases() -> None:
    xs = [x for x, _ in sorted(_dots(draw(funnel()).svg))]
    bases = sorted(float(one.denominator or 0) for one in RATIOS)
    assert (xs[2] - xs[0]) / (xs[3] - xs[0]) == pytest.approx((bases[2] - bases[0]) / (bases[3] - bases[0]), abs=1e-3)


@pytest.mark.parametrize("width", [640, 340])
def test_the_areas_own_name_is_written_and_stays_inside_the_plot(width: int) -> None:
    sheet = funnel_chart(funnel(), width)
    assert "Oldbridge" in _texts(draw(funnel(), width=width).svg)
    assert "Northmoor" not in _texts(draw(funnel(), width=width).svg)
    (named,) = [layer for layer in sheet.layers if layer["data"]["values"][0].get("text") == "Oldbridge"]
    row = named["data"]["values"][0]
    assert row["colour"] == EMPHASIS and row["weight"] == "bold"
    assert 0 <= row["x"] <= sheet.plot_width and 0 <= row["y"] <= sheet.plot_height


def test_a_name_moves_away_from_a_dot_that_stands_in_its_way() -> None:
    def place(chart: Chart) -> tuple[float, float]:
        layers = funnel_chart(chart, 640).layers
        (row,) = [r for layer in layers for r in layer["data"]["values"] if r.get("text") == "Oldbridge"]
        return row["x"], row["y"]

    near = _ratio(4, "Nearby", "1.10", 18500)
    more = replace(funnel().series[0], points=(*funnel().series[0].points, Point("Nearby", near)))
    assert place(funnel(limits=())) != place(funnel(limits=(), series=(more,)))


def test_each_pair_of_limits_is_two_lines_with_one_name() -> None:
    svg = draw(funnel()).svg
    assert len(_lines_drawn(svg)) == 6
    for name in ("chance", "95%", "99.8%"):
        assert _texts(svg).count(name) == 1


def test_limits_never_leave_the_plot() -> None:
    sheet = funnel_chart(funnel(), 640)
    for curve in _lines_drawn(draw(funnel()).svg):
        assert all(-1 <= y <= sheet.plot_height + 1 and -1 <= x <= sheet.plot_width + 1 for x, y in curve)


def test_a_limit_that_is_cut_is_cut_where_it_comes_down_through_the_top() -> None:
    high = Limits("95%", ((Decimal(0), Decimal(0), Decimal(5)), (Decimal(20000), Decimal(0), Decimal(1))))
    sheet = funnel_chart(funnel(limits=(high,)), 640)
    (first, last) = max(_lines_drawn(draw(funnel(limits=(high,))).svg), key=lambda curve: curve[1][0] - curve[0][1])
    assert first[1] == pytest.approx(0, abs=0.01)
    assert first[0] / last[0] == pytest.approx((5 - 2) / (5 - 1), abs=1e-3)  # the axis ends at 2
    assert last[0] <= sheet.plot_width


def test_a_funnel_without_limits_or_without_a_name_for_the_bases_is_drawn_too() -> None:
    assert _lines_drawn(draw(funnel(limits=(), across="")).svg) == []


def test_a_point_without_a_figure_is_left_to_the_table() -> None:
    points = (*funnel().series[0].points, Point("Nowhere", None))
    assert len(_dots(draw(funnel(series=(Series("Places", points),))).svg)) == 4


def test_a_figure_without_a_base_has_no_place_in_a_funnel() -> None:
    bare = replace(RATIOS[0], numerator=None, denominator=None)
    with pytest.raises(GuardError, match="without a base"):
        draw(funnel(series=(Series("Places", (Point("Northmoor", bare),)),)))


def test_a_funnel_shows_one_series() -> None:
    with pytest.raises(GuardError, match="one series"):
        draw(funnel(series=funnel().series * 2))
