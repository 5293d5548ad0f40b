"""What a source is: the columns that its files are known by, and how one is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from frankpledge.store.rows import header, rows, torn
from frankpledge.store.schema import Parsed, Reading, Rejected
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.words import joined


@dataclass(frozen=True, kw_only=True)
class Source:
    """`shape` lists patterns of column names (lower case, single spaces, notes removed); all must be in the header.

    `read(path, name)` takes the file and what its owner called it, folder included.
    """

    key: str
    title: str
    shape: tuple[str, ...]
    read: Callable[[Path, str], Reading]


def plain_heading(cell: str) -> str:
    """A column name as shapes spell it: `Local Authority\\ncode [note 2]` → `local authority code`."""
    return " ".join(cell.replace("\ufeff", "").split("[note")[0].split()).casefold()


def whole_number(cell: str) -> int | None:
    """`27,321 ` → 27321; None where a cell holds anything but a count, of twelve digits at most."""
    digits = cell.strip().replace(",", "")
    return int(digits) if re.fullmatch(r"[0-9]{1,12}", digits) else None


def refuse_other_columns(path: Path, name: str, expected: tuple[str, ...]) -> None:
    """Raise IntakeError unless the file has just these columns in this order: its rows are read by position."""
    found = header(path)
    if [plain_heading(cell) for cell in found] == [plain_heading(cell) for cell in expected]:
        return
    missing = [cell for cell in expected if cell not in found]
    extra = [cell for cell in found if cell not in expected]
    raise IntakeError(
        f"{name} has other columns than its publisher gives it",
        expected=", ".join(expected),
        found="; ".join(
            [
                *([f"without {joined(missing)}"] if missing else []),
                *([f"with {joined(map(repr, extra))} besides"] if extra else []),
            ]
        )
        or f"the same in another order or twice: {', '.join(found)}",
        cause="A column was added, renamed or moved by hand, or the publisher changed the layout.",
        remedy="Load the file as it was downloaded. If it has these columns there, tell the makers of Frankpledge.",
    )


Values = tuple[str | int | float | None, ...]
Line = tuple[int, str, list[str]]


class RowError(Exception):
    """A row cannot be kept; each argument is a reason, in words that hold no value of a confidential file."""


@dataclass(frozen=True)
class Sheet:
    """A file below its header: where each column stands, and the lines."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]

    def at(self, pattern: str) -> int:
        """The place of the first column whose plain heading fits. The shape has made sure that there is one."""
        return next(place for place, heading in enumerate(self.headings) if re.fullmatch(pattern, heading))

    def maybe(self, pattern: str) -> int | None:
        """As `at`; None where no column fits."""
        return next((place for place, heading in enumerate(self.headings) if re.fullmatch(pattern, heading)), None)


def open_sheet(path: Path, shape: tuple[str, ...], *, within: int = 15) -> Sheet:
    """The file read below the first of its first rows that has every column of `shape`: titles may stand above it."""
    lines = list(rows(path))
    for place, (_, _, cells) in enumerate(lines[:within]):
        headings = tuple(plain_heading(cell) for cell in cells)
        if all(any(re.fullmatch(pattern, heading) for heading in headings) for pattern in shape):
            return Sheet(headings, tuple(lines[place + 1 :]))
    raise IntakeError(
        f"{path.name} has no row of column names",
        expected=", ".join(shape),
        found="no such row near the top",
        cause="The header was taken out or changed by hand.",
        remedy="Load the file as it was downloaded.",
    )


def sift(sheet: Sheet, take: Callable[[list[str]], Iterable[Values]], *, confidential: bool = False) -> Parsed:
    """Every line kept, as the rows that `take` makes of its cells, or refused with the reasons of its RowError.

    Blank cells past the last column are overlooked, and so are lines without any text. The text of a refused row is
    not kept where the file is confidential.
    """
    kept: list[tuple[int, Values]] = []
    rejected: list[Rejected] = []
    number = 1
    for line, raw, cells in sheet.lines:
        if not any(cell.strip() for cell in cells):
            continue
        number += 1
        fields = cells if any(cells[len(sheet.headings) :]) else cells[: len(sheet.headings)]
        try:
            if len(fields) != len(sheet.headings):
                raise RowError(torn(len(sheet.headings), len(fields)))
            kept += [(number, values) for values in take(fields)]
        except RowError as fault:
            rejected.append(Rejected(line=line, raw="" if confidential else raw, reasons=tuple(map(str, fault.args))))
    return Parsed(rows_in=number - 1, rows=tuple(kept), rejected=tuple(rejected))
