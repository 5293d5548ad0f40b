"""The areas most like one area, and their average."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.similar import SimilarGroup, group_average, most_similar

Variables = dict[str, dict[str, float]]


def made_up(seed: int, areas: int, variables: int) -> Variables:
    random = np.random.default_rng(seed)
    table = random.normal(size=(areas, variables)) @ random.normal(size=(variables, variables))
    return {f"v{j}": {f"area {i:02}": float(table[i, j]) for i in range(areas)} for j in range(variables)}


def slow_distances(area: str, variables: Variables, kept: float) -> dict[str, float]:
    """By the eigenvectors of the correlations, one component after another."""
    areas = sorted(next(iter(variables.values())))
    table = np.array([[values[name] for values in variables.values()] for name in areas])
    z = (table - table.mean(axis=0)) / table.std(axis=0)
    sizes, axes = np.linalg.eigh(z.T @ z / len(areas))
    held, square = 0.0, np.zeros(len(areas))
    for place in np.argsort(-sizes):
        if held >= kept * sizes.sum() - 1e-9:
            break
        held += sizes[place]
        scores = z @ axes[:, place]
        square += (scores - scores[areas.index(area)]) ** 2
    return dict(zip(areas, np.sqrt(square).tolist(), strict=True))


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.integers(3, 12), st.integers(1, 5), st.sampled_from([0.5, 0.9, 1.0]))
def test_distances_are_those_over_the_eigenvectors_of_the_correlations(
    seed: int, areas: int, variables: int, kept: float
) -> None:
    given_variables = made_up(seed, areas, variables)
    found = most_similar("area 01", given_variables, size=2, kept=kept)
    slow = slow_distances("area 01", given_variables, kept)
    nearest = sorted(set(slow) - {"area 01"}, key=lambda name: slow[name])[:2]
    assert [member.area for member in found.members] == nearest
    assert [member.distance for member in found.members] == pytest.approx([slow[name] for name in nearest])
    assert found.kept >= kept - 1e-9 and found.components <= variables
    assert [member.place for member in found.members] == [1, 2]


def test_one_variable_makes_the_nearest_in_value_the_most_similar() -> None:
    found = most_similar("b", {"poverty": {"a": 1, "b": 2, "c": 4, "d": 9}}, size=2)
    assert [member.area for member in found.members] == ["a", "c"]
    spread = math.sqrt(np.var([1, 2, 4, 9]))
    assert [member.distance for member in found.members] == pytest.approx([1 / spread, 2 / spread])
    assert (found.components, found.kept, found.variables) == (1, 1.0, ("poverty",))
    assert found.without == () and found.members[0].stays == 0


def test_an_area_with_the_same_values_is_at_no_distance_and_names_settle_ties() -> None:
    found = most_similar("m", {"x": {"m": 1, "z": 1, "a": 1, "k": 5}, "y": {"m": 3, "z": 3, "a": 3, "k": 0}}, size=2)
    assert [(member.area, member.distance) for member in found.members] == [("a", 0), ("z", 0)]


def test_being_similar_goes_one_way() -> None:
    line = {"x": {"a": 0.0, "b": 1.0, "c": 1.8, "d": 2.5}}
    assert most_similar("a", line, size=1).members[0].area == "b"
    assert most_similar("b", line, size=1).members[0].area == "c"


def test_the_unit_of_a_variable_does_not_matter_and_neither_does_the_order_of_areas() -> None:
    variables = made_up(3, 20, 4)
    other = {name: {area: 1e6 - 1000 * v for area, v in reversed(values.items())} for name, values in variables.items()}
    one, two = most_similar("area 05", variables, size=6), most_similar("area 05", other, size=6)
    assert [member.area for member in one.members] == [member.area for member in two.members]
    assert [m.distance for m in one.members] == pytest.approx([m.distance for m in two.members])


def test_leaving_out_each_variable_is_the_group_of_the_others() -> None:
    variables = made_up(8, 15, 4)
    found = most_similar("area 00", variables, size=5)
    members = {member.area for member in found.members}
    places: dict[str, list[int]] = {name: [] for name in members}
    for each in found.without:
        rest = {name: values for name, values in variables.items() if name != each.variable}
        order = [member.area for member in most_similar("area 00", rest, size=14).members]
        assert set(each.enters) == set(order[:5]) - members
        assert set(each.leaves) == members - set(order[:5])
        for name in members:
            places[name].append(order.index(name) + 1)
    assert len(found.without) == 4
    for member in found.members:
        own = places[member.area]
        assert (member.best, member.worst) == (min(own), max(own))
        assert member.stays == sum(place <= 5 for place in own)


def test_a_variable_alike_everywhere_is_left_out_and_named() -> None:
    variables = {**made_up(1, 6, 2), "flat": {f"area {i:02}": 0.1 + 0.2 for i in range(6)}}
    found = most_similar("area 00", variables, size=3)
    assert found.unvarying == ("flat",) and found.variables == ("v0", "v1")
    assert found.members == most_similar("area 00", made_up(1, 6, 2), size=3).members
    with pytest.raises(ValueError, match="No variable differs"):
        most_similar("a", {"flat": {"a": 1, "b": 1}}, size=1)


@pytest.mark.parametrize("gap", [math.nan, math.inf, None])
def test_a_missing_value_is_refused_by_variable_and_area(gap: float | None) -> None:
    rates = {"a": 1.0, "b": 2.0, "c": 3.0}
    with_gap = {name: value for name, value in {**rates, "b": gap}.items() if value is not None}
    with pytest.raises(ValueError, match="poverty has no number for b: leave out the variable or those areas"):
        most_similar("a", {"crowding": rates, "poverty": with_gap}, size=1)


@pytest.mark.parametrize(
    ("area", "size", "kept"), [("z", 1, 0.9), ("a", 0, 0.9), ("a", 3, 0.9), ("a", 1, 0), ("a", 1, 1.1)]
)
def test_what_cannot_be_asked_is_refused(area: str, size: int, kept: float) -> None:
    with pytest.raises(ValueError, match=r"no values|out of 2 others|share of variance"):
        most_similar(area, {"x": {"a": 1.0, "b": 2.0, "c": 4.0}}, size=size, kept=kept)


def group() -> SimilarGroup:
    return most_similar("b", {"x": {"a": 1, "b": 2, "c": 4, "d": 9}}, size=2)


def test_the_average_is_of_rates_unweighted_and_takes_in_the_area_itself() -> None:
    found = group_average({"a": 10, "b": 20, "c": 60, "d": 1000}, group())
    assert (found.value, found.areas) == (30, 3)


def test_a_missing_rate_is_refused_and_not_taken_for_nought() -> None:
    with pytest.raises(ValueError, match="none for b, c"):
        group_average({"a": 10, "c": math.nan}, group())
