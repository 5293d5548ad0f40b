"""Counts by small area of one census: in which neighbourhoods of an area its events fell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from frankpledge.geography.comparable import Broken, Changes
from frankpledge.geography.placing import small_areas_in
from frankpledge.measures.annotated import notes_on
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import Figure, Measure, NotAvailable
from frankpledge.store.query import count_events, distinct
from frankpledge.store.tables import TABLES
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit
from frankpledge.terms.period import Month, Period
from frankpledge.terms.places import authorities
from frankpledge.terms.words import joined

PUBLIC = "street"
"""The table of counts that the police publish by small area themselves."""
NO_DISCLOSURE = "Published by the police by small area already, so no cell is withheld."
SNAPPED = "Points are moved to the nearest of a fixed set before they are published: nothing is said of streets."


@dataclass(frozen=True, kw_only=True)
class SmallAreas:
    """What fell in each small area of an area, month by month.

    `units` are the small areas of the one census that the rows' codes are of. Over a change of codes `censuses` are
    both, and each unit is the smallest ground that both lists can make, under its codes in either.
    """

    measure: Measure
    area: str
    period: Period
    censuses: tuple[int, ...]
    units: tuple[frozenset[str], ...]
    by_month: Mapping[Month, Mapping[str, int]]
    sources: tuple[str, ...]

    @property
    def census(self) -> int | None:
        """The census that the codes are of; None where they are of two."""
        return self.censuses[0] if len(self.censuses) == 1 else None

    @property
    def counts(self) -> dict[str, int]:
        """Code → count over the whole period; codes without an event are not there."""
        found: dict[str, int] = {}
        for month in self.period:
            for code, count in self.by_month.get(month, {}).items():
                found[code] = found.get(code, 0) + count
        return found

    @property
    def by_unit(self) -> list[int]:
        """A count for each unit, nought included, in the order of `units`."""
        counts = self.counts
        return [sum(counts.get(code, 0) for code in unit) for unit in self.units]

    @property
    def placed(self) -> int:
        return sum(self.counts.values())


def small_areas(evaluator: Evaluator, measure: Measure, area: str, period: Period) -> SmallAreas | NotAvailable:
    """The counts by small area, or why there are none: months not held, rows without small areas, broken codes."""
    counts = evaluator.counts(measure, area)
    total = counts.total(period)
    if total is None:
        return missing(evaluator, measure, area, period, counts.why_missing(period))
    if all(column.name != "lsoa" for column in TABLES[measure.events].columns):
        return missing(evaluator, measure, area, period, f"{measure.nouns} are held for whole areas only")
    lists = _lists(evaluator, area)
    by_month = _counted(evaluator, measure, frozenset().union(*lists.values()), period)
    used = frozenset(code for month in by_month.values() for code in month)
    if total and not used:
        reason = f"none of the {total:,} {measure.nouns} has a small area"
        return missing(evaluator, measure, area, period, reason)
    units = _units(evaluator, lists, used, period)
    if isinstance(units, Broken):
        return missing(evaluator, measure, area, period, units.reason)
    return SmallAreas(
        measure=measure,
        area=area,
        period=period,
        censuses=units[0],
        units=units[1],
        by_month=by_month,
        sources=counts.sources,
    )


def missing(
    evaluator: Evaluator, measure: Measure, area: str, period: Period, reason: str, remedy: str = ""
) -> NotAvailable:
    """What stands in the place of counts by small area."""
    key = Key(measure=measure.name, function="concentration", area=area, period=period)
    label = f"{measure.title} by small area, {evaluator.areas.name_of(area)}, {period.label}"
    return NotAvailable(key=str(key), label=label, reason=reason, remedy=remedy)


def _lists(evaluator: Evaluator, area: str) -> dict[int, frozenset[str]]:
    """Census → the small areas of the area in its list."""
    own = sorted(small_areas_in(evaluator.areas, area))
    where: dict[str, list[Any]] = {"child_level": ["lsoa"], "child": list(own)}
    lists: dict[int, set[str]] = {}
    for census, code in distinct(evaluator.library, "links", ("child_edition", "child"), where=where):
        lists.setdefault(census, set()).add(code)
    return {census: frozenset(codes) for census, codes in lists.items()}


def _counted(
    evaluator: Evaluator, measure: Measure, codes: frozenset[str], period: Period
) -> dict[Month, dict[str, int]]:
    where = {**{column: list(values) for column, values in measure.where}, "lsoa": sorted(codes)}
    found: dict[Month, dict[str, int]] = {}
    for month, code, count in count_events(evaluator.library, measure.events, by=["lsoa"], where=where, period=period):
        found.setdefault(month, {})[code] = count
    return found


def _units(
    evaluator: Evaluator, lists: Mapping[int, frozenset[str]], used: frozenset[str], period: Period
) -> tuple[tuple[int, ...], tuple[frozenset[str], ...]] | Broken:
    """One census where one list has every code of the rows, else the ground that both lists can make."""
    fitting = [census for census, codes in lists.items() if used <= codes]
    if fitting:
        census = max(fitting, key=lambda one: (one <= period.first.year, one))
        return (census,), tuple(frozenset({code}) for code in sorted(lists[census]))
    changes, (first, last) = Changes(evaluator.library), (min(lists), max(lists))
    codes = frozenset().union(*lists.values())
    same = changes.comparable(codes, first, last)
    if isinstance(same, Broken):
        return Broken(f"its months have small areas of {joined(map(str, sorted(lists)))}, and {same.reason}")
    if not same.earlier | same.later <= codes:
        return Broken(f"the small areas of {first} and {last} do not have the same outer border")
    grounds = (ground.codes for ground in changes.grounds("lsoa", first, last))
    return (first, last), tuple(sorted((one for one in grounds if one & codes), key=sorted))


def not_placed(evaluator: Evaluator, found: SmallAreas) -> Figure:
    """Rows without a small area: of the whole force where the file is of a force, else of the area itself."""
    by_force = any(column.name == "force" for column in TABLES[found.measure.events].columns)
    around = _force_of(evaluator, found.area) if by_force else evaluator.area(found.area)
    where: dict[str, list[str | None]] = {
        **{column: list(values) for column, values in found.measure.where},
        "lsoa": [None],
        ("force" if by_force else "authority"): [around.code],
    }
    rows = count_events(evaluator.library, found.measure.events, by=[], where=where, period=found.period)
    return place_figure(
        evaluator,
        found,
        Key(measure=found.measure.name, function="level", area=around.code, period=found.period, part="not-placed"),
        "without a small area",
        area=around,
        unit=Unit.COUNT,
        value=Decimal(sum(count for _, count in rows)),
        method=f"Count of {found.measure.nouns} whose small area is blank",
        notes=("Counted for the whole force, and for no ward and no small area.",) if by_force else (),
    )


def _force_of(evaluator: Evaluator, area: str) -> Area:
    known = authorities().get(area)
    return known[1] if known else next(iter(evaluator.areas.forces_of(area)), evaluator.area(area))


def place_figure(evaluator: Evaluator, found: SmallAreas, key: Key, what: str, **values: Any) -> Figure:
    """A figure worked out from counts by small area; `what` says in words what it is."""
    values.setdefault("area", evaluator.area(key.area))
    notes = (*found.measure.limitations, *values.pop("notes", ()), *_public(found.measure))
    return Figure(
        key=str(key),
        label=f"{found.measure.title}, {what}, {values['area'].name}, {key.period.label}",
        period=key.period,
        sources=(*found.sources, *values.pop("also", ())),
        edition=evaluator.edition,
        notes=(*notes, *notes_on(evaluator, found.measure, found.area, key.period)),
        **values,
    )


def _public(measure: Measure) -> tuple[str, ...]:
    return (SNAPPED, NO_DISCLOSURE) if measure.events == PUBLIC else ()
