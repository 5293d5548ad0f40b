"""Mid-year population estimates by local authority, one file a year."""

from __future__ import annotations

from pathlib import Path

from frankpledge.sources.estimates import Estimates, refuse_other_list, remarks_on_ages, taker, year_and_list
from frankpledge.sources.shape import Source, open_sheet, sift
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import POPULATION
from frankpledge.terms.period import Month, Period

PUBLICATION = Publication(
    key="population",
    title="Mid-year population estimates",
    publisher="Office for National Statistics",
    licence="Open Government Licence v3.0",
    attribution="Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    url="https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates",
    limitation=(
        "Usual residents at the middle of the year. People who work in, visit or pass through a place are not in it."
    ),
)
_EXAMPLE = "population20_ltla21.csv: mid-2020, authorities of 2021"


def read(path: Path, name: str) -> Reading:
    """The reading of one year's estimates. Raises IntakeError where the year is not in the name."""
    year, edition = year_and_list(name, "population", "ltla", _EXAMPLE)
    sheet = open_sheet(path, SOURCE.shape, within=1)
    code, label, total = SOURCE.shape
    refuse_other_list(name, edition, sheet.headings[sheet.at(code)], "ltla", "authorities")
    of = Estimates(level="ltla", kind="authority", in_words="local authority", mid_year=year, edition=edition)
    content = sift(sheet, taker(sheet, of, code, label, total))
    return Reading(
        publication=PUBLICATION,
        version=2,
        table=POPULATION,
        coverage=(Coverage(ENGLAND_AND_WALES, Period(Month(year, 6), Month(year, 6)), f"ltla{edition % 100:02}"),),
        content=content,
        remarks=remarks_on_ages(content),
    )


SOURCE = Source(
    key="population",
    title="mid-year population by local authority",
    shape=(r"ltla\d\d_code", r"ltla\d\d_name", r"total_population"),
    read=read,
)
