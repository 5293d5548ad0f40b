"""What one counted thing is: a crime, an incident, a call. Different kinds are never added or shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

from frankpledge.measures.model import Kind
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.words import joined

NAMES: Mapping[Kind, str] = MappingProxyType(
    {
        "crime": "recorded crimes",
        "incident": "incidents",
        "call": "calls to the police",
        "report": "reports",
        "order": "orders",
        "search": "stop and searches",
        "outcome": "outcomes of crimes",
    }
)


class Counted(Protocol):
    """Anything with a title that counts things of one kind: a measure, or a node of the tree."""

    @property
    def title(self) -> str: ...

    @property
    def kind(self) -> Kind: ...


def refuse_mixture(counted: Iterable[Counted]) -> None:
    """Raise MeasureError unless all of them count the same kind of thing, so that they may be added or shared."""
    first: dict[Kind, str] = {}
    for one in counted:
        first.setdefault(one.kind, one.title)
    if len(first) < 2:
        return
    raise MeasureError(
        f"{joined(NAMES[kind].capitalize() for kind in first)} cannot be added up, nor be shares of one total",
        expected="one kind of thing in a total",
        found="; ".join(f"{title} counts {NAMES[kind]}" for kind, title in first.items()),
        cause="One event can be a call, then an incident, then a crime with an outcome: a sum would count it again "
        "each time.",
        remedy="Show them side by side, each with its own total.",
    )
