"""The dialogue that maps a force's extract: questions put, answers taken, and the mapping that they make."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from frankpledge.intake.proposal import Asked, Proposal, Question
from frankpledge.record.ages import band_within
from frankpledge.record.mapping import FIELDS, NOT_RECORDED, Dates, Field, checked, plain_text
from frankpledge.record.mapping import Mapping as Columns
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.words import closest, joined

NONE = "-"
_ALL = ("", NONE, "all", "y", "yes", "every", "everything")
_TRIES = 5


def ask(questions: Sequence[Question], reply: Callable[[str], str]) -> dict[Asked, str]:
    """The answers, each question put once; an answer that cannot be used is asked for again with the reason.

    Raises IntakeError where five answers running cannot be used.
    """
    answers: dict[Asked, str] = {}
    for question in questions:
        prompt = _prompt(question)
        for _ in range(_TRIES):
            answers[question.field] = reply(prompt).strip()
            fault = _fault(question, answers[question.field])
            if not fault:
                break
            prompt = f"{fault}\n{_prompt(question)}"
        else:
            raise IntakeError(
                "The columns were not mapped",
                expected=f"the name or the number of a column, or {NONE} where there is none",
                found=f"{_TRIES} answers that are none of these",
                cause="The dialogue was answered by something else than a person.",
                remedy="Map the file again; nothing was kept.",
            )
    return answers


def mapping_of(proposal: Proposal, answers: Mapping[Asked, str], *, name: str, area: str) -> Columns:
    """The mapping that proposal and answers make. Raises WorkspaceError where a needed column is missing."""
    columns: dict[Field, str] = dict(proposal.columns)
    values: dict[Field, dict[str, str]] = {}
    dates, holds = proposal.dates, answers.get("holds", "")
    for question in proposal.questions:
        answer = answers.get(question.field, "")
        if question.field == "dates":
            dates = cast(Dates, _choice(answer, question) or dates)
        elif question.field != "holds":
            _take(question, question.field, answer, columns, values)
    return checked(
        Columns(
            name=name,
            area=area,
            columns=tuple((field, columns[field]) for field in FIELDS if field in columns),
            values=tuple((field, tuple(values[field].items())) for field in FIELDS if values.get(field)),
            dates=dates,
            ages=proposal.ages,
            holds="" if plain_text(holds) in _ALL else holds,
        ),
        f"mapping {name}",
    )


def told(mapping: Columns) -> tuple[str, ...]:
    """The mapping in lines for the person who made it: every field, with its column or that there is none."""
    return tuple(f"{FIELDS[field]}: {mapping.column(field) or 'none'}" for field in FIELDS if "_time" not in field)


def _take(
    question: Question, field: Field, answer: str, columns: dict[Field, str], values: dict[Field, dict[str, str]]
) -> None:
    """Put one answer where it belongs: none, a column, or what the texts of the proposed column mean."""
    told_texts = _meant(answer) if question.meanings else None
    if answer == NONE:
        columns.pop(field, None)
    elif told_texts:
        said = {text: _meaning(meaning, question) or NOT_RECORDED for text, meaning in told_texts}
        values[field] = {**dict.fromkeys(question.texts, NOT_RECORDED), **said}
    else:
        column = _choice(answer, question) or question.proposal
        if column:
            columns[field] = column
        if column == question.proposal and question.texts:
            values[field] = dict.fromkeys(question.texts, NOT_RECORDED)


def _beside(question: Question) -> str:
    """The texts that nobody knows, what becomes of them, and how to say otherwise."""
    if not question.texts:
        return ""
    shown = joined(repr(text) if text else "a blank" for text in question.texts)
    example = "no" if "no" in question.meanings else question.meanings[0]
    return f" Taken as not recorded: {shown}. To say otherwise: {question.texts[0] or 'blank'}={example}."


def _prompt(question: Question) -> str:
    offered = f"Enter for {question.proposal}" if question.proposal else "Enter for none"
    if question.field == "holds":
        return question.text + " "
    numbered = "" if question.proposal else "".join(f"\n  {n} {name}" for n, name in enumerate(question.choices, 1))
    return f"{question.text}{_beside(question)}{numbered}\n[{offered}] "


def _fault(question: Question, answer: str) -> str:
    """Why an answer cannot be used; nothing where it can."""
    if question.field == "holds":
        return ""
    if answer in ("", NONE):
        absent = question.needed and (answer == NONE or not question.proposal)
        return "This is needed: without it the extract cannot be read." if absent else ""
    if question.meanings and "=" in answer:
        wrong = [meaning for _, meaning in _meant(answer) if not _meaning(meaning, question)]
        return f"{wrong[0]!r} is none of {joined(question.meanings, 'or')}." if wrong else ""
    if _choice(answer, question):
        return ""
    guess = closest(answer, question.choices)
    return f"There is no {answer!r}.{f' Did you mean {guess!r}?' if guess else ''}"


def _choice(answer: str, question: Question) -> str:
    """The choice that an answer names, by its words or its number."""
    if re.fullmatch(r"[0-9]{1,3}", answer) and 0 < int(answer) <= len(question.choices):
        return question.choices[int(answer) - 1]
    return next((choice for choice in question.choices if plain_text(choice) == plain_text(answer)), "")


def _meant(answer: str) -> list[tuple[str, str]]:
    """`Y=yes, blank=no` → (Y, yes), (, no)."""
    pairs = [part.partition("=") for part in re.split(r"[,;]", answer) if "=" in part]
    return [("" if plain_text(text) == "blank" else text.strip(), meaning.strip()) for text, _, meaning in pairs]


def _meaning(text: str, question: Question) -> str:
    plain = band_within(text) or text.casefold()
    return plain if plain in question.meanings else ""
