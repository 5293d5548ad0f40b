"""A figure by its name: the one way in for documents, the command line and, later, the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from frankpledge.measures import offence_counts, outcomes, stops
from frankpledge.measures.catalogue import measure as find
from frankpledge.measures.catalogue.crime import PARTNERSHIP_CRIME
from frankpledge.measures.change import change
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.funnel import PeerFunnel, peer_funnel
from frankpledge.measures.key import Key, parse_key
from frankpledge.measures.level import label_of, level, rate, share
from frankpledge.measures.model import Figure, Measure, NotAvailable, Outcome
from frankpledge.measures.peers import Peers, peers
from frankpledge.measures.season import season
from frankpledge.measures.similar import SimilarPeers, similar_peers
from frankpledge.measures.tree import APPENDIX, why_not
from frankpledge.measures.trend import trend
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.words import closest

_FUNCTIONS: dict[str, Callable[[Evaluator, Measure, Key], Outcome]] = {
    "level": level,
    "rate": rate,
    "share": share,
    "change": change,
    "season": season,
    "trend": trend,
}
# What is counted from several tables together, or from counts that somebody else made: no measure of the catalogue.
_WORKED_OUT: dict[str, Callable[[Evaluator, Key], Outcome]] = {
    outcomes.NAME: outcomes.outcome_figure,
    stops.NAME: stops.stop_figure,
    offence_counts.NAME: offence_counts.offence_count_figure,
}
_NEED_A_PART = ("share", "season")
_MONTHS = tuple(f"{number:02}" for number in range(1, 13))


def calculate(evaluator: Evaluator, key: Key) -> Outcome:
    """The figure with this name, or why there is none.

    Raises MeasureError for a measure that nobody declared, a function that it does not have or a part that is none of
    its parts: nought would be the wrong answer to a question that has none.
    """
    if key.measure in _WORKED_OUT:
        return _WORKED_OUT[key.measure](evaluator, key)
    measure = find(key.measure)
    if measure is PARTNERSHIP_CRIME:
        return _from_table(evaluator, key)
    if key.function not in _FUNCTIONS:
        raise MeasureError(
            f"{measure.title} has no {key.function}",
            expected=", ".join(_FUNCTIONS),
            cause="Authorities are ranked in the one table that counts all of them alike.",
            remedy=f"Ask for {PARTNERSHIP_CRIME.name}.{key.function}, or for peers.rank.",
        )
    _require_part(measure, key)
    broken = _broken_class(measure, key)
    if broken:
        return NotAvailable(key=str(key), label=label_of(evaluator, measure, key), reason=broken)
    return _FUNCTIONS[key.function](evaluator, measure, key)


def _broken_class(measure: Measure, key: Key) -> str:
    """In words, why a class of offences cannot be counted alike over the months that a figure rests on."""
    if not measure.node:
        return ""
    against = (key.against or key.period.year_before,) if key.function == "change" else ()
    return why_not(measure.node, key.period, *against, of=APPENDIX)


def _require_part(measure: Measure, key: Key) -> None:
    """A share and a season are of a part; a part that is named must be one."""
    slugs = [slug for slug, _, _ in measure.groups]
    parts = _MONTHS if key.function == "season" else (*slugs, "unclassified") if slugs else ()
    if key.part in parts or (not key.part and key.function not in _NEED_A_PART):
        return
    guess = closest(key.part, parts)
    raise MeasureError(
        f"{measure.title} has no part {key.part!r}" if key.part else f"A {key.function} is of a part",
        expected=", ".join(parts) or "no part: this measure is not broken down",
        found=str(key),
        remedy=f"Did you mean {guess!r}?" if guess else "Write the part after a slash at the end of the key.",
    )


def calculate_named(evaluator: Evaluator, text: str) -> Outcome:
    """The figure whose name is written out."""
    return calculate(evaluator, parse_key(text))


def _of_table(evaluator: Evaluator, key: Key, table: Peers) -> Iterator[Figure]:
    """The figures that the key could be one of: of the funnel, of the similar group, or of the ranking."""
    if key.function == "ratio":
        funnel = peer_funnel(evaluator, table)
        yield from funnel.figures if isinstance(funnel, PeerFunnel) else ()
    elif key.function == "similar":
        group = similar_peers(evaluator, key.area, key.period)
        yield from group.figures if isinstance(group, SimilarPeers) else ()
    else:
        yield from (table.number, *(figure for peer in table.ranked for figure in (peer.rate, peer.position)))


def _from_table(evaluator: Evaluator, key: Key) -> Outcome:
    """Rates and ranks of the partnership table are worked out together, so they are found in the ranking."""
    table = peers(evaluator, key.area, key.period)
    if isinstance(table, NotAvailable):
        return table
    found = next((figure for figure in _of_table(evaluator, key, table) if figure.key == str(key)), None)
    why = next((left.reason for left in table.left_out if left.area.code == key.area), "the table has no such figure")
    return found or NotAvailable(key=str(key), label=PARTNERSHIP_CRIME.title, reason=why)
