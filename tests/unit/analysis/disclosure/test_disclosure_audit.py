"""What a reader of the published cells can work out, against every table that a reader could believe in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from frankpledge.analysis.disclosure.audit import Band, View, feasible, recoverable, some_table
from frankpledge.analysis.disclosure.table import Equation, Key, Table, hierarchy, linked, one_way, two_way

small = st.integers(0, 4)
ONE_SIDED = (Equation("a", ("known", "more")), Equation("t", ("a", "b")))


def believable(view: View, top: int) -> Iterator[dict[Key, int]]:
    """Every table of whole numbers up to `top` that agrees with the view, found by trying them all."""
    named = [key for one in view.equations for key in (*one.parts, one.total)]
    unknown = [key for key in dict.fromkeys((*named, *view.published)) if view.published.get(key) is None]
    known = {key: count for key, count in view.published.items() if count is not None}

    def extend(found: Mapping[Key, int], left: list[Key]) -> Iterator[dict[Key, int]]:
        for one in view.equations:
            missing = [key for key in (one.total, *one.parts) if key not in found]
            if not missing and found[one.total] != sum(found[part] for part in one.parts):
                return
            if len(missing) == 1:
                others = sum(found[part] for part in one.parts if part in found)
                count = others if missing[0] == one.total else found[one.total] - others
                if least(missing[0]) <= count <= top:
                    yield from extend({**found, missing[0]: count}, [key for key in left if key != missing[0]])
                return
        if not left:
            yield {key: found[key] for key in unknown}
        else:
            for count in range(least(left[0]), top + 1):
                yield from extend({**found, left[0]: count}, left[1:])

    def least(key: Key) -> int:
        return 0 if key in view.may_be_zero else 1

    yield from extend(known, unknown)


def hull(view: View, top: int) -> dict[Key, Band]:
    """The least and greatest count of each unpublished cell among all believable tables."""
    tables = list(believable(view, top))
    return {key: Band(min(t[key] for t in tables), max(t[key] for t in tables)) for key in tables[0]}


def marked(table: Table, *keys: Key) -> dict[Key, int | None]:
    return {key: None if key in keys else count for key, count in table.counts.items()}


def test_the_handbooks_example_of_a_feasibility_interval_is_reproduced() -> None:
    """Handbook on Statistical Disclosure Control, 2nd edition, chapter 4, example 3, after Geurts (1992), table 10."""
    inner = {(1, 1): 4, (1, 2): 3, (2, 1): 2, (2, 2): 1, (3, 1): 3, (3, 2): 3}
    table = two_way(inner)
    hidden = [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert [table.counts[(row, "total")] for row in (1, 2, 3, "total")] == [7, 3, 6, 16]
    assert [table.counts[("total", column)] for column in (1, 2)] == [9, 7]
    found = feasible(View(marked(table, *hidden), table.equations, frozenset(hidden)))
    assert found[(1, 1)] == Band(3, 6)
    assert found == {(1, 1): Band(3, 6), (1, 2): Band(1, 4), (2, 1): Band(0, 3), (2, 2): Band(0, 3)}


def test_the_handbooks_example_of_differencing_gives_away_the_man_under_twenty_five() -> None:
    """Handbook, 5.2: men by hours worked, cut at 20 and again at 25."""
    first = one_way({"<20": 6, "20–39": 9, "40–59": 5, "60–69": 8, "70+": 4}, total="men")
    second = one_way({"<25": 7, "25–39": 8, "40–59": 5, "60–69": 8, "70+": 4}, total="men")
    both = linked(first, second)
    view = View(both.counts, (*both.equations, Equation("<25", ("<20", "20–24"))), frozenset({"20–24"}))
    assert feasible(view) == {"20–24": Band(1, 1)}


def test_a_lone_mark_in_a_row_is_no_protection() -> None:
    table = one_way({"a": 3, "b": 20})
    assert feasible(View(marked(table, "a"), table.equations)) == {"a": Band(3, 3)}


def test_a_mark_never_stands_for_a_nought_where_noughts_are_always_shown() -> None:
    table = one_way({"a": 1, "b": 1, "c": 30})
    view = View(marked(table, "a", "b"), table.equations)
    assert feasible(view) == {"a": Band(1, 1), "b": Band(1, 1)}
    assert feasible(View(view.published, view.equations, frozenset("ab"))) == {"a": Band(0, 2), "b": Band(0, 2)}


def test_what_nothing_limits_has_no_limit() -> None:
    assert feasible(View({"a": None, "b": None, "t": None}, (Equation("t", ("a", "b")),))) == {
        "a": Band(1, None),
        "b": Band(1, None),
        "t": Band(2, None),
    }
    assert feasible(View({"alone": None}, ())) == {"alone": Band(1, None)}
    assert feasible(View({"shown": 4}, ())) == {}


def test_whole_numbers_are_narrower_than_the_linear_programme_and_are_what_counts() -> None:
    """Three pairs of three cells, each at most five, hold seven together and not seven and a half; so twice over."""
    pairs = [("x", "y"), ("y", "z"), ("x", "z")]
    sums = [Equation(f"{a}{b}{n}", (f"{a}{n}", f"{b}{n}", f"rest {a}{b}{n}")) for n in (1, 2) for a, b in pairs]
    cells = tuple(f"{a}{n}" for n in (1, 2) for a in "xyz")
    view = View(
        {one.total: 5 for one in sums},
        (*sums, Equation("all", cells)),
        frozenset(part for one in sums for part in one.parts),
    )
    assert feasible(view, ["all"])["all"].high == 14


def test_a_cell_is_safe_when_both_ends_of_its_band_are_possible() -> None:
    table = one_way({"a": 3, "b": 9, "c": 40})
    view = View(marked(table, "a", "b"), table.equations)
    assert feasible(view)["a"] == Band(1, 11)
    assert recoverable(view, {"a": Band(1, 11)}) == frozenset()
    assert recoverable(view, {"a": Band(0, 11)}) == {"a"}
    assert recoverable(view, {"a": Band(1, 12)}) == {"a"}
    assert recoverable(view, {"a": Band(None, 11), "c": Band(None, None)}) == {"c"}


def test_a_wide_interval_on_one_side_of_a_count_is_no_protection() -> None:
    """4 to 14 is as wide as twice a threshold of five, and tells who knows it to be under five that it is four."""
    view = View({"known": 3, "more": None, "a": None, "b": None, "t": 15}, ONE_SIDED)
    assert feasible(view, ["a"]) == {"a": Band(4, 14)}
    assert recoverable(view, {"a": Band(1, 10)}) == {"a"}


def test_an_answer_of_the_solver_that_does_not_add_up_in_whole_numbers_is_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("scipy.optimize.milp", lambda cost, **_: SimpleNamespace(x=np.full(len(cost), 7.0)))
    with pytest.raises(ArithmeticError, match="too large for the disclosure audit to be exact"):
        feasible(View({"a": None, "b": None, "t": 23}, (Equation("t", ("a", "b")),)))


def test_counts_that_contradict_one_another_are_refused() -> None:
    with pytest.raises(ValueError, match="contradict one another"):
        feasible(View({"a": 3, "b": None, "t": 2}, (Equation("t", ("a", "b")),)))
    with pytest.raises(ValueError, match="contradict one another"):
        feasible(View({"a": 3, "b": 3, "t": 2}, (Equation("t", ("a", "b")),)))


two_by_three = st.fixed_dictionaries({(row, column): small for row in (1, 2) for column in (1, 2, 3)})
trees = st.fixed_dictionaries(dict.fromkeys("abcd", small))


def choose(table: Table, cells: list[Key], picks: list[bool], spare: bool) -> View:
    """A view with the picked ones of these cells marked; noughts only where a mark may be nought."""
    hidden = [key for key, pick in zip(cells, picks, strict=True) if pick and (spare or table.counts[key])]
    return View(marked(table, *hidden), table.equations, frozenset(hidden) if spare else frozenset())


def agrees(view: View, top: int) -> None:
    """The limits found are those of the believable tables; where there is no limit, the count grows with `top`."""
    assume(any(count is None for count in view.published.values()))
    found, below, above = feasible(view), hull(view, top), hull(view, top + 2)
    for key, band in found.items():
        assert band.low == below[key].low
        if band.high is None:
            assert (above[key].high or 0) > (below[key].high or 0)
        else:
            assert band.high == below[key].high == above[key].high


@settings(max_examples=40)
@given(two_by_three, st.lists(st.booleans(), min_size=6, max_size=6), st.booleans())
def test_limits_inside_a_two_way_table_are_those_of_all_tables(
    counts: dict[Key, int], picks: list[bool], spare: bool
) -> None:
    agrees(choose(two_way(counts), list(counts), picks, spare), 12)


@settings(max_examples=40)
@given(trees, st.lists(st.booleans(), min_size=7, max_size=7), st.booleans())
def test_limits_in_a_hierarchy_are_those_of_all_tables(counts: dict[Key, int], picks: list[bool], spare: bool) -> None:
    table = hierarchy(counts, {"a": "ab", "b": "ab", "c": "cd", "d": "cd", "ab": "all", "cd": "all"})
    agrees(choose(table, list(table.counts), picks, spare), 18)


@settings(max_examples=40)
@given(trees, st.lists(st.booleans(), min_size=7, max_size=7))
def test_what_is_recoverable_is_what_all_tables_leave_outside_the_band(
    counts: dict[Key, int], picks: list[bool]
) -> None:
    table = hierarchy(counts, {"a": "ab", "b": "ab", "c": "cd", "d": "cd", "ab": "all", "cd": "all"})
    view = choose(table, list(table.counts), picks, False)
    assume(any(count is None for count in view.published.values()))
    wide = hull(view, 20)
    needed = {key: Band(1, 5) for key in wide}
    outside = {key for key, band in wide.items() if band.low != 1 or (band.high or 0) < 5}
    assert recoverable(view, needed) == outside


@settings(max_examples=40)
@given(two_by_three, st.lists(st.booleans(), min_size=12, max_size=12))
def test_the_example_table_is_one_that_the_reader_could_believe_in(counts: dict[Key, int], picks: list[bool]) -> None:
    table = two_way(counts)
    view = choose(table, list(table.counts), picks, False)
    full = {**view.published, **some_table(view)}
    for one in view.equations:
        assert full[one.total] == sum(full[part] or 0 for part in one.parts)
    assert all((full[key] or 0) >= 1 for key, count in view.published.items() if count is None)
