"""Differencing: what two tables of nearly the same population say together about the difference."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from frankpledge.analysis.disclosure.table import Equation, Key, unrepeated

Line = tuple[int, tuple[frozenset[Hashable], ...]]


@dataclass(frozen=True, slots=True)
class Population:
    """A key that says whom a cell counts: the members it takes in along each dimension.

    Two wards in a quarter, for burglary, are Population.of(("ward 1", "ward 2"), ("April", "May", "June"),
    ("burglary",)). Every table of a register should have the same dimensions in the same order, with what is
    counted among them. A count that has been revised is another population, so it needs a member that says so.
    """

    along: tuple[frozenset[Hashable], ...]

    @classmethod
    def of(cls, *members: Iterable[Hashable]) -> Population:
        """The population of these members along each dimension."""
        return cls(tuple(map(frozenset, members)))


def differences(keys: Iterable[Key], equations: Iterable[Equation] = ()) -> tuple[Equation, ...]:
    """The sums that tie populations alike in every dimension but one, whatever tables they come from.

    Along that dimension the populations are split into the largest pieces of which each takes all or nothing:
    twelve months and the first nine of them give the nine and the three that are the difference. Every population
    is the sum of its pieces. A piece that no table shows becomes a key like any other. Sums that `equations`
    already make are left out. Keys that are not a Population are passed over.

    Source: Hundepool and others, Handbook on Statistical Disclosure Control, 2nd edition, 5.2 (differencing).
    """
    given = unrepeated(equations)
    made = {_own_line(equation) for equation in given}
    found: list[Equation] = []
    for line, populations in _lines(keys).items():
        if len(populations) > 1:
            found += [one for one in _split(populations, line[0]) if (one.total, line[0]) not in made]
    return unrepeated(found)


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


def _lines(keys: Iterable[Key]) -> dict[Line, list[Population]]:
    """Populations that differ along one dimension at most, by that dimension and what they have in common."""
    lines: dict[Line, list[Population]] = {}
    for key in dict.fromkeys(keys):
        if isinstance(key, Population):
            for d in range(len(key.along)):
                lines.setdefault((d, key.along[:d] + key.along[d + 1 :]), []).append(key)
    return lines


def _split(populations: Sequence[Population], d: int) -> Iterable[Equation]:
    """Each population as the sum of its pieces, those in one piece left out."""
    sets = [one.along[d] for one in populations]
    pieces: dict[tuple[bool, ...], list[Hashable]] = {}
    for member in sorted(frozenset().union(*sets), key=repr):
        pieces.setdefault(tuple(member in each for each in sets), []).append(member)
    for place, whole in enumerate(populations):
        parts = [members for taken, members in pieces.items() if taken[place]]
        if len(parts) > 1:
            yield Equation(whole, tuple(_with(whole, d, members) for members in parts))


def _with(population: Population, d: int, members: Iterable[Hashable]) -> Population:
    return Population((*population.along[:d], frozenset(members), *population.along[d + 1 :]))


def _own_line(equation: Equation) -> tuple[Key, int] | None:
    """The total of a sum and the dimension along which it adds up, if it is a sum of populations along one."""
    total, parts = equation.total, [part for part in equation.parts if isinstance(part, Population)]
    if not isinstance(total, Population) or len(parts) < len(equation.parts):
        return None
    for d, whole in enumerate(total.along):
        alike = all(_with(part, d, whole) == total for part in parts)
        if alike and sum(len(part.along[d]) for part in parts) == len(whole):
            return (total, d) if frozenset().union(*(part.along[d] for part in parts)) == whole else None
    return None
