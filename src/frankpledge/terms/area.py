"""Areas and what their codes say. A code is the nine characters of the Office for National Statistics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

AreaKind = Literal["lsoa", "ward", "authority", "partnership", "force"]

_KINDS: dict[str, tuple[AreaKind, str]] = {
    "E01": ("lsoa", "small area"),
    "W01": ("lsoa", "small area"),
    "E05": ("ward", "ward"),
    "W05": ("ward", "ward"),
    "E06": ("authority", "unitary authority"),
    "E07": ("authority", "district"),
    "E08": ("authority", "metropolitan district"),
    "E09": ("authority", "London borough"),
    "W06": ("authority", "Welsh unitary authority"),
    "E22": ("partnership", "community safety partnership"),
    "W14": ("partnership", "community safety partnership"),
    "E23": ("force", "police force area"),
    "W15": ("force", "police force area"),
}


@dataclass(frozen=True, order=True)
class Area:
    """A place: its code and its name as published."""

    code: str
    name: str

    @property
    def kind(self) -> AreaKind:
        return area_kind(self.code)

    def __str__(self) -> str:
        return self.code


def area_kind(code: str) -> AreaKind:
    """What a code is the code of. Raises ValueError for a code of no known kind."""
    return _known(code)[0]


def kind_in_words(code: str) -> str:
    """`unitary authority` for E06000035."""
    return _known(code)[1]


def _known(code: str) -> tuple[AreaKind, str]:
    if not re.fullmatch(r"[EW]\d{8}", code, re.ASCII) or code[:3] not in _KINDS:
        raise ValueError(f"{code!r} is not the code of an area in England or Wales, such as E06000035")
    return _KINDS[code[:3]]
