"""The survey of a consultation event: a row a respondent, with as many of each answer as was chosen."""

from __future__ import annotations

from frankpledge.demo.chance import dice_for
from frankpledge.demo.choices import Question, questions

RESPONDENTS = 105
NAME = "survey Medway consultation event 2020-03.csv"
_CHOICES = {"single": 1, "multiple": 3}


def survey_header() -> list[str]:
    """The questions as the layout declares them."""
    return [*(f"{one.name} [{one.kind}] {one.text}" for one in questions()), "Note"]


def survey_rows(seed: int, note: str) -> list[list[str]]:
    """What each respondent answered; who answered what is drawn, how many did is not."""
    dice = dice_for(seed, "survey")
    columns = []
    for question in questions():
        order = dice.uniforms(RESPONDENTS).argsort(kind="stable").tolist()
        dealt = _dealt(question)
        columns.append([dealt[place] for place in order])
    return [[*answers, note] for answers in zip(*columns, strict=True)]


def _dealt(question: Question) -> list[str]:
    """The answers dealt out like cards, so that nobody is given the same one twice."""
    hands: list[list[str]] = [[] for _ in range(RESPONDENTS)]
    cards = [answer for answer, times in question.answers.items() for _ in range(times)]
    if len(cards) != RESPONDENTS * _CHOICES[question.kind]:
        raise ValueError(f"The answers to {question.name} are not those of {RESPONDENTS} respondents.")
    for number, card in enumerate(cards):
        hands[number % RESPONDENTS].append(card)
    return [";".join(hand) for hand in hands]
