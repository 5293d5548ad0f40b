"""Outlines for a map: areas on a flat grid, simplified together so that neighbours still share their borders."""

from __future__ import annotations

import math

from frankpledge.geography.shapes import Boundaries

_DETAIL = 500  # the longer side of the map over the smallest thing that is kept of a border


def outlines(boundaries: Boundaries) -> dict[str, str]:
    """Code → GeoJSON geometry, kilometres east and north of the middle. Empty where there are no boundaries.

    The grid is true at the middle and true enough over one authority: a degree of longitude is taken as long as there.
    """
    import shapely

    if not len(boundaries):
        return {}
    west, south, east, north = shapely.total_bounds(boundaries.shapes)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    kilometres = 111.2
    wide = kilometres * math.cos(math.radians(middle_y))
    flat = shapely.transform(
        boundaries.shapes, lambda points: (points - [middle_x, middle_y]) * [wide, kilometres], include_z=False
    )
    longer = max((east - west) * wide, (north - south) * kilometres)
    simple = shapely.coverage_simplify(shapely.set_precision(flat, 0.001), longer / _DETAIL)
    # A shape so small that nothing is left of it is drawn as it is.
    kept = [whole if plain.is_empty else plain for plain, whole in zip(simple, flat, strict=True)]
    return {code: str(shapely.to_geojson(one)) for code, one in zip(boundaries.codes, kept, strict=True)}
