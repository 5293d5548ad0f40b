"""The yearly change of a monthly series, freed of the time of year."""

from __future__ import annotations

from decimal import Decimal

from frankpledge.analysis.trend import LEAST_MONTHS
from frankpledge.analysis.trend import trend as fitted_trend
from frankpledge.measures.annotated import notes_on, steps_in
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.level import label_of
from frankpledge.measures.model import Figure, Measure, NotAvailable, Outcome, Test, Verdict
from frankpledge.terms.numbers import Unit, to_decimal

_SIGNIFICANT = 0.05
_WIDENED_ABOVE = 1.5


def trend(evaluator: Evaluator, measure: Measure, key: Key) -> Outcome:
    """The change a year in per cent over the months of the period, with its interval and its verdict.

    Every month must be held, and at least twenty-four of them. What people noted of the data inside the period is a
    step of the model: a change of system, or months that have a level of their own.
    """
    label = label_of(evaluator, measure, key, ", change a year")
    counts = evaluator.counts(measure, key.area)
    if counts.total(key.period) is None:
        return NotAvailable(key=str(key), label=label, reason=counts.why_missing(key.period))
    months = [counts.by_month[month] for month in key.period]
    steps = steps_in(evaluator, measure, key.area, key.period)
    try:
        found = fitted_trend(months, first_month=key.period.first.month, steps=steps)
    except ValueError:
        reason = "what is noted of the data leaves too few months of one level to draw a line through"
        return NotAvailable(key=str(key), label=label, reason=reason)
    if found is None:
        reason = (
            f"{LEAST_MONTHS} months running with events in them are needed, and {key.period.label} does not give them"
        )
        return NotAvailable(key=str(key), label=label, reason=reason)
    verdict: Verdict = "no clear change"
    if found.annual.p < _SIGNIFICANT:
        verdict = "rose" if found.annual.percent > 0 else "fell"
    phi = to_decimal(found.phi, 4) if found.phi > _WIDENED_ABOVE else None
    return Figure(
        key=str(key),
        label=label,
        area=evaluator.area(key.area),
        period=key.period,
        unit=Unit.PERCENT,
        value=to_decimal(found.annual.percent),
        places=1,
        signed=True,
        numerator=Decimal(sum(months)),
        denominator=Decimal(len(months)),
        denominator_label="months",
        low=to_decimal(found.annual.low),
        high=to_decimal(found.annual.high),
        test=Test(verdict=verdict, method=found.method, p=to_decimal(found.annual.p), phi=phi),
        method="Straight line through the logs of the monthly counts, with an effect of each calendar month"
        + (" and a step where the data are noted to have changed" if steps else ""),
        evidence="estimated",
        sources=counts.sources,
        edition=evaluator.edition,
        notes=(*measure.limitations, *notes_on(evaluator, measure, key.area, key.period)),
    )
