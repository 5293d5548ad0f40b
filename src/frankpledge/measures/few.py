"""Counts of people: which are too small to publish, and with them every figure that would give them away."""

from __future__ import annotations

from decimal import Decimal

from frankpledge.analysis.disclosure.primary import THRESHOLD, primary_cells
from frankpledge.analysis.disclosure.table import Table
from frankpledge.measures.key import parse_key
from frankpledge.measures.model import Figure, Measure, Outcome, Withheld

SENSITIVE = 10
_PEOPLE = dict.fromkeys(("H1", "H2", "H3", "H4", "H6", "L3", "F4"), THRESHOLD) | dict.fromkeys(
    ("L2", "H5"), SENSITIVE
)  # by the datasets of sources/feeds.toml
_SHOWN = ("level", "rate", "change")  # a share, a month's index or a trend would need every small count behind it
SMALL = "the count, or one that it rests on, is so small that somebody could be known by it"
UNSHOWN = (
    "of a measure about people only the count, the rate and the change of the document's own period and area are "
    "shown: two numbers that differ by a few would tell of those few"
)


def threshold_of(measure: Measure) -> int | None:
    """The least count of a measure about people that may be shown, nought apart; None where it is not about people."""
    return _PEOPLE.get(measure.what)


def is_about_people(source: str) -> bool:
    """Whether a source of the evidence holds people whose small counts are withheld, by its key in the edition."""
    return source.removeprefix("feed-") in _PEOPLE


def protected(measure: Measure, outcome: Outcome) -> Outcome:
    """What may be published of an outcome: itself, or Withheld where it holds a small count of people.

    The figures of one measure stand alone: no sum of several is ever shown, so nothing has to be hidden beside them.
    """
    threshold = threshold_of(measure)
    if threshold is None or not isinstance(outcome, Figure):
        return outcome
    if parse_key(outcome.key).function not in _SHOWN:
        return Withheld(key=outcome.key, label=outcome.label, reason=UNSHOWN)
    cells = Table({place: int(count) for place, count in enumerate(_counts_of(outcome))})
    if primary_cells(cells, threshold=threshold):
        return Withheld(key=outcome.key, label=outcome.label, reason=SMALL)
    return outcome


def _counts_of(figure: Figure) -> list[Decimal]:
    """The counts of people that a figure holds: of a rate the residents are none."""
    function = parse_key(figure.key).function
    held = {
        "level": (figure.value,),
        "rate": (figure.numerator,),
        "change": (figure.numerator, figure.denominator),
    }[function]
    return [count for count in held if count is not None]
