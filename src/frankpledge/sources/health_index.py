"""The Health Index's underlying indicators: many indicators, every local authority of England, year by year.

Two layouts: the columns `ltla21_code, year, indicator, value`, and the sheet of underlying data in the publisher's
workbook, whose columns `Area code, Year, Indicator name, Value` stand below some lines of notes. The publisher fills
years without data with those of the year before; the file does not say where, so the reading looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from frankpledge.sources.indicator import ENGLAND, OGL, Indicator, area_code, authority_code, number, slug
from frankpledge.sources.shape import RowError, Sheet, Source, Values, open_sheet, sift
from frankpledge.store.query_indicators import REPEATED
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import Coverage, Publication
from frankpledge.store.tables import INDICATORS
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period
from frankpledge.terms.words import joined

PUBLICATION = Publication(
    key="health-index",
    title="Health Index for England, underlying indicators",
    publisher="Office for National Statistics",
    licence=OGL,
    attribution="Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    url="https://www.ons.gov.uk/peoplepopulationandcommunity/healthandsocialcare/healthandwellbeing/datasets/"
    "healthindexunderlyingdataengland",
    limitation=(
        "Units and counts are not in the file, so a change can't be tested. Where a year had no data the publisher "
        "repeats the year before: such values say nothing of the year that they stand under."
    ),
)
_FEWEST_AREAS = 5  # in fewer, two years may agree by chance
_Year = tuple[str, int]  # an indicator and a year


def read(path: Path, name: str) -> Reading:
    """The reading of every indicator in the file, repeated years marked. Raises IntakeError where no row is sound."""
    sheet = open_sheet(path, SOURCE.shape)
    taker = _Taker(sheet)
    content = sift(sheet, taker)
    if not taker.values:
        raise IntakeError(
            f"{name} holds no value of an indicator",
            expected="rows of an area, a year, an indicator and its value",
            found="no sound row",
            cause="Columns were moved or changed by hand, or the file was cut after its header.",
            remedy="Download it again.",
        )
    repeats = _repeats(taker.values)
    years = [year for _, year in taker.values]
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=INDICATORS,
        coverage=(Coverage(ENGLAND, Period(Month(min(years), 1), Month(max(years), 12))),),
        content=replace(content, rows=tuple((row, _noted(values, repeats)) for row, values in content.rows)),
        remarks=_remarks(repeats, taker.titles),
    )


@dataclass
class _Taker:
    """Makes rows of cells, and remembers every value: repeats show once all are known."""

    sheet: Sheet
    values: dict[_Year, dict[str, float | None]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._at = [self.sheet.at(pattern) for pattern in SOURCE.shape]
        self._code = authority_code if self.sheet.headings[self._at[0]].startswith("ltla") else area_code

    def __call__(self, cells: list[str]) -> Iterator[Values]:
        code, year, title, value = (cells[at].strip() for at in self._at)
        area, name = self._code(code), f"health-index-{slug(title)}"
        if not re.fullmatch(r"20[0-9]{2}", year):
            raise RowError(f"{year!r} is not a year such as 2021")
        if not slug(title):
            raise RowError("the indicator has no name")
        found = number(value, "value", ("NA",))
        held = self.values.setdefault((name, int(year)), {})
        if area in held:
            raise RowError(f"{title} of {year} for {area} stands in the file twice")
        held[area] = found
        self.titles[name] = title
        yield Indicator(name=name, title=title, area=area, period=_period(year), words=year, value=found).row


@cache
def _period(year: str) -> Period:
    return Period(Month(int(year), 1), Month(int(year), 12))


def _repeats(values: Mapping[_Year, Mapping[str, float | None]]) -> dict[_Year, int]:
    """Each indicator and year whose values are those of the year before in every area → the year they are first of."""
    found: dict[_Year, int] = {}
    for (name, year), held in sorted(values.items()):
        before = values.get((name, year - 1))
        given = [value for value in held.values() if value is not None]
        if before == held and len(given) >= _FEWEST_AREAS:
            found[name, year] = found.get((name, year - 1), year - 1)
    return found


def _noted(values: Values, repeats: Mapping[_Year, int]) -> Values:
    """The row, with a note where it is of a repeated year."""
    name, words = str(values[0]), str(values[6])
    origin = repeats.get((name, int(words)))
    return (*values[:-1], f"{REPEATED} {origin}") if origin else values


def _remarks(repeats: Mapping[_Year, int], titles: Mapping[str, str]) -> tuple[str, ...]:
    """One sentence a year: which indicators repeat the year before."""
    by_year: dict[int, list[str]] = {}
    for name, year in repeats:
        by_year.setdefault(year, []).append(titles[name])
    return tuple(
        f"The values of {year} repeat those of {year - 1} in every area in: {joined(sorted(names))}."
        for year, names in sorted(by_year.items())
    )


SOURCE = Source(
    key="health-index",
    title="Health Index indicators",
    shape=(r"ltla\d\d_code|area code", "year", r"indicator( name)?", "value"),
    read=read,
)
