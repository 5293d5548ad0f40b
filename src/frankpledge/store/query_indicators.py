"""The statements over indicators. Values travel as parameters, results come back sorted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from frankpledge.store.part import Part
from frankpledge.store.query import Library
from frankpledge.store.tables import INDICATORS
from frankpledge.terms.period import Month, Period

REPEATED = "the publisher repeats the value of"
"""How the note of a value begins that stands for another period too: nothing can be said of a change to it."""

_ROWS = """
SELECT DISTINCT area, first, last, sex, age, title, area_name, period, value, low, high, numerator, denominator, unit,
    note, file_index::INTEGER
FROM read_parquet(?) WHERE indicator = ? AND (? OR list_contains(?, area)) ORDER BY ALL
"""
_HELD = "SELECT DISTINCT indicator, title FROM read_parquet(?) ORDER BY ALL"
_GROUND = 5  # columns that say of what a value is: area, first and last month, sex, age
_STATED = slice(8, 13)  # the columns in which two files can contradict one another


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """One value of an indicator as it is held. `sex`, `age`, `unit` and `note` are empty where not given.

    `disputed`: another file, issued no earlier and no later or at no known time, gives another value.
    """

    indicator: str
    title: str
    area: str
    area_name: str
    period: Period
    words: str
    sex: str
    age: str
    value: float | None
    low: float | None
    high: float | None
    numerator: float | None
    denominator: float | None
    unit: str
    note: str
    source: str
    disputed: bool = False


def indicators_held(library: Library) -> list[tuple[str, str]]:
    """(short name, title) of every indicator held, sorted."""
    files = library.files(INDICATORS.name)
    return library.connection.execute(_HELD, [files]).fetchall() if files else []


def indicator_rows(library: Library, indicator: str, areas: Sequence[str] | None = None) -> tuple[IndicatorRow, ...]:
    """Every value of an indicator, in some areas or in all, by area, period, sex and age: each once.

    Where several files give the value, the one that was issued last counts; `disputed` says where none was.
    """
    parts = library.edition.of_table(INDICATORS.name)
    if not parts:
        return ()
    found = library.connection.execute(
        _ROWS, [library.files(INDICATORS.name), indicator, areas is None, list(areas or ())]
    ).fetchall()
    grounds: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for row in found:
        grounds.setdefault(row[:_GROUND], []).append(row)
    return tuple(_one(indicator, parts, rows) for rows in grounds.values())


def _one(indicator: str, parts: Sequence[Part], rows: Sequence[tuple[Any, ...]]) -> IndicatorRow:
    """What counts of several rows that are of the same area, period, sex and age."""
    last = max(_issued(parts, row) for row in rows)
    newest = [row for row in rows if _issued(parts, row) == last]
    area, first, until, sex, age, title, name, words, *values, unit, note, place = newest[0]
    value, low, high, numerator, denominator = values
    return IndicatorRow(
        indicator=indicator,
        title=title,
        area=area,
        area_name=name or "",
        period=Period(Month.of(first), Month.of(until)),
        words=words,
        sex=sex or "",
        age=age or "",
        value=value,
        low=low,
        high=high,
        numerator=numerator,
        denominator=denominator,
        unit=unit or "",
        note=note or "",
        source=parts[place].source,
        disputed=len({row[_STATED] for row in newest}) > 1,
    )


def _issued(parts: Sequence[Part], row: tuple[Any, ...]) -> date:
    return parts[row[-1]].issued or date.min
