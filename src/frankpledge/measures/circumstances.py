"""What goes with crime and is not made of it: by these things authorities are found alike.

The crime domain of the Indices of Deprivation is left out, and so is their overall rank, which it is a part of: places
must not be called alike for having the same crime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from frankpledge.geography.bases import AgeBand, base_for, households, residents
from frankpledge.measures.counts import Evaluator
from frankpledge.store.query import distinct
from frankpledge.store.query_peers import indicator_rows, rank_sums
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Month, Period

_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Value:
    """A value in one authority, with what it was worked out from where that is held."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Circumstance:
    """One thing by which authorities are compared; `values` are of the authorities that it is held for."""

    name: str
    title: str
    unit: Unit
    places: int
    period: Period
    method: str
    source: str
    base: str = ""
    values: Mapping[str, Value]


@dataclass(frozen=True)
class _Kind:
    name: str
    title: str
    gather: Callable[[Evaluator, _Kind, frozenset[str], Period], Iterator[Circumstance]]
    remedy: str


def circumstances(
    evaluator: Evaluator, areas: Iterable[str], period: Period
) -> Iterator[tuple[str, str, Circumstance | None]]:
    """The title of each thing that authorities can be compared by, what to load for it, and what is held of it.

    `areas` are the codes of the authorities to be compared, `period` the year of their rates.
    """
    wanted = frozenset(areas)
    for kind in KINDS:
        yield kind.title, kind.remedy, next(kind.gather(evaluator, kind, wanted, period), None)


def _deprivation(
    evaluator: Evaluator, kind: _Kind, areas: frozenset[str], _: Period, *, domain: str
) -> Iterator[Circumstance]:
    """The mean rank of an authority's small areas, in the latest edition of the indices that can be placed."""
    library = evaluator.library
    for edition, lsoa_edition in reversed(distinct(library, "deprivation", ("edition", "lsoa_edition"))):
        found = {
            authority: Value(to_decimal(Decimal(total) / many, 6), Decimal(total), Decimal(many))
            for authority, many, ranked, total in rank_sums(library, domain, edition, lsoa_edition)
            if authority in areas and ranked == many and total is not None
        }
        if found:
            yield Circumstance(
                name=kind.name,
                title=kind.title,
                unit=Unit.RANK,
                places=0,
                period=Period(Month(edition, 1), Month(edition, 12)),
                method="Sum of the ranks of its small areas over their number; one is the most deprived in England",
                source=f"deprivation-{edition}",
                base="small areas",
                values=found,
            )


def _age(
    evaluator: Evaluator, kind: _Kind, areas: frozenset[str], period: Period, *, band: AgeBand
) -> Iterator[Circumstance]:
    """The share of residents of some ages, of the same middle of a year as the residents of the rates."""
    some = residents(evaluator.library, "ltla", band=band)
    found: dict[str, Value] = {}
    years = set()
    for area in sorted(areas & some.keys()):
        base = base_for(some[area], period, band)
        everyone = evaluator.populations.get(area, {}).get(base.mid_year) if base else None
        if base and everyone:
            share = to_decimal(base.residents * _HUNDRED / Decimal(everyone))
            found[area] = Value(share, Decimal(base.residents), Decimal(everyone))
            years.add(base.mid_year)
    if found:
        yield Circumstance(
            name=kind.name,
            title=kind.title,
            unit=Unit.PERCENT,
            places=1,
            period=Period(Month(min(years), 6), Month(max(years), 6)),
            method="Residents of these ages as a percentage of all, by the latest estimate held",
            source="population",
            base="residents",
            values=found,
        )


def _crowding(evaluator: Evaluator, kind: _Kind, areas: frozenset[str], _: Period) -> Iterator[Circumstance]:
    """Residents, by the estimate nearest to the census, for each household at it."""
    found: dict[str, Value] = {}
    years = set()
    for area, held in sorted(households(evaluator.library).items()):
        people = evaluator.populations.get(area, {})
        if area in areas and people and held.households:
            near = people[min(people, key=lambda year: (abs(year - held.year), year))]
            found[area] = Value(to_decimal(Decimal(near) / held.households), Decimal(near), Decimal(held.households))
            years.add(held.year)
    if found:
        yield Circumstance(
            name=kind.name,
            title=kind.title,
            unit=Unit.COUNT,
            places=2,
            period=Period(Month(min(years), 3), Month(max(years), 3)),
            method="Residents by the estimate nearest to the census, over households at the census",
            source="households",
            base="households at the census",
            values=found,
        )


def _indicator(evaluator: Evaluator, kind: _Kind, areas: frozenset[str], period: Period) -> Iterator[Circumstance]:
    """A publisher's own rate, of the latest period up to the end of the year compared, else of the first after it."""
    rows = [row for row in indicator_rows(evaluator.library, kind.name) if row[2] in areas]
    runs = sorted({(Month.of(last), Month.of(first)) for first, last, _, value in rows if value is not None})
    before = [run for run in runs if run[0] <= period.last]
    for last, first in before[-1:] or runs[:1]:
        yield Circumstance(
            name=kind.name,
            title=kind.title,
            unit=Unit.COUNT,
            places=1,
            period=Period(first, last),
            method="As its publisher worked it out, for each thousand households",
            source="homelessness",
            values={
                area: Value(to_decimal(value))
                for start, end, area, value in rows
                if value is not None and (Month.of(end), Month.of(start)) == (last, first)
            },
        )


_IMD = "the English Indices of Deprivation, with the lookup of their small areas"
_AGES = "mid-year population estimates by single year of age"
_HOMELESS = "statutory homelessness by local authority"
KINDS = (
    _Kind("income", "Income deprivation, mean rank of small areas", partial(_deprivation, domain="income"), _IMD),
    _Kind(
        "environment",
        "Living environment, mean rank of small areas",
        partial(_deprivation, domain="environment"),
        _IMD,
    ),
    _Kind(
        "housing",
        "Barriers to housing and services, mean rank of small areas",
        partial(_deprivation, domain="housing"),
        _IMD,
    ),
    _Kind("aged-15-24", "Residents aged fifteen to twenty-four", partial(_age, band=AgeBand(15, 24)), _AGES),
    _Kind("aged-65", "Residents aged sixty-five and over", partial(_age, band=AgeBand(65)), _AGES),
    _Kind("crowding", "Residents for each household", _crowding, "households at the census"),
    _Kind("households-homeless", "Households found homeless, for each thousand", _indicator, _HOMELESS),
    _Kind(
        "households-temporary",
        "Households in temporary accommodation, for each thousand",
        _indicator,
        _HOMELESS,
    ),
)
