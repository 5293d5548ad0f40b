"""The sheets of a workbook as CSV files, so that a source reads them as it reads any other file."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from frankpledge.intake.ods import ods_sheets
from frankpledge.intake.workbook import kind_of, opened, refuse_unreadable
from frankpledge.intake.xlsx import xlsx_sheets
from frankpledge.terms.words import joined

Row = Sequence[object]


@dataclass(frozen=True)
class Sheet:
    """One visible sheet with rows, written out at `path`. `remark` names the hidden sheets of the same workbook."""

    name: str
    path: Path
    remark: str = ""


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook, readable or not, by its content. Raises OSError where it cannot be opened."""
    return kind_of(path) is not None


def sheets_of(path: Path, scratch: Path) -> tuple[Sheet, ...]:
    """Every visible sheet that has rows, in the workbook's order, each written as UTF-8 CSV into a folder of `scratch`.

    Raises IntakeError for a workbook that is locked, damaged, too large, in an old format, or has formulas that were
    never worked out.
    """
    kind = kind_of(path)
    refuse_unreadable(path, kind)
    with opened(path) as archive:
        found = xlsx_sheets(path, archive) if kind == "xlsx" else ods_sheets(path, archive)
    hidden = [name for name, rows in found if rows is None]
    remark = f"The workbook also has hidden sheets, which were left out: {joined(hidden)}." if hidden else ""
    folder = scratch / f"book-{len(list(scratch.glob('book-*')))}"
    folder.mkdir()
    sheets = []
    for number, (name, rows) in enumerate(found, 1):
        lines = _lines(rows or ())
        if lines:
            target = folder / f"{path.name} {number} {_safe(name)}.csv"
            _write(target, lines)
            sheets.append(Sheet(name, target, remark))
    return tuple(sheets)


def _safe(name: str) -> str:
    return re.sub(r"[^\w -]", "_", name)[:40].strip()


def _lines(rows: Iterable[Row]) -> list[list[str]]:
    """Rows as text, as wide as the last column that says anything, without the blank rows at the end."""
    lines = [[plain(cell) for cell in row] for row in rows]
    width = max((place for line in lines for place, cell in enumerate(line, 1) if cell), default=0)
    while lines and not any(lines[-1]):
        lines.pop()
    return [[*line[:width], *[""] * (width - len(line))] for line in lines]


def _write(target: Path, lines: Iterable[Sequence[str]]) -> None:
    """A blank row becomes an empty line, which every reader overlooks: rows keep the numbers that a person sees."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for line in lines:
            if any(line):
                writer.writerow(line)
            else:
                file.write("\n")


def plain(value: object) -> str:
    """A cell as text: `3`, `0.1`, `TRUE`, `2025-01-31`, `2025-01-31 14:05:00`, `14:05:00`, the text itself."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return f"{_to_the_second(value):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{_to_the_second(datetime.combine(date.min, value)):%H:%M:%S}"
    if isinstance(value, timedelta):
        return _duration(value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n")  # a lone return would tear the line of a CSV file


def _number(value: float) -> str:
    """The shortest decimal that is the same number, never with an exponent: 0.1, 3, 0.0000001."""
    text = format(Decimal(repr(value)), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-0", "0", text in ("-0", "-0.0"))


def _to_the_second(moment: datetime) -> datetime:
    """A spreadsheet counts days; a time of day comes back from that within a thousandth of a second."""
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)


def _duration(value: timedelta) -> str:
    seconds = round(abs(value).total_seconds())
    return f"{'-' if value < timedelta(0) else ''}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
