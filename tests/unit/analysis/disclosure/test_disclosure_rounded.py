"""Counts published as multiples of a base."""

from __future__ import annotations

import subprocess
import sys
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.disclosure.differencing import Population
from frankpledge.analysis.disclosure.rounded import (
    at_random,
    controlled,
    health_count,
    health_counts,
    health_share,
    nearest,
    nearest_of_all,
)
from frankpledge.analysis.disclosure.table import Equation, Key, Table, cross, one_way, two_way

HANDBOOK = two_way({("A", "m"): 1, ("A", "f"): 0, ("B", "m"): 3, ("B", "f"): 3, ("C", "m"): 12, ("C", "f"): 20})
"""Handbook on Statistical Disclosure Control, 2nd edition, 5.4: population by sex and area."""

CONTROLLED = {
    **{("A", "m"): 5, ("A", "f"): 0, ("A", "total"): 5, ("B", "m"): 0, ("B", "f"): 5, ("B", "total"): 5},
    **{("C", "m"): 10, ("C", "f"): 20, ("C", "total"): 30},
    **{("total", "m"): 15, ("total", "f"): 25, ("total", "total"): 40},
}
counts = st.integers(0, 40)


def adds_up(table: Table, rounded: dict[Key, int]) -> bool:
    return all(rounded[one.total] == sum(rounded[part] for part in one.parts) for one in table.equations)


def distance(table: Table, rounded: dict[Key, int]) -> int:
    return sum(abs(rounded[key] - count) for key, count in table.counts.items())


# ── hospital and emergency care ──


def test_a_nought_is_shown_one_to_seven_are_marked_and_others_go_to_the_nearest_five() -> None:
    shown = [health_count(count) for count in range(19)]
    assert shown == [0, *[None] * 7, 10, 10, 10, 10, 10, 15, 15, 15, 15, 15, 20]


@given(st.integers(0, 10**15))
def test_a_health_count_is_never_five_and_never_more_than_two_off(count: int) -> None:
    shown = health_count(count)
    assert shown != 5
    assert shown is None if 1 <= count <= 7 else shown is not None and shown % 5 == 0 and abs(shown - count) <= 2


def test_a_share_comes_from_the_counts_as_shown_and_not_from_the_true_ones() -> None:
    assert health_share(13, 62) == 15 / 60
    assert health_share(11, 11) == 1.0
    assert health_share(0, 50) == 0.0
    assert health_share(7, 50) is None and health_share(3, 5) is None and health_share(0, 7) is None
    assert health_share(0, 0) is None


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_lies_from_none_to_all_and_tells_the_same_of_every_count_shown_alike(part: int, rest: int) -> None:
    share = health_share(part, part + rest)
    if share is not None:
        assert 0 <= share <= 1
        alike = [n for n in range(max(0, part - 4), part + 5) if health_count(n) == health_count(part)]
        assert {health_share(n, part + rest) for n in alike if n <= part + rest} == {share}


def test_health_counts_keep_their_order_and_totals_are_rounded_on_their_own() -> None:
    table = one_way({"a": 3, "b": 8, "c": 8})
    assert list(health_counts(table.counts).items()) == [("a", None), ("b", 10), ("c", 10), ("total", 20)]


@pytest.mark.parametrize("count", [-1, 2.5, float("nan"), float("inf")])
def test_what_is_no_count_is_not_shown(count: float) -> None:
    for refused in (health_count, nearest):
        with pytest.raises(ValueError, match="whole number"):
            refused(count)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="greater than the whole") as caught:
        health_share(417, 416)
    assert "41" not in str(caught.value)


# ── to the nearest ──


def test_the_handbooks_table_rounds_as_printed_but_for_its_misprint() -> None:
    """The handbook prints 35 for the 32 of area C, which is nearer 30, and 40 for the 39 of all."""
    found = nearest_of_all(HANDBOOK.counts)
    printed = {**CONTROLLED, ("A", "m"): 0, ("A", "total"): 0, ("B", "m"): 5, ("C", "total"): 30}
    assert found == printed
    assert nearest(39) == 40 and nearest(32) == 30
    assert not adds_up(HANDBOOK, found)


@given(st.integers(0, 10**15), st.integers(2, 1000))
def test_the_nearest_multiple_is_the_nearest_of_all_and_halves_go_up(count: int, base: int) -> None:
    found = nearest(count, base=base)
    beside = (count // base * base, (count // base + 1) * base)
    assert found == min(beside, key=lambda multiple: (abs(multiple - count), -multiple))


@pytest.mark.parametrize("base", [0, 1, -5, 2.5])
def test_a_base_that_protects_nothing_is_refused(base: float) -> None:
    with pytest.raises(ValueError, match="base of rounding"):
        nearest(3, base=base)  # type: ignore[arg-type]


# ── at random ──


def test_random_rounding_to_three_goes_up_as_often_as_the_handbook_says() -> None:
    for count, chance in ((1, 1 / 3), (2, 2 / 3), (4, 1 / 3), (5, 2 / 3)):
        keys = dict.fromkeys(range(20000), count)
        up = np.mean([value > count for value in at_random(keys, seed=7, base=3).values()])
        assert up == pytest.approx(chance, abs=0.014)  # four standard errors
    assert at_random({"a": 0, "b": 3, "c": 6}, seed=7, base=3) == {"a": 0, "b": 3, "c": 6}


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 10**9), max_size=6), st.integers(0, 99), st.integers(2, 12))
def test_a_count_goes_to_a_multiple_beside_it_and_the_same_way_in_every_table(
    given_counts: dict[str, int], seed: int, base: int
) -> None:
    found = at_random(given_counts, seed=seed, base=base)
    for key, count in given_counts.items():
        assert found[key] % base == 0 and abs(found[key] - count) < base
        assert (
            at_random({"another": 4, key: count} if key != "another" else {key: count}, seed=seed, base=base)[key]
            == (found[key])
        )


def test_a_population_is_rounded_alike_in_another_run_of_the_programme() -> None:
    """The order of a set of names changes from run to run; what is rounded must not."""
    wards = [f"ward {n}" for n in range(40)]
    code = (
        "from frankpledge.analysis.disclosure.rounded import at_random\n"
        "from frankpledge.analysis.disclosure.differencing import Population\n"
        f"print(list(at_random({{Population.of({wards}, [n]): 12 for n in range(40)}}, seed=3).values()))"
    )
    here = list(at_random({Population.of(wards, [n]): 12 for n in range(40)}, seed=3).values())
    assert set(here) == {10, 15}
    for order in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONHASHSEED": order}
        )
        assert run.stdout.strip() == str(here)


# ── controlled ──


def test_the_handbooks_table_is_rounded_so_that_it_adds_up_and_no_further_off_than_the_printed_solution() -> None:
    assert adds_up(HANDBOOK, CONTROLLED)
    for seed in range(5):
        found = controlled(HANDBOOK, seed=seed)
        assert adds_up(HANDBOOK, found)
        assert distance(HANDBOOK, found) <= distance(HANDBOOK, CONTROLLED)
        assert all(abs(found[key] - count) < 5 for key, count in HANDBOOK.counts.items())


@settings(max_examples=25)
@given(st.lists(counts, min_size=4, max_size=4), st.integers(0, 9))
def test_no_table_that_adds_up_is_nearer_than_the_one_found(inner: list[int], seed: int) -> None:
    keys = [(row, column) for row in "ab" for column in "xy"]
    table = two_way(dict(zip(keys, inner, strict=True)))
    found = controlled(table, seed=seed)
    assert adds_up(table, found) and all(value % 5 == 0 and value >= 0 for value in found.values())
    beside = [{count // 5 * 5, -(-count // 5) * 5} for count in inner]
    every = [two_way(dict(zip(keys, some, strict=True))).counts for some in product(*beside)]
    near = [some for some in every if all(abs(some[key] - count) < 5 for key, count in table.counts.items())]
    assert distance(table, found) == min(distance(table, dict(some)) for some in near)


def test_of_tables_as_near_the_seed_picks_and_the_same_seed_picks_the_same() -> None:
    table = one_way({"a": 12, "b": 12, "c": 12, "d": 12, "e": 12})
    found = [controlled(table, seed=seed) for seed in range(12)]
    assert len({tuple(each.items()) for each in found}) > 1
    assert {distance(table, each) for each in found} == {distance(table, found[0])}
    assert found[3] == controlled(table, seed=3)


def test_three_ways_at_once_add_up() -> None:
    random = np.random.default_rng(4)
    inner = {(i, j, k): int(random.poisson(8)) for i in "abc" for j in "xy" for k in "mn"}
    table = cross(inner, dict.fromkeys("abc", "all"), dict.fromkeys("xy", "both"), dict.fromkeys("mn", "any"))
    assert adds_up(table, controlled(table, seed=1))


def test_where_the_multiples_beside_leave_no_table_it_goes_a_step_further() -> None:
    """Three ones, and each two of them: to base two every pair stays 2, and no noughts and twos make that."""
    sums = (Equation("xy", ("x", "y")), Equation("yz", ("y", "z")), Equation("xz", ("x", "z")))
    table = Table({"x": 1, "y": 1, "z": 1, "xy": 2, "yz": 2, "xz": 2}, sums)
    found = controlled(table, seed=1, base=2)
    assert adds_up(table, found)
    assert any(abs(found[key] - count) >= 2 for key, count in table.counts.items())


def test_a_table_of_nothing_rounds_to_nothing_and_a_lone_cell_to_the_nearest() -> None:
    assert controlled(Table({}), seed=1) == {}
    assert controlled(Table({"a": 8}), seed=1) == {"a": 10}
