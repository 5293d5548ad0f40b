"""Whether an authority differs from those of its kind by more than chance, and by more than authorities ordinarily do.

Each authority's count is set against what it would be at the rate of all of them together. Limits for chance alone are
too narrow for counts of this size: nearly every authority lies beyond them. So they are widened by the variance between
authorities, and those are the limits that a verdict goes by.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from frankpledge.analysis.funnel import LEVELS, Funnel, Label, Limits, exact_limits, funnel
from frankpledge.analysis.funnel import Area as Judged
from frankpledge.analysis.ratio import standardised_ratio
from frankpledge.measures.catalogue.crime import PARTNERSHIP_CRIME
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.measures.peers import STALE, Peer, Peers, table_figure
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Period
from frankpledge.terms.words import joined

INNER, OUTER = LEVELS
LEAST = 10
"""Fewer authorities cannot say how much authorities ordinarily differ."""

_STEPS = 40  # of a curve


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One authority in the funnel: its ratio, and where that lies against either pair of limits."""

    area: Area
    ratio: Figure
    chance: Limits
    adjusted: Limits
    chance_label: Label
    label: Label


@dataclass(frozen=True, kw_only=True)
class PeerFunnel:
    """The funnel, highest ratio first. `beyond` and `far_beyond` count authorities beyond the inner and outer limits.

    `chance_beyond` counts those beyond the inner limits for chance alone. `widened` says whether authorities differ by
    more than chance; where they do not, both pairs of limits are the same. `spread` is one standard deviation of the
    differences between authorities, in per cent of the group's rate.
    """

    standings: tuple[Standing, ...]
    own: Standing
    rate: Figure
    chance_beyond: Figure
    beyond: Figure
    far_beyond: Figure
    scatter: Figure
    spread: Figure
    widened: bool

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of it."""
        group = (self.rate, self.chance_beyond, self.beyond, self.far_beyond, self.scatter, self.spread)
        return (*(one.ratio for one in self.standings), *group)


def peer_funnel(evaluator: Evaluator, peers: Peers) -> PeerFunnel | NotAvailable:
    """The funnel of the authorities that a ranking holds; not available where the area itself is not ranked."""
    if peers.own is None or len(peers.ranked) < LEAST:
        return _not_available(peers)
    counts = [_count(peer) for peer in peers.ranked]
    people = [_there(peer.rate.denominator) for peer in peers.ranked]
    crimes, residents = sum(counts), sum(people, Decimal(0))
    expected = [crimes * one / residents for one in people]
    judged = funnel(counts, [float(one) for one in expected])
    rows = zip(peers.ranked, expected, judged.areas, strict=True)
    standings = tuple(_standing(evaluator, peer, wanted, area) for peer, wanted, area in rows)
    return PeerFunnel(
        standings=standings,
        own=next(one for one in standings if one.area == peers.own.area),
        rate=_overall(evaluator, peers, crimes, residents),
        **_counted(evaluator, peers, standings),
        scatter=_scatter(evaluator, peers, judged),
        spread=_spread(evaluator, peers, judged),
        widened=judged.tau2 > 0,
    )


def chance_curve(peers: PeerFunnel, level: float) -> tuple[tuple[float, float, float], ...]:
    """The limits for chance alone, from the smallest expected count to the largest: (expected, low, high)."""
    expected = [float(_there(one.ratio.denominator)) for one in peers.standings]
    first, times = min(expected), max(expected) / min(expected)
    grid = [first * times ** (step / _STEPS) for step in range(_STEPS + 1)]
    return tuple((one, *exact_limits(one, level=level)) for one in grid)


def _not_available(peers: Peers) -> NotAvailable:
    few = f"{len(peers.ranked)} of its kind can be ranked, and ten are needed to say how much they ordinarily differ"
    return NotAvailable(
        key=f"{PARTNERSHIP_CRIME.name}.ratio@{peers.number.area.code}@{peers.period}",
        label="Funnel of peers",
        reason="it cannot be ranked itself" if peers.own is None else few,
        remedy="Load population estimates with the codes of all authorities of its kind.",
    )


def _count(peer: Peer) -> int:
    return int(_there(peer.rate.numerator))


def _there(value: Decimal | None) -> Decimal:
    assert value is not None, "a rate of the ranking has its count and its residents"
    return value


def _standing(evaluator: Evaluator, peer: Peer, expected: Decimal, judged: Judged) -> Standing:
    wanted = to_decimal(expected, 6)
    ratio = standardised_ratio(_count(peer), float(expected))
    figure = table_figure(
        evaluator,
        _key(peer.area.code, peer.rate.period),
        "times what the rate of its group would give",
        unit=Unit.RATIO,
        value=to_decimal(_there(peer.rate.numerator) / expected),
        places=2,
        numerator=peer.rate.numerator,
        denominator=wanted,
        denominator_label="expected at the rate of all authorities of its kind",
        low=None if ratio.low is None else to_decimal(ratio.low),
        high=to_decimal(ratio.high),
        method=f"Count over expected count; interval by {ratio.method}",
        notes=(
            *peer.rate.notes,
            f"Against limits widened by how much authorities differ: {_plain(judged.adjusted_label)}. "
            f"Against limits for chance alone: {_plain(judged.label)}.",
        ),
    )
    return Standing(
        area=peer.area,
        ratio=figure,
        chance=judged.limits,
        adjusted=judged.adjusted,
        chance_label=judged.label,
        label=judged.adjusted_label,
    )


def _plain(label: Label) -> str:
    return "within them" if label == "not significant" else label


def _counted(evaluator: Evaluator, peers: Peers, standings: tuple[Standing, ...]) -> dict[str, Figure]:
    inner, outer = "beyond the 95% limits", "beyond the 99.8% limits"
    differ = "widened by how much authorities ordinarily differ"
    return {
        "chance_beyond": _number(
            evaluator, peers, "beyond-chance", f"{inner} for chance alone", [one.chance_label for one in standings]
        ),
        "beyond": _number(evaluator, peers, "beyond", f"{inner}, {differ}", [one.label for one in standings]),
        "far_beyond": _number(
            evaluator,
            peers,
            "far-beyond",
            f"{outer}, {differ}",
            [one.label if "0.001" in one.label else "not significant" for one in standings],
        ),
    }


def _number(evaluator: Evaluator, peers: Peers, part: str, what: str, labels: list[Label]) -> Figure:
    return table_figure(
        evaluator,
        _key(peers.number.area.code, peers.period, part),
        f"authorities of its kind {what}",
        unit=Unit.COUNT,
        value=Decimal(sum(label != "not significant" for label in labels)),
        numerator=Decimal(sum(label != "not significant" for label in labels)),
        denominator=Decimal(len(labels)),
        denominator_label="authorities ranked",
        method="Count of the authorities whose ratio lies beyond its limits",
    )


def _overall(evaluator: Evaluator, peers: Peers, count: int, people: Decimal) -> Figure:
    bases = sorted({peer.rate.denominator_label for peer in peers.ranked})
    return table_figure(
        evaluator,
        _key(peers.number.area.code, peers.period, "group-rate"),
        "per 1,000 residents, all ranked authorities of its kind together",
        unit=Unit.PER_1000,
        value=to_decimal(Decimal(count) * PARTNERSHIP_CRIME.scale / people),
        places=1,
        numerator=Decimal(count),
        denominator=people,
        denominator_label=joined(bases),
        method="Crimes of all ranked authorities over their residents",
        notes=tuple(sorted({note for peer in peers.ranked for note in peer.rate.notes if note.startswith(STALE)})),
    )


def _scatter(evaluator: Evaluator, peers: Peers, judged: Funnel) -> Figure:
    return table_figure(
        evaluator,
        _key(peers.number.area.code, peers.period, "scatter"),
        "scatter of its kind against chance (phi)",
        unit=Unit.RATIO,
        value=to_decimal(judged.phi),
        places=1,
        method="Mean square of the standardised log ratios, the outermost tenth on either side drawn in; 1 is chance",
    )


def _spread(evaluator: Evaluator, peers: Peers, judged: Funnel) -> Figure:
    tau2 = to_decimal(judged.tau2)
    return table_figure(
        evaluator,
        _key(peers.number.area.code, peers.period, "spread"),
        "standard deviation between authorities of its kind",
        unit=Unit.PERCENT,
        value=to_decimal((math.exp(math.sqrt(judged.tau2)) - 1) * 100),
        method=f"From the variance between the logs of their ratios, tau² = {tau2:.4f}, by the method of moments",
        notes=("Chance is taken out: this is how much the authorities themselves differ.",),
    )


def _key(area: str, year: Period, part: str = "") -> Key:
    return Key(measure=PARTNERSHIP_CRIME.name, function="ratio", area=area, period=year, part=part)
