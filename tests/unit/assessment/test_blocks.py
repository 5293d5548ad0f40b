from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.assessment.example import CHANGE, LEVEL, months_chart

from frankpledge.assessment.blocks import (
    Bullets,
    Fixed,
    Heading,
    KeyFact,
    KeyFacts,
    Note,
    Number,
    Paragraph,
    Table,
    Text,
    runs_of,
)
from frankpledge.terms.errors import GuardError


@given(st.text(), st.characters(categories=["Nd"]), st.text())
def test_a_digit_in_words_is_refused_in_whatever_script(before: str, digit: str, after: str) -> None:
    with pytest.raises(GuardError, match="without an account of itself"):
        Text(before + digit + after)


def test_words_without_digits_are_kept_as_they_are() -> None:
    assert Text("eighth – highest, “so it seems”").text == "eighth – highest, “so it seems”"


def test_the_error_says_what_to_do() -> None:
    with pytest.raises(GuardError, match="Use a figure, or mark it as fixed") as caught:
        Text("about 300 crimes")
    assert caught.value.found == "about 300 crimes"


def test_a_number_is_written_as_its_figure_says() -> None:
    assert Number(LEVEL).text == "33,334"
    assert Number(CHANGE).text == "−5.0%"
    assert Number(CHANGE, "size").text == "5.0%"
    assert Number(CHANGE, "denominator").text == "35,088"


def test_runs_come_in_the_order_in_which_a_block_is_read() -> None:
    a, b, c = (Text("a"),), (Fixed("2", "date"),), (Number(LEVEL),)
    assert list(runs_of(Heading(1, a, "x"))) == [a]
    assert list(runs_of(Paragraph(b))) == [b]
    assert list(runs_of(Bullets((a, b)))) == [a, b]
    assert list(runs_of(KeyFacts((KeyFact(Number(LEVEL), a, b),)))) == [c, a, b]
    assert list(runs_of(Table(a, (b, a), ((a, c),), (False, True), (b,)))) == [a, b, a, a, c, b]
    assert list(runs_of(Note("t", (a, b)))) == [(Text("t"),), a, b]


def test_a_charts_runs_are_its_title_alternative_caption_and_table() -> None:
    chart = months_chart()
    runs = list(runs_of(chart))
    assert runs[:3] == [chart.title, chart.alternative, chart.caption]
    assert runs[3:] == list(runs_of(chart.table))


def test_the_title_of_a_note_holds_no_digit() -> None:
    with pytest.raises(GuardError):
        list(runs_of(Note("Not available: 2019", ())))
