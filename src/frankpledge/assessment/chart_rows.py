"""One row a category or an area: bars from zero, or dots with their intervals."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate
from typing import Any

from frankpledge.assessment.blocks import Chart, Point
from frankpledge.assessment.chart_sheet import (
    ACCENT,
    EMPHASIS,
    GREY,
    INK,
    LINE,
    Sheet,
    axis_over,
    figures_of,
    room_of,
    scaled,
    unfit,
    width_of,
    wrap,
)
from frankpledge.measures.aspect import write

# A point and the height of the middle of its row, in pixels from the top of the plot.
Placed = list[tuple[Point, float]]
_ABSENT = "not available"


def bar_chart(chart: Chart, width: int) -> Sheet:
    """Bars from zero with the value beyond each bar's end, which stands in for a value axis."""
    sheet, placed = _rows(chart, width, 28)
    values = [figure.value for figure in figures_of(chart)]
    low, high = float(min(Decimal(0), *values)), float(max(Decimal(0), *values))
    room = max(width_of(write(figure)) for figure in figures_of(chart)) + 8
    before = room if low < 0 else 0.0
    scale = (sheet.plot_width - room - before) / ((high - low) or 1)
    zero = before - low * scale
    sheet.axis_name(chart)
    _draw_bars(sheet, placed, zero, scale)
    _draw_labels(sheet, placed)
    for point, middle in placed:
        _draw_value(sheet, point, middle, zero, scale)
    return sheet


def _draw_bars(sheet: Sheet, placed: Placed, zero: float, scale: float) -> None:
    """`zero`: the pixel of zero. `scale`: pixels a unit."""
    bars = [
        {"x": zero, "x2": zero + float(p.figure.value) * scale, "y": middle - 10, "y2": middle + 10}
        | {"colour": EMPHASIS if p.emphasis else ACCENT}
        for p, middle in placed
        if p.figure
    ]
    colour: dict[str, Any] = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    sheet.layer({"type": "rect"}, bars, x2={"field": "x2"}, y2={"field": "y2"}, color=colour)
    base = [{"x": zero, "y": -2, "to": sheet.plot_height}]
    sheet.layer({"type": "rule", "color": GREY}, base, y2={"field": "to"})


def _draw_value(sheet: Sheet, point: Point, middle: float, zero: float, scale: float) -> None:
    """The value beyond the bar's end, or plain words where there is none."""
    if not point.figure:
        side = ("right", -6) if zero > sheet.plot_width / 2 else ("left", 6)
        sheet.text([{"x": zero + side[1], "y": middle, "text": _ABSENT}], GREY, side[0])
        return
    left, end = point.figure.value < 0, zero + float(point.figure.value) * scale
    row = {"x": end - 6 if left else end + 6, "y": middle, "text": write(point.figure)}
    sheet.text([row], INK, "right" if left else "left", bold=point.emphasis)
    sheet.figure(point.figure)


def interval_chart(chart: Chart, width: int) -> Sheet:
    """A dot and its interval for each area; the partnership's own stands out by colour and by weight."""
    figures = figures_of(chart)
    sheet, placed = _rows(chart, width, 19)
    ends = [end for f in figures for end in (f.value, f.low, f.high) if end is not None]
    axis = axis_over(ends, figures[0].unit, 6 if width > 400 else 4)
    sheet.top, sheet.height, sheet.right = sheet.top + LINE + 4, sheet.height + LINE + 4, max(12, axis.room / 2 + 2)
    sheet.value_axis(chart, axis, "x")
    _draw_labels(sheet, placed)
    _draw_dots(sheet, [(point, y) for point, y in placed if not point.emphasis], ACCENT, 2, 40)
    _draw_dots(sheet, [(point, y) for point, y in placed if point.emphasis], EMPHASIS, 4, 55)
    absent = [{"x": 0, "y": y, "text": _ABSENT} for point, y in placed if not point.figure]
    sheet.text(absent, GREY, x=scaled("x"), xOffset={"value": 6})
    return sheet


def _draw_dots(sheet: Sheet, placed: Placed, colour: str, thick: int, size: int) -> None:
    held = [(point.figure, y) for point, y in placed if point.figure]
    spans = [
        {"x": float(f.low), "x2": float(f.high), "y": y} for f, y in held if f.low is not None and f.high is not None
    ]
    rule = {"type": "rule", "color": colour, "strokeWidth": thick, "opacity": 0.6}
    sheet.layer(rule, spans, x=scaled("x"), x2={"field": "x2"})
    dot = {"type": "point", "filled": True, "color": colour, "size": size, "opacity": 1}
    sheet.layer(dot, [{"x": float(f.value), "y": y} for f, y in held], x=scaled("x"))


def _rows(chart: Chart, width: int, least: int) -> tuple[Sheet, Placed]:
    """A sheet with a column of labels, and each point with the middle of its row, `least` pixels deep or more."""
    if len(chart.series) != 1:
        raise unfit(chart, f"a chart of form {chart.form!r} shows one series, not {len(chart.series)}")
    points = chart.series[0].points
    labels = [wrap(point.label, (0.4 if width > 400 else 0.36) * width) for point in points]
    depths = [max(least, len(lines) * LINE + 3) for lines in labels]
    feet = list(accumulate(depths))
    sheet = Sheet(width, feet[-1] + LINE + 16, room_of(labels) + 10, 0, LINE + 10, 6)
    return sheet, [(point, foot - depth / 2) for point, foot, depth in zip(points, feet, depths, strict=True)]


def _draw_labels(sheet: Sheet, placed: Placed) -> None:
    """The words at the left of each row; those of an emphasised row are bold and of another colour."""
    for point, middle in placed:
        lines = wrap(point.label, sheet.left - 10)
        first = middle - (len(lines) - 1) * LINE / 2
        rows = [{"x": -sheet.left, "y": first + LINE * row, "text": text} for row, text in enumerate(lines)]
        sheet.text(rows, EMPHASIS if point.emphasis else INK, bold=point.emphasis)
        sheet.ticks(lines)
