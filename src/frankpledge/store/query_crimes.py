"""Grouped counts over the crimes of police extracts, repeats left out, for profiles of times, weapons and people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from frankpledge.store.query import Library, count_events, distinct
from frankpledge.store.tables import CRIMES
from frankpledge.terms.period import Period

Where = Mapping[str, Sequence[str | None]]
COLUMNS = frozenset(column.name for column in CRIMES.columns)


def crime_counts(
    library: Library, *, by: Sequence[str], where: Where, period: Period
) -> dict[tuple[str | None, ...], int]:
    """Crimes by the values of some columns, over a period; None is a blank. `where` is as in `count_events`."""
    found: Counter[tuple[str | None, ...]] = Counter()
    for _, *values, count in count_events(library, CRIMES.name, by=by, where=where, period=period):
        found[tuple(values)] += count
    return dict(found)


def crime_spans(library: Library, *, where: Where, period: Period) -> list[tuple[datetime, datetime | None]]:
    """The earliest and the latest time of each crime of a period, by the London clock; in no order that tells which."""
    found = count_events(library, CRIMES.name, by=("began", "ended"), where=where, period=period)
    spans = [(began, ended) for _, began, ended, count in found for _ in range(count)]
    return sorted(spans, key=lambda span: (span[0], span[1] or datetime.min))  # noqa: DTZ901  both are clock times


def values_in(library: Library, column: str, *, area: str) -> tuple[str, ...]:
    """The values that a column has in the crimes of an authority, sorted; blanks are left out."""
    found = distinct(library, CRIMES.name, (column,), where={"authority": [area]})
    return tuple(value for (value,) in found if value is not None)
