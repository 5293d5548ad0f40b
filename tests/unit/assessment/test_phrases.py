"""Words that are functions of figures: never more than the figure's test."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.measures.stories import words
from tests.unit.assessment.example import CHANGE, LEVEL, RATE

from frankpledge.assessment.blocks import Fixed, Number
from frankpledge.assessment.phrases import change_words, interval_words, names, subject_of, unit_words, verdict_words
from frankpledge.measures.catalogue import MEASURES
from frankpledge.measures.model import Figure, Verdict
from frankpledge.measures.model import Test as Comparison


def _change(value: str, verdict: Verdict | None) -> Figure:
    test = Comparison(verdict=verdict, method="exact", p=Decimal("0.01")) if verdict else None
    return replace(
        CHANGE, value=Decimal(value), numerator=Decimal(33334), denominator=Decimal(35088), signed=True, test=test
    )


@pytest.mark.parametrize(
    ("value", "verdict", "says", "never"),
    [
        ("-5", "fell", "fell by 5.0%", "rose"),
        ("12", "rose", "rose by 12.0%", "fell"),
        ("-5", "no clear change", "no clear change", "fell"),
        ("12", "no clear change", "no clear change", "rose"),
        ("-5", "not tested", "−5.0%", "fell"),
        ("-5", None, "−5.0%", "fell"),
    ],
)
def test_a_change_is_told_with_both_counts_and_no_more_than_its_test(
    value: str, verdict: Verdict | None, says: str, never: str
) -> None:
    runs = change_words(_change(value, verdict))
    text = words(runs)
    assert says in text and never not in text
    assert "35,088" in text and "33,334" in text
    assert text.index("35,088") < text.index("33,334")
    assert all(isinstance(run, Number) for run in runs if any(letter.isdigit() for letter in run.text))


@pytest.mark.parametrize(("verdict", "certain"), [("rose", True), ("fell", True), ("no clear change", False)])
def test_chance_is_named_on_the_right_side(verdict: Verdict, certain: bool) -> None:
    text = words(change_words(_change("-5", verdict)))
    assert ("more than chance" in text) is certain
    assert ("chance alone could explain" in text) is not certain


def test_a_rise_and_a_fall_are_told_without_a_sign_and_what_is_unclear_with_one() -> None:
    assert "−" not in words(change_words(_change("-5", "fell")))
    assert "−5.0%" in words(change_words(_change("-5", "no clear change")))


@pytest.mark.parametrize("verdict", ["rose", "fell", "no clear change", "not tested", None])
def test_a_verdict_in_a_table_says_what_the_test_says(verdict: Verdict | None) -> None:
    assert words(verdict_words(_change("-5", verdict))).casefold() == (verdict or "not tested")


def test_an_interval_says_how_sure_it_is_and_both_its_ends() -> None:
    assert words(interval_words(RATE)) == "95% interval 118.38 to 120.96"


def test_a_unit_is_written_after_a_number_where_it_has_words() -> None:
    assert words(unit_words(RATE)) == " per 1,000 residents"
    assert unit_words(LEVEL) == ()


def test_names_are_joined_and_may_hold_digits() -> None:
    assert names(["Swale", "Area 7", "Medway"]) == Fixed("Swale, Area 7 and Medway", "name")


def test_two_sources_that_count_differently_never_share_a_name() -> None:
    subjects = [subject_of(measure) for measure in MEASURES.values()]
    assert len(set(subjects)) == len(subjects)
    assert subject_of(MEASURES["street-crime"]) != subject_of(MEASURES["recorded-crime"])
