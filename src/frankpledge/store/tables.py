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
    "the residents or the households of one area in one year",
    (
        _ROW,
        Column("base", "VARCHAR", "residents (at 30 June) or households (at the census)"),
        Column("level", "VARCHAR", "ltla, ward or lsoa"),
        Column("mid_year", "INTEGER", "the year"),
        Column("edition", "INTEGER", "year of the list of areas that the codes are of"),
        Column("area", "VARCHAR", "code of the area"),
        Column("area_name", "VARCHAR", "its name; empty where the publisher gives none"),
        Column("value", "BIGINT", "residents of all ages, or households"),
        Column("ages", "INTEGER[]", "residents aged 0, 1, 2 … 90 and over; empty where not given"),
    ),
    version=2,
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

OUTCOMES = Table(
    "outcomes",
    "one outcome of a crime as data.police.uk publishes it; a crime can have several, in different months",
    (
        _ROW,
        Column("month", "DATE", "first day of the month of the outcome"),
        Column("force", "VARCHAR", "code of the police force area that the file is of"),
        Column("lsoa", "VARCHAR", "code of the small area of the crime; empty where it was not placed"),
        Column("outcome", "VARCHAR", "the publisher's outcome type"),
        Column("crime", "UBIGINT", "the first 64 bits of the Crime ID, as `identity` of the street-level files"),
    ),
)

STOPS = Table(
    "stops",
    "one stop and search as data.police.uk publishes it",
    (
        _ROW,
        Column("month", "DATE", "first day of the month, by London time"),
        Column("hour", "INTEGER", "hour of the day, 0 to 23, by London time"),
        Column("force", "VARCHAR", "code of the police force area that the file is of"),
        Column("kind", "VARCHAR", "person, vehicle, or person and vehicle search"),
        Column("sex", "VARCHAR", "as the officer recorded it; empty where not recorded"),
        Column("age", "VARCHAR", "the publisher's age band; empty where not recorded"),
        Column("ethnicity", "VARCHAR", "as the officer saw it; empty where not recorded"),
        Column("own_ethnicity", "VARCHAR", "as the person gave it; empty where not given"),
        Column("power", "VARCHAR", "the law under which the search was made; empty where not given"),
        Column("object", "VARCHAR", "what was searched for; empty where not given"),
        Column("outcome", "VARCHAR", "what followed; empty where not given"),
        Column("linked", "VARCHAR", "yes or no: the outcome had to do with the object; empty where not given"),
        Column("longitude", "DOUBLE", "WGS 84, moved to an anonymous point; empty where not placed"),
        Column("latitude", "DOUBLE", "WGS 84, moved to an anonymous point; empty where not placed"),
    ),
)

CRIMES = Table(
    "crimes",
    "one recorded crime of a police extract, without anything that names a person",
    (
        _ROW,
        Column("month", "DATE", "first day of the month in which it was recorded"),
        Column("authority", "VARCHAR", "code of the local authority that the file is of"),
        Column("lsoa", "VARCHAR", "code of the small area; empty where it was not placed"),
        Column("beat", "VARCHAR", "the force's own beat; empty where not given"),
        Column("code", "VARCHAR", "Home Office offence code"),
        Column("began", "TIMESTAMP", "earliest time at which it can have happened, by London time"),
        Column("ended", "TIMESTAMP", "latest time at which it can have happened; empty where not given"),
        Column("domestic", "VARCHAR", "domestic abuse: yes or no; empty where not recorded"),
        Column("hate", "VARCHAR", "hate crime: yes or no; empty where not recorded"),
        Column("knife", "VARCHAR", "knife or sharp instrument: yes or no; empty where not recorded"),
        Column("youth", "VARCHAR", "a person under 18 was involved: yes or no; empty where not recorded"),
        Column("weapon", "VARCHAR", "the force's own words for the weapon; empty where none is recorded"),
        Column("victim_age", "VARCHAR", "age band of the victim; empty where not recorded"),
        Column("victim_sex", "VARCHAR", "female, male or other; empty where not recorded"),
        Column("suspect_age", "VARCHAR", "age band of the suspect; empty where not recorded"),
        Column("suspect_sex", "VARCHAR", "female, male or other; empty where not recorded"),
        _IDENTITY,
    ),
)

INCIDENTS = Table(
    "incidents",
    "one event of a dataset that the Prescribed Information Regulations name, without anything that names a person",
    (
        _ROW,
        Column("month", "DATE", "first day of the month of the event"),
        Column("authority", "VARCHAR", "code of the local authority that the file is of"),
        Column("dataset", "VARCHAR", "P1 to P12, F1 to F6, L1 to L5 or H1 to H6"),
        Column("category", "VARCHAR", "the holder's category; empty where the dataset has none"),
        Column("day", "DATE", "the day; empty where the file gives months only"),
        Column("hour", "INTEGER", "hour of the day, 0 to 23; empty where not given"),
        Column("lsoa", "VARCHAR", "code of the small area; empty where not placed"),
        Column("outward", "VARCHAR", "outward half of a postcode; empty where not given"),
        _IDENTITY,
    ),
)

SERIES = Table(
    "series",
    "one value of a measure that its owner counted, in an area over a period",
    (
        _ROW,
        Column("measure", "VARCHAR", "the measure's short name, such as calls-999"),
        Column("title", "VARCHAR", "what is counted, in words"),
        Column("kind", "VARCHAR", "crime, incident, call, report, order, search or outcome"),
        Column("part_of", "VARCHAR", "the measure that this is a part of; empty where it is a whole"),
        Column("area", "VARCHAR", "code of the area"),
        Column("first", "DATE", "first day of the first month"),
        Column("last", "DATE", "first day of the last month"),
        Column("value", "BIGINT", "how many; empty where the owner gives none"),
        Column("base", "BIGINT", "out of how many; empty where it is not a part of anything"),
        Column("source", "VARCHAR", "who counted it"),
    ),
)

INDICATORS = Table(
    "indicators",
    "one value of an indicator that its publisher worked out, in an area over a period",
    (
        _ROW,
        Column("indicator", "VARCHAR", "short name, such as first-time-entrants"),
        Column("title", "VARCHAR", "the publisher's words"),
        Column("area", "VARCHAR", "code of the area"),
        Column("area_name", "VARCHAR", "its name, where given"),
        Column("first", "DATE", "first day of the first month"),
        Column("last", "DATE", "first day of the last month"),
        Column("period", "VARCHAR", "the period in the publisher's words"),
        Column("sex", "VARCHAR", "persons, female or male; empty where it does not apply"),
        Column("age", "VARCHAR", "the publisher's age band; empty where it does not apply"),
        Column("value", "DOUBLE", "the value; empty where the publisher gives none"),
        Column("low", "DOUBLE", "lower end of the publisher's 95% interval; empty where not given"),
        Column("high", "DOUBLE", "upper end of the publisher's 95% interval; empty where not given"),
        Column("numerator", "DOUBLE", "the count it rests on; empty where not given"),
        Column("denominator", "DOUBLE", "the base it rests on; empty where not given"),
        Column("unit", "VARCHAR", "what it is measured in, in words"),
        Column("note", "VARCHAR", "the publisher's remark on this value"),
    ),
)

STATED = Table(
    "stated",
    "one value that a partner worked out and states",
    (
        _ROW,
        Column("key", "VARCHAR", "short name, unique in the file"),
        Column("text", "VARCHAR", "what is stated, in words"),
        Column("who", "VARCHAR", "who states it"),
        Column("value", "VARCHAR", "the value as written, a decimal number"),
        Column("unit", "VARCHAR", "count, percent, percent change, per 1,000, rank, pounds or ratio"),
        Column("area", "VARCHAR", "where, in the partner's words or as a code"),
        Column("first", "DATE", "first day of the first month"),
        Column("last", "DATE", "first day of the last month"),
        Column("numerator", "VARCHAR", "the count it rests on; empty where not given"),
        Column("base", "VARCHAR", "the base it rests on; empty where not given"),
        Column("baseline", "VARCHAR", "the value it is compared with; empty where not given"),
        Column("baseline_label", "VARCHAR", "of when and what the baseline is"),
        Column("low", "VARCHAR", "lower end of the published interval; empty where not given"),
        Column("high", "VARCHAR", "upper end of the published interval; empty where not given"),
        Column("source", "VARCHAR", "where the partner has it from"),
        Column("limitation", "VARCHAR", "what can't be said with it"),
    ),
)

SURVEY = Table(
    "survey",
    "how many respondents chose one answer to one question; the respondents themselves are not kept",
    (
        _ROW,
        Column("survey", "VARCHAR", "name of the survey"),
        Column("first", "DATE", "first day of the month in which it opened"),
        Column("last", "DATE", "first day of the month in which it closed"),
        Column("question", "VARCHAR", "short name of the question"),
        Column("text", "VARCHAR", "the question as asked"),
        Column("kind", "VARCHAR", "single, multiple or scale"),
        Column("position", "INTEGER", "place of the answer in the order given, from 1"),
        Column("answer", "VARCHAR", "the answer"),
        Column("chosen", "BIGINT", "respondents who chose it"),
        Column("answered", "BIGINT", "respondents who answered the question"),
        Column("respondents", "BIGINT", "respondents in the survey"),
        Column("weight_chosen", "DOUBLE", "sum of the weights of those who chose it; empty where unweighted"),
        Column("weight_answered", "DOUBLE", "sum of the weights of those who answered; empty where unweighted"),
        Column("weight_squared", "DOUBLE", "sum of the squared weights of those who answered; empty where unweighted"),
    ),
)

OFFENCE_COUNTS = Table(
    "offence_counts",
    "recorded offences of one Home Office code in one force or partnership in one quarter",
    (
        _ROW,
        Column("first", "DATE", "first day of the first month of the quarter"),
        Column("last", "DATE", "first day of the last month of the quarter"),
        Column("level", "VARCHAR", "force, partnership or other"),
        Column(
            "area", "VARCHAR", "code of the force area or the partnership; empty where the publisher gives a name only"
        ),
        Column("area_name", "VARCHAR", "its name as published"),
        Column("code", "VARCHAR", "Home Office offence code"),
        Column("value", "BIGINT", "recorded offences; below nought where the publisher took some back"),
    ),
)

AREA_CHANGES = Table(
    "area_changes",
    "what became of an area between two editions of its codes",
    (
        _ROW,
        Column("level", "VARCHAR", "lsoa or ltla"),
        Column("from_edition", "INTEGER", "year of the earlier codes"),
        Column("from_area", "VARCHAR", "earlier code"),
        Column("from_name", "VARCHAR", "earlier name, where given"),
        Column("to_edition", "INTEGER", "year of the later codes"),
        Column("to_area", "VARCHAR", "later code"),
        Column("to_name", "VARCHAR", "later name, where given"),
        Column("change", "VARCHAR", "U unchanged, S split, M merged, X something else; empty where not given"),
    ),
)

SHAPES = Table(
    "shapes",
    "the boundary of one area",
    (
        _ROW,
        Column("level", "VARCHAR", "lsoa or ward"),
        Column("edition", "INTEGER", "year of the boundaries"),
        Column("area", "VARCHAR", "code of the area"),
        Column("name", "VARCHAR", "its name"),
        Column("geometry", "VARCHAR", "GeoJSON geometry, WGS 84 longitude and latitude"),
    ),
)

DEPRIVATION = Table(
    "deprivation",
    "one domain of the English Indices of Deprivation in one small area",
    (
        _ROW,
        Column("edition", "INTEGER", "year of the indices: 2019 or 2025"),
        Column("lsoa_edition", "INTEGER", "year of the small areas: 2011 or 2021"),
        Column("lsoa", "VARCHAR", "code of the small area"),
        Column("domain", "VARCHAR", "imd, income, employment, education, health, crime, housing or environment"),
        Column("rank", "INTEGER", "1 is the most deprived in England"),
        Column("decile", "INTEGER", "1 is the most deprived tenth"),
        Column("score", "DOUBLE", "the publisher's score; empty where not given"),
    ),
)

TABLES = {
    table.name: table
    for table in (
        *(STREET, OFFENCES, CRIMES, INCIDENTS, OUTCOMES, STOPS),
        *(PARTNERSHIP_COUNTS, OFFENCE_COUNTS, SERIES, INDICATORS, STATED, SURVEY),
        *(POPULATION, LINKS, AREA_CHANGES, SHAPES, DEPRIVATION),
    )
}
# Rows of an event table with the same identity are one event. Rows of a record table are published or simulated, never
# both in one edition. Rows of two files of an adding table must not be counted twice.
EVENT_TABLES = tuple(t.name for t in TABLES.values() if any(c.name == "identity" for c in t.columns))
RECORD_TABLES = (*EVENT_TABLES, OUTCOMES.name, STOPS.name)
ADDING_TABLES = (*RECORD_TABLES, OFFENCE_COUNTS.name, SERIES.name)
