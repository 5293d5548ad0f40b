"""Unmet need: the share of an estimated number of people who are not in treatment, as unsure as the estimate is."""

from __future__ import annotations

from frankpledge.analysis.ratio import unmet_need
from frankpledge.measures.model import Figure, NotAvailable, Outcome
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Period

_HUNDRED = 100


def unmet_need_figure(
    in_treatment: int,
    estimate: float,
    low: float | None,
    high: float | None,
    *,
    key: str,
    label: str,
    area: Area,
    period: Period,
    sources: tuple[str, ...],
    edition: str,
    notes: tuple[str, ...] = (),
) -> Outcome:
    """The percentage not in treatment. `low` and `high` are the estimate's published 95% limits.

    There is no figure without them: a share of an estimate is not surer than the estimate. Nor is there one where
    more are in treatment than were estimated.
    """
    reason = _why_not(in_treatment, estimate, low, high)
    if reason or low is None or high is None:
        return NotAvailable(key=key, label=label, reason=reason, remedy=_REMEDY)
    found = unmet_need(in_treatment, estimate, low, high)
    return Figure(
        key=key,
        label=label,
        area=area,
        period=period,
        unit=Unit.PERCENT,
        value=to_decimal(_HUNDRED * found.value),
        places=1,
        numerator=to_decimal(in_treatment),
        denominator=to_decimal(estimate),
        denominator_label="estimated number of people",
        low=None if found.low is None else to_decimal(_HUNDRED * found.low),
        high=to_decimal(_HUNDRED * found.high),
        method=f"One hundred per cent less those in treatment; interval of the {found.method}",
        evidence="estimated",
        sources=sources,
        edition=edition,
        notes=notes,
    )


_REMEDY = "Load the estimate with its published limits, for the same area and year as the number in treatment."


def _why_not(in_treatment: int, estimate: float, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "the estimate comes without its limits"
    if not 0 < low <= estimate <= high:
        return "the estimate does not lie within its own limits, or they reach down to nought"
    if in_treatment > estimate:
        return (
            f"more are in treatment ({in_treatment:,}) than were estimated ({estimate:,.0f}): the estimate is too low"
        )
    return ""
