"""The change of a published indicator between two periods: tested where the counts behind both values allow it."""

from __future__ import annotations

from decimal import Decimal

from frankpledge.analysis.comparison import compare
from frankpledge.analysis.proportion import difference
from frankpledge.measures.model import Figure, NotAvailable, Outcome, Test, Verdict
from frankpledge.store.query_indicators import REPEATED, IndicatorRow
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit, to_decimal

_HUNDRED = 100
_CLEAR_P = 0.0455  # what |z| of two is: a change is called clear as in any other comparison here
_SAME_SCALE = 0.01  # a value further from its count over its base than this is adjusted, or rounded too far
_CHANCE = "The test allows for chance in the counts, not for what else makes one year differ from the next."


def change_figure(
    latest: IndicatorRow, before: IndicatorRow, *, key: str, label: str, area: Area, edition: str
) -> Outcome:
    """The later value against the earlier one: in points where both are percentages, else as a percentage.

    A change without counts behind it is shown as not tested, with the reason as its method.
    """
    repeated = next((row for row in (latest, before) if row.note.startswith(REPEATED)), None)
    if repeated:
        return NotAvailable(key=key, label=label, reason=f"under {repeated.words}, {repeated.note}")
    share = _is_share(latest) and _is_share(before)
    if not share and not (before.value or 0.0) > 0:
        return NotAvailable(key=key, label=label, reason="a change from nought or less has no percentage")
    value, low, high, test = _tested(latest, before, share)
    return Figure(
        key=key,
        label=f"{label}, in percentage points" if share else label,
        area=area,
        period=latest.period,
        compared_with=before.period,
        unit=Unit.SCORE if share else Unit.PERCENT,
        value=value,
        places=1,
        signed=True,
        numerator=as_decimal(latest.numerator),
        denominator=as_decimal(before.numerator),
        denominator_label="" if before.numerator is None else "the count before",
        low=low,
        high=high,
        test=test,
        method="Later value less earlier value" + ("" if share else ", as a percentage of the earlier"),
        evidence="stated",
        sources=tuple(sorted({latest.source, before.source})),
        edition=edition,
        notes=() if test.verdict == "not tested" else (_CHANCE,),
    )


def _tested(
    latest: IndicatorRow, before: IndicatorRow, share: bool
) -> tuple[Decimal, Decimal | None, Decimal | None, Test]:
    """The change, its interval and its test."""
    after, ago = latest.value or 0.0, before.value or 0.0
    value = to_decimal(after - ago if share else (after / ago - 1) * _HUNDRED)
    why_not = _why_not(latest, before)
    if why_not:
        return value, None, None, Test(verdict="not tested", method=why_not)
    (x1, n1), (x0, n0) = _counts(latest), _counts(before)
    if share:
        found = difference(x1, int(n1), x0, int(n0))
        verdict: Verdict = "no clear change" if found.p >= _CLEAR_P else "rose" if found.value > 0 else "fell"
        test = Test(verdict=verdict, method=found.method, p=to_decimal(found.p))
        return value, to_decimal(found.low * _HUNDRED), to_decimal(found.high * _HUNDRED), test
    result = compare(x1, x0, exposure_after=n1, exposure_before=n0)
    test = Test(verdict=result.verdict, method=result.method, p=as_decimal(result.p), z=as_decimal(result.z))
    return value, as_decimal(result.percent_low), as_decimal(result.percent_high), test


def _why_not(latest: IndicatorRow, before: IndicatorRow) -> str:
    """In words, why the counts allow no test; nothing where they do."""
    if any(row.numerator is None or not row.denominator for row in (latest, before)):
        return "the values come without the counts that they rest on"
    if any((row.numerator or 0) != int(row.numerator or 0) or (row.numerator or 0) < 0 for row in (latest, before)):
        return "the counts are not whole: they were weighted or modelled"
    if before.period.last >= latest.period.first:
        return "the two periods share months, so the values are not independent"
    return "" if _crude(latest, before) else "the values are not their counts over their bases: they are adjusted"


def _crude(latest: IndicatorRow, before: IndicatorRow) -> bool:
    """Whether both values are their counts over their bases, on one scale. A count of nought fits any scale."""
    if any(row.numerator == 0 and row.value != 0 for row in (latest, before)):
        return False
    scales = [scale for scale in map(_scale, (latest, before)) if scale is not None]
    return len(scales) < 2 or _near(*scales)


def _counts(row: IndicatorRow) -> tuple[int, float]:
    return int(row.numerator or 0), row.denominator or 0.0


def _scale(row: IndicatorRow) -> float | None:
    """What the count over the base was multiplied by, such as 100 or 100,000; None where that cannot be seen."""
    if row.value is None or not row.numerator or not row.denominator:
        return None
    return row.value * row.denominator / row.numerator


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_SCALE * abs(other)


def _is_share(row: IndicatorRow) -> bool:
    """A percentage of its own base, by its unit or, where the publisher gives none, by its counts."""
    scale = _scale(row)
    return row.unit == "percent" or (row.unit == "" and scale is not None and _near(scale, _HUNDRED))


def as_decimal(value: float | None) -> Decimal | None:
    """A number as a ledger keeps it, or None where there is none."""
    return None if value is None else to_decimal(value)
