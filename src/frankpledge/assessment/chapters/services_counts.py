"""A table of measures side by side: the count, the count a year before, the change and its verdict; never a total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frankpledge.assessment.blocks import Fixed, Number, Runs, Table, Text
from frankpledge.assessment.phrases import verdict_words
from frankpledge.assessment.story import Story
from frankpledge.measures.model import Figure, Measure, NotAvailable, Outcome, Withheld
from frankpledge.terms.period import Month, Period, runs
from frankpledge.terms.words import joined

WITHHELD: Runs = (Text("[c]"),)
_MOST_RUNS = 3


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One row: what is held of a measure, and what it came to in the period and the year before."""

    measure: Measure
    pair: tuple[Period, Period]
    level: Outcome
    before: Outcome
    change: Outcome
    held: tuple[Period, ...]

    @property
    def verdict(self) -> str:
        test = self.change.test if isinstance(self.change, Figure) else None
        return test.verdict if test else "not tested"


def counted(story: Story, measures: Iterable[Measure]) -> list[Counted]:
    """A row for each measure of which anything is held."""
    return [_counted(story, measure) for measure in measures if _months(story, measure)]


def _counted(story: Story, measure: Measure) -> Counted:
    pair = story.pair(measure)
    return Counted(
        measure=measure,
        pair=pair,
        level=story.figure(measure, "level", period=pair[0]),
        before=story.figure(measure, "level", period=pair[1]),
        change=story.change(measure, pair=pair),
        held=runs(_months(story, measure)),
    )


def _months(story: Story, measure: Measure) -> set[Month]:
    counts = story.evaluator.counts(measure, story.code_of(measure))
    return {*counts.by_month, *(month for span in counts.by_span for month in span)}


def counts_table(story: Story, rows: Sequence[Counted], *, first: str, caption: Runs, anchor: str) -> Table:
    """The rows as a table. A row of fewer months than the period says which."""
    return Table(
        caption=caption,
        head=(
            (Text(first),),
            (Fixed(story.period.short, "date"),),
            (Fixed(story.period.year_before.short, "date"),),
            (Text("Change"),),
            (Text("Verdict"),),
            (Text("Months held"),),
        ),
        rows=tuple(_row(story, row) for row in rows),
        numeric=(False, True, True, True, False, False),
        anchor=anchor,
    )


def _row(story: Story, row: Counted) -> tuple[Runs, ...]:
    partial = row.pair[0] != story.period
    months: Runs = (Text(" – "), Fixed(row.pair[0].label, "date")) if partial else ()
    title = Fixed(row.measure.title, "name")
    return (
        (title, *months),
        count_cell(row.level),
        count_cell(row.before),
        _change_cell(row.change),
        WITHHELD if isinstance(row.change, Withheld) else _verdict(row.change),
        _held(row, story.period),
    )


def count_cell(outcome: Outcome) -> Runs:
    """A count, the sign of one that is withheld, or that it is not held."""
    if isinstance(outcome, Figure):
        return (Number(outcome),)
    return WITHHELD if isinstance(outcome, Withheld) else (Text("not held"),)


def _change_cell(change: Outcome) -> Runs:
    if isinstance(change, NotAvailable):
        return (Text("–"),)
    return count_cell(change)


def _verdict(change: Outcome) -> Runs:
    return verdict_words(change) if isinstance(change, Figure) else (Text("Not tested"),)


def _held(row: Counted, period: Period) -> Runs:
    """That every month of both years is held; else the runs that are, or the first and the last where they are many."""
    if all(any(month in run for run in row.held) for year in (period, period.year_before) for month in year):
        return (Text("all"),)
    if len(row.held) <= _MOST_RUNS:
        return (Fixed(joined(run.label for run in row.held), "date"),)
    return (Fixed(Period(row.held[0].first, row.held[-1].last).label, "date"), Text(", with gaps"))


def remarks_on(rows: Sequence[Counted]) -> list[Runs]:
    """What a reader must know of the rows: why a change is missing, and what each count leaves out."""
    remarks: list[Runs] = []
    for reason, titles in _together((why, row) for row in rows if (why := _why_no_change(row))):
        remarks.append((Fixed(f"{titles}: no change is given: {reason}.", "reference"),))
    for limitation, titles in _together((row.measure.limitation, row) for row in rows if row.measure.limitation):
        remarks.append((Fixed(f"{titles}: {limitation[0].lower()}{limitation[1:]}", "reference"),))
    return remarks


def _why_no_change(row: Counted) -> str:
    """Why there is no change where both counts stand there: the reader will ask."""
    both = all(isinstance(one, Figure) for one in (row.level, row.before))
    return row.change.reason if both and isinstance(row.change, NotAvailable) else ""


def _together(pairs: Iterable[tuple[str, Counted]]) -> list[tuple[str, str]]:
    """Each reason once, with the titles of the rows that it holds for."""
    found: dict[str, list[str]] = {}
    for reason, row in pairs:
        found.setdefault(reason, []).append(row.measure.title)
    return [(reason, listed(titles)) for reason, titles in found.items()]


def listed(titles: Sequence[str]) -> str:
    """Titles in a sentence: the first as it is, the others without their capital."""
    return joined([*titles[:1], *map(within, titles[1:])])


def within(title: str) -> str:
    """A title inside a sentence."""
    return title[:1].lower() + title[1:]
