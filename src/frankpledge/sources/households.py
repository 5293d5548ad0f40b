"""Households at the census by local authority."""

from __future__ import annotations

from pathlib import Path

from frankpledge.sources.estimates import code_is_of, refuse_other_list, year_and_list
from frankpledge.sources.shape import RowError, Sheet, Source, Values, open_sheet, sift, whole_number
from frankpledge.store.schema import Parsed, Reading
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import POPULATION
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period

PUBLICATION = Publication(
    key="households",
    title="Households at the census",
    publisher="Office for National Statistics",
    licence="Open Government Licence v3.0",
    attribution="Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    url="https://www.ons.gov.uk/peoplepopulationandcommunity/housing",
    limitation=(
        "Households with at least one usual resident on the day of the census; empty homes are not among them. The "
        "census of 2021 was taken in a lockdown."
    ),
)
_EXAMPLE = "households21_ltla23.csv: census of 2021, authorities of 2023"


def read(path: Path, name: str) -> Reading:
    """The reading of one census. Raises IntakeError where its year is not in the name or had no census."""
    year, edition = year_and_list(name, "households", "ltla", _EXAMPLE)
    _refuse_no_census(name, year)
    sheet = open_sheet(path, SOURCE.shape, within=1)
    refuse_other_list(name, edition, sheet.headings[sheet.at(SOURCE.shape[0])], "ltla", "authorities")
    content = sift(sheet, _Taker(sheet, year, edition))
    march = Month(year, 3)
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=POPULATION,
        coverage=(Coverage(ENGLAND_AND_WALES, Period(march, march), f"ltla{edition % 100:02}"),),
        content=content,
        remarks=_remarks(content),
    )


class _Taker:
    """Makes a row of a line, or says what is wrong with it."""

    def __init__(self, sheet: Sheet, year: int, edition: int) -> None:
        self.code, self.value = sheet.at(SOURCE.shape[0]), sheet.at(SOURCE.shape[1])
        self.name = sheet.maybe(r"ltla\d\d_name")
        self.year, self.edition = year, edition
        self.seen: set[str] = set()

    def __call__(self, cells: list[str]) -> list[Values]:
        area, value = cells[self.code].strip(), whole_number(cells[self.value])
        faults = [] if code_is_of(area, "authority") else [f"{area!r} is not the code of a local authority"]
        faults += [f"{area} stands in the file twice"] if area in self.seen else []
        faults += ["the households are not a whole number"] if value is None else []
        if faults:
            raise RowError(*faults)
        self.seen.add(area)
        label = cells[self.name].strip() if self.name is not None else ""
        return [("households", "ltla", self.year, self.edition, area, label or None, value, None)]


def _refuse_no_census(name: str, year: int) -> None:
    if year % 10 != 1:
        raise IntakeError(
            f"{name} is of a year in which there was no census",
            expected=f"a name such as {_EXAMPLE}",
            found=str(year),
            cause="The file was renamed, or holds projected households, which are not counted ones.",
            remedy="Give the file its own name back, or leave it out.",
        )


def _remarks(content: Parsed) -> tuple[str, ...]:
    """Figures that all end in two noughts were rounded, which a reader of a rate has to know."""
    values = [values[6] for _, values in content.rows]
    rounded = bool(values) and all(isinstance(value, int) and value % 100 == 0 for value in values)
    return ("The households are rounded to the nearest hundred.",) if rounded else ()


SOURCE = Source(
    key="households",
    title="households by local authority",
    shape=(r"ltla\d\d_code", "households"),
    read=read,
)
