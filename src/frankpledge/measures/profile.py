"""Profiles of time: the hours and the days at which crimes happened, from a police extract and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from frankpledge.analysis.aoristic import Hours, aoristic
from frankpledge.analysis.disclosure.primary import THRESHOLD
from frankpledge.analysis.disclosure.protect import Protected, UnprotectableError, protect
from frankpledge.analysis.disclosure.table import Table
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.level import label_of
from frankpledge.measures.model import Figure, Measure, NotAvailable, Withheld
from frankpledge.record.mapping import AGES, Field
from frankpledge.store.query_crimes import COLUMNS, crime_spans, values_in
from frankpledge.store.tables import CRIMES
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Month, Period, runs
from frankpledge.terms.words import joined

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Cell: TypeAlias = frozenset[tuple[str, str]]
"""A cell of a table by what its crimes have in common, column and value; without any it is the whole."""

WHOLE: Cell = frozenset()
UNDER_18_THRESHOLD = 10
LEAST = 30
"""Crimes that a profile of hours needs. Of fewer it says little, and could say when a certain person was harmed."""

MONTHS_ONLY = "data.police.uk gives months only"
REMEDY = "Ask the force for its record-level extract and map it: frankpledge map WORKSPACE FILE."
_METHOD = (
    "Crimes spread evenly between the earliest and the latest time at which each can have happened (aoristic weights, "
    "Ratcliffe 2002), by the London clock"
)
EXTRACTED = Measure(
    name="extract-crime",
    title="Crime in the police extract",
    noun="crime",
    nouns="crimes",
    events=CRIMES.name,
    where=(),
    citation="Police extract, one row a crime",
    why_it_matters="When, where, with what and to whom crimes happen, which the published files do not say.",
    limitation="Only what the force recorded: times are those that somebody gave; ages and weapons are often missing.",
    checked_by="the makers of Frankpledge",
    review_by=date(2027, 11, 1),
)


@dataclass(frozen=True, kw_only=True)
class TimeProfile:
    """Expected crimes in each hour of the day and on each day of the week, and what they leave out.

    `hours` hold only the crimes whose span is of a day at most, `days` all; each adds up to its crimes. `long_spans` is
    the share of all that the hours leave out, `without_end` how many give no latest time and stand where they began.
    """

    hours: tuple[Figure, ...]
    days: tuple[Figure, ...]
    long_spans: Figure
    without_end: Figure
    protected: Protected


def times(
    evaluator: Evaluator, measure: Measure, area: str, period: Period, *, earlier: Sequence[Protected] = ()
) -> TimeProfile | NotAvailable | Withheld:
    """The profile of a measure's crimes by hour of the day and day of the week.

    A profile tells how many crimes it is of. Where tables published before (`earlier`) keep that number back, or it
    would undo what they keep back, the profile is withheld; its own `protected` is for what is published after it.
    """
    missing = why_not(evaluator, measure, area, period, "hour", ", by hour and day")
    if missing:
        return missing
    spread = aoristic(crime_spans(evaluator.library, where=where_of(measure, area), period=period))
    key, label = _named(evaluator, measure, area, period, "hour", ", by hour and day")
    if not spread.spread:
        return NotAvailable(key=key, label=label, reason=f"there were no {measure.nouns}")
    if spread.short < LEAST:
        why = f"fewer than {LEAST} {measure.nouns} have a time that is known to the day"
        return Withheld(key=key, label=label, reason=f"{why}, too few to show when they happened")
    protected = _protected(measure, area, period, spread.spread, earlier)
    if protected is None:
        why = f"how many {measure.nouns} it is of would let a small number in another table be worked out"
        return Withheld(key=key, label=label, reason=why)
    return _profile(evaluator, measure, area, period, spread, protected)


def _protected(
    measure: Measure, area: str, period: Period, crimes: int, earlier: Sequence[Protected]
) -> Protected | None:
    """The number of crimes as a release of its own; None where it must not be told. One told before tells no more."""
    key = crimes_key(measure, area, period)
    told = any(release.published.get(key) is not None for release in earlier)
    try:
        found = protect(Table({key: crimes}), threshold=threshold_of(measure), earlier=() if told else earlier)
    except UnprotectableError:
        return None
    return None if found.published[key] is None else found


def _profile(
    evaluator: Evaluator, measure: Measure, area: str, period: Period, spread: Hours, protected: Protected
) -> TimeProfile:
    days = [sum(spread.week[24 * day : 24 * day + 24]) for day in range(len(DAYS))]
    one = _Maker(evaluator, measure, area, period)
    short = (spread.short, f"{measure.nouns} whose time is known to the day")
    return TimeProfile(
        hours=tuple(
            one.expected("hour", f"{hour:02}", f", {hour:02}:00 to {hour:02}:59", weight, short)
            for hour, weight in enumerate(spread.day)
        ),
        days=tuple(
            one.expected("day", name.lower(), f", {name}s", weight, (spread.spread, measure.nouns))
            for name, weight in zip(DAYS, days, strict=True)
        ),
        long_spans=one.share(
            "span", ", known to more than a day only", spread.spread - spread.short, (spread.spread, measure.nouns)
        ),
        without_end=one.count("end", ", without a latest time", spread.without_end),
        protected=protected,
    )


def armed(evaluator: Evaluator, measure: Measure, area: str, weapon: str = "") -> Measure:
    """The measure's crimes with a weapon recorded, or with the one given in the force's own words.

    Raises MeasureError for a weapon that no crime has: nought would be the wrong answer to a word that nobody uses.
    """
    known = values_in(evaluator.library, "weapon", area=area)
    if weapon and weapon not in known:
        raise MeasureError(
            f"No crime of the extracts held has the weapon {weapon!r}",
            expected=", ".join(known) or "a weapon that is recorded",
            remedy="Write it as the force does.",
        )
    what = slugs(known)[weapon] if weapon else "a-weapon"
    words = f", weapon recorded: {weapon}" if weapon else ", any weapon recorded"
    return replace(
        measure,
        name=f"{measure.name}-with-{what}",
        title=f"{measure.title}{words}",
        where=(*measure.where, ("weapon", (weapon,) if weapon else known)),
        within="",
        groups=(),
    )


def why_not(
    evaluator: Evaluator, measure: Measure, area: str, period: Period, function: str, what: str
) -> NotAvailable | None:
    """Why the extracts held cannot answer for a measure in an area and a period; None where they can."""
    key, label = _named(evaluator, measure, area, period, function, what)
    edition = evaluator.library.edition
    if measure.events == "street" or {column for column, _ in measure.where} - COLUMNS:
        reason = f"{MONTHS_ONLY}, and {measure.title} is counted from it"
        if measure.events != "street":
            reason = f"{measure.title} is counted from a table that gives no single crimes"
        return NotAvailable(key=key, label=label, reason=reason, remedy="Ask for a measure of recorded offences.")
    if not edition.of_table(CRIMES.name):
        reason = f"{MONTHS_ONLY}, and no record-level extract of the police is held"
        return NotAvailable(key=key, label=label, reason=reason, remedy=REMEDY)
    gaps = set(period) - months_of(evaluator, area)
    if not gaps:
        return None
    reason = f"no record-level extract of {joined(run.label for run in runs(gaps))} is held"
    return NotAvailable(key=key, label=label, reason=f"{reason}: {MONTHS_ONLY}", remedy=REMEDY)


def months_of(evaluator: Evaluator, area: str) -> frozenset[Month]:
    """The months of an area that the extracts held speak of."""
    return evaluator.library.edition.months_covered(CRIMES.name, frozenset({area}))


def recorded(evaluator: Evaluator, area: str, fields: Iterable[Field]) -> tuple[Field, ...]:
    """Those of some columns that any crime of the area has a value in."""
    return tuple(field for field in fields if values_in(evaluator.library, field, area=area))


def where_of(measure: Measure, area: str) -> dict[str, list[str | None]]:
    """What the crimes of a measure hold, as a query takes it."""
    return {"authority": [area], **{column: list(values) for column, values in measure.where}}


def threshold_of(measure: Measure, columns: Iterable[str] = ()) -> int:
    """Below it a count is small: ten where a table tells of persons under eighteen, five elsewhere.

    Whether there are any such persons is not asked: the choice would tell it.
    """
    asked = {*columns, *(column for column, _ in measure.where)}
    return UNDER_18_THRESHOLD if asked & {*AGES, "youth"} else THRESHOLD


def fixed_by(measure: Measure, crossed: Iterable[str] = ()) -> Cell:
    """The conditions of a measure that are the same as being in a cell: they allow one value of a column."""
    one = {(column, allowed[0]) for column, allowed in measure.where if len(allowed) == 1}
    return frozenset(pair for pair in one if pair[0] not in set(crossed))


def crimes_key(
    measure: Measure, area: str, period: Period, cell: Cell = WHOLE, crossed: Iterable[str] = ()
) -> tuple[str, str, tuple[object, ...], Cell]:
    """Crimes as disclosure control knows them: the same crimes have the same key, whatever asks for them.

    `crossed` are the columns of the tables in which the cell stands.
    """
    fixed = fixed_by(measure, crossed)
    rest = tuple(sorted(pair for pair in measure.where if pair[0] not in {column for column, _ in fixed}))
    return (area, str(period), rest, cell | fixed)


def notes_of(evaluator: Evaluator, measure: Measure) -> tuple[str, ...]:
    """What the extracts and the measure leave unsaid, each once."""
    parts = evaluator.library.edition.of_table(CRIMES.name)
    limits = [measure.limitation, *(part.publication.limitation for part in parts)]
    return tuple(dict.fromkeys(note for note in [*limits, *(r for part in parts for r in part.remarks)] if note))


def slugs(values: Sequence[str]) -> dict[str, str]:
    """`Knife / blade` → `knife-blade`, as the part of a figure's name; values that would be alike get a number."""
    found: dict[str, str] = {}
    for value in values:
        plain = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in value.lower())
        short = "-".join(plain.split()) or "value"
        found[value] = short if short not in found.values() else f"{short}-{len(found) + 1}"
    return found


def _named(
    evaluator: Evaluator, measure: Measure, area: str, period: Period, function: str, what: str
) -> tuple[str, str]:
    key = Key(measure=measure.name, function=function, area=area, period=period)
    return str(key), label_of(evaluator, measure, key, what)


@dataclass(frozen=True)
class _Maker:
    """Makes the figures of one profile: they differ in their name, value and base alone."""

    evaluator: Evaluator
    measure: Measure
    area: str
    period: Period

    def _figure(self, function: str, part: str, what: str, unit: Unit, value: float | Decimal) -> Figure:
        key = Key(measure=self.measure.name, function=function, area=self.area, period=self.period)
        return Figure(
            key=str(replace(key, part=part)),
            label=label_of(self.evaluator, self.measure, key, what),
            area=self.evaluator.area(self.area),
            period=self.period,
            unit=unit,
            value=to_decimal(value),
            method=_METHOD,
            sources=tuple(sorted({p.source for p in self.evaluator.library.edition.of_table(CRIMES.name)})),
            edition=self.evaluator.edition,
            notes=notes_of(self.evaluator, self.measure),
        )

    def expected(self, function: str, part: str, what: str, weight: float, base: tuple[int, str]) -> Figure:
        found = self._figure(function, part, what, Unit.COUNT, weight)
        return replace(
            found, places=1, evidence="estimated", denominator=to_decimal(base[0]), denominator_label=base[1]
        )

    def share(self, function: str, what: str, part: int, base: tuple[int, str]) -> Figure:
        found = self._figure(function, "", what, Unit.PERCENT, Decimal(100 * part) / base[0])
        return replace(
            found,
            places=1,
            numerator=to_decimal(part),
            denominator=to_decimal(base[0]),
            denominator_label=base[1],
            method="Crimes whose earliest and latest times lie more than a day apart; the hours leave them out",
        )

    def count(self, function: str, what: str, number: int) -> Figure:
        found = self._figure(function, "", what, Unit.COUNT, number)
        return replace(found, method="Count of crimes without a latest time: each stands in the hour in which it began")
