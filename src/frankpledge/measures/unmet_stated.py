"""Unmet need from what partners state: an estimate of people in need beside the number of them in treatment."""

from __future__ import annotations

from collections.abc import Iterable

from frankpledge.measures.model import NotAvailable, Outcome
from frankpledge.measures.stated import NO_AREA
from frankpledge.measures.unmet_need import unmet_need_figure
from frankpledge.record.model import Statement
from frankpledge.terms.area import Area

IN_TREATMENT = "-in-treatment"


def unmet_needs(statements: Iterable[Statement], edition: str) -> tuple[Outcome, ...]:
    """The share not in treatment, for each statement `KEY` that has another beside it, `KEY-in-treatment`.

    `opiate-crack-users`, with the limits of its interval, and `opiate-crack-users-in-treatment` are such a pair. Both
    must be counts of one area and period: else NotAvailable says why.
    """
    by_key = {one.key: one for one in statements}
    pairs = [(one, by_key.get(one.key + IN_TREATMENT)) for one in by_key.values()]
    return tuple(_need(estimate, treated, edition) for estimate, treated in pairs if treated)


def _need(estimate: Statement, treated: Statement, edition: str) -> Outcome:
    key, label = f"statement.{estimate.key}.unmet", f"{estimate.text}, {estimate.area}, {estimate.period.label}"
    reason = _why_not(estimate, treated)
    if reason:
        return NotAvailable(key=key, label=label, reason=reason, remedy="State both for the same area and period.")
    return unmet_need_figure(
        int(treated.value),
        float(estimate.value),
        None if estimate.low is None else float(estimate.low),
        None if estimate.high is None else float(estimate.high),
        key=key,
        label=label,
        area=Area(NO_AREA, estimate.area),
        period=estimate.period,
        sources=(),
        edition=edition,
        notes=tuple(
            f"Stated by {one.who}; source: {one.source}.{f' {one.limitation}' if one.limitation else ''}"
            for one in (estimate, treated)
        ),
    )


def _why_not(estimate: Statement, treated: Statement) -> str:
    if {estimate.unit, treated.unit} != {"count"} or treated.value != int(treated.value) or treated.value < 0:
        return "the estimate and the number in treatment are not both counts of people"
    if estimate.value <= 0:
        return "the estimate is nought"
    if (estimate.area, estimate.period) != (treated.area, treated.period):
        return "the estimate and the number in treatment are not of the same area and period"
    return ""
