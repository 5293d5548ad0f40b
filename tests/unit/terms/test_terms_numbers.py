"""How numbers are written."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.terms.numbers import Unit, quantise, to_decimal, write_number, write_quantity


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("33334", 0, "33,334"),
        ("119.665", 2, "119.67"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "−3"),
        ("-5", 1, "−5.0"),
        ("-0.04", 1, "0.0"),
        ("0", 1, "0.0"),
        ("999.95", 1, "1,000.0"),
        ("1234567.891", 2, "1,234,567.89"),
    ],
)
def test_numbers_are_rounded_half_up_and_written_with_commas_and_a_true_minus(
    value: str, places: int, text: str
) -> None:
    assert write_number(Decimal(value), places) == text


@pytest.mark.parametrize(("value", "text"), [("12", "+12"), ("-12", "−12"), ("0", "0"), ("0.4", "0"), ("-0.4", "0")])
def test_a_signed_number_carries_its_sign_unless_it_is_nothing(value: str, text: str) -> None:
    assert write_number(Decimal(value), signed=True) == text


@pytest.mark.parametrize(
    ("value", "unit", "signed", "text"),
    [
        ("5", Unit.PERCENT, False, "5.0%"),
        ("-5", Unit.PERCENT, False, "−5.0%"),
        ("40", Unit.POUNDS, False, "£40.0"),
        ("-40", Unit.POUNDS, False, "−£40.0"),
        ("40", Unit.POUNDS, True, "+£40.0"),
        ("40", Unit.COUNT, False, "40.0"),
        ("2.21", Unit.PER_1000, False, "2.2"),
    ],
)
def test_the_sign_of_a_unit_stands_where_people_write_it(value: str, unit: Unit, signed: bool, text: str) -> None:
    assert write_quantity(Decimal(value), 1, unit, signed=signed) == text


@given(st.decimals(-1_000_000, 1_000_000, places=6), st.integers(0, 4))
def test_what_is_written_reads_back_as_the_rounded_value(value: Decimal, places: int) -> None:
    text = write_number(value, places)
    assert Decimal(text.replace("−", "-").replace(",", "")) == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert "-" not in text


@given(st.decimals(-1000, 1000, places=3), st.integers(0, 2))
def test_rounding_never_gives_a_negative_nothing(value: Decimal, places: int) -> None:
    assert not (quantise(value, places) == 0 and quantise(value, places).is_signed())


def test_a_float_becomes_the_decimal_that_a_person_would_write() -> None:
    assert to_decimal(0.1) == Decimal("0.1")
    assert to_decimal(1 / 3) == Decimal("0.3333333333")
    assert to_decimal(12345.678901234) == Decimal("12345.6789")
    assert to_decimal(Decimal(1) / 3) == Decimal("0.333333333333")
    assert to_decimal(7) == Decimal(7)
    assert to_decimal(Decimal("2.50")) == Decimal("2.5")
