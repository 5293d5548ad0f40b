"""What people wrote for a chapter, with its figures put in; held back where one has moved since it was approved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from frankpledge.assessment.blocks import Block, Fixed, Heading, Note, Number, Run, Text
from frankpledge.assessment.lint import lint_commentary, without_comments
from frankpledge.assessment.reader import Marks, read_blocks
from frankpledge.measures.aspect import write
from frankpledge.measures.model import ASPECTS, Figure, Outcome
from frankpledge.record.model import Commentary
from frankpledge.terms.errors import MeasureError, WorkspaceError

_REFERENCE = re.compile(r"\{([^{}\n]*)\}")
_BRACE = re.compile(r"[{}]")
Resolve = Callable[[str], Outcome]


def commentary_blocks(commentary: Commentary, resolve: Resolve) -> tuple[Block, ...]:
    """The blocks of a commentary, none where nothing was written. `resolve` finds a figure by its short or full name.

    Raises GuardError for a typed number, WorkspaceError for a reference that names nothing.
    """
    text = without_comments(commentary.text)
    if not text.strip():
        return ()
    lint_commentary(commentary.chapter, commentary.text)
    moved = tuple(_moved(commentary, resolve))
    if moved:
        return (Note("These comments are held until they are approved again", moved),)
    marks = Marks()
    where = f"commentary/{commentary.chapter}.md"
    filled = _REFERENCE.sub(lambda found: marks.put(_run(found[1].strip(), resolve, where)), text)
    if loose := _BRACE.search(filled):
        line = filled[: loose.start()].count("\n") + 1
        raise WorkspaceError(
            f"{where}, line {line}: a brace stands alone",
            expected="a figure's name between two braces on one line, such as {crime.rate}",
            found=filled.split("\n")[line - 1].strip()[:100],
            remedy="Close it, or write the words without a brace.",
        )
    blocks = read_blocks(filled, marks, where, prefix=f"comment-{commentary.chapter}")
    if any(isinstance(block, Heading) and block.level < 3 for block in blocks):
        raise WorkspaceError(f"{where}: a heading is too large", remedy="Use three # signs for a heading of your own.")
    return blocks


def _run(reference: str, resolve: Resolve, where: str) -> Run:
    if reference.startswith("fixed:"):
        return Fixed(reference.removeprefix("fixed:").strip(), "reference")
    name, _, aspect = reference.partition(":")
    with _named(where):
        outcome = resolve(name)
    if not isinstance(outcome, Figure):
        raise WorkspaceError(
            f"{where}: {{{reference}}} is not available",
            cause=outcome.reason,
            remedy="Load what is missing, or take the sentence out.",
        )
    if aspect and aspect not in ASPECTS:
        raise WorkspaceError(f"{where}: a figure has no {aspect!r}", expected=", ".join(ASPECTS))
    number = Number(outcome, aspect or "value")
    with _named(where):
        _ = number.text  # a figure may lack the aspect: better said here, with the file, than by a writer
    return number


@contextmanager
def _named(where: str) -> Iterator[None]:
    """Say in which file a reference is wrong."""
    try:
        yield
    except (MeasureError, WorkspaceError) as error:
        raise WorkspaceError(
            f"{where}: {error.problem}",
            expected=error.expected,
            found=error.found,
            cause=error.cause,
            remedy=error.remedy,
        ) from error


def _moved(commentary: Commentary, resolve: Resolve) -> list[tuple[Run, ...]]:
    """For each figure that no longer has the value it was approved with, both values."""
    lines: list[tuple[Run, ...]] = []
    for name, approved in commentary.approved_values:
        with _named(f"commentary/{commentary.chapter}.md, head"):
            outcome = resolve(name)
        now: Run = Number(outcome) if isinstance(outcome, Figure) else Text("not available")
        if not isinstance(outcome, Figure) or write(outcome) != approved:
            then = Fixed(approved, "reference")
            lines.append(
                (Fixed(name, "reference"), Text(" was "), then, Text(" when approved and is "), now, Text("."))
            )
    return lines
