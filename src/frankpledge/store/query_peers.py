"""The statements that read what authorities are compared by: deprivation, and indicators."""

from __future__ import annotations

from typing import Any

from frankpledge.store.query import Library
from frankpledge.store.tables import DEPRIVATION, INDICATORS, LINKS


def rank_sums(library: Library, domain: str, edition: int, lsoa_edition: int) -> list[tuple[str, int, int, int | None]]:
    """(authority, its small areas, those of them with a rank, sum of the ranks) in one edition of the indices, sorted.

    Small areas are placed by every lookup held, directly or by way of a ward.
    """
    if not library.files(DEPRIVATION.name) or not library.files(LINKS.name):
        return []
    return library.connection.execute(
        "WITH links AS (SELECT * FROM read_parquet(?)), placed AS ("
        "SELECT child AS lsoa, parent AS authority FROM links "
        "WHERE child_level = 'lsoa' AND child_edition = ? AND parent_level = 'ltla' UNION "
        "SELECT low.child, high.parent FROM links low JOIN links high ON low.parent = high.child "
        "AND low.parent_edition = high.child_edition WHERE low.child_level = 'lsoa' AND low.child_edition = ? "
        "AND low.parent_level = 'ward' AND high.parent_level = 'ltla'), "
        "ranked AS (SELECT DISTINCT lsoa, rank FROM read_parquet(?) WHERE domain = ? AND edition = ?) "
        "SELECT authority, count(*), count(rank), sum(rank)::BIGINT "
        "FROM placed LEFT JOIN ranked USING (lsoa) GROUP BY authority ORDER BY authority",
        [library.files(LINKS.name), lsoa_edition, lsoa_edition, library.files(DEPRIVATION.name), domain, edition],
    ).fetchall()


def indicator_rows(library: Library, indicator: str) -> list[tuple[Any, ...]]:
    """(first, last, area, value) of every value of an indicator for all persons and ages, sorted, each once.

    A value that the publisher does not give is None.
    """
    if not library.files(INDICATORS.name):
        return []
    return library.connection.execute(
        "SELECT DISTINCT first, last, area, value FROM read_parquet(?) WHERE indicator = ? "
        "AND coalesce(sex, 'persons') = 'persons' AND age IS NULL ORDER BY ALL",
        [library.files(INDICATORS.name), indicator],
    ).fetchall()
