"""One row a category or an area: bars from zero, or dots with their intervals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Any

from frankpledge.assessment.blocks import Chart, Point
from frankpledge.assessment.charts.sheet import (
    ACCENT,
    EMPHASIS,
    GREY,
    INK,
    LINE,
    Rows,
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

_ABSENT = "not available"

_MANY = 30  # rows from which a chart is drawn tighter, so that it fits a page with words of a readable size


@dataclass(frozen=True)
class _Row:
    """A point, its label in lines, and the middle of its row in pixels from the top of the plot."""

    point: Point
    lines: list[str]
    middle: float


def bar_chart(chart: Chart, width: int) -> Sheet:
    """Bars from zero with the value beyond each bar's end, which stands in for a value axis."""
    sheet, rows = _rows(chart, width, 28)
    values = [figure.value for figure in figures_of(chart)]
    low, high = float(min(Decimal(0), *values)), float(max(Decimal(0), *values))
    room = max(width_of(write(figure)) for figure in figures_of(chart)) + 8
    before = room if low < 0 else 0.0
    scale = (sheet.plot_width - room - before) / ((high - low) or 1)
    zero = before - low * scale
    sheet.axis_name(chart)
    _draw_bars(sheet, rows, zero, scale)
    _draw_labels(sheet, rows)
    _draw_values(sheet, rows, zero, scale)
    return sheet


def _draw_bars(sheet: Sheet, rows: list[_Row], zero: float, scale: float) -> None:
    """`zero`: the pixel of zero. `scale`: pixels a unit."""
    bars = [
        {"x": zero, "x2": zero + float(row.point.figure.value) * scale, "y": row.middle - 10, "y2": row.middle + 10}
        | {"colour": EMPHASIS if row.point.emphasis else ACCENT}
        for row in rows
        if row.point.figure
    ]
    colour: dict[str, Any] = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    sheet.layer({"type": "rect"}, bars, x2={"field": "x2"}, y2={"field": "y2"}, color=colour)
    base = [{"x": zero, "y": -2, "to": sheet.plot_height}]
    sheet.layer({"type": "rule", "color": GREY}, base, y2={"field": "to"})


def _draw_values(sheet: Sheet, rows: list[_Row], zero: float, scale: float) -> None:
    """The value beyond each bar's end, or plain words where there is none."""
    labels: Rows = []
    for row in rows:
        figure = row.point.figure
        end = zero + float(figure.value) * scale if figure else zero
        left = figure.value < 0 if figure else zero > sheet.plot_width / 2
        place = {"x": end - 6 if left else end + 6, "y": row.middle, "align": "right" if left else "left"}
        style = {"colour": INK, "weight": "bold" if row.point.emphasis else "normal"} if figure else {}
        labels.append(place | style | {"text": write(figure) if figure else _ABSENT})
        if figure:
            sheet.figure(figure)
    sheet.text(labels, GREY)


def interval_chart(chart: Chart, width: int) -> Sheet:
    """A dot and its interval for each area; the partnership's own stands out by colour and by weight."""
    figures = figures_of(chart)
    many = sum(len(series.points) for series in chart.series) > _MANY
    sheet, rows = _rows(chart, width, 15 if many and width > 400 else 19)
    ends = [end for f in figures for end in (f.value, f.low, f.high) if end is not None]
    axis = axis_over(ends, figures[0].unit, 6 if width > 400 else 4)
    sheet.top, sheet.height, sheet.right = sheet.top + LINE + 4, sheet.height + LINE + 4, max(12, axis.room / 2 + 2)
    sheet.value_axis(chart, axis, "x")
    _draw_labels(sheet, rows)
    _draw_dots(sheet, [row for row in rows if not row.point.emphasis], ACCENT, 2, 40)
    _draw_dots(sheet, [row for row in rows if row.point.emphasis], EMPHASIS, 4, 55)
    absent = [{"x": 0, "y": row.middle, "text": _ABSENT} for row in rows if not row.point.figure]
    sheet.text(absent, GREY, x=scaled("x"), xOffset={"value": 6})
    return sheet


def _draw_dots(sheet: Sheet, rows: list[_Row], colour: str, thick: int, size: int) -> None:
    held = [(row.point.figure, row.middle) for row in rows if row.point.figure]
    spans = [
        {"x": float(f.low), "x2": float(f.high), "y": y} for f, y in held if f.low is not None and f.high is not None
    ]
    rule = {"type": "rule", "color": colour, "strokeWidth": thick, "opacity": 0.6}
    sheet.layer(rule, spans, x=scaled("x"), x2={"field": "x2"})
    dot = {"type": "point", "filled": True, "color": colour, "size": size, "opacity": 1}
    sheet.layer(dot, [{"x": float(f.value), "y": y} for f, y in held], x=scaled("x"))


def _rows(chart: Chart, width: int, least: int) -> tuple[Sheet, list[_Row]]:
    """A sheet with a column of labels, and the rows, each `least` pixels deep or more."""
    if len(chart.series) != 1:
        raise unfit(chart, f"a chart of form {chart.form!r} shows one series, not {len(chart.series)}")
    points = chart.series[0].points
    labels = [wrap(point.label, (0.4 if width > 400 else 0.36) * width) for point in points]
    depths = [max(least, len(lines) * LINE + 3) for lines in labels]
    feet = list(accumulate(depths, initial=0))
    sheet = Sheet(width, feet[-1] + LINE + 16, room_of(labels) + 10, 0, LINE + 10, 6)
    middles = [foot + depth / 2 for foot, depth in zip(feet, depths, strict=False)]
    return sheet, [_Row(*row) for row in zip(points, labels, middles, strict=True)]


def _draw_labels(sheet: Sheet, rows: list[_Row]) -> None:
    """The words at the left of each row; those of an emphasised row are bold and of another colour."""
    labels: Rows = []
    for row in rows:
        first = row.middle - (len(row.lines) - 1) * LINE / 2
        style = {"colour": EMPHASIS, "weight": "bold"} if row.point.emphasis else {}
        labels += [{"x": -sheet.left, "y": first + LINE * i, "text": t} | style for i, t in enumerate(row.lines)]
        sheet.ticks(row.lines)
    sheet.text(labels, INK)
