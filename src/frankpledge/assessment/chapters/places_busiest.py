"""The busiest small areas, on a map and by name: only of counts that the police publish by small area themselves."""

from __future__ import annotations

from collections.abc import Sequence

from frankpledge.assessment.blocks import Chart, Fixed, Number, Point, Runs, Series, Shape, Table, Text
from frankpledge.assessment.story import Story
from frankpledge.geography.outline import outlines
from frankpledge.geography.shapes import boundaries_of
from frankpledge.measures.busiest import Busiest, area_level, busiest
from frankpledge.measures.concentration import Concentration
from frankpledge.measures.model import NotAvailable
from frankpledge.measures.small_areas import PUBLIC, SmallAreas
from frankpledge.measures.ward_figures import wards_of

_MOST_ROWS = 40
_QUARTER, _HALF, _REST = "Hold a quarter", "With those, half", "The other half"
Told = tuple[SmallAreas, Concentration]


def busiest_part(story: Story, spread: Sequence[Told]) -> dict[str, object]:
    """What the chapter's template needs; nothing where no public count by small area of one census is held."""
    public = [(found, told) for found, told in spread if found.measure.events == PUBLIC]
    if not public:
        return {"busiest": None}
    found, told = public[0]
    made = busiest(story.evaluator, found, int(told.quarter.areas.value), int(told.half.areas.value))
    if made is None or made.quarter > _MOST_ROWS:
        return {"busiest": None}
    others = [other for other, _ in public[1:] if other.census == found.census]
    table = _table(story, found, others, made)
    shapes = _shapes(story, found, made)
    return {"busiest": _map(story, found, told, made, table, shapes) if shapes else table}


def _shapes(story: Story, found: SmallAreas, made: Busiest) -> tuple[Shape, ...]:
    """The outline of every small area; none unless all are held."""
    assert found.census is not None, "areas of one census have names"
    drawn = outlines(boundaries_of(story.evaluator.library, "lsoa", found.census, story.area.code))
    if not {area.code for area in made.areas} <= drawn.keys():
        return ()
    return tuple(Shape(area.code, drawn[area.code]) for area in made.areas)


def _map(
    story: Story, found: SmallAreas, told: Concentration, made: Busiest, table: Table, shapes: tuple[Shape, ...]
) -> Chart:
    nouns = found.measure.nouns
    parts = (
        (_QUARTER, made.areas[: made.quarter]),
        (_HALF, made.areas[made.quarter : made.half]),
        (_REST, made.areas[made.half :]),
    )
    first = made.areas[0]
    return Chart(
        form="map",
        title=(Text("A quarter of "), Text(nouns), Text(" fell in "), Number(told.quarter.areas), Text(" small areas")),
        caption=(
            Text(f"Small areas of {story.area.name} by what part of {nouns} they hold, the busiest first, "),
            Fixed(story.period.label, "date"),
            Text(". Large areas are not busier for being large: a small area is drawn by its residents. "),
            Text("Boundaries: Office for National Statistics; they contain Ordnance Survey data."),
        ),
        alternative=(
            Text("Map of small areas in three shades. The darkest are the "),
            Number(told.quarter.areas),
            Text(f" that hold a quarter of {nouns}; with the next shade they are the "),
            Number(told.half.areas),
            Text(" that hold half. The busiest is "),
            Fixed(first.name, "name"),
            Text(" with "),
            Number(made.levels[first.code]),
            Text("."),
        ),
        axis=f"Where {nouns} fell",
        series=tuple(Series(name, tuple(Point(area.code, None) for area in areas)) for name, areas in parts),
        table=table,
        anchor="chart-places-map",
        shapes=shapes,
    )


def _table(story: Story, found: SmallAreas, others: Sequence[SmallAreas], made: Busiest) -> Table:
    wards = wards_of(story.evaluator, found)
    names = {} if isinstance(wards, NotAvailable) else {ward.code: ward.name for ward in wards.areas}
    ward_of = {} if isinstance(wards, NotAvailable) else wards.listed.ward_of
    rows: list[tuple[Runs, ...]] = []
    for area in made.areas[: made.quarter]:
        ward = names.get(ward_of.get(area.code, ""), "–")
        counts = [made.levels[area.code], *(area_level(story.evaluator, other, area) for other in others)]
        cells: list[Runs] = [(Number(count),) for count in counts]
        rows.append(((Fixed(area.name, "name"),), *([(Fixed(ward, "name"),)] if names else []), *cells))
    heads = ["Small area", *(["Ward"] if names else []), _short(found), *map(_short, others)]
    return Table(
        caption=(
            Text(f"The small areas that hold a quarter of {found.measure.nouns}, {story.area.name}, "),
            Fixed(story.period.label, "date"),
        ),
        head=tuple((Text(head),) for head in heads),
        rows=tuple(rows),
        numeric=(False, *([False] if names else []), *[True] * (1 + len(others))),
        notes=(
            (Text("Busiest first. Chance alone can change the places of areas whose counts are near each other."),),
        ),
        anchor="table-places-busiest",
    )


def _short(found: SmallAreas) -> str:
    return "ASB" if found.measure.name == "asb" else found.measure.nouns.capitalize()
