"""Which areas lie in which, as the loaded lookups say. What no lookup says is not known here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from frankpledge.geography.succession import InForce, Succession
from frankpledge.geography.wards import WardList, ward_editions, ward_list
from frankpledge.store.query import Library, distinct, rows_of_unknown_places, small_areas_of
from frankpledge.terms.area import Area
from frankpledge.terms.period import Period
from frankpledge.terms.places import authorities, force

_UPPER, _LOWER = ("ltla", "csp"), ("lsoa", "ward")
_COLUMNS = ("child_level", "child", "parent_level", "parent_edition", "parent", "parent_name")
_Above = dict[tuple[str, str], dict[int, set[Area]]]


@dataclass(frozen=True)
class Areas:
    """The geography of one edition.

    A year asks for the lookup of the nearest one, the earlier of two as near; without a year every lookup counts.
    """

    library: Library

    @cached_property
    def _above(self) -> _Above:
        """(level, code) of an authority or a partnership → year of the lookup → the areas that it lies in."""
        return self._parents(_UPPER)

    @cached_property
    def _below(self) -> _Above:
        """The same of small areas and wards."""
        return self._parents(_LOWER)

    @cached_property
    def succession(self) -> Succession:
        """What became of authorities over the years."""
        return Succession(self.library)

    def _parents(self, levels: tuple[str, ...]) -> _Above:
        above: _Above = {}
        for level, child, _, year, parent, name in distinct(
            self.library, "links", _COLUMNS, where={"child_level": list(levels)}
        ):
            above.setdefault((level, child), {}).setdefault(year, set()).add(Area(parent, name or parent))
        return above

    def name_of(self, authority: str) -> str:
        """The name of a local authority, of any list held, or of a force; its code where nobody gives a name."""
        known = authorities().get(authority)
        area = known[0] if known else force(authority)
        return area.name if area else self.succession.names.get(authority, authority)

    def partnerships_of(self, authority: str, year: int | None = None) -> tuple[Area, ...]:
        """The partnerships that an authority belongs to, by the lookups."""
        return tuple(sorted(_at(self._above.get(("ltla", authority), {}), year)))

    def forces_of(self, authority: str, year: int | None = None) -> tuple[Area, ...]:
        """The police force areas of an authority, by way of its partnerships."""
        found = {
            force
            for partnership in self.partnerships_of(authority, year)
            for force in _at(self._above.get(("csp", partnership.code), {}), year)
        }
        return tuple(sorted(found))

    def authorities_of(self, code: str, year: int | None = None) -> tuple[Area, ...]:
        """The authorities of a small area or a ward. More than one without a year, where authorities have changed."""
        direct = {one for level in _LOWER for one in _at(self._below.get((level, code), {}), year)}
        through = {area for one in direct if one.kind == "ward" for area in self.authorities_of(one.code, year)}
        return tuple(sorted({one for one in direct if one.kind == "authority"} | through))

    def authority_at(self, code: str, year: int) -> InForce | None:
        """The authority on the ground of `code` in a year, and what it was made of; None where no list has the code."""
        return self.succession.at(code, year)

    def members_of(self, partnership: str) -> tuple[str, ...]:
        """The codes of the authorities that share a partnership."""
        return tuple(
            sorted(
                code
                for (level, code), by_year in self._above.items()
                if level == "ltla" and partnership in {area.code for area in _at(by_year, None)}
            )
        )

    def authorities_of_kind(self, like: str) -> tuple[str, ...]:
        """The codes of every authority in the lookups of the same kind as `like`, itself included."""
        return tuple(sorted(code for level, code in self._above if level == "ltla" and code[:3] == like[:3]))

    @cached_property
    def ward_lists(self) -> tuple[WardList, ...]:
        """The wards of every edition held. A ward takes small areas of the other census that lie wholly in it."""
        lists = (ward_list(self.library, edition) for edition in ward_editions(self.library))
        return tuple(wards for wards in lists if isinstance(wards, WardList))

    def small_areas_of(self, authority: str) -> frozenset[str]:
        """The small areas of an authority, of every census that a lookup is held for.

        Those of the authorities that it was made of are among them: a lookup older than a merger knows no others.
        """
        own = self.succession.within(authority)
        return frozenset(small for code in sorted(own) for small in small_areas_of(self.library, code))

    def wards_of(self, authority: str) -> frozenset[str]:
        """The wards that a lookup places in an authority, of every year's list."""
        where = {"child_level": ["ward"], "parent": sorted(self.succession.within(authority))}
        return frozenset(ward for (ward,) in distinct(self.library, "links", ("child",), where=where))

    def unplaced(self, table: str, period: Period) -> tuple[int, int]:
        """Rows of a period that cannot be placed: with a small area that no lookup knows, and with none."""
        rows = rows_of_unknown_places(self.library, table, period)
        return sum(unknown for _, unknown, _ in rows), sum(blank for _, _, blank in rows)


def _at(by_year: dict[int, set[Area]], year: int | None) -> set[Area]:
    """What the lookup of the nearest year says; what any says, without a year."""
    if year is None or not by_year:
        return set().union(*by_year.values())
    return by_year[min(by_year, key=lambda one: (abs(one - year), one))]
