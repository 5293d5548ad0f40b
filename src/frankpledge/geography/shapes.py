"""Boundaries ready for use: mended where they cross themselves, one for each area, in the order of their codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from frankpledge.geography.areas import Areas
from frankpledge.store.query import Library
from frankpledge.store.query_areas import shape_parts, shape_rows
from frankpledge.terms.errors import MeasureError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Boundaries:
    """Areas with their shapes: `codes` in order, `names` and prepared `shapes` beside them."""

    level: str
    edition: int
    codes: tuple[str, ...]
    names: tuple[str, ...]
    shapes: NDArray[np.object_]

    def __len__(self) -> int:
        return len(self.codes)


def boundaries_of(library: Library, level: str, edition: int, authority: str = "") -> Boundaries:
    """The boundaries of a level (`lsoa` or `ward`) and an edition; with `authority`, of its areas alone.

    Empty where none are held. Raises MeasureError where two files draw the same area in two ways, or where what is held
    covers more than the authority and no lookup tells which areas are its own.
    """
    parts = shape_parts(library, level, edition, authority)
    rows = shape_rows(library, parts)
    if authority and any(coverage.area != authority for part in parts for coverage in part.coverage):
        own = _areas_in(library, level, authority)
        rows = [row for row in rows if row[0] in own]
    _refuse_two_of_one(rows)
    return make_boundaries(level, edition, rows)


def make_boundaries(level: str, edition: int, rows: list[tuple[str, str | None, str]]) -> Boundaries:
    """Boundaries of (code, name, GeoJSON geometry). A shape that crosses itself is mended: what it encloses stays."""
    import numpy as np
    import shapely

    ordered = sorted(rows)
    shapes = shapely.from_geojson(np.array([geometry for _, _, geometry in ordered], dtype=object))
    unsound = ~shapely.is_valid(shapes)
    shapes[unsound] = [_areal(shapely.make_valid(shape)) for shape in shapes[unsound]]
    shapely.prepare(shapes)
    codes, names = (code for code, _, _ in ordered), (name or code for code, name, _ in ordered)
    return Boundaries(level, edition, tuple(codes), tuple(names), shapes)


def _areal(shape: object) -> object:
    """A mended shape without the lines and points that mending can leave behind."""
    import shapely

    kept = [part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == 2]
    return shapely.union_all(kept)


def _areas_in(library: Library, level: str, authority: str) -> frozenset[str]:
    areas = Areas(library)
    own = areas.small_areas_of(authority) if level == "lsoa" else areas.wards_of(authority)
    if own:
        return own
    raise MeasureError(
        f"Which boundaries are those of {areas.name_of(authority)} is not known",
        expected="boundaries of the authority alone, or a lookup that tells which areas lie in it",
        found="boundaries of a wider area and no such lookup",
        remedy="Load the lookup from small areas to wards and authorities.",
    )


def _refuse_two_of_one(rows: list[tuple[str, str | None, str]]) -> None:
    codes = [code for code, _, _ in rows]
    twice = sorted({code for code in codes if codes.count(code) > 1}) if len(set(codes)) < len(codes) else []
    if twice:
        raise MeasureError(
            f"The boundary of {twice[0]} is drawn in two ways",
            expected="one boundary for each area of an edition",
            found=f"{len(twice):,} drawn twice",
            cause="Files of the same areas with more and with less detail are both held.",
            remedy="Keep one of them: load the other areas again without it.",
        )
