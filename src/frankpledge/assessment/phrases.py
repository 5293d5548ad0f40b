"""Words that are functions of figures: they never say more than the figure's test."""

from __future__ import annotations

from frankpledge.assessment.blocks import Fixed, Number, Run, Runs, Text
from frankpledge.measures.model import Figure, Measure
from frankpledge.terms.words import joined

_SUBJECTS = {
    "recorded-crime": "Recorded crime",
    "street-crime": "Crime in the street-level files",
    "asb": "Anti-social behaviour",
}


def subject_of(measure: Measure) -> str:
    """What a sentence about a measure begins with. Two sources that count differently never share a name."""
    return _SUBJECTS.get(measure.name, measure.title)


def change_words(change: Figure) -> Runs:
    """`fell by 5.0%, from 35,088 to 33,334` or `showed no clear change: …`, and how sure that is."""
    verdict = change.test.verdict if change.test else "not tested"
    counts: Runs = (Text(", from "), Number(change, "denominator"), Text(" to "), Number(change, "numerator"))
    if verdict in ("rose", "fell"):
        return (Text(f"{verdict} by "), Number(change, "size"), *counts, Text(", more than chance would explain"))
    moved = (Text("showed no clear change ("), Number(change), *counts, Text("): chance alone could explain it"))
    return moved if verdict == "no clear change" else (Text("moved by "), Number(change), *counts)


def trend_words(trend: Figure) -> Runs:
    """`fell by 4.9%`, or `showed no clear trend (−0.4%)`, to be followed by *a year*."""
    verdict = trend.test.verdict if trend.test else "not tested"
    if verdict in ("rose", "fell"):
        return (Text(f"{verdict} by "), Number(trend, "size"))
    return (Text("showed no clear trend, moving by "), Number(trend))


def verdict_words(change: Figure) -> Runs:
    """A verdict for a table's cell."""
    verdict = change.test.verdict if change.test else "not tested"
    return (Text({"rose": "Rose", "fell": "Fell", "no clear change": "No clear change"}.get(verdict, "Not tested")),)


def interval_words(figure: Figure) -> Runs:
    """`95% interval 118.39 to 120.95`."""
    return (Fixed("95%", "unit"), Text(" interval "), Number(figure, "low"), Text(" to "), Number(figure, "high"))


def unit_words(figure: Figure) -> Runs:
    """The unit after a number, where it has words."""
    return (Text(" "), Fixed(figure.unit.words, "unit")) if figure.unit.words else ()


def names(items: list[str]) -> Run:
    """Names in a sentence; they may hold digits."""
    return Fixed(joined(items), "name")
