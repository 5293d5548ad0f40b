"""How a number is written: rounded once, half up, with a comma in thousands and a true minus sign."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

# Everything that a reader takes for a digit, for use inside a regular expression's brackets: ½, ² and Ⅳ among them.
DIGITS = r"\d\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u218b\u2460-\u249b"


class Unit(Enum):
    """What a value is measured in."""

    COUNT = "count"
    PER_1000 = "per 1,000 residents"
    PER_100000 = "per 100,000 residents"
    PERCENT = "%"
    RATIO = "times"
    SCORE = "points"
    INDEX = "against an average month of 1.00"
    RANK = "rank"
    PROBABILITY = "probability"
    POUNDS = "£"

    @property
    def words(self) -> str:
        """What follows the number in a sentence, if anything does."""
        return self.value if self in _WORDED else ""


_WORDED = (Unit.PER_1000, Unit.PER_100000, Unit.INDEX, Unit.RATIO, Unit.SCORE)


def quantise(value: Decimal, places: int) -> Decimal:
    """`value` to so many places, half up (0.5 → 1), never a negative zero."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return rounded.copy_abs() if rounded == 0 else rounded


def to_decimal(value: float | int | Decimal, places: int = 12) -> Decimal:
    """A number as the decimal that a ledger keeps, to so many places.

    A float keeps ten significant digits: the last ones depend on the machine and on the library that worked it out, and
    a ledger must be the same to the byte.
    """
    if isinstance(value, int):
        return Decimal(value)
    exact = Decimal(f"{value:.9e}") if isinstance(value, float) else value
    return quantise(exact, places).normalize()


def write_number(value: Decimal, places: int = 0, *, signed: bool = False) -> str:
    """`33,334`, `119.67`, `−5.0`; with `signed`, `+12.0`."""
    rounded = quantise(value, places)
    sign = "−" if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{abs(rounded):,.{places}f}"


def write_quantity(value: Decimal, places: int, unit: Unit, *, signed: bool = False) -> str:
    """A number with the sign of its unit where one is written against the digits (`5.0%`, `£40`)."""
    text = write_number(value, places, signed=signed)
    if unit is Unit.PERCENT:
        return text + "%"
    if unit is Unit.POUNDS:
        return f"{text[0]}£{text[1:]}" if text[0] in "−+" else f"£{text}"
    return text
