"""A published indicator as figures: the latest value, the one before, the change, England and the median of its kind.

Values are the publisher's; nothing is worked out here but the change and the median.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from frankpledge.measures.counts import Evaluator
from frankpledge.measures.indicator_change import as_decimal, change_figure
from frankpledge.measures.key import Key
from frankpledge.measures.model import EvidenceKind, Figure, NotAvailable, Outcome
from frankpledge.store.query_indicators import IndicatorRow, indicator_rows
from frankpledge.terms.area import Area, kind_in_words
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Period
from frankpledge.terms.words import joined

ENGLAND = "E92000001"
FEWEST_PEERS = 5
_UNITS = {"percent": Unit.PERCENT, "per 1,000 residents": Unit.PER_1000, "per 100,000 residents": Unit.PER_100000}
_EVERYONE = ("persons", "")


@dataclass(frozen=True, kw_only=True)
class IndicatorFigures:
    """What there is to say of an indicator in an area. `before`, `change` and the rest are None where nothing is held.

    `median` is that of every area of the same kind for the same period, the area itself included.
    """

    latest: Figure
    before: Figure | None = None
    change: Outcome | None = None
    england: Figure | None = None
    median: Figure | None = None


@dataclass(frozen=True)
class _Series:
    """The values of one sex and age in one area, earliest first, with everything needed to make figures of them."""

    evaluator: Evaluator
    indicator: str
    area: Area
    rows: tuple[IndicatorRow, ...]
    part: str = ""

    def figure(self, row: IndicatorRow, notes: Sequence[str] = ()) -> Figure:
        return _figure(self, row, notes)


def indicator_figures(
    evaluator: Evaluator, indicator: str, area: str, *, sex: str = "", age: str = "", until: Period | None = None
) -> IndicatorFigures | NotAvailable:
    """The latest value of an indicator in an area, of those whose period ends with or before `until`, and its company.

    Where the publisher gives several sexes or ages, everybody is meant unless `sex` and `age` say otherwise.
    """
    found = _series(evaluator, indicator, area, sex, age)
    if isinstance(found, NotAvailable):
        return found
    held = [row for row in found.rows if until is None or row.period.last <= until.last]
    given = [row for row in held if row.value is not None]
    if not given:
        why = f": {held[-1].note}" if held and held[-1].note else ""
        return _none(indicator, found.area, f"the publisher gives no value up to the period asked for{why}")
    latest = given[-1]
    if latest.disputed:
        reason = f"two files give different values of {latest.words}, and nobody said which is newer"
        return _none(indicator, found.area, reason, "Load the newer file again with --issued and its date.")
    later = [row for row in held if row.value is None and row.period.last > latest.period.last]
    before = next((row for row in reversed(given) if _comes_before(row, latest)), None)
    return IndicatorFigures(
        latest=found.figure(latest, [_not_given(row) for row in later]),
        before=found.figure(before) if before else None,
        change=_change(found, latest, before) if before else None,
        england=_same(found, latest, ENGLAND),
        median=_median(found, latest),
    )


def _series(evaluator: Evaluator, indicator: str, area: str, sex: str, age: str) -> _Series | NotAvailable:
    rows = indicator_rows(evaluator.library, indicator, [area])
    place = evaluator.area(area)
    if not rows:
        return _none(
            indicator,
            place,
            f"no value of it for {place.name} is held",
            "Load the publisher’s file that has it, and check the code of the area in it.",
        )
    if place.name == area and rows[-1].area_name:
        place = Area(area, rows[-1].area_name)
    every = sorted({(row.sex, row.age) for row in rows})
    fitting = [(s, a) for s, a in every if sex in ("", s) and age in ("", a)]
    fitting = [(s, a) for s, a in fitting if sex or s in _EVERYONE] if len(fitting) > 1 else fitting
    if len(fitting) != 1:
        given = joined(" ".join(word for word in one if word) or "everybody" for one in every)
        return _none(indicator, place, f"it is given for {given}", "Say which sex and age are meant.")
    (one,) = fitting
    chosen = sorted((row for row in rows if (row.sex, row.age) == one), key=lambda row: (row.period.last, row.period))
    return _Series(evaluator, indicator, place, tuple(chosen), _part(one) if len(every) > 1 else "")


def _part(stratum: tuple[str, str]) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(stratum).casefold()))


def _comes_before(row: IndicatorRow, latest: IndicatorRow) -> bool:
    """A period of the same months, earlier: a quarter is not set beside a year, nor April to March beside a year."""
    return (
        len(row.period) == len(latest.period)
        and row.period.first < latest.period.first
        and row.period.first.month == latest.period.first.month
        and not row.disputed
    )


def _figure(series: _Series, row: IndicatorRow, notes: Sequence[str] = (), area: Area | None = None) -> Figure:
    place = area or series.area
    return Figure(
        key=_key(series, "level", place, row.period),
        label=_label(row, place.name),
        area=place,
        period=row.period,
        unit=unit_of(row),
        value=to_decimal(row.value or 0.0),
        places=_places(row.value or 0.0),
        numerator=as_decimal(row.numerator),
        denominator=as_decimal(row.denominator),
        denominator_label="as published" if row.denominator is not None else "",
        low=as_decimal(row.low),
        high=as_decimal(row.high),
        method="As published" + ("; 95% interval by the publisher" if row.low is not None else ""),
        evidence=_evidence(row),
        sources=(row.source,),
        edition=series.evaluator.edition,
        notes=tuple(note for note in (row.note, *notes) if note),
    )


def unit_of(row: IndicatorRow) -> Unit:
    """The unit of a value; one that has no sign of its own stands in the label, after the title."""
    return Unit.SCORE if row.unit.startswith("score") else _UNITS.get(row.unit, Unit.COUNT)


def _evidence(row: IndicatorRow) -> EvidenceKind:
    """A value with an interval and without counts comes from a sample or a model."""
    return "estimated" if row.low is not None and row.numerator is None else "stated"


def _label(row: IndicatorRow, place: str) -> str:
    whom = " ".join(word for word in (row.sex, row.age) if word)
    unit = row.unit if unit_of(row) is Unit.COUNT else ""
    return ", ".join(word for word in (row.title, whom, unit, place, row.words) if word)


def _key(series: _Series, function: str, area: Area, period: Period, against: Period | None = None) -> str:
    return str(
        Key(
            measure=series.indicator,
            function=function,
            area=area.code,
            period=period,
            against=against,
            part=series.part,
        )
    )


def _places(value: float) -> int:
    """Three figures are enough for what is between ten and a hundred; a whole number needs no decimals."""
    return 0 if value == int(value) else 1 if abs(value) >= 10 else 2


def _not_given(row: IndicatorRow) -> str:
    return f"No value is given for {row.words}{f': {row.note}' if row.note else ''}."


def _none(indicator: str, area: Area, reason: str, remedy: str = "") -> NotAvailable:
    return NotAvailable(
        key=f"{indicator}.level@{area.code}", label=f"{indicator}, {area.name}", reason=reason, remedy=remedy
    )


def _change(series: _Series, latest: IndicatorRow, before: IndicatorRow) -> Outcome:
    return change_figure(
        latest,
        before,
        key=_key(series, "change", series.area, latest.period, before.period),
        label=f"{_label(latest, series.area.name)}, change from {before.words}",
        area=series.area,
        edition=series.evaluator.edition,
    )


def _same(series: _Series, latest: IndicatorRow, area: str) -> Figure | None:
    """The value of another area for the same period, sex and age."""
    for row in indicator_rows(series.evaluator.library, series.indicator, [area]):
        if _alike(row, latest):
            return _figure(series, row, area=Area(area, row.area_name or "England"))
    return None


def _alike(row: IndicatorRow, latest: IndicatorRow) -> bool:
    same = (row.period, row.sex, row.age) == (latest.period, latest.sex, latest.age)
    return same and row.value is not None and not row.disputed


def _median(series: _Series, latest: IndicatorRow) -> Figure | None:
    """The middle of the values of every area of the same kind; None where fewer than five are held."""
    every = indicator_rows(series.evaluator.library, series.indicator)
    values = [row.value for row in every if row.area[:3] == latest.area[:3] and _alike(row, latest)]
    given = [value for value in values if value is not None]
    if len(given) < FEWEST_PEERS:
        return None
    middle, kind = median(given), _kind(latest.area)
    return Figure(
        key=_key(series, "median", series.area, latest.period),
        label=f"{_label(latest, f'median of {len(given)} areas of its kind')}",
        area=series.area,
        period=latest.period,
        unit=unit_of(latest),
        value=to_decimal(middle),
        places=_places(middle),
        method="Median of the published values",
        evidence="stated",
        sources=(latest.source,),
        edition=series.evaluator.edition,
        notes=(f"Of {len(given)} areas of the same kind ({kind}) with a value, {series.area.name} among them.",),
    )


def _kind(code: str) -> str:
    try:
        return kind_in_words(code)
    except ValueError:
        return code[:3]
