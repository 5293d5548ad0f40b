"""One way of dividing all offences: nodes that roll up, each offence in one place at any date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from frankpledge.measures.model import Kind
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Month
from frankpledge.terms.words import closest

UNCLASSIFIED = "unclassified"  # the part where an offence goes that no class of the month takes


@dataclass(frozen=True, kw_only=True)
class Node:
    """A name under which offences are counted, and where that name comes from.

    `offences` are those that the node itself names: none where it is made of other nodes. `valid_from` and `valid_to`
    are both included; None has no end.
    """

    slug: str
    title: str
    tree: str
    source: str
    citation: str
    standing: Literal["verified", "to be checked"]
    offences: frozenset[str] = frozenset()
    rolls_up_to: str = ""
    valid_from: Month | None = None
    valid_to: Month | None = None
    replaces: tuple[str, ...] = ()
    overlaps: bool = False
    lies_within: str = ""
    kind: Kind = "crime"
    note: str = ""

    def valid(self, month: Month) -> bool:
        """Whether the name was in use in a month."""
        return (self.valid_from is None or self.valid_from <= month) and (
            self.valid_to is None or month <= self.valid_to
        )


@dataclass(frozen=True)
class Tree:
    """Nodes of one grouping. `root` is the total that an offence nobody knows still belongs to."""

    key: str
    title: str
    root: str
    nodes: tuple[Node, ...]

    @cached_property
    def by_slug(self) -> dict[str, Node]:
        return {node.slug: node for node in self.nodes}

    @cached_property
    def leaves(self) -> dict[str, tuple[Node, ...]]:
        """Offence → the nodes that name it, oldest first. Nodes that overlap are left out: they enter no total."""
        found: dict[str, tuple[Node, ...]] = {}
        for node in sorted(self.nodes, key=lambda one: (one.valid_from is not None, str(one.valid_from))):
            for offence in () if node.overlaps else node.offences:
                found[offence] = (*found.get(offence, ()), node)
        return found

    @cached_property
    def _whole(self) -> dict[str, frozenset[str]]:
        """Slug → every offence that the node names or that rolls up to it, at any date."""
        found = {node.slug: set(node.offences) for node in self.nodes}
        for node in self.nodes:
            for above in self.above(node.slug)[1:]:
                found[above.slug] |= node.offences
        return {slug: frozenset(offences) for slug, offences in found.items()}

    def node(self, slug: str) -> Node:
        """The node of this name. Raises MeasureError with the closest name."""
        if slug in self.by_slug:
            return self.by_slug[slug]
        guess = closest(slug, list(self.by_slug))
        raise MeasureError(
            f"There is no {slug!r} among the {self.title[0].lower()}{self.title[1:]}",
            expected=", ".join(self.by_slug),
            remedy=f"Did you mean {guess!r}?" if guess else "",
        )

    def above(self, slug: str) -> tuple[Node, ...]:
        """The node and those that it rolls up to, itself first."""
        found = [self.node(slug)]
        while found[-1].rolls_up_to:
            found.append(self.node(found[-1].rolls_up_to))
        return tuple(found)

    def children(self, slug: str, month: Month | None = None) -> tuple[Node, ...]:
        """The nodes that roll up to this one, in the file's order: at any date, or those in use in a month."""
        parent = self.node(slug).slug
        return tuple(node for node in self.nodes if node.rolls_up_to == parent and (month is None or node.valid(month)))

    def path(self, offence: str, month: Month) -> tuple[str, ...]:
        """The slugs that count an offence recorded in a month, the widest first.

        An offence that nobody knows ends in `unclassified` beneath the root, one whose class was not in use in the
        month beneath the nearest node that was: neither is lost.
        """
        homes = self.leaves.get(offence)
        if homes is None:
            return (self.root, UNCLASSIFIED)
        home = next((node for node in homes if node.valid(month)), homes[-1])
        line = [node.slug for node in self.above(home.slug) if node.valid(month)]
        return (*reversed(line), *(() if home.valid(month) else (UNCLASSIFIED,)))

    def offences(self, slug: str, month: Month | None = None) -> frozenset[str]:
        """The codes that a node counts: at any date, or those counted in it in a month.

        Raises MeasureError for a month in which the node was not in use: nought would be the wrong answer.
        """
        node = self.node(slug)
        if month is not None and not node.valid(month):
            raise MeasureError(
                f"{node.title} was not in use in {month.name} {month.year}",
                expected=f"a month {in_use(node)}",
                remedy=f"Ask for {self.by_slug[node.rolls_up_to].title}." if node.rolls_up_to else "",
            )
        whole = self._whole[slug]
        if month is None or node.overlaps:
            return whole
        return frozenset(offence for offence in whole if slug in self.path(offence, month))

    def roll_up(self, counts: Mapping[str, int], month: Month) -> Counter[str]:
        """Counts by code of a month → counts by node, and what is in no class under `unclassified`."""
        found: Counter[str] = Counter()
        for offence, count in counts.items():
            for slug in self.path(offence, month):
                found[slug] += count
        return found


def in_use(node: Node) -> str:
    """In words, when a node's name is in use."""
    first, last = (month and f"{month.name} {month.year}" for month in (node.valid_from, node.valid_to))
    if first and last:
        return f"from {first} to {last}"
    return f"from {first}" if first else f"until {last}" if last else "at any date"
