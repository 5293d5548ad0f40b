"""Level, share and rate: how many, what part of all, and how many for each thousand residents."""

from __future__ import annotations

from decimal import Decimal

from frankpledge.analysis.rates import rate as crude_rate
from frankpledge.geography.bases import base_for
from frankpledge.measures.annotated import notes_on
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import Figure, Measure, NotAvailable, Outcome
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.words import plural

_HUNDRED = Decimal(100)


def label_of(evaluator: Evaluator, measure: Measure, key: Key, what: str = "") -> str:
    """What a figure is, in words: measure, part, area, period."""
    part = part_title(measure, key.part)
    subject = f"{measure.title}: {part}" if part else measure.title
    against = f", compared with {key.against.label}" if key.against else ""
    return f"{subject}{what}, {evaluator.areas.name_of(key.area)}, {key.period.label}{against}"


def part_title(measure: Measure, part: str) -> str:
    """The title of a part of a measure; nothing for the whole."""
    if part == "unclassified":
        return "Not classified"
    return next((title for slug, title, _ in measure.groups if slug == part), part)


def level(evaluator: Evaluator, measure: Measure, key: Key) -> Outcome:
    """The count over a period."""
    label = label_of(evaluator, measure, key)
    counts = evaluator.counts(measure, key.area)
    total = counts.total(key.period, key.part)
    if total is None:
        return NotAvailable(key=str(key), label=label, reason=counts.why_missing(key.period))
    return Figure(
        key=str(key),
        label=label,
        area=evaluator.area(key.area),
        period=key.period,
        unit=Unit.COUNT,
        value=Decimal(total),
        method=f"Count of {measure.nouns} by the month in which they were recorded",
        sources=counts.sources,
        edition=evaluator.edition,
        notes=(*measure.limitations, *notes_on(evaluator, measure, key.area, key.period)),
    )


def share(evaluator: Evaluator, measure: Measure, key: Key) -> Outcome:
    """A part as a percentage of the whole."""
    counts = evaluator.counts(measure, key.area)
    label = label_of(evaluator, measure, key, ", share")
    part, whole = counts.total(key.period, key.part), counts.total(key.period)
    if part is None or whole is None:
        return NotAvailable(key=str(key), label=label, reason=counts.why_missing(key.period))
    if whole == 0:
        return NotAvailable(key=str(key), label=label, reason=f"there were no {measure.nouns} to take a share of")
    return Figure(
        key=str(key),
        label=label,
        area=evaluator.area(key.area),
        period=key.period,
        unit=Unit.PERCENT,
        value=to_decimal(Decimal(part) * _HUNDRED / Decimal(whole)),
        places=1,
        numerator=Decimal(part),
        denominator=Decimal(whole),
        denominator_label=measure.nouns,
        method="Part as a percentage of all; each share is rounded on its own",
        sources=counts.sources,
        edition=evaluator.edition,
        notes=(*measure.limitations, *notes_on(evaluator, measure, key.area, key.period)),
    )


def rate(evaluator: Evaluator, measure: Measure, key: Key) -> Outcome:
    """The count for each thousand residents, with its 95 % interval. The base is the period's or the latest before."""
    label = label_of(evaluator, measure, key, f", per {measure.scale:,} residents")
    counts = evaluator.counts(measure, key.area)
    total = counts.total(key.period, key.part)
    if total is None:
        return NotAvailable(key=str(key), label=label, reason=counts.why_missing(key.period))
    place = evaluator.areas.name_of(key.area)
    base = base_for(evaluator.populations.get(key.area, {}), key.period)
    if base is None:
        return NotAvailable(
            key=str(key),
            label=label,
            reason=f"no population estimate for {place} up to {key.period.last.year} is held",
            remedy="Load the mid-year population estimates by local authority.",
        )
    result = crude_rate(total, base.residents, scale=measure.scale)
    late = base.years_before(key.period)
    stale = (
        f"The latest estimate held is of mid-{base.mid_year}, {late} {plural(late, 'year')} before the period’s end."
    )
    return Figure(
        key=str(key),
        label=label,
        area=evaluator.area(key.area),
        period=key.period,
        unit=Unit.PER_1000,
        value=to_decimal(Decimal(total) * measure.scale / Decimal(base.residents)),
        places=2,
        numerator=Decimal(total),
        denominator=Decimal(base.residents),
        denominator_label=base.label,
        low=None if result.low is None else to_decimal(result.low),
        high=to_decimal(result.high),
        method=f"Crude rate; interval by {result.method}",
        sources=(*counts.sources, "population"),
        edition=evaluator.edition,
        notes=(
            *measure.limitations,
            *([stale] if late else []),
            *notes_on(evaluator, measure, key.area, key.period),
        ),
    )
