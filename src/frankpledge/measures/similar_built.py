"""A group that was built: how far each member is, what it was built by, and how much it hangs on any one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from frankpledge.analysis.similar import SimilarGroup
from frankpledge.measures.catalogue.crime import PARTNERSHIP_CRIME
from frankpledge.measures.circumstances import Circumstance
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import Figure
from frankpledge.measures.peers import Counted, LeftOut, rate_of, table_figure
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Period
from frankpledge.terms.words import joined

_NATIONS = {"E": "England", "W": "Wales"}
FEW = 4
"""With fewer things to go by, a group is a rough one."""


@dataclass(frozen=True, kw_only=True)
class Like:
    """A member of a group. `distance` and `stays` are of a group that was built: how unlike it is, and in how many of
    the groups it still is when one thing at a time is left out."""

    area: Area
    rate: Figure
    distance: Figure | None = None
    stays: Figure | None = None


@dataclass(frozen=True, kw_only=True)
class Trait:
    """One thing that the group was built by: in the area, in the group on average, among all; who goes without it."""

    title: str
    period: Period
    own: Figure
    group: Figure
    all: Figure
    goes: Figure


@dataclass(frozen=True, kw_only=True)
class Built:
    """How a group was built, and of which nations. `unused` names each thing that was not used, with the reason."""

    traits: tuple[Trait, ...]
    unused: tuple[tuple[str, str], ...]
    candidates: Figure
    nations: str
    unplaced: tuple[LeftOut, ...]
    always: Figure

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of it."""
        traits = (figure for one in self.traits for figure in (one.own, one.group, one.all, one.goes))
        return (self.candidates, self.always, *traits)


def likes(evaluator: Evaluator, group: SimilarGroup, placed: Mapping[str, Counted], year: Period) -> tuple[Like, ...]:
    return tuple(
        Like(
            area=placed[member.area].area,
            rate=rate_of(evaluator, placed[member.area], year),
            distance=table_figure(
                evaluator,
                similar_key(group.area, year, f"distance-{member.area.lower()}"),
                f"distance in what goes with crime to {placed[member.area].area.name}",
                unit=Unit.SCORE,
                value=to_decimal(member.distance, 6),
                places=2,
                method=group.method,
                notes=("In standard deviations; nearer authorities are more alike.",),
            ),
            stays=number_figure(
                evaluator,
                similar_key(group.area, year, f"stays-{member.area.lower()}"),
                f"groups that {placed[member.area].area.name} is in with one thing at a time left out",
                member.stays,
                of=(len(group.variables), "groups"),
            ),
        )
        for member in group.members
    )


def account(
    evaluator: Evaluator,
    group: SimilarGroup,
    used: Sequence[Circumstance],
    unused: Sequence[tuple[str, str, str]],
    counted: Sequence[Counted],
    placed: Mapping[str, Counted],
    year: Period,
) -> Built:
    goes = {one.variable: len(one.leaves) for one in group.without}
    always = sum(member.stays == len(group.variables) for member in group.members)
    return Built(
        traits=tuple(_trait(evaluator, group, one, goes.get(one.name, 0), list(placed), year) for one in used),
        unused=tuple((title, reason) for title, reason, _ in unused),
        candidates=number_figure(
            evaluator,
            similar_key(group.area, year, "candidates"),
            "authorities that its group was chosen from",
            len(placed),
        ),
        nations=joined(_NATIONS[letter] for letter in sorted({code[0] for code in placed})),
        unplaced=tuple(
            LeftOut(area=one.area, reason=f"no {joined(_lacking(one, used), 'nor')}")
            for one in counted
            if one.area.code not in placed
        ),
        always=number_figure(
            evaluator,
            similar_key(group.area, year, "always"),
            "authorities that are in its group whichever one thing is left out",
            always,
            of=(len(group.members), "authorities"),
        ),
    )


def _lacking(one: Counted, used: Sequence[Circumstance]) -> list[str]:
    return [each.title[0].lower() + each.title[1:] for each in used if one.area.code not in each.values]


def _trait(
    evaluator: Evaluator, group: SimilarGroup, one: Circumstance, goes: int, placed: Sequence[str], year: Period
) -> Trait:
    members = [group.area, *(member.area for member in group.members)]
    own = one.values[group.area]
    return Trait(
        title=one.title,
        period=one.period,
        own=_value(
            evaluator,
            group.area,
            one,
            "own",
            own.value,
            numerator=own.numerator,
            denominator=own.denominator,
            denominator_label=one.base,
            method=one.method,
        ),
        group=_value(evaluator, group.area, one, "group", _mean(one, members), method=_MEAN.format(len(members))),
        all=_value(evaluator, group.area, one, "all", _mean(one, placed), method=_MEAN.format(len(placed))),
        goes=number_figure(
            evaluator,
            similar_key(group.area, year, f"goes-{one.name}"),
            f"authorities that leave its group without {one.title[0].lower() + one.title[1:]}",
            goes,
            of=(len(group.members), "authorities"),
        ),
    )


_MEAN = "Unweighted mean of the values of {} authorities"


def _mean(one: Circumstance, areas: Sequence[str]) -> Decimal:
    rates = [one.values[code].value for code in areas]
    return to_decimal(sum(rates, Decimal(0)) / len(rates), 6)


def _value(evaluator: Evaluator, area: str, one: Circumstance, of: str, value: Decimal, **values: Any) -> Figure:
    """A circumstance of the area or of a group. It is of its own period, and its key is of no measure of crime."""
    whose = {"own": "", "group": ", mean of its group", "all": ", mean of all that could be compared"}[of]
    name = evaluator.areas.name_of(area)
    return Figure(
        key=str(Key(measure="circumstances", function="level", area=area, period=one.period, part=f"{one.name}-{of}")),
        label=f"{one.title}, {name}{whose}, {one.period.label}",
        area=evaluator.area(area),
        period=one.period,
        unit=one.unit,
        value=value,
        places=one.places,
        sources=(one.source,),
        edition=evaluator.edition,
        **values,
    )


def number_figure(
    evaluator: Evaluator, key: Key, what: str, number: int, *, of: tuple[int, str] | None = None
) -> Figure:
    base = (
        {} if of is None else {"numerator": Decimal(number), "denominator": Decimal(of[0]), "denominator_label": of[1]}
    )
    return table_figure(
        evaluator, key, what, unit=Unit.COUNT, value=Decimal(number), method="Count of authorities", **base
    )


def similar_key(area: str, year: Period, part: str = "") -> Key:
    return Key(measure=PARTNERSHIP_CRIME.name, function="similar", area=area, period=year, part=part)
