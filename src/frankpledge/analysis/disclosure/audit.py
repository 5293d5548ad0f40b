"""Audit: what a reader of the published cells can work out about those kept back.

The reader is given everything but the counts behind the marks: every published count, every sum, that counts
are whole and not negative, and that a mark never stands for a nought unless it may. What stays possible is
found by integer programming (HiGHS), so it is exact also where the linear programme alone would be too wide.

Sources: Fischetti and Salazar (2001), Management Science 47:1008, for the reader’s programme; Hundepool and
others, Handbook on Statistical Disclosure Control, 2nd edition, chapter 4, for the feasibility interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.disclosure.table import Equation, Key


@dataclass(frozen=True, slots=True)
class View:
    """What a reader holds: the published cells, with None for a mark, and the sums.

    A key that is in a sum and not in `published` is a population that no table shows. `may_be_zero` are the
    unpublished keys that could be nought; every other mark stands for one at least.
    """

    published: Mapping[Key, int | None]
    equations: tuple[Equation, ...]
    may_be_zero: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Band:
    """The least and the greatest of a run of counts. None is no limit on that side."""

    low: int | None
    high: int | None


def feasible(view: View, keys: Iterable[Key] | None = None) -> dict[Key, Band]:
    """The least and the greatest count that each unpublished cell could have, by all that the reader holds.

    For `keys` alone where they are given. Contradictory counts raise ValueError.
    """
    system = _system(view)
    system.some_table()
    wanted = system.keys if keys is None else [key for key in keys if key in system.place]
    return {key: Band(system.limit(key, -1), system.limit(key, 1)) for key in wanted}


def recoverable(view: View, needed: Mapping[Key, Band]) -> frozenset[Key]:
    """The cells of `needed` of which the reader learns too much.

    A cell is safe if, for all the reader knows, its count could be as low as the band’s `low` and as high as its
    `high`: what was published then tells nothing inside the band. A cell that is published is not safe.
    """
    system = _system(view)
    found = {key for key in needed if key not in system.place}
    for side in (-1, 1):
        ends = {key: band.low if side < 0 else band.high for key, band in needed.items() if key not in found}
        found |= _short(system, {system.place[key]: end for key, end in ends.items() if end is not None}, side)
    return frozenset(found)


def some_table(view: View) -> dict[Key, int]:
    """One table of whole numbers that the reader could believe in: a count for every unpublished key."""
    system = _system(view)
    return dict(zip(system.keys, map(int, system.some_table()), strict=True))


@dataclass(frozen=True, slots=True)
class _System:
    """matrix @ counts = target over the unpublished cells, each at least its floor."""

    keys: tuple[Key, ...]
    place: Mapping[Key, int]
    matrix: Any
    target: NDArray[np.float64]
    floor: NDArray[np.float64]

    def some_table(self) -> NDArray[np.int64]:
        return self.towards({}, 1)

    def limit(self, key: Key, side: int) -> int | None:
        """The least (side −1) or greatest (side 1) count of one cell; None where nothing limits it."""
        cost = np.zeros(len(self.keys))
        cost[self.place[key]] = -side
        found = _solve(cost, self.matrix, self.target, self.target, self.floor)
        return None if found is None else int(found[self.place[key]])

    def towards(self, goals: Mapping[int, int], side: int) -> NDArray[np.int64]:
        """A table in which the cells of `goals` come as near to their goals as they can, added up over the cells.

        Each goal gets a second column that follows its cell as far as the goal and counts nothing beyond it.
        """
        from scipy.sparse import block_array, coo_array

        n, m, cells = len(self.keys), len(goals), list(goals)
        at, each = np.arange(m), np.full(m, float(side))
        follow = coo_array((each, (at, cells)), shape=(m, n))
        ends, endless = np.array(list(goals.values()), dtype=np.float64), np.full(m, np.inf)
        found = _solve(
            np.concatenate([np.zeros(n), -each]),
            block_array([[self.matrix, None], [follow, coo_array((-each, (at, at)), shape=(m, m))]]),
            np.concatenate([self.target, np.zeros(m)]),
            np.concatenate([self.target, endless]),
            np.concatenate([self.floor, ends if side < 0 else np.zeros(m)]),
            np.concatenate([np.full(n, np.inf), endless if side < 0 else ends]),
        )
        if found is None:
            raise ValueError("The published counts contradict one another: no table agrees with all of them.")
        table: NDArray[np.int64] = found[:n]
        return table


def _system(view: View) -> _System:
    named = (key for equation in view.equations for key in (equation.total, *equation.parts))
    keys = tuple(key for key in dict.fromkeys((*view.published, *named)) if view.published.get(key) is None)
    place = {key: column for column, key in enumerate(keys)}
    target = np.array([-_published_side(one, view.published) for one in view.equations], dtype=np.float64)
    floor = np.array([0.0 if key in view.may_be_zero else 1.0 for key in keys])
    return _System(keys, place, sums_matrix(view.equations, place), target, floor)


def sums_matrix(equations: Sequence[Equation], place: Mapping[Key, int]) -> Any:
    """Sparse, of shape (equations, cells): 1 for a part, −1 for the total, for those cells that have a place."""
    from scipy.sparse import csc_array

    signs = [(row, key, 1.0) for row, one in enumerate(equations) for key in one.parts if key in place]
    signs += [(row, one.total, -1.0) for row, one in enumerate(equations) if one.total in place]
    entries, rows = [sign for _, _, sign in signs], [row for row, _, _ in signs]
    return csc_array((entries, (rows, [place[key] for _, key, _ in signs])), shape=(len(equations), len(place)))


def _published_side(equation: Equation, published: Mapping[Key, int | None]) -> int:
    """The published parts of a sum, less the total where that is published."""
    return sum(published.get(part) or 0 for part in equation.parts) - (published.get(equation.total) or 0)


def _short(system: _System, goals: Mapping[int, int], side: int) -> set[Key]:
    """The cells that cannot be brought as far as their goals: many are tried at once, those left one by one."""
    left, short = dict(goals), set[Key]()
    while left and (far := _reached(system, left, left, side)):
        left = {cell: goal for cell, goal in left.items() if cell not in far}
    while left:
        cell = next(iter(left))
        far = _reached(system, {cell: left[cell]}, left, side)
        if cell not in far:
            short.add(system.keys[cell])
        left = {other: goal for other, goal in left.items() if other not in far and other != cell}
    return short


def _reached(system: _System, aims: Mapping[int, int], goals: Mapping[int, int], side: int) -> set[int]:
    """The cells that have come as far as their goals in a table made to come near its aims."""
    table = system.towards(aims, side)
    return {cell for cell, goal in goals.items() if side * (table[cell] - goal) >= 0}


def _solve(cost: NDArray[Any], matrix: Any, low: Any, high: Any, floor: Any, top: Any = np.inf) -> Any:
    """Whole numbers of least cost within the limits, or None where there are none or the cost has no end.

    The solver works in floating point, so its answer is put to the sums again in whole numbers.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    if not len(cost):
        return np.zeros(0, dtype=np.int64) if not low.any() else None
    rows = [LinearConstraint(matrix, low, high)] if matrix.shape[0] else []
    found = milp(cost, constraints=rows, bounds=Bounds(floor, top), integrality=np.ones(len(cost)))
    if found.x is None:
        return None
    whole = np.rint(found.x)
    sums = matrix @ whole if rows else np.zeros(0)
    if (rows and ((sums < low) | (sums > high)).any()) or (whole < floor).any() or (whole > top).any():
        raise ArithmeticError("The counts are too large for the disclosure audit to be exact, so it has no result.")
    return whole.astype(np.int64)
