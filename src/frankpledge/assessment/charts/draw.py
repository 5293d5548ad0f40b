"""Charts as SVG: drawn from the figures, then read back and compared with them.

The tokens of a drawing stand in the order of its file: those of `<title>`, those of `<desc>`, then `drawn`, the text
that is seen: the ticks of the value axis, its name, the words of the rows or months, the words of marks, the values. Of
a funnel: the ticks and names of both axes, the words of the limits, the names of areas that stand out. A writer that
shows a chart at two widths holds the tokens of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree

from frankpledge.assessment.blocks import Chart, Runs
from frankpledge.assessment.charts.funnel import funnel_chart
from frankpledge.assessment.charts.line import line_chart
from frankpledge.assessment.charts.map import map_chart
from frankpledge.assessment.charts.rows import bar_chart, interval_chart
from frankpledge.assessment.charts.sheet import Sheet, rendered
from frankpledge.assessment.tokens import Token, numbers_in, tokens_of
from frankpledge.terms.errors import GuardError

_FORMS: dict[str, Callable[[Chart, int], Sheet]] = {
    "line": line_chart,
    "bar": bar_chart,
    "interval": interval_chart,
    "funnel": funnel_chart,
    "map": map_chart,
}


@dataclass(frozen=True)
class Drawing:
    """A chart as SVG. `tokens`: every number in the file; `drawn`: those of them outside title and desc."""

    svg: str
    tokens: tuple[Token, ...]
    drawn: tuple[Token, ...]


def draw(chart: Chart, *, width: int = 640) -> Drawing:
    """The chart as SVG, `width` pixels wide. Its ids begin with the chart's anchor and the width.

    Raises GuardError where the form cannot show the chart, or where the numbers drawn are not those of its figures.
    """
    sheet = _FORMS[chart.form](chart, width)
    drawn = tuple(sheet.tokens)
    tokens = (*tokens_of(chart.title), *tokens_of(chart.alternative), *drawn)
    svg = _named(rendered(sheet), chart, f"{chart.anchor}-{width}")
    _verify(svg, tokens, chart.anchor)
    return Drawing(svg, tokens, drawn)


def _named(svg: str, chart: Chart, name: str) -> str:
    """The SVG with a root that says what it shows, and without the roles that Vega gives to its groups."""
    root = re.match(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"[^>]*>', svg)
    assert root, "Vega's SVG begins with a root that has a size"
    width, height = root.groups()
    bare = re.sub(r"<[^>]+>", lambda tag: re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", tag[0]), svg[root.end() :])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-title"'
        f' aria-describedby="{name}-desc" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<title id="{name}-title">{_plain(chart.title)}</title>'
        f'<desc id="{name}-desc">{_plain(chart.alternative)}</desc>{bare}'
    )


def _plain(runs: Runs) -> str:
    return escape("".join(run.text for run in runs))


def _verify(svg: str, intended: Sequence[Token], anchor: str) -> None:
    texts = [text for part in ElementTree.fromstring(svg).iter() for text in (part.text, part.tail) if text]
    found = [number for text in texts for number in numbers_in(text)]
    expected = [token.text for token in intended]
    if found != expected:
        raise GuardError(
            f"The chart {anchor!r} shows other numbers than its figures",
            expected=", ".join(expected),
            found=", ".join(found),
            cause="The drawing library left a label out, or wrote it in another way or another order.",
        )
