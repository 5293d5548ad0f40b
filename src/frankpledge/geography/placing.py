"""Which rows of an event table lie in an area, and which files must be held before their number can be believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from frankpledge.geography.areas import Areas
from frankpledge.store.query import distinct
from frankpledge.terms.area import area_kind
from frankpledge.terms.places import authorities

_BY_FORCE = ("street", "outcomes", "stops")  # files of a whole force, whose rows are placed by small area or not at all
_BY_SMALL_AREA = ("street", "outcomes")


@dataclass(frozen=True, kw_only=True)
class Placing:
    """How rows are found. For each entry of `covered_by` a file must speak of one of its areas."""

    where: Mapping[str, Sequence[str | None]] = field(default_factory=dict)
    covered_by: tuple[frozenset[str], ...] = ()
    by_small_area: bool = False
    why_not: str = ""


def place_rows(areas: Areas, table: str, area: str) -> Placing:
    """The rows of a table that lie in an authority, a partnership, a ward, a small area or a force.

    In a force every row counts, those without a small area too: the force is known though the place is not.
    """
    kind = area_kind(area)
    if kind == "force" and table in _BY_FORCE:
        return Placing(where={"force": [area]}, covered_by=(frozenset({area}),))
    members = authorities_in(areas, area)
    if not members:
        return Placing(why_not=f"no lookup that says which authorities make up {areas.name_of(area)} is held")
    around = tuple(_around(areas, member) for member in members)
    if table not in _BY_FORCE:
        if kind in ("lsoa", "ward"):
            return Placing(where={"lsoa": sorted(small_areas_in(areas, area))}, covered_by=around, by_small_area=True)
        return Placing(where={"authority": list(members)}, covered_by=around)
    small = sorted(small_areas_in(areas, area))
    if table not in _BY_SMALL_AREA:
        return Placing(why_not="its rows carry a point and no area, so they are counted for the whole force")
    if not small:
        return Placing(why_not=f"no lookup from small areas to {areas.name_of(area)} is held")
    return Placing(where={"lsoa": small}, covered_by=around, by_small_area=True)


def authorities_in(areas: Areas, area: str) -> tuple[str, ...]:
    """The authorities that make up an area, or the one that a ward or small area lies in, by the lookups held."""
    kind = area_kind(area)
    if kind == "authority":
        return (area,)
    if kind == "partnership":
        return areas.members_of(area)
    if kind == "force":
        known = {code for code, (_, force) in authorities().items() if force.code == area}
        return tuple(sorted(known))
    above = _above(areas, area, ("ltla",))
    if kind == "lsoa" and not above:
        above = {up for ward in _above(areas, area, ("ward",)) for up in _above(areas, ward, ("ltla",))}
    return tuple(sorted(above & authorities().keys() or above))


def small_areas_in(areas: Areas, area: str) -> frozenset[str]:
    """The small areas of an area, of every census that a lookup is held for; of a ward, by the latest list with it."""
    kind = area_kind(area)
    if kind == "lsoa":
        return frozenset({area})
    if kind == "ward":
        latest = next((wards for wards in reversed(areas.ward_lists) if area in wards.ward_of.values()), None)
        return frozenset(small for small, ward in latest.ward_of.items() if ward == area) if latest else frozenset()
    return frozenset(code for member in authorities_in(areas, area) for code in areas.small_areas_of(member))


def _above(areas: Areas, area: str, levels: Sequence[str]) -> set[str]:
    where = {"child": [area], "parent_level": list(levels)}
    return {parent for (parent,) in distinct(areas.library, "links", ("parent",), where=where)}


def _around(areas: Areas, authority: str) -> frozenset[str]:
    """The authority itself and the forces that police it: a file of one of them speaks of it."""
    known = authorities().get(authority)
    return frozenset({authority, *(f.code for f in areas.forces_of(authority)), *([known[1].code] if known else [])})
