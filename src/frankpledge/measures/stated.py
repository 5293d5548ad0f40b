"""What somebody else worked out, as a figure, and whether the published number follows from the published parts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from frankpledge.measures.model import Figure
from frankpledge.record.model import Statement
from frankpledge.store.query import Library, distinct
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit, quantise, to_decimal, write_quantity
from frankpledge.terms.period import Month, Period

_UNITS = {
    "count": Unit.COUNT,
    "percent": Unit.PERCENT,
    "percent change": Unit.PERCENT,
    "per 1,000": Unit.PER_1000,
    "per 100,000": Unit.PER_100000,
    "rank": Unit.RANK,
    "pounds": Unit.POUNDS,
    "ratio": Unit.RATIO,
}
_SCALE = {"percent": Decimal(100), "per 1,000": Decimal(1000), "per 100,000": Decimal(100_000), "ratio": Decimal(1)}
_COLUMNS = (
    *("key", "text", "who", "value", "unit", "area", "first", "last", "numerator", "base", "baseline"),
    *("baseline_label", "low", "high", "source", "limitation"),
)
_ALSO = {"per 100,000": ", for each 100,000 people"}  # of what has no sign of its own
NO_AREA = "none"
BASE_NOT_GIVEN = "Base not given."
PERIOD_NOT_GIVEN = "Period not given."  # how the limitation of such a statement ends, as sources/stated.py writes it


def stated_figure(statement: Statement, edition: str) -> Figure:
    """The statement as a figure that says who states it. A percentage without its base says so.

    The baseline of a change stands for its base where no base is given; of anything else it is told in a note.
    """
    unsupported = statement.unit.startswith("percent") and (statement.base is None or statement.numerator is None)
    base, label = statement.base, "as published" if statement.base is not None else ""
    of_change = statement.unit == "percent change" and base is None
    if of_change and statement.baseline is not None:
        base, label = statement.baseline, statement.baseline_label or "baseline as published"
    notes = (
        statement.limitation,
        "" if of_change else _baseline_note(statement),
        BASE_NOT_GIVEN if unsupported else "",
    )
    return Figure(
        key=f"statement.{statement.key}",
        label=statement.text + _ALSO.get(statement.unit, ""),
        area=Area(NO_AREA, statement.area),
        period=statement.period,
        unit=_UNITS[statement.unit],
        value=statement.value,
        places=statement.places,
        numerator=statement.numerator,
        denominator=base,
        denominator_label=label,
        low=statement.low,
        high=statement.high,
        method=f"Stated by {statement.who}; source: {statement.source}",
        evidence="stated",
        sources=(),
        edition=edition,
        signed=statement.unit == "percent change",
        notes=tuple(note for note in notes if note),
    )


def baseline_figure(statement: Statement, edition: str) -> Figure | None:
    """What the value is compared with, as its own figure; None where that is not given."""
    if statement.baseline is None:
        return None
    return Figure(
        key=f"statement.{statement.key}.baseline",
        label=f"{statement.text}: what it is compared with",
        area=Area(NO_AREA, statement.area),
        period=statement.period,
        unit=Unit.COUNT if statement.unit == "percent change" else _UNITS[statement.unit],
        value=statement.baseline,
        places=_places(statement.baseline),
        method=f"Stated by {statement.who}; source: {statement.source}",
        evidence="stated",
        sources=(),
        edition=edition,
        notes=(
            *([f"Of {statement.baseline_label}."] if statement.baseline_label else []),
            *([BASE_NOT_GIVEN] if statement.unit == "percent" else []),
        ),
    )


def _places(value: Decimal) -> int:
    """The places in which a number was written."""
    return max(0, -int(value.as_tuple().exponent))


def _baseline_note(statement: Statement) -> str:
    if statement.baseline is None:
        return ""
    value = write_quantity(statement.baseline, _places(statement.baseline), _UNITS[statement.unit])
    return f"Compared with {value}{f' ({statement.baseline_label})' if statement.baseline_label else ''}."


def worked_out_again(statement: Statement, edition: str) -> Figure | None:
    """What the statement's own numerator and base give; None where it does not give both."""
    scale = _SCALE.get(statement.unit)
    if statement.numerator is None or not statement.base or scale is None:
        return None
    stated = stated_figure(statement, edition)
    return Figure(
        **{
            **vars(stated),
            "key": f"statement.{statement.key}.again",
            "label": f"{statement.text}, worked out again from the published parts",
            "value": to_decimal(statement.numerator * scale / statement.base),
            "low": None,
            "high": None,
            "method": "Published count divided by published base",
            "evidence": "counted",
        }
    )


def agrees(statement: Statement, again: Figure) -> bool:
    """Whether the two print alike."""
    return quantise(statement.value, statement.places) == quantise(again.value, statement.places)


def statements_of(library: Library) -> tuple[Statement, ...]:
    """What partners' files state, sorted by key, as if it had been written in the record.

    Every key is there once. Where several partners use one key, it is prefixed with who states it; where one states
    several periods, the latest keeps the key and the others carry their period.
    """
    found = [_statement(dict(zip(_COLUMNS, row, strict=True))) for row in distinct(library, "stated", _COLUMNS)]
    return tuple(sorted(_with_own_keys(found), key=lambda one: one.key))


def with_statements_of(library: Library, record: Sequence[Statement]) -> tuple[Statement, ...]:
    """The record's statements, then those of files, each key once.

    A file that states what the record states too adds nothing; one that uses its key for something else is told apart
    by `file-` before the key.
    """
    keys, said = {one.key for one in record}, {_gist(one) for one in record}
    others = (one for one in statements_of(library) if _gist(one) not in said)
    return (*record, *(replace(one, key=f"file-{one.key}") if one.key in keys else one for one in others))


def _gist(one: Statement) -> tuple[object, ...]:
    return one.key, one.who, one.value, one.unit, one.area, one.period


def _statement(row: dict[str, Any]) -> Statement:
    """A row of the table. The places of the value are those in which it was written."""
    value = Decimal(row["value"])
    return Statement(
        key=row["key"],
        text=row["text"],
        who=row["who"],
        value=value,
        places=_places(value),
        unit=row["unit"],
        period=Period(Month.of(row["first"]), Month.of(row["last"])),
        area=row["area"],
        base=_number(row["base"]),
        numerator=_number(row["numerator"]),
        baseline=_number(row["baseline"]),
        baseline_label=row["baseline_label"] or "",
        low=_number(row["low"]),
        high=_number(row["high"]),
        source=row["source"],
        limitation=row["limitation"] or "",
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _with_own_keys(found: Iterable[Statement]) -> list[Statement]:
    partners: dict[str, set[str]] = defaultdict(set)
    statements = list(found)
    for one in statements:
        partners[one.key].add(one.who)
    named = [
        replace(one, key=f"{_slug(one.who)}-{one.key}") if len(partners[one.key]) > 1 else one for one in statements
    ]
    latest: dict[str, Statement] = {}
    for one in named:
        if one.key not in latest or _newness(latest[one.key]) < _newness(one):
            latest[one.key] = one
    dated = [one if latest[one.key] is one else _dated(one) for one in named]
    places = Counter(one.key for one in dated)
    return [replace(one, key=f"{one.key}-{_slug(one.area)}") if places[one.key] > 1 else one for one in dated]


def _dated(one: Statement) -> Statement:
    return replace(one, key=f"{one.key}-{str(one.period).replace('..', '-to-')}")


def _newness(one: Statement) -> tuple[Month, int, str]:
    """Which of two statements of one key keeps it: the later, then the one of the shorter period."""
    return one.period.last, -len(one.period), one.area


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
