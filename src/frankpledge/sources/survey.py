"""A survey, one row a respondent: counted on its way in, so that no respondent's row is in what is kept.

The file is called `survey NAME 2020-01..2020-02.csv`: what the survey is called and the months in which it was open.
Its first row declares the questions, one a column, in the order asked:

    Q1 [single] How safe do you feel by day?          one answer
    Q2 [multiple] What worries you?                   several, a semicolon between; [multiple; |] names another sign
    Q3 [scale 1-5] How much do you trust the police?  a whole number from the first to the last
    Weight                                            if the survey is weighted: a number above nought in every row
    Note                                              if wanted: blank, or Simulated in every row

A blank cell is a question not answered: it leaves the base of that question. Questions that people answer in their own
words, `[text]`, are refused: take the column out. Answers stand in the order of their first appearance, points of a
scale in theirs, each with its count even where nobody chose it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from frankpledge.sources.own import MONTH, check_note, file_words, is_simulated
from frankpledge.sources.personal import LONGEST, MOST_WORDS, refuse_personal
from frankpledge.sources.shape import Line, RowError, Sheet, Source, Values, plain_heading, sift
from frankpledge.store.rows import header, records
from frankpledge.store.schema import Parsed, Reading
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import SURVEY
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Period
from frankpledge.terms.words import joined, plural

PUBLICATION = Publication(
    key="survey",
    title="Survey",
    publisher="the partnership or the partner that asked",
    licence="As agreed with whoever asked; answers are counted and respondents are not kept",
    attribution="",
    url="",
    limitation="Those who answered may not be like those who did not. Answers of respondents cannot be told together.",
)
_QUESTION = re.compile(
    r"(Q\d+[a-z]*)\s*\[\s*(single|multiple|scale|text)\b([^\]]*)\]\s*(\S.*)", re.IGNORECASE | re.ASCII
)
_SCALE = re.compile(r"\s*(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})\s*", re.ASCII)
_NAME = re.compile(rf"survey[ _-]+(\S.*?)[ _-]+({MONTH}(?:\.\.{MONTH})?)(?!\S).*", re.IGNORECASE | re.ASCII)
_SEVERAL, _OWN_WORDS = 3, 12
_REFUSED_SHARE = 0.10


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question as the header declares it. `points` are those of a scale, `between` parts several answers."""

    place: int
    name: str
    kind: str
    text: str
    between: str = ";"
    points: tuple[str, ...] = ()

    def answers(self, cell: str) -> tuple[str, ...]:
        """What one respondent answered, each answer once; nothing where they did not. Raises RowError."""
        parts = [" ".join(part.split()) for part in (cell.split(self.between) if self.kind != "scale" else [cell])]
        chosen = {part.casefold(): part for part in reversed(parts) if part}
        if self.kind == "single" and len([part for part in parts if part]) > 1:
            raise RowError(f"{self.name} takes one answer and has several")
        if self.kind == "scale" and chosen and parts[0] not in self.points:
            raise RowError(f"{self.name} is answered with something else than {self.points[0]} to {self.points[-1]}")
        return tuple(reversed(chosen.values()))


@dataclass
class _Tally:
    """What the answers to one question come to."""

    labels: dict[str, str] = field(default_factory=dict)
    chosen: Counter[str] = field(default_factory=Counter)
    weights: dict[str, list[float]] = field(default_factory=dict)
    answered: list[float] = field(default_factory=list)

    def add(self, answers: Iterable[str], weight: float) -> None:
        """One respondent who answered."""
        self.answered.append(weight)
        for answer in answers:
            plain = answer.casefold()
            self.labels.setdefault(plain, answer)
            self.chosen[plain] += 1
            self.weights.setdefault(plain, []).append(weight)


@dataclass
class _Taker:
    """Counts the respondents one by one. A row is counted whole or not at all, and gives no row of its own."""

    questions: tuple[Question, ...]
    weight: int | None
    note: int | None
    simulated: bool
    tallies: list[_Tally] = field(default_factory=list)
    respondents: int = 0

    def __call__(self, cells: list[str]) -> list[Values]:
        check_note(cells[self.note] if self.note is not None else "", self.simulated)
        weight = 1.0 if self.weight is None else _weight(cells[self.weight])
        given = [question.answers(cells[question.place]) for question in self.questions]
        self.respondents += 1
        for tally, answers in zip(self.tallies, given, strict=True):
            if answers:
                tally.add(answers, weight)
        return []


def read(path: Path, name: str) -> Reading:
    """The counts of one survey. Raises IntakeError where name, header or answers are not what they must be."""
    title, period = _named(name)
    headings = header(path)
    questions = _questions(headings, name)
    lines = tuple(records(path))
    _refuse_own_words(headings, lines, questions, name)
    weight, note = (_place(headings, one) for one in ("weight", "note"))
    simulated = note is not None and is_simulated(cells[note] for _, _, cells in lines if len(cells) > note)
    taker = _Taker(questions, weight, note, simulated, [_Tally(_points(one)) for one in questions])
    sifted = sift(Sheet(tuple(map(plain_heading, headings)), lines), taker, confidential=True)
    _refuse_ruin(sifted, name)
    rows = tuple(enumerate(_rows(taker, title, period), 2))
    return Reading(
        publication=replace(PUBLICATION, title=f"Survey: {title}"),
        version=1,
        table=SURVEY,
        coverage=(Coverage(ENGLAND_AND_WALES, period, title),),
        content=Parsed(rows_in=sifted.rows_in, rows=rows, rejected=sifted.rejected, kept=taker.respondents),
        simulated="Simulated answers" if simulated else "",
        remarks=_remarks(sifted, taker),
        confidential=True,
    )


def _named(name: str) -> tuple[str, Period]:
    """What the survey is called and when it was open, from the file's name."""
    found = _NAME.fullmatch(file_words(name))
    try:
        if found:
            return found[1], Period.parse(found[2])
    except ValueError:
        pass
    raise IntakeError(
        f"{name} does not say which survey it is of, and when it was open",
        expected="a name such as survey Community safety 2020-01..2020-02.csv",
        found=file_words(name),
        cause="The export was not renamed.",
        remedy="Call the file survey, then what the survey is called, then its first and last month.",
    )


def _questions(headings: list[str], name: str) -> tuple[Question, ...]:
    found = [one for place, heading in enumerate(headings) if (one := _question(place, heading, name))]
    others = [heading for heading in headings if not _QUESTION.fullmatch(heading.strip())]
    unknown = [heading for heading in others if plain_heading(heading) not in ("weight", "note", "")]
    twice = [one for one, times in Counter(one.name.casefold() for one in found).items() if times > 1]
    if not unknown and not twice and found and len({plain_heading(one) for one in others}) == len(others):
        return tuple(found)
    raise IntakeError(
        f"{name} has columns that are no question",
        expected="only columns such as Q1 [single] How safe do you feel by day?, each with its own number, and Weight",
        found=f"{joined(map(repr, unknown))} besides" if unknown else f"{joined(twice) or 'a column'} twice",
        cause="The survey tool exports more than the answers, such as when each respondent began.",
        remedy="Take these columns out, or declare them as questions if they are.",
    )


def _question(place: int, heading: str, name: str) -> Question | None:
    found = _QUESTION.fullmatch(heading.strip())
    if not found:
        return None
    short, kind, how, text = found[1].upper()[:1] + found[1][1:], found[2].casefold(), found[3], found[4]
    if kind == "text":
        raise _own_words(name, short, "it is declared as text")
    scale = _SCALE.fullmatch(how)
    if kind == "scale":
        if not scale or int(scale[1]) >= int(scale[2]):
            raise _no_scale(name, heading)
        points = tuple(map(str, range(int(scale[1]), int(scale[2]) + 1)))
        return Question(place=place, name=short, kind=kind, text=text.strip(), points=points)
    return Question(place=place, name=short, kind=kind, text=text.strip(), between=how.strip()[1:].strip() or ";")


def _no_scale(name: str, heading: str) -> IntakeError:
    return IntakeError(
        f"{name} has a scale without its ends",
        expected="the first and the last point, as in [scale 1-5]",
        found=heading,
        cause="The ends were left out, or stand the other way round.",
        remedy="Write the lower point first.",
    )


def _own_words(name: str, question: str, found: str) -> IntakeError:
    return IntakeError(
        f"{name} has answers in people's own words, which could name somebody",
        expected="questions with answers to choose from, or a scale",
        found=f"{question}: {found}",
        cause="The export holds the open questions and the “other, please say” boxes too.",
        remedy=f"Take the column {question} out, or write a short code for each answer into it.",
    )


def _refuse_own_words(headings: list[str], lines: tuple[Line, ...], questions: tuple[Question, ...], name: str) -> None:
    """Answers that could name a person; long ones that hardly anyone shares; questions with hardly an answer twice."""
    refuse_personal(headings, _pieces(lines, questions), name, free_text="allowed")
    for question in questions:
        cells = (cells[question.place] for _, _, cells in lines if len(cells) > question.place)
        parts = (" ".join(part.split()) for cell in cells for part in cell.split(question.between))
        times = Counter(part.casefold() for part in parts if part)
        if question.kind == "scale":
            continue
        if any(_is_long(part) and count < _SEVERAL for part, count in times.items()):
            raise _own_words(name, question.name, "a long answer that hardly anybody else gave")
        if len(times) > _OWN_WORDS and 2 * len(times) > times.total():
            raise _own_words(name, question.name, f"{len(times)} different answers among {times.total()}")


def _is_long(text: str) -> bool:
    return len(text) > LONGEST or len(text.split()) > MOST_WORDS


def _pieces(lines: Iterable[Line], questions: Iterable[Question]) -> Iterator[Line]:
    """The lines with each answer of a question with several in a line of its own."""
    several = [question for question in questions if question.kind == "multiple"]
    for line, raw, cells in lines:
        yield line, raw, ["" if any(one.place == n for one in several) else cell for n, cell in enumerate(cells)]
        for question in several:
            for part in cells[question.place].split(question.between) if len(cells) > question.place else []:
                yield line, raw, [*[""] * question.place, part]


def _place(headings: list[str], plain: str) -> int | None:
    return next((place for place, heading in enumerate(headings) if plain_heading(heading) == plain), None)


def _points(question: Question) -> dict[str, str]:
    return {point: point for point in question.points}


def _weight(cell: str) -> float:
    try:
        weight = float(cell) if re.fullmatch(r"\s*\d{1,9}(\.\d{1,12})?\s*", cell, re.ASCII) else 0.0
    except ValueError:
        weight = 0.0
    if weight <= 0:
        raise RowError("the weight is not a number above nought")
    return weight


def _rows(taker: _Taker, title: str, period: Period) -> Iterator[Values]:
    """A row for each answer of each question: how many chose it, of how many who answered, of how many in all."""
    dates = (period.first.first_day.isoformat(), period.last.first_day.isoformat())
    for question, tally in zip(taker.questions, taker.tallies, strict=True):
        weighted = taker.weight is not None
        base = (math.fsum(tally.answered), math.fsum(one * one for one in tally.answered)) if weighted else (None, None)
        for position, (plain, label) in enumerate(tally.labels.items(), 1):
            words = (title, *dates, question.name, question.text, question.kind, position, label)
            counts = (tally.chosen[plain], len(tally.answered), taker.respondents)
            yield (*words, *counts, math.fsum(tally.weights.get(plain, ())) if weighted else None, *base)


def _refuse_ruin(sifted: Parsed, name: str) -> None:
    """A file of which so many respondents cannot be counted that the answers are not those of the survey."""
    refused = len(sifted.rejected)
    if sifted.rows_in > refused and refused <= _REFUSED_SHARE * sifted.rows_in:
        return
    raise IntakeError(
        f"{name} is damaged: {refused:,} of its {sifted.rows_in:,} respondents cannot be counted",
        expected="some respondents, and at most one in ten with a fault",
        found="; ".join(sifted.rejected[0].reasons) if refused else "no respondent",
        cause="A column is declared as another kind of question than it is, or the file was cut.",
        remedy="Correct the header, as [multiple] for a question with several answers, and load the file again.",
    )


def _remarks(sifted: Parsed, taker: _Taker) -> tuple[str, ...]:
    """What became of the respondents, each refused one with the line and the reasons, and of questions nobody took."""
    counted = f"{taker.respondents:,} {plural(taker.respondents, 'respondent')} counted of {sifted.rows_in:,}."
    refused = "; ".join(f"line {row.line}: {', '.join(row.reasons)}" for row in sifted.rejected)
    silent = [one.name for one, tally in zip(taker.questions, taker.tallies, strict=True) if not tally.answered]
    return (
        counted,
        *([f"Not counted: {refused}."] if refused else []),
        *([f"Nobody answered {joined(silent)}."] if silent else []),
    )


SOURCE = Source(
    key="survey",
    title="survey, one row a respondent",
    shape=(r"q[0-9]+[a-z]* ?\[ ?(single|multiple|scale|text).*",),
    read=read,
)
