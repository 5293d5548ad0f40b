"""Indicators that others publish: the latest value with all that its publisher gives, and whether it moved."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from frankpledge.assessment.blocks import Fixed, Number, Runs, Table, Text
from frankpledge.assessment.chapters.services_counts import within
from frankpledge.assessment.phrases import interval_words, unit_words, verdict_words
from frankpledge.assessment.story import Story
from frankpledge.measures.indicators import IndicatorFigures, indicator_figures, unit_of
from frankpledge.measures.model import Figure, NotAvailable, Outcome
from frankpledge.store.query_indicators import REPEATED, IndicatorRow, indicator_rows, indicators_held
from frankpledge.terms.area import kind_in_words
from frankpledge.terms.numbers import Unit
from frankpledge.terms.period import Period

_INDEX = "health-index-"
_CATEGORY = re.compile(r"fingertips-\d+-.+", re.ASCII)  # such as tenths by deprivation: no value of a whole area
_PERSONS = ("persons", "")
_EVERYBODY = ("persons", "all ages")
_NOTHING: Runs = (Text("–"),)


@dataclass(frozen=True, kw_only=True)
class _Line:
    """One indicator of one sex and age, or why it cannot be given."""

    name: str
    title: str
    found: IndicatorFigures | NotAvailable


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """One that can be given."""

    name: str
    title: str
    figures: IndicatorFigures


def indicators_part(story: Story) -> dict[str, object]:
    """What the chapter's template needs of indicators: the index stands apart, since it has no units and no counts."""
    lines = list(_lines(story))
    shown = [
        _Shown(name=line.name, title=line.title, figures=line.found)
        for line in lines
        if isinstance(line.found, IndicatorFigures)
    ]
    index = [line for line in shown if line.name.startswith(_INDEX)]
    others = [line for line in shown if not line.name.startswith(_INDEX)]
    return {
        "indicators": _table(others, _of(story, "Indicators"), "table-indicators") if others else None,
        "health": _index_table(index, _of(story, "Health Index"), "table-health-index") if index else None,
        "middle": _middle(story, shown),
        "indicator_remarks": [*_intervals(shown), *_missing(lines), *_untested(others), *_notes(shown)],
    }


def _of(story: Story, what: str) -> Runs:
    last = Period(story.period.last, story.period.last)
    return (Text(f"{what}, {story.area.name}: the latest values up to "), Fixed(last.label, "date"))


def _middle(story: Story, lines: Sequence[_Shown]) -> str:
    """What the middle is of, where one is given."""
    if not any(line.figures.median for line in lines):
        return ""
    kind = kind_in_words(story.area.code)
    return f"The middle is the median of the areas of the same kind ({kind}) with a value: half of them lie above it."


@cache
def reasons() -> Mapping[str, str]:
    """The indicators of the Health Index that bear on community safety, each with why."""
    text = resources.files("frankpledge.assessment").joinpath("chapters", "services_indicators.toml")
    return {one["name"]: one["why"] for one in tomllib.loads(text.read_text(encoding="utf-8"))["indicator"]}


def _lines(story: Story) -> Iterator[_Line]:
    """Every indicator held of the area, one line for each age; by sex only where nobody counts everybody together."""
    held = [
        (name, title)
        for name, title in indicators_held(story.evaluator.library)
        if (name in reasons() or not name.startswith(_INDEX)) and not _CATEGORY.fullmatch(name)
    ]
    for name, title in sorted(held, key=_order):
        rows = indicator_rows(story.evaluator.library, name, [story.area.code])
        for sex, age in _strata(rows):
            found = indicator_figures(story.evaluator, name, story.area.code, sex=sex, age=age, until=story.period)
            yield _Line(name=name, title=_title(title, sex, age, rows), found=found)


def _order(held: tuple[str, str]) -> tuple[int, str]:
    """Those of the index as they are listed; the others by name."""
    places = list(reasons())
    return (places.index(held[0]), held[1]) if held[0] in places else (-1, held[0])


def _strata(rows: Sequence[IndicatorRow]) -> list[tuple[str, str]]:
    every = sorted({(row.sex, row.age) for row in rows})
    together = [one for one in every if one[0] in _PERSONS]
    return together or every


def _title(title: str, sex: str, age: str, rows: Sequence[IndicatorRow]) -> str:
    """The title with whom it is of, and its unit where that has no sign of its own."""
    unit = rows[-1].unit if unit_of(rows[-1]) is Unit.COUNT else ""
    unit = "" if unit.casefold() in title.casefold() else unit
    said = f"{title} {unit}"
    whom = " ".join(word for word in (sex, age) if word and word.casefold() not in _EVERYBODY and word not in said)
    return ", ".join(part for part in (title, whom, unit) if part)


_Cells = tuple[Runs, bool, list[Runs]]  # the head of a column, whether it is of numbers, and its cells


def _table(lines: Sequence[_Shown], caption: Runs, anchor: str) -> Table:
    """A row an indicator. A column in which nothing is held is left out."""
    columns: list[_Cells] = [
        ((Text("Indicator"),), False, [_titled(line) for line in lines]),
        ((Text("Value"),), True, [_value(line.figures.latest) for line in lines]),
        ((Text("What it rests on"),), False, [_rests_on(line.figures.latest) for line in lines]),
        ((Text("Before"),), True, [_before(line.figures) for line in lines]),
        ((Text("Change"),), False, [_change(line.figures.change) for line in lines]),
        ((Text("England"),), True, [_plain(line.figures.england) for line in lines]),
        ((Text("Middle"),), True, [_plain(line.figures.median) for line in lines]),
    ]
    return _of_columns(columns, caption, anchor)


def _titled(line: _Shown) -> Runs:
    return (Fixed(line.title, "name"), Text(" – "), Fixed(line.figures.latest.period.short, "date"))


def _index_table(lines: Sequence[_Shown], caption: Runs, anchor: str) -> Table:
    """The same for the index, with why each indicator is shown. One year that all are of stands over the values."""
    years = {line.figures.latest.period.short for line in lines}
    when: Runs = (Fixed(min(years), "date"),) if len(years) == 1 else (Text("Value"),)
    columns: list[_Cells] = [
        ((Text("Indicator"),), False, [_reasoned(line, dated=len(years) > 1) for line in lines]),
        (when, True, [_value(line.figures.latest) for line in lines]),
        ((Text("Before"),), True, [_before(line.figures) for line in lines]),
        ((Text("Middle"),), True, [_plain(line.figures.median) for line in lines]),
    ]
    return _of_columns(columns, caption, anchor)


def _reasoned(line: _Shown, *, dated: bool) -> Runs:
    title = _titled(line) if dated else (Fixed(line.title, "name"),)
    return (*title, Text(f": {within(reasons()[line.name])}"))


def _of_columns(columns: Sequence[_Cells], caption: Runs, anchor: str) -> Table:
    held = [column for column in columns if any(cell != _NOTHING for cell in column[2])]
    return Table(
        caption=caption,
        head=tuple(head for head, _, _ in held),
        rows=tuple(zip(*(cells for _, _, cells in held), strict=True)),
        numeric=tuple(numeric for _, numeric, _ in held),
        anchor=anchor,
    )


def _value(figure: Figure) -> Runs:
    return (Number(figure), *unit_words(figure))


def _plain(figure: Figure | None) -> Runs:
    return (Number(figure),) if figure else _NOTHING


def _rests_on(figure: Figure) -> Runs:
    """The counts and the interval, where the publisher gives them."""
    parts: Runs = ()
    if figure.numerator is not None:
        base: Runs = () if figure.denominator is None else (Text(" of "), Number(figure, "denominator"))
        parts = (Number(figure, "numerator"), *base)
    if figure.low is not None and figure.high is not None:
        parts += ((Text("; ") if parts else Text("")), *interval_words(figure))
    return parts or _NOTHING


def _before(figures: IndicatorFigures) -> Runs:
    """The value before with its year. A value that only repeats it is no second measurement."""
    if figures.before is None:
        return _NOTHING
    if any(note.startswith(REPEATED) for note in figures.latest.notes):
        return (Text("repeated"),)
    return (Number(figures.before), Text(" ("), Fixed(figures.before.period.short, "date"), Text(")"))


def _change(change: Outcome | None) -> Runs:
    """A change only where it was tested: two values without their counts say nothing about chance."""
    if not isinstance(change, Figure) or not _is_tested(change):
        return _NOTHING
    return (*verdict_words(change), Text(" ("), *_value(change), Text(")"))


def _is_tested(change: Figure) -> bool:
    return change.test is not None and change.test.verdict != "not tested"


def _intervals(lines: Sequence[_Shown]) -> list[Runs]:
    if all(line.figures.latest.low is None for line in lines):
        return []
    return [(Text("The intervals of the values are those that their publishers give."),)]


def _missing(lines: Sequence[_Line]) -> list[Runs]:
    return [
        (Fixed(f"{line.title}: not available: {line.found.reason}.", "reference"),)
        for line in lines
        if isinstance(line.found, NotAvailable)
    ]


def _untested(lines: Sequence[_Shown]) -> list[Runs]:
    """Why a change was not tested, each reason once."""
    found: dict[str, list[str]] = {}
    for line in lines:
        change = line.figures.change
        if isinstance(change, Figure) and change.test and not _is_tested(change):
            found.setdefault(change.test.method, []).append(line.title)
    return [
        (Fixed(f"{'; '.join(titles)}: no change is given: {reason}.", "reference"),) for reason, titles in found.items()
    ]


def _notes(lines: Sequence[_Shown]) -> list[Runs]:
    """What the publisher says of the values, each note once."""
    found: dict[str, list[str]] = {}
    for line in lines:
        for note in line.figures.latest.notes:
            under = f"under {line.figures.latest.period.short} " if note.startswith(REPEATED) else ""
            found.setdefault(f"{under}{note}", []).append(line.title)
    return [(Fixed(f"{'; '.join(titles)}: {note.removesuffix('.')}.", "reference"),) for note, titles in found.items()]
