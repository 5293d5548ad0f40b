"""Tables of counts: cells and the sums that tie them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.disclosure.table import (
    Equation,
    Table,
    cross,
    hierarchy,
    linked,
    one_way,
    renamed,
    two_way,
)

WARDS = {"North": "Town", "South": "Town", "Coast": "Shire", "Town": "force", "Shire": "force"}
KINDS = {"theft": "all", "arson": "all"}


def test_a_one_way_table_adds_its_total() -> None:
    table = one_way({"a": 3, "b": 4})
    assert table.counts == {"a": 3, "b": 4, "total": 7}
    assert table.equations == (Equation("total", ("a", "b")),)


def test_a_two_way_table_adds_a_total_to_every_row_every_column_and_the_whole() -> None:
    table = two_way({("a", 1): 3, ("a", 2): 0, ("b", 1): 5, ("b", 2): 9})
    assert table.counts[("a", "total")] == 3
    assert table.counts[("total", 1)] == 8
    assert table.counts[("total", "total")] == 17
    assert len(table.counts) == 9 and len(table.equations) == 6


def test_a_hierarchy_adds_up_every_level() -> None:
    table = hierarchy({"North": 1, "South": 2, "Coast": 4}, WARDS)
    assert table.counts == {"North": 1, "South": 2, "Coast": 4, "Town": 3, "Shire": 4, "force": 7}
    assert Equation("force", ("Town", "Shire")) in table.equations
    assert Equation("Shire", ("Coast",)) in table.equations


def test_hierarchies_cross_at_every_level() -> None:
    counts = {(ward, kind): 10 for ward in ("North", "South", "Coast") for kind in KINDS}
    table = cross(counts, WARDS, KINDS)
    assert len(table.counts) == 6 * 3
    assert table.counts[("Town", "theft")] == 20 and table.counts[("force", "all")] == 60
    assert Equation(("Town", "all"), (("North", "all"), ("South", "all"))) in table.equations
    assert Equation(("Town", "all"), (("Town", "theft"), ("Town", "arson"))) in table.equations


def test_tables_that_share_a_cell_become_one() -> None:
    table = linked(one_way({"a": 3, "b": 4}), one_way({"x": 6, "y": 1}))
    assert len(table.counts) == 5 and len(table.equations) == 2


def test_tables_that_disagree_about_a_cell_cannot_be_linked() -> None:
    with pytest.raises(ValueError, match="'total' different counts"):
        linked(one_way({"a": 3, "b": 4}), one_way({"x": 6, "y": 2}))


def test_a_total_of_a_single_part_can_be_one_cell_with_it() -> None:
    table = renamed(one_way({"a": 3}), lambda _: "everything")
    assert table == Table({"everything": 3}, ())


def test_cells_of_different_counts_cannot_become_one() -> None:
    with pytest.raises(ValueError, match="one key is one population"):
        renamed(one_way({"a": 3, "b": 2}), lambda _: "everything")


def test_a_sum_given_twice_is_kept_once_whatever_the_order_of_its_parts() -> None:
    table = Table({"a": 1, "b": 2, "t": 3}, (Equation("t", ("a", "b")), Equation("t", ("b", "a"))))
    assert table.equations == (Equation("t", ("a", "b")),)


@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 2)), st.integers(0, 50), min_size=1))
def test_a_table_is_whole_or_refused(counts: dict[tuple[int, int], int]) -> None:
    rows, columns = {row for row, _ in counts}, {column for _, column in counts}
    if len(counts) < len(rows) * len(columns):
        with pytest.raises(ValueError, match="missing cell is not a nought"):
            two_way(counts)
    else:
        table = two_way(counts)
        assert table.counts[("total", "total")] == sum(counts.values())
        for one in table.equations:
            assert table.counts[one.total] == sum(table.counts[part] for part in one.parts)


@pytest.mark.parametrize("count", [-1, 2.5, float("nan"), float("inf")])
def test_a_count_that_is_negative_fractional_or_missing_is_refused_by_name(count: float) -> None:
    with pytest.raises(ValueError, match="The count of 'a' must be a whole number"):
        one_way({"a": count, "b": 4})  # type: ignore[dict-item]
    with pytest.raises(ValueError, match=r"The count of \('a', 1\) must be a whole number"):
        two_way({("a", 1): count})  # type: ignore[dict-item]


def test_a_sum_that_does_not_hold_is_named_and_no_count_is() -> None:
    with pytest.raises(ValueError, match=r"The sum 't' = 'a' \+ 'b' does not hold") as caught:
        Table({"a": 711, "b": 722, "t": 733}, (Equation("t", ("a", "b")),))
    assert not any(count in str(caught.value) for count in ("711", "722", "733"))


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda: Table({"a": 1}, (Equation("a", ("b",)),)), "'b', which is no cell"),
        (lambda: Equation("a", ()), "one part or more"),
        (lambda: Equation("a", ("b", "b")), "all of them different"),
        (lambda: Equation("a", ("a", "b")), "all of them different"),
        (lambda: one_way({"total": 4}), "key of its own"),
        (lambda: hierarchy({"a": 1}, {"a": "b", "b": "a"}), "nothing can be a part of itself"),
        (lambda: hierarchy({"a": 1, "t": 2}, {"a": "t"}), "has a count of its own"),
        (lambda: cross({("a",): 1}, {}, {}), "a key of 2 entries"),
        (lambda: cross({}, {}), "one cell at least"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(build: object, said: str) -> None:
    assert callable(build)
    with pytest.raises(ValueError, match=said):
        build()


def test_the_repr_of_a_table_shows_no_count() -> None:
    assert "417" not in repr(one_way({"a": 417, "b": 4}))
