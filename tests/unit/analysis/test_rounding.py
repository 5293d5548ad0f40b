"""Rounded shares of a whole."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from frankpledge.analysis.rounding import shares

count_lists = st.lists(st.integers(0, 100_000), min_size=1, max_size=20)


def quantized(count: int, total: int, places: int) -> Decimal:
    """The same percentage by long decimal division; 60 digits cannot mistake a half for these sizes."""
    with localcontext(prec=60):
        return (Decimal(100) * count / total).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def test_three_equal_parts_sum_to_ninety_nine_and_say_they_do_not_add() -> None:
    found = shares([1, 1, 1])
    assert found is not None
    assert (found.parts, found.total, found.adds_up) == ((Decimal(33),) * 3, Decimal(99), False)
    assert found.method == "each share rounded on its own, halves up"


def test_halves_go_up_and_not_to_the_even_number() -> None:
    found = shares([1, 1, 6])
    assert found is not None
    assert found.parts == (Decimal(13), Decimal(13), Decimal(75))
    assert found.total == 101


def test_a_half_that_floating_point_would_lose_still_goes_up() -> None:
    found = shares([201, 19_799], places=2)
    tenth = shares([1005, 98_995], places=1)
    assert found is not None and tenth is not None
    assert (found.parts[0], tenth.parts[0]) == (Decimal("1.01"), Decimal("1.0"))
    cent = shares([1005, 98_995], places=2)
    assert cent is not None
    assert cent.parts[0] == Decimal("1.01")


def test_parts_that_do_add_are_said_to() -> None:
    found = shares([1, 2, 5], places=1)
    assert found is not None
    assert [str(part) for part in found.parts] == ["12.5", "25.0", "62.5"]
    assert (str(found.total), found.adds_up) == ("100.0", True)


@settings(deadline=None)
@given(count_lists, st.integers(0, 4))
def test_every_part_agrees_with_long_decimal_division(counts: list[int], places: int) -> None:
    total = sum(counts)
    assume(total > 0)
    found = shares(counts, places=places)
    assert found is not None
    assert found.parts == tuple(quantized(count, total, places) for count in counts)
    assert found.total == sum(found.parts)
    assert abs(found.total - 100) <= len(counts) * Decimal(1).scaleb(-places) / 2
    assert found.adds_up is (found.total == 100)


def test_there_are_no_shares_of_nothing() -> None:
    assert shares([0, 0]) is None
    assert shares([]) is None


@pytest.mark.parametrize(("counts", "places"), [([5, -1], 0), ([5, 0.5], 0), ([5, 5], -1)])
def test_unusable_numbers_are_refused(counts: list[int], places: int) -> None:
    with pytest.raises(ValueError, match="must be a whole number"):
        shares(counts, places=places)
