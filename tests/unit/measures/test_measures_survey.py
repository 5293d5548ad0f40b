"""Shares of those who answered: the base is printed, the interval is Wilson's, and its limits are said."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.measures.holding import holding

from frankpledge.analysis.proportion import weighted_proportion
from frankpledge.measures.aspect import write
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.measures.survey import SELF_SELECTED, SEVERAL, WEIGHTED, Asked, questions_of
from frankpledge.store.query import Library
from frankpledge.store.schema import Parsed
from frankpledge.store.tables import SURVEY
from frankpledge.terms.area import Area
from frankpledge.terms.period import Period

MEDWAY = Area("E06000035", "Medway")
Row = tuple[str | int | float | None, ...]


def answer(position: int, text: str, chosen: int, answered: int, **given: object) -> Row:
    """One row of the table; `weights` are those chosen, those answered and the squares of those."""
    cells: dict[str, object] = {
        **{"survey": "Safer places", "first": "2020-01-01", "last": "2020-02-01", "question": "Q1"},
        **{"text": "How safe?", "kind": "single"},
    }
    cells |= {key: value for key, value in given.items() if key in cells}
    weights = given.get("weights", (None, None, None))
    counted = (position, text, chosen, answered, given.get("respondents", 500))
    return (*cells.values(), *counted, *weights)  # type: ignore[misc, return-value]


def library(folder: Path, *rows: Row) -> Library:
    return holding(folder, SURVEY, Parsed(rows_in=len(rows), rows=tuple(enumerate(rows, 2))))


def asked(folder: Path, *rows: Row) -> Asked:
    (one,) = questions_of(library(folder, *rows), MEDWAY)
    return one


def share(question: Asked, place: int = 0) -> Figure:
    found = question.answers[place].share
    assert isinstance(found, Figure)
    return found


def test_a_share_is_of_those_who_answered_with_wilsons_interval(tmp_path: Path) -> None:
    question = asked(tmp_path, answer(1, "Very safe", 11, 27), answer(2, "Not safe", 16, 27))
    one = share(question)
    assert (write(one), write(one, "low"), write(one, "high")) == ("41%", "25%", "59%")  # 24.5 to 59.3
    assert (write(one, "numerator"), write(one, "denominator")) == ("11", "27")
    assert one.denominator_label == "people who answered"
    assert one.method == "Share of those who answered; interval by Wilson’s limits"
    assert one.notes == question.notes == (SELF_SELECTED,)
    assert one.key == "survey.safer-places-2020-01-to-2020-02.q1.1"
    assert one.label == "How safe? – Very safe, Safer places, January to February 2020"
    assert [each.text for each in question.answers] == ["Very safe", "Not safe"]


def test_how_many_of_the_respondents_answered_is_a_figure(tmp_path: Path) -> None:
    answered = asked(tmp_path, answer(1, "Yes", 400, 412)).answered
    assert (write(answered), write(answered, "denominator")) == ("412", "500")
    assert answered.denominator_label == "respondents"
    assert answered.key == "survey.safer-places-2020-01-to-2020-02.q1.answered"


def test_several_answers_may_add_up_to_more_than_all_and_it_is_said(tmp_path: Path) -> None:
    rows = [answer(place, text, 60, 100, kind="multiple") for place, text in enumerate(("ASB", "Drugs"), 1)]
    question = asked(tmp_path, *rows)
    assert sum(share(question, place).value for place in (0, 1)) == 120
    assert question.notes == (SEVERAL, SELF_SELECTED)


def test_fewer_than_twenty_answers_give_no_percentage(tmp_path: Path) -> None:
    question = asked(tmp_path, answer(1, "Yes", 19, 19))
    found = question.answers[0].share
    assert isinstance(found, NotAvailable)
    assert found.reason == "only 19 people answered, and a percentage of fewer than 20 misleads"
    assert write(question.answered) == "19"
    assert write(share(asked(tmp_path / "more", answer(1, "Yes", 20, 20)))) == "100%"


def test_a_scale_that_nobody_answered_gives_no_share(tmp_path: Path) -> None:
    question = asked(tmp_path, answer(1, "1", 0, 0, kind="scale"))
    assert isinstance(question.answers[0].share, NotAvailable)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.25, 0.5, 1.0, 2.75])), min_size=20, max_size=40))
def test_a_weighted_share_is_that_of_the_weights_of_every_person(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[bool, float]]
) -> None:
    chosen, weights = [one for one, _ in people], [weight for _, weight in people]
    sums = (
        math.fsum(weight for one, weight in people if one),
        math.fsum(weights),
        math.fsum(weight * weight for weight in weights),
    )
    row = answer(1, "Yes", sum(chosen), len(people), weights=sums)
    one = share(asked(tmp_path_factory.mktemp("x"), row))
    slow = weighted_proportion(chosen, weights)
    for mine, theirs in ((one.value, slow.value), (one.low, slow.low), (one.high, slow.high)):
        assert mine is not None
        assert float(mine) == pytest.approx(100 * theirs, rel=1e-8, abs=1e-9)
    assert one.notes == (WEIGHTED, SELF_SELECTED)
    assert (one.numerator, one.denominator) == (Decimal(sum(chosen)), Decimal(len(people)))
    assert one.method.endswith(slow.method)


def test_questions_stand_in_their_order_and_surveys_in_theirs(tmp_path: Path) -> None:
    rows = [
        answer(1, "Yes", 30, 40, question="Q10"),
        answer(2, "No", 10, 40, question="Q2"),
        answer(1, "Yes", 30, 40, question="Q2"),
        answer(1, "Yes", 30, 40, question="Q2", first="2019-01-01", last="2019-01-01"),
        answer(1, "Yes", 30, 40, survey="Another"),
    ]
    held = library(tmp_path, *rows)
    found = questions_of(held, MEDWAY)
    assert [(one.survey, str(one.period.first), one.name) for one in found] == [
        ("Another", "2020-01", "Q1"),
        ("Safer places", "2019-01", "Q2"),
        ("Safer places", "2020-01", "Q2"),
        ("Safer places", "2020-01", "Q10"),
    ]
    assert [one.text for one in found[2].answers] == ["Yes", "No"]
    assert found[1].period == Period.parse("2019-01")
    assert [one.name for one in questions_of(held, MEDWAY, survey="Another")] == ["Q1"]
    keys = [each.share.key for one in found for each in one.answers]
    assert len(set(keys)) == len(keys)


def test_an_edition_without_a_survey_has_no_questions(tmp_path: Path) -> None:
    assert questions_of(holding(tmp_path), MEDWAY) == ()
