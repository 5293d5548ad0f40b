"""Our own chapters: Jinja templates of Markdown, in which every value must be something with an account of itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, cast, get_args

from jinja2 import Environment, PackageLoader, StrictUndefined, UndefinedError

from frankpledge.assessment.blocks import Block, Fixed, FixedKind, Link, Number, Run, Text
from frankpledge.assessment.lint import lint_template
from frankpledge.assessment.reader import Marked, Marks, read_blocks
from frankpledge.measures.model import Figure, NotAvailable, Withheld
from frankpledge.terms.errors import GuardError
from frankpledge.terms.period import Period


def render_chapter(name: str, context: Mapping[str, Any]) -> tuple[Block, ...]:
    """The blocks of a chapter. Raises GuardError for a bare number, a missing name or a figure that is not there."""
    marks = Marks()
    environment = Environment(
        loader=PackageLoader("frankpledge.assessment", "chapters"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=lambda value: _mark(value, marks, name),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(fixed=_fixed, period=_period, number=Number, link=Link)
    environment.tests["available"] = lambda value: isinstance(value, Figure)
    lint_template(name, chapter_source(name))
    try:
        text = environment.get_template(f"{name}.md").render(context)
    except UndefinedError as error:
        raise GuardError(f"The chapter {name} names something that is not there", found=str(error)) from error
    return read_blocks(str(text), marks, f"the chapter {name}")


@cache
def chapter_source(name: str) -> str:
    """A chapter's template as it was written."""
    return resources.files("frankpledge.assessment").joinpath("chapters", f"{name}.md").read_text(encoding="utf-8")


def _fixed(text: str, kind: FixedKind = "reference") -> Fixed:
    return Fixed(text, kind)


def _period(period: Period, *, short: bool = False) -> Fixed:
    return Fixed(period.short if short else period.label, "date")


def _mark(value: object, marks: Marks, name: str) -> str:
    """What an expression of a template may be: a figure, a run, runs or a block. Anything else is refused."""
    if isinstance(value, Figure):
        return marks.put(Number(value))
    if isinstance(value, (*get_args(Run), *get_args(Block))):
        return marks.put(cast(Marked, value))
    if isinstance(value, Period):
        return marks.put(_period(value))
    if isinstance(value, str):
        return marks.put(Text(value)) if value else ""
    if isinstance(value, tuple):
        return marks.put(value)
    found = value.reason if isinstance(value, (NotAvailable, Withheld)) else repr(value)
    raise GuardError(
        f"The chapter {name} was about to print something that is no figure",
        expected="a figure, a fixed text, words or a block",
        found=found,
        cause="A number was worked out in the template, or a figure that is not available was not asked about first.",
        remedy="Use a figure; test it with 'is available'.",
    )
