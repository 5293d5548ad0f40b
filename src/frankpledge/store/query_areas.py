"""The statements that read areas: populations by age, and boundaries."""

from __future__ import annotations

from typing import Any

from frankpledge.store.part import Part
from frankpledge.store.query import Library
from frankpledge.store.tables import POPULATION, SHAPES

ALL_AGES = 91  # 0, 1, 2 … 89, 90 and over


def base_rows(
    library: Library, base: str, level: str, *, ages: tuple[int, int] | None = None
) -> list[tuple[str, int, int, int | None]]:
    """(area, year, edition, how many) of every residents' or households' estimate of a level, sorted, each once.

    `ages` asks for those from one age to another, both included; 90 stands for 90 and over. How many is None where
    the file gives no single years of age.
    """
    if not library.files(POPULATION.name):
        return []
    value, parameters = "value", list[Any]()
    if ages is not None:
        value = "CASE WHEN len(ages) = ? THEN list_sum(list_slice(ages, ? + 1, ? + 1))::BIGINT END"
        parameters = [ALL_AGES, *ages]
    return library.connection.execute(
        f"SELECT DISTINCT area, mid_year, edition, {value} AS many FROM read_parquet(?) "  # noqa: S608
        "WHERE base = ? AND level = ? ORDER BY ALL",
        [*parameters, library.files(POPULATION.name), base, level],
    ).fetchall()


def shape_parts(library: Library, level: str, edition: int, authority: str = "") -> tuple[Part, ...]:
    """The parts with boundaries of a level and an edition: those of the authority where there are any, else all."""
    what = f"{level}{edition % 100:02}"
    parts = [part for part in library.edition.of_table(SHAPES.name) if any(c.what == what for c in part.coverage)]
    own = [part for part in parts if any(c.area == authority for c in part.coverage)]
    return tuple(own or parts)


def shape_rows(library: Library, parts: tuple[Part, ...]) -> list[tuple[str, str | None, str]]:
    """(area, name, GeoJSON geometry) of every boundary in some parts, sorted, each once."""
    if not parts:
        return []
    return library.connection.execute(
        "SELECT DISTINCT area, name, geometry FROM read_parquet(?) ORDER BY ALL",
        [[str(library.evidence.rows_of(part)) for part in parts]],
    ).fetchall()
