"""What fell in each national fifth of deprivation: counts, shares, and rates where residents are held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from frankpledge.analysis.rates import rate as crude_rate
from frankpledge.geography.bases import Base, base_for, residents
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import Figure, NotAvailable, Outcome
from frankpledge.measures.small_areas import SmallAreas, missing, place_figure
from frankpledge.store.query import distinct
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Period
from frankpledge.terms.words import plural

FIFTHS = (1, 2, 3, 4, 5)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Fifth:
    """One national fifth, 1 the most deprived: how many of the small areas are in it and what fell in them.

    A share is there only where the whole is above nought, a rate only where residents are.
    """

    fifth: int
    areas: Figure
    areas_share: Figure
    level: Figure
    share: Outcome
    rate: Outcome


@dataclass(frozen=True, kw_only=True)
class Deprived:
    """The fifths that the area has small areas in, of an edition of the indices; `no_rate` says why there is none."""

    edition: int
    census: int
    fifths: tuple[Fifth, ...]
    number: Figure
    no_rate: NotAvailable | None


def deprived(evaluator: Evaluator, found: SmallAreas) -> Deprived | NotAvailable:
    """By the indices whose small areas are those of the rows. Small areas without a rank make it not available."""
    if found.census is None:
        return _missing(evaluator, found, "the period spans two lists of small areas, and the indices are of one")
    rows = distinct(evaluator.library, "deprivation", ("edition", "lsoa_edition"))
    editions = [edition for edition, census in rows if census == found.census]
    if not editions:
        remedy = "Load the English Indices of Deprivation of these small areas."
        return _missing(evaluator, found, f"no indices on the small areas of {found.census} are held", remedy)
    edition = max(editions)
    fifth_of = _fifths(evaluator, edition, found)
    codes = frozenset().union(*found.units)
    unranked = len(codes - fifth_of.keys())
    if unranked:
        reason = f"{unranked:,} of its small areas {plural(unranked, 'is', 'are')} not in the indices of {edition}"
        return _missing(evaluator, found, reason)
    base = _residents(evaluator, found, codes)
    fifths = tuple(
        _fifth(evaluator, found, edition, fifth, frozenset(c for c in codes if fifth_of[c] == fifth), base)
        for fifth in FIFTHS
        if fifth in fifth_of.values()
    )
    number = _figure(
        evaluator,
        found,
        "areas",
        f"imd{edition}-all",
        "small areas",
        edition,
        value=Decimal(len(codes)),
        method=f"Count of small areas of {found.census}",
    )
    no_rate = base if isinstance(base, NotAvailable) else None
    return Deprived(edition=edition, census=found.census, fifths=fifths, number=number, no_rate=no_rate)


def _missing(evaluator: Evaluator, found: SmallAreas, reason: str, remedy: str = "") -> NotAvailable:
    return missing(evaluator, found.measure, found.area, found.period, reason, remedy)


def _fifths(evaluator: Evaluator, edition: int, found: SmallAreas) -> dict[str, int]:
    """Small area → its fifth: two of the publisher's tenths, so that its cuts are kept."""
    codes = sorted(frozenset().union(*found.units))
    where: dict[str, list[Any]] = {"edition": [edition], "domain": ["imd"], "lsoa": list(codes)}
    rows = distinct(evaluator.library, "deprivation", ("lsoa", "decile"), where=where)
    return {code: (decile + 1) // 2 for code, decile in rows if decile is not None}


def _residents(evaluator: Evaluator, found: SmallAreas, codes: frozenset[str]) -> Mapping[str, Base] | NotAvailable:
    """Residents of every small area at one middle of a year: the period's, or the latest before it."""
    held = residents(evaluator.library, "lsoa", edition=found.census)
    lists = sorted(census for (census,) in distinct(evaluator.library, "population", ("edition",), where=_BY_LSOA))
    based = {code: base_for(held.get(code, {}), found.period) for code in codes}
    kept = {code: base for code, base in based.items() if base}
    if len(kept) == len(codes) and len({base.mid_year for base in kept.values()}) == 1:
        return kept
    others = [census for census in lists if census != found.census]
    has = f": those held are of small areas of {others[0]}" if others and not held else ""
    reason = f"no residents for small areas of {found.census} are held{has}"
    remedy = f"Load the mid-year population estimates by small area of {found.census}."
    return _missing(evaluator, found, reason, remedy)


_BY_LSOA = {"level": ["lsoa"], "base": ["residents"]}


def _fifth(
    evaluator: Evaluator,
    found: SmallAreas,
    edition: int,
    fifth: int,
    codes: frozenset[str],
    base: Mapping[str, Base] | NotAvailable,
) -> Fifth:
    part, counts, total = f"imd{edition}-fifth-{fifth}", found.counts, Decimal(found.placed)
    what = f"{_WORDS[fifth]} of deprivation nationally"
    count = Decimal(sum(counts.get(code, 0) for code in codes))
    number = len(frozenset().union(*found.units))

    def figure(function: str, words: str, **values: Any) -> Figure:
        return _figure(evaluator, found, function, part, f"{words}, {what}", edition, **values)

    level = figure("level", "count", value=count, method=f"Count of {found.measure.nouns} in its small areas")
    share: Outcome = (
        figure(
            "share",
            "share",
            unit=Unit.PERCENT,
            places=1,
            value=to_decimal(count * _HUNDRED / total),
            numerator=count,
            denominator=total,
            denominator_label=f"{found.measure.nouns} with a small area",
            method="Part as a percentage of all; each share is rounded on its own",
        )
        if total
        else _missing(evaluator, found, f"there were no {found.measure.nouns} to take a share of")
    )
    return Fifth(
        fifth=fifth,
        areas=figure("areas", "small areas", value=Decimal(len(codes)), method="Count of small areas"),
        areas_share=figure(
            "areashare",
            "share of small areas",
            unit=Unit.PERCENT,
            places=1,
            value=to_decimal(len(codes) * _HUNDRED / Decimal(number)),
            numerator=Decimal(len(codes)),
            denominator=Decimal(number),
            denominator_label=f"small areas of {found.census}",
            method="Part as a percentage of all; each share is rounded on its own",
        ),
        level=level,
        share=share,
        rate=base if isinstance(base, NotAvailable) else _rate(figure, found.period, count, codes, base, found),
    )


def _rate(
    figure: Any, period: Period, count: Decimal, codes: frozenset[str], base: Mapping[str, Base], found: SmallAreas
) -> Figure:
    some = Base(sum(base[code].residents for code in codes), next(base[code].mid_year for code in codes))
    result = crude_rate(int(count), some.residents, scale=found.measure.scale)
    late = some.years_before(period)
    stale = (
        f"The latest estimate held is of mid-{some.mid_year}, {late} {plural(late, 'year')} before the period’s end."
    )
    made: Figure = figure(
        "rate",
        f"per {found.measure.scale:,} residents",
        unit=Unit.PER_1000,
        places=1,
        value=to_decimal(count * found.measure.scale / Decimal(some.residents)),
        numerator=count,
        denominator=Decimal(some.residents),
        denominator_label=some.label,
        low=None if result.low is None else to_decimal(result.low),
        high=to_decimal(result.high),
        method=f"Crude rate; interval by {result.method}",
        also=("population-lsoa",),
        notes=(stale,) if late else (),
    )
    return made


def _figure(
    evaluator: Evaluator, found: SmallAreas, function: str, part: str, what: str, edition: int, **values: Any
) -> Figure:
    key = Key(measure=found.measure.name, function=function, area=found.area, period=found.period, part=part)
    also = (f"deprivation-{edition}", *values.pop("also", ()))
    return place_figure(evaluator, found, key, what, **{"unit": Unit.COUNT, "also": also, **values})


_WORDS = {
    1: "most deprived fifth",
    2: "second most deprived fifth",
    3: "middle fifth",
    4: "second least deprived fifth",
    5: "least deprived fifth",
}
