"""The document as one page that needs no network and no script, in which every number opens its own account.

A pen writes each run and notes its tokens in the same breath, and the templates call it in reading order, so the tokens
stand as the page is read: title, description, cover, contents, blocks, accounts, foot. A chart is shown at two
widths, one of them hidden by the style; both are in the file, so the tokens of both count.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from frankpledge.assessment.blocks import Block, Chart, Document, Fixed, Heading, Link, Number, Run, Runs, Table, Text
from frankpledge.assessment.charts.draw import draw
from frankpledge.assessment.explain import explain
from frankpledge.assessment.ledger import Ledger
from frankpledge.assessment.page.stylesheet import page_style
from frankpledge.assessment.tokens import Token, Written, fixed, tokens_of
from frankpledge.measures.model import Figure
from frankpledge.terms.errors import GuardError

WIDE, NARROW = 640, 340
# About what a phone of 320 pixels shows in a row of a table: letters, with the space between columns.
_PHONE_LETTERS, _BETWEEN = 38, 3
_STYLED = {"plain": Markup("{}"), "strong": Markup("<strong>{}</strong>"), "emphasis": Markup("<em>{}</em>")}
_WHOLE = Markup('<span class="whole">{}{}{}</span>')
_CLOSING, _OPENING = ").,;:%", "(£"
_BUTTON = Markup('<button type="button" class="n" popovertarget="{}">{}</button>')


def write_html(document: Document, ledger: Ledger) -> Written:
    """The page, UTF-8, and its number tokens in reading order.

    Raises GuardError where a number is not in the ledger, runs into another, or is drawn and cannot be opened.
    """
    pen = _Pen(ledger)
    template = _environment().get_template("page.html")
    page = template.render(document=document, cover=document.cover, pen=pen, contents=_contents(document.blocks))
    _all_open(document.blocks, pen)
    return Written(page.encode(), tuple(pen.tokens))


class _Pen:
    """Writes words and numbers into a template, and notes every token at the moment at which it is written."""

    def __init__(self, ledger: Ledger) -> None:
        self.tokens: list[Token] = []
        self.opened: set[str] = set()
        self._ledger, self._places, self._unnamed = ledger, ledger.numbered(), 0

    def runs(self, runs: Runs) -> Markup:
        """Runs in which each number is a button that opens its account."""
        self.tokens += tokens_of(runs)
        return Markup("").join(self._placed(runs, place) for place in range(len(runs)))

    def plain(self, runs: Runs) -> str:
        """The same words without buttons: for links, titles, and the accounts themselves."""
        self.tokens += tokens_of(runs)
        return "".join(run.text for run in runs)

    def fixed(self, text: str, origin: str) -> str:
        """A text that is no run: the name of the partnership, the marking."""
        self.tokens += fixed(text, origin)
        return text

    def drawing(self, chart: Chart, width: int) -> Markup:
        """The chart as SVG of that width."""
        drawing = draw(chart, width=width)
        self.tokens += drawing.tokens
        return Markup(drawing.svg)

    def accounts(self) -> list[tuple[str, Runs, tuple[tuple[str, Runs], ...]]]:
        """For each figure that a button opens, in the ledger's order: its panel, its name, the lines of its account."""
        return [
            (f"f{place}", lines[0][1], lines[1:])
            for key, place in self._places.items()
            if key in self.opened
            for lines in [explain(self._ledger.figures[key], self._ledger.sources)]
        ]

    def name(self, table: Table) -> str:
        """The id of a table: its anchor, or a name of its own where it has none."""
        self._unnamed += not table.anchor
        return table.anchor or f"table-{self._unnamed}"

    def _placed(self, runs: Runs, place: int) -> Markup:
        """A run where it stands: a number takes the bracket and the stop that it touches with it."""
        run = runs[place]
        if isinstance(run, Number):
            opening, closing = _around(runs, place)
            return _WHOLE.format(opening, self._run(run), closing) if opening or closing else self._run(run)
        if not isinstance(run, Text):
            return self._run(run)
        text = run.text
        if isinstance(runs[place - 1] if place else None, Number):
            text = text[len(_around(runs, place - 1)[1]) :]
        if place + 1 < len(runs) and isinstance(runs[place + 1], Number):
            text = text.removesuffix(_around(runs, place + 1)[0])
        return self._run(Text(text, run.style))

    def _run(self, run: Run) -> Markup:
        if isinstance(run, Number):
            return _BUTTON.format(self._panel(run.figure), run.text)
        if isinstance(run, Link):
            return Markup('<a href="{}">{}</a>').format(run.address, run.text)
        return _STYLED[run.style].format(run.text) if isinstance(run, Text) else escape(run.text)

    def _panel(self, figure: Figure) -> str:
        if self._ledger.figures.get(figure.key) != figure:
            raise GuardError(
                f"A number was about to be printed that is not in the ledger: {figure.key}",
                cause="The ledger was made from another document.",
                remedy="Make the ledger from this document, with make_ledger.",
            )
        self.opened.add(figure.key)
        return f"f{self._places[figure.key]}"


def _around(runs: Runs, place: int) -> tuple[str, str]:
    """The bracket before a number and the stop after it: no line may end between them and the number."""
    before, after = runs[place - 1 : place], runs[place + 1 : place + 2]
    opening = before[0].text[-1:] if before and isinstance(before[0], Text) else ""
    closing = after[0].text if after and isinstance(after[0], Text) else ""
    stops = closing[: len(closing) - len(closing.lstrip(_CLOSING))]
    return (opening if opening in _OPENING else ""), stops


def _all_open(blocks: Iterable[Block], pen: _Pen) -> None:
    for chart in (block for block in blocks if isinstance(block, Chart)):
        for point in (point for series in chart.series for point in series.points):
            if point.figure and point.figure.key not in pen.opened:
                raise GuardError(
                    f"The chart {chart.anchor!r} draws a number that no reader can open: {point.figure.key}",
                    expected="every figure of a chart in its table",
                    found=f"no row for {point.label}",
                    remedy="Put the figure in the chart's table.",
                )


def _contents(blocks: Iterable[Block]) -> list[tuple[Heading, list[Heading]]]:
    """Chapters, each with its sections."""
    contents: list[tuple[Heading, list[Heading]]] = []
    for heading in (block for block in blocks if isinstance(block, Heading)):
        if heading.level == 1:
            contents.append((heading, []))
        elif heading.level == 2 and contents:
            contents[-1][1].append(heading)
    return contents


def _is_wide(table: Table) -> bool:
    """Whether a table may need to scroll on a phone: what cannot be broken, side by side, is wider than the screen."""
    longest = []
    for numeric, head, *cells in zip(table.numeric, table.head, *table.rows, strict=True):
        whole = (
            [_plain(runs) for runs in cells] if numeric else [word for runs in cells for word in _plain(runs).split()]
        )
        longest.append(max(map(len, (*_plain(head).split(), *whole)), default=0))
    return sum(longest) + _BETWEEN * len(longest) > _PHONE_LETTERS


def _plain(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _no_bare_number(value: Any) -> Any:
    """Jinja's last step before it prints: a number may come only from the pen, as text that it has noted."""
    if isinstance(value, (int, float, Decimal, Figure, Number, Fixed)):
        raise GuardError(
            "A template was about to print a number without an account of it",
            found=str(value)[:80],
            remedy="Write it with the pen: pen.runs, pen.plain or pen.fixed.",
        )
    return value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("frankpledge.assessment.page"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_no_bare_number,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"style": Markup(page_style()), "wide": WIDE, "narrow": NARROW}
    environment.tests["wide_table"] = _is_wide
    environment.filters["kind"] = lambda block: type(block).__name__
    return environment
