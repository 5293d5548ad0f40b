"""A figure by its name: the one way in for documents, the command line and, later, the site."""

from __future__ import annotations

from collections.abc import Callable

from frankpledge.measures.catalogue import measure as find
from frankpledge.measures.catalogue.crime import PARTNERSHIP_CRIME
from frankpledge.measures.change import change
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key, parse_key
from frankpledge.measures.level import level, rate, share
from frankpledge.measures.model import Measure, NotAvailable, Outcome
from frankpledge.measures.peers import peers
from frankpledge.measures.season import season

_FUNCTIONS: dict[str, Callable[[Evaluator, Measure, Key], Outcome]] = {
    "level": level,
    "rate": rate,
    "share": share,
    "change": change,
    "season": season,
}


def calculate(evaluator: Evaluator, key: Key) -> Outcome:
    """The figure with this name, or why there is none. Raises MeasureError for a measure that nobody declared."""
    measure = find(key.measure)
    if measure is PARTNERSHIP_CRIME:
        return _from_table(evaluator, key)
    return _FUNCTIONS[key.function](evaluator, measure, key)


def calculate_named(evaluator: Evaluator, text: str) -> Outcome:
    """The figure whose name is written out."""
    return calculate(evaluator, parse_key(text))


def _from_table(evaluator: Evaluator, key: Key) -> Outcome:
    """Rates and ranks of the partnership table are worked out together, so they are found in the ranking."""
    table = peers(evaluator, key.area, key.period)
    if isinstance(table, NotAvailable):
        return table
    figures = [table.number, *(figure for peer in table.ranked for figure in (peer.rate, peer.position))]
    found = next((figure for figure in figures if figure.key == str(key)), None)
    why = next((left.reason for left in table.left_out if left.area.code == key.area), "the table has no such figure")
    return found or NotAvailable(key=str(key), label=PARTNERSHIP_CRIME.title, reason=why)
