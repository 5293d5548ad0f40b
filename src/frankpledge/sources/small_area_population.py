"""Mid-year population estimates by small area (LSOA), one file a year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from frankpledge.sources.estimates import Estimates, refuse_other_list, remarks_on_ages, taker, year_and_list
from frankpledge.sources.shape import Source, open_sheet, sift
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import POPULATION
from frankpledge.terms.period import Month, Period

PUBLICATION = Publication(
    key="population-lsoa",
    title="Mid-year population estimates by small area",
    publisher="Office for National Statistics",
    licence="Open Government Licence v3.0",
    attribution="Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    url=(
        "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates/datasets/"
        "lowersuperoutputareamidyearpopulationestimates"
    ),
    limitation=(
        "Estimates for small areas are less sure than those for authorities. Usual residents at the middle of the "
        "year: people who work in, visit or pass through a place are not in it."
    ),
)
_EXAMPLE = "population20_lsoa11.csv: mid-2020, small areas of 2011"


def read(path: Path, name: str) -> Reading:
    """The reading of one year's estimates. Raises IntakeError where the year is not in the name."""
    year, edition = year_and_list(name, "population", "lsoa", _EXAMPLE)
    sheet = open_sheet(path, SOURCE.shape, within=1)
    code, total = SOURCE.shape
    refuse_other_list(name, edition, sheet.headings[sheet.at(code)], "lsoa", "small areas")
    of = Estimates(level="lsoa", kind="lsoa", in_words="small area", mid_year=year, edition=edition)
    content = sift(sheet, taker(sheet, of, code, r"lsoa\d\d_name", total))
    list_of = f"lsoa{edition % 100:02}"
    return Reading(
        publication=replace(PUBLICATION, title=f"{PUBLICATION.title} of {edition}"),
        version=1,
        table=POPULATION,
        coverage=(Coverage(ENGLAND_AND_WALES, Period(Month(year, 6), Month(year, 6)), list_of),),
        content=content,
        remarks=remarks_on_ages(content),
    )


SOURCE = Source(
    key="population-lsoa",
    title="mid-year population by small area",
    shape=(r"lsoa\d\d_code", r"total_population"),
    read=read,
)
