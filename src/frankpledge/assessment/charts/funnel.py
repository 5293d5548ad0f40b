"""A funnel: a dot an area, its value over the base that it rests on, between the limits that it is judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from frankpledge.assessment.blocks import Chart, Limits
from frankpledge.assessment.charts.sheet import (
    ACCENT,
    EMPHASIS,
    GREY,
    INK,
    LINE,
    Axis,
    Sheet,
    axis_over,
    figures_of,
    scaled,
    unfit,
    width_of,
    wrap,
)
from frankpledge.measures.model import Figure
from frankpledge.terms.numbers import Unit

_DASHES: tuple[list[int], ...] = ([6, 3], [])  # the inner limits, then the outer ones
_NEAR = 9  # pixels from the middle of a dot to the words beside it


@dataclass(frozen=True)
class _Plane:
    """Where a base and a value come to stand, in pixels of the plot."""

    across: Axis
    up: Axis
    width: float
    height: float

    def x(self, base: Decimal) -> float:
        return self.width * (float(base) - self.across.low) / (self.across.high - self.across.low)

    def y(self, value: Decimal) -> float:
        return self.height * (self.up.high - float(value)) / (self.up.high - self.up.low)


def funnel_chart(chart: Chart, width: int) -> Sheet:
    """Dots over a base, both axes from zero, the limits as lines. A point without a figure is only in the table."""
    if len(chart.series) != 1:
        raise unfit(chart, f"a funnel shows one series, not {len(chart.series)}")
    figures = figures_of(chart)
    if any(figure.denominator is None for figure in figures):
        raise unfit(chart, "a figure without a base has no place in a funnel")
    judging = [max(pair.places)[2] for pair in chart.limits if pair.places]  # where the limits are narrowest
    up = axis_over([*(figure.value for figure in figures), *judging], figures[0].unit, 6)
    across = axis_over([_base(figure) for figure in figures], Unit.COUNT, 6 if width > 400 else 3)
    right = max(width_of(across.labels[-1]) / 2 + 2, *(width_of(limits.name) + 8 for limits in chart.limits), 0)
    sheet = Sheet(width, 200 + 0.3 * width, up.room + 16, right, LINE + 12, 2 * LINE + 14)
    plane = _Plane(across, up, sheet.plot_width, sheet.plot_height)
    sheet.value_axis(chart, up, "y")
    _base_axis(sheet, chart, plane)
    _draw_limits(sheet, chart.limits, plane)
    _draw_dots(sheet, chart, plane)
    return sheet


def _base(figure: Figure) -> Decimal:
    assert figure.denominator is not None, "asked about before anything is drawn"
    return figure.denominator


def _base_axis(sheet: Sheet, chart: Chart, plane: _Plane) -> None:
    """Ticks and labels below the plot, and the name of the axis beneath them at the right."""
    foot, axis = sheet.plot_height, plane.across
    places = [plane.x(tick) for tick in axis.ticks]
    sheet.layer(
        {"type": "rule", "color": GREY}, [{"x": x, "y": foot, "to": foot + 5} for x in places], y2={"field": "to"}
    )
    labels = [{"x": x, "y": foot + LINE, "text": text} for x, text in zip(places, axis.labels, strict=True)]
    sheet.text(labels, GREY, "center")
    sheet.ticks(axis.labels)
    if chart.across:
        sheet.text([{"x": sheet.plot_width, "y": foot + 2 * LINE + 4, "text": chart.across}], GREY, "right")
        sheet.ticks([chart.across])


def _draw_limits(sheet: Sheet, limits: Sequence[Limits], plane: _Plane) -> None:
    """Both curves of each pair, cut where they leave the plot, with the name at the end of the upper one."""
    strong = [pair for pair in limits if not pair.faint]
    for pair in limits:
        colour = GREY if pair.faint else INK
        dash = _DASHES[strong.index(pair) % len(_DASHES)] if not pair.faint else []
        line: dict[str, Any] = {"type": "line", "color": colour, "strokeWidth": 1, "strokeDash": dash}
        places = sorted(pair.places)
        for side in (1, 2):
            curve = _below([(plane.x(place[0]), float(place[side])) for place in places], plane.up.high)
            rows = [{"x": x, "y": y} for x, y in curve]
            sheet.layer(line | {"opacity": 0.45 if pair.faint else 0.8}, rows, y=scaled("y"))
        if pair.name and places:
            end = {"x": sheet.plot_width + 6, "y": plane.y(places[-1][2]), "text": pair.name}
            sheet.text([end], colour)
            sheet.ticks([pair.name])


def _below(curve: Sequence[tuple[float, float]], top: float) -> list[tuple[float, float]]:
    """A falling curve from where it comes down through the top of the plot; all of it where it never leaves."""
    inside = [place for place, (_, y) in enumerate(curve) if y <= top]
    if not inside or inside[0] == 0:
        return [curve[place] for place in inside]
    (x0, y0), (x1, y1) = curve[inside[0] - 1], curve[inside[0]]
    return [(x0 + (x1 - x0) * (y0 - top) / (y0 - y1), top), *(curve[place] for place in inside)]


def _draw_dots(sheet: Sheet, chart: Chart, plane: _Plane) -> None:
    """A dot an area; those that stand out are large, in front, and bear their name."""
    points = [(point, point.figure) for point in chart.series[0].points if point.figure]
    dots = [(point, plane.x(_base(figure)), plane.y(figure.value)) for point, figure in points]
    mark: dict[str, Any] = {"type": "point", "filled": True}
    plain = [{"x": x, "y": y} for point, x, y in dots if not point.emphasis]
    sheet.layer(mark | {"color": ACCENT, "size": 34, "opacity": 0.65}, plain)
    own = [{"x": x, "y": y} for point, x, y in dots if point.emphasis]
    sheet.layer(mark | {"color": EMPHASIS, "size": 90, "opacity": 1}, own)
    lines = [(plane.x(place[0]), plane.y(end)) for pair in chart.limits for place in pair.places for end in place[1:]]
    for point, x, y in dots:
        if point.emphasis:
            _name(sheet, point.label, (x, y), [*lines, *((a, b) for other, a, b in dots if other is not point)])


def _name(sheet: Sheet, label: str, at: tuple[float, float], others: Sequence[tuple[float, float]]) -> None:
    """The name of a dot, where around it the least stands in its way: the first of equally good places."""
    lines = wrap(label, 0.4 * sheet.plot_width)
    wide, deep = max(map(width_of, lines)), len(lines) * LINE
    x, y = at
    places: list[tuple[bool, int, int, float, float, str]] = []
    for dx, dy, align in (
        (_NEAR, 0.0, "left"),
        (-_NEAR, 0.0, "right"),
        *((0.0, rise * (deep / 2 + _NEAR), "center") for rise in (-1, 1)),
        *((side * 24, rise * (deep / 2 + 24), "left" if side > 0 else "right") for side in (1, -1) for rise in (-1, 1)),
    ):
        left = x + dx - {"left": 0.0, "right": wide, "center": wide / 2}[align]
        middle = y + dy
        inside = left >= 0 and left + wide <= sheet.plot_width and deep / 2 <= middle <= sheet.plot_height - deep / 2
        hit = sum(left - 4 <= a <= left + wide + 4 and abs(b - middle) <= deep / 2 + 3 for a, b in others)
        places.append((not inside, hit, len(places), x + dx, middle, align))
    _, _, _, left, middle, align = min(places)
    first = middle - (len(lines) - 1) * LINE / 2
    if left != x and middle != y:  # set apart from its dot
        sheet.layer(
            {"type": "rule", "color": EMPHASIS, "strokeWidth": 1},
            [{"x": x, "y": y, "to": left, "down": middle}],
            x2={"field": "to"},
            y2={"field": "down"},
        )
    rows = [{"x": left, "y": first + LINE * row, "text": text} for row, text in enumerate(lines)]
    sheet.text(rows, EMPHASIS, align, bold=True)
    sheet.ticks(lines)
