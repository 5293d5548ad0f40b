"""What people write: their figures are put in, and where one has moved the words wait for approval."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.measures.stories import lines, words
from tests.unit.assessment.example import LEVEL, RATE

from frankpledge.assessment.blocks import Bullets, Fixed, Heading, Note, Number, Paragraph
from frankpledge.assessment.commentary import commentary_blocks
from frankpledge.measures.model import NotAvailable, Outcome
from frankpledge.record.model import Commentary
from frankpledge.terms.errors import FrankpledgeError, GuardError, WorkspaceError

FIGURES: dict[str, Outcome] = {
    "crime.level": LEVEL,
    "crime.rate": RATE,
    "crime.change": NotAvailable(key="k", label="Change", reason="no records of May 2024 are held"),
}


def _resolve(name: str) -> Outcome:
    if name not in FIGURES:
        raise WorkspaceError(f"There is no figure called {name!r}", remedy="Did you mean 'crime.level'?")
    return FIGURES[name]


def _comment(text: str, **approved: str) -> Commentary:
    values = tuple((name.replace("_", "."), value) for name, value in approved.items())
    return Commentary(chapter="crime", text=text, approved_values=values)


def _lines(text: str, **approved: str) -> list[str]:
    return list(lines(*commentary_blocks(_comment(text, **approved), _resolve)))


def _error(text: str, **approved: str) -> FrankpledgeError:
    with pytest.raises(FrankpledgeError) as error:
        commentary_blocks(_comment(text, **approved), _resolve)
    return error.value


def test_a_reference_is_filled_with_its_figure_and_stays_one() -> None:
    (paragraph,) = commentary_blocks(_comment("Crime came to {crime.level} in all."), _resolve)
    assert isinstance(paragraph, Paragraph)
    assert words(paragraph.runs) == "Crime came to 33,334 in all."
    assert paragraph.runs[1] == Number(LEVEL)


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("crime.rate", "119.67"),
        ("crime.rate:value", "119.67"),
        ("crime.rate:numerator", "33,334"),
        ("crime.rate:denominator", "278,556"),
        ("crime.rate:low", "118.38"),
        ("crime.rate:high", "120.96"),
        (" crime.rate ", "119.67"),
        ("fixed:23 March 2020", "23 March 2020"),
        ("fixed: section 6 ", "section 6"),
    ],
)
def test_an_aspect_of_a_figure_or_a_fixed_text_can_be_asked_for(reference: str, text: str) -> None:
    assert _lines(f"See {{{reference}}}.") == [f"See {text}."]


def test_a_fixed_text_is_no_figure() -> None:
    (paragraph,) = commentary_blocks(_comment("On {fixed:23 March}."), _resolve)
    assert isinstance(paragraph, Paragraph) and paragraph.runs[1] == Fixed("23 March", "reference")


def test_references_work_in_lists_quotations_and_headings() -> None:
    blocks = commentary_blocks(_comment("### Of {crime.level}\n\n- {crime.rate}\n\n> {crime.level}"), _resolve)
    assert [type(block) for block in blocks] == [Heading, Bullets, Paragraph]
    assert list(lines(*blocks)) == ["Of 33,334", "119.67", "33,334"]


def test_a_typed_number_is_refused_with_file_and_line() -> None:
    error = _error("Crime fell.\nIt came to 33,334.")
    assert isinstance(error, GuardError)
    assert error.problem == "commentary/crime.md, line 2: the number 33,334 is typed"


def test_comments_are_not_shown_and_may_hold_anything() -> None:
    assert _lines("<!-- 33,334 and {nonsense}\n# x -->\nCrime fell.") == ["Crime fell."]
    assert _lines("<!-- a note --> Crime fell.") == ["Crime fell."]
    assert commentary_blocks(_comment("<!-- nothing yet -->\n"), _resolve) == ()
    assert commentary_blocks(_comment("\n"), _resolve) == ()


def test_a_reference_that_names_nothing_is_refused_with_its_file_and_the_closest() -> None:
    error = _error("Crime came to {crime.levl}.")
    assert error.problem == "commentary/crime.md: There is no figure called 'crime.levl'"
    assert error.remedy == "Did you mean 'crime.level'?"


def test_an_aspect_that_no_figure_has_is_refused_with_those_that_there_are() -> None:
    error = _error("{crime.rate:lower}")
    assert error.problem == "commentary/crime.md: a figure has no 'lower'"
    assert "low" in error.expected.split(", ") and "denominator" in error.expected


def test_an_aspect_that_this_figure_lacks_is_refused_with_the_file() -> None:
    error = _error("{crime.level:low}")
    assert error.problem == f"commentary/crime.md: {LEVEL.key} has no low"


def test_a_figure_that_is_not_available_is_refused_with_the_reason() -> None:
    error = _error("It moved by {crime.change}.")
    assert error.problem == "commentary/crime.md: {crime.change} is not available"
    assert error.cause == "no records of May 2024 are held"
    assert error.remedy


@pytest.mark.parametrize("text", ["# Crime", "## Crime"])
def test_a_heading_as_large_as_the_documents_own_is_refused(text: str) -> None:
    assert "Use three # signs" in _error(text).remedy


@pytest.mark.parametrize("text", ["![a](b)", "`code`", "```\nx\n```"])
def test_markdown_that_has_no_block_is_refused_with_the_file(text: str) -> None:
    assert _error(text).problem == "commentary/crime.md holds something that a document cannot show"


def test_words_stand_while_their_approved_values_do() -> None:
    assert _lines("It was {crime.level}.", crime_level="33,334", crime_rate="119.67") == ["It was 33,334."]


def test_when_an_approved_value_has_moved_the_words_are_held_and_both_values_shown() -> None:
    (note,) = commentary_blocks(_comment("Crime was low.", crime_level="33,330", crime_rate="119.67"), _resolve)
    assert isinstance(note, Note)
    assert "held until they are approved again" in note.title
    assert [words(line) for line in note.body] == ["crime.level was 33,330 when approved and is 33,334."]
    assert Number(LEVEL) in note.body[0]
    assert not any("low" in line for line in lines(note))


def test_when_an_approved_value_is_no_longer_available_the_words_are_held() -> None:
    assert "crime.change was −5.0% when approved and is not available." in _lines("It fell.", crime_change="−5.0%")


def test_a_value_that_moves_by_less_than_is_printed_does_not_hold_the_words() -> None:
    nearly = replace(RATE, value=RATE.value + Decimal("0.0001"))
    comment = _comment("It was {crime.rate}.", crime_rate="119.67")
    assert list(lines(*commentary_blocks(comment, {"crime.rate": nearly}.__getitem__))) == ["It was 119.67."]


def test_an_approved_name_that_means_nothing_is_refused_with_its_file() -> None:
    assert _error("It fell.", crime_levl="1").problem == (
        "commentary/crime.md, head: There is no figure called 'crime.levl'"
    )


def test_a_typed_number_is_refused_even_while_the_words_are_held() -> None:
    assert isinstance(_error("It was 7.", crime_level="1"), GuardError)


@pytest.mark.parametrize(
    "text", ["All is well.\nIt came to {crime.level\nof them.", "It came to crime.level} of them."]
)
def test_a_brace_that_is_never_closed_is_named(text: str) -> None:
    assert "a brace stands alone" in str(_error(text))
