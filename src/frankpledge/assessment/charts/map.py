"""A map: one shape a point, in the shade of its series. It shows where; how many is told by its table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from frankpledge.assessment.blocks import Chart
from frankpledge.assessment.charts.sheet import ACCENT, GREY, INK, LINE, Sheet, unfit, width_of

SHADES = (ACCENT, "#8db0dc", "#e8edf3")
"""From dark to light, one a series: lightness alone tells them apart, in print without colour too."""
_TALLEST = 1.0  # height of the plot over its width, at most
_SWATCH = 12


def map_chart(chart: Chart, width: int) -> Sheet:
    """The shapes in their shades under a legend. Each point has one shape, and each shape is a point’s."""
    shade_of = _shades(chart)
    features = [(shape.label, json.loads(shape.geometry)) for shape in chart.shapes]
    if not features or {label for label, _ in features} != shade_of.keys():
        raise unfit(chart, "its points and its shapes are not the same")
    places = [place for _, geometry in features for place in _places(geometry["coordinates"])]
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    legend = _legend([series.name for series in chart.series], width)
    top = (1 + len(legend)) * (LINE + 4) + 6
    scale = min(width / (east - west), _TALLEST * width / (north - south))
    sheet = Sheet(width, top + scale * (north - south) + 4, 0, 0, top, 4)
    left = (width - scale * (east - west)) / 2
    sheet.axis_name(chart)
    _draw_legend(sheet, legend)
    drawn = [
        {
            "type": "Feature",
            "shade": shade_of[label],
            "geometry": geometry
            | {"coordinates": _placed(geometry["coordinates"], left - scale * west, scale * north, scale)},
        }
        for label, geometry in sorted(features, key=lambda one: (SHADES.index(shade_of[one[0]]) * -1, one[0]))
    ]
    sheet.layers.append(
        {
            "data": {"values": drawn},
            "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
            "mark": {"type": "geoshape", "stroke": GREY, "strokeWidth": 0.4, "strokeJoin": "round", "clip": False},
            "encoding": {"color": {"field": "shade", "type": "nominal", "scale": None, "legend": None}},
        }
    )
    return sheet


def _shades(chart: Chart) -> dict[str, str]:
    """Point → its shade. A series too many for the shades cannot be shown."""
    if len(chart.series) > len(SHADES):
        raise unfit(chart, f"a map shows at most {len(SHADES)} series, not {len(chart.series)}")
    return {
        point.label: shade
        for series, shade in zip(chart.series, SHADES[: len(chart.series)], strict=True)
        for point in series.points
    }


def _places(coordinates: Sequence[Any]) -> Iterator[tuple[float, float]]:
    """Every corner of a geometry, however deep its rings lie."""
    if isinstance(coordinates[0], (int, float)):
        yield float(coordinates[0]), float(coordinates[1])
    else:
        for part in coordinates:
            yield from _places(part)


def _placed(coordinates: Sequence[Any], right: float, down: float, scale: float) -> list[Any]:
    """The same geometry in pixels from the top left of the plot, to a tenth of one."""
    if isinstance(coordinates[0], (int, float)):
        return [round(right + scale * coordinates[0], 1), round(down - scale * coordinates[1], 1)]
    return [_placed(part, right, down, scale) for part in coordinates]


def _legend(names: Sequence[str], width: int) -> list[list[tuple[float, str, str]]]:
    """Rows of (left edge in pixels, shade, name), as many side by side as fit."""
    rows: list[list[tuple[float, str, str]]] = [[]]
    at = 0.0
    for name, shade in zip(names, SHADES, strict=False):
        room = _SWATCH + 6 + width_of(name) + 16
        if rows[-1] and at + room > width:
            rows.append([])
            at = 0.0
        rows[-1].append((at, shade, name))
        at += room
    return rows


def _draw_legend(sheet: Sheet, rows: Sequence[Sequence[tuple[float, str, str]]]) -> None:
    swatches, words = [], []
    for place, row in enumerate(rows):
        middle = (1 + place) * (LINE + 4) + 10 - sheet.top
        for x, shade, name in row:
            swatches.append({"x": x, "x2": x + _SWATCH, "y": middle - 6, "y2": middle + 6, "shade": shade})
            words.append({"x": x + _SWATCH + 6, "y": middle, "text": name})
            sheet.ticks([name])
    colour: dict[str, Any] = {"field": "shade", "type": "nominal", "scale": None, "legend": None}
    box = {"type": "rect", "stroke": GREY, "strokeWidth": 0.5}
    sheet.layer(box, swatches, x2={"field": "x2"}, y2={"field": "y2"}, color=colour)
    sheet.text(words, INK)
