"""What sources of indicators share: a number in a cell, an area in a cell, a period in a file's name, one row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from frankpledge.sources.own import file_words, run_in_name
from frankpledge.sources.shape import RowError, Values
from frankpledge.terms.area import area_kind
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period

ENGLAND = "E92000001"
WORKED_OUT = "worked out here from the published counts"
OGL = "Open Government Licence v3.0"
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,20})?([eE][-+]?[0-9]{1,2})?", re.ASCII)
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3}){1,3}(\.[0-9]{1,20})?", re.ASCII)
_CODE = re.compile(r"[EWK][0-9]{8}", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*"
_YEAR_TO = re.compile(rf"(?:year[ _-]*(?:ending|to)|ye)[ _-]*{_MONTH}[ _-]*(20[0-9]{{2}})(?![0-9])", re.IGNORECASE)
_FINANCIAL = re.compile(r"(?<![0-9])(20[0-9]{2})[-_/]([0-9]{2})(?![0-9])")


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One value before it becomes a row: fields as the columns of the table, `None` where not given."""

    name: str
    title: str
    area: str
    area_name: str | None = None
    period: Period
    words: str
    sex: str | None = None
    age: str | None = None
    value: float | None
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    unit: str | None = None
    note: str = ""

    @property
    def row(self) -> Values:
        """In the order of the table after `row`."""
        return (
            *(self.name, self.title, self.area, self.area_name or None),
            *(str(self.period.first.first_day), str(self.period.last.first_day), self.words),
            *(self.sex, self.age, self.value, self.low, self.high, self.numerator, self.denominator),
            *(self.unit, self.note or None),
        )


def number(cell: str, what: str, missing: tuple[str, ...] = ()) -> float | None:
    """`27,321.5 ` → 27321.5; None for a blank or one of the publisher's marks for `missing`.

    Raises RowError for anything else: an error of a spreadsheet, a decimal comma, a date.
    """
    text = cell.strip()
    if not text or text in missing:
        return None
    if not (_NUMBER.fullmatch(text) or _GROUPED.fullmatch(text)):
        raise RowError(f"the {what} is not a number")
    return float(text.replace(",", ""))


def count(cell: str, what: str) -> int | None:
    """As `number`, for what is counted: whole, and nought or more."""
    found = number(cell, what)
    if found is not None and (found < 0 or found != int(found)):
        raise RowError(f"the {what} is not a whole number, nought or more")
    return None if found is None else int(found)


def area_code(cell: str) -> str:
    """The code of any area of the Office for National Statistics, England and its regions included, or RowError."""
    if not _CODE.fullmatch(cell.strip()):
        raise RowError(f"{cell.strip()!r} is not the code of an area, such as E06000035")
    return cell.strip()


def authority_code(cell: str) -> str:
    """The code of a local authority, or RowError."""
    try:
        if area_kind(cell.strip()) == "authority":
            return cell.strip()
    except ValueError:
        pass
    raise RowError(f"{cell.strip()!r} is not the code of a local authority")


@cache
def slug(title: str) -> str:
    """A title as a short name: `Low-level crime` → `low-level-crime`."""
    return "-".join(re.findall(r"[a-z0-9]+", title.casefold().replace("'", "").replace("’", "")))


def period_in_name(name: str) -> Period | None:
    """The period that a file's name declares: `2022-04..2023-03`, `year ending March 2023`, `2022-23`; else None."""
    declared = run_in_name(name)
    if declared:
        return declared
    words = file_words(name)
    year_to = _YEAR_TO.search(words)
    if year_to:
        last = Month(int(year_to[2]), _MONTHS.index(year_to[1].casefold()) + 1)
        return Period(last.plus(-11), last)
    for financial in _FINANCIAL.finditer(words):
        if (int(financial[1]) + 1) % 100 == int(financial[2]):
            return Period.year_from(Month(int(financial[1]), 4))
    return None


def whole_span(periods: set[Period], name: str) -> Period:
    """From the first month of the earliest period to the last of the latest."""
    if periods:
        return Period(min(period.first for period in periods), max(period.last for period in periods))
    raise IntakeError(
        f"{name} has no row that can be read",
        expected="at least one row with an area, a period and its counts",
        found="none",
        cause="Months were written in another way, or columns changed by hand.",
        remedy="Compare the file with the example in the documentation, and correct it.",
    )
