"""The months that an account of a period can be given for: the period itself, or the latest run held before its end."""

from __future__ import annotations

from collections.abc import Set

from frankpledge.terms.period import Month, Period, runs

REACH = 60
"""Months up to a period's end that may stand for it; older ones tell of another time."""


def latest_run(held: Set[Month], period: Period) -> Period | None:
    """The period where all its months are held, else the end of the latest unbroken run within five years of its end.

    No longer than the period itself. None where no month of those five years is held.
    """
    if held >= set(period):
        return period
    window = Period(period.last.plus(1 - REACH), period.last)
    found = runs({month for month in window if month in held})
    if not found:
        return None
    run = found[-1]
    return Period(max(run.first, run.last.plus(1 - len(period))), run.last)
