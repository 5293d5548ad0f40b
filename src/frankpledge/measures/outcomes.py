"""What became of crimes: the share with each outcome as last published, and the share with none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from frankpledge.geography.placing import place_rows
from frankpledge.measures.catalogue.crime import STREET_CATEGORIES, STREET_CRIME
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import Figure, NotAvailable, Outcome
from frankpledge.measures.police import Told, area_named, by_slug, months_held, no_such_part, not_held, slug_of
from frankpledge.store.query import distinct
from frankpledge.store.query_police import last_outcomes
from frankpledge.terms.area import Area
from frankpledge.terms.period import Month, Period

NAME, TITLE = "outcomes", "Outcomes of crimes in the street-level files"
NONE, SEVERAL = "none", "several"
_WORDS = {NONE: "no outcome published", SEVERAL: "several outcomes in the last month that has any"}
_METHOD = "Each crime with its last published outcome, linked by the Crime ID"
_LIMITATION = (
    "What a court decided is not in these files. A crime without a published outcome may still be under investigation."
)


@dataclass(frozen=True, kw_only=True)
class OutcomeShares:
    """What became of the crimes of an area and a period; each share is of the same crimes.

    `shares` has each outcome, the commonest first; `given` and `without` are the crimes with any and with none.
    `until` is the last month of the unbroken run of outcomes held.
    """

    area: Area
    period: Period
    until: Month
    shares: tuple[Figure, ...]
    given: Figure
    without: Figure


def outcome_shares(evaluator: Evaluator, area: str, period: Period) -> OutcomeShares | NotAvailable:
    """The crimes of the street-level files by the outcome last published for each. Incidents of ASB are no crimes.

    `area` is a force or anything that small areas can be placed in. Outcomes count that were published from the
    period's first month on, through the months held without a gap.
    """
    counted = _counted(evaluator, area, period)
    if isinstance(counted, NotAvailable):
        return counted
    told, until, outcomes = counted
    every = [_share(told, outcomes, slug, words) for slug, words, _ in by_slug(_published(outcomes))]
    return OutcomeShares(
        area=told.area,
        period=period,
        until=until,
        shares=(*every, *([_share(told, outcomes, SEVERAL)] if outcomes[SEVERAL] else [])),
        given=_share(told, outcomes, ""),
        without=_share(told, outcomes, NONE),
    )


def outcome_months(evaluator: Evaluator, area: str) -> frozenset[Month]:
    """The months for which both crimes and outcomes of an area are held."""
    around = place_rows(evaluator.areas, "street", area).covered_by
    return months_held(evaluator, "outcomes", around) & frozenset(evaluator.counts(STREET_CRIME, area).by_month)


def outcome_figure(evaluator: Evaluator, key: Key) -> Outcome:
    """One share, or with the function `level` its count: of a part, of `none`, or without a part of any outcome.

    Raises MeasureError for an outcome that no file held publishes.
    """
    counted = _counted(evaluator, key.area, key.period, key)
    if isinstance(counted, NotAvailable):
        return counted
    told, _, outcomes = counted
    words = {slug_of(value): str(value) for (value,) in distinct(evaluator.library, "outcomes", ("outcome",))} | _WORDS
    if key.part and key.part not in words:
        raise no_such_part(TITLE, key.part, words)
    found = _share(told, outcomes, key.part, words.get(key.part, ""))
    if key.function == "level" and found.numerator is not None:
        return told.level(int(found.numerator), key.part, words.get(key.part, ""), method=_METHOD)
    return found


def _counted(
    evaluator: Evaluator, area: str, period: Period, key: Key | None = None
) -> tuple[Told, Month, Counter[str]] | NotAvailable:
    """Crimes by last outcome, as published or `none` or `several`; or why crimes and outcomes cannot be linked."""
    crimes = evaluator.counts(STREET_CRIME, area)
    placing = place_rows(evaluator.areas, "street", area)
    held = months_held(evaluator, "outcomes", placing.covered_by)
    total = crimes.total(period)
    until = _until(period, held)
    told = Told(
        measure=NAME,
        title=TITLE,
        area=area_named(evaluator, area),
        period=period,
        sources=("outcomes", *crimes.sources),
        edition=evaluator.edition,
        notes=(_LIMITATION, _followed(period, until)),
    )
    why = crimes.why_missing(period) if total is None else not_held("outcomes", period, held)
    if why or not total:
        function, part = (key.function, key.part) if key else ("share", "")
        return told.missing(function, why or "there were no crimes to take a share of", part=part)
    rows = last_outcomes(
        evaluator.library,
        period,
        until,
        categories=STREET_CATEGORIES,
        force=str(next(iter(placing.where.get("force", ())), "")),
        small_areas=[code for code in placing.where.get("lsoa", ()) if code],
    )
    found: Counter[str] = Counter()
    for outcome, together, count in rows:
        found[outcome or (SEVERAL if together else NONE)] += count
    return told, until, found


def _until(period: Period, held: frozenset[Month]) -> Month:
    """The last month of the unbroken run of months held from the period's end: past a gap, outcomes were missed."""
    last = period.last
    while last.plus(1) in held:
        last = last.plus(1)
    return last


def _followed(period: Period, until: Month) -> str:
    run = Period(period.first, until).label
    return f"Outcomes published in {run} are counted: crimes recorded late in it have had less time for one."


def _published(outcomes: Counter[str]) -> dict[str, int]:
    return {value: count for value, count in outcomes.items() if value not in _WORDS}


def _share(told: Told, outcomes: Counter[str], part: str, words: str = "") -> Figure:
    """The share of one outcome by its slug, of `none`, of `several`, or (no part) of any outcome."""
    if part in _WORDS:
        count = outcomes[part]
    else:
        slugs = {slug: number for slug, _, number in by_slug(_published(outcomes))}
        count = slugs.get(part, 0) if part else outcomes.total() - outcomes[NONE]
    said = words or _WORDS.get(part, "any outcome published")
    return told.share(count, outcomes.total(), "crimes", part, said, method=_METHOD)
