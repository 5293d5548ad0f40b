"""Which months stand out: against their own season and the series' trend, and how much its months vary about both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from frankpledge.analysis.season import seasonal_index
from frankpledge.analysis.spc import deseasonalised, detrended, xmr
from frankpledge.measures.annotated import why_incomplete
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.level import label_of
from frankpledge.measures.model import Measure, NotAvailable
from frankpledge.terms.period import Month, Period

_NEEDED = 36


@dataclass(frozen=True, kw_only=True)
class Unusual:
    """A month whose count lies outside the usual range, and on which side."""

    month: Month
    side: Literal["above", "below"]


def unusual_months(
    evaluator: Evaluator, measure: Measure, area: str, span: Period
) -> tuple[Unusual, ...] | NotAvailable:
    """The months of the span outside the limits of a control chart of counts freed of season and trend.

    Every month of the span must be held, and at least thirty-six of them. Runs and trends, the chart's other signals,
    are left to the trend.
    """
    counts = evaluator.counts(measure, area)
    key = Key(measure=measure.name, function="level", area=area, period=span)
    label = label_of(evaluator, measure, key, ", months that stand out")
    if counts.total(span) is None:
        return NotAvailable(key=str(key), label=label, reason=counts.why_missing(span))
    partly = why_incomplete(evaluator, measure, area, span)
    if partly:
        return NotAvailable(key=str(key), label=label, reason=partly)
    values = [counts.by_month[month] for month in span]
    index = seasonal_index(values, first_month=span.first.month, robust=True)
    if index is None or min(index.index) <= 0 or min(values) == 0:
        reason = f"{_NEEDED} months running with events in each are needed, and {span.label} has {len(span)} months"
        return NotAvailable(key=str(key), label=label, reason=reason)
    level = detrended(deseasonalised(values, index.index, span.first.month))
    chart = xmr(level)
    return tuple(
        Unusual(month=month, side="above" if value > chart.centre else "below")
        for month, value, flag in zip(span, level, chart.flags, strict=True)
        if flag == "outside"
    )
