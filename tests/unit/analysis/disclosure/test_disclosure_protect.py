"""Tables made fit to be published, one after another."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from frankpledge.analysis.disclosure import protect as protecting
from frankpledge.analysis.disclosure.audit import Band, View, feasible
from frankpledge.analysis.disclosure.differencing import Population
from frankpledge.analysis.disclosure.protect import Protected, UnprotectableError, protect, what_a_reader_holds
from frankpledge.analysis.disclosure.secondary import Pattern
from frankpledge.analysis.disclosure.table import (
    Equation,
    Key,
    Table,
    cross,
    hierarchy,
    linked,
    one_way,
    renamed,
    two_way,
)


def limits(*releases: Protected) -> dict[Key, Band]:
    return feasible(what_a_reader_holds(*releases))


def everything_seems_possible(*releases: Protected) -> bool:
    """Whether each protected count could be anything from one to the reach, for all that a reader knows."""
    found = limits(*releases)
    return all(
        found[key].low == 1 and (found[key].high or one.reach) >= one.reach for one in releases for key in one.primary
    )


def test_a_small_count_takes_one_more_cell_with_it() -> None:
    found = protect(one_way({"a": 3, "b": 20, "c": 40}))
    assert found.published == {"a": None, "b": None, "c": 40, "total": 63}
    assert (found.primary, found.secondary, found.least) == ({"a"}, {"b"}, True)
    assert limits(found)["a"] == Band(1, 22)


def test_the_sum_of_two_small_counts_is_no_hiding_place() -> None:
    """Both 4, of 8: either could be 1 to 7, but who guesses that both are small has them both."""
    table = one_way({"a": 4, "b": 4, "c": 30})
    assert protect(table).secondary == {"c"}
    assert protect(table, reach=5).secondary == frozenset()


@pytest.mark.parametrize("threshold", [3, 5, 10])
def test_every_protected_count_could_be_anything_from_one_to_the_reach(threshold: int) -> None:
    random = np.random.default_rng(3)
    inner = {(row, column): int(random.poisson(random.gamma(1, 12))) for row in range(6) for column in range(4)}
    table = two_way(inner)
    assert all(table.counts[key] >= threshold for key in table.counts if "total" in key)
    found = protect(table, threshold=threshold)
    assert found.primary == {key for key, count in inner.items() if 0 < count < threshold} != set()
    assert everything_seems_possible(found)


@pytest.mark.parametrize("threshold", [2, 5, 10])
def test_the_interval_of_a_protected_count_is_twice_the_threshold_wide(threshold: int) -> None:
    found = protect(one_way({"a": 1, "b": 2 * threshold, "c": 2 * threshold + 1, "d": 900}), threshold=threshold)
    band = limits(found)["a"]
    assert band.low is not None and band.high is not None and band.high - band.low >= 2 * threshold


def test_the_repr_of_a_result_does_not_tell_small_cells_from_those_kept_back_beside_them() -> None:
    found = protect(one_way({"a": 3, "b": 20, "c": 40}))
    assert repr(found) == repr(replace(found, primary=frozenset("b"), secondary=frozenset("a")))


def test_a_hierarchy_of_areas_by_type_is_protected_at_every_level() -> None:
    areas = {"North": "Town", "South": "Town", "Coast": "Shire", "Down": "Shire", "Town": "force", "Shire": "force"}
    random = np.random.default_rng(2)
    counts = {(ward, kind): int(random.poisson(8)) for ward in list(areas)[:4] for kind in ("theft", "arson", "fraud")}
    found = protect(cross(counts, areas, dict.fromkeys(("theft", "arson", "fraud"), "all")))
    assert found.primary and found.least
    assert everything_seems_possible(found)


def test_linked_tables_are_protected_together_where_each_alone_would_give_the_other_away() -> None:
    wards, ages = one_way({"North": 3, "South": 20, "East": 30}), one_way({"young": 33, "old": 20})
    sums = (*linked(wards, ages).equations, Equation("young", ("North", "East")))
    apart = {**protect(wards).published, **protect(ages).published}
    assert feasible(View(apart, sums)) == {"North": Band(3, 3), "South": Band(20, 20)}
    together = protect(Table(linked(wards, ages).counts, sums))
    assert together.secondary == {"East"}
    assert everything_seems_possible(together)


def test_a_table_of_noughts_is_published_as_it_is() -> None:
    table = two_way(dict.fromkeys([(row, column) for row in "ab" for column in "xy"], 0))
    found = protect(table)
    assert found.published == table.counts and not found.primary and not found.secondary


def test_a_table_of_nothing_but_small_counts_is_kept_back_whole() -> None:
    found = protect(one_way({"a": 1, "b": 1, "c": 1}))
    assert set(found.published.values()) == {None}
    assert protect(one_way({"a": 2, "b": 2, "c": 0})).published == {"a": None, "b": None, "c": 0, "total": None}


def test_a_cell_that_is_its_own_total_is_kept_back_with_it() -> None:
    found = protect(two_way({("a", "x"): 3, ("a", "y"): 0, ("b", "x"): 30, ("b", "y"): 40}))
    assert found.published[("a", "x")] is None and found.published[("a", "total")] is None
    assert everything_seems_possible(found)


def test_tables_of_one_cell_or_none_are_no_trouble() -> None:
    assert protect(Table({"a": 3})).published == {"a": None}
    assert protect(Table({"a": 7})).published == {"a": 7}
    assert protect(Table({})).published == {}


@pytest.mark.parametrize("count", [-1, 2.5, float("nan")])
def test_what_is_no_count_is_never_published(count: float) -> None:
    with pytest.raises(ValueError, match="must be a whole number"):
        protect(one_way({"a": count, "b": 4}))  # type: ignore[dict-item]


def test_a_reach_under_the_threshold_is_refused() -> None:
    with pytest.raises(ValueError, match="reach must be the threshold of 10 or more; found 9"):
        protect(one_way({"a": 3}), threshold=10, reach=9)


def test_a_nought_that_gives_a_group_away_could_be_a_nought_or_not() -> None:
    table = two_way({("m", "full"): 26, ("m", "part"): 0, ("s", "full"): 17, ("s", "part"): 18})
    found = protect(table, groups=[("m", "total")])
    assert ("m", "part") in found.primary and found.zeros
    band = limits(found)[("m", "part")]
    assert band.low == 0 and (band.high is None or band.high >= 10)


def test_once_a_mark_may_be_nought_it_may_be_in_later_releases_too() -> None:
    first = protect(one_way({"full": 26, "part": 0}), groups=["total"])
    assert first.published["part"] is None
    later = protect(one_way({"full": 26, "part": 0}), earlier=[first])
    assert later.zeros and later.published["part"] is None


# ── releases one after another ──


def by_ward(counts: dict[str, int], months: Sequence[int]) -> Table:
    """A table of one register by ward over some months, with a total; each key says whom it counts."""
    return renamed(one_way(counts), lambda key: Population.of(counts if key == "total" else (key,), months))


def test_a_later_table_does_not_show_what_with_the_earlier_would_give_the_difference() -> None:
    nine = protect(by_ward({"North": 40, "South": 50}, range(9)))
    table = by_ward({"North": 43, "South": 70}, range(12))
    assert None not in nine.published.values() and None not in protect(table).published.values()
    year = protect(table, earlier=[nine])
    north, rest = Population.of(("North",), range(12)), Population.of(("North",), range(9, 12))
    assert year.published[north] is None
    assert limits(nine, year)[rest] == Band(0, 23)


def test_a_difference_that_is_nought_or_large_does_no_harm() -> None:
    nine = protect(by_ward({"North": 40, "South": 50}, range(9)))
    year = protect(by_ward({"North": 40, "South": 90}, range(12)), earlier=[nine])
    assert None not in year.published.values()


def test_the_same_table_twice_keeps_back_the_same_cells() -> None:
    table = two_way({(row, column): 3 * row * column for row in range(1, 5) for column in range(1, 4)})
    first = protect(table)
    again = protect(table, earlier=[first])
    assert first.secondary
    assert again.published == first.published


def test_a_wider_area_does_not_give_the_ward_away_that_it_adds() -> None:
    """Two wards, then a district of three of which only the total is shown."""
    wards = protect(by_ward({"North": 40, "South": 50}, range(12)))
    whole = Population.of(("North", "South", "East"), range(12))
    district = protect(Table({whole: 92}), earlier=[wards])
    assert district.published == {whole: None}


def test_wards_and_months_that_differ_at_once_are_seen_through() -> None:
    """The district’s nine months from a year of its wards with one more: two people lived in neither."""
    nine = protect(Table({Population.of(("North", "South"), range(9)): 90}))
    whole = Population.of(("North", "South", "East"), range(12))
    assert protect(Table({whole: 92}), earlier=[nine]).published == {whole: None}


def test_sums_that_no_key_tells_of_can_be_linked_by_hand() -> None:
    first = protect(Table({"first count": 40}))
    link = Equation("second count", ("first count", "came later"))
    assert protect(Table({"second count": 43}), earlier=[first]).published == {"second count": 43}
    second = protect(Table({"second count": 43}), earlier=[first], links=[link])
    assert second.published == {"second count": None}


def test_what_earlier_releases_give_away_is_refused_by_name_unless_conceded() -> None:
    total, young = Population.of(("young", "old")), Population.of(("young",))
    first = protect(Table({total: 6}))
    table = Table({young: 4, Population.of(("old",)): 2, total: 6})
    strict = protect(Table({young: 7}), threshold=5)
    with pytest.raises(UnprotectableError, match="earlier releases already give them away") as caught:
        protect(Table({young: 7}), threshold=10, earlier=[strict])
    assert caught.value.cells == {young}
    conceded = protect(Table({young: 7}), threshold=10, earlier=[strict], conceded=[young])
    assert conceded.published == {young: None}
    assert protect(table, earlier=[first]).published[young] is None


def test_a_revised_count_under_the_same_key_is_refused_and_neither_is_told() -> None:
    first = protect(one_way({"a": 417, "b": 20}))
    with pytest.raises(ValueError, match="given two different counts") as caught:
        protect(one_way({"a": 418, "b": 19}), earlier=[first])
    assert "417" not in str(caught.value) and "418" not in str(caught.value)
    marked = protect(one_way({"a": 3, "b": 20}))
    with pytest.raises(ValueError, match="given two different counts"):
        protect(one_way({"a": 0, "b": 23}), earlier=[marked])


# ── nothing within the threshold is ever recovered ──

Story = tuple[NDArray[np.int64], list[tuple[list[int], list[int], list[int]]]]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A register by ward, type and quarter, and two to four tables of some of each, in any order."""
    shape = draw(st.tuples(st.integers(1, 3), st.integers(1, 2), st.integers(2, 4)))
    cells = draw(st.lists(st.integers(0, 7), min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
    picks = []
    for _ in range(draw(st.integers(2, 4))):
        wards, kinds = (draw(st.lists(st.integers(0, n - 1), min_size=1, unique=True)) for n in shape[:2])
        first, last = sorted(draw(st.tuples(*[st.integers(0, shape[2] - 1)] * 2)))
        picks.append((wards, kinds, list(range(first, last + 1))))
    return np.array(cells).reshape(shape), picks


def table_of(register: NDArray[np.int64], wards: list[int], kinds: list[int], when: list[int]) -> Table:
    counts = register[np.ix_(wards, kinds, when)].sum(axis=2)
    table = two_way({(("w", w), ("k", k)): int(counts[i, j]) for i, w in enumerate(wards) for j, k in enumerate(kinds)})

    def whom(key: Key) -> Population:
        ward, kind = key
        return Population.of(wards if ward == "total" else ward[1:], kinds if kind == "total" else kind[1:], when)

    return renamed(table, whom)


class Register:
    """All that a reader knows of every single cell of the register, put together from scratch."""

    def __init__(self, shape: tuple[int, ...], releases: Sequence[Protected]) -> None:
        self.shape = shape
        shown = [(self.row(key), count) for one in releases for key, count in one.published.items()]
        self.rows = np.array([row for row, _ in shown])
        self.low = [1 if count is None else count for _, count in shown]
        self.high = [np.inf if count is None else count for _, count in shown]

    def row(self, key: Population) -> NDArray[np.float64]:
        inside = np.zeros(self.shape)
        inside[np.ix_(*(sorted(members) for members in key.along))] = 1  # type: ignore[type-var]
        return inside.ravel()

    def end(self, row: NDArray[np.float64], side: int) -> int | None:
        from scipy.optimize import LinearConstraint, milp

        ties = LinearConstraint(self.rows, self.low, self.high)
        found = milp(-side * row, constraints=ties, integrality=np.ones(len(row)))
        return None if found.x is None else round(float(row @ found.x))

    def differences(self, keys: Sequence[Population]) -> Iterator[NDArray[np.float64]]:
        for one, other in permutations(keys, 2):
            row = self.row(one) - self.row(other)
            if row.min() >= 0 < row.max():
                yield row


@given(stories())
def test_no_series_of_releases_lets_anything_small_be_worked_out(story: Story) -> None:
    truth, picks = story
    threshold = 3
    releases: list[Protected] = []
    for pick in picks:
        try:
            releases.append(protect(table_of(truth, *pick), threshold=threshold, earlier=releases))
        except UnprotectableError:
            continue
    reader = Register(truth.shape, releases)
    for key in {key for one in releases for key in one.primary}:
        high = reader.end(reader.row(key), 1)
        assert high is None or high >= threshold
    for row in reader.differences(list({key for one in releases for key in one.published})):
        if 0 < row @ truth.ravel() < threshold:
            low, high = reader.end(row, -1), reader.end(row, 1)
            assert low != high and (high is None or high >= threshold - 1)


# ── nothing of the true counts stays behind ──


def everything_in(value: object) -> str:
    return repr(value) + str(pickle.dumps(value, protocol=0))


def test_tables_that_differ_only_in_what_is_kept_back_leave_the_very_same_result() -> None:
    one = protect(one_way({"a": 3, "b": 20, "c": 40}))
    other = protect(one_way({"a": 2, "b": 21, "c": 40}))
    assert one == other
    assert everything_in(one) == everything_in(other)


def test_no_count_kept_back_is_in_any_attribute_repr_or_pickle() -> None:
    others = {("a", "y"): 7_001, ("b", "x"): 7_013, ("b", "y"): 7_027, ("c", "x"): 7_039, ("c", "y"): 7_043}
    table = two_way({("a", "x"): 3, **others})
    found = protect(table)
    back = [count for key, count in table.counts.items() if found.published[key] is None]
    assert len(back) == 4 and 3 in back
    assert not [count for count in back if count > 3 and str(count) in everything_in(found)]
    assert all(found.published[key] is None for key in found.primary | found.secondary)
    assert {field: getattr(found, field) for field in Protected.__slots__} == {
        "published": found.published,
        "primary": {("a", "x")},
        "secondary": found.secondary,
        "equations": table.equations,
        "threshold": 5,
        "reach": 11,
        "zeros": False,
        "least": True,
    }


def test_a_result_read_back_protects_as_the_first_did() -> None:
    first = protect(by_ward({"North": 3, "South": 50, "East": 20}, range(9)))
    again = pickle.loads(pickle.dumps(first))
    table = by_ward({"North": 9, "South": 70, "East": 21}, range(12))
    assert protect(table, earlier=[again]) == protect(table, earlier=[first])


def test_a_refusal_tells_no_count() -> None:
    key = Population.of(("young",))
    first = protect(Table({key: 7}), threshold=5)
    with pytest.raises(UnprotectableError) as caught:
        protect(Table({key: 7}), threshold=10, earlier=[first])
    assert "7" not in str(caught.value)


def test_a_pattern_that_fails_the_last_audit_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protecting, "secondary_cells", lambda _: Pattern(frozenset(), True))
    with pytest.raises(ArithmeticError, match="nothing is published") as caught:
        protect(one_way({"a": 3, "b": 417}))
    assert "417" not in str(caught.value) and "420" not in str(caught.value)


def test_a_hierarchy_keeps_its_order() -> None:
    found = protect(hierarchy({"a": 30, "b": 40}, {"a": "t", "b": "t"}))
    assert list(found.published) == ["a", "t", "b"]
