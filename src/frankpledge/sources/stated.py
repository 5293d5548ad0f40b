"""What partners worked out and state: one value a row, with who says it, of when and where, on what base.

Columns: Key, Statement, Who, Value, Unit, Area, From, To, Numerator, Base, Baseline, Baseline of, Low, High, Source,
Limitation, Note. Key is a short name, unique in the file for its Who, Area and period. Unit is count, percent, percent
change, per 1,000, per 100,000, rank, pounds or ratio; the value is written without its sign, with as many decimals as
the partner gives. Area is a code, or the partner's words. From and To are months or financial years; where the partner
gives none they are blank: the period is then that of the file's other rows, or the run of months in the file's name,
and the limitation says `Period not given.` Baseline is what the value is compared with, `Baseline of` of when and what
that is; Low and High bound the interval that the partner gives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from frankpledge.sources.own import check_note, is_simulated, period_of, run_in_name
from frankpledge.sources.personal import refuse_personal
from frankpledge.sources.shape import RowError, Sheet, Source, Values, plain_heading, refuse_other_columns, sift
from frankpledge.store.rows import records
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import STATED
from frankpledge.terms.area import area_kind
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Period
from frankpledge.terms.words import joined

HEADER = (
    *("Key", "Statement", "Who", "Value", "Unit", "Area", "From", "To", "Numerator", "Base", "Baseline"),
    *("Baseline of", "Low", "High", "Source", "Limitation", "Note"),
)
UNITS = ("count", "percent", "percent change", "per 1,000", "per 100,000", "rank", "pounds", "ratio")
NO_PERIOD = "Period not given."
_NUMBER = re.compile(r"[-−]?(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,9})?", re.ASCII)
PUBLICATION = Publication(
    key="stated",
    title="What partners state",
    publisher="the partner named beside each statement",
    licence="As agreed with the partner",
    attribution="",
    url="",
    limitation="Worked out by the partner, whose records are not held here: it cannot be counted again.",
)


def read(path: Path, name: str) -> Reading:
    """The reading of a file of statements. Raises IntakeError where no row and not the file's name gives a period."""
    refuse_other_columns(path, name, HEADER)
    lines = tuple(records(path))
    refuse_personal(HEADER, lines, name, free_text="allowed")
    whole = [cells for _, _, cells in lines if len(cells) >= len(HEADER)]
    taker = _Taker(_span(whole, name), name, is_simulated(cells[16] for cells in whole))
    parsed = sift(Sheet(tuple(map(plain_heading, HEADER)), lines), taker)
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=STATED,
        coverage=tuple(sorted(taker.claims)),
        content=parsed,
        simulated="Simulated statements" if taker.simulated else "",
    )


def _span(whole: list[list[str]], name: str) -> Period | None:
    """The months that the file's name gives, or from the first to the last that its rows do; None where none does."""
    periods = []
    for cells in whole:
        try:
            periods.append(period_of(cells[6], cells[7]))
        except RowError:
            continue
    rows = Period(min(one.first for one in periods), max(one.last for one in periods)) if periods else None
    return run_in_name(name) or rows


@dataclass
class _Taker:
    """Turns the cells of one row into the canonical row, and remembers what ground the file claims.

    Every statement is ground of its own: files of two partners, or on two matters, never stand in each other's way,
    and one that states the same again for the same period takes the older one's place.
    """

    span: Period | None
    name: str
    simulated: bool
    claims: set[Coverage] = field(default_factory=set)

    def __call__(self, cells: list[str]) -> list[Values]:
        key, text, who, value, unit, area, first, last, *rest = (cell.strip() for cell in cells)
        *parts, label, below, above, source, limitation, note = rest
        check_note(note, self.simulated)
        _check_words(key, unit, {"Statement": text, "Who": who, "Area": area, "Source": source})
        number = _required(value)
        numerator, base, baseline = (_maybe(cell, column) for cell, column in zip(parts, HEADER[8:11], strict=True))
        low, high = _maybe(below, "Low"), _maybe(above, "High")
        _check_numbers(Decimal(number), unit, numerator, base, low, high)
        period = self._period(first, last)
        self._claim(Coverage(_code(area), period, f"{who}: {key}"))
        dates = (period.first.first_day.isoformat(), period.last.first_day.isoformat())
        said = " ".join(part for part in (limitation, "" if first or last else NO_PERIOD) if part)
        rests_on = (numerator, base, baseline, label or None, low, high)
        return [(key, text, who, number, unit, area, *dates, *rests_on, source, said or None)]

    def _period(self, first: str, last: str) -> Period:
        if first or last:
            return period_of(first, last)
        if self.span:
            return self.span
        raise IntakeError(
            f"{self.name} gives no period for any of its statements",
            expected="months such as 2025-01 or years such as 2019/20 in the columns From and To",
            found="nothing that can be read in any row",
            cause="The columns were left blank, or a spreadsheet wrote them again in its own way.",
            remedy="Fill them in, or write the months that the statements were made for into the file's name, as in "
            "statements 2025-01..2025-03.csv.",
        )

    def _claim(self, ground: Coverage) -> None:
        if ground in self.claims:
            raise RowError("the same key stands in an earlier row for the same partner, area and period")
        self.claims.add(ground)


def _check_words(key: str, unit: str, filled: dict[str, str]) -> None:
    faults = [f"the column {column} is blank" for column, text in filled.items() if not text]
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key, re.ASCII):
        faults.append("the key has other signs than small letters, figures and hyphens")
    if unit not in UNITS:
        faults.append(f"the unit is not {joined(UNITS, 'or')}")
    if faults:
        raise RowError(*faults)


def _check_numbers(
    value: Decimal, unit: str, numerator: str | None, base: str | None, low: str | None, high: str | None
) -> None:
    faults = []
    if (low is None) != (high is None):
        faults.append("one end of the interval is given without the other")
    if low is not None and high is not None and not Decimal(low) <= value <= Decimal(high):
        faults.append(f"the value {value} is not between {low} and {high}")
    if unit == "percent" and numerator is not None and base is not None and Decimal(numerator) > Decimal(base):
        faults.append(f"the numerator {numerator} is more than the base {base}")
    if faults:
        raise RowError(*faults)


def _required(cell: str) -> str:
    found = _maybe(cell, "Value")
    if found is None:
        raise RowError("the column Value is blank")
    return found


def _maybe(cell: str, column: str) -> str | None:
    """A decimal number as the table keeps it, without commas and with a plain minus sign."""
    if not cell:
        return None
    if not _NUMBER.fullmatch(cell):
        raise RowError(f"the column {column} holds something that is not a number, or a number with its sign")
    return cell.replace(",", "").replace("−", "-")


def _code(area: str) -> str:
    """The area where it is a code; else all of England and Wales, since words name no ground."""
    try:
        return area if area_kind(area) else ENGLAND_AND_WALES
    except ValueError:
        return ENGLAND_AND_WALES


SOURCE = Source(
    key="stated",
    title="statements of partners",
    shape=tuple(name.casefold() for name in HEADER),
    read=read,
)
