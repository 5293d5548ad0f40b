"""What layouts of our own share: months in a file's name, periods in cells, and the note that every row repeats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath

from frankpledge.sources.shape import RowError
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period

SIMULATED = "Simulated"
MONTH = r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])"
_RUN = re.compile(rf"(?<!\d)({MONTH})\.\.({MONTH})(?!\d)", re.ASCII)
_BOOK = re.compile(r"(.*)\.(xlsx|xlsm|xls|ods)", re.IGNORECASE)


def file_words(name: str) -> str:
    """What a file is called without its folder and ending; a sheet has its workbook's name before its own."""
    *folders, own = PurePosixPath(name).parts
    book = _BOOK.fullmatch(folders[-1]) if folders else None
    return f"{book[1]} {own}" if book else re.sub(r"\.(csv|txt)$", "", own, flags=re.IGNORECASE)


def run_in_name(name: str) -> Period | None:
    """The months that a file's name declares, as `fires 2025-01..2025-03.csv`; None where it declares none."""
    found = _RUN.search(file_words(name))
    if not found:
        return None
    try:
        return Period.parse(found[0])
    except ValueError as error:
        raise IntakeError(
            f"{name} names months that end before they begin",
            expected="the first month, two dots and the last, as in 2025-01..2025-03",
            found=found[0],
            cause=str(error),
            remedy="Correct the file's name.",
        ) from error


def unbroken(months: set[Month], name: str) -> Period:
    """The run that the months of a file make. Raises IntakeError where one between them is missing."""
    period = Period(min(months), max(months))
    missing = [str(month) for month in period if month not in months]
    if missing:
        raise IntakeError(
            f"{name} has no row for a month between months that have some",
            expected=f"every month from {period.label}, or the run in the file's name, such as {period.first}.."
            f"{period.last}",
            found=f"nothing in {', '.join(missing)}",
            cause="Nothing happened in that month, or it was not sent.",
            remedy="If nothing happened, write the run of months into the file's name; else ask for the months again.",
        )
    return period


def only_value(values: Iterable[str], name: str, column: str, pattern: str, example: str) -> str:
    """The one value of a column that every row must share. Raises IntakeError where it has several or a wrong one."""
    found = sorted(set(values))
    if len(found) == 1 and re.fullmatch(pattern, found[0], re.ASCII):
        return found[0]
    raise IntakeError(
        f"{name} does not have one {column} in every row",
        expected=f"the same in every row, such as {example}",
        found=f"{len(found)} different values" if len(found) > 1 else "a value of another kind" if found else "no row",
        cause="The file holds several sets together, or was cut or changed by hand.",
        remedy=f"Make one file for each {column}.",
    )


def is_simulated(notes: Iterable[str]) -> bool:
    """Whether the file says of any row that it is simulated: `check_note` then refuses those that do not."""
    return SIMULATED in {note.strip() for note in notes}


def check_note(note: str, simulated: bool) -> None:
    """A file that is simulated says so in every row, and another has nothing in the column. Raises RowError."""
    if note.strip() not in ("", SIMULATED):
        raise RowError(f"the note is neither blank nor {SIMULATED}")
    if (note.strip() == SIMULATED) is not simulated:
        raise RowError("simulated and published rows are mixed in one file")


def period_of(first: str, last: str) -> Period:
    """The whole months between two cells: months `2025-01`, or financial years `2019/20`.

    Raises RowError for anything else. A blank second cell means the first again.
    """
    begins, ends = _span(first), _span(last or first)
    if begins is None or ends is None or ends[1] < begins[0]:
        raise RowError("the period is not one from a month such as 2025-01, or a year such as 2019/20, to another")
    return Period(begins[0], ends[1])


def _span(text: str) -> tuple[Month, Month] | None:
    """First and last month of what one cell names."""
    plain = text.strip()
    if re.fullmatch(MONTH, plain, re.ASCII):
        return Month.parse(plain), Month.parse(plain)
    year = re.fullmatch(r"((?:19|20)\d{2})/(\d{2})", plain, re.ASCII)
    if year and (int(year[1]) + 1) % 100 == int(year[2]):
        return Month(int(year[1]), 4), Month(int(year[1]) + 1, 3)
    return None


def day_of(text: str) -> date | None:
    """`2025-01-31` as a day; None where a cell holds anything else. A workbook writes midnight after it."""
    plain = text.strip().removesuffix(" 00:00:00")
    try:
        return date.fromisoformat(plain) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", plain, re.ASCII) else None
    except ValueError:
        return None
