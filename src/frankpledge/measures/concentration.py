"""How few small areas hold a quarter and half of what fell in an area, and how few chance alone would need."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from frankpledge.analysis.concentration import gini
from frankpledge.analysis.holding import Holding, areas_holding, gini_by_chance
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.measures.small_areas import SmallAreas, missing, place_figure
from frankpledge.terms.numbers import Unit, to_decimal

SEED = 20_200_402
_SHARES = (("quarter", 0.25), ("half", 0.5))


@dataclass(frozen=True, kw_only=True)
class Held:
    """How many areas hold a share of all events; how many chance would need, with the range of its draws.

    `concentrated` where fewer are needed than in all but one in forty of the draws.
    """

    areas: Figure
    chance: Figure
    concentrated: bool


@dataclass(frozen=True, kw_only=True)
class Concentration:
    """What the rows with a small area tell. `number` is how many small areas there are, `placed` how many events."""

    placed: Figure
    number: Figure
    quarter: Held
    half: Held
    gini: Figure
    gini_chance: Figure


def concentration(evaluator: Evaluator, found: SmallAreas) -> Concentration | NotAvailable:
    """The concentration of counts by small area; not available with fewer than three areas or two events."""
    counts = found.by_unit
    index, even = gini(counts), gini_by_chance(counts, seed=SEED)
    if index is None or even is None:
        reason = "too few small areas or too few events to speak of concentration"
        return missing(evaluator, found.measure, found.area, found.period, reason)
    held = {name: _held(evaluator, found, counts, name, share) for name, share in _SHARES}
    return Concentration(
        placed=_figure(
            evaluator,
            found,
            "placed",
            "with a small area",
            value=Decimal(sum(counts)),
            method=f"Count of {found.measure.nouns} that have a small area",
        ),
        number=_figure(
            evaluator, found, "areas", "small areas", value=Decimal(len(counts)), method=f"Count of {_unit(found)}"
        ),
        quarter=held["quarter"],
        half=held["half"],
        gini=_figure(
            evaluator,
            found,
            "gini",
            "Gini coefficient over small areas",
            value=to_decimal(index.generalised),
            places=2,
            low=_bound(index.low),
            high=_bound(index.high),
            denominator=Decimal(len(counts)),
            denominator_label=_unit(found),
            method=f"{index.method}; 0 is as even as so many can be, 1 is all in one area",
        ),
        gini_chance=_figure(
            evaluator,
            found,
            "gini-chance",
            "Gini coefficient that chance alone would give",
            value=to_decimal(even),
            places=2,
            method="Mean over random draws of as many events over equally likely areas",
        ),
    )


def _held(evaluator: Evaluator, found: SmallAreas, counts: list[int], name: str, share: float) -> Held:
    result = areas_holding(counts, share=share, seed=SEED)
    assert result is not None, "asked only where there are events"
    busiest = sorted(counts, reverse=True)[: result.areas]
    areas = _figure(
        evaluator,
        found,
        name,
        f"fewest small areas that hold a {name}" if name == "quarter" else "fewest small areas that hold half",
        value=Decimal(result.areas),
        denominator=Decimal(len(counts)),
        denominator_label=_unit(found),
        method="Small areas in the order of their counts, the busiest first, until the share is reached",
        notes=(f"They hold {sum(busiest):,} of {sum(counts):,} {found.measure.nouns}.", _odds(result)),
    )
    chance = _figure(
        evaluator,
        found,
        f"{name}-chance",
        f"small areas that chance alone would need for a {name}"
        if name == "quarter"
        else "small areas that chance alone would need for half",
        value=to_decimal(result.chance),
        low=to_decimal(result.chance_low),
        high=to_decimal(result.chance_high),
        method=f"Mean {result.method}; the range holds 95 in 100 draws",
    )
    return Held(areas=areas, chance=chance, concentrated=result.areas < result.chance_low)


def _odds(result: Holding) -> str:
    p = "below 0.001" if result.p < 0.001 else f"{result.p:.3f}"
    return f"Probability of needing so few, were each area as likely as another: {p}, {result.method}."


def _unit(found: SmallAreas) -> str:
    if found.census:
        return f"small areas of {found.census}"
    return "small areas, some joined so that the lists of both censuses make them up"


def _figure(evaluator: Evaluator, found: SmallAreas, part: str, what: str, **values: Any) -> Figure:
    key = Key(measure=found.measure.name, function="concentration", area=found.area, period=found.period, part=part)
    return place_figure(evaluator, found, key, what, unit=Unit.COUNT, **values)


def _bound(value: float | None) -> Decimal | None:
    return None if value is None else to_decimal(value)
