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
from frankpledge.terms.words import joined

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

    `unplaced` is how many searches of the force have no place and so can be in no smaller area; nought where all
    searches of the files are those of the area.
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
    is needed for all but a force and authorities of which files of their own are held. `linked` is as published: forces
    mark some searches after which no action followed.
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
    """The months for which files speak of every authority of an area or of the force that polices it."""
    return months_held(evaluator, NAME, [frozenset(pair) for pair in _policed(evaluator, area)])


def _policed(evaluator: Evaluator, area: str) -> list[tuple[str, str]]:
    """Each authority of an area by the lookups held, with the force that polices it; a force stands for itself."""
    if area_kind(area) == "force":
        return [(area, area)]
    known = authorities()
    return [(code, known[code][1].code) for code in authorities_in(evaluator.areas, area) if code in known]


def _forces(evaluator: Evaluator, area: str) -> set[str]:
    return {force for _, force in _policed(evaluator, area)}


def _spoken_of(evaluator: Evaluator, area: str, period: Period) -> set[str]:
    """The areas whose files hold no search but those wanted: a force, or every authority by itself (simulated files).

    Nothing where the files are of more than the area, so that its searches have to be found by their points.
    """
    if area_kind(area) not in ("force", "authority", "partnership"):
        return set()
    alone = [code for code, _ in _policed(evaluator, area)]
    held = months_held(evaluator, NAME, [frozenset({code}) for code in alone])
    return set(alone) if held >= set(period) else set()


def _beside(evaluator: Evaluator, spoken_of: set[str], forces: set[str], period: Period) -> list[str]:
    """Areas of the same forces that files of these months speak of besides: no row says of which of them it is."""
    coverage = [one for part in evaluator.library.edition.of_table(NAME) for one in part.coverage]
    others = {one.area for one in coverage if set(one.period) & set(period)} - spoken_of
    return [area_named(evaluator, code).name for code in sorted(others) if _forces(evaluator, code) & forces]


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
    told = Told(
        measure=NAME,
        title=TITLE,
        area=area_named(evaluator, area),
        period=period,
        sources=(NAME,),
        edition=evaluator.edition,
        notes=(LIMITATION,),
    )
    whole = bool(_spoken_of(evaluator, area, period))
    place = None if whole else place or _by_boundaries(evaluator, area)
    why, remedy = _why_not(evaluator, told, placed=place is not None)
    if why:
        function, part = (key.function, key.part) if key else ("level", "")
        return told.missing(function, why, remedy, part=part)
    rows = [row for force in sorted(_forces(evaluator, area)) for row in stop_rows(evaluator.library, force, period)]
    if place is None:
        return _tally(told, rows, 0)
    members = authorities_in(evaluator.areas, area) if area_kind(area) == "partnership" else ()
    return _inside(told, rows, {area, *small_areas_in(evaluator.areas, area), *members}, place)


def _why_not(evaluator: Evaluator, told: Told, *, placed: bool) -> tuple[str, str]:
    """Why the searches cannot be counted, and what to do about it; nothing where they can."""
    area, period = told.area.code, told.period
    forces, spoken_of = _forces(evaluator, area), _spoken_of(evaluator, area, period)
    if not forces:
        return f"no lookup that says which force polices {told.area.name} is held", ""
    lacking = not_held("searches", period, stop_months(evaluator, area))
    if lacking or placed:
        return lacking, ""
    if not spoken_of:
        why = "searches carry a point and no area, and no boundaries to place them by are held"
        return why, "Load the boundaries of the small areas."
    others = _beside(evaluator, spoken_of, forces, period)
    if others:
        why = f"searches of {joined(others)} are held as well, and no search says of which area it is"
        return why, "Keep the files of each area in a workspace of its own."
    return "", ""


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
