"""A small document with one of everything, made up for the tests: its places and numbers describe nothing real."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from frankpledge.assessment.blocks import (
    Block,
    Bullets,
    Chart,
    Cover,
    Document,
    Fixed,
    Heading,
    KeyFact,
    KeyFacts,
    Link,
    Mark,
    Note,
    Number,
    Paragraph,
    Point,
    Series,
    Table,
    Text,
)
from frankpledge.assessment.ledger import Ledger, SourceEntry, make_ledger
from frankpledge.measures.model import Figure, Test
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit
from frankpledge.terms.period import Month, Period

YEAR = Period.parse("2019-04..2020-03")
AREA = Area("E06000001", "Oldbridge")


def figure(key: str, value: int | str, **parts: Any) -> Figure:
    """A count in the area and year of the example, unless `parts` say otherwise."""
    given: dict[str, Any] = {"label": "Recorded crime in Oldbridge", "unit": Unit.COUNT, "period": YEAR, "area": AREA}
    given |= {"method": "Count of records", "sources": ("offences",), "edition": "3f2a9b0c1d2e"} | parts
    return Figure(key=key, value=Decimal(value), **given)


LEVEL = figure("crime.level@E06000001@2019-04..2020-03", 33334)
RATE = figure(
    "crime.rate@E06000001@2019-04..2020-03",
    "119.667",
    places=2,
    unit=Unit.PER_1000,
    numerator=Decimal(33334),
    denominator=Decimal(278556),
    denominator_label="residents, mid-2019",
    low=Decimal("118.38"),
    high=Decimal("120.96"),
)
CHANGE = figure(
    "crime.change@E06000001@2019-04..2020-03",
    "-5.0",
    places=1,
    unit=Unit.PERCENT,
    numerator=Decimal(33334),
    denominator=Decimal(35088),
    compared_with=YEAR.year_before,
    low=Decimal("-7.8"),
    high=Decimal("-2.1"),
    signed=True,
    test=Test(verdict="fell", method="log rate ratio", p=Decimal("0.0004"), phi=Decimal("4.2")),
)
MONTHS = tuple(
    figure(f"crime.level@E06000001@{month}", 2500 + 37 * (place % 5), period=Period(month, month))
    for place, month in enumerate(Period(Month(2018, 4), Month(2020, 3)))
)
TYPES = tuple(
    (name, figure(f"crime.level@E06000001@2019-04..2020-03/{key}", value))
    for name, key, value in (
        ("Violence against the person", "violence", 13580),
        ("Theft offences", "theft", 9120),
        ("Criminal damage and arson", "damage", 3867),
    )
)
PEERS = tuple(
    (
        name,
        figure(
            f"crime.rate@E0600010{place}@2019-04..2020-03",
            value,
            places=1,
            unit=Unit.PER_1000,
            low=Decimal(low),
            high=Decimal(high),
            area=Area(f"E0600010{place}", name),
        ),
    )
    for place, (name, value, low, high) in enumerate(
        (
            ("Northmoor", "131.2", "125.0", "137.9"),
            ("Oldbridge", "119.7", "118.4", "121.0"),
            ("Wexley", "51.9", "49.5", "54"),
        )
    )
)


def months_chart(**parts: Any) -> Chart:
    """A line over twenty-four months with a mark near its end."""
    table = Table(
        caption=(Text("Recorded crime by month"),),
        head=((Text("Month"),), (Text("Crimes"),)),
        rows=tuple(((Fixed(month.period.label, "date"),), (Number(month),)) for month in MONTHS),
        numeric=(False, True),
        anchor="months-table",
    )
    given: dict[str, Any] = {
        "form": "line",
        "title": (Text("Recorded crime was highest in the summer of "), Fixed("2018", "date")),
        "caption": (Text("Recorded crimes by month, "), Fixed("April 2018 to March 2020", "date")),
        "alternative": (Text("A line over months. The lowest is "), Number(MONTHS[0]), Text(".")),
        "axis": "Recorded crimes",
        "series": (Series("Oldbridge", tuple(Point(month.period.label, month) for month in MONTHS)),),
        "table": table,
        "anchor": "months-chart",
        "marks": (Mark("March 2020", "First lockdown begins"),),
    }
    return Chart(**(given | parts))


def types_chart(**parts: Any) -> Chart:
    """Bars, one a type of crime."""
    table = Table(
        caption=(Text("Recorded crime by type"),),
        head=((Text("Type"),), (Fixed("2019/20", "date"),)),
        rows=tuple(((Text(name),), (Number(count),)) for name, count in TYPES),
        numeric=(False, True),
        notes=((Text("A note beneath the table."),),),
    )
    given: dict[str, Any] = {
        "form": "bar",
        "title": (Text("Violence is the largest group"),),
        "caption": (Text("Recorded crimes by type"),),
        "alternative": (Text("Bars by type of crime."),),
        "axis": "Recorded crimes",
        "series": (Series("Types", tuple(Point(name, count) for name, count in TYPES)),),
        "table": table,
        "anchor": "types-chart",
    }
    return Chart(**(given | parts))


def peers_chart(**parts: Any) -> Chart:
    """A dot and its interval for each of three areas, one of them the partnership's own."""
    table = Table(
        caption=(Text("Rate by authority"),),
        head=((Text("Authority"),), (Fixed("Per 1,000 residents", "unit"),), (Text("From"),), (Text("To"),)),
        rows=tuple(((Text(n),), (Number(rate),), (Number(rate, "low"),), (Number(rate, "high"),)) for n, rate in PEERS),
        numeric=(False, True, True, True),
        anchor="peers-table",
    )
    given: dict[str, Any] = {
        "form": "interval",
        "title": (Text("Oldbridge has the second highest rate of three"),),
        "caption": (Text("Rates with their intervals"),),
        "alternative": (Text("Dots with intervals."),),
        "axis": "per thousand residents",
        "series": (Series("Authorities", tuple(Point(name, rate, name == AREA.name) for name, rate in PEERS)),),
        "table": table,
        "anchor": "peers-chart",
    }
    return Chart(**(given | parts))


COVER = Cover(
    partnership="Oldbridge Community Safety Partnership",
    title=(Text("Strategic Assessment "), Fixed("2020", "date")),
    period=(Fixed("April 2019 to March 2020", "date"),),
    dated=Fixed("30 November 2020", "date"),
    status="draft",
    marking="OFFICIAL",
    edition=Fixed("3f2a9b0c1d2e", "edition"),
    record=Fixed("92c2388eb115", "edition"),
    notice="Every number in this document is made up.",
    contact="Community Safety Team, Room 12",
)
BLOCKS: tuple[Block, ...] = (
    Heading(1, (Text("Key findings"),), "key-findings"),
    KeyFacts(
        (
            KeyFact(Number(LEVEL), (Text("recorded crimes"),), (Fixed("April 2019 to March 2020", "date"),)),
            KeyFact(Number(RATE), (Fixed("per 1,000 residents", "unit"),)),
        )
    ),
    Bullets(((Text("Recorded crime fell by "), Number(CHANGE, "size"), Text(" to "), Number(CHANGE, "numerator")),)),
    Heading(1, (Text("All recorded crime"),), "crime"),
    Paragraph((Text("The police recorded "), Number(LEVEL), Text(" crimes", "strong"), Text(".")), "lead"),
    Note(
        "Not available: the peers’ rates",
        ((Text("No table for "), Fixed("2018/19", "date"), Text(" is held.")),),
        "gap",
    ),
    Heading(2, (Text("By month and type"),), "crime-months"),
    months_chart(),
    types_chart(),
    Heading(3, (Text("Beside others"),), "crime-peers"),
    peers_chart(),
    Table(
        (Text("A table of words"),),
        ((Text("Word"),), (Text("Meaning"),)),
        (((Text("a"),), (Text("b"),)),),
        (False, False),
    ),
    Paragraph((Text("From "), Link("the publisher", "https://example.org/"), Text(".")), "quiet"),
)
DOCUMENT = Document(cover=COVER, blocks=BLOCKS)
SOURCES = {
    "offences": SourceEntry(
        key="offences",
        title="Recorded offences",
        publisher="the police force",
        licence="OGL",
        attribution="",
        url="",
        covers="April 2015 to March 2020",
        files=5,
        kept=152000,
        rejected=0,
        repeats=0,
        limitation="One row an offence.",
    )
}
LEDGER: Ledger = make_ledger(DOCUMENT, SOURCES)
