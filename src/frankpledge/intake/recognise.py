"""What a file is, told by the names of its columns and not by its own name."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from frankpledge.sources import lookups, offences, partnership_table, population, street
from frankpledge.sources.shape import Source, plain_heading

SOURCES: tuple[Source, ...] = (
    street.SOURCE,
    offences.SOURCE,
    partnership_table.SOURCE,
    population.SOURCE,
    lookups.SOURCE,
)

# Files that publishers ship beside those above and that no measure uses yet: named, so that nobody wonders.
_KNOWN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("data.police.uk outcomes", ("crime id", "outcome type")),
    ("data.police.uk stop and search", ("object of search", "self-defined ethnicity")),
    ("change of small areas between censuses", (r"lsoa11_code", r"lsoa21_code", "change_code")),
    ("changes of authority codes", (r"ltla16_code", r"ltla24_code")),
    ("population by small area", (r"lsoa\d\d_code", "total_population")),
    ("population by ward", (r"ward code 1", "all ages")),
    ("households", (r"ltla\d\d_code", "households")),
    ("recorded crime by offence code and quarter", ("financial quarter", "offence code", "number of offences")),
    ("rural and urban classification", (r"ruc\d\d_code", r"lsoa\d\d_code")),
    ("offence codes and categories", ("offence_code", "offence_subgroup")),
)
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


def recognise(path: Path) -> Recognised:
    """Look at the beginning of a file."""
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
        return Recognised(None, "JSON, such as boundaries: no measure uses these yet")
    if b"\x00" in head and _by_columns(_rows(head.partition(b"\x00")[0])).source:
        return Recognised(
            None, "zeros stand where text should be", "The download stopped, and the rest was never written."
        )
    if b"\x00" in head:
        return Recognised(None, "this is not a text file: spreadsheets and pictures cannot be read yet")
    return _by_columns(_rows(head))


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


def _by_columns(rows: list[frozenset[str]]) -> Recognised:
    for title, shape in _KNOWN:
        if any(not _missing(shape, row) for row in rows):
            return Recognised(None, f"{title}: no measure uses these yet")
    best: tuple[float, Source, list[str]] | None = None
    for source in SOURCES:
        missing = min((_missing(source.shape, row) for row in rows or [frozenset()]), key=len)
        if not missing:
            return Recognised(source)
        likeness = 1 - len(missing) / len(source.shape)
        if best is None or likeness > best[0]:
            best = (likeness, source, missing)
    if best is None or best[0] < _LIKE:
        return Recognised(None, "no publisher's file known here has such columns")
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
