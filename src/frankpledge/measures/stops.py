"""Stop and search: how many, of what, with which outcome, of whom; and how often the object looked for was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from frankpledge.geography.placing import authorities_in, small_areas_in
from frankpledge.geography.points import place_points
from frankpledge.geography.shapes import Boundaries, boundaries_of
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import Figure, NotAvailable, Outcome
from frankpledge.measures.police import Told, area_named, by_slug, months_held, no_such_part, not_held, slug_of
from frankpledge.store.query import distinct
from frankpledge.store.query_police import stop_rows
from frankpledge.terms.area import Area, area_kind
from frankpledge.terms.period import Month, Period
from frankpledge.terms.places import authorities

Place = Callable[[Sequence[float], Sequence[float]], Sequence[str | None]]

NAME, TITLE = "stops", "Stop and search"
DIMENSIONS = ("object", "outcome", "ethnicity", "age")
LINKED, NOT_RECORDED = "linked", "not recorded"
UNPLACED, WITHOUT_ACTION = "unplaced", "linked-without-action"
_ASIDE = {UNPLACED: "without a place", WITHOUT_ACTION: "outcome linked to the object, ended without further action"}
_SILENT = 0.10  # of searches that do not say whether the outcome was linked: more, and the others are no fair sample
_METHOD = "Count of searches by London time"
LIMITATION = (
    "Searches carry no identifier, so searches that look alike are counted separately. Ethnicity is as the officer saw "
    "it."
)


@dataclass(frozen=True, kw_only=True)
class StopCounts:
    """The searches of an area and a period. `parts` has the shares of each dimension, the commonest first.

    `unplaced` is how many searches of the force have no place and so can be in no smaller area; nought for a force.
    `without_place` is the same as a figure; `without_action` are those marked as linked after which nothing followed.
    """

    area: Area
    period: Period
    searches: Figure
    parts: Mapping[str, tuple[Figure, ...]]
    find_rate: Figure | NotAvailable
    disproportionality: NotAvailable
    unplaced: int
    without_place: Figure
    without_action: Figure


@dataclass(frozen=True)
class _Counted:
    """Searches by value of each dimension, by the mark `linked`, and the marked ones after which nothing followed."""

    told: Told
    by: Mapping[str, Counter[str]]
    linked: Counter[str | None]
    marked_without_action: int
    unplaced: int

    @property
    def total(self) -> int:
        return self.linked.total()


def stop_counts(
    evaluator: Evaluator, area: str, period: Period, place: Place | None = None
) -> StopCounts | NotAvailable:
    """The searches of a force, or those that lie in a smaller area.

    `place(longitudes, latitudes)` gives the code of the small area or of the area itself in which each point lies; it
    is needed for all but a force. `linked` is as published: forces mark some searches after which no action followed.
    """
    counted = _counted(evaluator, area, period, place)
    if isinstance(counted, NotAvailable):
        return counted
    told = counted.told
    return StopCounts(
        area=told.area,
        period=period,
        searches=told.level(counted.total, method=_METHOD),
        parts={
            dimension: tuple(
                told.share(
                    count, counted.total, "searches", f"{dimension}-{slug}", f"{dimension}, {words}", method=_METHOD
                )
                for slug, words, count in by_slug(counted.by[dimension])
            )
            for dimension in DIMENSIONS
        },
        find_rate=_find_rate(counted),
        disproportionality=_disproportionality(told),
        unplaced=counted.unplaced,
        without_place=_aside(counted, UNPLACED),
        without_action=_aside(counted, WITHOUT_ACTION),
    )


def stop_months(evaluator: Evaluator, area: str) -> frozenset[Month]:
    """The months for which the searches of every force that polices an area are held."""
    return months_held(evaluator, "stops", [frozenset({force}) for force in sorted(_forces(evaluator, area))])


def _forces(evaluator: Evaluator, area: str) -> set[str]:
    """The forces that police an area, by the lookups held."""
    if area_kind(area) == "force":
        return {area}
    return {authorities()[code][1].code for code in authorities_in(evaluator.areas, area) if code in authorities()}


def stop_figure(evaluator: Evaluator, key: Key, place: Place | None = None) -> Outcome:
    """One figure: all searches, a part such as `object-controlled-drugs` as a count or a share, or the share `linked`.

    A `rate` is by ethnicity and never available. Raises MeasureError for a value that no file held publishes.
    """
    counted = _counted(evaluator, key.area, key.period, place, key)
    if isinstance(counted, NotAvailable):
        return counted
    told = counted.told
    if key.function == "rate":
        return _disproportionality(told)
    if key.part == LINKED:
        found = _find_rate(counted)
        if key.function == "share" or isinstance(found, NotAvailable):
            return found
        return told.level(counted.linked["yes"], LINKED, "outcome linked to the object", method=_METHOD)
    if not key.part:
        return told.level(counted.total, method=_METHOD)
    if key.part in _ASIDE and key.function == "level":
        return _aside(counted, key.part)
    words, count = _part(evaluator, counted, key.part)
    if key.function == "level":
        return told.level(count, key.part, words, method=_METHOD)
    if not counted.total:
        return told.missing("share", "there were no searches to take a share of", part=key.part, words=words)
    return told.share(count, counted.total, "searches", key.part, words, method=_METHOD)


def _aside(counted: _Counted, part: str) -> Figure:
    """A count that stands beside the others and is no part of them."""
    count = counted.unplaced if part == UNPLACED else counted.marked_without_action
    return counted.told.level(count, part, _ASIDE[part], method=_METHOD)


def _part(evaluator: Evaluator, counted: _Counted, part: str) -> tuple[str, int]:
    """A part in words and its count, nought for a value that other searches held have."""
    known = {
        f"{dimension}-{slug_of(value or NOT_RECORDED)}": f"{dimension}, {value or NOT_RECORDED}"
        for dimension in DIMENSIONS
        for (value,) in distinct(evaluator.library, "stops", (dimension,))
    }
    if part not in known:
        raise no_such_part(TITLE, part, [*known, LINKED])
    dimension, _, slug = part.partition("-")
    counts = {each: count for each, _, count in by_slug(counted.by[dimension])}
    return known[part], counts.get(slug, 0)


def _counted(
    evaluator: Evaluator, area: str, period: Period, place: Place | None, key: Key | None = None
) -> _Counted | NotAvailable:
    whole = area_kind(area) == "force"
    members = () if whole else authorities_in(evaluator.areas, area)
    forces = _forces(evaluator, area)
    held = stop_months(evaluator, area)
    told = Told(
        measure=NAME,
        title=TITLE,
        area=area_named(evaluator, area),
        period=period,
        sources=(NAME,),
        edition=evaluator.edition,
        notes=(LIMITATION,),
    )
    why, remedy = not_held("searches", period, held), ""
    if not forces:
        why = f"no lookup that says which force polices {told.area.name} is held"
    if not why and not whole and place is None:
        place = _by_boundaries(evaluator, area)
    if not why and not whole and place is None:
        why = "searches carry a point and no area, and no boundaries to place them by are held"
        remedy = "Load the boundaries of the small areas."
    if why:
        function, part = (key.function, key.part) if key else ("level", "")
        return told.missing(function, why, remedy, part=part)
    rows = [row for force in sorted(forces) for row in stop_rows(evaluator.library, force, period)]
    if whole or place is None:
        return _tally(told, rows, 0)
    wanted = {area, *small_areas_in(evaluator.areas, area), *(members if area_kind(area) == "partnership" else ())}
    return _inside(told, rows, wanted, place)


def _by_boundaries(evaluator: Evaluator, area: str) -> Place | None:
    """A way to place points by the latest boundaries of small areas held for the authority; None where none are."""
    for edition in (2021, 2011):
        shapes = boundaries_of(evaluator.library, "lsoa", edition, area) if area_kind(area) == "authority" else None
        if shapes and shapes.codes:
            return partial(_placed, shapes)
    return None


def _placed(shapes: Boundaries, longitudes: Sequence[float], latitudes: Sequence[float]) -> Sequence[str | None]:
    placed: list[str | None] = place_points(longitudes, latitudes, shapes).tolist()
    return placed


def _inside(told: Told, rows: list[tuple[Any, ...]], wanted: set[str], place: Place) -> _Counted:
    """The searches whose point lies in one of the areas wanted. Each point is placed once."""
    points = sorted({(row[5], row[6]) for row in rows if row[5] is not None})
    codes = place([point[0] for point in points], [point[1] for point in points])
    inside = {point for point, code in zip(points, codes, strict=True) if code in wanted}
    unplaced = sum(row[7] for row in rows if row[5] is None)
    note = f"Searches of the force without a place, which are left out: {unplaced:,}."
    told = replace(told, notes=(*told.notes, *([note] if unplaced else [])))
    return _tally(told, [row for row in rows if (row[5], row[6]) in inside], unplaced)


def _tally(told: Told, rows: list[tuple[Any, ...]], unplaced: int) -> _Counted:
    by: dict[str, Counter[str]] = {dimension: Counter() for dimension in DIMENSIONS}
    linked: Counter[str | None] = Counter()
    idle = 0
    for *values, mark, _, _, count in rows:
        for dimension, value in zip(DIMENSIONS, values, strict=True):
            by[dimension][value or NOT_RECORDED] += count
        linked[mark] += count
        if mark == "yes" and "no further action" in (values[1] or "").casefold():
            idle += count
    return _Counted(told, by, linked, idle, unplaced)


def _find_rate(counted: _Counted) -> Figure | NotAvailable:
    """The share of searches whose outcome is marked as linked to the object, of those with a mark either way."""
    told, marks, silent = counted.told, counted.linked, counted.linked[None]
    base, words = marks["yes"] + marks["no"], "outcome linked to the object"
    if not counted.total:
        return told.missing("share", "there were no searches to take a share of", part=LINKED, words=words)
    if silent > _SILENT * counted.total:
        why = f"{silent:,} of {counted.total:,} searches do not say whether the outcome was linked to the object"
        return told.missing("share", why, part=LINKED, words=words)
    idle = counted.marked_without_action
    return told.share(
        marks["yes"],
        base,
        "searches that say whether the outcome was linked",
        LINKED,
        words,
        method="Searches marked as having an outcome linked to the object",
        notes=(
            *([f"Linked, and ended without further action: {idle:,}."] if idle else []),
            *([f"Searches that do not say, which are left out: {silent:,}."] if silent else []),
        ),
    )


def _disproportionality(told: Told) -> NotAvailable:
    """Searches of each ethnic group against its residents: no population by ethnicity has a place in the evidence."""
    return told.missing(
        "rate",
        "no population by ethnic group is held, so searches cannot be set against those who live here",
        "Take it from the force's own report, as a statement with its source.",
        words="searches of each ethnic group for each thousand residents of it",
    )
