"""How each printable part of a figure is written. Scale, unit and places are decided here and nowhere else."""

from __future__ import annotations

from decimal import Decimal

from frankpledge.measures.model import Figure
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.numbers import Unit, write_number, write_quantity


def write(figure: Figure, aspect: str = "value") -> str:
    """The text of one aspect: `33,334`, `−5.0%`. Raises MeasureError where the figure has no such aspect."""
    if aspect == "value" and figure.unit is Unit.PROBABILITY:
        return _probability(figure.value)
    if aspect == "value":
        return write_quantity(figure.value, figure.places, figure.unit, signed=figure.signed)
    if aspect == "size":
        return write_quantity(abs(figure.value), figure.places, figure.unit)
    if aspect in ("low", "high"):
        bound = figure.low if aspect == "low" else figure.high
        return write_quantity(_there(figure, aspect, bound), figure.places, figure.unit, signed=figure.signed)
    if aspect in ("numerator", "denominator"):
        return write_number(_there(figure, aspect, figure.numerator if aspect == "numerator" else figure.denominator))
    if aspect == "p" and figure.test:
        return _probability(_there(figure, aspect, figure.test.p))
    if aspect == "phi" and figure.test:
        return write_number(_there(figure, aspect, figure.test.phi), 1)
    raise MeasureError(
        f"{figure.key} has no {aspect!r}", remedy="Use value, size, numerator, denominator, low or high."
    )


def _there(figure: Figure, aspect: str, value: Decimal | None) -> Decimal:
    if value is None:
        raise MeasureError(f"{figure.key} has no {aspect}", cause="No such number was worked out for it.")
    return value


def _probability(p: Decimal) -> str:
    """Three decimals, and never a bare zero."""
    return "below 0.001" if p < Decimal("0.001") else write_number(p, 3)
