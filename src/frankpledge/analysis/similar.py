"""Similar: the areas most like one area in what goes with crime, and the average of their rates."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.inputs import positive, whole_count

SIZE, KEPT = 14, 0.9

_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Member:
    """An area of the group: its distance, its place (1 is the nearest), and how far both hang on the variables.

    `best` and `worst` are its places, and `stays` in how many of the groups it is, when each variable is left out.
    """

    area: str
    distance: float
    place: int
    best: int
    worst: int
    stays: int


@dataclass(frozen=True, slots=True)
class Without:
    """The group as it would be without one variable: who would come in, and who would go out."""

    variable: str
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SimilarGroup:
    """The areas nearest to `area`, which is not among the members, nearest first.

    `variables` are those used, and `unvarying` those left out because they are alike everywhere. `kept` is the
    share of the variance that the `components` hold. Being similar goes one way: an area may not be in the groups
    of its own members.
    """

    area: str
    members: tuple[Member, ...]
    variables: tuple[str, ...]
    unvarying: tuple[str, ...]
    components: int
    kept: float
    without: tuple[Without, ...]
    method: str


@dataclass(frozen=True, slots=True)
class GroupAverage:
    """The unweighted mean of the rates of so many areas, the area itself among them."""

    value: float
    areas: int


def most_similar(
    area: str, variables: Mapping[str, Mapping[str, float]], *, size: int = SIZE, kept: float = KEPT
) -> SimilarGroup:
    """The `size` areas nearest to `area`. `variables` gives each variable’s value for every area.

    Each variable is put on a scale of standard deviations from its mean; the first principal components that hold
    `kept` of the variance are taken; distance is Euclidean over them. Of areas equally far the first by name is
    nearer. Every variable must have a number for every area, two areas or more, and at least one must vary: an area
    without one cannot be placed, and ValueError names it, so that it is left out by decision and not unseen.

    Sources: Home Office, Most Similar Groups; HMIC, About the data; Jolliffe, Principal Component Analysis (2002).
    """
    areas, names, table = _table(area, variables)
    if not 1 <= whole_count(size, "size of the group") < len(areas):
        raise ValueError(f"The group needs one member or more out of {len(areas) - 1} others; {size} were asked for.")
    (scores, used), origin = _scored(table, names), areas.index(area)
    distances, components, share = _distances(scores, origin, kept)
    order = _order(distances, areas, origin)
    rest = [np.delete(scores, column, axis=1) for column in range(len(used))] if len(used) > 1 else []
    others = [_order(_distances(each, origin, kept)[0], areas, origin) for each in rest]
    return SimilarGroup(
        area,
        members=tuple(_member(areas, distances, order, others, place, size) for place in range(size)),
        variables=tuple(used),
        unvarying=tuple(name for name in names if name not in used),
        components=components,
        kept=share,
        without=tuple(_without(*pair, areas, order[:size], size) for pair in zip(used, others, strict=False)),
        method=f"z-scores, {components} principal components, Euclidean distance, {size} nearest",
    )


def group_average(rates: Mapping[str, float], group: SimilarGroup) -> GroupAverage:
    """The unweighted mean of the rates of the area and of its members. One missing rate is a ValueError.

    Source: HMIC, About the data (most similar group averages).
    """
    areas = [group.area, *(member.area for member in group.members)]
    missing = [name for name in areas if not math.isfinite(rates.get(name, math.nan))]
    if missing:
        raise ValueError(f"The average needs a rate of every area of the group; none for {', '.join(missing)}.")
    return GroupAverage(math.fsum(rates[name] for name in areas) / len(areas), len(areas))


def _table(area: str, variables: Mapping[str, Mapping[str, float]]) -> tuple[list[str], list[str], NDArray[np.float64]]:
    """Areas, variables and values of shape (areas, variables), every one of them there."""
    areas = sorted({name for values in variables.values() for name in values})
    if area not in areas:
        raise ValueError(f"{area} has no values, so nothing can be near it.")
    for name, values in variables.items():
        without = [each for each in areas if not math.isfinite(values.get(each, math.nan))]
        if without:
            some = ", ".join(without[:3]) + (f" and {len(without) - 3} more" if len(without) > 3 else "")
            raise ValueError(f"{name} has no number for {some}: leave out the variable or those areas.")
    table = [[float(values[each]) for values in variables.values()] for each in areas]
    return areas, list(variables), np.array(table)


def _scored(table: NDArray[np.float64], names: Sequence[str]) -> tuple[NDArray[np.float64], list[str]]:
    """The variables that vary, each in standard deviations from its mean, and their names."""
    varies = np.ptp(table, axis=0) > _HAIR * np.abs(table).max(axis=0)
    if not varies.any():
        raise ValueError("No variable differs between the areas, so none is nearer than another.")
    centred = table[:, varies] - table[:, varies].mean(axis=0)
    return centred / centred.std(axis=0), [name for name, does in zip(names, varies, strict=True) if does]


def _distances(scores: NDArray[np.float64], origin: int, kept: float) -> tuple[NDArray[np.float64], int, float]:
    """From one area to each, over the fewest components that hold enough, how many these are and what they hold."""
    if positive(kept, "share of variance to keep") > 1:
        raise ValueError(f"The share of variance to keep must be at most 1; found {kept}.")
    _, sizes, axes = np.linalg.svd(scores, full_matrices=False)
    held = np.cumsum(sizes**2) / (sizes**2).sum()
    components = int(np.searchsorted(held, kept - _HAIR) + 1)
    places = (scores - scores[origin]) @ axes[:components].T
    return np.sqrt((places**2).sum(axis=1)), components, min(1.0, float(held[components - 1]))


def _order(distances: NDArray[np.float64], areas: Sequence[str], origin: int) -> list[int]:
    """The other areas, nearest first; distances that differ by a hair are equal, and names decide."""
    hair = _HAIR * float(distances.max(initial=0)) or 1.0
    others = [place for place in range(len(areas)) if place != origin]
    return sorted(others, key=lambda place: (round(float(distances[place]) / hair), areas[place]))


def _member(
    areas: Sequence[str],
    distances: NDArray[np.float64],
    order: Sequence[int],
    others: Sequence[Sequence[int]],
    place: int,
    size: int,
) -> Member:
    column = order[place]
    places = [other.index(column) + 1 for other in others] or [place + 1]
    stays = sum(each <= size for each in places) if others else 0
    return Member(areas[column], float(distances[column]), place + 1, min(places), max(places), stays)


def _without(variable: str, order: Sequence[int], areas: Sequence[str], group: Sequence[int], size: int) -> Without:
    enters = tuple(areas[place] for place in order[:size] if place not in group)
    return Without(variable, enters, tuple(areas[place] for place in group if place not in order[:size]))
