"""What a file is, told by the names of its columns and not by its own name."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from frankpledge.sources import (
    authority_changes,
    boundaries,
    deprivation,
    entrants,
    feeds,
    fingertips,
    health_index,
    homelessness,
    households,
    lookups,
    offence_counts,
    offences,
    outcomes,
    partnership_table,
    population,
    reoffending,
    series,
    severity,
    small_area_changes,
    small_area_population,
    stated,
    stops,
    street,
    survey,
    ward_population,
)
from frankpledge.sources.shape import Source, plain_heading

# The first whose columns are all there is taken, so a shape that another one holds comes after it.
SOURCES: tuple[Source, ...] = (
    *(street.SOURCE, outcomes.SOURCE, stops.SOURCE),
    *(offences.SOURCE, offence_counts.PARTNERSHIP, offence_counts.FORCE, partnership_table.SOURCE),
    *(feeds.SOURCE, series.SOURCE, stated.SOURCE, survey.SOURCE),
    *(health_index.SOURCE, severity.SOURCE, homelessness.SOURCE, fingertips.SOURCE),
    *(reoffending.SOURCE, entrants.SOURCE, deprivation.SOURCE),
    *(small_area_population.SOURCE, ward_population.SOURCE, population.SOURCE, households.SOURCE),
    *(small_area_changes.SOURCE, authority_changes.SOURCE, lookups.SOURCE),
)

# Files that publishers ship beside those above and that no measure uses: named, so that nobody wonders.
_KNOWN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("rural and urban classification", (r"ruc\d\d_code", r"lsoa\d\d_code")),
    ("offence codes and categories", ("offence_code", "offence_subgroup")),
)
UNKNOWN = "no publisher's file known here has such columns"
_PEEK = 65_536
_HEADER_WITHIN = 15
_LIKE, _NEARLY = 0.6, 0.8  # of a shape's columns: worth naming as the closest guess; surely that file, with a fault
_RENAMED = "A column was renamed or taken out by hand, or the publisher changed the layout."


@dataclass(frozen=True)
class Recognised:
    """What a file turned out to be: a source, or none with the reason and the closest guess.

    `cause` is given where a file seems to be a publisher's and damaged, rather than something else.
    """

    source: Source | None
    why: str = ""
    cause: str = ""


def recognise(path: Path, more: tuple[Source, ...] = ()) -> Recognised:
    """Look at the beginning of a file. `more` are sources of the workspace's own, such as a force's mapped extract."""
    with path.open("rb") as file:
        head = file.read(_PEEK)
    if not head.strip():
        return Recognised(None, "the file is empty", "The download ended before it began.")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Recognised(None, "the text is in UTF-16, not in UTF-8", "It was saved again by a spreadsheet.")
    if re.match(rb"(\xef\xbb\xbf)?\s*<", head):
        return Recognised(
            None, "this is a web page", "The download failed, and the page that said so was saved instead."
        )
    if re.match(rb"(\xef\xbb\xbf)?\s*[{\[]", head):
        if boundaries.begins_like(head):
            return Recognised(boundaries.SOURCE)
        return Recognised(None, "JSON, and not boundaries of wards or small areas")
    if b"\x00" in head and _by_columns(_rows(head.partition(b"\x00")[0]), more).source:
        return Recognised(
            None, "zeros stand where text should be", "The download stopped, and the rest was never written."
        )
    if b"\x00" in head:
        return Recognised(None, "this is not a text file nor a workbook")
    return _by_columns(_rows(head), more)


def _rows(head: bytes) -> list[frozenset[str]]:
    """The first rows as sets of plain headings. A character that is not UTF-8 plays no role in a heading."""
    reader = csv.reader(io.StringIO(head.decode("utf-8-sig", "replace"), newline=""))
    rows = []
    try:
        for row in reader:
            rows.append(frozenset(plain_heading(cell) for cell in row))
            if len(rows) == _HEADER_WITHIN:
                break
    except csv.Error:
        pass  # a field longer than a heading can be: what was read so far decides
    return rows


def _by_columns(rows: list[frozenset[str]], more: tuple[Source, ...]) -> Recognised:
    for title, shape in _KNOWN:
        if any(not _missing(shape, row) for row in rows):
            return Recognised(None, f"{title}: no measure uses these")
    best: tuple[float, Source, list[str]] | None = None
    for source in (*more, *SOURCES):
        missing = min((_missing(source.shape, row) for row in rows or [frozenset()]), key=len)
        if not missing:
            return Recognised(source)
        likeness = 1 - len(missing) / len(source.shape)
        if best is None or likeness > best[0]:
            best = (likeness, source, missing)
    if best is None or best[0] < _LIKE:
        return Recognised(None, UNKNOWN)
    lacking = ", ".join(repr(_readable(pattern)) for pattern in best[2])
    why = f"closest is {best[1].title}, but {_columns(best[2])} {lacking} {_verb(best[2])} missing"
    return Recognised(None, why, _RENAMED if best[0] >= _NEARLY else "")


def _missing(shape: tuple[str, ...], row: frozenset[str]) -> list[str]:
    """The patterns of a shape that no cell of the row fits, each cell being used once."""
    free = sorted(row)
    missing = []
    for pattern in shape:
        cell = next((cell for cell in free if cell == pattern or re.fullmatch(pattern, cell)), None)
        if cell is None:
            missing.append(pattern)
        else:
            free.remove(cell)
    return missing


def _readable(pattern: str) -> str:
    return (
        pattern.replace(r"\d\d", "NN")
        .replace("[0-9][0-9]", "NN")
        .replace("(", "")
        .replace(")", "")
        .replace("|", " or ")
    )


def _columns(missing: list[str]) -> str:
    return "the column" if len(missing) == 1 else "the columns"


def _verb(missing: list[str]) -> str:
    return "is" if len(missing) == 1 else "are"
