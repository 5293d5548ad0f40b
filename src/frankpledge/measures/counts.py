"""The narrow waist: one grouped count for a measure in an area, and the months for which it may be believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from frankpledge.geography.areas import Areas
from frankpledge.geography.bases import populations
from frankpledge.geography.placing import Placing, place_rows
from frankpledge.measures.model import Measure
from frankpledge.record.model import Annotation
from frankpledge.store.part import Part
from frankpledge.store.query import Library, count_events, distinct, rows_of_unknown_places
from frankpledge.store.tables import SERIES
from frankpledge.terms.area import Area
from frankpledge.terms.period import Month, Period, runs
from frankpledge.terms.words import joined


@dataclass(frozen=True, kw_only=True)
class Counts:
    """A measure's counts by month and by part, for the months that its sources cover.

    `by_month` holds a number for every covered month, nought included; a month that is not covered is not there.
    `by_span` holds what its owner counted over several months at once and never by the month.
    """

    by_month: Mapping[Month, int]
    by_part: Mapping[tuple[Month, str], int]
    sources: tuple[str, ...]
    why_not: str = ""
    unknown_places: frozenset[Month] = frozenset()
    by_span: Mapping[Period, int] = field(default_factory=dict)

    def total(self, period: Period, part: str = "") -> int | None:
        """The count over a period, or None unless every month of it is covered."""
        if any(month not in self.by_month for month in period):
            return None if part else self._over_spans(period)
        if part:
            return sum(self.by_part.get((month, part), 0) for month in period)
        return sum(self.by_month[month] for month in period)

    def monthly(self, period: Period, part: str = "") -> list[int] | None:
        """The counts of each month of a period; None where one of them is not held by the month."""
        if any(month not in self.by_month for month in period):
            return None
        if part:
            return [self.by_part.get((month, part), 0) for month in period]
        return [self.by_month[month] for month in period]

    def _over_spans(self, period: Period) -> int | None:
        """The sum of the spans that make up a period without gap or overlap; None where none do."""
        if period in self.by_span:
            return self.by_span[period]
        for span, value in self.by_span.items():
            if span.first == period.first and span.last < period.last:
                rest = self._over_spans(Period(span.last.plus(1), period.last))
                if rest is not None:
                    return value + rest
        return None

    def why_missing(self, period: Period) -> str:
        """In words, why there is no count for a period."""
        if self.why_not:
            return self.why_not
        gaps = {month for month in period if month not in self.by_month}
        odd = gaps & self.unknown_places
        if odd:
            return f"rows of {_in_words(odd)} have small areas that no lookup held knows"
        return f"no records of {_in_words(gaps)} are held"


def _in_words(months: set[Month]) -> str:
    return joined(run.label for run in runs(months))


@dataclass(frozen=True)
class Evaluator:
    """Everything that figures are worked out from: one edition, its geography, its populations, what people noted."""

    library: Library
    annotations: tuple[Annotation, ...] = ()
    _held: dict[tuple[str, str], Counts] = field(default_factory=dict, repr=False)

    @cached_property
    def areas(self) -> Areas:
        return Areas(self.library)

    @cached_property
    def populations(self) -> dict[str, dict[int, int]]:
        return populations(self.library)

    @property
    def edition(self) -> str:
        return self.library.edition.name

    def area(self, code: str) -> Area:
        return Area(code, self.areas.name_of(code))

    def counts(self, measure: Measure, area: str) -> Counts:
        key = (measure.name, area)
        if key not in self._held:
            self._held[key] = _count(self, measure, area)
        return self._held[key]


def _count(evaluator: Evaluator, measure: Measure, area: str) -> Counts:
    """Run the grouped count. What the sources do not cover, or cannot place, is left out with the reason."""
    if measure.events == SERIES.name:
        return _as_sent(evaluator, measure, area)
    placing = place_rows(evaluator.areas, measure.events, area)
    if placing.why_not:
        return _nothing(placing.why_not)
    where = {**{column: list(values) for column, values in measure.where}, **placing.where}
    covered = _covered(evaluator, measure, placing)
    unknown = _unknown_places(evaluator, measure, covered) if placing.by_small_area else set()
    covered -= unknown
    by = [measure.within] if measure.within else []
    by_month = dict.fromkeys(sorted(covered), 0)
    by_part: dict[tuple[Month, str], int] = {}
    part_of = {code: slug for slug, _, codes in measure.groups for code in codes}
    for month, *values, count in count_events(evaluator.library, measure.events, by=by, where=where):
        if month in covered:
            by_month[month] += count
            if values:
                part = part_of.get(values[0], "unclassified")
                by_part[month, part] = by_part.get((month, part), 0) + count
    sources = tuple(sorted({part.source for part in _parts(evaluator, measure)}))
    why = "" if covered or unknown else f"no file that covers {evaluator.areas.name_of(area)} is held"
    return Counts(by_month=by_month, by_part=by_part, sources=sources, why_not=why, unknown_places=frozenset(unknown))


def _as_sent(evaluator: Evaluator, measure: Measure, area: str) -> Counts:
    """What its owner counted, by the month or over longer spans. A blank value is missing, never nought."""
    where = {"measure": [measure.what], "area": [area]}
    rows = distinct(evaluator.library, SERIES.name, ("first", "last", "value"), where=where)
    held = {Period(Month.of(first), Month.of(last)): value for first, last, value in rows if value is not None}
    return Counts(
        by_month={span.first: value for span, value in sorted(held.items()) if len(span) == 1},
        by_part={},
        by_span={span: value for span, value in sorted(held.items()) if len(span) > 1},
        sources=tuple(sorted({part.source for part in _parts(evaluator, measure)})),
        why_not="" if held else f"no {measure.nouns} of {evaluator.areas.name_of(area)} are held",
    )


def _parts(evaluator: Evaluator, measure: Measure) -> list[Part]:
    """The parts that the measure is counted from: of its table, and of its dataset where the table holds several."""
    parts = evaluator.library.edition.of_table(measure.events)
    return [part for part in parts if not measure.what or any(c.what == measure.what for c in part.coverage)]


def _nothing(why: str) -> Counts:
    return Counts(by_month={}, by_part={}, sources=(), why_not=why)


def _covered(evaluator: Evaluator, measure: Measure, placing: Placing) -> set[Month]:
    """Months for which a file speaks of the area itself, of every authority in it or of a force that polices it."""
    months = evaluator.library.edition.months_covered
    held = [months(measure.events, frozenset(areas), measure.what) for areas in placing.covered_by]
    return set(frozenset.intersection(*held)) if held else set()


def _unknown_places(evaluator: Evaluator, measure: Measure, covered: set[Month]) -> set[Month]:
    """Months with rows whose small area no lookup knows: they could lie in the area, so the month is not counted."""
    if not covered:
        return set()
    whole = Period(min(covered), max(covered))
    rows = rows_of_unknown_places(evaluator.library, measure.events, whole)
    return {month for month, unknown, _ in rows if unknown}
