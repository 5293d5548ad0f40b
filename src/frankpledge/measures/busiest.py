"""The busiest small areas by name: those that together hold a quarter of what fell, and those that hold half."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import Figure
from frankpledge.measures.small_areas import SmallAreas, place_figure
from frankpledge.store.query import distinct
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit

_BY_LSOA: dict[str, list[Any]] = {"level": ["lsoa"]}


@dataclass(frozen=True, kw_only=True)
class Busiest:
    """Small areas of one census, the busiest first; `quarter` and `half` are how many of them hold so much."""

    areas: tuple[Area, ...]
    levels: Mapping[str, Figure]
    quarter: int
    half: int


def busiest(evaluator: Evaluator, found: SmallAreas, quarter: int, half: int) -> Busiest | None:
    """Every small area with its count. None over two lists of small areas: a union of several has no name."""
    if found.census is None:
        return None
    names, counts = _names(evaluator, found.census), found.counts
    codes = sorted((code for unit in found.units for code in unit), key=lambda code: (-counts.get(code, 0), code))
    areas = tuple(Area(code, names.get(code, code)) for code in codes)
    levels = {area.code: area_level(evaluator, found, area) for area in areas}
    return Busiest(areas=areas, levels=levels, quarter=quarter, half=half)


def area_level(evaluator: Evaluator, found: SmallAreas, area: Area) -> Figure:
    """The count of one small area."""
    return place_figure(
        evaluator,
        found,
        Key(
            measure=found.measure.name,
            function="level",
            area=area.code,
            period=found.period,
            part=f"areas-{found.census}",
        ),
        "count",
        area=area,
        unit=Unit.COUNT,
        value=Decimal(found.counts.get(area.code, 0)),
        method=f"Count of {found.measure.nouns} whose row names this small area",
    )


def _names(evaluator: Evaluator, census: int) -> dict[str, str]:
    """As the lookups or the boundaries of the same census name them."""
    where: dict[str, list[Any]] = {"child_level": ["lsoa"], "child_edition": [census]}
    listed = distinct(evaluator.library, "links", ("child", "child_name"), where=where)
    drawn = distinct(evaluator.library, "shapes", ("area", "name"), where=_BY_LSOA | {"edition": [census]})
    return {code: name for code, name in [*drawn, *listed] if name}
