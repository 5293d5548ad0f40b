"""Wards of one edition: small areas assigned to them, counts and residents by the same assignment, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from frankpledge.geography.bases import AgeBand, residents
from frankpledge.geography.comparable import Changes
from frankpledge.store.query import Library, distinct
from frankpledge.terms.words import joined, plural

_CENSUSES = (2011, 2021)


@dataclass(frozen=True)
class Refused:
    """A ward figure that cannot be given: why, and what would help."""

    reason: str
    remedy: str = ""


@dataclass(frozen=True)
class WardList:
    """The wards of one edition and the small areas that are assigned to each, whole.

    `ward_of` holds small areas of both censuses where the table of changes joins them; `straddling` those whose ground
    lies in several wards, or was redrawn without a match: nothing says how to divide them. `by_census` are the codes
    of each census in either.
    """

    edition: int
    ward_of: Mapping[str, str]
    names: Mapping[str, str]
    by_census: Mapping[int, frozenset[str]]
    straddling: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, small_areas: frozenset[str]) -> frozenset[str]:
        """The wards that some small areas, such as those of an authority, lie in."""
        return frozenset(ward for small, ward in self.ward_of.items() if small in small_areas)


@dataclass(frozen=True)
class WardCounts:
    """Counts by ward of one edition; `straddling`, `unknown` and `unplaced` rows are in none of them.

    Straddling: of a small area in several wards. Unknown: of one that the list does not have. Unplaced: of none.
    """

    edition: int
    counts: Mapping[str, int]
    straddling: int = 0
    unknown: int = 0
    unplaced: int = 0

    def among(self, wards: frozenset[str]) -> WardCounts:
        """Those of some wards, such as an authority's."""
        return replace(self, counts={ward: count for ward, count in self.counts.items() if ward in wards})


@dataclass(frozen=True)
class WardBase:
    """Residents by ward of one edition; `without` says of each ward that has no base why it has none."""

    edition: int
    mid_year: int
    residents: Mapping[str, int]
    method: str
    without: Mapping[str, str] = field(default_factory=dict)


def ward_editions(library: Library) -> tuple[int, ...]:
    """The years of the lists of wards for which a lookup from small areas is held."""
    where = {"child_level": ["lsoa"], "parent_level": ["ward"]}
    return tuple(year for (year,) in distinct(library, "links", ("parent_edition",), where=where))


def ward_list(library: Library, edition: int) -> WardList | Refused:
    """The wards of an edition with their small areas, by the lookup; and by the changes for those of another census."""
    where: dict[str, list[Any]] = {"child_level": ["lsoa"], "parent_level": ["ward"], "parent_edition": [edition]}
    rows = distinct(library, "links", ("child", "parent", "parent_name", "child_edition"), where=where)
    if not rows:
        held = joined(str(year) for year in ward_editions(library)) or "none"
        return Refused(
            f"no lookup from small areas to the wards of {edition} is held (held: {held})",
            f"Load the lookup from small areas to wards of {edition}.",
        )
    ward_of = {small: ward for small, ward, _, _ in rows}
    drawn = dict(distinct(library, "shapes", ("area", "name"), where={"level": ["ward"]}))
    names = {ward: name or drawn.get(ward) or ward for _, ward, name, _ in rows}  # some lookups give codes alone
    censuses: dict[int, set[str]] = {}
    for small, _, _, census in rows:
        censuses.setdefault(census, set()).add(small)
    by_census = {census: frozenset(codes) for census, codes in censuses.items()}
    return _with_the_other_census(library, WardList(edition, ward_of, names, by_census))


def _with_the_other_census(library: Library, wards: WardList) -> WardList:
    """Small areas that the lookup does not name: into the ward in which all of their ground lies, where it is one."""
    changes = Changes(library)
    if len(wards.by_census) > 1 or not {*_CENSUSES, *wards.by_census} <= set(changes.editions("lsoa")):
        return wards
    (own,) = wards.by_census
    (other,) = set(_CENSUSES) - {own}
    into, straddling = dict(wards.ward_of), dict[str, frozenset[str]]()
    listed = set(wards.ward_of)
    for ground in changes.redrawn(*_CENSUSES):
        mine, others = (ground.earlier, ground.later) if own < other else (ground.later, ground.earlier)
        around = frozenset(wards.ward_of[code] for code in mine if code in wards.ward_of)
        if len(around) == 1 and not ground.broken:
            into.update(dict.fromkeys(others, min(around)))
        elif around:
            straddling.update(dict.fromkeys(others, around))
        if around:
            listed -= mine
            listed |= others
    by_census = {**wards.by_census, other: frozenset(listed)}
    return replace(wards, ward_of=into, straddling=straddling, by_census=by_census)


def count_by_ward(wards: WardList, counts: Mapping[str | None, int]) -> WardCounts:
    """Counts by small area (None: without one) added up by ward: nought for a ward in which there are none."""
    found = dict.fromkeys(sorted(set(wards.ward_of.values())), 0)
    apart = {"straddling": 0, "unknown": 0, "unplaced": 0}
    for small, count in counts.items():
        if small is None:
            apart["unplaced"] += count
        elif small in wards.ward_of:
            found[wards.ward_of[small]] += count
        else:
            apart["straddling" if small in wards.straddling else "unknown"] += count
    return WardCounts(wards.edition, found, **apart)


def ward_base(
    library: Library, edition: int, *, mid_year: int | None = None, band: AgeBand | None = None
) -> WardBase | Refused:
    """The residents of each ward of an edition: by small areas, else by the publisher's own figures of that edition.

    `mid_year` asks for one year's estimates; the latest held without. A lookup of the edition is used wherever it is
    held, so that residents are assigned to wards as the counts are.
    """
    wards = ward_list(library, edition)
    small = _small(library, wards, mid_year, band) if isinstance(wards, WardList) else None
    if small:
        return small
    own = _of_one_year(residents(library, "ward", band=band, edition=edition), mid_year)
    if own:
        year, people = own
        return WardBase(edition, year, people, f"The publisher’s estimates by ward of {edition}")
    return _no_base(library, edition, wards, mid_year)


def _of_one_year(held: dict[str, dict[int, int]], mid_year: int | None) -> tuple[int, dict[str, int]] | None:
    years = {year for by_year in held.values() for year in by_year}
    if not years or (mid_year is not None and mid_year not in years):
        return None
    year = max(years) if mid_year is None else mid_year
    return year, {area: by_year[year] for area, by_year in held.items() if year in by_year}


def _small(library: Library, wards: WardList, mid_year: int | None, band: AgeBand | None) -> WardBase | None:
    """By the estimates of the latest year; of two of that year, by those on the small areas of the later census."""
    where = {"base": ["residents"], "level": ["lsoa"]}
    found = []
    for (census,) in distinct(library, "population", ("edition",), where=where):
        one = _of_one_year(residents(library, "lsoa", band=band, edition=census), mid_year)
        found += [(one[0], census, one[1])] if one else []
    if not found:
        return None
    year, census, people = max(found, key=lambda one: one[:2])
    return _by_small_areas(wards, census, year, people)


def _by_small_areas(wards: WardList, census: int, year: int, people: Mapping[str, int]) -> WardBase:
    """Residents through the lookup that places the counts. A ward of which a part is not known has no base."""
    expected = wards.by_census.get(census) or frozenset(wards.ward_of)
    without: dict[str, str] = {}
    missing: dict[str, int] = {}
    found: dict[str, int] = {}
    for small in sorted(expected):
        for ward in wards.straddling.get(small, ()):
            without[ward] = f"{small} {_why_not_divided(wards, small)}"
        if small in wards.ward_of:
            ward = wards.ward_of[small]
            found[ward] = found.get(ward, 0) + people.get(small, 0)
            missing[ward] = missing.get(ward, 0) + (small not in people)
    for ward, number in missing.items():
        if number:
            without.setdefault(ward, f"residents of {number:,} of its small areas at mid-{year} are not held")
    kept = {ward: found[ward] for ward in sorted(found) if ward not in without}
    method = f"Residents of small areas, each assigned whole to a ward of {wards.edition}"
    return WardBase(wards.edition, year, kept, method, without)


def _why_not_divided(wards: WardList, small: str) -> str:
    if len(wards.straddling[small]) > 1:
        return f"lies in several wards of {wards.edition} and cannot be divided"
    return "was redrawn between the censuses in a way that the publisher gives no match for"


def _no_base(library: Library, edition: int, wards: WardList | Refused, mid_year: int | None) -> Refused:
    """Why there are no residents by ward of this edition: none at all, none of the year, or of another edition."""
    codes: dict[int, set[str]] = {}
    where = {"level": ["ward"], "base": ["residents"]}
    for of, ward in distinct(library, "population", ("edition", "area"), where=where):
        codes.setdefault(of, set()).add(ward)
    remedy = f"Load the population by small area, with the lookup from small areas to wards of {edition}."
    small = isinstance(wards, WardList) and distinct(library, "population", ("edition",), where={"level": ["lsoa"]})
    if mid_year is not None and (small or edition in codes):
        return Refused(f"no residents at mid-{mid_year} are held", f"Load the population at mid-{mid_year}.")
    if not codes:
        return Refused("no population by small area or by ward is held", remedy)
    here = set(wards.names) if isinstance(wards, WardList) else set()
    return Refused(_other_editions(edition, here, codes), remedy)


def _other_editions(edition: int, here: set[str], codes: Mapping[int, set[str]]) -> str:
    """`the population by ward is of the wards of 2020, not of 2017: 4,747 of 8,270 codes of 2017 are in it`."""
    others = joined(str(year) for year in sorted(codes))
    shared = len(here & set().union(*codes.values()))
    overlap = f": {shared:,} of the {len(here):,} codes of {edition} are in it" if here else ""
    return f"the population by ward is of the wards of {others}, not of {edition}{overlap}"


def paired(counts: WardCounts, base: WardBase) -> dict[str, tuple[int, int]] | Refused:
    """Ward → (count, residents), for a rate; refused unless both are of one edition of wards.

    Codes of two editions can look alike: a ward that was redrawn has a new code, and one that kept its code can have
    other neighbours.
    """
    if counts.edition == base.edition:
        return {ward: (count, base.residents[ward]) for ward, count in counts.counts.items() if ward in base.residents}
    shared = len(set(counts.counts) & set(base.residents))
    number = len(counts.counts)
    return Refused(
        f"the counts are by wards of {counts.edition} and the residents by wards of {base.edition}: {shared:,} of "
        f"{number:,} {plural(number, 'ward')} {plural(shared, 'has', 'have')} a code that is in both lists",
        f"Load the population by small area: it is added up by the wards of {counts.edition}.",
    )
