"""Points along months: unbroken runs as lines, gaps as gaps, a rule for whatever happened to the data on the way."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from frankpledge.assessment.blocks import Chart, Mark, Point, Series
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
from frankpledge.measures.model import Figure
from frankpledge.terms.period import Month

# Lines differ in dash as well as in colour, and each has its name at its end.
_STYLES: tuple[tuple[str, list[int]], ...] = ((ACCENT, []), (EMPHASIS, [7, 3]), (GREY, [2, 3]), (INK, [9, 3, 2, 3]))
_MONTHS = {Month(2000, number).name: number for number in range(1, 13)}


@dataclass(frozen=True)
class _Along:
    """Where each label stands along the axis: its place in turn, or by the calendar; and its pixel."""

    places: Mapping[str, int]
    x: Mapping[str, float]

    @property
    def room(self) -> float:
        """Pixels from one place to the next."""
        return (max(self.x.values()) - min(self.x.values())) / max(1, *self.places.values())


def line_chart(chart: Chart, width: int) -> Sheet:
    """A line a series over the months, with the value axis from zero. At most four series."""
    if len(chart.series) > len(_STYLES):
        raise unfit(chart, f"a line chart shows at most four series, not {len(chart.series)}")
    figures = figures_of(chart)
    axis = axis_over([figure.value for figure in figures], figures[0].unit, 5)
    names = [wrap(series.name, 0.26 * width) for series in chart.series] if len(chart.series) > 1 else []
    right = max(room_of(names) + 16, _overhang(chart))
    sheet = Sheet(width, 170 + 0.18 * width, axis.room + 16, right, LINE + 12, 2 * LINE + 10)
    along = _along(chart, sheet.plot_width)
    notes = [_note(mark, along, sheet.plot_width, chart) for mark in chart.marks]
    above = sum(len(lines) for _, lines, _ in notes) * LINE + (LINE if notes and _emphasised(chart) else 0)
    sheet.top, sheet.height = sheet.top + above, sheet.height + above
    sheet.value_axis(chart, axis, "y")
    _label_months(sheet, along)
    _draw_notes(sheet, notes, 4.0 - above)
    for series, (colour, dash) in zip(chart.series, _STYLES, strict=False):
        _draw_series(sheet, series, along, colour, dash)
    if names:
        _name_lines(sheet, chart, along, names, (axis.high - axis.low) / sheet.plot_height)
    return sheet


def _overhang(chart: Chart) -> float:
    """How far a label centred on the last point stands out beyond it."""
    label = chart.series[0].points[-1].label
    return 18 if month_of(label) else max(18, width_of(label) / 2)


def _emphasised(chart: Chart) -> bool:
    return any(point.emphasis for series in chart.series for point in series.points)


def _along(chart: Chart, room: float) -> _Along:
    """By the calendar where every label is a month, so that a month left out is a gap; otherwise in turn."""
    labels = list(dict.fromkeys(point.label for series in chart.series for point in series.points))
    months = {label: month_of(label) for label in labels}
    known = [month for month in months.values() if month]
    if len(known) == len(labels):
        places = {label: month.since(min(known)) for label, month in months.items() if month}
    else:
        places = {label: place for place, label in enumerate(labels)}
    last = max(1, *places.values())
    return _Along(places, {label: 4 + (room - 8) * place / last for label, place in places.items()})


def month_of(label: str) -> Month | None:
    """The month that a label such as `March 2020` names, if it names one."""
    name, _, year = label.partition(" ")
    return Month(int(year), _MONTHS[name]) if name in _MONTHS and re.fullmatch(r"[12]\d{3}", year) else None


def unbroken(points: Sequence[Point], places: Mapping[str, int]) -> list[list[tuple[Point, Figure]]]:
    """The points cut at every month that has no figure or is left out altogether."""
    held = [(point, point.figure) for point in points if point.figure]
    runs: list[list[tuple[Point, Figure]]] = [held[:1]] if held else []
    for (before, _), after in pairwise(held):
        if places[after[0].label] - places[before.label] != 1:
            runs.append([])
        runs[-1].append(after)
    return runs


def _draw_series(sheet: Sheet, series: Series, along: _Along, colour: str, dash: list[int]) -> None:
    """Every month is a small dot, so that one between two gaps shows; emphasised ones are large, with their value."""
    runs = unbroken(series.points, along.places)
    held = [(point, figure) for run in runs for point, figure in run]
    rows = [
        {"x": along.x[point.label], "y": float(figure.value), "run": place}
        for place, run in enumerate(runs)
        for point, figure in run
    ]
    line = {"type": "line", "color": colour, "strokeWidth": 2, "strokeDash": dash, "strokeJoin": "round"}
    sheet.layer(line, rows, y=scaled("y"), detail={"field": "run", "type": "nominal"})
    dot: dict[str, Any] = {"type": "point", "filled": True, "opacity": 1}
    sheet.layer(dot | {"color": colour, "size": 14}, rows, y=scaled("y"))
    for place, (point, figure) in enumerate(held):
        if point.emphasis:
            sheet.layer(dot | {"color": EMPHASIS, "size": 60}, [rows[place]], y=scaled("y"))
            near = [beside.value for _, beside in held[max(0, place - 1) : place + 2]]
            rise = 14 if figure.value == min(near) < max(near) else -13
            label = [rows[place] | {"text": write(figure)}]
            sheet.text(label, EMPHASIS, "center", bold=True, y=scaled("y"), yOffset={"value": rise})
            sheet.figure(figure)


def _name_lines(sheet: Sheet, chart: Chart, along: _Along, names: list[list[str]], per_pixel: float) -> None:
    """Each line's name at its end, moved up where it would stand on another. `per_pixel`: axis units a pixel."""
    ends = [
        (float(point.figure.value), along.x[point.label], place)
        for place, series in enumerate(chart.series)
        for point in [next((p for p in reversed(series.points) if p.figure), None)]
        if point and point.figure
    ]
    floor = -math.inf
    for value, x, place in sorted(ends):
        foot, lines = max(value, floor), names[place]
        floor = foot + len(lines) * LINE * per_pixel
        above = [(len(lines) - 1 - row) * LINE * per_pixel for row in range(len(lines))]
        rows = [{"x": x + 10, "y": foot + rise, "text": text} for rise, text in zip(above, lines, strict=True)]
        sheet.text(rows, _STYLES[place][0], bold=True, y=scaled("y"))
        sheet.ticks(lines)


def _label_months(sheet: Sheet, along: _Along) -> None:
    """A tick and a label as often as there is room for one."""
    base, shown = sheet.plot_height, _shown(along)
    ticks = [{"x": along.x[label], "y": base, "to": base + 5} for label in shown]
    sheet.layer({"type": "rule", "color": GREY}, ticks, y2={"field": "to"})
    rows: Rows = []
    for place, label in enumerate(shown):
        for row, text in enumerate(_short(label, first=place == 0)):
            rows.append({"x": along.x[label], "y": base + LINE * (row + 1) + 2, "text": text})
    sheet.text(rows, GREY, "center")
    sheet.ticks(row["text"] for row in rows)


def _shown(along: _Along) -> list[str]:
    """The labels that there is room for: months by the quarter, half-year or year, so that January is among them."""
    months = {label: month_of(label) for label in along.x}
    if all(months.values()):
        ordinal = {label: month.year * 12 + month.month - 1 for label, month in months.items() if month}
        stride = next((months for months in (1, 3, 6, 12, 24) if months * along.room >= 38), 60)
        return [label for label in sorted(ordinal, key=ordinal.__getitem__) if ordinal[label] % stride == 0]
    need = max(map(width_of, along.x)) + 10
    return list(along.x)[:: max(1, math.ceil(need / along.room) if along.room else 1)]


def _short(label: str, *, first: bool) -> list[str]:
    """`March 2020` as `Mar`, with the year beneath January and beneath the first; any other label as it is."""
    month = month_of(label)
    if not month:
        return [label]
    return [month.name[:3], str(month.year)] if first or month.month == 1 else [month.name[:3]]


_Note = tuple[float, list[str], bool]


def _note(mark: Mark, along: _Along, room: float, chart: Chart) -> _Note:
    """Where a mark stands, its text in lines, and whether the text goes to the left of its rule."""
    if mark.label not in along.x:
        raise unfit(chart, f"the mark {mark.text!r} stands at {mark.label!r}, which is not on its axis")
    place = along.x[mark.label]
    return place, wrap(mark.text, max(place, room - place) - 10), place > room / 2


def _draw_notes(sheet: Sheet, notes: list[_Note], first: float) -> None:
    """A vertical rule for each mark, and its words level beside the top of it, each in rows of its own."""
    for place, lines, leftwards in notes:
        rule = {"x": place, "y": first - 8, "to": sheet.plot_height}
        sheet.layer({"type": "rule", "color": INK, "strokeDash": [3, 3]}, [rule], y2={"field": "to"})
        x = place - 6 if leftwards else place + 6
        rows = [{"x": x, "y": first + LINE * row, "text": text} for row, text in enumerate(lines)]
        sheet.text(rows, INK, "right" if leftwards else "left")
        sheet.ticks(lines)
        first += LINE * len(lines)
