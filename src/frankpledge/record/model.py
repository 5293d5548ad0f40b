"""The record of a partnership's year: everything in a document that a person wrote rather than a file gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from frankpledge.terms.period import Period

FORMAT = 1

BodyKind = Literal["council", "police", "fire", "health", "probation", "local policing body", "other"]
BodyRole = Literal["responsible authority", "co-operating body", "participating body", "other"]
StatedUnit = Literal["count", "percent", "percent change", "per 1,000", "per 100,000", "rank", "pounds", "ratio"]
AnnotationKind = Literal["recording break", "under-recorded", "system change", "lockdown", "service suspended", "note"]


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """Who the document is by, where it is about, and when.

    `peer_group` holds the codes of the authorities to be compared with, and `peer_group_source` says whose list it is.
    """

    name: str
    area: str
    area_name: str
    title: str
    period: Period
    dated: date
    nation: Literal["England", "Wales"] = "England"
    force: str = ""
    status: Literal["draft", "approved", "published"] = "draft"
    marking: str = "OFFICIAL"
    contact: str = ""
    notice: str = ""
    peer_group: tuple[str, ...] = ()
    peer_group_source: str = ""


@dataclass(frozen=True, kw_only=True)
class Body:
    """An agency, with the dates between which it existed and who took over from it."""

    name: str
    kind: BodyKind
    role: BodyRole = "responsible authority"
    abbreviation: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    succeeded_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Priority:
    """One priority of the plan and its sub-priorities."""

    name: str
    sub_priorities: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The partnership plan that the assessment helps to revise."""

    title: str
    priorities: tuple[Priority, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """Something that happened to the data, not to the place. It travels with every series that it touches."""

    kind: AnnotationKind
    period: Period
    text: str
    measures: tuple[str, ...] = ()
    area: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A value that somebody else worked out: who says it, of when and where, on what base.

    `baseline` is what the value is compared with and `baseline_label` of when and what that is; `low` and `high` bound
    the interval that was published with it.
    """

    key: str
    text: str
    who: str
    value: Decimal
    places: int = 0
    unit: StatedUnit = "count"
    period: Period
    area: str
    base: Decimal | None = None
    numerator: Decimal | None = None
    baseline: Decimal | None = None
    baseline_label: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    source: str
    limitation: str = ""
    about: str = ""
    compares: str = ""


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """Something that the evidence rests on and that nobody published."""

    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Commentary:
    """A person's words for one chapter, with the values that the figures in it had when it was approved."""

    chapter: str
    text: str
    approved_by: str = ""
    approved_values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Record:
    """Everything that people wrote, as one value."""

    partnership: Partnership
    bodies: tuple[Body, ...] = ()
    plan: Plan | None = None
    annotations: tuple[Annotation, ...] = ()
    statements: tuple[Statement, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    commentary: tuple[Commentary, ...] = ()
    format: int = FORMAT
