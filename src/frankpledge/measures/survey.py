"""Answers to a survey as shares of those who answered, each with its base and its interval."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from frankpledge.analysis.proportion import Proportion, proportion, share_of_weights
from frankpledge.measures.model import Figure, NotAvailable, Outcome
from frankpledge.store.query import Library, distinct
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Month, Period

LEAST_BASE = 20
SELF_SELECTED = (
    "Those who answered chose to answer: the interval is that of a random sample, which this is not, and others may "
    "think otherwise."
)
SEVERAL = "Several answers could be given, so the shares may add up to more than all of those who answered."
WEIGHTED = "Weighted: the share is of the weights, the counts are of people."
_LEVEL = 0.95
_COLUMNS = (
    *("survey", "first", "last", "question", "text", "kind", "position", "answer", "chosen", "answered"),
    *("respondents", "weight_chosen", "weight_answered", "weight_squared"),
)
_Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer and the share of those who gave it. `share` is NotAvailable where too few people answered."""

    text: str
    share: Outcome


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question of a survey with its answers in order, and how many of the respondents answered it.

    `notes` are what has to be said beside the table; each share carries them too.
    """

    survey: str
    period: Period
    name: str
    text: str
    kind: str
    answered: Figure
    answers: tuple[Answer, ...]
    notes: tuple[str, ...]


def questions_of(library: Library, area: Area, *, survey: str = "") -> tuple[Asked, ...]:
    """Every question that the edition's surveys asked, by survey, period and question; of one survey where named.

    `area` is where people were asked, since a file of answers does not say it: the workspace's own.
    """
    where = {"survey": [survey]} if survey else None
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in distinct(library, "survey", _COLUMNS, where=where)]
    rows.sort(key=lambda row: (row["survey"], row["first"], row["last"], _order(row["question"]), row["position"]))
    grouped = groupby(rows, key=lambda row: (row["survey"], row["first"], row["last"], row["question"]))
    return tuple(_asked(list(group), area, library.edition.name) for _, group in grouped)


def _order(question: str) -> tuple[int, str]:
    """Q2 before Q10."""
    digits = re.search(r"\d+", question)
    return int(digits[0]) if digits else 0, question


def _asked(rows: Sequence[_Row], area: Area, edition: str) -> Asked:
    head = rows[0]
    notes = (
        *([SEVERAL] if head["kind"] == "multiple" else []),
        *([WEIGHTED] if head["weight_answered"] is not None else []),
        SELF_SELECTED,
    )
    return Asked(
        survey=head["survey"],
        period=_period(head),
        name=head["question"],
        text=head["text"],
        kind=head["kind"],
        answered=_answered(head, area, edition),
        answers=tuple(Answer(text=row["answer"], share=_share(row, area, edition, notes)) for row in rows),
        notes=notes,
    )


def _answered(row: _Row, area: Area, edition: str) -> Figure:
    """How many answered, of how many respondents."""
    return Figure(
        key=f"{_key(row)}.answered",
        label=f"People who answered {row['question']}, {row['survey']}, {_period(row).label}",
        area=area,
        period=_period(row),
        unit=Unit.COUNT,
        value=Decimal(row["answered"]),
        denominator=Decimal(row["respondents"]),
        denominator_label="respondents",
        method="Count of respondents with an answer to the question",
        sources=("survey",),
        edition=edition,
    )


def _share(row: _Row, area: Area, edition: str, notes: tuple[str, ...]) -> Outcome:
    key = f"{_key(row)}.{row['position']}"
    label = f"{row['text']} – {row['answer']}, {row['survey']}, {_period(row).label}"
    if row["answered"] < LEAST_BASE:
        return NotAvailable(
            key=key,
            label=label,
            reason=f"only {row['answered']} people answered, and a percentage of fewer than {LEAST_BASE} misleads",
        )
    found = _proportion(row)
    return Figure(
        key=key,
        label=label,
        area=area,
        period=_period(row),
        unit=Unit.PERCENT,
        value=_exact(row) if row["weight_answered"] is None else to_decimal(100 * found.value),
        numerator=Decimal(row["chosen"]),
        denominator=Decimal(row["answered"]),
        denominator_label="people who answered",
        low=to_decimal(100 * found.low),
        high=to_decimal(100 * found.high),
        method=f"Share of those who answered; interval by {found.method}",
        sources=("survey",),
        edition=edition,
        notes=notes,
    )


def _exact(row: _Row) -> Decimal:
    return to_decimal(Decimal(100 * row["chosen"]) / Decimal(row["answered"]))


def _proportion(row: _Row) -> Proportion:
    """The share with Wilson's limits: on the people, or where weighted on Kish's effective base (Σw)² ÷ Σw²."""
    if row["weight_answered"] is None:
        return proportion(row["chosen"], row["answered"], level=_LEVEL)
    return share_of_weights(row["weight_chosen"], row["weight_answered"], row["weight_squared"], level=_LEVEL)


def _key(row: _Row) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", row["survey"].casefold()).strip("-")
    months = str(_period(row)).replace("..", "-to-")
    return f"survey.{name}-{months}.{row['question'].casefold()}"


def _period(row: _Row) -> Period:
    return Period(Month.of(row["first"]), Month.of(row["last"]))
