"""Number tokens: what the audit compares. The same rule reads a writer's runs and the finished file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from frankpledge.assessment.blocks import Fixed, Link, Number, Run, Text
from frankpledge.terms.errors import GuardError
from frankpledge.terms.numbers import DIGITS

TokenKind = Literal["figure", "fixed", "tick", "structure"]

# A sign belongs to a number unless something stands right before it (the dash of a range, a hyphenated word).
_NUMBER = re.compile(rf"(?:(?<![\w)])[−+-]£?)?[{DIGITS}]+(?:[.,/][{DIGITS}]+)*%?")


@dataclass(frozen=True)
class Token:
    """One number as it stands in a file: its text, what kind it is, and where it comes from.

    `origin` is `key#aspect` for a figure, the kind of a fixed text, or the part of the page that carries it.
    """

    text: str
    kind: TokenKind
    origin: str


@dataclass(frozen=True)
class Written:
    """A finished file and the number tokens that its writer put there, in reading order."""

    data: bytes
    tokens: tuple[Token, ...]


def numbers_in(text: str) -> list[str]:
    """The number tokens of a text, in order."""
    return _NUMBER.findall(text)


def tokens_of(runs: Iterable[Run]) -> list[Token]:
    """The tokens of a sequence of runs, each with its origin.

    Raises GuardError where runs that touch would be read as other numbers than they are.
    """
    parts = list(runs)
    tokens = [token for run in parts for token in _of_run(run)]
    whole = numbers_in("".join(run.text for run in parts))
    if whole != [token.text for token in tokens]:
        raise GuardError(
            "Two numbers run into one another",
            expected=", ".join(token.text for token in tokens),
            found=", ".join(whole),
            remedy="Put a word or a space between them.",
        )
    return tokens


def _of_run(run: Run) -> list[Token]:
    if isinstance(run, Number):
        return [Token(text, "figure", f"{run.figure.key}#{run.aspect}") for text in numbers_in(run.text)]
    if isinstance(run, Fixed):
        return fixed(run.text, run.kind)
    assert isinstance(run, (Text, Link))
    return []


def fixed(text: str, origin: str) -> list[Token]:
    """The tokens of a text that is fixed."""
    return [Token(number, "fixed", origin) for number in numbers_in(text)]


def structure(text: str, origin: str) -> list[Token]:
    """The tokens of a text that belongs to the page: its number, the running head."""
    return [Token(number, "structure", origin) for number in numbers_in(text)]
