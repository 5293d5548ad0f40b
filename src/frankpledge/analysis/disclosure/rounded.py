"""Rounded: counts published as multiples of a base, in place of keeping any back or beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.disclosure.audit import sums_matrix
from frankpledge.analysis.disclosure.differencing import Population
from frankpledge.analysis.disclosure.table import Key, Table
from frankpledge.analysis.inputs import whole_count

BASE = 5
HEALTH_MARKED_TO = 7
"""Hospital and emergency care counts from one to this are not shown below national level."""

_MOST_STEPS = 2


def health_count(count: int) -> int | None:
    """A hospital or emergency care count as it may be shown: a nought is, 1 to 7 are not, others to the nearest five.

    None stands for the mark. As 8 becomes 10, a 5 is never shown, and a mark beside a rounded total tells no more
    than its own range; so nothing further need be kept back. No whole number, nought or more: ValueError.

    Source: NHS Digital, Hospital Episode Statistics and Emergency Care Data Set disclosure control (September 2018).
    """
    x = whole_count(count)
    return None if 0 < x <= HEALTH_MARKED_TO else nearest(x)


def health_counts(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Every count as `health_count` shows it, in the order given; totals are rounded on their own."""
    return {key: health_count(count) for key, count in counts.items()}


def health_share(part: int, whole: int) -> float | None:
    """A part of a whole, 0 to 1, worked out from the counts as shown, so that it tells no more than they do.

    None where either is marked or the whole is nought: a share built on 1 to 7 cases is not shown either. A part
    greater than its whole is a ValueError.
    """
    if whole_count(part, "part") > whole_count(whole, "whole"):
        raise ValueError("The part is greater than the whole, so it is no part of it.")
    shown, base = health_count(part), health_count(whole)
    return None if shown is None or not base else shown / base


def nearest(count: int, *, base: int = BASE) -> int:
    """The nearest multiple of the base, a half going up: conventional rounding.

    Not enough by itself where tables can be subtracted from one another. Source: Hundepool and others, Handbook on
    Statistical Disclosure Control, 2nd edition, 5.4.
    """
    step = _base(base)
    return (2 * whole_count(count) + step) // (2 * step) * step


def nearest_of_all(counts: Mapping[Key, int], *, base: int = BASE) -> dict[Key, int]:
    """Every count to its nearest multiple, in the order given. Totals are rounded on their own and need not add up."""
    return {key: nearest(count, base=base) for key, count in counts.items()}


def at_random(counts: Mapping[Key, int], *, seed: int, base: int = BASE) -> dict[Key, int]:
    """Every count to one of the two multiples beside it, the nearer the likelier, so that none is pushed on average.

    The draw of a cell comes from the seed and its key, so a cell is rounded alike in every table: many draws for
    one cell would average out to its count. The seed must be kept secret. Totals need not add up, and where they do
    not, a small table can sometimes be unpicked from them.

    Source: Hundepool and others, Handbook on Statistical Disclosure Control, 2nd edition, 5.4.
    """
    step = _base(base)
    rounded = {}
    for key, count in counts.items():
        below, over = divmod(whole_count(count), step)
        rounded[key] = step * (below + (_draw(seed, key) * step < over))
    return rounded


def controlled(table: Table, *, seed: int, base: int = BASE) -> dict[Key, int]:
    """Multiples of the base that still add up, as near to the counts as they can be, all taken together.

    Each count goes to one of the multiples beside it, and a multiple stays. Where the sums leave no such table, it
    may go one step further, and then two. Of tables equally near the seed picks one. A table that even so cannot
    be rounded is a ValueError.

    Source: Salazar, Lowthian, Young and others (2004), Privacy in Statistical Databases, Lecture Notes in Computer
    Science 3050:30; Handbook on Statistical Disclosure Control, 2nd edition, 5.4 (zero-restricted, then by steps).
    """
    keys, step = tuple(table.counts), _base(base)
    counts = np.array([table.counts[key] for key in keys], dtype=np.float64)
    matrix = sums_matrix(table.equations, {key: column for column, key in enumerate(keys)})
    ties = np.array([_draw(seed, key) for key in keys]) - 0.5
    for further in range(_MOST_STEPS + 1):
        found = _nearest_that_adds_up(counts, matrix, step, further, ties)
        if found is not None:
            return dict(zip(keys, map(int, found), strict=True))
    raise ValueError(f"The sums of this table leave no multiples of {step} near its counts; keep counts back instead.")


def _nearest_that_adds_up(
    counts: NDArray[np.float64], matrix: Any, step: int, further: int, ties: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """Columns: each cell's multiple, in steps, then its distance from the count. Ties weigh less than one count."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import block_array, eye_array

    n, low, high = len(counts), np.floor(counts / step), np.ceil(counts / step)
    if not n:
        return counts
    least, most = np.maximum(0, low - further), high + further
    each, rows = eye_array(n), matrix.shape[0]
    sums = [[matrix, None]] if rows else []
    all_rows = block_array([*sums, [-step * each, each], [step * each, each]])
    lower = np.concatenate([np.zeros(rows), -counts, counts])
    upper = np.concatenate([np.zeros(rows), np.full(2 * n, np.inf)])
    found = milp(
        np.concatenate([ties / (n * (most - least).max(initial=1)), np.ones(n)]),
        constraints=[LinearConstraint(all_rows, lower, upper)],
        bounds=Bounds(np.concatenate([least, np.zeros(n)]), np.concatenate([most, np.full(n, np.inf)])),
        integrality=np.concatenate([np.ones(n), np.zeros(n)]),
        options={"mip_rel_gap": 0.0},
    )
    return None if found.x is None else step * np.rint(found.x[:n])


def _base(base: int) -> int:
    if whole_count(base, "base of rounding") < 2:
        raise ValueError(f"The base of rounding must be two or more; found {base}, which would protect nothing.")
    return int(base)


def _draw(seed: int, key: Key) -> float:
    """A number from 0 up to 1 that is the same for the same seed and key, whatever else is rounded with it."""
    name = f"{whole_count(seed, 'seed')} {_name(key)}"
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()) / 2**64


def _name(key: Key) -> str:
    """A key in words: a set has no order of its own, so its members are put in one."""
    if isinstance(key, Population):
        return _name(key.along)
    if isinstance(key, frozenset):
        return "{" + " ".join(sorted(map(_name, key))) + "}"
    return "(" + " ".join(map(_name, key)) + ")" if isinstance(key, tuple) else repr(key)
