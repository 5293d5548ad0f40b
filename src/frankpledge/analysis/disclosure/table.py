"""Table: the cells of a table of counts, and the sums that tie them, whatever the shape of the table."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import Any, TypeAlias

Key: TypeAlias = Any  # anything hashable; a mapping’s type would refuse dict[str, int] for one of Hashable
"""What a cell is called. One key is one population, counted once: the same key in two tables is the same count."""


@dataclass(frozen=True, slots=True)
class Equation:
    """A total and the parts that add up to it, each named by its key."""

    total: Key
    parts: tuple[Key, ...]

    def __post_init__(self) -> None:
        named = {self.total, *self.parts}
        if not self.parts or len(named) != 1 + len(self.parts):
            raise ValueError(f"A sum needs a total and one part or more, all of them different; found {self}.")

    def __str__(self) -> str:
        return f"{self.total!r} = " + " + ".join(repr(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Table:
    """True counts and the sums among them. This is the confidential side: its repr shows no count.

    Every count must be a whole number, nought or more, every key in a sum must be a cell, and every sum must
    hold. Otherwise ValueError names the cell or the sum, and no count.
    """

    counts: Mapping[Key, int] = field(repr=False)
    equations: tuple[Equation, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", {key: _whole(key, count) for key, count in self.counts.items()})
        object.__setattr__(self, "equations", unrepeated(self.equations))
        for equation in self.equations:
            _check(equation, self.counts)


def one_way(counts: Mapping[Key, int], *, total: Key = "total") -> Table:
    """The cells of `counts` and their sum, under the key `total`."""
    if total in counts:
        raise ValueError(f"The total needs a key of its own; {total!r} is already one of the parts.")
    return Table({**counts, total: sum(counts.values())}, (Equation(total, tuple(counts)),))


def two_way(counts: Mapping[tuple[Key, Key], int], *, total: Key = "total") -> Table:
    """The cells of `counts`, keyed (row, column), with a total for every row, every column and the whole."""
    rows, columns = dict.fromkeys(row for row, _ in counts), dict.fromkeys(column for _, column in counts)
    return cross(counts, dict.fromkeys(rows, total), dict.fromkeys(columns, total))


def hierarchy(counts: Mapping[Key, int], parents: Mapping[Key, Key]) -> Table:
    """The cells of `counts` and every sum above them: `parents` says to which total each cell or total belongs."""
    return renamed(cross({(key,): count for key, count in counts.items()}, parents), lambda key: key[0])


def cross(counts: Mapping[tuple[Key, ...], int], *parents: Mapping[Key, Key]) -> Table:
    """A table across several hierarchies at once, such as ward, partnership and force by type of offence.

    `counts` holds the innermost cells, keyed by tuples of one entry for each of `parents`, and must hold every
    combination of them: a missing cell is not a nought. The result adds every combination of totals.
    """
    if not counts or any(not isinstance(key, tuple) or len(key) != len(parents) for key in counts):
        raise ValueError(
            f"Each cell needs a key of {len(parents)} entries, one for each hierarchy, and one cell at least."
        )
    paths = [{key[d]: _path(key[d], tree) for key in counts} for d, tree in enumerate(parents)]
    if len(counts) != math.prod(map(len, paths)):
        raise ValueError("Some combination of entries has no count. A missing cell is not a nought: give every one.")
    sums: dict[Key, int] = {}
    for key, count in counts.items():
        for cell in product(*(paths[d][entry] for d, entry in enumerate(key))):
            sums[cell] = sums.get(cell, 0) + _whole(key, count)
    return Table(sums, tuple(_sums_of(sums, [_children(path) for path in paths])))


def linked(*tables: Table) -> Table:
    """Several tables as one. A key that two of them share is one cell, and must have one count."""
    counts: dict[Key, int] = {}
    for table in tables:
        for key, count in table.counts.items():
            if counts.setdefault(key, count) != count:
                raise ValueError(f"Two of the tables give {key!r} different counts; one key is one population.")
    return Table(counts, tuple(equation for table in tables for equation in table.equations))


def renamed(table: Table, name: Callable[[Key], Key]) -> Table:
    """The same table with every key put through `name`.

    Cells that get the same key become one, as a total of a single part is: they must have the same count.
    """
    counts: dict[Key, int] = {}
    for key, count in table.counts.items():
        if counts.setdefault(name(key), count) != count:
            raise ValueError(f"Two cells of different counts would both be {name(key)!r}; one key is one population.")
    sums = [(name(one.total), tuple(map(name, one.parts))) for one in table.equations]
    return Table(counts, tuple(Equation(total, parts) for total, parts in sums if parts != (total,)))


def unrepeated(equations: Iterable[Equation]) -> tuple[Equation, ...]:
    """The equations in order, each once: the order of the parts does not make another sum."""
    kept: dict[tuple[Key, frozenset[Key]], Equation] = {}
    for one in equations:
        kept.setdefault((one.total, frozenset(one.parts)), one)
    return tuple(kept.values())


def _whole(key: Key, count: float) -> int:
    if not math.isfinite(count) or count < 0 or count != int(count):
        raise ValueError(f"The count of {key!r} must be a whole number, nought or more; a missing one is not a nought.")
    return int(count)


def _check(equation: Equation, counts: Mapping[Key, int]) -> None:
    unknown = [key for key in (equation.total, *equation.parts) if key not in counts]
    if unknown:
        raise ValueError(f"The sum {equation} names {unknown[0]!r}, which is no cell of the table.")
    if counts[equation.total] != sum(counts[part] for part in equation.parts):
        raise ValueError(f"The sum {equation} does not hold: the parts do not add up to the total.")


def _path(leaf: Key, parents: Mapping[Key, Key]) -> tuple[Key, ...]:
    """A leaf and every total above it, nearest first."""
    path = [leaf]
    while path[-1] in parents:
        path.append(parents[path[-1]])
        if len(path) != len(set(path)):
            raise ValueError(f"The hierarchy comes back to {path[-1]!r}: nothing can be a part of itself.")
    return tuple(path)


def _children(paths: Mapping[Key, tuple[Key, ...]]) -> dict[Key, tuple[Key, ...]]:
    """What each total is made of. A total that also has a count of its own would be counted twice."""
    children: dict[Key, dict[Key, None]] = {}
    for path in paths.values():
        for child, parent in pairwise(path):
            children.setdefault(parent, {})[child] = None
    both = [leaf for leaf in paths if leaf in children]
    if both:
        raise ValueError(f"{both[0]!r} is a total and has a count of its own; give the counts of its parts alone.")
    return {parent: tuple(parts) for parent, parts in children.items()}


def _sums_of(cells: Iterable[Key], children: Sequence[Mapping[Key, tuple[Key, ...]]]) -> Iterable[Equation]:
    for cell in cells:
        for d, entry in enumerate(cell):
            if entry in children[d]:
                yield Equation(cell, tuple((*cell[:d], part, *cell[d + 1 :]) for part in children[d][entry]))
