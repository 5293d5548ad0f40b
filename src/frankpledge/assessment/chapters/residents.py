"""What people say: a table for each question of a survey, with who answered and what cannot be said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from frankpledge.assessment.blocks import Block, Fixed, Number, Runs, Table, Text
from frankpledge.assessment.chapters.topic import comments_of
from frankpledge.assessment.story import Story
from frankpledge.assessment.template import render_chapter
from frankpledge.measures.model import Figure
from frankpledge.measures.survey import SEVERAL, WEIGHTED, Asked, questions_of
from frankpledge.terms.period import Month
from frankpledge.terms.words import joined

_SEVERAL = "People could choose several answers, so the shares can add up to more than a hundred per cent."


@dataclass(frozen=True, kw_only=True)
class _Survey:
    """One survey with what its part of the template needs."""

    name: Fixed
    period: Fixed
    respondents: Runs
    tables: tuple[Table, ...]
    too_few: tuple[Runs, ...]
    is_weighted: bool


def residents(story: Story) -> tuple[Block, ...]:
    """The chapter; left out whole where no survey is held and nobody wrote anything for it."""
    comments = comments_of(story, "residents")
    asked = questions_of(story.evaluator.library, story.area)
    if not asked and not comments:
        return ()
    latest, others = _latest(asked, Month.of(story.record.partnership.dated))
    surveys = [_survey(questions) for questions in latest]
    return render_chapter(
        "residents",
        {"surveys": surveys, "others": _names(others) if others else "", "comments": comments},
    )


_Wave = tuple[Asked, ...]


def _latest(asked: Iterable[Asked], dated: Month) -> tuple[list[_Wave], list[_Wave]]:
    """The last wave of each survey that began before the document was dated, and the waves that are left."""
    waves = [tuple(some) for _, some in groupby(asked, key=lambda one: (one.survey, one.period))]
    known = [wave for wave in waves if wave[0].period.first <= dated]
    last = {wave[0].survey: wave for wave in sorted(known, key=lambda wave: wave[0].period.last)}
    shown = [wave for wave in waves if last.get(wave[0].survey) is wave]
    return shown, [wave for wave in waves if last.get(wave[0].survey) is not wave]


def _names(waves: Sequence[_Wave]) -> Fixed:
    return Fixed(joined(f"{wave[0].survey}, {wave[0].period.label}" for wave in waves), "reference")


def _survey(questions: _Wave) -> _Survey:
    head = questions[0]
    shown = [one for one in questions if _is_given(one)]
    return _Survey(
        name=Fixed(head.survey, "name"),
        period=Fixed(head.period.label, "date"),
        respondents=(Number(head.answered, "denominator"),),
        tables=tuple(_table(one) for one in shown),
        too_few=tuple(_too_few(one) for one in questions if not _is_given(one)),
        is_weighted=any(WEIGHTED in one.notes for one in questions),
    )


def _is_given(question: Asked) -> bool:
    return all(isinstance(answer.share, Figure) for answer in question.answers)


def _table(question: Asked) -> Table:
    """A row an answer, in the order of the survey."""
    base: Runs = (Number(question.answered), Text(" of "), Number(question.answered, "denominator"))
    several: Runs = (Text(f" {_SEVERAL}"),) if SEVERAL in question.notes else ()
    weighted = WEIGHTED in question.notes
    return Table(
        caption=(Fixed(question.text, "name"),),
        head=(
            (Text("Answer"),),
            (Text("People, not weighted" if weighted else "People"),),
            (Text("Share, weighted" if weighted else "Share"),),
            (Fixed("95% interval", "unit"),),
        ),
        rows=tuple(
            (
                (Fixed(answer.text, "name"),),
                (Number(answer.share, "numerator"),),
                (Number(answer.share),),
                (Number(answer.share, "low"), Text(" to "), Number(answer.share, "high")),
            )
            for answer in question.answers
            if isinstance(answer.share, Figure)
        ),
        numeric=(False, True, True, True),
        notes=((Text("Base: "), *base, Text(" respondents answered."), *several),),
    )


def _too_few(question: Asked) -> Runs:
    share = question.answers[0].share
    assert not isinstance(share, Figure)
    return (Fixed(f"{question.text} – {share.reason}.", "reference"),)
