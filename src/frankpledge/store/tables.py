"""The canonical tables. A part holds rows of one of these; docs/tables.md is generated from here."""

from __future__ import annotations

from dataclasses import dataclass

FORMAT = 1


@dataclass(frozen=True)
class Column:
    """One column: its name, its type in the store and what it holds."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """A canonical table. `version` rises when its columns or their meaning change; parts are then read again."""

    name: str
    grain: str
    columns: tuple[Column, ...]
    version: int = 1


_ROW = Column("row", "INTEGER", "number of the record in its file; the header is record one")
_IDENTITY = Column(
    "identity",
    "UBIGINT",
    "the first 64 bits of the publisher's identifier; empty where the publisher gives none, as for ASB",
)

STREET = Table(
    "street",
    "one row of a data.police.uk street-level file: a recorded crime or an anti-social behaviour incident",
    (
        _ROW,
        Column("month", "DATE", "first day of the month in which it was recorded"),
        Column("force", "VARCHAR", "code of the police force area that the file is of"),
        Column("lsoa", "VARCHAR", "code of the small area; empty where it was not placed"),
        Column("category", "VARCHAR", "the publisher's crime type"),
        _IDENTITY,
    ),
)

OFFENCES = Table(
    "offences",
    "one police recorded offence with its Home Office code",
    (
        _ROW,
        Column("month", "DATE", "first day of the month in which it was recorded"),
        Column("authority", "VARCHAR", "code of the local authority that the file is of"),
        Column("lsoa", "VARCHAR", "code of the small area; empty where it was not placed"),
        Column("code", "VARCHAR", "Home Office offence code"),
        _IDENTITY,
    ),
)

PARTNERSHIP_COUNTS = Table(
    "partnership_counts",
    "recorded crimes of one offence heading in one row of the partnership table",
    (
        _ROW,
        Column("first", "DATE", "first day of the first month counted"),
        Column("last", "DATE", "first day of the last month counted"),
        Column("force", "VARCHAR", "code of the police force area"),
        Column("partnership", "VARCHAR", "code of the partnership; empty for totals and unassigned crimes"),
        Column("partnership_name", "VARCHAR", "name of the partnership as published"),
        Column("authority", "VARCHAR", "code of the one authority the row is of; empty where it is of several"),
        Column("authority_name", "VARCHAR", "name of that authority as published"),
        Column("standing", "VARCHAR", "partnership, combined, unassigned or force total"),
        Column("offence", "VARCHAR", "heading of the column, as published, without notes"),
        Column("value", "BIGINT", "recorded crimes; empty where the publisher gives none"),
    ),
)

POPULATION = Table(
    "population",
    "residents of one local authority at the middle of one year",
    (
        _ROW,
        Column("mid_year", "INTEGER", "the year, at 30 June"),
        Column("edition", "INTEGER", "year of the list of authorities that the codes are of"),
        Column("authority", "VARCHAR", "code of the authority"),
        Column("authority_name", "VARCHAR", "name of the authority"),
        Column("residents", "BIGINT", "estimated usual residents of all ages"),
    ),
)

LINKS = Table(
    "links",
    "one area lies in another: small area in ward or authority, authority in partnership, partnership in force",
    (
        _ROW,
        Column("child_level", "VARCHAR", "lsoa, ward, ltla or csp"),
        Column("child_edition", "INTEGER", "year of the boundaries or list that the child's code is of"),
        Column("child", "VARCHAR", "code of the smaller area"),
        Column("child_name", "VARCHAR", "its name, where the lookup gives one"),
        Column("parent_level", "VARCHAR", "ward, ltla, csp or pfa"),
        Column("parent_edition", "INTEGER", "year of the boundaries or list that the parent's code is of"),
        Column("parent", "VARCHAR", "code of the larger area"),
        Column("parent_name", "VARCHAR", "its name, where the lookup gives one"),
    ),
)

TABLES = {table.name: table for table in (STREET, OFFENCES, PARTNERSHIP_COUNTS, POPULATION, LINKS)}
EVENT_TABLES = tuple(t.name for t in TABLES.values() if any(c.name == "identity" for c in t.columns))
