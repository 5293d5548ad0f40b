"""Where an authority stands among those of its kind, by rate, in the one table that counts all of them alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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

SEED = 20_200_401
STALE = "The latest population held"
"""How the note on a rate begins whose residents are of an earlier year."""


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
class Counted:
    """An authority with what a rate needs: its count, its residents, and the rows of the table that make the count."""

    area: Area
    count: int
    base: Base
    rows: tuple[str, ...]


@dataclass(frozen=True)
class TableYear:
    """One year of the table: its rows as `partnership_rows` gives them."""

    year: Period
    rows: tuple[tuple[Any, ...], ...]

    @property
    def authorities(self) -> tuple[str, ...]:
        """The codes of the authorities that have a row of their own."""
        return tuple(sorted({row[4] for row in self.rows if row[4]}))


def peers(evaluator: Evaluator, area: str, period: Period) -> Peers | NotAvailable:
    """Rank the authorities of the same kind as `area` by recorded crime per thousand residents.

    Uses the table whose year ends latest in `period`. Partnerships of one authority are added up. An authority is left
    out when the table has no row for it, one of its partnerships also covers another, or it has no population.
    """
    table = table_of(evaluator, area, period)
    if isinstance(table, NotAvailable):
        return table
    counted, left_out = sort_out(evaluator, evaluator.areas.authorities_of_kind(area), table)
    ranked = _rank(evaluator, counted, table.year)
    return Peers(
        period=table.year,
        kind=kind_in_words(area),
        ranked=ranked,
        left_out=left_out,
        combined=tuple(sorted(row[3] for row in table.rows if row[6] == "combined")),
        number=_number(evaluator, area, table.year, len(ranked)),
        own=next((peer for peer in ranked if peer.area.code == area), None),
    )


def table_of(evaluator: Evaluator, area: str, period: Period) -> TableYear | NotAvailable:
    """The table whose year ends latest in `period`; why there is none, in the words of a ranking of `area`."""
    rows = partnership_rows(evaluator.library, PARTNERSHIP_CRIME.where[0][1][0])
    years = sorted({row[0] for row in rows if row[0].last in period}, key=lambda year: year.last)
    if years:
        return TableYear(years[-1], tuple(row for row in rows if row[0] == years[-1]))
    return NotAvailable(
        key=f"{PARTNERSHIP_CRIME.name}.rank@{area}@{period}",
        label=f"Peers by rate, {evaluator.areas.name_of(area)}",
        reason=f"no table of recorded crime by partnership for a year that ends in {period.label} is held",
        remedy="Load Table C2 of the recorded crime tables of that year.",
    )


def sort_out(
    evaluator: Evaluator, codes: Iterable[str], table: TableYear
) -> tuple[tuple[Counted, ...], tuple[LeftOut, ...]]:
    """The authorities of which a rate can be given, and the others, each with its reason."""
    counted: list[Counted] = []
    left_out: list[LeftOut] = []
    for code in codes:
        own = [row for row in table.rows if row[4] == code]
        place = _named(evaluator, code, own)
        base = base_for(evaluator.populations.get(code, {}), table.year)
        reason = _why_not(evaluator, code, own, base)
        if reason or base is None:
            left_out.append(LeftOut(area=place, reason=reason))
        else:
            counted.append(Counted(place, sum(row[7] for row in own), base, tuple(row[3] for row in own)))
    return tuple(counted), tuple(left_out)


def _named(evaluator: Evaluator, code: str, own: list[tuple[Any, ...]]) -> Area:
    """The authority by the name of today, or as the table names it where it is no more."""
    name = evaluator.areas.name_of(code)
    return Area(code, own[0][5] or name if own and name == code else name)


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


def _rank(evaluator: Evaluator, counted: Sequence[Counted], year: Period) -> tuple[Peer, ...]:
    ranks = rank_with_interval([one.count for one in counted], [one.base.residents for one in counted], seed=SEED)
    found = []
    for one, place in zip(counted, ranks, strict=True):
        position = table_figure(
            evaluator,
            Key(measure=PARTNERSHIP_CRIME.name, function="rank", area=one.area.code, period=year),
            "rank by rate",
            unit=Unit.RANK,
            value=Decimal(place.position),
            low=Decimal(place.low),
            high=Decimal(place.high),
            method=place.method,
            notes=(f"One of {len(counted)}; highest rate is first.",),
        )
        found.append(Peer(area=one.area, rate=rate_of(evaluator, one, year), position=position))
    return tuple(sorted(found, key=lambda peer: (-peer.rate.value, peer.area.code)))


def rate_of(evaluator: Evaluator, one: Counted, year: Period) -> Figure:
    """The rate of one authority, with its interval."""
    result = crude_rate(one.count, one.base.residents)
    late = one.base.years_before(year)
    added = f"Rows added up: {joined(one.rows)}." if len(one.rows) > 1 else ""
    ago = f"{late} {plural(late, 'year')} before the year’s end"
    stale = f"{STALE} is of mid-{one.base.mid_year}, {ago}." if late else ""
    return table_figure(
        evaluator,
        Key(measure=PARTNERSHIP_CRIME.name, function="rate", area=one.area.code, period=year),
        "per 1,000 residents",
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


def table_figure(evaluator: Evaluator, key: Key, what: str, **values: Any) -> Figure:
    """A figure worked out from the table and the residents; `what` says in words what it is of the area."""
    return Figure(
        key=str(key),
        label=f"{PARTNERSHIP_CRIME.title}, {what}, {evaluator.areas.name_of(key.area)}, {key.period.label}",
        area=evaluator.area(key.area),
        period=key.period,
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
