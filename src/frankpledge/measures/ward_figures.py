"""Counts and rates by ward, by the list of wards that the rows' small areas belong to."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from frankpledge.analysis.funnel import funnel
from frankpledge.analysis.multiple import benjamini_hochberg
from frankpledge.analysis.rates import rate as crude_rate
from frankpledge.geography.bases import Base
from frankpledge.geography.wards import Refused, WardList, count_by_ward, ward_base, ward_editions, ward_list
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.measures.small_areas import PUBLIC, SmallAreas, missing, place_figure
from frankpledge.store.query import distinct
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.words import plural

Standing = Literal["beyond", "chance", "within", "not judged"]
"""Against the rate of all wards: differs by more than wards ordinarily do, by more than chance alone, by neither."""
LEAST = 10
"""Fewer wards cannot say how much wards ordinarily differ, and fewer rows in one that is not public could tell of
somebody."""
STALE = "The latest estimate held"
Q_BELOW = 0.05
_REMARKS: dict[Standing, str] = {
    "beyond": "Differs from the rate of all wards by more than chance and by more than wards ordinarily differ.",
    "chance": "Differs from the rate of all wards by more than chance, but no more than wards ordinarily differ.",
    "within": "Does not differ from the rate of all wards by more than chance.",
    "not judged": "",
}


@dataclass(frozen=True, kw_only=True)
class Wards:
    """The wards of an area in one list, by name; `listed` is that list, `sources` the lookups that it is of."""

    edition: int
    areas: tuple[Area, ...]
    listed: WardList
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WardRates:
    """Rates and their standings by ward code; `without` says why a ward has none, `overall` is of all that have one."""

    rates: dict[str, Figure]
    standings: dict[str, Standing]
    without: dict[str, str]
    overall: Figure


def wards_of(evaluator: Evaluator, found: SmallAreas) -> Wards | NotAvailable:
    """The list of wards made of the rows' small areas: of the year nearest to the period's end."""
    if found.census is None:
        return missing(
            evaluator, found.measure, found.area, found.period, "the period spans two lists of small areas", ""
        )
    where: dict[str, list[Any]] = {
        "child_level": ["lsoa"],
        "child_edition": [found.census],
        "parent_level": ["ward"],
    }
    years = [year for (year,) in distinct(evaluator.library, "links", ("parent_edition",), where=where)]
    end = found.period.last.year
    years = years or list(ward_editions(evaluator.library))
    if not years:
        return missing(
            evaluator,
            found.measure,
            found.area,
            found.period,
            "no lookup from small areas to wards is held",
            f"Load the lookup from small areas of {found.census} to wards.",
        )
    listed = ward_list(evaluator.library, min(years, key=lambda year: (abs(year - end), year)))
    assert isinstance(listed, WardList), "an edition that is held has a list"
    own = listed.of(frozenset().union(*found.units))
    names = _names(evaluator, listed)
    areas = sorted((Area(code, names.get(code, code)) for code in own), key=lambda ward: (ward.name, ward.code))
    lookups = {part.source for part in evaluator.library.edition.of_table("links")}
    sources = tuple(sorted(key for key in lookups if f"ward{listed.edition}" in key))
    return Wards(edition=listed.edition, areas=tuple(areas), listed=listed, sources=sources)


def _names(evaluator: Evaluator, listed: WardList) -> dict[str, str]:
    """The names of the list itself; of a boundary of the same code where the lookup gives none."""
    drawn = distinct(evaluator.library, "shapes", ("area", "name", "edition"), where={"level": ["ward"]})
    nearest = sorted(drawn, key=lambda row: -abs(row[2] - listed.edition))
    return {code: name for code, name, _ in nearest if name} | {
        code: name for code, name in listed.names.items() if name != code
    }


def ward_levels(evaluator: Evaluator, found: SmallAreas, wards: Wards) -> dict[str, Figure] | NotAvailable:
    """A count for each ward, noughts included. Rows that are not public must be many in every ward that has any."""
    counted = count_by_ward(wards.listed, by_code(found.counts)).counts
    few = [ward for ward in wards.areas if 0 < counted[ward.code] < LEAST]
    if few and found.measure.events != PUBLIC:
        reason = f"{plural(len(few), 'a ward has', 'wards have')} so few {found.measure.nouns} that they could be told"
        return missing(evaluator, found.measure, found.area, found.period, reason)
    return {
        ward.code: place_figure(
            evaluator,
            found,
            _key(found, "level", ward, wards),
            "count",
            area=ward,
            also=wards.sources,
            unit=Unit.COUNT,
            value=Decimal(counted[ward.code]),
            method=f"Count of {found.measure.nouns} in its small areas; each is in one ward of {wards.edition}, whole",
        )
        for ward in wards.areas
    }


def by_code(counts: Mapping[str, int]) -> dict[str | None, int]:
    """As `count_by_ward` takes them: rows without a small area would stand under None."""
    return dict(counts.items())


def ward_rates(
    evaluator: Evaluator, found: SmallAreas, wards: Wards, levels: dict[str, Figure]
) -> WardRates | NotAvailable:
    """Rates on residents assigned to wards as the rows are, each judged against the rate of all of them together."""
    base = ward_base(evaluator.library, wards.edition)
    if isinstance(base, Refused):
        return missing(evaluator, found.measure, found.area, found.period, base.reason, base.remedy)
    based = [ward for ward in wards.areas if base.residents.get(ward.code)]
    if not based:
        return missing(evaluator, found.measure, found.area, found.period, "no residents of its wards are held")
    counts = [int(levels[ward.code].value) for ward in based]
    people = [base.residents[ward.code] for ward in based]
    standings = standings_of(counts, people)
    source = "population-lsoa" if base.method.startswith("Residents of small areas") else "population-ward"
    whole, own = Base(sum(people), base.mid_year), evaluator.area(found.area)
    rows = zip(based, counts, people, standings, strict=True)
    return WardRates(
        rates={
            ward.code: _rate(
                evaluator, found, wards, ward, count, Base(many, base.mid_year), source, _REMARKS[standing]
            )
            for ward, count, many, standing in rows
        },
        standings={ward.code: standing for ward, standing in zip(based, standings, strict=True)},
        without={
            ward.code: base.without.get(ward.code, f"its residents at mid-{base.mid_year} are not held")
            for ward in wards.areas
            if ward not in based
        },
        overall=_rate(
            evaluator, found, wards, own, sum(counts), whole, source, f"Of the {len(based)} wards that have a rate."
        ),
    )


def standings_of(counts: Sequence[int], people: Sequence[int]) -> list[Standing]:
    """Each ward against the rate of all: by a funnel, every test at one false finding in twenty over the wards shown.

    Too few wards, or none with an event, are not judged.
    """
    if len(counts) < LEAST or not any(counts):
        return ["not judged"] * len(counts)
    expected = [sum(counts) * one / sum(people) for one in people]
    judged = funnel(counts, expected).areas
    widened = benjamini_hochberg([_two_sided(area.adjusted_z) for area in judged]).q
    chance = benjamini_hochberg([_two_sided(area.z) for area in judged]).q
    return [
        "beyond" if _found(wide) else "chance" if _found(plain) else "within"
        for wide, plain in zip(widened, chance, strict=True)
    ]


def _found(q: float | None) -> bool:
    return q is not None and q < Q_BELOW


def _two_sided(z: float) -> float:
    return math.erfc(abs(z) / math.sqrt(2))


def _rate(
    evaluator: Evaluator,
    found: SmallAreas,
    wards: Wards,
    area: Area,
    count: int,
    base: Base,
    source: str,
    remark: str,
) -> Figure:
    result = crude_rate(count, base.residents, scale=found.measure.scale)
    late = base.years_before(found.period)
    stale = f"{STALE} is of mid-{base.mid_year}, {late} {plural(late, 'year')} before the period’s end." if late else ""
    return place_figure(
        evaluator,
        found,
        _key(found, "rate", area, wards),
        f"per {found.measure.scale:,} residents",
        area=area,
        also=(source, *wards.sources),
        unit=Unit.PER_1000,
        value=to_decimal(Decimal(count) * found.measure.scale / Decimal(base.residents)),
        places=1,
        numerator=Decimal(count),
        denominator=Decimal(base.residents),
        denominator_label=base.label,
        low=None if result.low is None else to_decimal(result.low),
        high=to_decimal(result.high),
        method=f"Crude rate; interval by {result.method}",
        notes=tuple(note for note in (remark, stale, "Residents are not all who are present.") if note),
    )


def _key(found: SmallAreas, function: str, area: Area, wards: Wards) -> Key:
    part = f"wards-{wards.edition}"
    return Key(measure=found.measure.name, function=function, area=area.code, period=found.period, part=part)
