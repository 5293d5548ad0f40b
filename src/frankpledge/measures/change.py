"""Change between two runs of the same calendar months, with both counts and a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from frankpledge.analysis.comparison import Comparison, compare
from frankpledge.analysis.dispersion import applied_dispersion, seasonal_dispersion
from frankpledge.measures.annotated import notes_on, why_incomplete
from frankpledge.measures.counts import Counts, Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.level import label_of
from frankpledge.measures.model import Figure, Measure, NotAvailable, Outcome, Test
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Month, Period

_SHORTEST = 3
_YEARS_BACK = 5
_UNTESTED = Test(
    verdict="not tested",
    method="not tested: counted over longer spans by its owner, so how much months scatter is not known",
)


def change(evaluator: Evaluator, measure: Measure, key: Key) -> Outcome:
    """The change on `key.against`, or on the same months a year before.

    Parts are compared side by side, so the verdict on one asks for more than the verdict on the whole: the same in a
    table and on its own.
    """
    against = key.against or key.period.year_before
    named = Key(
        measure=key.measure, function="change", area=key.area, period=key.period, against=against, part=key.part
    )
    label = label_of(evaluator, measure, named, ", change")
    unlike = _why_unlike(key.period, against)
    if unlike:
        return NotAvailable(key=str(named), label=label, reason=unlike)
    counts = evaluator.counts(measure, key.area)
    after, before = counts.total(key.period, key.part), counts.total(against, key.part)
    if after is None or before is None:
        lacking = key.period if after is None else against
        return NotAvailable(key=str(named), label=label, reason=counts.why_missing(lacking))
    partly = why_incomplete(evaluator, measure, key.area, key.period, against)
    if partly:
        return NotAvailable(key=str(named), label=label, reason=partly)
    if before == 0:
        return NotAvailable(key=str(named), label=label, reason=f"there were no {measure.nouns} in {against.label}")
    phi, monthly = _dispersion(counts, key, against)
    applied = applied_dispersion(phi) if phi else 1.0  # months that keep their proportions exactly give nought
    rows = _family(measure, counts, key)
    result = compare(after, before, dispersion=applied, family=rows)
    return Figure(
        key=str(named),
        label=label,
        area=evaluator.area(key.area),
        period=key.period,
        compared_with=against,
        unit=Unit.PERCENT,
        value=to_decimal(Decimal(after - before) * 100 / Decimal(before)),
        places=1,
        signed=True,
        numerator=Decimal(after),
        denominator=Decimal(before),
        low=_bound(result.percent_low) if monthly else None,
        high=_bound(result.percent_high) if monthly else None,
        test=_test(result, phi if applied > 1 else None, rows) if monthly else _UNTESTED,
        method="Later count less earlier count, as a percentage of the earlier",
        sources=counts.sources,
        edition=evaluator.edition,
        notes=(*measure.limitations, *notes_on(evaluator, measure, key.area, against, key.period)),
    )


def _dispersion(counts: Counts, key: Key, against: Period) -> tuple[float | None, bool]:
    """How much months scatter in both periods, and whether both are held by the month."""
    months = [counts.monthly(period, key.part) for period in (against, key.period)]
    held = [counted for counted in months if counted is not None]
    monthly = len(held) == len(months)
    return (seasonal_dispersion(held) if monthly else None), monthly


def _test(result: Comparison, phi: float | None, rows: int) -> Test:
    return Test(
        verdict=result.verdict,
        method=result.method,
        p=_bound(result.p),
        z=_bound(result.z),
        phi=None if phi is None else to_decimal(phi, 4),
        rows=rows,
    )


def _family(measure: Measure, counts: Counts, key: Key) -> int:
    """How many comparisons belong together: one for the whole, as many as there are parts for a part."""
    if not key.part:
        return 1
    return len(measure.groups) + bool(counts.total(key.period, "unclassified"))


def _why_unlike(later: Period, earlier: Period) -> str:
    """In words, why two periods cannot be set against each other; nothing where they can."""
    if len(later) != len(earlier) or later.first.month != earlier.first.month:
        return f"{earlier.label} and {later.label} are not the same calendar months"
    if earlier.last >= later.first:
        return f"{earlier.label} does not end before {later.label} begins"
    return ""


def like_for_like(
    evaluator: Evaluator, measure: Measure, area: str, period: Period
) -> tuple[tuple[Period, Period], ...]:
    """The comparisons that the months held allow: (later, earlier) runs of the same months from the period's start.

    One for each of the five years before, newest first, where at least three months running are held in both.
    """
    held = evaluator.counts(measure, area).by_month
    found = []
    for years in range(1, _YEARS_BACK + 1):
        run = 0
        while run < len(period) and _both(held, period.first.plus(run), years):
            run += 1
        if run >= _SHORTEST:
            later = Period(period.first, period.first.plus(run - 1))
            found.append((later, later.plus(-12 * years)))
    return tuple(found)


def _both(held: Mapping[Month, int], month: Month, years: int) -> bool:
    return month in held and month.plus(-12 * years) in held


def _bound(value: float | None) -> Decimal | None:
    return None if value is None else to_decimal(value)
