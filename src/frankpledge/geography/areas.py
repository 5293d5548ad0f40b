"""Which areas lie in which, as the loaded lookups say. What no lookup says is not known here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from frankpledge.store.query import Library, distinct, rows_of_unknown_places, small_areas_of
from frankpledge.terms.area import Area
from frankpledge.terms.period import Period
from frankpledge.terms.places import authorities

_UPPER = ("ltla", "csp")


@dataclass(frozen=True)
class Areas:
    """The geography of one edition."""

    library: Library

    @cached_property
    def _above(self) -> dict[tuple[str, str], set[Area]]:
        """(level, code) of an authority or a partnership → the areas that it lies in, by every lookup."""
        columns = ("child_level", "child", "child_name", "parent_level", "parent", "parent_name")
        above: dict[tuple[str, str], set[Area]] = {}
        for level, child, _, _, parent, name in distinct(self.library, "links", columns):
            if level in _UPPER:
                above.setdefault((level, child), set()).add(Area(parent, name or parent))
        return above

    def name_of(self, authority: str) -> str:
        """The name of a local authority; its code where nobody gives a name."""
        known = authorities().get(authority)
        return known[0].name if known else authority

    def partnerships_of(self, authority: str) -> tuple[Area, ...]:
        """The partnerships that an authority belongs to, by the lookups."""
        return tuple(sorted(self._above.get(("ltla", authority), ())))

    def forces_of(self, authority: str) -> tuple[Area, ...]:
        """The police force areas of an authority, by way of its partnerships."""
        found = {force for p in self.partnerships_of(authority) for force in self._above.get(("csp", p.code), ())}
        return tuple(sorted(found))

    def members_of(self, partnership: str) -> tuple[str, ...]:
        """The codes of the authorities that share a partnership."""
        return tuple(
            sorted(
                code
                for (level, code), areas in self._above.items()
                if level == "ltla" and partnership in {area.code for area in areas}
            )
        )

    def authorities_of_kind(self, like: str) -> tuple[str, ...]:
        """The codes of every authority in the lookups of the same kind as `like`, itself included."""
        return tuple(sorted(code for level, code in self._above if level == "ltla" and code[:3] == like[:3]))

    def small_areas_of(self, authority: str) -> frozenset[str]:
        """The small areas of an authority, of every census that a lookup is held for."""
        return frozenset(small_areas_of(self.library, authority))

    def unplaced(self, table: str, period: Period) -> tuple[int, int]:
        """Rows of a period that cannot be placed: with a small area that no lookup knows, and with none."""
        rows = rows_of_unknown_places(self.library, table, period)
        return sum(unknown for _, unknown, _ in rows), sum(blank for _, _, blank in rows)
