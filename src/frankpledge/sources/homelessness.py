"""Statutory homelessness by local authority, two rates a quarter: assessed as homeless, in temporary accommodation.

Columns `ltla23_code, Households assessed as homeless per (000s), Households in temporary accommodation per 1,000`. The
quarter stands nowhere in the file: it is taken from the file's name (`2023-10..2023-12`, or `202312`, the last month of
the quarter, as the publisher names its files), or is that of the one known publication with these columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from frankpledge.sources.indicator import ENGLAND, OGL, Indicator, authority_code, number
from frankpledge.sources.own import file_words, run_in_name
from frankpledge.sources.shape import RowError, Sheet, Source, Values, open_sheet, sift
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import Coverage, Publication
from frankpledge.store.tables import INDICATORS
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period

PUBLICATION = Publication(
    key="homelessness",
    title="Statutory homelessness by local authority",
    publisher="Ministry of Housing, Communities and Local Government",
    licence=OGL,
    attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
    url="https://www.gov.uk/government/statistical-data-sets/live-tables-on-homelessness",
    limitation=(
        "Rates alone, without the households they rest on, so a change can't be tested. Some authorities send nothing: "
        "they are missing, not nought. People who sleep rough and do not apply are not in it."
    ),
)
_KNOWN = ("ltla23_code", Period.parse("2023-10..2023-12"))
_STAMP = re.compile(r"(?<![0-9])(20[0-9]{2})(03|06|09|12)(?![0-9])")


@dataclass(frozen=True)
class _Rate:
    """One column: its short name, its title, and what is to be known of every value."""

    pattern: str
    name: str
    title: str
    note: str = ""


_RATES = (
    _Rate(
        "households assessed as homeless per .000s.",
        "households-homeless",
        "Households assessed as homeless and owed a relief duty",
    ),
    _Rate(
        "households in temporary accommodation per 1,000",
        "households-temporary",
        "Households in temporary accommodation",
        "on the last day of the quarter",
    ),
)


def read(path: Path, name: str) -> Reading:
    """The reading of one quarter. Raises IntakeError where neither the name nor the columns say which it is."""
    sheet = open_sheet(path, SOURCE.shape)
    period, remarks = _period(sheet, name)
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=INDICATORS,
        coverage=(Coverage(ENGLAND, period),),
        content=sift(sheet, _Taker(sheet, period)),
        remarks=remarks,
    )


def _period(sheet: Sheet, name: str) -> tuple[Period, tuple[str, ...]]:
    named = run_in_name(name) or _quarter(name)
    if named:
        return named, ()
    heading, period = _KNOWN
    if sheet.headings[sheet.at(SOURCE.shape[0])] == heading:
        return period, (
            f"The file does not say which quarter it is of. {period.label} is taken: the quarter of the only "
            "publication known with these columns.",
        )
    raise IntakeError(
        f"{name} does not say which quarter its rates are of",
        expected="a quarter in the file's name, such as 2024-01..2024-03",
        found=Path(name).name,
        cause="The quarter stands nowhere in the file, and the codes are not those of the publication known here.",
        remedy="Write the quarter into the file's name, and load it again.",
    )


def _quarter(name: str) -> Period | None:
    """The quarter that ends with the month of a stamp such as 202312."""
    found = _STAMP.search(file_words(name))
    last = Month(int(found[1]), int(found[2])) if found else None
    return Period(last.plus(-2), last) if last else None


@dataclass
class _Taker:
    """Makes two rows of each line. A blank rate is missing."""

    sheet: Sheet
    period: Period
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._code = self.sheet.at(SOURCE.shape[0])
        self._rates = [(rate, self.sheet.at(rate.pattern)) for rate in _RATES]

    def __call__(self, cells: list[str]) -> Iterator[Values]:
        area = authority_code(cells[self._code])
        if area in self.seen:
            raise RowError(f"{area} stands in the file twice")
        values = [(rate, number(cells[at], "rate", ("NA", ".."))) for rate, at in self._rates]
        if any(value is not None and value < 0 for _, value in values):
            raise RowError("a rate is below nought")
        self.seen.add(area)
        for rate, value in values:
            yield Indicator(
                name=rate.name,
                title=rate.title,
                area=area,
                period=self.period,
                words=self.period.label,
                value=value,
                unit="per 1,000 households",
                note=rate.note if value is not None else "the publisher gives no rate",
            ).row


SOURCE = Source(
    key="homelessness",
    title="statutory homelessness by local authority",
    shape=(r"ltla\d\d_code", *(rate.pattern for rate in _RATES)),
    read=read,
)
