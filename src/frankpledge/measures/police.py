"""What the figures on outcomes, searches and offence counts share: names, months held, and shares with their limits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from frankpledge.analysis.proportion import proportion
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.terms.area import Area
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Month, Period, runs
from frankpledge.terms.places import force
from frankpledge.terms.words import closest, joined

_HUNDRED = 100


@dataclass(frozen=True, kw_only=True)
class Told:
    """What all figures of one answer have in common."""

    measure: str
    title: str
    area: Area
    period: Period
    sources: tuple[str, ...]
    edition: str
    notes: tuple[str, ...]

    def key(self, function: str, part: str = "") -> str:
        return str(Key(measure=self.measure, function=function, area=self.area.code, period=self.period, part=part))

    def label(self, words: str = "") -> str:
        """What a figure is, in words: title, part, area, period."""
        subject = f"{self.title}: {words}" if words else self.title
        return f"{subject}, {self.area.name}, {self.period.label}"

    def level(self, count: int, part: str = "", words: str = "", *, method: str) -> Figure:
        """A count."""
        return Figure(
            key=self.key("level", part),
            label=self.label(words),
            area=self.area,
            period=self.period,
            unit=Unit.COUNT,
            value=Decimal(count),
            method=method,
            sources=self.sources,
            edition=self.edition,
            notes=self.notes,
        )

    def share(
        self, count: int, base: int, of: str, part: str = "", words: str = "", *, method: str, notes: Iterable[str] = ()
    ) -> Figure:
        """A count as a percentage of a base above nought, with Wilson's 95 % limits. `of` is what the base counts."""
        found = proportion(count, base)
        return Figure(
            key=self.key("share", part),
            label=self.label(words),
            area=self.area,
            period=self.period,
            unit=Unit.PERCENT,
            value=to_decimal(Decimal(count) * _HUNDRED / Decimal(base)),
            places=1,
            numerator=Decimal(count),
            denominator=Decimal(base),
            denominator_label=of,
            low=to_decimal(found.low * _HUNDRED),
            high=to_decimal(found.high * _HUNDRED),
            method=f"{method}; interval by {found.method}",
            sources=self.sources,
            edition=self.edition,
            notes=(*self.notes, *notes),
        )

    def missing(self, function: str, reason: str, remedy: str = "", *, part: str = "", words: str = "") -> NotAvailable:
        """What stands in a figure's place."""
        return NotAvailable(key=self.key(function, part), label=self.label(words), reason=reason, remedy=remedy)


def area_named(evaluator: Evaluator, code: str) -> Area:
    """An area with its name, police force areas among them."""
    return force(code) or evaluator.area(code)


def months_held(evaluator: Evaluator, table: str, around: Iterable[frozenset[str]]) -> frozenset[Month]:
    """The months for which, in each of the sets of areas, a file of the table speaks of one."""
    months = [evaluator.library.edition.months_covered(table, areas) for areas in around]
    return frozenset.intersection(*months) if months else frozenset()


def not_held(what: str, period: Period, held: frozenset[Month]) -> str:
    """In words, which months of a period are lacking; nothing where none are."""
    gaps = frozenset(period) - held
    return f"no {what} of {joined(run.label for run in runs(gaps))} are held" if gaps else ""


def slug_of(text: str) -> str:
    """A published value as a key spells it: `Investigation complete; no suspect identified` → `investigation-…`."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def by_slug(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """(slug, words, count) of each value, the commonest first. Spellings that share a slug are one value."""
    together: Counter[str] = Counter()
    words: dict[str, str] = {}
    for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        together[slug_of(value)] += count
        words.setdefault(slug_of(value), value)
    return [
        (slug, words[slug], count) for slug, count in sorted(together.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def no_such_part(title: str, part: str, known: Iterable[str]) -> MeasureError:
    """The error for a part that nobody published: nought would be the wrong answer."""
    slugs = sorted(known)
    guess = closest(part, slugs)
    return MeasureError(
        f"{title} has no part {part!r}",
        expected=", ".join(slugs),
        remedy=f"Did you mean {guess!r}?" if guess else "Write the part after a slash at the end of the key.",
    )
