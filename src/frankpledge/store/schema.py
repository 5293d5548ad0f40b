"""How a file's columns become a canonical table's: declared once, run as SQL on files and as Python on bad rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from frankpledge.store.snapshot import Coverage, Publication
from frankpledge.store.tables import Table

Rule = Literal["filled", "matches", "matches or blank", "differs", "one of"]
How = Literal["text", "month", "identity", "constant"]


@dataclass(frozen=True, kw_only=True)
class Check:
    """A rule that a raw value keeps, and what is said of a row that breaks it.

    `matches` and `differs` take one regular expression for the whole value, written so that every engine reads it
    alike: [0-9] for a digit, no look-around.
    `unless` names a column and a value for which the rule does not hold.
    """

    column: str
    rule: Rule
    reason: str
    values: tuple[str, ...] = ()
    unless: tuple[str, str] | None = None

    def passes(self, row: Mapping[str, str]) -> bool:
        """The same verdict as the SQL, for one row given as text (blank for missing)."""
        if self.unless and row[self.unless[0]] == self.unless[1]:
            return True
        value = row[self.column]
        if self.rule == "filled":
            return value != ""
        if self.rule == "one of":
            return value in self.values
        if self.rule == "matches or blank" and value == "":
            return True
        fits = re.fullmatch(self.values[0], value, re.ASCII) is not None
        return fits != (self.rule == "differs")


@dataclass(frozen=True)
class Take:
    """Where a canonical column comes from: a raw column, or (`constant`) the same text in every row."""

    column: str
    how: How
    raw: str


@dataclass(frozen=True, kw_only=True)
class Declared:
    """A large, regular file: columns, checks and takes, run by the store in one pass."""

    header: tuple[str, ...]
    checks: tuple[Check, ...]
    takes: tuple[Take, ...]


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A row that was not kept: the line of the file where it begins, its text, and every reason."""

    line: int
    raw: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """A small or irregular file, already read: canonical rows in the table's order after `row`.

    `kept` is given where rows of the file became counts, so that their own numbers tell nothing.
    """

    rows_in: int
    rows: tuple[tuple[int, tuple[str | int | float | None, ...]], ...]
    rejected: tuple[Rejected, ...] = ()
    kept: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a source makes of a file.

    A confidential file has a row for a person: its bytes and the text of its refused rows are never kept.
    """

    publication: Publication
    version: int
    table: Table
    coverage: tuple[Coverage, ...]
    content: Declared | Parsed
    simulated: str = ""
    remarks: tuple[str, ...] = field(default=())
    confidential: bool = False
