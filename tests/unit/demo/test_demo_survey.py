"""The survey: the shares that were published, of a number of people that is assumed."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from frankpledge.demo.choices import questions
from frankpledge.demo.survey import NAME, RESPONDENTS

PUBLISHED = {
    "Q1": {"Very safe": 41, "Fairly safe": 52, "Neither safe nor unsafe": 7},
    "Q2": {"Neither safe nor unsafe": 37, "Fairly unsafe": 11},
    "Q3": {"Strongly agree": 11, "Agree": 70},
    "Q4": {"Anti-social behaviour": 63, "Domestic abuse": 44, "Drug abuse or dealing": 44},
}


@pytest.fixture(scope="module")
def answers(written: Any) -> dict[str, list[list[str]]]:
    """Question → what each respondent answered, as the file has it."""
    path: Path = written.folder / "survey" / NAME
    header, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines(), strict=True)
    assert header[-1] == "Note" and {row[-1] for row in rows} == {"Simulated"}
    assert len(rows) == RESPONDENTS
    names = [heading.split()[0] for heading in header[:-1]]
    return {name: [row[place].split(";") for row in rows] for place, name in enumerate(names)}


def shares(given: list[list[str]]) -> dict[str, int]:
    found = Counter(answer for row in given for answer in row)
    return {answer: round(100 * times / len(given)) for answer, times in found.items()}


@pytest.mark.parametrize("question", PUBLISHED)
def test_the_published_shares_come_out_once_rounded(answers: dict[str, list[list[str]]], question: str) -> None:
    found = shares(answers[question])
    assert {answer: found[answer] for answer in PUBLISHED[question]} == PUBLISHED[question]


def test_half_feel_very_or_fairly_safe_in_the_evening(answers: dict[str, list[list[str]]]) -> None:
    safe = sum(row in (["Very safe"], ["Fairly safe"]) for row in answers["Q2"])
    assert round(100 * safe / RESPONDENTS) == 51


def test_everybody_names_three_different_causes_and_gives_one_answer_elsewhere(
    answers: dict[str, list[list[str]]],
) -> None:
    for name, given in answers.items():
        assert {len(row) for row in given} == {len(set(row)) for row in given} == {3 if name == "Q4" else 1}


def test_no_cause_that_was_not_published_is_named_as_often_as_one_that_was(
    answers: dict[str, list[list[str]]],
) -> None:
    found = shares(answers["Q4"])
    assert max(share for cause, share in found.items() if cause not in PUBLISHED["Q4"]) < 44


def test_who_gave_which_answer_is_drawn_apart_for_each_question(answers: dict[str, list[list[str]]]) -> None:
    """Neighbours in the file are not dealt like cards: the answers do not stand in the order of the table."""
    for question in questions():
        order = [list(question.answers).index(row[0]) for row in answers[question.name]]
        assert order != sorted(order)
