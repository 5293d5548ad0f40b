"""Sums that would tell what their largest contributors brought to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.disclosure.dominance import dominated, guessable, unsafe_sums

HANDBOOK = [50_000, 49_000, 600, 400]
"""Handbook on Statistical Disclosure Control, 2nd edition, 4.2, example 1: a sum of 100,000."""

contributions = st.lists(st.integers(0, 10**6), max_size=8)


def test_the_handbooks_sum_is_safe_by_its_largest_alone_but_the_second_can_tell_it_to_two_per_cent() -> None:
    assert not dominated(HANDBOOK, largest=1, share=90)
    assert dominated(HANDBOOK, largest=2, share=90)
    assert guessable(HANDBOOK, nearness=2.01) and not guessable(HANDBOOK, nearness=2)
    assert pytest.approx(0.02) == (100_000 - 49_000) / 50_000 - 1


@given(contributions, st.integers(1, 4), st.integers(1, 99))
def test_dominance_is_what_sorting_and_adding_say(each: list[int], largest: int, share: int) -> None:
    most = sum(sorted(each)[-largest:])
    assert dominated(each, largest=largest, share=share) == (100 * most > share * sum(each))


@given(contributions, st.integers(1, 200))
def test_what_is_guessable_is_what_the_second_largest_finds_by_subtracting(each: list[int], nearness: int) -> None:
    ordered = [*sorted(each, reverse=True), 0, 0]
    estimate = sum(each) - ordered[1]
    told = 100 * (estimate - ordered[0]) < nearness * ordered[0]
    assert guessable(each, nearness=nearness) == told


@pytest.mark.parametrize(("share", "nearness"), [(80, 25), (95, 100 * 5 / 95)])
@given(each=contributions)
def test_what_is_safe_by_two_and_k_is_safe_by_the_handbooks_matching_p(
    each: list[int], share: float, nearness: float
) -> None:
    """Handbook, 4.2: (2, 80) goes with p = 25 and (2, 95) with p = 5.26."""
    if not dominated(each, largest=2, share=share):
        assert not guessable(each, nearness=nearness * (1 - 1e-12))


def test_one_or_two_contributors_give_each_other_away_and_a_sum_of_nothing_tells_nothing() -> None:
    assert guessable([7979]) and dominated([7979])
    assert guessable([10, 9]) and dominated([10, 9])
    assert not guessable([]) and not dominated([]) and not guessable([0, 0]) and not dominated([0, 0])


def test_one_homicide_among_thefts_makes_a_wards_harm_unsafe_and_many_alike_do_not() -> None:
    assert unsafe_sums({"North": [5475, *[2] * 40], "South": [2] * 40, "East": []}) == {"North"}
    assert unsafe_sums({"North": [50, 49, 16, 0]}) == {"North"}  # by two of 85 per cent alone
    assert unsafe_sums({"North": [50, 40, 16]}) == frozenset()


@pytest.mark.parametrize("bad", [-417.0, float("nan"), float("inf")])
def test_a_missing_contribution_is_refused_and_none_is_told(bad: float) -> None:
    for rule in (dominated, guessable):
        with pytest.raises(ValueError, match="a missing one is not a nought") as caught:
            rule([bad, 41.5])
        assert "41" not in str(caught.value)


def test_settings_without_effect_are_refused() -> None:
    with pytest.raises(ValueError, match="under 100 per cent"):
        dominated([1, 2], share=100)
    with pytest.raises(ValueError, match="one contributor or more"):
        dominated([1, 2], largest=0)
    with pytest.raises(ValueError, match="nearness in per cent"):
        guessable([1, 2], nearness=0)
