"""What somebody else worked out, as a figure, and whether the published number follows from the published parts."""

from __future__ import annotations

from decimal import Decimal

from frankpledge.measures.model import Figure
from frankpledge.record.model import Statement
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit, quantise, to_decimal

_UNITS = {
    "count": Unit.COUNT,
    "percent": Unit.PERCENT,
    "percent change": Unit.PERCENT,
    "per 1,000": Unit.PER_1000,
    "rank": Unit.RANK,
    "pounds": Unit.POUNDS,
}
_SCALE = {"percent": Decimal(100), "per 1,000": Decimal(1000)}
NO_AREA = "none"


def stated_figure(statement: Statement, edition: str) -> Figure:
    """The statement as a figure that says who states it. A percentage without its base says so."""
    unsupported = statement.unit.startswith("percent") and (statement.base is None or statement.numerator is None)
    notes = (statement.limitation, "Base not given." if unsupported else "")
    return Figure(
        key=f"statement.{statement.key}",
        label=statement.text,
        area=Area(NO_AREA, statement.area),
        period=statement.period,
        unit=_UNITS[statement.unit],
        value=statement.value,
        places=statement.places,
        numerator=statement.numerator,
        denominator=statement.base,
        denominator_label="as published" if statement.base is not None else "",
        method=f"Stated by {statement.who}; source: {statement.source}",
        evidence="stated",
        sources=(),
        edition=edition,
        signed=statement.unit == "percent change",
        notes=tuple(note for note in notes if note),
    )


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
            "method": "Published count divided by published base",
            "evidence": "counted",
        }
    )


def agrees(statement: Statement, again: Figure) -> bool:
    """Whether the two print alike."""
    return quantise(statement.value, statement.places) == quantise(again.value, statement.places)
