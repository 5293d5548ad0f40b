"""Secondary: the fewest further cells to keep back so that the protected ones cannot be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from frankpledge.analysis.disclosure.audit import Band, View, recoverable, sums_matrix
from frankpledge.analysis.disclosure.moves import (
    Cut,
    Floats,
    Goal,
    Mask,
    Moves,
    cuts_against,
    first_cuts,
    lone_cuts,
)
from frankpledge.analysis.disclosure.table import Equation, Key

EFFORT = 15_000
LEAST_ROUNDS = 6
"""The search stops when it has spent so much, in so many rounds at least: a unit for each number that its cuts add,
cuts times columns, and _NODE for each branch that the solver had to follow.

Patterns mended in the first rounds were within two cells in a hundred of the best that longer searches found, in
tables of one to six hundred cells; what the time then goes into is the proof.
"""

_NODE = 100
_BEYOND_REACH = (
    "Keeping back every choice would still not make every band possible. Ask for bands that stay possible when all "
    "is kept back: a total is at least the sum of the least that its parts can be, by every sum that it is in."
)
_NO_PATTERN = 2  # how the solver says that its rows contradict one another


@dataclass(frozen=True, slots=True)
class Problem:
    """What must be kept back, what may be, and what then must stay possible.

    `counts` holds every cell in play: a count for those of a publisher’s own table, and for others kept back any
    count that the reader could believe in. `hidden` are kept back in any case and `choices` may be; all else is
    published. `needed` are the bands that must stay possible, and `may_be_zero` is as in a View.
    """

    counts: Mapping[Key, int] = field(repr=False)
    equations: tuple[Equation, ...]
    hidden: frozenset[Key]
    choices: tuple[Key, ...]
    needed: Mapping[Key, Band]
    may_be_zero: frozenset[Key] = frozenset()

    def view(self, chosen: frozenset[Key]) -> View:
        """What a reader holds when these choices are kept back as well."""
        back = self.hidden | chosen
        shown = {key: None if key in back else count for key, count in self.counts.items()}
        return View(shown, self.equations, self.may_be_zero)


@dataclass(frozen=True, slots=True)
class Pattern:
    """The choices to keep back, and whether it was proved that no safe pattern has fewer cells or less value."""

    cells: frozenset[Key]
    least: bool


def secondary_cells(problem: Problem, *, effort: int = EFFORT) -> Pattern:
    """The fewest choices, and among the fewest those of the least total count, that make every band possible.

    Cuts are added until the cheapest pattern that satisfies them is safe, which proves it the least. Safety is
    tried by linear programming first and then by the audit in whole numbers; a pattern that fails only there
    is cut off by asking for one further cell, since keeping back less never protects more. Every pattern met on the
    way is mended; where a large table uses up the effort, the cheapest of these that is safe stands. Where not even
    keeping back every choice would make every band possible, ValueError.

    Source: Fischetti and Salazar (2001), Management Science 47:1008.
    """
    moves, goals, cost = _prepared(problem)
    cuts = list(first_cuts(moves, goals))
    mended, rounds, spent = list[Mask](), 0, 0
    while rounds < LEAST_ROUNDS or spent < effort:
        hidden, nodes = _cheapest(cost, cuts, moves)
        broken, whole = cuts_against(moves, hidden, goals, cost)
        broken += lone_cuts(moves, hidden)
        if not broken:
            chosen = _chosen(problem, hidden)
            if not recoverable(problem.view(chosen), problem.needed):
                return Pattern(chosen, True)
            broken = [Cut((~hidden).astype(np.float64), 1.0)]
        cuts, rounds, spent = cuts + broken, rounds + 1, spent + len(broken) * len(cost) + _NODE * nodes
        mended += [] if whole is None else [whole]
    for hidden in sorted(mended, key=lambda pattern: float(cost @ pattern)):
        chosen = _chosen(problem, hidden)
        if not recoverable(problem.view(chosen), problem.needed):
            return Pattern(chosen, False)
    every = frozenset(problem.choices)
    if recoverable(problem.view(every), problem.needed):
        raise ValueError(_BEYOND_REACH)
    return Pattern(every, False)


def _prepared(problem: Problem) -> tuple[Moves, list[Goal], Floats]:
    """The problem in columns: those kept back in any case first, then the choices in their order."""
    always = [key for key in problem.counts if key in problem.hidden]
    columns = [*always, *problem.choices]
    counts = np.array([problem.counts[key] for key in columns], dtype=np.float64)
    floor = np.array([0 if key in problem.may_be_zero else 1 for key in columns])
    matrix = sums_matrix(problem.equations, {key: column for column, key in enumerate(columns)})
    goals = []
    for column, key in enumerate(always):
        band, count = problem.needed.get(key, Band(None, None)), problem.counts[key]
        if band.high is not None and band.high > count:
            goals.append(Goal(column, 1, band.high - count))
        if band.low is not None and band.low < count:
            goals.append(Goal(column, -1, count - band.low))
    more_than_all = 1 + counts[len(always) :].sum()
    moves = Moves(matrix, counts - floor, np.arange(len(columns)) < len(always))
    return moves, goals, np.where(moves.always, 0.0, more_than_all + counts)


def _chosen(problem: Problem, hidden: Mask) -> frozenset[Key]:
    first = len(hidden) - len(problem.choices)
    return frozenset(key for column, key in enumerate(problem.choices, first) if hidden[column])


def _cheapest(cost: Floats, cuts: list[Cut], moves: Moves) -> tuple[Mask, int]:
    """The cheapest pattern that satisfies the cuts, by integer programming, and how many branches that took."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    if not cuts:
        return moves.always, 0
    rows = LinearConstraint(csr_array(np.array([cut.weights for cut in cuts])), [cut.least for cut in cuts], np.inf)
    found = milp(
        cost,
        constraints=rows,
        bounds=Bounds(moves.always.astype(np.float64), 1.0),
        integrality=np.ones(len(cost)),
        options={"mip_rel_gap": 0.0},
    )
    if found.status == _NO_PATTERN:
        raise ValueError(_BEYOND_REACH)
    if found.x is None:
        raise ArithmeticError(f"The search for the cells to keep back could not be solved: {found.message}")
    hidden: Mask = found.x > 0.5
    return hidden, int(found.mip_node_count or 0)
