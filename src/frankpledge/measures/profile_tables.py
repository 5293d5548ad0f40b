"""Tables of circumstances: weapons, places, people and flags, with small counts kept back before they are figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import TypeAlias, cast

from frankpledge.analysis.disclosure.protect import Protected, UnprotectableError, protect
from frankpledge.analysis.disclosure.table import Table, cross, linked, renamed
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.grouping import NEITHER, Grouping
from frankpledge.measures.key import Key
from frankpledge.measures.level import label_of
from frankpledge.measures.model import Figure, Measure, NotAvailable, Outcome, Withheld
from frankpledge.measures.profile import (
    WHOLE,
    Cell,
    crimes_key,
    notes_of,
    slugs,
    threshold_of,
    where_of,
    why_not,
)
from frankpledge.record.mapping import AGES, FIELDS, FLAGS, NOT_RECORDED, SEXES, Field, meanings
from frankpledge.store.query_crimes import crime_counts, values_in
from frankpledge.store.tables import CRIMES
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Period

Crossing: TypeAlias = Sequence[Field | Grouping]
"""Columns that a table crosses. A grouping stands for its column, with its parts in place of the values."""

PEOPLE: tuple[tuple[Field, ...], ...] = (("victim_age", "victim_sex"), ("suspect_age", "suspect_sex"))
WEAPONS_AND_PEOPLE: tuple[tuple[Field, ...], ...] = tuple(("weapon", field) for field in (*AGES, *SEXES))
_CAUTION = "the number is small, or would let a small number be worked out"
_TOTAL = None
_Values: TypeAlias = tuple[str | None, ...]


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Counts by cell and shares by single value: figures, or Withheld where a number would tell of few people.

    `protected` is what a later release of the same crimes needs of this one. It holds no count that was kept back.
    """

    counts: Mapping[Cell, Outcome]
    shares: Mapping[Cell, Outcome]
    protected: Protected | None


def people(evaluator: Evaluator, measure: Measure, area: str, period: Period) -> Tables | NotAvailable:
    """Victims and suspects by age band and sex."""
    return tables(evaluator, measure, area, period, PEOPLE)


def flags(evaluator: Evaluator, measure: Measure, area: str, period: Period) -> Tables | NotAvailable:
    """Crimes by each of the four flags; the base of a share leaves out those of which the flag is not recorded."""
    return tables(evaluator, measure, area, period, tuple((flag,) for flag in FLAGS))


def weapons(
    evaluator: Evaluator, measure: Measure, area: str, period: Period, *, by: Field | None = None
) -> Tables | NotAvailable:
    """Crimes by weapon, alone or by small area, beat, or the age or sex of victim or suspect."""
    return tables(evaluator, measure, area, period, (("weapon", by) if by else ("weapon",),))


def tables(
    evaluator: Evaluator,
    measure: Measure,
    area: str,
    period: Period,
    crossings: Sequence[Crossing],
    *,
    earlier: Sequence[Protected] = (),
) -> Tables | NotAvailable:
    """One table for each crossing of columns, protected together, for their totals tie them.

    `earlier` are tables of the same crimes that were published before: what they say is taken into account. Where
    nothing that is kept back now could mend what they gave away, every cell is withheld.
    """
    missing = why_not(evaluator, measure, area, period, "cell", ", by circumstance")
    if missing:
        return missing
    maker = _Maker(evaluator, measure, area, period, _values(evaluator, area, crossings))
    whole = linked(*(maker.table(crossing) for crossing in crossings))
    keys = {maker.cell(crossing, values): maker.key(crossing, values) for crossing, values in maker.cells(crossings)}
    try:
        protected = protect(whole, threshold=threshold_of(measure, maker.values), earlier=earlier)
    except UnprotectableError:
        return _figures(maker, dict.fromkeys(keys), None)
    return _figures(maker, {cell: protected.published[key] for cell, key in keys.items()}, protected)


def _values(evaluator: Evaluator, area: str, crossings: Sequence[Crossing]) -> dict[Field, tuple[str, ...]]:
    """Every value that each column can have, or has in the crimes of the area; then the parts of its groupings."""
    columns = [column for crossing in crossings for column in crossing]
    found = {
        field: meanings(field) or (*values_in(evaluator.library, field, area=area), NOT_RECORDED)
        for field in dict.fromkeys(map(_field, columns))
    }
    for grouping in columns:
        if isinstance(grouping, Grouping):
            found[grouping.field] = tuple(dict.fromkeys((*found[grouping.field], *grouping.names)))
    return found


def _field(column: Field | Grouping) -> Field:
    return column.field if isinstance(column, Grouping) else column


def _figures(maker: _Maker, published: Mapping[Cell, int | None], protected: Protected | None) -> Tables:
    counts = {cell: maker.count(cell, number) for cell, number in published.items()}
    shares = {cell: maker.share(cell, published) for cell in published if maker.has_share(cell, published)}
    return Tables(counts=counts, shares=shares, protected=protected)


def _part(column: Field | Grouping, value: str | None) -> str:
    """Where a value of a record stands in a table."""
    if isinstance(column, Grouping):
        return column.part_of(value)
    return NOT_RECORDED if value is None else value


@dataclass(frozen=True)
class _Maker:
    """Counts the crimes of one measure, area and period, and makes their figures."""

    evaluator: Evaluator
    measure: Measure
    area: str
    period: Period
    values: Mapping[Field, tuple[str, ...]]

    def table(self, crossing: Crossing) -> Table:
        """The true counts of every combination of values, noughts included, with all totals."""
        by = [_field(column) for column in crossing]
        found = crime_counts(self.evaluator.library, by=by, where=where_of(self.measure, self.area), period=self.period)
        parts = [self._parts(column) for column in crossing]
        counts = dict.fromkeys(product(*parts), 0)
        for values, count in found.items():
            counts[tuple(_part(column, value) for column, value in zip(crossing, values, strict=True))] += count
        made = cross(counts, *(dict.fromkeys(some, _TOTAL) for some in parts))
        return renamed(made, lambda values: self.key(crossing, values))

    def _parts(self, column: Field | Grouping) -> tuple[str, ...]:
        return column.names if isinstance(column, Grouping) else self.values_of(column)

    def values_of(self, field: Field) -> tuple[str, ...]:
        """The values of a column alone, without the parts of groupings, which stand behind them."""
        values = self.values[field]
        return values[: values.index(NOT_RECORDED) + 1]

    def cells(self, crossings: Sequence[Crossing]) -> Iterator[tuple[Crossing, _Values]]:
        """Every combination of values and totals of every crossing."""
        for crossing in crossings:
            for values in product(*((*self._parts(column), _TOTAL) for column in crossing)):
                yield crossing, values

    def key(self, crossing: Crossing, values: _Values) -> tuple[object, ...]:
        """A part of several values is known by them, as in a measure whose crimes have one of them."""
        own, several = set[tuple[str, str]](), list[tuple[str, tuple[str, ...]]]()
        for column, value in zip(crossing, values, strict=True):
            part = column.parts.get(value or "", ()) if isinstance(column, Grouping) else ()
            if len(part) > 1:
                several.append((_field(column), part))
            elif value is not _TOTAL:
                own.add((_field(column), part[0] if part else value))
        measure = replace(self.measure, where=(*self.measure.where, *several))
        return crimes_key(measure, self.area, self.period, frozenset(own), self.values)

    @staticmethod
    def cell(crossing: Crossing, values: _Values) -> Cell:
        """What the crimes of a combination have in common."""
        pairs = zip(crossing, values, strict=True)
        return frozenset((_field(column), value) for column, value in pairs if value is not _TOTAL)

    def count(self, cell: Cell, number: int | None) -> Outcome:
        key, label = self._named(cell, "cell", "")
        if number is None:
            return Withheld(key=key, label=label, reason=_CAUTION)
        return self._figure(key, label, Unit.COUNT, Decimal(number))

    def has_share(self, cell: Cell, published: Mapping[Cell, int | None]) -> bool:
        """Whether a cell is a single value, of a column of which it is told how often it is blank."""
        return len(cell) == 1 and all(
            value != NEITHER and frozenset({(field, NOT_RECORDED)}) in published for field, value in cell
        )

    def share(self, cell: Cell, published: Mapping[Cell, int | None]) -> Outcome:
        """A value as a percentage of the crimes of which it is recorded; what is not recorded, of all crimes."""
        key, label = self._named(cell, "cellshare", ", share")
        ((field, value),) = cell
        part, whole, blank = published[cell], published[WHOLE], published[frozenset({(field, NOT_RECORDED)})]
        if part is None or whole is None or blank is None:
            return Withheld(key=key, label=label, reason=_CAUTION)
        recorded = value != NOT_RECORDED
        base = whole - blank if recorded else whole
        if not base:
            reason = f"{FIELDS[cast(Field, field)]} is recorded of none of the {self.measure.nouns}"
            return NotAvailable(
                key=key, label=label, reason=reason if recorded else f"there were no {self.measure.nouns}"
            )
        found = self._figure(key, label, Unit.PERCENT, Decimal(part) * 100 / Decimal(base))
        words = f"{self.measure.nouns} of which {FIELDS[cast(Field, field)]} is recorded"
        return replace(
            found,
            places=1,
            numerator=Decimal(part),
            denominator=Decimal(base),
            denominator_label=words if recorded else self.measure.nouns,
            method="Part as a percentage of those recorded; each share is rounded on its own",
        )

    def _named(self, cell: Cell, function: str, what: str) -> tuple[str, str]:
        pairs = sorted(cell)
        key = Key(measure=self.measure.name, function=function, area=self.area, period=self.period)
        words = "".join(f", {FIELDS[cast(Field, field)].removeprefix('the ')} {value}" for field, value in pairs)
        part = "-".join(
            f"{slugs([field])[field]}-{slugs(self.values[cast(Field, field)])[value]}" for field, value in pairs
        )
        return str(replace(key, part=part)), label_of(self.evaluator, self.measure, key, words + what)

    def _figure(self, key: str, label: str, unit: Unit, value: Decimal) -> Figure:
        return Figure(
            key=key,
            label=label,
            area=self.evaluator.area(self.area),
            period=self.period,
            unit=unit,
            value=to_decimal(value),
            method="Count of crimes by the month in which they were recorded; small counts are kept back",
            sources=tuple(sorted({part.source for part in self.evaluator.library.edition.of_table(CRIMES.name)})),
            edition=self.evaluator.edition,
            notes=notes_of(self.evaluator, self.measure),
        )
