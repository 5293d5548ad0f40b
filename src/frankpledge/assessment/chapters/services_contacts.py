"""Calls and reports to the police: each way on its own, because people move from one to another."""

from __future__ import annotations

from collections.abc import Sequence

from frankpledge.assessment.blocks import Chart, Fixed, Number, Point, Runs, Series, Table, Text
from frankpledge.assessment.chapters.services_counts import Counted, count_cell, counted, counts_table, remarks_on
from frankpledge.assessment.story import Story
from frankpledge.measures.catalogue.partners import SERIES
from frankpledge.measures.model import Figure, Measure
from frankpledge.store.query import distinct
from frankpledge.terms.period import Month, Period
from frankpledge.terms.places import force
from frankpledge.terms.words import joined

_MONTHS_SHOWN = 24
_TABLE = "series"


def contacts_part(story: Story) -> dict[str, object]:
    """What the chapter's template needs of calls and reports."""
    rows, unknown = counted(story, SERIES), _unknown(story)
    if not rows:
        return {"calls": None, "call_remarks": [], "calls_chart": None}
    caption = (Text(f"Calls and reports, {_places(story, rows)}, "), Fixed(story.period.label, "date"))
    return {
        "calls": counts_table(
            story, rows, first="Way", caption=(*caption, Text(", and the year before")), anchor="table-contacts"
        ),
        "call_remarks": [*_wider(story, rows), *remarks_on(rows), *unknown],
        "calls_chart": _chart(story, rows),
    }


def _name(story: Story, measure: Measure) -> str:
    code = story.code_of(measure)
    known = force(code)
    return f"{known.name} police force area" if known else story.area.name


def _places(story: Story, rows: Sequence[Counted]) -> str:
    return joined(dict.fromkeys(_name(story, row.measure) for row in rows))


def _wider(story: Story, rows: Sequence[Counted]) -> list[Runs]:
    """That the counts are of the whole force, where they are."""
    wider = [row for row in rows if story.code_of(row.measure) != story.area.code]
    if not wider:
        return []
    where = _places(story, wider)
    return [(Text(f"The counts are of the whole {where}. How many came from {story.area.name} is not in them."),)]


def _unknown(story: Story) -> list[Runs]:
    """Counts of partners that are held and that no measure describes: nothing that was loaded goes unsaid."""
    known = {measure.name for measure in SERIES}
    names = [name for (name,) in distinct(story.evaluator.library, _TABLE, ("measure",)) if name not in known]
    if not names:
        return []
    return [(Text("Also held, and not shown because no measure describes them: "), Fixed(joined(names), "name"))]


def _chart(story: Story, rows: Sequence[Counted]) -> Chart | None:
    """A line a way over the two years, where any is held by the month."""
    window = Period(story.period.last.plus(1 - _MONTHS_SHOWN), story.period.last)
    levels = {row.measure: _levels(story, row.measure, window) for row in rows}
    drawn = {measure: held for measure, held in levels.items() if held}
    if not drawn:
        return None
    most = max(drawn, key=lambda measure: max(figure.value for figure in drawn[measure].values()))
    peak = max(drawn[most].values(), key=lambda figure: figure.value)
    where = _places(story, [row for row in rows if row.measure in drawn])
    return Chart(
        form="line",
        title=(Fixed(most.title, "name"), Text(": most in "), Fixed(peak.period.label, "date")),
        caption=(Text(f"Calls and reports a month, {where}, "), Fixed(window.label, "date"), Text(".")),
        alternative=(
            Text("Line chart of calls and reports by month, a line for each way. The highest point is "),
            Number(peak),
            Text(", of "),
            Fixed(most.title, "name"),
            Text(" in "),
            Fixed(peak.period.label, "date"),
            Text("."),
        ),
        axis="A month",
        series=tuple(_series(measure, held, window) for measure, held in drawn.items()),
        table=_table(drawn, window, where),
        anchor="chart-contacts",
    )


_Held = dict[Month, Figure]


def _levels(story: Story, measure: Measure, window: Period) -> _Held:
    held = story.evaluator.counts(measure, story.code_of(measure)).by_month
    found = {month: story.figure(measure, "level", period=Period(month, month)) for month in window if month in held}
    return {month: figure for month, figure in found.items() if isinstance(figure, Figure)}


def _series(measure: Measure, held: _Held, window: Period) -> Series:
    return Series(measure.title, tuple(Point(Period(month, month).label, held.get(month)) for month in window))


def _table(drawn: dict[Measure, _Held], window: Period, where: str) -> Table:
    months = [month for month in window if any(month in held for held in drawn.values())]
    return Table(
        caption=(Text(f"Calls and reports by month, {where}"),),
        head=((Text("Month"),), *((Fixed(measure.title, "name"),) for measure in drawn)),
        rows=tuple(
            (
                (Fixed(Period(month, month).label, "date"),),
                *((count_cell(held[month]) if month in held else (Text("not held"),)) for held in drawn.values()),
            )
            for month in months
        ),
        numeric=(False, *(True for _ in drawn)),
        anchor="table-contacts-months",
    )
