"""The grammar of a figure's name: written out and read back, and what is said of a name that is none."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.measures.key import FUNCTIONS, Key, parse_key
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Month, Period

months = st.builds(Month, st.integers(1990, 2100), st.integers(1, 12))
periods = st.builds(lambda first, more: Period(first, first.plus(more)), months, st.integers(0, 60))
words = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=12)
areas = st.builds(lambda letter, digits: f"{letter}{digits:08}", st.sampled_from("EWK"), st.integers(0, 99_999_999))
keys = st.builds(
    Key,
    measure=words,
    function=st.sampled_from(FUNCTIONS),
    area=areas,
    period=periods,
    against=st.none() | periods,
    part=st.just("") | words,
)


@given(keys)
def test_a_key_that_is_written_out_is_read_back_as_the_same_key(key: Key) -> None:
    assert parse_key(str(key)) == key


@given(keys, keys)
def test_two_keys_are_written_alike_only_when_they_are_the_same(one: Key, other: Key) -> None:
    assert (str(one) == str(other)) == (one == other)


@given(st.text(max_size=60))
def test_any_text_at_all_is_a_key_or_an_error_that_says_so(text: str) -> None:
    try:
        assert str(parse_key(text)) == text or ".." in text
    except MeasureError as error:
        assert "is not the name of a figure" in error.problem


def test_the_examples_of_the_grammar_mean_what_they_say() -> None:
    key = parse_key("street-crime.change@E06000035@2025-01..2025-04~2024-01..2024-04/robbery")
    assert (key.measure, key.function, key.area, key.part) == ("street-crime", "change", "E06000035", "robbery")
    assert key.period.label == "January to April 2025"
    assert key.against is not None and key.against.label == "January to April 2024"
    assert parse_key("asb.level@E06000035@2025-01").period.label == "January 2025"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "crime",
        "asb.level",
        "asb.level@Medway@2025-01",
        "asb.level@E0600003@2025-01",
        "asb.middle@E06000035@2025-01",
        "ASB.level@E06000035@2025-01",
        "asb.level@E06000035@2025",
        "asb.level@E06000035@2025-13",
        "asb.level@E06000035@2025-12..2025-01",
        "asb.level@E06000035@2025-01..2025-02..2025-03",
        "asb.level@E06000035@2025-01 ",
        "asb.level@E06000035@2025-01/",
        "asb.change@E06000035@2025-01~",
        "asb.level@E0600003٥@2025-01",
        "asb.level@E06000035@٢٠٢٥-01",
    ],
)
def test_what_is_not_a_key_is_refused_with_an_example_and_where_to_find_one(text: str) -> None:
    with pytest.raises(MeasureError) as error:
        parse_key(text)
    assert error.value.problem == f"{text!r} is not the name of a figure"
    assert "asb.level@E06000035@2019-04..2020-03" in error.value.expected
    assert error.value.cause
    assert "figures.csv" in error.value.remedy


def test_a_function_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(MeasureError) as error:
        parse_key("asb.middle@E06000035@2025-01")
    assert all(function in error.value.cause for function in FUNCTIONS)


def test_a_month_that_does_not_exist_is_named_as_the_cause() -> None:
    with pytest.raises(MeasureError) as error:
        parse_key("asb.level@E06000035@2025-13")
    assert "2025-13 is not a month" in error.value.cause
