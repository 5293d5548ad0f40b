"""Where an authority stands among those of its kind, by rate, in the one table that counts all of them alike."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from frankpledge.analysis.rank import rank_with_interval
from frankpledge.analysis.rates import rate as crude_rate
from frankpledge.geography.bases import Base, base_for
from frankpledge.measures.catalogue.crime import PARTNERSHIP_CRIME
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.store.query import partnership_rows
from frankpledge.terms.area import Area, kind_in_words
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Period
from frankpledge.terms.words import joined, plural

_SEED = 20_200_401


@dataclass(frozen=True, kw_only=True)
class Peer:
    """One authority in the ranking."""

    area: Area
    rate: Figure
    position: Figure


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """An authority of the same kind that could not be ranked, and why not."""

    area: Area
    reason: str


@dataclass(frozen=True, kw_only=True)
class Peers:
    """The ranking, highest rate first; who is left out; which rows of the table are of several authorities at once."""

    period: Period
    kind: str
    ranked: tuple[Peer, ...]
    left_out: tuple[LeftOut, ...]
    combined: tuple[str, ...]
    number: Figure
    own: Peer | None


@dataclass(frozen=True)
class _Counted:
    area: Area
    count: int
    base: Base
    rows: tuple[str, ...]


def peers(evaluator: Evaluator, area: str, period: Period) -> Peers | NotAvailable:
    """Rank the authorities of the same kind as `area` by recorded crime per thousand residents.

    Uses the table whose year ends latest in `period`. Partnerships of one authority are added up. An authority is left
    out when the table has no row for it, one of its partnerships also covers another, or it has no population.
    """
    key = f"{PARTNERSHIP_CRIME.name}.rank@{area}@{period}"
    label = f"Peers by rate, {evaluator.areas.name_of(area)}"
    rows = partnership_rows(evaluator.library, PARTNERSHIP_CRIME.where[0][1][0])
    years = sorted({row[0] for row in rows if row[0].last in period}, key=lambda year: year.last)
    if not years:
        return NotAvailable(
            key=key,
            label=label,
            reason=f"no table of recorded crime by partnership for a year that ends in {period.label} is held",
            remedy="Load Table C2 of the recorded crime tables of that year.",
        )
    year = years[-1]
    counted, left_out = _sort(evaluator, area, [row for row in rows if row[0] == year], year)
    ranked = _rank(evaluator, counted, year)
    return Peers(
        period=year,
        kind=kind_in_words(area),
        ranked=ranked,
        left_out=tuple(left_out),
        combined=tuple(sorted(row[3] for row in rows if row[0] == year and row[6] == "combined")),
        number=_number(evaluator, area, year, len(ranked)),
        own=next((peer for peer in ranked if peer.area.code == area), None),
    )


def _sort(
    evaluator: Evaluator, area: str, rows: list[tuple[Any, ...]], year: Period
) -> tuple[list[_Counted], list[LeftOut]]:
    counted: list[_Counted] = []
    left_out: list[LeftOut] = []
    for code in evaluator.areas.authorities_of_kind(area):
        place = evaluator.area(code)
        own = [row for row in rows if row[4] == code]
        base = base_for(evaluator.populations.get(code, {}), year)
        reason = _why_not(evaluator, code, own, base)
        if reason or base is None:
            left_out.append(LeftOut(area=place, reason=reason))
        else:
            counted.append(_Counted(place, sum(row[7] for row in own), base, tuple(row[3] for row in own)))
    return counted, left_out


def _why_not(evaluator: Evaluator, code: str, own: list[tuple[Any, ...]], base: Base | None) -> str:
    if not own:
        return "the table has no row of its own for it"
    if any(row[7] is None for row in own):
        return "the table gives no figure for it"
    for partnership in evaluator.areas.partnerships_of(code):
        others = [name for name in evaluator.areas.members_of(partnership.code) if name != code]
        if others:
            names = joined(evaluator.areas.name_of(other) for other in others)
            return f"its partnership {partnership.name} also covers {names}, so count and residents do not match"
    return "" if base else "no population estimate with its code is held, and none is made up"


def _rank(evaluator: Evaluator, counted: list[_Counted], year: Period) -> tuple[Peer, ...]:
    ranks = rank_with_interval([one.count for one in counted], [one.base.residents for one in counted], seed=_SEED)
    found = []
    for one, place in zip(counted, ranks, strict=True):
        position = _figure(
            evaluator,
            one,
            year,
            "rank",
            unit=Unit.RANK,
            value=Decimal(place.position),
            low=Decimal(place.low),
            high=Decimal(place.high),
            method=place.method,
            notes=(f"One of {len(counted)}; highest rate is first.",),
        )
        found.append(Peer(area=one.area, rate=_rate(evaluator, one, year), position=position))
    return tuple(sorted(found, key=lambda peer: (-peer.rate.value, peer.area.code)))


def _rate(evaluator: Evaluator, one: _Counted, year: Period) -> Figure:
    result = crude_rate(one.count, one.base.residents)
    late = one.base.years_before(year)
    added = f"Rows added up: {joined(one.rows)}." if len(one.rows) > 1 else ""
    ago = f"{late} {plural(late, 'year')} before the year’s end"
    stale = f"The latest population held is of mid-{one.base.mid_year}, {ago}." if late else ""
    return _figure(
        evaluator,
        one,
        year,
        "rate",
        unit=Unit.PER_1000,
        value=to_decimal(Decimal(one.count) * PARTNERSHIP_CRIME.scale / Decimal(one.base.residents)),
        places=1,
        numerator=Decimal(one.count),
        denominator=Decimal(one.base.residents),
        denominator_label=one.base.label,
        low=None if result.low is None else to_decimal(result.low),
        high=to_decimal(result.high),
        method=f"Crude rate; interval by {result.method}",
        notes=tuple(note for note in (PARTNERSHIP_CRIME.limitation, added, stale) if note),
    )


def _figure(evaluator: Evaluator, one: _Counted, year: Period, function: str, **values: Any) -> Figure:
    key = Key(measure=PARTNERSHIP_CRIME.name, function=function, area=one.area.code, period=year)
    what = "rank by rate" if function == "rank" else "per 1,000 residents"
    return Figure(
        key=str(key),
        label=f"{PARTNERSHIP_CRIME.title}, {what}, {one.area.name}, {year.label}",
        area=one.area,
        period=year,
        sources=("partnership-table", "population"),
        edition=evaluator.edition,
        **values,
    )


def _number(evaluator: Evaluator, area: str, year: Period, number: int) -> Figure:
    key = Key(measure=PARTNERSHIP_CRIME.name, function="rank", area=area, period=year, part="number-ranked")
    return Figure(
        key=str(key),
        label=f"{PARTNERSHIP_CRIME.title}, authorities ranked, {year.label}",
        area=evaluator.area(area),
        period=year,
        unit=Unit.COUNT,
        value=Decimal(number),
        method="Authorities of the same kind with a row of their own and a population estimate",
        sources=("partnership-table", "population"),
        edition=evaluator.edition,
    )
