"""Moves: how the cells kept back could change together without any published count changing.

A cell is safe when it could move far enough from its true count, up and down, with others moving to make up
for it. Where it cannot, linear programming duality gives a cut: an inequality that every pattern which does
protect the cell must satisfy, and the present one does not.

Source: Fischetti and Salazar (2001), Management Science 47:1008. The sharper cuts come from letting the
published cells give way by a very little, so that the dual prices as few of them as it can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

_NEAR = 1e-6
_GIVE = 0.1
"""How far all published cells together may give way while a cut is sought; less than any whole count."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A cell, by its column, that must be able to move `far` counts up (side 1) or down (side −1)."""

    cell: int
    side: int
    far: int


@dataclass(frozen=True, slots=True)
class Moves:
    """matrix @ changes = 0, and no cell falls by more than its `room`. `always` are kept back in any case.

    The matrix is sparse, by columns.
    """

    matrix: Any
    room: Floats
    always: Mask


@dataclass(frozen=True, slots=True)
class Cut:
    """The weights of the cells kept back must add up to `least`, in every pattern worth having."""

    weights: Floats
    least: float


def unreached(moves: Moves, hidden: Mask, goals: Sequence[Goal]) -> list[Goal]:
    """The goals not yet met when many are tried at once: most are, and the rest need looking at one by one."""
    left = list(goals)
    columns = np.flatnonzero(hidden)
    column_of = {int(cell): column for column, cell in enumerate(columns)}
    for side in (1, -1):
        while ours := [goal for goal in left if goal.side == side]:
            low, high, cost = -moves.room[columns], np.full(len(columns), np.inf), np.zeros(len(columns))
            for goal in ours:
                column = column_of[goal.cell]
                cost[column] = -side / goal.far
                (high if side > 0 else low)[column] = side * goal.far
            changes = _solve(cost, moves.matrix[:, columns], low, high).x
            met = {goal for goal in ours if side * changes[column_of[goal.cell]] >= goal.far - _NEAR}
            left = [goal for goal in left if goal not in met]
            if not met:
                break
    return left


def cuts_against(moves: Moves, hidden: Mask, goals: Sequence[Goal], cost: Floats) -> tuple[list[Cut], Mask | None]:
    """Cuts that `hidden` breaks, and `hidden` with what it takes to meet every goal; no cuts if it meets them all.

    A goal that it leaves unmet gives up to two cuts. Then its cheapest move is added, and the goals that this meets
    as well are passed over: they would mostly ask for the same once more. None where some goal is beyond reach.
    """
    cuts: list[Cut] = []
    left = unreached(moves, hidden, goals)
    while left:
        cuts += _cuts_for(moves, hidden, left[0])
        mended = cheapest_move(moves, hidden, left[0], cost)
        if mended is None:
            return cuts, None
        hidden, left = mended, unreached(moves, mended, left[1:])
    return cuts, hidden


def _cuts_for(moves: Moves, hidden: Mask, goal: Goal) -> list[Cut]:
    """Up to two cuts that `hidden` breaks because it leaves the goal unmet."""
    cuts: list[Cut] = []
    ease = np.ones(len(hidden))
    for _ in range(2):
        changes, prices = _pushed(moves, hidden, goal, ease)
        if goal.side * changes[goal.cell] > goal.far - 2 * _GIVE:
            break
        cut = cut_from(moves, goal, prices)
        if cut is None or cut.weights @ hidden > cut.least - _NEAR:
            break
        cuts.append(cut)
        ease[cut.weights > 0] *= 10
    return cuts


def cut_from(moves: Moves, goal: Goal, prices: Floats) -> Cut | None:
    """The inequality that one price for each equation gives, or None where it asks nothing of the choice.

    With prices p, the goal’s move is a weighted sum of the moves of other cells, of weights (matrix’ p). Each
    can add no more than its room, or without limit upwards; and no more than the goal is ever needed of it.
    """
    pull = moves.matrix.T @ prices
    pull[goal.cell] += goal.side
    pull[np.abs(pull) < _NEAR / 2] = 0.0  # prices have six decimals: what is less is no pull, and nothing more is lost
    weights = np.where(pull > 0, goal.far, np.minimum(-pull * moves.room, goal.far))
    least = goal.far - weights[moves.always].sum()
    if least < _NEAR:
        return None
    weights[moves.always] = 0.0
    return Cut(np.minimum(weights, least), float(least))


def first_cuts(moves: Moves, goals: Sequence[Goal]) -> Iterator[Cut]:
    """What each sum alone asks: where one of its cells moves, another that is kept back must make up for it."""
    for goal in goals:
        start, stop = moves.matrix.indptr[goal.cell : goal.cell + 2]
        for row, sign in zip(moves.matrix.indices[start:stop], moves.matrix.data[start:stop], strict=True):
            prices = np.zeros(moves.matrix.shape[0])
            prices[row] = -goal.side * sign
            cut = cut_from(moves, goal, prices)
            if cut is not None:
                yield cut


def lone_cuts(moves: Moves, hidden: Mask) -> Iterator[Cut]:
    """A cell kept back alone in a sum is given away by it, so keeping it back would be for nothing."""
    members = abs(moves.matrix).tocsr()
    for row in np.flatnonzero(members @ hidden.astype(np.float64) == 1):
        weights = members[[row]].toarray()[0]
        lone = int(np.flatnonzero(weights * hidden)[0])
        if not moves.always[lone]:
            weights[lone] = -1.0
            yield Cut(weights, 0.0)


def cheapest_move(moves: Moves, hidden: Mask, goal: Goal, cost: Floats) -> Mask | None:
    """`hidden` and the cells that the goal’s move needs besides, at a low cost for each cell and count moved.

    None where not even keeping back every choice would let the goal be met.
    """
    from scipy.sparse import hstack

    n = len(hidden)
    each = np.where(hidden, 0.0, cost)
    low, high = np.zeros(2 * n), np.concatenate([np.full(n, np.inf), moves.room])
    up, down = goal.cell, n + goal.cell
    low[up if goal.side > 0 else down], high[down if goal.side > 0 else up] = goal.far, 0.0
    if (low > high).any():
        return None
    found = _tried(np.concatenate([each, each]), hstack([moves.matrix, -moves.matrix]), low, high)
    if found.x is None:
        return None
    moved: Mask = np.abs(found.x[:n] - found.x[n:]) > _NEAR
    return hidden | moved


def _pushed(moves: Moves, hidden: Mask, goal: Goal, ease: Floats) -> tuple[Floats, Floats]:
    """The furthest that the goal’s cell goes, with the published cells giving way a little, and the prices."""
    give = np.where(hidden, np.inf, _GIVE / len(hidden) * ease)
    low, high = -np.minimum(moves.room, give), give
    if goal.side > 0:
        high[goal.cell] = goal.far
    else:
        low[goal.cell] = -goal.far
    cost = np.zeros(len(hidden))
    cost[goal.cell] = -goal.side
    found = _solve(cost, moves.matrix, low, high)
    return found.x, np.round(found.eqlin.marginals, 6)


def _solve(cost: Floats, matrix: Any, low: Floats, high: Floats) -> Any:
    found = _tried(cost, matrix, low, high)
    if found.x is None:
        raise ArithmeticError(f"The linear programme of a disclosure audit could not be solved: {found.message}")
    return found


def _tried(cost: Floats, matrix: Any, low: Floats, high: Floats) -> Any:
    from scipy.optimize import linprog

    return linprog(cost, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=np.stack([low, high], axis=1))
