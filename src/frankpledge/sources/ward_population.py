"""Mid-year population estimates by electoral ward: a sheet with titles above the table and notes below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from frankpledge.sources.estimates import Estimates, code_is_of, remarks_on_ages, taker
from frankpledge.sources.shape import Line, Sheet, Source, open_sheet, sift
from frankpledge.store.rows import rows
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import POPULATION
from frankpledge.terms.errors import IntakeError, UnusableError
from frankpledge.terms.period import Month, Period

PUBLICATION = Publication(
    key="population-ward",
    title="Mid-year population estimates by ward",
    publisher="Office for National Statistics",
    licence="Open Government Licence v3.0",
    attribution="Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    url=(
        "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates/datasets/"
        "wardlevelmidyearpopulationestimatesexperimental"
    ),
    limitation=(
        "Experimental. Small areas are assigned whole to wards, and a ward's code is of one year's list of wards only: "
        "a ward that was redrawn has another."
    ),
)
_LONG_RUN = 1_000
_TITLE = re.compile(r"Mid-(\d{4}) Population Estimates for (\d{4}) Wards.*", re.ASCII | re.DOTALL)


@dataclass(frozen=True)
class _Title:
    """What the title above the table says: the year, the year of the list of wards, and the whole text."""

    year: int
    edition: int
    text: str


def read(path: Path, name: str) -> Reading:
    """The reading of one year's estimates.

    Raises IntakeError where no title says of what year and of which wards, or where the codes are not the wards' own.
    """
    title = _title(path, name)
    whole = open_sheet(path, SOURCE.shape)
    table, notes = _apart(whole)
    _refuse_filled_down(table, name)
    of = Estimates(level="ward", kind="ward", in_words="ward", mid_year=title.year, edition=title.edition)
    content = sift(table, taker(table, of, SOURCE.shape[0], r"ward name( \d)?", SOURCE.shape[1]))
    june, list_of = Month(title.year, 6), f"ward{title.edition % 100:02}"
    return Reading(
        publication=replace(PUBLICATION, title=f"{PUBLICATION.title} of {title.edition}"),
        version=1,
        table=POPULATION,
        coverage=(Coverage(ENGLAND_AND_WALES, Period(june, june), list_of),),
        content=content,
        remarks=(*remarks_on_ages(content), *notes),
    )


def _title(path: Path, name: str) -> _Title:
    cells = [cell for _, (_, _, fields) in zip(range(15), rows(path), strict=False) for cell in fields]
    found = next((match for cell in cells if (match := _TITLE.search(cell))), None)
    if found and "persons" in found[0].casefold():
        return _Title(int(found[1]), int(found[2]), found[0])
    raise IntakeError(
        f"{name} does not say of which year and which wards its estimates are",
        expected="a title above the table: Mid-2020 Population Estimates for 2020 Wards … Persons",
        found=found[0] if found else "no such title",
        cause="The rows above the column names were taken out, or this is the sheet of males or of females.",
        remedy="Load the sheet of all persons as it was downloaded, with its titles.",
    )


def _apart(sheet: Sheet) -> tuple[Sheet, tuple[str, ...]]:
    """The table, and the notes below it as one remark. Nothing is a note that stands before a line with a ward."""
    code = sheet.at(SOURCE.shape[0])
    wards = [place for place, (_, _, cells) in enumerate(sheet.lines) if _is_ward(cells, code)]
    end = wards[-1] + 1 if wards else len(sheet.lines)
    if not any(_blank(line) for line in sheet.lines[end : end + 1]):
        return sheet, ()  # without a blank line between them, what follows is a faulty row
    notes = ["; ".join(cell.strip() for cell in cells if cell.strip()) for _, _, cells in sheet.lines[end:]]
    text = " / ".join(note for note in notes if note)
    return replace(sheet, lines=sheet.lines[:end]), (f"The publisher notes below the table: {text}",) if text else ()


def _refuse_filled_down(table: Sheet, name: str) -> None:
    """Raise IntakeError where the codes were counted on by a spreadsheet: they are then codes of other wards.

    It shows in an English code for a ward in Wales, and in a thousand codes without a gap: wards that were redrawn have
    left gaps in every list since 2009.
    """
    at, within = table.at(SOURCE.shape[0]), table.maybe(r"la code.*")
    wards = [(cells[at].strip(), cells) for _, _, cells in table.lines if _is_ward(cells, at)]
    run = _longest_run([code for code, _ in wards])
    abroad = [
        f"{code} in {cells[within].strip()}"
        for code, cells in wards
        if within is not None and len(cells) > within and cells[within].strip()[:1] not in ("", code[0])
    ]
    if run < _LONG_RUN and not abroad:
        return
    raise UnusableError(
        f"{name} has ward codes that are not those of its wards",
        expected="codes as published: with gaps, English for wards in England and Welsh for wards in Wales",
        found="; ".join([f"{run:,} codes in a row, each one more than the one before", *abroad[:1]]),
        cause="The column of codes was filled down in a spreadsheet: figures would be taken for those of other wards.",
        remedy="Download the file again. The population by small area holds the same residents and can take its place.",
    )


def _longest_run(codes: list[str]) -> int:
    longest = run = 0
    before = ""
    for code in codes:
        follows = before[:3] == code[:3] and int(code[3:]) == int(before[3:]) + 1
        run = run + 1 if follows else 1
        longest, before = max(longest, run), code
    return longest


def _is_ward(cells: list[str], code: int) -> bool:
    return len(cells) > code and code_is_of(cells[code].strip(), "ward")


def _blank(line: Line) -> bool:
    return not any(cell.strip() for cell in line[2])


SOURCE = Source(
    key="population-ward",
    title="mid-year population by ward",
    shape=(r"ward code( \d)?", "all ages", "0", r"90\+"),
    read=read,
)
