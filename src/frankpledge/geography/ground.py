"""Which areas of two lists are the same ground: the smallest unions that both lists can make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

IRREGULAR = "X"
Node = tuple[int, str]  # the year of the list, and the code


@dataclass(frozen=True)
class Link:
    """An area of one list shares ground with one of a later list."""

    earlier: Node
    later: Node
    change: str = ""


@dataclass(frozen=True)
class Ground:
    """Areas of the earlier list that together are what some of the later list are together.

    `broken` where the publisher says of a link that the areas do not add up to one another.
    """

    earlier: frozenset[str]
    later: frozenset[str]
    broken: bool = False

    @property
    def codes(self) -> frozenset[str]:
        return self.earlier | self.later


def comparable_areas(links: Iterable[Link]) -> tuple[Ground, ...]:
    """The connected parts of the graph of changes, from its first list to its last, sorted.

    Each code of either list is in exactly one of them. Lists between the first and the last only carry the links: an
    area that was split and merged again is one ground with itself.
    """
    held = list(links)
    editions = {node[0] for link in held for node in (link.earlier, link.later)}
    if not editions:
        return ()
    first, last = min(editions), max(editions)
    members, irregular = _parts(held)
    grounds = [
        Ground(
            frozenset(code for edition, code in nodes if edition == first),
            frozenset(code for edition, code in nodes if edition == last),
            root in irregular,
        )
        for root, nodes in members.items()
    ]
    return tuple(sorted(grounds, key=lambda ground: (sorted(ground.earlier), sorted(ground.later))))


def _parts(links: list[Link]) -> tuple[dict[Node, list[Node]], set[Node]]:
    """Root → every node joined to it; and the roots of parts with an irregular link."""
    above: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        above.setdefault(node, node)
        while above[node] != node:
            above[node] = above[above[node]]  # halve the way for whoever comes next
            node = above[node]
        return node

    for link in links:
        above[root(link.earlier)] = root(link.later)
    members: dict[Node, list[Node]] = {}
    for node in list(above):
        members.setdefault(root(node), []).append(node)
    return members, {root(link.earlier) for link in links if link.change == IRREGULAR}
