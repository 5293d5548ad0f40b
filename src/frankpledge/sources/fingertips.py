"""Public health profiles (Fingertips): the CSV download of one or more indicators, 26 or 27 columns.

Columns as the profiles' own program writes them; the name of one follows the kind of area compared with, and the last,
`Time period range`, came later. Rows of a category, such as tenths by deprivation, become indicators of their own: they
are kept, and never mixed with the values of whole areas. An area may stand under several parents in the same words;
such rows are kept too, and a reader of the evidence counts them once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from frankpledge.sources.fingertips_period import period_of
from frankpledge.sources.indicator import ENGLAND, OGL, Indicator, area_code, number, slug, whole_span
from frankpledge.sources.shape import RowError, Sheet, Source, Values, open_sheet, sift
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import Coverage, Publication
from frankpledge.store.tables import INDICATORS
from frankpledge.terms.period import Period

PUBLICATION = Publication(
    key="fingertips",
    title="Public health profiles (Fingertips)",
    publisher="Office for Health Improvement and Disparities",
    licence=OGL,
    attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
    url="https://fingertips.phe.org.uk/",
    limitation=(
        "The download says neither the unit nor whether a year such as 2019/20 is a financial one: the profiles’ page "
        "of the indicator does. Years that are pooled, such as 2017 to 2019, share two thirds of their data with the "
        "next."
    ),
)
_COLUMNS = (
    *("indicator id", "indicator name", "area code", "area name", "area type", "sex", "age", "category type"),
    *("category", "time period", "value", "lower ci 95.0 limit", "upper ci 95.0 limit", "count", "denominator"),
    *("value note", "time period sortable"),
)
_SEXES = {"persons": "persons", "female": "female", "male": "male", "not applicable": None, "": None}
_WHOLE_COUNTRY = "England"
_NEARLY = 1e-9  # limits and value are written with as many digits as a machine has, and not always the same ones


def read(path: Path, name: str) -> Reading:
    """The reading of every indicator in the download. Raises IntakeError where no row is sound."""
    sheet = open_sheet(path, SOURCE.shape, within=1)
    taker = _Taker(sheet)
    content = sift(sheet, taker)
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=INDICATORS,
        coverage=_coverage(taker, name),
        content=content,
        remarks=_remarks(taker),
    )


def _coverage(taker: _Taker, name: str) -> tuple[Coverage, ...]:
    """One for each indicator, with the kinds of area it is given for: other kinds are other downloads."""
    if not taker.periods:
        whole_span(set(), name)
    return tuple(
        Coverage(ENGLAND, whole_span(periods, name), ", ".join([identity, *sorted(taker.kinds[identity])]))
        for identity, periods in sorted(taker.periods.items())
    )


def _remarks(taker: _Taker) -> tuple[str, ...]:
    found = []
    if taker.categories:
        found.append(f"Each category is kept as an indicator of its own; rows of categories: {taker.categories:,}.")
    if taker.repeated:
        found.append(f"Rows that say the same of the same area again, as under another parent: {taker.repeated:,}.")
    if taker.financial:
        found.append("Years written as 2019/20 are taken to run from April to March: the file does not say.")
    return tuple(found)


@dataclass
class _Taker:
    """Makes a row of each line."""

    sheet: Sheet
    periods: dict[str, set[Period]] = field(default_factory=dict)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    seen: dict[tuple[str | None, ...], Values] = field(default_factory=dict)
    categories: int = 0
    repeated: int = 0
    financial: bool = False

    def __post_init__(self) -> None:
        self._at = {name: self.sheet.at(name) for name in _COLUMNS}

    def __call__(self, cells: list[str]) -> Iterator[Values]:
        row = {name: cells[at].strip() for name, at in self._at.items()}
        found = _indicator(row)
        key = (found.name, found.area, found.words, found.sex, found.age)
        again = key in self.seen
        if again and self.seen[key] != found.row:
            raise RowError("another row says something else of the same area, period, sex and age")
        self.seen[key] = found.row
        self._remember(row, found, again)
        yield found.row

    def _remember(self, row: dict[str, str], found: Indicator, again: bool) -> None:
        self.periods.setdefault(row["indicator id"], set()).add(found.period)
        kinds = self.kinds.setdefault(row["indicator id"], set())
        kinds.update({row["area type"]} - {_WHOLE_COUNTRY})
        self.categories += bool(row["category type"])
        self.repeated += again
        self.financial = self.financial or "/" in found.words


def _indicator(row: dict[str, str]) -> Indicator:
    """One value, whole and within its own limits. Raises RowError."""
    if not row["indicator id"].isdecimal() or not row["indicator name"]:
        raise RowError("the indicator has no number or no name")
    if row["sex"].casefold() not in _SEXES:
        raise RowError("the sex is not Persons, Female, Male or Not applicable")
    value, low, high = (number(row[name], name) for name in ("value", "lower ci 95.0 limit", "upper ci 95.0 limit"))
    _refuse_outside(value, low, high)
    apart = ": ".join(row[name] for name in ("category type", "category") if row[name])
    return Indicator(
        name="-".join(["fingertips", row["indicator id"], *([slug(apart)] if apart else [])]),
        title=row["indicator name"] + (f" ({apart})" if apart else ""),
        area=area_code(row["area code"]),
        area_name=row["area name"],
        period=period_of(row["time period"]),
        words=row["time period"],
        sex=_SEXES[row["sex"].casefold()],
        age=None if row["age"].casefold() == "not applicable" else row["age"] or None,
        value=value,
        low=low,
        high=high,
        numerator=number(row["count"], "count"),
        denominator=number(row["denominator"], "denominator"),
        note=row["value note"],
    )


def _refuse_outside(value: float | None, low: float | None, high: float | None) -> None:
    if value is None:
        return
    slack = _NEARLY * max(1.0, abs(value))
    if (low is not None and value < low - slack) or (high is not None and value > high + slack):
        raise RowError("the value lies outside its own 95% interval")


SOURCE = Source(
    key="fingertips",
    title="public health profiles download",
    shape=_COLUMNS,
    read=read,
)
