"""What the chapters of one document share: evidence, record, area and period, and short names for figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from frankpledge.measures.calculate import calculate
from frankpledge.measures.catalogue import MEASURES, measure
from frankpledge.measures.change import change, like_for_like
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.few import UNSHOWN, protected, threshold_of
from frankpledge.measures.key import FUNCTIONS, Key, parse_key
from frankpledge.measures.model import Figure, Measure, NotAvailable, Outcome, Withheld
from frankpledge.measures.peers import Peers, peers
from frankpledge.measures.stated import stated_figure, with_statements_of
from frankpledge.record.model import Annotation, Record, Statement
from frankpledge.store.tables import SERIES
from frankpledge.terms.area import Area
from frankpledge.terms.errors import WorkspaceError
from frankpledge.terms.period import Month, Period, runs
from frankpledge.terms.places import authorities
from frankpledge.terms.words import closest

_TREND_MONTHS = 60
_EPOCH = Month(2000, 1)
_CRIME_BY_PREFERENCE = ("recorded-crime", "street-crime")


@dataclass(frozen=True)
class Story:
    """One document in the making."""

    evaluator: Evaluator
    record: Record

    @property
    def area(self) -> Area:
        return Area(self.record.partnership.area, self.record.partnership.area_name)

    @property
    def period(self) -> Period:
        return self.record.partnership.period

    @cached_property
    def crime(self) -> Measure:
        """Offences by code where they are held for the period, else the street-level files."""
        for name in _CRIME_BY_PREFERENCE:
            if self.evaluator.counts(measure(name), self.area.code).total(self.period) is not None:
                return measure(name)
        return measure(_CRIME_BY_PREFERENCE[-1])

    @property
    def asb(self) -> Measure:
        return measure("asb")

    @cached_property
    def peers(self) -> Peers | NotAvailable:
        return peers(self.evaluator, self.area.code, self.period)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What partners state: the record's statements, then those of files."""
        return with_statements_of(self.evaluator.library, self.record.statements)

    def breaks(self, about: Measure) -> list[Annotation]:
        """Changes in how a measure is recorded."""
        return [
            note
            for note in self.record.annotations
            if note.kind == "recording break" and (not note.measures or about.name in note.measures)
        ]

    def trend_period(self, about: Measure) -> Period:
        """The months that a trend may run over: five years, or those since recording last changed."""
        last = self.period.last
        breaks = [note.period.last.plus(1) for note in self.breaks(about) if note.period.last < last]
        return Period(max([last.plus(1 - _TREND_MONTHS), *breaks]), last)

    def figure(self, about: Measure, function: str, *, part: str = "", period: Period | None = None) -> Outcome:
        """One figure of a measure, for the document's own area and period unless another period is given."""
        return protected(about, calculate(self.evaluator, self.key(about, function, part=part, period=period)))

    def change(self, about: Measure, *, part: str = "", pair: tuple[Period, Period] | None = None) -> Outcome:
        """The change of a measure over a pair of periods (later, earlier), by default on the year before."""
        later, earlier = pair or (self.period, self.period.year_before)
        code = self.code_of(about)
        key = Key(measure=about.name, function="change", area=code, period=later, against=earlier, part=part)
        return protected(about, change(self.evaluator, about, key))

    def key(self, about: Measure, function: str, *, part: str = "", period: Period | None = None) -> Key:
        code = self.code_of(about)
        return Key(measure=about.name, function=function, area=code, period=period or self.period, part=part)

    def code_of(self, about: Measure) -> str:
        """Where a measure is counted: here, or in the whole force area where its owner counts it only there."""
        known = authorities().get(self.area.code)
        if about.events != SERIES.name or known is None or self._held(about, self.area.code):
            return self.area.code
        force = known[1].code
        return force if self._held(about, force) else self.area.code

    def _held(self, about: Measure, area: str) -> bool:
        counts = self.evaluator.counts(about, area)
        return bool(counts.by_month or counts.by_span)

    def pair(self, about: Measure) -> tuple[Period, Period]:
        """What is set side by side: the period and the year before or, where the period is not held whole, what is.

        That is its first months where both years hold them, else the last span that its owner counted, else the longest
        run of its months.
        """
        code = self.code_of(about)
        counts = self.evaluator.counts(about, code)
        if counts.total(self.period) is not None:
            return self.period, self.period.year_before
        alike = like_for_like(self.evaluator, about, code, self.period)
        shared = [later for later, earlier in alike if earlier == later.year_before]
        spans = [span for span in counts.by_span if span.last <= self.period.last]
        partly = runs({month for month in counts.by_month if month in self.period})
        later = next((one for one in (*shared, *sorted(spans, key=_end), *sorted(partly, key=len)[::-1])), self.period)
        return later, later.year_before

    def resolve(self, name: str) -> Outcome:
        """A figure by its short name (`crime.rate`, `calls-999.level`, `statement.calls`) or its full key.

        Raises WorkspaceError for a name that means nothing, with the closest that does.
        """
        if "@" in name:
            return self._by_key(parse_key(name))
        owner, _, function = name.partition(".")
        if owner == "statement":
            return self._statement(function)
        if name == "peers.rank":
            return self._rank()
        subjects = {**MEASURES, "crime": self.crime, "asb": self.asb}
        if owner not in subjects or function not in FUNCTIONS:
            shown = [*_names("crime"), *_names("asb"), "peers.rank", *(f"statement.{s.key}" for s in self.statements)]
            raise _unknown(name, shown, [one for subject in MEASURES for one in _names(subject)])
        about = subjects[owner]
        return self.figure(about, function, period=self.trend_period(about) if function == "trend" else None)

    def _by_key(self, key: Key) -> Outcome:
        """A figure by its full key. Of a measure about people only what the document itself may show of it."""
        found, about = calculate(self.evaluator, key), MEASURES.get(key.measure)
        if about is None or threshold_of(about) is None:
            return found
        periods = {*self.pair(about), None}
        if isinstance(found, Figure) and not (
            key.area == self.area.code and key.period in periods and key.against in periods
        ):
            return Withheld(key=found.key, label=found.label, reason=UNSHOWN)
        return protected(about, found)

    def _rank(self) -> Outcome:
        if isinstance(self.peers, NotAvailable):
            return self.peers
        return self.peers.own.position if self.peers.own else _unranked(self.area)

    def _statement(self, key: str) -> Outcome:
        for statement in self.statements:
            if statement.key == key:
                return stated_figure(statement, self.evaluator.edition)
        raise _unknown(f"statement.{key}", [f"statement.{one.key}" for one in self.statements])


def _end(span: Period) -> tuple[int, int]:
    """The latest end first, then the longest."""
    return -span.last.since(_EPOCH), -len(span)


def _names(subject: str) -> list[str]:
    return [f"{subject}.{function}" for function in ("level", "rate", "change")]


def _unknown(name: str, known: list[str], others: list[str] | None = None) -> WorkspaceError:
    """`others` are names that work too, and that are too many to list."""
    guess = closest(name, [*known, *(others or [])])
    return WorkspaceError(
        f"There is no figure called {name!r}",
        expected=", ".join(known) or "no figures are known",
        remedy=f"Did you mean {guess!r}?" if guess else "A full key from figures.csv works too.",
    )


def _unranked(area: Area) -> NotAvailable:
    return NotAvailable(key="peers.rank", label=f"Rank of {area.name}", reason=f"{area.name} could not be ranked")
