"""What the chapters of one document share: evidence, record, area and period, and short names for figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from frankpledge.measures.calculate import calculate, calculate_named
from frankpledge.measures.catalogue import measure
from frankpledge.measures.change import change
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import FUNCTIONS, Key
from frankpledge.measures.model import Measure, NotAvailable, Outcome
from frankpledge.measures.peers import Peers, peers
from frankpledge.measures.stated import stated_figure
from frankpledge.record.model import Annotation, Record
from frankpledge.terms.area import Area
from frankpledge.terms.errors import WorkspaceError
from frankpledge.terms.period import Period
from frankpledge.terms.words import closest

_TREND_MONTHS = 60
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
        return calculate(self.evaluator, self.key(about, function, part=part, period=period))

    def change(self, about: Measure, *, part: str = "", pair: tuple[Period, Period] | None = None) -> Outcome:
        """The change of a measure over a pair of periods (later, earlier), by default on the year before."""
        later, earlier = pair or (self.period, self.period.year_before)
        key = Key(measure=about.name, function="change", area=self.area.code, period=later, against=earlier, part=part)
        return change(self.evaluator, about, key)

    def key(self, about: Measure, function: str, *, part: str = "", period: Period | None = None) -> Key:
        return Key(measure=about.name, function=function, area=self.area.code, period=period or self.period, part=part)

    def resolve(self, name: str) -> Outcome:
        """A figure by its short name (`crime.rate`, `statement.calls`) or its full key.

        Raises WorkspaceError for a name that means nothing, with the closest that does.
        """
        if "@" in name:
            return calculate_named(self.evaluator, name)
        owner, _, function = name.partition(".")
        if owner == "statement":
            return self._statement(function)
        subjects = {"crime": self.crime, "asb": self.asb}
        known = [f"{subject}.{f}" for subject in subjects for f in ("level", "rate", "change")]
        if name == "peers.rank":
            return self._rank()
        if name not in known and not (owner in subjects and function in FUNCTIONS):
            raise _unknown(name, [*known, "peers.rank", *(f"statement.{s.key}" for s in self.record.statements)])
        about = subjects[owner]
        return self.figure(about, function, period=self.trend_period(about) if function == "trend" else None)

    def _rank(self) -> Outcome:
        if isinstance(self.peers, NotAvailable):
            return self.peers
        return self.peers.own.position if self.peers.own else _unranked(self.area)

    def _statement(self, key: str) -> Outcome:
        for statement in self.record.statements:
            if statement.key == key:
                return stated_figure(statement, self.evaluator.edition)
        raise _unknown(f"statement.{key}", [f"statement.{one.key}" for one in self.record.statements])


def _unknown(name: str, known: list[str]) -> WorkspaceError:
    guess = closest(name, known)
    return WorkspaceError(
        f"There is no figure called {name!r}",
        expected=", ".join(known) or "no figures are known",
        remedy=f"Did you mean {guess!r}?" if guess else "A full key from figures.csv works too.",
    )


def _unranked(area: Area) -> NotAvailable:
    return NotAvailable(key="peers.rank", label=f"Rank of {area.name}", reason=f"{area.name} could not be ranked")
