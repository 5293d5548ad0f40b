"""Numbers met in a finished file, each with the words before it and its place, so that an error can point at it."""

from __future__ import annotations

from dataclasses import dataclass

from frankpledge.assessment.tokens import numbers_in

WORDS_BEFORE = 60


@dataclass(frozen=True)
class Found:
    """A number token as it stands in a file, the words before it, and where it stands (`line 12`, `page 3`)."""

    text: str
    before: str
    place: str


def found_in(text: str, place: str, before: str = "") -> list[Found]:
    """The numbers of a text. `before` is what stands ahead of it in the file."""
    found, start = [], 0
    for number in numbers_in(text):
        start = text.index(number, start)
        words = f"{before} {text[:start]}".split()
        found.append(Found(number, " ".join(words)[-WORDS_BEFORE:], place))
        start += len(number)
    return found
