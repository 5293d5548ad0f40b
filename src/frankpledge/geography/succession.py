"""Which authority stands in a year where another stood: merged, renamed or cut up since."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from frankpledge.store.query import Library, distinct
from frankpledge.terms.area import Area
from frankpledge.terms.words import joined

_Node = tuple[int, str]  # the year of a list, and a code in it
_Steps = dict[_Node, set[_Node]]


@dataclass(frozen=True)
class InForce:
    """The authorities of a year's list on the ground of another.

    `authorities` is one, or several where the other was made of them or cut into them. `as_at` is the year of the list
    that was looked at: the nearest one held. `made_of` names those that a single successor was made of, in the year
    `since`; empty where the code is unchanged.
    """

    authorities: tuple[Area, ...]
    as_at: int
    made_of: tuple[Area, ...] = ()
    since: int | None = None

    @property
    def code(self) -> str | None:
        """The one code in force; None where there are several."""
        return self.authorities[0].code if len(self.authorities) == 1 else None

    @property
    def note(self) -> str:
        """What a reader has to be told; nothing where the authority is as it was."""
        if len(self.authorities) > 1:
            return f"In {self.as_at} its ground was {joined(area.name for area in self.authorities)}."
        if len(self.made_of) > 1:
            return (
                f"{self.authorities[0].name} was made of {joined(area.name for area in self.made_of)} in {self.since}."
            )
        if self.made_of and self.made_of[0].code != self.authorities[0].code:
            return f"{self.authorities[0].name} has had its code since {self.since}; it was {self.made_of[0].code}."
        return ""


@dataclass(frozen=True)
class Succession:
    """The yearly lists of authorities, as the tables of changes hold them."""

    library: Library

    @cached_property
    def _steps(self) -> tuple[_Steps, _Steps]:
        """(year, code) → the years and codes that it leads to in the next list, and in the one before."""
        columns = ("from_edition", "from_area", "to_edition", "to_area")
        onwards: _Steps = {}
        back: _Steps = {}
        for before, old, after, new in distinct(self.library, "area_changes", columns, where={"level": ["ltla"]}):
            onwards.setdefault((before, old), set()).add((after, new))
            back.setdefault((after, new), set()).add((before, old))
        return onwards, back

    @cached_property
    def names(self) -> dict[str, str]:
        """The latest name of every authority in the lists, those that have ended included."""
        ends = (("from_edition", "from_area", "from_name"), ("to_edition", "to_area", "to_name"))
        rows = [row for end in ends for row in distinct(self.library, "area_changes", end, where={"level": ["ltla"]})]
        return {code: name for _, code, name in sorted(row for row in rows if all(row))}

    @cached_property
    def years(self) -> dict[str, set[int]]:
        """Code → the years in whose list it is."""
        found: dict[str, set[int]] = {}
        for steps in self._steps:
            for year, code in steps:
                found.setdefault(code, set()).add(year)
        return found

    def at(self, code: str, year: int) -> InForce | None:
        """The authorities on the ground of `code` in the list of the year, or of the nearest year held.

        None where no list held has the code, or where the lists do not lead from it to that year.
        """
        if code not in self.years:
            return None
        held = sorted(set().union(*self.years.values()))
        as_at = min(held, key=lambda one: (abs(one - year), one))
        own = min(self.years[code], key=lambda one: (abs(one - as_at), one))
        found = self._lead({(own, code)}, as_at)
        if not found:
            return None
        areas = self._named(found)
        made, since = self._made_of(areas[0].code) if len(areas) == 1 else ((), None)
        return InForce(areas, as_at, made, since)

    def within(self, code: str) -> frozenset[str]:
        """Every code of any year whose whole ground lies in that of `code` as it last was, itself included."""
        last = (max(self.years.get(code, {0})), code)
        found, level = {code}, {last}
        while level := self._step(level, 1):
            found |= {one for year, one in level if self._lead({(year, one)}, last[0]) == {last}}
        return frozenset(found)

    def _made_of(self, code: str) -> tuple[tuple[Area, ...], int | None]:
        """What the code stood on in the list before its own first; nothing where it was in the first list of all."""
        began = min(self.years[code])
        made = self._step({(began, code)}, 1)
        return self._named(made), began if made else None

    def _named(self, nodes: set[_Node]) -> tuple[Area, ...]:
        return tuple(Area(code, self.names.get(code, code)) for code in sorted({code for _, code in nodes}))

    def _step(self, nodes: set[_Node], way: int) -> set[_Node]:
        """One list onwards (0) or back (1)."""
        return set().union(*(self._steps[way].get(node, set()) for node in nodes))

    def _lead(self, nodes: set[_Node], end: int) -> set[_Node]:
        """Where the links lead from the list of one year to that of another; nowhere where they end before."""
        while nodes and (year := min(year for year, _ in nodes)) != end:
            nodes = self._step(nodes, int(year > end))
        return nodes
