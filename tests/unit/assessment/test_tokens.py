from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.assessment.example import CHANGE, LEVEL, RATE

from frankpledge.assessment.blocks import Fixed, Link, Number, Text
from frankpledge.assessment.tokens import Token, fixed, numbers_in, structure, tokens_of
from frankpledge.terms.errors import GuardError


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("There were 33,334 crimes.", ["33,334"]),
        ("a fall of −5.0%, or +2%", ["−5.0%", "+2%"]),
        ("2019/20 and 2018-19", ["2019/20", "2018", "19"]),
        ("from 12–15", ["12", "15"]),
        ("section 17(1)", ["17", "1"]),
        ("E06000035@2019-04..2020-03", ["06000035", "2019", "04", "2020", "03"]),
        ("£40 and −£3", ["40", "−£3"]),
        ("no numbers here", []),
        ("ends with 5.", ["5"]),
    ],
)
def test_numbers_are_read_with_their_sign_separators_and_per_cent(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == numbers


@given(st.text())
def test_every_digit_of_a_text_is_part_of_one_token(text: str) -> None:
    digits = [letter for letter in text if letter.isdecimal()]
    assert [letter for token in numbers_in(text) for letter in token if letter.isdecimal()] == digits


def test_each_token_knows_where_it_comes_from() -> None:
    runs = (Text("It fell by "), Number(CHANGE, "size"), Text(" in "), Fixed("April 2019 to March 2020", "date"))
    assert tokens_of(runs) == [
        Token("5.0%", "figure", f"{CHANGE.key}#size"),
        Token("2019", "fixed", "date"),
        Token("2020", "fixed", "date"),
    ]
    assert structure("Page 3", "page") == [Token("3", "structure", "page")]
    assert fixed("Room 12", "address") == [Token("12", "fixed", "address")]


@pytest.mark.parametrize(
    "runs",
    [
        (Number(LEVEL), Number(RATE)),
        (Number(LEVEL), Fixed("2020", "date")),
        (Fixed("2", "name"), Text("."), Fixed("5", "name")),
        (Text("a range of−"), Number(LEVEL), Text(","), Number(LEVEL)),
    ],
)
def test_numbers_that_run_into_one_another_are_refused(runs: tuple[Text | Number | Fixed, ...]) -> None:
    with pytest.raises(GuardError, match="run into one another"):
        tokens_of(runs)


def test_a_minus_sign_before_a_number_is_refused_since_it_changes_the_number() -> None:
    with pytest.raises(GuardError, match="run into one another"):
        tokens_of((Text("about −"), Number(LEVEL)))


def test_a_digit_in_the_words_of_a_link_is_refused() -> None:
    with pytest.raises(GuardError):
        tokens_of((Link("see 2020", "https://example.org/"),))


def test_a_small_probability_is_one_token_within_its_words() -> None:
    assert tokens_of((Text("p "), Number(CHANGE, "p"))) == [Token("0.001", "figure", f"{CHANGE.key}#p")]
