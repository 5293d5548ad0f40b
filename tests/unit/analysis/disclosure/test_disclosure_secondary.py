"""The fewest further cells, against every pattern there is."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from frankpledge.analysis.disclosure.audit import Band, recoverable, sums_matrix
from frankpledge.analysis.disclosure.moves import Goal, Moves, cheapest_move, cuts_against
from frankpledge.analysis.disclosure.primary import primary_cells
from frankpledge.analysis.disclosure.secondary import Pattern, Problem, secondary_cells
from frankpledge.analysis.disclosure.table import Equation, Key, Table, cross, hierarchy, linked, one_way, two_way

ONLY_TOTAL = np.array([False, False, True])
REGIONS = {"a": "ab", "b": "ab", "c": "cd", "d": "cd", "ab": "all", "cd": "all"}


def problem(table: Table, *, threshold: int, reach: int) -> Problem:
    """One table on its own. Any cell but a nought may be kept back."""
    back = primary_cells(table, threshold=threshold)
    choices = tuple(key for key, count in table.counts.items() if count and key not in back)
    least = least_of_marks(table)
    return Problem(table.counts, table.equations, back, choices, {key: Band(least[key], reach) for key in back})


def least_of_marks(table: Table) -> dict[Key, int]:
    """The least that each cell could be if all but the noughts were kept back, a mark standing for one at least.

    A total is at least what its parts are at least, by every sum that it is in, and a part alone among noughts is
    the total. So it goes on until nothing changes.
    """
    least = {key: min(count, 1) for key, count in table.counts.items()}
    before: dict[Key, int] = {}
    while before != least:
        before = dict(least)
        for one in table.equations:
            some = [part for part in one.parts if table.counts[part]]
            least[one.total] = max(least[one.total], sum(least[part] for part in some))
            if len(some) == 1:
                least[some[0]] = max(least[some[0]], least[one.total])
    return least


def slow_least(given_problem: Problem, inner: list[Key], reach: int) -> tuple[int, int]:
    """The fewest choices and their least total, by trying every pattern against every believable table.

    A table need not be searched further than `reach` from the truth in any innermost cell: in these tables any
    other is the truth changed round cycles of cells, each by one, and those that do not change the cell in
    question can be left out.
    """
    tables, columns = all_tables(given_problem, inner, reach)
    truth = np.array([given_problem.counts[key] for key in columns])
    value = given_problem.counts
    for chosen in sorted(subsets(given_problem.choices), key=lambda some: (len(some), sum(value[k] for k in some))):
        shown = [place for place, key in enumerate(columns) if key not in given_problem.hidden | set(chosen)]
        left = tables[(tables[:, shown] == truth[shown]).all(axis=1)]
        if all(covers(left[:, columns.index(key)], band) for key, band in given_problem.needed.items()):
            return len(chosen), sum(value[key] for key in chosen)
    raise AssertionError("not even the empty table is safe")


def all_tables(given_problem: Problem, inner: list[Key], reach: int) -> tuple[NDArray[np.int64], list[Key]]:
    """Every filling of the innermost cells that are no noughts, near the truth, with its totals added."""
    truth = given_problem.counts
    spans = [range(max(1, truth[key] - reach), truth[key] + reach + 1) if truth[key] else range(1) for key in inner]
    grid = np.stack(np.meshgrid(*map(np.array, spans), indexing="ij"), axis=-1).reshape(-1, len(inner))
    columns = dict(zip(inner, grid.T, strict=True))
    while waiting := [one for one in given_problem.equations if one.total not in columns]:
        for one in waiting:
            if all(part in columns for part in one.parts):
                columns[one.total] = sum((columns[part] for part in one.parts), np.zeros(len(grid), dtype=np.int64))
    return np.stack(list(columns.values()), axis=1), list(columns)


def subsets(choices: Collection[Key]) -> Iterator[tuple[Key, ...]]:
    return (some for size in range(len(choices) + 1) for some in combinations(choices, size))


def covers(counts: NDArray[np.int64], band: Band) -> bool:
    assert band.low is not None and band.high is not None
    return len(counts) > 0 and counts.min() <= band.low and counts.max() >= band.high


def size(given_problem: Problem, pattern: Pattern) -> tuple[int, int]:
    return len(pattern.cells), sum(given_problem.counts[key] for key in pattern.cells)


def agree(table: Table, inner: list[Key], *, threshold: int = 3, reach: int = 3) -> None:
    given_problem = problem(table, threshold=threshold, reach=reach)
    found = secondary_cells(given_problem)
    assert found.least
    assert size(given_problem, found) == slow_least(given_problem, inner, reach)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=4))
def test_a_one_way_table_keeps_back_the_least_there_is(counts: list[int]) -> None:
    table = one_way(dict(enumerate(counts)))
    agree(table, list(range(len(counts))), reach=6)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_a_two_by_two_table_keeps_back_the_least_there_is(counts: list[int]) -> None:
    inner = [(row, column) for row in "ab" for column in "xy"]
    agree(two_way(dict(zip(inner, counts, strict=True))), inner, reach=4)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 7), min_size=6, max_size=6))
def test_a_two_by_three_table_keeps_back_the_least_there_is(counts: list[int]) -> None:
    inner = [(row, column) for row in "ab" for column in "xyz"]
    agree(two_way(dict(zip(inner, counts, strict=True))), inner)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_a_hierarchy_keeps_back_the_least_there_is(counts: list[int]) -> None:
    agree(hierarchy(dict(zip("abcd", counts, strict=True)), REGIONS), list("abcd"), reach=4)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=2), st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_tables_linked_by_a_total_keep_back_the_least_there_is(areas: list[int], kinds: list[int]) -> None:
    kinds[0] += max(0, sum(areas) - sum(kinds))
    areas[0] += max(0, sum(kinds) - sum(areas))
    by_area, by_kind = one_way(dict(zip("ab", areas, strict=True))), one_way(dict(zip("xyz", kinds, strict=True)))
    given_problem = problem(linked(by_area, by_kind), threshold=3, reach=3)
    found = secondary_cells(given_problem)
    assert found.least
    assert size(given_problem, found) == slow_least_of_two(given_problem)


@pytest.mark.parametrize(
    ("areas", "kinds"),
    [([0, 2], [1, 0, 1]), ([1, 1], [2, 0, 0]), ([2, 0], [0, 1, 1]), ([2, 0], [1, 1, 0]), ([0, 1], [0, 0, 1])],
)
def test_a_total_that_one_table_shows_to_be_two_at_least_is_so_in_the_other(areas: list[int], kinds: list[int]) -> None:
    """Two kinds of one each make a lone area two at least: nobody could be made to believe in one."""
    given_problem = problem(
        linked(one_way(dict(zip("ab", areas, strict=True))), one_way(dict(zip("xyz", kinds, strict=True)))),
        threshold=3,
        reach=3,
    )
    assert size(given_problem, secondary_cells(given_problem)) == slow_least_of_two(given_problem)


@pytest.mark.parametrize("effort", [0, 30_000])
def test_a_band_that_nothing_could_make_possible_is_refused_and_no_count_is_told(effort: int) -> None:
    table = one_way({"a": 417, "b": 419, "c": 3})
    wanted = {"total": Band(2, 900)}  # with all kept back it still is three at least
    given_problem = Problem(table.counts, table.equations, frozenset({"total"}), ("a", "b", "c"), wanted)
    with pytest.raises(ValueError, match="Keeping back every choice would still not") as caught:
        secondary_cells(given_problem, effort=effort)
    assert not any(figure in str(caught.value) for figure in ("417", "419", "839"))


def test_a_band_that_only_whole_numbers_put_out_of_reach_is_refused_when_the_search_is_cut_short() -> None:
    """With s shown as 2 and T as 6, g is a + a + 2, even and so 4 at most; the linear programme would have it 5."""
    sums = (Equation("b", ("a", "s")), Equation("g", ("a", "b")), Equation("T", ("g", "h")))
    others = dict.fromkeys("klmno", 7)
    counts = {"a": 1, "s": 2, "b": 3, "g": 4, "h": 2, "T": 6, **others}
    narrow = Problem(counts, sums, frozenset("abgh"), tuple(others), {"g": Band(4, 5)})
    for effort in (0, 30_000):
        with pytest.raises(ValueError, match="Keeping back every choice would still not"):
            secondary_cells(narrow, effort=effort)


def slow_least_of_two(given_problem: Problem) -> tuple[int, int]:
    """As slow_least, with the audit for a judge: two sums of one total leave the innermost cells tied."""
    value = given_problem.counts
    safe = (
        (len(some), sum(value[key] for key in some))
        for some in subsets(given_problem.choices)
        if not recoverable(given_problem.view(frozenset(some)), given_problem.needed)
    )
    return min(safe)


def test_of_two_patterns_with_as_many_cells_the_one_of_less_value_is_taken() -> None:
    given_problem = problem(one_way({"a": 3, "b": 900, "c": 20, "d": 21}), threshold=5, reach=10)
    assert secondary_cells(given_problem) == Pattern(frozenset("c"), True)


def test_values_do_not_outweigh_a_cell_however_large_they_are() -> None:
    counts = {("a", 1): 3, ("a", 2): 2_000_000, ("b", 1): 3_000_000, ("b", 2): 4_000_000}
    found = secondary_cells(problem(two_way(counts), threshold=5, reach=10))
    assert found == Pattern(frozenset({("a", 2), ("b", 1), ("b", 2)}), True)


def test_a_cell_too_small_to_make_up_for_another_is_not_enough() -> None:
    counts = {"a": 4, "b": 5, "c": 6, "d": 60}
    assert secondary_cells(problem(one_way(counts), threshold=5, reach=5)) == Pattern(frozenset("b"), True)
    assert secondary_cells(problem(one_way(counts), threshold=5, reach=10)) == Pattern(frozenset("d"), True)


def test_a_pattern_that_only_the_linear_programme_would_pass_is_not_taken() -> None:
    """With s shown as 2, g is a + a + 2: even, so at most 4 of the 6, although a of one and a half would make it 5."""
    equations = (Equation("b", ("a", "s")), Equation("g", ("a", "b")), Equation("T", ("g", "h")))
    counts = {"a": 1, "s": 2, "b": 3, "g": 4, "h": 2, "T": 6}
    given_problem = Problem(counts, equations, frozenset("abgh"), ("s", "T"), {"g": Band(4, 5)})
    assert secondary_cells(given_problem) == Pattern(frozenset("s"), True)


def random_table(rows: int, columns: int, mean: float, spread: float, seed: int) -> Table:
    random = np.random.default_rng(seed)
    counts = random.poisson(random.gamma(spread, mean / spread, (rows, columns)))
    return two_way({(row, column): int(counts[row, column]) for row in range(rows) for column in range(columns)})


def is_safe(given_problem: Problem, cells: Collection[Key]) -> bool:
    return not recoverable(given_problem.view(frozenset(cells)), given_problem.needed)


@pytest.mark.parametrize(("mean", "spread"), [(3, 0.5), (8, 1.0), (20, 1.0), (45, 1.0)])
def test_a_table_of_24_by_15_with_totals_is_protected_within_seconds(mean: float, spread: float) -> None:
    given_problem = problem(random_table(24, 15, mean, spread, seed=1), threshold=5, reach=10)
    start = time.process_time()
    found = secondary_cells(given_problem)
    assert time.process_time() - start < 10
    assert is_safe(given_problem, found.cells)
    assert not is_safe(given_problem, ())


@pytest.mark.parametrize("seed", range(4))
def test_no_cell_of_a_least_pattern_can_be_spared(seed: int) -> None:
    given_problem = problem(random_table(6, 5, 12, 1.0, seed), threshold=5, reach=10)
    found = secondary_cells(given_problem)
    assert found.least and is_safe(given_problem, found.cells)
    assert not any(is_safe(given_problem, found.cells - {key}) for key in found.cells)


def test_a_search_cut_short_still_ends_in_a_safe_pattern_and_says_it_is_not_proved() -> None:
    given_problem = problem(random_table(24, 15, 80, 1.0, seed=10080), threshold=5, reach=10)
    found = secondary_cells(given_problem, effort=0)
    assert not found.least
    assert is_safe(given_problem, found.cells)
    assert len(found.cells) < len(given_problem.choices) / 4


@pytest.mark.parametrize("seed", range(4))
def test_a_search_cut_short_keeps_back_hardly_more_than_the_least(seed: int) -> None:
    given_problem = problem(random_table(9, 6, 14, 1.0, seed), threshold=5, reach=10)
    least, short = secondary_cells(given_problem, effort=10**9), secondary_cells(given_problem, effort=0)
    assert least.least and is_safe(given_problem, short.cells)
    assert len(least.cells) <= len(short.cells) <= len(least.cells) * 1.1


def test_a_goal_beyond_reach_ends_the_mending_and_leaves_the_cuts_that_say_so() -> None:
    """With the total at two at least, as each part is one at least, it cannot fall to one."""
    table = one_way({"a": 4, "b": 6})
    moves = Moves(sums_matrix(table.equations, {"a": 0, "b": 1, "total": 2}), np.array([3.0, 5.0, 9.0]), ONLY_TOTAL)
    cuts, mended = cuts_against(moves, ONLY_TOTAL, [Goal(2, -1, 9)], np.array([1.0, 1.0, 0.0]))
    assert mended is None
    assert cuts and all(cut.weights.sum() < cut.least for cut in cuts)
    assert cheapest_move(moves, ONLY_TOTAL, Goal(2, -1, 10), np.array([1.0, 1.0, 0.0])) is None
    assert cuts_against(moves, ONLY_TOTAL, [Goal(2, -1, 8)], np.array([1.0, 1.0, 0.0]))[1] is not None


def test_three_ways_at_once_with_a_hierarchy_are_protected() -> None:
    random = np.random.default_rng(5)
    counts = {
        (ward, kind, age): int(random.poisson(7)) for ward in "abcd" for kind in ("theft", "arson") for age in (1, 2)
    }
    table = cross(counts, REGIONS, {"theft": "both", "arson": "both"}, {1: "any", 2: "any"})
    given_problem = problem(table, threshold=5, reach=10)
    found = secondary_cells(given_problem)
    assert found.least and is_safe(given_problem, found.cells)
    assert not any(is_safe(given_problem, found.cells - {key}) for key in found.cells)


def test_nothing_to_protect_keeps_nothing_back() -> None:
    assert secondary_cells(problem(one_way({"a": 30, "b": 0}), threshold=5, reach=10)) == Pattern(frozenset(), True)
    assert secondary_cells(problem(Table({}), threshold=5, reach=10)) == Pattern(frozenset(), True)


def test_the_repr_of_a_problem_shows_no_count() -> None:
    assert "417" not in repr(problem(one_way({"a": 417, "b": 3}), threshold=5, reach=10))
