"""Whether areas can be compared over a change of their codes, and as which unions; else why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from frankpledge.geography.ground import Ground, Link, comparable_areas
from frankpledge.store.query import Library, distinct
from frankpledge.terms.area import AreaKind, area_kind
from frankpledge.terms.words import joined, plural

_LEVELS: dict[AreaKind, tuple[str, str]] = {"lsoa": ("lsoa", "small areas"), "authority": ("ltla", "authorities")}
_SHOWN = 5


@dataclass(frozen=True)
class Comparable:
    """The same ground by the codes of both lists.

    `wider` where it is more than was asked for: the smallest ground that both lists can make.
    """

    earlier: frozenset[str]
    later: frozenset[str]
    wider: bool = False


@dataclass(frozen=True)
class Broken:
    """A trend over the change cannot be made comparable; why, in words."""

    reason: str


@dataclass(frozen=True)
class Changes:
    """What the tables of changes say that are held."""

    library: Library
    _held: dict[tuple[str, int, int], tuple[Ground, ...]] = field(default_factory=dict, repr=False)

    def editions(self, level: str) -> tuple[int, ...]:
        """The years of the lists of a level (`lsoa` or `ltla`) that are held, in order."""
        rows = distinct(self.library, "area_changes", ("from_edition", "to_edition"), where={"level": [level]})
        return tuple(sorted({year for row in rows for year in row}))

    def grounds(self, level: str, from_edition: int, to_edition: int) -> tuple[Ground, ...]:
        """The smallest unions that are the same ground in both lists; none where no changes between them are held."""
        key = (level, from_edition, to_edition)
        if key not in self._held:
            self._held[key] = comparable_areas(self._links(*key))
        return self._held[key]

    def redrawn(self, from_edition: int, to_edition: int) -> tuple[Ground, ...]:
        """The grounds of small areas that did not keep their code: a sixteenth of all, so much sooner found."""
        return comparable_areas(self._links("lsoa", from_edition, to_edition, {"change": ["S", "M", "X"]}))

    def comparable(self, codes: Collection[str], from_edition: int, to_edition: int) -> Comparable | Broken:
        """The ground of some areas, by the codes of either list, in both.

        Raises ValueError for codes of more than one kind, or of a kind that has no table of changes.
        """
        kinds = {area_kind(code) for code in codes}
        if len(kinds) != 1 or not kinds <= set(_LEVELS):
            raise ValueError("only small areas, or only authorities, can be compared over a change of their codes")
        level, words = _LEVELS[kinds.pop()]
        first, last = sorted((from_edition, to_edition))
        if first == last:
            return Comparable(frozenset(codes), frozenset(codes))
        if not {first, last} <= set(self.editions(level)):
            return Broken(f"no table of the changes of {words} from {first} to {last} is held")
        return _union(frozenset(codes), self.grounds(level, first, last), first, last)

    def _links(self, level: str, first: int, last: int, only: Mapping[str, Sequence[str]] | None = None) -> list[Link]:
        columns = ("from_edition", "from_area", "to_edition", "to_area", "change")
        return [
            Link((before, old), (after, new), change or "")
            for before, old, after, new, change in distinct(
                self.library, "area_changes", columns, where={"level": [level], **(only or {})}
            )
            if first <= before and after <= last
        ]


def _union(codes: frozenset[str], grounds: tuple[Ground, ...], first: int, last: int) -> Comparable | Broken:
    touched = [ground for ground in grounds if codes & ground.codes]
    unknown = codes - {code for ground in touched for code in ground.codes}
    if unknown:
        verb = plural(len(unknown), "is", "are")
        return Broken(f"{_some(unknown)} {verb} in neither the list of {first} nor that of {last}")
    irregular = {code for ground in touched if ground.broken for code in codes & ground.codes}
    if irregular:
        return Broken(
            f"the ground of {_some(irregular)} was cut in so many ways between {first} and {last} that the publisher "
            "gives no exact match"
        )
    alone = {code for ground in touched if not (ground.earlier and ground.later) for code in codes & ground.codes}
    if alone:
        return Broken(f"nothing in the other list, of {first} and {last}, is the ground of {_some(alone)}")
    earlier = frozenset().union(*(ground.earlier for ground in touched))
    later = frozenset().union(*(ground.later for ground in touched))
    return Comparable(earlier, later, wider=not (earlier <= codes or later <= codes))


def _some(codes: Collection[str]) -> str:
    shown = sorted(codes)[:_SHOWN]
    more = len(codes) - len(shown)
    return joined([*shown, *([f"{more} more"] if more else [])])
