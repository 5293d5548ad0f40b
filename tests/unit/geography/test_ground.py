"""Which areas of two lists are the same ground."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from frankpledge.geography.ground import Ground, Link, comparable_areas


def links(text: str) -> list[Link]:
    """`a>b S, a>c S`: from the list of 2011 to that of 2021."""
    found = []
    for one in text.split(","):
        ends, _, change = one.strip().partition(" ")
        old, new = ends.split(">")
        found.append(Link((2011, old), (2021, new), change))
    return found


def ground(earlier: str, later: str, *, broken: bool = False) -> Ground:
    return Ground(frozenset(earlier.split()), frozenset(later.split()), broken)


def test_an_area_that_is_kept_is_its_own_ground_even_under_the_same_code() -> None:
    assert comparable_areas(links("a>a U, b>b U")) == (ground("a", "a"), ground("b", "b"))


def test_a_split_and_a_merger_are_the_unions_of_what_they_touch() -> None:
    assert comparable_areas(links("a>b S, a>c S, d>f M, e>f M")) == (ground("a", "b c"), ground("d e", "f"))


def test_a_chain_of_splits_and_mergers_is_one_ground() -> None:
    assert comparable_areas(links("a>x S, a>y M, b>y M, c>z U")) == (ground("a b", "x y"), ground("c", "z"))


def test_one_irregular_link_breaks_the_whole_ground_and_no_other() -> None:
    assert comparable_areas(links("a>x S, a>y X, b>y X, c>c U")) == (
        ground("a b", "x y", broken=True),
        ground("c", "c"),
    )


def test_lists_in_between_carry_the_link_and_are_not_in_the_ground() -> None:
    steps = [Link((2018, "a"), (2019, "m")), Link((2018, "b"), (2019, "m")), Link((2019, "m"), (2020, "n"))]
    assert comparable_areas(steps) == (ground("a b", "n"),)
    assert comparable_areas([]) == ()


changes = st.lists(
    st.builds(
        lambda old, new, change: Link((2011, f"a{old}"), (2021, f"b{new}"), change),
        st.integers(0, 7),
        st.integers(0, 7),
        st.sampled_from("USMX"),
    ),
    min_size=1,
    max_size=14,
)


@given(changes)
def test_grounds_are_the_finest_division_that_no_link_crosses(held: list[Link]) -> None:
    """Against the slow way: join any two sets that a link touches until none is left to join."""
    slow = [{node} for node in {node for link in held for node in (link.earlier, link.later)}]
    for link in held:
        touched = [one for one in slow if link.earlier in one or link.later in one]
        slow = [one for one in slow if one not in touched] + [set().union(*touched)]
    expected = {
        (
            frozenset(code for year, code in one if year == 2011),
            frozenset(code for year, code in one if year == 2021),
            any(link.change == "X" for link in held if link.earlier in one),
        )
        for one in slow
    }
    found = comparable_areas(held)
    assert {(one.earlier, one.later, one.broken) for one in found} == expected
    assert len(found) == len(expected)
