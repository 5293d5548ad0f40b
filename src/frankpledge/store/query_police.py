"""The statements over outcomes, stops and offence counts. Values travel as parameters, results come back sorted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from frankpledge.store.query import Library
from frankpledge.terms.period import Month, Period

# Of each crime the outcomes of the last month that has any, and how many different ones that month has.
_LAST_OUTCOMES = """
WITH crimes AS (
    SELECT e.identity AS crime FROM {view} e
    WHERE e.month BETWEEN ? AND ? AND list_contains(?, e.category) AND e.identity IS NOT NULL
    AND (e.force = ? OR list_contains(?, e.lsoa))
), published AS (
    SELECT DISTINCT crime, month, outcome FROM read_parquet(?) WHERE month BETWEEN ? AND ?
), latest AS (
    SELECT crime, max(month) AS month FROM published GROUP BY crime
), last AS (
    SELECT crime, min(outcome) AS outcome, count(*) AS together
    FROM published JOIN latest USING (crime, month) GROUP BY crime
)
SELECT CASE WHEN together > 1 THEN NULL ELSE outcome END, coalesce(together, 0), count(*)
FROM crimes LEFT JOIN last USING (crime) GROUP BY ALL ORDER BY ALL
"""
_STOPS = """
SELECT object, outcome, ethnicity, age, linked, longitude, latitude, count(*)
FROM read_parquet(?) WHERE force = ? AND month BETWEEN ? AND ? GROUP BY ALL ORDER BY ALL
"""
_OFFENCE_COUNTS = """
SELECT first, last, area_name, code, sum(value)::BIGINT
FROM read_parquet(?) WHERE area = ? AND first >= ? AND last <= ? GROUP BY ALL ORDER BY ALL
"""


def last_outcomes(
    library: Library,
    crimes: Period,
    until: Month,
    *,
    categories: Sequence[str],
    force: str = "",
    small_areas: Sequence[str] = (),
) -> list[tuple[str | None, int, int]]:
    """What became of the crimes of a period, by the outcomes published from its first month to `until`.

    The crimes are those of the street-level files that carry an identifier, are of one of the `categories`, and are of
    the `force` or lie in one of the `small_areas`; repeats are left out. Returns (outcome, how many different outcomes
    the last month with any has, crimes), sorted: no outcome and 0 where none was published, no outcome and 2 or more
    where the last month has several.
    """
    if not library.files("street") or not library.files("outcomes"):
        return []
    view = library.events.view("street", ["month", "force", "lsoa", "category", "identity"])
    return library.connection.execute(
        _LAST_OUTCOMES.format(view=view),
        [
            *(crimes.first.first_day, crimes.last.first_day, list(categories)),
            *(force, list(small_areas)),
            *(library.files("outcomes"), crimes.first.first_day, until.first_day),
        ],
    ).fetchall()


def stop_rows(library: Library, force: str, period: Period) -> list[tuple[Any, ...]]:
    """The searches of a force, those that are alike together.

    Returns (object, outcome, ethnicity, age, linked, longitude, latitude, searches), sorted; None where not given.
    """
    if not library.files("stops"):
        return []
    return library.connection.execute(
        _STOPS, [library.files("stops"), force, period.first.first_day, period.last.first_day]
    ).fetchall()


def offence_count_rows(library: Library, area: str, period: Period) -> list[tuple[Period, str, str, int]]:
    """The quarters of a period that the table holds for a force area or a partnership.

    Returns (quarter, name of the area, code, offences), sorted. A quarter that is not wholly in the period is left out.
    """
    if not library.files("offence_counts"):
        return []
    rows = library.connection.execute(
        _OFFENCE_COUNTS, [library.files("offence_counts"), area, period.first.first_day, period.last.first_day]
    ).fetchall()
    return [(Period(Month.of(first), Month.of(last)), *rest) for first, last, *rest in rows]
