"""The first guard: no digit is typed where a figure should stand."""

from __future__ import annotations

import re

from frankpledge.terms.errors import GuardError
from frankpledge.terms.numbers import DIGITS

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_REFERENCE = re.compile(r"\{[^{}\n]*\}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ADDRESS = re.compile(r"(?<=\]\()[^)\s]+(?=\))")
_NUMBER = re.compile(rf"[{DIGITS}][{DIGITS}.,]*[{DIGITS}]|[{DIGITS}]")


def lint_template(name: str, text: str) -> None:
    """Raises GuardError when a template of ours holds a typed digit outside its expressions."""
    _require_no_digits(_blank(_JINJA, text), f"the chapter {name}")


def lint_commentary(name: str, text: str) -> None:
    """Raises GuardError when a commentary holds a typed digit outside {braces}, comments and web addresses."""
    _require_no_digits(_blank(_REFERENCE, _blank(_ADDRESS, without_comments(text))), f"commentary/{name}.md")


def without_comments(text: str) -> str:
    """The text without <!-- comments -->, its lines kept where they are: spaces in their place would begin a line."""
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _require_no_digits(text: str, where: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        found = _NUMBER.search(line)
        if found:
            raise GuardError(
                f"{where}, line {number}: the number {found[0]} is typed",
                expected="a figure's name in braces, such as {crime.level}",
                found=line.strip()[:100],
                cause="A typed number stays as it is when the evidence changes.",
                remedy="Use the figure. A date or a section of a law is marked as fixed: {fixed:23 March}.",
            )
