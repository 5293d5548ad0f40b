"""Record-level police extract: one row a crime, read by a mapping that says which of the force's columns hold what.

The force writes its own headings. The columns that the mapping does not name are looked through for what must not be
there and are not kept; a column `Note` that holds `Simulated` in every row marks simulated records.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from frankpledge.record.codec import digest
from frankpledge.record.mapping import Field, Mapping
from frankpledge.sources import extract_cells as cell
from frankpledge.sources.personal import refuse_personal
from frankpledge.sources.shape import RowError, Sheet, Source, Values, open_sheet, plain_heading, sift
from frankpledge.store.schema import Parsed, Reading
from frankpledge.store.snapshot import Coverage, Publication
from frankpledge.store.tables import CRIMES
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period, runs
from frankpledge.terms.words import joined, plural

VERSION = 1
SIMULATED = "Simulated"
_MOST_WEAPONS = 100
_WORDS: tuple[Field, ...] = ("beat", "weapon")
_MEANT: tuple[Field, ...] = (
    *("domestic", "hate", "knife", "youth"),
    *("victim_age", "victim_sex", "suspect_age", "suspect_sex"),
)
PUBLICATION = Publication(
    key="crimes",
    title="Police extract, one row a crime",
    publisher="the police force",
    licence="As agreed with the force; not for publication",
    attribution="",
    url="",
    limitation=(
        "Crimes as the force's own system had them on the day of the extract. One victim and one suspect a crime at "
        "most; ages are kept in bands. Who they are is not in it."
    ),
)


def source_of(mapping: Mapping) -> Source:
    """The source that reads the extracts of one mapping: known by the columns that the mapping names."""
    return Source(
        key=PUBLICATION.key,
        title=f"police extract as mapped in {mapping.name}",
        shape=shape_of(mapping),
        read=lambda path, name: _read(mapping, path, name),
    )


def shape_of(mapping: Mapping) -> tuple[str, ...]:
    """The headings of the mapping as patterns, each once: two fields may lie in one column."""
    return tuple(dict.fromkeys(_pattern(heading) for _, heading in mapping.columns))


def _pattern(heading: str) -> str:
    return re.sub(r"([.^$*+?{}\[\]\\|()])", r"\\\1", plain_heading(heading))


def _read(mapping: Mapping, path: Path, name: str) -> Reading:
    sheet = open_sheet(path, shape_of(mapping))
    refuse_personal(sheet.headings, sheet.lines, name, postcodes="outward only")
    taker = _Taker(mapping, _places(mapping, sheet, name), _note(sheet))
    parsed = sift(sheet, taker, confidential=True)
    _refuse_many_weapons(taker, name)
    period = _unbroken(parsed, mapping, name)
    return Reading(
        publication=PUBLICATION,
        version=_version(mapping),
        table=CRIMES,
        coverage=(Coverage(mapping.area, period, mapping.holds),),
        content=parsed,
        simulated="Simulated records" if taker.note is not None else "",
        remarks=tuple(_remarks(mapping, taker)),
        confidential=True,
    )


def _version(mapping: Mapping) -> int:
    """Another mapping makes other rows of the same file, so the reader's version is the mapping's own."""
    read = {key: value for key, value in vars(mapping).items() if key != "name"}
    return int(digest([VERSION, *map(str, read.values())])[:12], 16)


def _places(mapping: Mapping, sheet: Sheet, name: str) -> dict[Field, int]:
    """Where each field stands. Raises IntakeError where a heading stands twice: which one is meant cannot be told."""
    wanted = {one: plain_heading(heading) for one, heading in mapping.columns}
    twice = [heading for heading in wanted.values() if sheet.headings.count(heading) > 1]
    if twice:
        raise IntakeError(
            f"{name} has the column {twice[0]!r} twice",
            expected="each column that the mapping names once",
            found=f"{sheet.headings.count(twice[0])} columns of that name",
            cause="Two extracts were pasted side by side, or a column was copied.",
            remedy="Take one of them out, or give it another name.",
        )
    return {one: sheet.headings.index(heading) for one, heading in wanted.items()}


def _note(sheet: Sheet) -> int | None:
    """The place of the column that marks simulated records, where there is one and a row is marked."""
    place = sheet.maybe("note")
    marked = place is not None and any(SIMULATED in cells[place : place + 1] for _, _, cells in sheet.lines)
    return place if marked else None


def _readers(mapping: Mapping) -> dict[Field, Callable[[str], str | None]]:
    """How a cell of each field that stands by itself is read. A text that many rows hold is read once."""
    readers: dict[Field, Callable[[str], str | None]] = {
        "code": partial(cell.code_of, texts=mapping.texts("code")),
        "lsoa": cell.small_area_of,
    }
    for one in _WORDS:
        readers[one] = partial(cell.words_of, texts=mapping.texts(one), field=one)
    for one in _MEANT:
        if mapping.column(one):
            readers[one] = partial(cell.meaning_of, texts=mapping.texts(one), field=one, ages=mapping.ages)
    return {one: cache(read) for one, read in readers.items()}


class _Taker:
    """Makes the row of one line and remembers what the account of the file needs, none of it of a person."""

    def __init__(self, mapping: Mapping, places: dict[Field, int], note: int | None) -> None:
        self.mapping, self.places, self.note = mapping, places, note
        self.readers = _readers(mapping)
        self.month_of = cache(partial(cell.month_of, mapping=mapping))
        self.days_alone = 0
        self.seen: Counter[int] = Counter()
        self.weapons: set[str] = set()

    def __call__(self, cells: list[str]) -> Iterable[Values]:
        text = {one: cells[place].strip() for one, place in self.places.items()}
        row = _Row(dict.fromkeys(_MEANT))
        if self.note is not None and cells[self.note].strip() != SIMULATED:
            row.reasons.append("simulated and published rows are mixed in one file")
        row.take("identity", self._identity, text)
        for one, read in self.readers.items():
            row.take(one, read, text.get(one, ""))
        row.take("span", self._span, text)
        row.take("month", self._month, text, row.found.get("span"))
        if row.reasons:
            raise RowError(*row.reasons)
        self._remember(row.found)
        return (self._values(row.found),)

    def _identity(self, text: dict[Field, str]) -> int | None:
        return cell.identity_of(text["reference"], self.mapping.area) if "reference" in text else None

    def _span(self, text: dict[Field, str]) -> tuple[datetime, datetime | None, bool]:
        began = cell.time_of(text["began"], text.get("began_time", ""), self.mapping, "began")
        ended = cell.time_of(text.get("ended", ""), text.get("ended_time", ""), self.mapping, "ended")
        if began is None:
            raise RowError("there is no earliest time")
        return (*cell.span_of(began, ended), began.known)

    def _month(self, text: dict[Field, str], span: tuple[datetime, datetime | None, bool] | None) -> Month | None:
        began = Month.of(span[0]) if span else None
        if "recorded" not in text:
            return began
        month = self.month_of(text["recorded"])
        if began and month < began:
            raise RowError("it was recorded before it began")
        return month

    def _remember(self, found: dict[str, Any]) -> None:
        self.days_alone += not found["span"][2]
        if found["identity"] is not None:
            self.seen[found["identity"]] += 1
        if found["weapon"] is not None:
            self.weapons.add(found["weapon"])

    def _values(self, found: dict[str, Any]) -> Values:
        began, ended, _ = found["span"]
        return (
            *(str(found["month"].first_day), self.mapping.area, found["lsoa"], found["beat"], found["code"]),
            *(str(began), None if ended is None else str(ended)),
            *(found[one] for one in ("domestic", "hate", "knife", "youth", "weapon")),
            *(found[one] for one in ("victim_age", "victim_sex", "suspect_age", "suspect_sex")),
            found["identity"],
        )


@dataclass
class _Row:
    """A row that is being read: what was found, and every reason against keeping it."""

    found: dict[str, Any] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    def take(self, what: str, read: Callable[..., object], *given: object) -> None:
        try:
            self.found[what] = read(*given)
        except RowError as fault:
            self.reasons += map(str, fault.args)


def _refuse_many_weapons(taker: _Taker, name: str) -> None:
    if len(taker.weapons) > _MOST_WEAPONS:
        raise IntakeError(
            f"{name} has {len(taker.weapons):,} different texts for the weapon",
            expected=f"a list of weapons, of {_MOST_WEAPONS} at most",
            found="what is written anew for each crime",
            cause="The column is free text, in which people could be named.",
            remedy="Map the column that holds the force's list of weapons, or leave the weapon out of the mapping.",
        )


def _unbroken(parsed: Parsed, mapping: Mapping, name: str) -> Period:
    months = {Month.parse(str(values[0])[:7]) for _, values in parsed.rows}
    held = runs(months)
    if len(held) == 1:
        return held[0]
    recorded = mapping.column("recorded") is not None
    if not held:
        reasons = Counter(reason for row in parsed.rejected for reason in row.reasons)
        raise IntakeError(
            f"{name} has no row that can be read",
            expected="rows as the mapping says",
            found="; ".join(f"{reason} ({count:,})" for reason, count in reasons.most_common(3)) or "no rows",
            cause=f"The mapping {mapping.name} is wrong for this file, or the file was changed by hand.",
            remedy="Correct the mapping, or map the file again: frankpledge map WORKSPACE FILE.",
        )
    raise IntakeError(
        f"{name} has months with no crime between months that have some",
        expected=f"every month from {Period(min(months), max(months)).label}",
        found=f"runs of {joined(run.label for run in held[:6])}{' and more' if len(held) > 6 else ''}",
        cause="The extract was cut, or a month was not sent."
        if recorded
        else "The months are those in which crimes began, and some began long before they were recorded.",
        remedy="Ask the force for the months again, or load the runs of whole months as files of their own."
        if recorded
        else "Ask the force for the date of recording as well, and map it.",
    )


def _remarks(mapping: Mapping, taker: _Taker) -> Iterable[str]:
    yield f"Read by the mapping {mapping.name}."
    if mapping.holds:
        yield f"The extract does not hold every recorded crime: {mapping.holds}."
    if mapping.column("recorded") is None:
        yield "The month is the one in which a crime began: the extract does not say when it was recorded."
    if mapping.column("reference") is None:
        yield "The extract gives no references, so a crime that stands in it twice cannot be told."
    if taker.days_alone:
        count, noun = taker.days_alone, plural(taker.days_alone, "crime has", "crimes have")
        yield f"{count:,} {noun} a day and no time: each is spread over its whole day."
    again = sum(taker.seen.values()) - len(taker.seen)
    if again:
        rows = plural(again, "row repeats", "rows repeat")
        yield f"{again:,} {rows} a reference: the first of each counts, and with it its victim and its suspect."
