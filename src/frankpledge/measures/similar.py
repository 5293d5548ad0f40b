"""The authorities most like one authority, and where its rate stands among theirs: by a list, or built here.

A list that the partnership gives, such as the Home Office's group, is taken as it is. Without one, the group is built
from what is held and shown with it. The two are never mixed, and their figures never share a key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from frankpledge.analysis.rank import rank_with_interval
from frankpledge.analysis.similar import SIZE, most_similar
from frankpledge.measures.circumstances import Circumstance, circumstances
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.measures.peers import SEED, STALE, Counted, LeftOut, rate_of, sort_out, table_figure, table_of
from frankpledge.measures.similar_built import Built, Like, account, likes, number_figure, similar_key
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Period
from frankpledge.terms.words import joined

_HELD_FOR = 0.9  # of the authorities: a thing held for fewer is not used, rather than leave so many out


@dataclass(frozen=True, kw_only=True)
class SimilarPeers:
    """An area among those most like it, nearest first, or by rate where a list was given.

    `average` is the unweighted mean of the members' rates, the area's own among them; `left_out` are those of a list
    that have no rate.
    """

    period: Period
    own: Figure
    members: tuple[Like, ...]
    average: Figure
    position: Figure
    number: Figure
    left_out: tuple[LeftOut, ...] = ()
    built: Built | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of it, the rates of the members aside, which are the ranking's."""
        own = (self.average, self.position, self.number)
        likes = (figure for like in self.members for figure in (like.distance, like.stays) if figure)
        return (*own, *likes, *(self.built.figures if self.built else ()))


def similar_peers(
    evaluator: Evaluator, area: str, period: Period, *, chosen: tuple[str, ...] = ()
) -> SimilarPeers | NotAvailable:
    """The group of `chosen` codes, or without any the group that is built; by the table that `peers` ranks by."""
    table = table_of(evaluator, area, period)
    if isinstance(table, NotAvailable):
        return table
    counted, left_out = sort_out(evaluator, dict.fromkeys([area, *(chosen or table.authorities)]), table)
    own = next((one for one in counted if one.area.code == area), None)
    if own is None:
        why = next(one.reason for one in left_out if one.area.code == area)
        return _none(evaluator, area, table.year, f"{evaluator.areas.name_of(area)} has no rate: {why}")
    if chosen:
        return _listed(evaluator, own, counted, left_out, table.year)
    return _built(evaluator, own, counted, table.year)


def _none(evaluator: Evaluator, area: str, year: Period, reason: str, remedy: str = "") -> NotAvailable:
    name = evaluator.areas.name_of(area)
    return NotAvailable(
        key=str(similar_key(area, year)), label=f"Authorities most like {name}", reason=reason, remedy=remedy
    )


def _listed(
    evaluator: Evaluator, own: Counted, counted: Sequence[Counted], left_out: tuple[LeftOut, ...], year: Period
) -> SimilarPeers | NotAvailable:
    others = [one for one in counted if one is not own]
    if not others:
        return _none(evaluator, own.area.code, year, "none of the authorities listed has a rate")
    members = [Like(area=one.area, rate=rate_of(evaluator, one, year)) for one in others]
    members.sort(key=lambda like: (-like.rate.value, like.area.code))
    return SimilarPeers(**_standing(evaluator, own, others, year, "chosen-"), members=tuple(members), left_out=left_out)


def _built(evaluator: Evaluator, own: Counted, counted: Sequence[Counted], year: Period) -> SimilarPeers | NotAvailable:
    used, unused = _usable(evaluator, own, counted, year)
    counted = _candidates(own, counted, used)
    name = own.area.name
    if not used:
        reason = f"nothing is held by which authorities like {name} could be found"
        return _none(evaluator, own.area.code, year, reason, f"Load {joined(_remedies(unused), 'or')}.")
    placed = {one.area.code: one for one in counted if all(one.area.code in each.values for each in used)}
    if len(placed) <= SIZE:
        reason = f"only {len(placed)} authorities can be compared, and a group of {SIZE} besides {name} is looked for"
        return _none(evaluator, own.area.code, year, reason)
    values = {one.name: {code: float(one.values[code].value) for code in placed} for one in used}
    group = most_similar(own.area.code, values)
    return SimilarPeers(
        **_standing(evaluator, own, [placed[member.area] for member in group.members], year, "built-"),
        members=likes(evaluator, group, placed, year),
        built=account(evaluator, group, used, unused, counted, placed, year),
    )


def _candidates(own: Counted, counted: Sequence[Counted], used: Sequence[Circumstance]) -> Sequence[Counted]:
    """All authorities; only those of the area's nation where something used is of one nation alone, as the indices."""
    abroad = {one.area.code for one in counted if one.area.code[0] != own.area.code[0]}
    if all(len(abroad & one.values.keys()) >= _HELD_FOR * len(abroad) for one in used):
        return counted
    return [one for one in counted if one.area.code not in abroad]


def _usable(
    evaluator: Evaluator, own: Counted, counted: Sequence[Counted], year: Period
) -> tuple[list[Circumstance], list[tuple[str, str, str]]]:
    """What is held for the area and nearly all of its nation; and title, reason and remedy of what is not."""
    used, unused = [], []
    near = [one.area.code for one in counted if one.area.code[0] == own.area.code[0]]
    for title, remedy, held in circumstances(evaluator, [one.area.code for one in counted], year):
        if held is None:
            unused.append((title, "not held", remedy))
        elif own.area.code not in held.values:
            unused.append((title, f"not held for {own.area.name}", remedy))
        elif (having := len(held.values.keys() & set(near))) < _HELD_FOR * len(near):
            unused.append((title, f"held for {having} of {len(near)} authorities only", remedy))
        elif len({one.value for one in held.values.values()}) == 1:
            unused.append((title, "the same everywhere", remedy))
        else:
            used.append(held)
    return used, unused


def _remedies(unused: Iterable[tuple[str, str, str]]) -> list[str]:
    return list(dict.fromkeys(remedy for _, _, remedy in unused))


def _standing(evaluator: Evaluator, own: Counted, others: Sequence[Counted], year: Period, how: str) -> dict[str, Any]:
    """The figures of an area among the members of its group. `how` begins their parts, so that no two groups mix."""
    every = [own, *others]
    rates = {one.area.code: rate_of(evaluator, one, year) for one in every}
    ranks = rank_with_interval([one.count for one in every], [one.base.residents for one in every], seed=SEED)
    mean = sum((rate.value for rate in rates.values()), Decimal(0)) / len(rates)
    stale = tuple(sorted({note for rate in rates.values() for note in rate.notes if note.startswith(STALE)}))
    code = own.area.code
    return {
        "period": year,
        "own": rates[code],
        "average": table_figure(
            evaluator,
            similar_key(code, year, f"{how}average"),
            "per 1,000 residents, average of the most similar authorities",
            unit=Unit.PER_1000,
            value=to_decimal(mean),
            places=1,
            method=f"Unweighted mean of the rates of {len(every)} authorities, its own among them",
            notes=stale,
        ),
        "position": table_figure(
            evaluator,
            similar_key(code, year, f"{how}rank"),
            "rank by rate among the most similar authorities",
            unit=Unit.RANK,
            value=Decimal(ranks[0].position),
            low=Decimal(ranks[0].low),
            high=Decimal(ranks[0].high),
            method=ranks[0].method,
            notes=(f"One of {len(every)}; highest rate is first.",),
        ),
        "number": number_figure(
            evaluator, similar_key(code, year, f"{how}number"), "authorities in its group", len(every)
        ),
    }
