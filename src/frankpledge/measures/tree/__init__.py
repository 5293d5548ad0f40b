"""The crime tree: what each offence is counted under, at a date, in each of three ways of grouping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations

from frankpledge.measures.kinds import refuse_mixture
from frankpledge.measures.tree import series
from frankpledge.measures.tree.load import read_trees, trees
from frankpledge.measures.tree.node import UNCLASSIFIED, Node, Tree
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Month, Period
from frankpledge.terms.words import closest, joined

__all__ = [
    "APPENDIX",
    "HOME_OFFICE",
    "NOT_CLASSIFIED",
    "POLICE_UK",
    "UNCLASSIFIED",
    "Node",
    "Tree",
    "adds_up",
    "category_of",
    "children",
    "codes_of",
    "crime_type_of",
    "group_of",
    "node",
    "path_of",
    "read_trees",
    "roll_up",
    "tree",
    "trees",
    "why_not",
]

HOME_OFFICE, POLICE_UK, APPENDIX = "home-office", "police-uk", "appendix"
NOT_CLASSIFIED = "Not classified"


def tree(key: str) -> Tree:
    """A whole tree. Raises MeasureError with the closest key."""
    if key in trees():
        return trees()[key]
    guess = closest(key, list(trees()))
    raise MeasureError(
        f"There is no way of grouping offences called {key!r}",
        expected=", ".join(trees()),
        remedy=f"Did you mean {guess!r}?" if guess else "",
    )


def node(slug: str, *, of: str = HOME_OFFICE) -> Node:
    """A node by its name in one tree. Raises MeasureError with the closest name."""
    return tree(of).node(slug)


def children(slug: str, month: Month | None = None, *, of: str = HOME_OFFICE) -> tuple[Node, ...]:
    """The nodes that roll up to this one: at any date, or in a month. What overlaps is never among them."""
    return tree(of).children(slug, month)


def codes_of(slug: str, month: Month | None = None, *, of: str = HOME_OFFICE) -> frozenset[str]:
    """The offence codes counted in a node: at any date, or in a month. Raises MeasureError outside its validity."""
    return tree(of).offences(slug, month)


def path_of(code: str, month: Month, *, of: str = HOME_OFFICE) -> tuple[str, ...]:
    """The slugs that count an offence recorded in a month, the widest first; `unclassified` is last where none does."""
    return tree(of).path(code, month)


def roll_up(counts: Mapping[str, int], month: Month, *, of: str = HOME_OFFICE) -> Counter[str]:
    """Counts by offence code of one month → counts by node."""
    return tree(of).roll_up(counts, month)


def category_of(code: str) -> str:
    """The category under which data.police.uk shows an offence."""
    return _title(code, POLICE_UK)


def group_of(code: str) -> str:
    """The Home Office group of an offence."""
    return _title(code, HOME_OFFICE)


def crime_type_of(code: str) -> str:
    """The first-level crime type of an offence in the assessment that the appendix tree is taken from."""
    return _title(code, APPENDIX)


def why_not(slug: str, *periods: Period, of: str = HOME_OFFICE) -> str:
    """In words, why a node cannot be counted alike over these periods and between them; nothing where it can.

    Made for the reason of a NotAvailable.
    """
    return series.why_not(tree(of), node(slug, of=of), periods, _changes())


def adds_up(nodes: Iterable[Node]) -> frozenset[str]:
    """The codes of a sum of nodes. Raises MeasureError where the sum would count an offence twice or mix kinds."""
    summed = tuple(nodes)
    refuse_mixture(summed)
    keys = sorted({one.tree for one in summed})
    if len(keys) > 1:
        raise _twice(f"{joined(tree(key).title for key in keys)} divide the same crimes", summed)
    beside = next((one for one in summed if one.overlaps), None)
    if beside and len(summed) > 1:
        within = node(beside.lies_within, of=beside.tree)
        raise _twice(f"{beside.title} overlaps: its offences are counted in {within.title} already", summed)
    for one, other in combinations(summed, 2):
        shared = codes_of(one.slug, of=one.tree) & codes_of(other.slug, of=other.tree)
        if shared or one == other:
            raise _twice(f"{one.title} and {other.title} both count {joined(sorted(shared)) or 'the same'}", summed)
    return frozenset().union(*(codes_of(one.slug, of=one.tree) for one in summed))


def _twice(problem: str, summed: Iterable[Node]) -> MeasureError:
    return MeasureError(
        problem,
        expected="nodes of one tree that share no offence",
        found="; ".join(one.title for one in summed),
        cause="A sum of them would count an offence more than once.",
        remedy="Leave one of them out, or ask for the node that they all roll up to.",
    )


@cache
def _changes() -> tuple[series.Change, ...]:
    return series.changes(trees().values())


def _title(code: str, of: str) -> str:
    """The title just beneath the total; for an offence outside the total, of the node that it stands in."""
    home = tree(of).leaves.get(code)
    if home is None:
        return NOT_CLASSIFIED
    line = tree(of).above(home[-1].slug)
    return line[-2].title if len(line) > 1 else line[-1].title
