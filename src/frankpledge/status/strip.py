"""A calendar as lines of text: a letter for each month that is held, a dot for each that is not."""

from __future__ import annotations

from frankpledge.terms.period import Month
from frankpledge.terms.words import joined
from frankpledge.workspace.holdings import Calendar

_LETTERS = "JFMAMJJASOND"
KEY = "A letter is a month that is held, a dot one that is not; a small letter: far fewer rows a day than around it."


def strips(calendar: Calendar) -> list[str]:
    """One line a year: `2018  ··M······OnD`; in words where files span several months and say nothing of each."""
    if not calendar.by_month:
        return [joined(run.label for run in calendar.held)]
    return [
        f"{year}  {''.join(_cell(calendar, Month(year, number)) for number in range(1, 13))}" for year in calendar.years
    ]


def _cell(calendar: Calendar, month: Month) -> str:
    if month not in calendar.months:
        return "·"
    letter = _LETTERS[month.month - 1]
    return letter.lower() if month in calendar.thin else letter
