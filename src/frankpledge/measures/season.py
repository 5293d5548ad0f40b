"""How the months of a year differ: each calendar month against the average month."""

from __future__ import annotations

from frankpledge.analysis.season import seasonal_index, seasonality_test
from frankpledge.measures.annotated import incomplete_months, notes_on
from frankpledge.measures.counts import Counts, Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.level import label_of
from frankpledge.measures.model import Figure, Measure, NotAvailable, Outcome
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Month, Period

_NEEDED = 36
_CALENDAR = tuple(f"{number:02}" for number in range(1, 13))


def season(evaluator: Evaluator, measure: Measure, key: Key) -> Outcome:
    """The seasonal index of a calendar month (`part`: 01 to 12), from the unbroken run up to the period's end."""
    if key.part not in _CALENDAR:
        raise MeasureError(f"{key} names no month", expected="a month after the slash, /01 to /12", found=key.part)
    label = label_of(evaluator, measure, Key(**{**vars(key), "part": ""}), f", seasonal index of {_name(key.part)}")
    counts = evaluator.counts(measure, key.area)
    incomplete = incomplete_months(evaluator, measure, key.area)
    run = _unbroken(counts, key.period, incomplete)
    index = None if run is None else seasonal_index(_values(counts, run), first_month=run.first.month)
    if run is None or index is None:
        held = len(run) if run else 0
        upto = f"{key.period.last.name} {key.period.last.year}"
        whole = " in full" if _cut(run, key.period, incomplete) else ""
        reason = f"{_NEEDED} months running are needed up to {upto} and {held} are held{whole}"
        return NotAvailable(key=str(key), label=label, reason=reason)
    return Figure(
        key=str(key),
        label=label,
        area=evaluator.area(key.area),
        period=run,
        unit=Unit.INDEX,
        value=to_decimal(index.index[int(key.part) - 1]),
        places=2,
        method=index.method,
        evidence="estimated",
        sources=counts.sources,
        edition=evaluator.edition,
        notes=(*measure.limitations, *notes_on(evaluator, measure, key.area, run)),
    )


def season_test(evaluator: Evaluator, measure: Measure, key: Key) -> Figure | None:
    """The probability that months would differ as much as they do if the time of year did not matter."""
    counts = evaluator.counts(measure, key.area)
    run = _unbroken(counts, key.period, incomplete_months(evaluator, measure, key.area))
    found = None if run is None else seasonality_test(_values(counts, run), first_month=run.first.month)
    if run is None or found is None:
        return None
    return Figure(
        key=str(Key(**{**vars(key), "part": "test"})),
        label=label_of(evaluator, measure, Key(**{**vars(key), "part": ""}), ", test of the time of year"),
        area=evaluator.area(key.area),
        period=run,
        unit=Unit.PROBABILITY,
        value=to_decimal(found.p),
        method=found.method,
        evidence="estimated",
        sources=counts.sources,
        edition=evaluator.edition,
    )


def _unbroken(counts: Counts, period: Period, incomplete: frozenset[Month]) -> Period | None:
    """The longest run of months held in full that ends with the period."""
    first: Month | None = None
    month = period.last
    while month in counts.by_month and month not in incomplete:
        first, month = month, month.plus(-1)
    return None if first is None else Period(first, period.last)


def _cut(run: Period | None, period: Period, incomplete: frozenset[Month]) -> bool:
    """Whether the run begins where it does because the month before is incomplete."""
    return (run.first.plus(-1) if run else period.last) in incomplete


def _values(counts: Counts, period: Period) -> list[int]:
    return [counts.by_month[month] for month in period]


def _name(part: str) -> str:
    return Month(2000, int(part)).name
