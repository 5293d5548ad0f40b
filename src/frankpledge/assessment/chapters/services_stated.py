"""What partners state and no other chapter shows, a table for each partner; and the need that is not met."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from frankpledge.assessment.blocks import Fixed, Number, Runs, Table, Text
from frankpledge.assessment.phrases import interval_words, unit_words
from frankpledge.assessment.story import Story
from frankpledge.measures.catalogue.crime import PARTNERSHIP_CRIME
from frankpledge.measures.model import Figure
from frankpledge.measures.stated import (
    BASE_NOT_GIVEN,
    PERIOD_NOT_GIVEN,
    agrees,
    baseline_figure,
    stated_figure,
    worked_out_again,
)
from frankpledge.measures.unmet_stated import unmet_needs
from frankpledge.record.model import Statement
from frankpledge.terms.numbers import Unit
from frankpledge.terms.places import force

_NOTHING: Runs = (Text("–"),)
_YEAR = 12


def stated_part(story: Story) -> dict[str, object]:
    """What the chapter's template needs of statements: those from the year before the period on."""
    elsewhere = (story.crime.name, story.asb.name, PARTNERSHIP_CRIME.name)
    every = [one for one in story.statements if one.about not in elsewhere]
    oldest = story.period.first.plus(-_YEAR)
    shown = [one for one in every if one.period.last >= oldest]
    shown.sort(key=lambda one: one.who)
    return {
        "stated": [_table(story, who, tuple(some)) for who, some in groupby(shown, key=lambda one: one.who)],
        "older": len(shown) < len(every),
        "unmet": _unmet(story, shown),
    }


def _table(story: Story, who: str, statements: Sequence[Statement]) -> Table:
    """A row a statement. A column in which nothing is given is left out."""
    columns: list[tuple[str, bool, list[Runs]]] = [
        ("Statement", False, [_words(story, one) for one in statements]),
        ("Value", True, [_value(story, one) for one in statements]),
        ("From the records here", True, [_ours(story, one) for one in statements]),
        ("What to know of it", False, [_to_know(story, one) for one in statements]),
    ]
    held = [column for column in columns if any(cell != _NOTHING for cell in column[2])]
    return Table(
        caption=(Text("As stated by "), Fixed(who, "name")),
        head=tuple((Text(head),) for head, _, _ in held),
        rows=tuple(zip(*(cells for _, _, cells in held), strict=True)),
        numeric=tuple(numeric for _, numeric, _ in held),
    )


def _words(story: Story, one: Statement) -> Runs:
    """The statement, for how many people where it is a rate, and of where and when it is."""
    when = "period not given" if PERIOD_NOT_GIVEN in one.limitation else one.period.label
    known = force(one.area)
    where = known.name if known else story.evaluator.areas.name_of(one.area)
    unit: Runs = (Text(", "), Fixed(one.unit, "unit")) if one.unit.startswith("per 1") else ()
    return (Fixed(one.text, "reference"), *unit, Text(" – "), Fixed(f"{where}, {when}", "date"))


def _value(story: Story, one: Statement) -> Runs:
    figure = stated_figure(one, story.evaluator.edition)
    interval: Runs = ()
    if figure.low is not None and figure.high is not None:
        interval = (Text(" ("), Number(figure, "low"), Text(" to "), Number(figure, "high"), Text(")"))
    times = unit_words(figure) if figure.unit is Unit.RATIO else ()
    return (Number(figure), *times, *interval)


def _to_know(story: Story, one: Statement) -> Runs:
    """What the value rests on, and how its owner limits it."""
    said = " ".join(one.limitation.replace(PERIOD_NOT_GIVEN, "").split())
    rests = _rests_on(story, one)
    limits: Runs = (Text(" "), Fixed(said, "reference")) if rests and said else (Fixed(said, "reference"),)
    return (*rests, *(limits if said else ())) or _NOTHING


def _rests_on(story: Story, one: Statement) -> Runs:
    """The counts behind a value, whether it follows from them, and what it is compared with."""
    figure = stated_figure(one, story.evaluator.edition)
    before = baseline_figure(one, story.evaluator.edition)
    parts: Runs = ()
    if figure.numerator is not None and figure.denominator is not None:
        parts = (Number(figure, "numerator"), Text(" of "), Number(figure, "denominator"), Text("."))
        again = worked_out_again(one, story.evaluator.edition)
        if again and not agrees(one, again):
            parts += (Text(" That gives "), Number(again), Text("."))
    elif one.base is not None:
        parts = (Text("A base of "), Number(figure, "denominator"), Text("."))
    elif BASE_NOT_GIVEN in figure.notes and (before is None or one.unit == "percent"):
        parts = (Text(BASE_NOT_GIVEN),)
    if before is not None:
        of: Runs = (Text(" ("), Fixed(one.baseline_label, "date"), Text(")")) if one.baseline_label else ()
        parts += (Text(" Compared with " if parts else "Compared with "), Number(before), *of, Text("."))
    return parts


def _ours(story: Story, one: Statement) -> Runs:
    if not one.compares:
        return _NOTHING
    found = story.resolve(one.compares)
    return (Number(found),) if isinstance(found, Figure) else (Text("nothing to compare"),)


def _unmet(story: Story, statements: Sequence[Statement]) -> list[Runs]:
    """A sentence for each estimate of people in need beside the number in treatment."""
    sentences: list[Runs] = []
    for found in unmet_needs(statements, story.evaluator.edition):
        if isinstance(found, Figure):
            sentences.append(
                (
                    Fixed(found.label, "reference"),
                    Text(": "),
                    Number(found),
                    Text(" of an estimated "),
                    Number(found, "denominator"),
                    Text(" are not in treatment, and "),
                    Number(found, "numerator"),
                    Text(" are ("),
                    *interval_words(found),
                    Text(")."),
                )
            )
        else:
            sentences.append((Fixed(f"{found.label}: not available: {found.reason}.", "reference"),))
    return sentences
