"""What people noted about the data, as evidence: it travels with every figure it touches and changes the models."""

from __future__ import annotations

from frankpledge.geography.placing import authorities_in
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.model import Measure
from frankpledge.record.model import Annotation
from frankpledge.terms.period import Month, Period, runs
from frankpledge.terms.words import joined

_INCOMPLETE = ("under-recorded", "service suspended")
_IN_AND_OUT = (*_INCOMPLETE, "lockdown", "recording break")


def annotations_of(evaluator: Evaluator, measure: Measure, area: str) -> tuple[Annotation, ...]:
    """Those about the measure (or about every measure) in the area, in its force, or everywhere."""
    within = authorities_in(evaluator.areas, area)
    around = {"", area, *within, *(force.code for one in within for force in evaluator.areas.forces_of(one))}
    return tuple(
        note
        for note in evaluator.annotations
        if (not note.measures or measure.name in note.measures) and note.area in around
    )


def notes_on(evaluator: Evaluator, measure: Measure, area: str, *periods: Period) -> tuple[str, ...]:
    """What a figure says of the annotations that touch any of its periods, or lie between two of them."""
    whole = Period(min(period.first for period in periods), max(period.last for period in periods))
    return tuple(
        f"{note.kind.capitalize()}, {note.period.label}: {note.text}"
        for note in annotations_of(evaluator, measure, area)
        if note.period.first <= whole.last and note.period.last >= whole.first
    )


def incomplete_months(evaluator: Evaluator, measure: Measure, area: str) -> frozenset[Month]:
    """The months whose counts nobody should compare: recorded in part, or with the service that records suspended."""
    notes = annotations_of(evaluator, measure, area)
    return frozenset(month for note in notes if note.kind in _INCOMPLETE for month in note.period)


def why_incomplete(evaluator: Evaluator, measure: Measure, area: str, *periods: Period) -> str:
    """In words, why a comparison of the periods cannot be made; nothing where it can."""
    months = incomplete_months(evaluator, measure, area)
    met = {month for period in periods for month in period if month in months}
    return f"the count of {joined(run.label for run in runs(met))} is noted as incomplete" if met else ""


def steps_in(evaluator: Evaluator, measure: Measure, area: str, period: Period) -> tuple[int, ...]:
    """The places in the period, from 1, at which the level of a series may change for reasons of the data.

    A system change is one step. A lockdown, a suspended service, an under-recorded month and the time over which
    recording changed are two, in and out, so that what lies between has a level of its own.
    """
    places: set[int] = set()
    for note in annotations_of(evaluator, measure, area):
        first, after = note.period.first.since(period.first), note.period.last.plus(1).since(period.first)
        if note.kind == "system change":
            places.add(first)
        elif note.kind in _IN_AND_OUT:
            places |= {first, after}
    return tuple(sorted(place for place in places if 0 < place < len(period)))
