"""A measure says what is counted; a figure is one number with everything needed to check it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit
from frankpledge.terms.period import Period

Better = Literal["lower", "higher", "neither"]
EvidenceKind = Literal["counted", "stated", "estimated", "evaluated"]
Verdict = Literal["rose", "fell", "no clear change", "not tested"]
Kind = Literal["crime", "incident", "call", "report", "order", "search", "outcome"]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is counted: rows of one canonical table whose columns hold certain values. Declared, never computed.

    `noun` is what one of them is called (`recorded crime`), `nouns` several. `what` is the dataset where the table
    holds several, so that a month without an event of it is told from one that nobody sent. `within` names the column
    whose values break the measure down, `groups` the parts that are shown. `node` is the node of
    the crime tree that it counts, which may have been in use for some years only.
    """

    name: str
    title: str
    noun: str
    nouns: str
    events: str
    where: tuple[tuple[str, tuple[str, ...]], ...]
    what: str = ""
    within: str = ""
    groups: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    node: str = ""
    scale: int = 1000
    unit: Unit = Unit.COUNT
    better: Better = "neither"
    kind: Kind = "crime"
    citation: str
    why_it_matters: str
    limitation: str = ""
    checked_by: str
    review_by: date
    version: int = 1

    @property
    def limitations(self) -> tuple[str, ...]:
        """What every figure of it says of itself."""
        return (self.limitation,) if self.limitation else ()


@dataclass(frozen=True, kw_only=True)
class Test:
    """The outcome of a comparison. `p` and `z` are of the method named; `phi` is the dispersion it allowed for.

    `rows` is how many comparisons stand in the same table: with more than one, the verdict asks for more.
    """

    __test__ = False  # a name that pytest would take for a class of tests

    verdict: Verdict
    method: str
    p: Decimal | None = None
    z: Decimal | None = None
    phi: Decimal | None = None
    rows: int = 1


@dataclass(frozen=True, kw_only=True)
class Figure:
    """The only kind of number that a sentence, a table, a chart or a cell may show.

    `value` has the measure's own precision; `places` says how many decimals are printed. `low` and `high` bound a 95 %
    interval. For a change, `numerator` is the later count and `denominator` the earlier one.
    """

    key: str
    label: str
    area: Area
    period: Period
    unit: Unit
    value: Decimal
    places: int = 0
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    denominator_label: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    compared_with: Period | None = None
    test: Test | None = None
    method: str
    evidence: EvidenceKind = "counted"
    sources: tuple[str, ...]
    edition: str
    notes: tuple[str, ...] = ()
    signed: bool = False


@dataclass(frozen=True, kw_only=True)
class NotAvailable:
    """What stands in a figure's place when the evidence cannot give it, and why."""

    key: str
    label: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """What stands in a figure's place when publishing it could identify somebody. Holds no value."""

    key: str
    label: str
    reason: str


Outcome = Figure | NotAvailable | Withheld

# What of a figure may be printed beside its value, each under its own name in the document's account of its numbers.
ASPECTS: Mapping[str, str] = MappingProxyType(
    {
        "value": "value",
        "size": "size of the change, without its sign",
        "numerator": "count",
        "denominator": "base",
        "low": "lower end of the interval",
        "high": "upper end of the interval",
        "p": "probability under no change",
        "phi": "dispersion",
    }
)
