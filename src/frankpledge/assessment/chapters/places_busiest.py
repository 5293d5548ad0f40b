"""The busiest small areas, by name and ward: only of counts that the police publish by small area themselves."""

from __future__ import annotations

from collections.abc import Sequence

from frankpledge.assessment.blocks import Fixed, Number, Runs, Table, Text
from frankpledge.assessment.story import Story
from frankpledge.measures.busiest import Busiest, area_level, busiest
from frankpledge.measures.concentration import Concentration
from frankpledge.measures.model import NotAvailable
from frankpledge.measures.small_areas import PUBLIC, SmallAreas
from frankpledge.measures.ward_figures import wards_of

_MOST_ROWS = 40
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
    return {"busiest": _table(story, found, others, made)}


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
