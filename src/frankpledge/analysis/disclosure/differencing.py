"""Differencing: what two tables of nearly the same population say together about the difference."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from frankpledge.analysis.disclosure.table import Equation, Key

Members = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Population:
    """A key that says whom a cell counts: the members it takes in along each dimension.

    Two wards in a quarter, for burglary, are Population.of(("ward 1", "ward 2"), ("April", "May", "June"),
    ("burglary",)). Every table of a register should have the same dimensions in the same order, with what is
    counted among them. A count that has been revised is another population, so it needs a member that says so.
    """

    along: tuple[Members, ...]

    def __post_init__(self) -> None:
        if not all(self.along):
            raise ValueError(
                "A population needs one member or more along every dimension; found a dimension with none."
            )

    @classmethod
    def of(cls, *members: Iterable[Hashable]) -> Population:
        """The population of these members along each dimension."""
        return cls(tuple(map(frozenset, members)))


def differences(keys: Iterable[Key], equations: Iterable[Equation] = ()) -> tuple[Equation, ...]:
    """The sums that tie overlapping populations, whatever tables they come from.

    Along each dimension the populations are split into the largest pieces of which each takes all or nothing:
    twelve months and the first nine of them give the nine, and the three that are the difference. Every population
    is then the sum of its pieces along one dimension, and these of theirs along the next. A piece that no table
    shows becomes a key like any other. Sums that `equations` already make are left out, and keys that are not a
    Population are passed over.

    Source: Hundepool and others, Handbook on Statistical Disclosure Control, 2nd edition, 5.2 (differencing).
    """
    made = {_own_split(equation) for equation in equations}
    populations = [key for key in dict.fromkeys(keys) if isinstance(key, Population)]
    return tuple(one for group in _touching(populations) for one in _splits(group, made))


def subtracted(equations: Sequence[Equation], known: Mapping[Key, int]) -> dict[Key, int]:
    """`known` and every count that follows from it by adding and taking away, one sum after another."""
    counts, left = dict(known), list(equations)
    while True:
        unknowns = [[key for key in (one.total, *one.parts) if key not in counts] for one in left]
        ready = {missing[0]: one for one, missing in zip(left, unknowns, strict=True) if len(missing) == 1}
        if not ready:
            return counts
        for key, one in ready.items():
            parts = sum(counts[part] for part in one.parts if part != key)
            counts[key] = parts if key == one.total else counts[one.total] - parts
        left = [one for one, missing in zip(left, unknowns, strict=True) if len(missing) > 1]


def _splits(populations: Sequence[Population], made: Collection[object]) -> Iterator[Equation]:
    """Each population as the sum of its pieces along the first dimension where it has several, and so on down."""
    pieces = [_pieces(tuple(dict.fromkeys(sets))) for sets in zip(*(one.along for one in populations), strict=True)]
    waiting, seen = deque(populations), set(populations)
    while waiting:
        whole = waiting.popleft()
        d = next((d for d, members in enumerate(whole.along) if len(pieces[d][members]) > 1), None)
        if d is not None and (whole, d) not in made:
            parts = tuple(_with(whole, d, members) for members in pieces[d][whole.along[d]])
            waiting.extend(part for part in parts if part not in seen)
            seen.update(parts)
            yield Equation(whole, parts)


def _pieces(sets: Sequence[Members]) -> dict[Members, list[Members]]:
    """For each set, and for each piece, the pieces that make it up: members that all the sets treat alike."""
    alike: dict[tuple[bool, ...], list[Hashable]] = {}
    for member in sorted(frozenset().union(*sets), key=repr):
        alike.setdefault(tuple(member in each for each in sets), []).append(member)
    found = {frozenset(members): [frozenset(members)] for members in alike.values()}
    for place, each in enumerate(sets):
        found[each] = [frozenset(members) for taken, members in alike.items() if taken[place]]
    return found


def _touching(populations: Sequence[Population]) -> Iterable[list[Population]]:
    """The populations in groups, such that those of two groups have nobody in common along some dimension."""
    groups: dict[tuple[object, ...], list[Population]] = {}
    for number in dict.fromkeys(len(one.along) for one in populations):
        ours = [one for one in populations if len(one.along) == number]
        joined = [_joined(sets) for sets in zip(*(one.along for one in ours), strict=True)]
        for one in ours:
            place = tuple(heads[members] for heads, members in zip(joined, one.along, strict=True))
            groups.setdefault((number, *place), []).append(one)
    return groups.values()


def _joined(sets: Iterable[Members]) -> dict[Members, Hashable]:
    """For each set a member that stands for it and for every set it hangs together with."""
    head: dict[Hashable, Hashable] = {}

    def follow(member: Hashable) -> Hashable:
        while head.setdefault(member, member) != member:
            member = head[member]
        return member

    ours = tuple(dict.fromkeys(sets))
    for members in ours:
        first, *others = members
        for other in others:
            head[follow(other)] = follow(first)
    return {members: follow(next(iter(members))) for members in ours}


def _with(population: Population, d: int, members: Members) -> Population:
    return Population((*population.along[:d], members, *population.along[d + 1 :]))


def _own_split(equation: Equation) -> tuple[Population, int] | None:
    """The total of a sum and the dimension along which it adds up, if it is a sum of populations along one."""
    total, parts = equation.total, [part for part in equation.parts if isinstance(part, Population)]
    if not isinstance(total, Population) or len(parts) < len(equation.parts):
        return None
    for d, whole in enumerate(total.along):
        if all(len(part.along) > d and _with(part, d, whole) == total for part in parts):
            members = [member for part in parts for member in part.along[d]]
            return (total, d) if len(members) == len(whole) and frozenset(members) == whole else None
    return None
