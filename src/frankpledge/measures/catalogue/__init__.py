"""The measures that come with Frankpledge, one module a theme. docs/measures.md is generated from them."""

from frankpledge.measures.catalogue.crime import MEASURES as _CRIME
from frankpledge.measures.catalogue.partners import MEASURES as _PARTNERS
from frankpledge.measures.model import Measure
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.words import closest

MEASURES: dict[str, Measure] = {measure.name: measure for measure in (*_CRIME, *_PARTNERS)}


def measure(name: str) -> Measure:
    """The measure with this name. Raises MeasureError with the closest name."""
    if name in MEASURES:
        return MEASURES[name]
    guess = closest(name, list(MEASURES))
    raise MeasureError(
        f"There is no measure called {name!r}",
        expected=", ".join(MEASURES),
        remedy=f"Did you mean {guess!r}?" if guess else "",
    )
