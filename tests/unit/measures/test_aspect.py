"""How each printable part of a figure is written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from frankpledge.measures.aspect import write
from frankpledge.measures.model import ASPECTS, Figure
from frankpledge.measures.model import Test as Verdict
from frankpledge.terms.area import Area
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.numbers import Unit
from frankpledge.terms.period import Period

COUNT = Figure(
    key="asb.level@E06000035@2025-01",
    label="Anti-social behaviour",
    area=Area("E06000035", "Medway"),
    period=Period.parse("2025-01"),
    unit=Unit.COUNT,
    value=Decimal(33334),
    method="Counted",
    sources=("street",),
    edition="e",
)
CHANGE = replace(
    COUNT,
    unit=Unit.PERCENT,
    value=Decimal("-4.99886"),
    places=1,
    signed=True,
    numerator=Decimal(33334),
    denominator=Decimal(35088),
    low=Decimal("-6.4"),
    high=Decimal("0.04"),
    test=Verdict(verdict="fell", method="exact", p=Decimal("0.0000001"), phi=Decimal("2.3456")),
)


@pytest.mark.parametrize(
    ("figure", "aspect", "text"),
    [
        (COUNT, "value", "33,334"),
        (CHANGE, "value", "−5.0%"),
        (CHANGE, "size", "5.0%"),
        (CHANGE, "numerator", "33,334"),
        (CHANGE, "denominator", "35,088"),
        (CHANGE, "low", "−6.4%"),
        (CHANGE, "high", "0.0%"),
        (CHANGE, "p", "below 0.001"),
        (CHANGE, "phi", "2.3"),
        (replace(CHANGE, value=Decimal("12.04")), "value", "+12.0%"),
        (replace(CHANGE, value=Decimal("-0.04")), "value", "0.0%"),
        (replace(COUNT, unit=Unit.PER_1000, value=Decimal("119.665"), places=2), "value", "119.67"),
        (replace(COUNT, unit=Unit.POUNDS, value=Decimal("1234.5"), places=2), "value", "£1,234.50"),
        (replace(COUNT, unit=Unit.RANK, value=Decimal(20)), "value", "20"),
    ],
)
def test_an_aspect_is_written_in_one_way(figure: Figure, aspect: str, text: str) -> None:
    assert write(figure, aspect) == text


def test_a_probability_is_never_a_bare_nought() -> None:
    for p, text in (("0", "below 0.001"), ("0.000999", "below 0.001"), ("0.001", "0.001"), ("0.0495", "0.050")):
        assert write(replace(CHANGE, test=Verdict(verdict="fell", method="exact", p=Decimal(p))), "p") == text


@pytest.mark.parametrize("aspect", ["numerator", "denominator", "low", "high", "p", "phi", "median", ""])
def test_an_aspect_that_was_not_worked_out_is_an_error_and_not_a_blank(aspect: str) -> None:
    with pytest.raises(MeasureError) as error:
        write(COUNT, aspect)
    assert COUNT.key in error.value.problem


def test_every_aspect_that_is_declared_can_be_written() -> None:
    for aspect in ASPECTS:
        assert write(CHANGE, aspect)
