"""Periods in the words of the public health profiles: `2019`, `2019/20`, `2017 - 19`, `2020/21 Q1`, `Apr 2019`."""

from __future__ import annotations

import re

from frankpledge.sources.shape import RowError
from frankpledge.terms.period import Month, Period

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"((?:19|20)?[0-9]{2})(?:/([0-9]{2}))?(?: ?Q([1-4]))?")
_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[a-z]* ((?:19|20)[0-9]{{2}})", re.IGNORECASE)
_MONTH_AFTER = re.compile(rf"((?:19|20)[0-9]{{2}}) ({'|'.join(_MONTHS)})[a-z]*", re.IGNORECASE)


def period_of(text: str) -> Period:
    """The months that the publisher's words stand for. Raises RowError for words that are none of those above.

    A year with a stroke runs from April to March, and its first quarter from April to June.
    """
    ends = [" ".join(part.split()) for part in re.split(r"\s*[-–]\s*", text.strip())]
    first = _span(ends[0], None)
    last = _span(ends[-1], first) if first else None
    if len(ends) > 2 or first is None or last is None or last.last < first.first:
        raise RowError(f"the time period {text.strip()!r} is not one such as 2019, 2019/20, 2017 - 19 or 2020/21 Q1")
    return Period(first.first, last.last)


def _span(text: str, begun: Period | None) -> Period | None:
    """The months of one end. The second end may leave its century out: it is then the century of the first."""
    month = _MONTH.fullmatch(text)
    after = _MONTH_AFTER.fullmatch(text)
    if month or after:
        name, year = (month[1], month[2]) if month else (after[2], after[1]) if after else ("", "")
        only = Month(int(year), _MONTHS.index(name[:3].casefold()) + 1)
        return Period(only, only)
    found = _YEAR.fullmatch(text)
    if not found or (len(found[1]) == 2 and begun is None):
        return None
    year = int(found[1])
    if len(found[1]) == 2 and begun:
        year += begun.first.year // 100 * 100
        year += 100 if year < begun.first.year else 0
    if found[2] and (year + 1) % 100 != int(found[2]):
        return None
    whole = Period.year_from(Month(year, 4 if found[2] else 1))
    if not found[3]:
        return whole
    first = whole.first.plus(3 * (int(found[3]) - 1))
    return Period(first, first.plus(2))
