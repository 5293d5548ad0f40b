"""Figures about the evidence itself: files, rows kept and refused, rows that could not be placed."""

from __future__ import annotations

from decimal import Decimal

from frankpledge.measures.counts import Evaluator
from frankpledge.measures.model import Figure, Measure
from frankpledge.store.query import count_events
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Period

_WORDS = {
    "files": "files",
    "kept": "rows that count",
    "refused": "rows that were refused",
    "repeats": "rows that repeat another",
}


def account_figure(evaluator: Evaluator, source: str, what: str, number: Decimal, area: Area, period: Period) -> Figure:
    """One number of the account of a source: `files`, `kept`, `refused` or `repeats`."""
    title = next((part.publication.title for part in evaluator.library.edition.of_source(source)), source)
    return Figure(
        key=f"source.{source}.{what}",
        label=f"{_WORDS[what].capitalize()}: {title}",
        area=area,
        period=period,
        unit=Unit.COUNT,
        value=number,
        method="Counted when the file was loaded; repeats are settled over all files",
        sources=(source,),
        edition=evaluator.edition,
    )


def unplaced_share(evaluator: Evaluator, measure: Measure, area: Area, period: Period) -> Figure | None:
    """The share of a force's rows in a period that have no small area; None where nothing is held or all have one."""
    forces = evaluator.areas.forces_of(area.code)
    if not forces or evaluator.counts(measure, area.code).total(period) is None:
        return None
    where = {"force": [force.code for force in forces]}
    total = sum(row[-1] for row in count_events(evaluator.library, measure.events, by=[], where=where, period=period))
    _, blank = evaluator.areas.unplaced(measure.events, period)
    if not total or not blank:
        return None
    return Figure(
        key=f"{measure.name}.unplaced@{forces[0].code}@{period}",
        label=f"Rows that could not be placed, {forces[0].name}, {period.label}",
        area=forces[0],
        period=period,
        unit=Unit.PERCENT,
        value=to_decimal(Decimal(blank) * 100 / Decimal(total)),
        places=1,
        numerator=Decimal(blank),
        denominator=Decimal(total),
        denominator_label="rows of crimes and incidents",
        method="Rows without a small area as a percentage of all rows",
        sources=(measure.events,),
        edition=evaluator.edition,
    )
