"""Primary: the cells that must not be shown for what they say themselves."""

from __future__ import annotations

from collections.abc import Collection

from frankpledge.analysis.disclosure.table import Key, Table
from frankpledge.analysis.inputs import whole_count

THRESHOLD = 5
"""Counts from one up to one below this are small. Sensitive measures use ten."""


def primary_cells(table: Table, *, threshold: int = THRESHOLD, groups: Collection[Key] = ()) -> frozenset[Key]:
    """The cells of 1 to `threshold` − 1, and the noughts that give a group away.

    `groups` are totals, each of an identifiable group of people. Where everybody in such a group falls in one
    cell, the noughts beside it tell something of every member, however many they are, so the noughts are
    protected too. With no `groups`, noughts are shown. A group that is no total of the table is a ValueError.

    Source: Hundepool and others, Handbook on Statistical Disclosure Control, 2nd edition, 5.2 (group attribute
    disclosure).
    """
    small = {key for key, count in table.counts.items() if 0 < count < least_shown(threshold)}
    missing = set(groups) - {equation.total for equation in table.equations}
    if missing:
        raise ValueError(f"{next(iter(missing))!r} is no total of the table, so it cannot be a group that divides.")
    for equation in table.equations:
        some = [part for part in equation.parts if table.counts[part]]
        if equation.total in groups and len(some) == 1:
            small.update(part for part in equation.parts if not table.counts[part])
    return frozenset(small)


def least_shown(threshold: int) -> int:
    """The threshold itself, which must be a whole number of two or more: below two it would protect nothing."""
    if whole_count(threshold, "threshold") < 2:
        raise ValueError(f"The threshold must be two or more; found {threshold}, which would protect nothing.")
    return int(threshold)
