"""What the forms of chart share: a sheet to draw on, round ticks, words in lines, and the way to Vega-Lite and SVG.

Every position comes from the chart and the width, never from measured text, so the same chart gives the same bytes on
every machine, with or without the font.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from frankpledge.assessment.blocks import Chart
from frankpledge.assessment.tokens import Token, numbers_in
from frankpledge.measures.aspect import write
from frankpledge.measures.model import Figure
from frankpledge.terms.errors import GuardError
from frankpledge.terms.numbers import Unit, write_quantity

ACCENT, EMPHASIS, INK, GREY, GRID = "#1d4f91", "#b3541e", "#222222", "#5c6166", "#dfe2e6"
FONT, SIZE, LINE = "Source Sans Pro, Source Sans 3, Arial, sans-serif", 13, 16
# Widths in parts of the font's size, of faces broader than Source Sans, so that labels fit where it is missing.
_WIDTHS = {**dict.fromkeys("iljtfrI.,:;'’()-–|! ", 0.34), **dict.fromkeys("mwMW@%", 0.88)}
_CAPITAL, _LETTER, _BOLD = 0.7, 0.57, 1.08

Rows = list[dict[str, Any]]
Encoding = dict[str, Any]


@dataclass(frozen=True)
class Axis:
    """Round ticks from the lowest to the highest, and how each is written."""

    ticks: tuple[Decimal, ...]
    labels: tuple[str, ...]

    @property
    def low(self) -> float:
        return float(self.ticks[0])

    @property
    def high(self) -> float:
        return float(self.ticks[-1])

    @property
    def room(self) -> float:
        """The width of the longest label, in pixels."""
        return room_of([list(self.labels)])


@dataclass
class Sheet:
    """A drawing in the making: its size and margins in pixels, its layers, and the tokens that the layers will show."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    layers: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)

    @property
    def plot_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def plot_height(self) -> float:
        return self.height - self.top - self.bottom

    def layer(self, mark: dict[str, Any], rows: Rows, **encoding: Encoding) -> None:
        """Marks, one a row; nothing where there are no rows. `x` and `y` are pixels unless the encoding says more."""
        places = {"x": at("x"), "y": at("y")} | encoding
        if rows:
            self.layers.append({"data": {"values": rows}, "mark": mark, "encoding": places})

    def text(self, rows: Rows, colour: str, align: str = "left", *, bold: bool = False, **encoding: Encoding) -> None:
        """Words, one line a row, level with `y`; a row may have a `colour`, `align` or `weight` of its own.

        What tokens they hold is said with `ticks` or `figure`.
        """
        style = {"colour": colour, "align": align, "weight": "bold" if bold else "normal"}
        mark = {"type": "text", "baseline": "middle", "color": {"expr": "datum.colour"}}
        mark |= {"align": {"expr": "datum.align"}, "fontWeight": {"expr": "datum.weight"}}
        self.layer(mark, [style | row for row in rows], **{"text": {"field": "text", "type": "nominal"}} | encoding)

    def ticks(self, words: Iterable[str]) -> None:
        """The tokens of words that come from no figure: ticks, categories, months, the text of marks."""
        self.tokens += [Token(number, "tick", "axis") for word in words for number in numbers_in(word)]

    def figure(self, figure: Figure) -> None:
        """The tokens of a figure's printed value."""
        self.tokens += [Token(text, "figure", f"{figure.key}#value") for text in numbers_in(write(figure))]

    def axis_name(self, chart: Chart) -> None:
        """What the values are, level, above the plot at the left edge."""
        self.text([{"x": -self.left, "y": 10 - self.top, "text": chart.axis}], GREY)
        self.ticks([chart.axis])

    def value_axis(self, chart: Chart, axis: Axis, channel: str) -> None:
        """Grid, ticks, a rule at zero and the axis's name. To be called first: Vega draws axes before marks."""
        first, step = axis.low, float(axis.ticks[1] - axis.ticks[0])
        labels = f"{json.dumps(axis.labels, ensure_ascii=False)}[round((datum.value - {first}) / {step})]"
        drawn: dict[str, Any] = {"values": [float(tick) for tick in axis.ticks], "labelExpr": labels, "title": None}
        # Without a count Vega leaves out some of the values where the plot is low.
        drawn |= {"tickCount": len(axis.ticks), "labelOverlap": False, "orient": "top" if channel == "x" else "left"}
        scale = {"domain": [axis.low, axis.high], "nice": False, "zero": False}
        place = {"field": "zero", "type": "quantitative", "scale": scale, "axis": drawn}
        rule = {"type": "rule", "color": GREY, "strokeWidth": 1}
        self.layers.append({"data": {"values": [{"zero": 0}]}, "mark": rule, "encoding": {channel: place}})
        self.ticks(axis.labels)
        self.axis_name(chart)


def at(name: str) -> Encoding:
    """A position in pixels, from the field of that name."""
    return {"field": name, "type": "quantitative", "scale": None}


def scaled(name: str) -> Encoding:
    """A position on the value axis, from the field of that name."""
    return {"field": name, "type": "quantitative"}


def axis_over(values: Sequence[Decimal], unit: Unit, most: int) -> Axis:
    """Round ticks, about `most` steps of 1, 2 or 5, that hold zero and every value. Counts are never cut."""
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    step = _step((high - low) or Decimal(1), most)
    if unit in (Unit.COUNT, Unit.RANK):
        step = max(step, Decimal(1))
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(step * place for place in range(first, max(last, first + 1) + 1))
    places = max(0, -int(step.normalize().as_tuple().exponent))
    return Axis(ticks, tuple(write_quantity(tick, places, unit) for tick in ticks))


def _step(span: Decimal, most: int) -> Decimal:
    power = Decimal(1).scaleb((span / most).adjusted())
    return next(power * times for times in (1, 2, 5, 10) if power * times * most >= span)


def wrap(text: str, room: float) -> list[str]:
    """The text in lines that fit `room` pixels, cut between words; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def width_of(text: str) -> float:
    """The room in pixels that a text needs, in bold or not, in any of the fonts that may stand in for the first."""
    return SIZE * _BOLD * sum(_WIDTHS.get(letter, _CAPITAL if letter.isupper() else _LETTER) for letter in text)


def room_of(wrapped: Iterable[list[str]]) -> float:
    """The width in pixels of the longest of these lines."""
    return max((width_of(line) for lines in wrapped for line in lines), default=0.0)


def figures_of(chart: Chart) -> list[Figure]:
    """Every figure that the chart shows. Raises GuardError where it has none."""
    found = [point.figure for series in chart.series for point in series.points if point.figure]
    if not found:
        raise unfit(chart, "none of its points has a figure")
    return found


def unfit(chart: Chart, why: str) -> GuardError:
    """The error for a chart that its form cannot show."""
    problem = f"The chart {chart.anchor!r} cannot be drawn: {why}"
    return GuardError(problem, remedy="Show it as a table, in another form, or say that it is missing.")


_CONFIG: dict[str, Any] = {
    "aria": False,
    "font": FONT,
    "text": {"fontSize": SIZE},
    "view": {"stroke": None},
    "axis": {"labelFontSize": SIZE, "labelColor": GREY, "labelPadding": 6, "labelLimit": 0, "labelFlush": False}
    | {"gridColor": GRID, "domain": False, "ticks": False},
}


def rendered(sheet: Sheet) -> str:
    """The sheet as Vega writes it."""
    import vl_convert

    margins = {"left": sheet.left, "right": sheet.right, "top": sheet.top, "bottom": sheet.bottom}
    size = {"width": sheet.plot_width, "height": sheet.plot_height, "padding": margins, "autosize": "none"}
    spec = {**size, "background": None, "layer": sheet.layers, "config": _CONFIG}
    return str(vl_convert.vegalite_to_svg(_rounded(spec)))


def _rounded(value: Any) -> Any:
    """Every place to a thousandth of a pixel: sums of widths differ in their last digits between versions of Python."""
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, (list, tuple)) else value
