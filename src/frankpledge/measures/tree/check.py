"""Whether a tree may be counted by: nothing unknown, nothing round in circles, no offence twice or nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations

from frankpledge.measures.tree.node import Node, Tree, in_use
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Month, Period
from frankpledge.terms.words import closest, joined


def check(tree: Tree, offences: Collection[str]) -> Tree:
    """The tree, if every one of these offences is counted once in it at any date. Raises MeasureError if not."""
    _names(tree)
    _lines(tree)
    for node in tree.nodes:
        _dates(tree, node)
        _content(tree, node, offences)
        _overlap(tree, node)
        _succession(tree, node)
    _once(tree)
    _every(tree, offences)
    return tree


def _names(tree: Tree) -> None:
    slugs = [node.slug for node in tree.nodes]
    twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    if twice:
        raise _wrong(tree, f"{joined(twice)} is declared twice", "each slug once", "Take one of the two out.")
    if tree.root not in tree.by_slug or tree.by_slug[tree.root].rolls_up_to or tree.by_slug[tree.root].overlaps:
        raise _wrong(tree, f"its root {tree.root!r} is not a total", "a node of the tree that rolls up to none")
    for node in tree.nodes:
        for role, slug in _named_by(node):
            if slug not in tree.by_slug:
                guess = closest(slug, slugs)
                remedy = f"Did you mean {guess!r}?" if guess else "Declare it, or name one that is declared."
                raise _wrong(tree, f"{node.slug} {role} {slug!r}, which is not declared", "a slug of the tree", remedy)


def _named_by(node: Node) -> Iterable[tuple[str, str]]:
    if node.rolls_up_to:
        yield "rolls up to", node.rolls_up_to
    if node.lies_within:
        yield "lies within", node.lies_within
    yield from (("replaces", slug) for slug in node.replaces)


def _lines(tree: Tree) -> None:
    """Follow each node upwards: a name met twice is a circle."""
    for node in tree.nodes:
        line = [node.slug]
        while above := tree.by_slug[line[-1]].rolls_up_to:
            if above in line:
                circle = [*line[line.index(above) :], above]
                remedy = "Let the widest of them roll up to none of the others."
                raise _wrong(tree, "its nodes go round in a circle", "a total at the end of each line", remedy, circle)
            line.append(above)


def _dates(tree: Tree, node: Node) -> None:
    if node.valid_from and node.valid_to and node.valid_to < node.valid_from:
        raise _wrong(
            tree, f"{node.slug} ends ({node.valid_to}) before it begins ({node.valid_from})", "an end after it"
        )
    if not node.rolls_up_to:
        return
    parent = tree.by_slug[node.rolls_up_to]
    if parent.valid_from and (not node.valid_from or node.valid_from < parent.valid_from):
        raise _outlives(tree, node, parent)
    if parent.valid_to and (not node.valid_to or node.valid_to > parent.valid_to):
        raise _outlives(tree, node, parent)


def _outlives(tree: Tree, node: Node, parent: Node) -> MeasureError:
    return _wrong(
        tree,
        f"{node.slug} is in use {in_use(node)}, but what it rolls up to, {parent.slug}, {in_use(parent)}",
        "a part that is in use only while its total is",
    )


def _content(tree: Tree, node: Node, offences: Collection[str]) -> None:
    children = tree.children(node.slug)
    if bool(children) == bool(node.offences) and node.kind == "crime":
        found = "both offences and nodes" if children else "neither offences nor nodes"
        raise _wrong(tree, f"{node.slug} is made of {found}", "offences, or nodes that roll up to it")
    unknown = sorted(node.offences - set(offences))
    if unknown:
        raise _wrong(tree, f"{node.slug} names {joined(unknown)}, which the code list does not hold", "a listed code")
    odd = [child.slug for child in children if child.kind != node.kind]
    if odd:
        raise _wrong(tree, f"{joined(odd)} and {node.slug} count different kinds of thing", "one kind in a total")


def _overlap(tree: Tree, node: Node) -> None:
    """A node that overlaps stands beside the totals, inside the node that it shares offences with."""
    if node.overlaps != bool(node.lies_within):
        raise _wrong(tree, f"{node.slug} does not say what it overlaps", "both overlaps and lies_within, or neither")
    if not node.overlaps:
        return
    if node.rolls_up_to or tree.children(node.slug):
        remedy = "Take its rolls_up_to out: what overlaps would be counted twice."
        raise _wrong(tree, f"{node.slug} overlaps, and enters a total", "a node in no total", remedy)
    outside = sorted(node.offences - tree.offences(node.lies_within))
    if outside:
        raise _wrong(tree, f"{joined(outside)} of {node.slug} is not in {node.lies_within}", "only offences of it")


def _succession(tree: Tree, node: Node) -> None:
    """Where one class takes another's place, no month lies between them and none in both."""
    for slug in node.replaces:
        old = tree.by_slug[slug]
        if old.valid_to is None or node.valid_from is None:
            raise _wrong(tree, f"{node.slug} replaces {slug}, without a date", "a valid_to there and a valid_from here")
        if node.valid_from != old.valid_to.plus(1):
            raise _wrong(
                tree,
                f"{_between(old.valid_to, node.valid_from)} of {slug} and {node.slug}, which replaces it",
                "the later class to begin in the month after the earlier one ends",
                "Change valid_to or valid_from.",
                [f"{slug} {in_use(old)}", f"{node.slug} {in_use(node)}"],
            )
    ends_alone = node.valid_to and not any(node.slug in other.replaces for other in tree.nodes)
    if ends_alone and not (node.rolls_up_to and tree.by_slug[node.rolls_up_to].valid_to == node.valid_to):
        remedy = "Name it in the replaces of the class that took its place."
        raise _wrong(tree, f"{node.slug} ends in {node.valid_to} and nothing replaces it", "a class after it", remedy)


def _between(end: Month, start: Month) -> str:
    if start > end:
        return f"{Period(end.plus(1), start.plus(-1)).label} is in neither"
    return f"{Period(start, end).label} is in both"


def _once(tree: Tree) -> None:
    for offence, homes in tree.leaves.items():
        for one, other in combinations(homes, 2):
            if _meet(one, other):
                remedy = "Take it out of one of them, or mark one as overlapping."
                raise _wrong(
                    tree, f"{offence} is both in {one.slug} and in {other.slug}", "each offence in one node", remedy
                )


def _meet(one: Node, other: Node) -> bool:
    """Whether two nodes are in use in the same month."""
    starts = [node.valid_from for node in (one, other) if node.valid_from]
    ends = [node.valid_to for node in (one, other) if node.valid_to]
    return not starts or not ends or max(starts) <= min(ends)


def _every(tree: Tree, offences: Collection[str]) -> None:
    nowhere = sorted(set(offences) - set(tree.leaves))
    if nowhere:
        raise _wrong(tree, f"{joined(nowhere)} is in no node", "every offence of the code list in one node")


def _wrong(tree: Tree, what: str, expected: str, remedy: str = "", found: Iterable[str] = ()) -> MeasureError:
    return MeasureError(
        f"The tree {tree.key} cannot be counted by: {what}",
        expected=expected,
        found=" → ".join(found),
        remedy=remedy or "Mend the file crime_tree.toml.",
    )
