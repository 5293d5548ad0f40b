"""Words of the language that depend on a number or a list. English; another language is another module."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from datetime import date

_ORDINALS = ("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def ordinal(position: int) -> str:
    """`eighth` to ten, then `11th`, `22nd`, `103rd`."""
    if 0 <= position <= 10:
        return _ORDINALS[position]
    suffix = "th" if position % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(position % 10, "th")
    return f"{position:,}{suffix}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """The noun alone, agreeing with `count`."""
    return one if count == 1 else many or one + "s"


def joined(items: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    words = list(items)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def closest(word: str, known: Sequence[str]) -> str | None:
    """The known word most like `word`, if any is alike at all."""
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return found[0] if found else None


def day_in_words(day: date) -> str:
    """`30 June 2019`."""
    return f"{day.day} {day:%B} {day.year}"
