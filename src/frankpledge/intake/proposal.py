"""The proposal for mapping a force's extract: likely columns from headings and a sample of rows, and what to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from frankpledge.intake.likely import columns_of, likeness
from frankpledge.record.ages import band_within
from frankpledge.record.mapping import (
    AGES,
    FIELDS,
    FLAGS,
    NEEDED,
    SEXES,
    Dates,
    Field,
    meanings,
    plain_text,
    understood,
)
from frankpledge.sources.personal import refuse_personal
from frankpledge.store.rows import rows as rows_of
from frankpledge.terms.errors import IntakeError

Ages: TypeAlias = Literal["exact", "bands"]
Asked: TypeAlias = Field | Literal["dates", "holds"]
Rows: TypeAlias = Sequence[Sequence[str]]
_TIMES: tuple[Field, ...] = ("began", "ended", "recorded")
_TOLD: tuple[Field, ...] = (*FLAGS, *SEXES, *AGES)
_MOST_TEXTS, _LONGEST = 8, 20  # of a column whose texts are shown: more of them, or longer ones, are no flag
_HEADER_WITHIN, _SAMPLE = 15, 5000


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. Enter accepts `proposal`; a blank proposal says that the file has no such column.

    `choices` are the answers that are taken: headings of columns, or words. `texts` are texts of the proposed column
    of which nobody knows what they mean, `meanings` what they can mean.
    """

    field: Asked
    text: str
    proposal: str = ""
    choices: tuple[str, ...] = ()
    needed: bool = False
    texts: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What the names of the columns and a sample of the rows suggest, and what is to be asked."""

    headings: tuple[str, ...]
    columns: Mapping[Field, str]
    dates: Dates
    ages: Ages
    questions: tuple[Question, ...]


def look_at(path: Path, name: str) -> Proposal:
    """The proposal for a file. Raises IntakeError where it holds what names a person, or no row of headings."""
    lines = list(rows_of(path))
    place = max(range(len(lines[:_HEADER_WITHIN])), key=lambda n: (likeness(lines[n][2]), -n), default=None)
    if place is None:
        raise IntakeError(
            f"{name} is empty",
            expected="a row of headings and a row for each crime",
            found="nothing",
            cause="The download ended before it began.",
            remedy="Ask the force for it again.",
        )
    headings = lines[place][2]
    refuse_personal(headings, lines[place + 1 :], name, postcodes="outward only")
    return propose(headings, [cells for _, _, cells in lines[place + 1 : place + 1 + _SAMPLE]])


def propose(headings: Sequence[str], rows: Rows) -> Proposal:
    """A proposal from headings and sample rows; a field is asked about only where there is a doubt."""
    named = tuple(" ".join(heading.split()) for heading in headings)
    columns, sure = columns_of(named)
    cells = {heading: _cells(rows, place) for place, heading in enumerate(named)}
    dates, doubt = _dates([cell for field in _TIMES if field in columns for cell in cells[columns[field]]])
    ages = _ages([cell for field in AGES if field in columns for cell in cells[columns[field]]])
    spare = [heading for heading in named if heading not in columns.values()]
    asked = [
        *(
            _column_question(field, named, columns, cells, ages)
            for field in FIELDS
            if _doubtful(field, columns, sure, spare)
        ),
        *(
            _texts_question(field, columns[field], named, cells, ages)
            for field in _TOLD
            if field in columns and field in sure
        ),
        _dates_question(dates) if doubt else None,
        Question(field="holds", text="Which crimes does it hold? Enter where it is every recorded crime of the area."),
    ]
    return Proposal(
        headings=named,
        columns=columns,
        dates=dates,
        ages=ages,
        questions=tuple(question for question in asked if question),
    )


def _doubtful(field: Field, columns: Mapping[Field, str], sure: frozenset[Field], spare: Sequence[str]) -> bool:
    """A field whose column is not beyond doubt; one without a column only where a column is left that it could be."""
    if field in ("began_time", "ended_time"):
        return field in columns and field not in sure
    if field in ("lsoa", "beat") and field not in columns and ("beat" if field == "lsoa" else "lsoa") in columns:
        return False
    return field not in sure and (field in columns or field in NEEDED or field in ("lsoa", "beat") or bool(spare))


def _column_question(
    field: Field, headings: tuple[str, ...], columns: Mapping[Field, str], cells: Mapping[str, list[str]], ages: Ages
) -> Question:
    proposal = columns.get(field, "")
    inner = _texts_question(field, proposal, headings, cells, ages) if proposal and field in _TOLD else None
    return Question(
        field=field,
        text=f"Which column holds {FIELDS[field]}?",
        proposal=proposal,
        choices=headings,
        needed=field in NEEDED,
        texts=inner.texts if inner else (),
        meanings=meanings(field),
    )


def _texts_question(
    field: Field, heading: str, headings: tuple[str, ...], cells: Mapping[str, list[str]], ages: Ages
) -> Question | None:
    """What the texts mean that nobody knows, a blank among them where some cells have a text and others none."""
    unknown = _unknown(field, cells[heading], ages)
    if not unknown:
        return None
    return Question(
        field=field,
        text=f"{FIELDS[field][0].upper()}{FIELDS[field][1:]} is in the column {heading}.",
        proposal=heading,
        choices=headings,
        texts=unknown,
        meanings=meanings(field),
    )


def _unknown(field: Field, cells: list[str], ages: Ages) -> tuple[str, ...]:
    """The texts of a flag, a sex or an age that need a word: none where they are too many or too long to be of one."""
    known = understood(field)
    found = {plain_text(cell): cell.strip() for cell in cells}
    strange = [
        text
        for plain, text in sorted(found.items())
        if plain not in known and not (field in AGES and (band_within(plain) or (ages == "exact" and plain.isdigit())))
    ]
    blank = [""] if field in FLAGS and "" in found and len(found) > 1 and "no" not in _said(field, found) else []
    if len(strange) > _MOST_TEXTS or any(len(text) > _LONGEST for text in strange):
        return tuple(blank)
    return (*strange, *blank)


def _said(field: Field, texts: Mapping[str, str]) -> set[str]:
    return {understood(field)[plain] for plain in texts if plain in understood(field)}


def _dates_question(dates: Dates) -> Question:
    return Question(
        field="dates",
        text="In which order are dates written? The sample fits both.",
        proposal=dates,
        choices=get_args(Dates),
        needed=True,
    )


def _cells(rows: Rows, place: int) -> list[str]:
    return [row[place].strip() for row in rows if place < len(row) and any(cell.strip() for cell in row)]


def _dates(cells: Sequence[str]) -> tuple[Dates, bool]:
    """The order in which dates are written, and whether the sample leaves a doubt."""
    pairs = list(_numbers(cells))
    if not pairs:
        return ("day/month/year" if any(cells) and not _iso(cells) else "year-month-day"), False
    day_first, month_first = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    return ("month/day/year" if month_first and not day_first else "day/month/year"), day_first == month_first


def _numbers(cells: Sequence[str]) -> Iterator[tuple[int, int]]:
    for cell in cells:
        found = re.match(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ][0-9]{2,4}", cell)
        if found:
            yield int(found[1]), int(found[2])


def _iso(cells: Sequence[str]) -> bool:
    return all(re.match(r"[0-9]{4}[-/]", cell) for cell in cells if cell)


def _ages(cells: Sequence[str]) -> Ages:
    """Whole years, unless all numbers have one digit: those are the numbers of bands, and nobody said of which."""
    numbers = [cell for cell in cells if cell.isdigit()]
    return "exact" if any(len(number) > 1 for number in numbers) or not any(cells) else "bands"
