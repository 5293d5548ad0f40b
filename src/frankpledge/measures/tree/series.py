"""Whether a node means the same throughout a run of months, and in words why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frankpledge.measures.tree.node import Node, Tree, in_use
from frankpledge.terms.period import Month, Period
from frankpledge.terms.words import joined


@dataclass(frozen=True)
class Change:
    """A month in which a class took the place of others, and every offence that either side names."""

    month: Month
    before: tuple[str, ...]
    after: str
    offences: frozenset[str]


def changes(trees: Iterable[Tree]) -> tuple[Change, ...]:
    """Every change of classes that the trees tell of, in order."""
    found = set()
    for tree in trees:
        for node in tree.nodes:
            if node.replaces and node.valid_from:
                old = [tree.by_slug[slug] for slug in node.replaces]
                moved = node.offences.union(*(one.offences for one in old))
                found.add(Change(node.valid_from, tuple(one.title for one in old), node.title, moved))
    return tuple(sorted(found, key=lambda change: (change.month, change.after)))


def why_not(tree: Tree, node: Node, periods: Iterable[Period], known: Iterable[Change]) -> str:
    """Why the node cannot be counted alike over the periods and what lies between them; nothing where it can.

    A node joins a change of classes when it holds every offence of both sides.
    """
    runs = tuple(periods)
    span = Period(min(run.first for run in runs), max(run.last for run in runs))
    if not any(node.valid(month) for month in span):
        return f"{node.title} was in use {in_use(node)}, not in {span.label}{_instead(tree, node, span, known)}"
    if not (node.valid(span.first) and node.valid(span.last)):
        return (
            f"{node.title} was in use {in_use(node)}, so a series over {span.label} is broken"
            f"{_instead(tree, node, span, known)}"
        )
    crossed = [change for change in known if _breaks(tree, node, change, span)]
    if not crossed:
        return ""
    told = "; ".join(
        f"in {change.month.name} {change.month.year} {change.after} took the place of {joined(change.before)}"
        for change in crossed
    )
    return f"{told}, so a series of {node.title} over {span.label} is broken{_instead(tree, node, span, known)}"


def _breaks(tree: Tree, node: Node, change: Change, span: Period) -> bool:
    held = tree.offences(node.slug)
    return span.first < change.month <= span.last and bool(held & change.offences) and not held >= change.offences


def _instead(tree: Tree, node: Node, span: Period, known: Iterable[Change]) -> str:
    """The nearest total above that counts alike over the span."""
    listed = tuple(known)
    for above in tree.above(node.slug)[1:]:
        whole = above.valid(span.first) and above.valid(span.last)
        if whole and not any(_breaks(tree, above, change, span) for change in listed):
            return f": {above.title} counts alike throughout"
    return ""
