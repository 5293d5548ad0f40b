"""Which cells are protected for what they say themselves."""

from __future__ import annotations

import pytest

from frankpledge.analysis.disclosure.primary import primary_cells
from frankpledge.analysis.disclosure.table import one_way, two_way

TABLE = one_way({"nought": 0, "one": 1, "four": 4, "five": 5, "nine": 9, "ten": 10})


def test_one_to_four_are_small_and_nought_and_five_are_not() -> None:
    assert primary_cells(TABLE) == {"one", "four"}


def test_a_sensitive_measure_protects_up_to_nine() -> None:
    assert primary_cells(TABLE, threshold=10) == {"one", "four", "five", "nine"}


def test_a_small_total_is_protected_like_any_cell() -> None:
    assert primary_cells(one_way({"a": 3, "b": 0})) == {"a", "total"}


def test_everybody_of_a_group_in_one_cell_protects_the_noughts_beside_it() -> None:
    worked = {("married", "full"): 6, ("married", "part"): 0, ("single", "full"): 7, ("single", "part"): 8}
    table = two_way(worked)
    assert primary_cells(table) == frozenset()
    assert primary_cells(table, groups=[("married", "total")]) == {("married", "part")}


def test_a_nought_beside_two_kinds_of_people_says_nothing_of_any_one() -> None:
    assert primary_cells(one_way({"a": 6, "b": 7, "c": 0}), groups=["total"]) == frozenset()


def test_a_group_with_nobody_in_it_has_nobody_to_protect() -> None:
    assert primary_cells(one_way({"a": 0, "b": 0}), groups=["total"]) == frozenset()


def test_a_group_must_be_a_total_of_the_table() -> None:
    with pytest.raises(ValueError, match="'a' is no total of the table"):
        primary_cells(one_way({"a": 6, "b": 0}), groups=["a"])


@pytest.mark.parametrize("threshold", [1, 0, -5, 4.5])
def test_a_threshold_that_would_protect_nothing_is_refused(threshold: int) -> None:
    with pytest.raises(ValueError, match="threshold must be"):
        primary_cells(TABLE, threshold=threshold)
