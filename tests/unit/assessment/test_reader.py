"""Markdown into blocks: what people may write, what is refused, and why no value can become markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.stories import words
from tests.unit.assessment.example import LEVEL

from frankpledge.assessment.blocks import Block, Bullets, Fixed, Heading, Link, Note, Number, Paragraph, Table, Text
from frankpledge.assessment.reader import Marks, read_blocks
from frankpledge.terms.errors import GuardError

TABLE = Table(caption=(Text("A table"),), head=((Text("Head"),),), rows=(((Text("Cell"),),),), numeric=(False,))


def _read(text: str, marks: Marks | None = None, prefix: str = "") -> tuple[Block, ...]:
    return read_blocks(text, marks or Marks(), "commentary/crime.md", prefix)


def _error(text: str, marks: Marks | None = None) -> GuardError:
    with pytest.raises(GuardError) as error:
        _read(text, marks)
    return error.value


def test_headings_paragraphs_lists_and_quotations_become_blocks() -> None:
    blocks = _read("# Crime\n\nIt fell.\n\n- One\n- Another\n\n> Beware.\n\n## Change\n\nMore.")
    assert [type(block) for block in blocks] == [Heading, Paragraph, Bullets, Paragraph, Heading, Paragraph]
    heading, lead, bullets, caveat, lower, body = blocks
    assert isinstance(heading, Heading) and (heading.level, heading.anchor) == (1, "crime")
    assert isinstance(lead, Paragraph) and (lead.role, words(lead.runs)) == ("lead", "It fell.")
    assert isinstance(bullets, Bullets) and [words(item) for item in bullets.items] == ["One", "Another"]
    assert isinstance(caveat, Paragraph) and caveat.role == "caveat"
    assert isinstance(lower, Heading) and (lower.level, lower.anchor) == (2, "crime-change")
    assert isinstance(body, Paragraph) and body.role == "body"


def test_headings_of_a_comment_are_anchored_apart_from_those_of_the_chapter() -> None:
    (heading,) = _read("### Change", prefix="comment-crime")
    assert isinstance(heading, Heading) and heading.anchor == "comment-crime-change"


def test_bold_italic_and_links_keep_their_words() -> None:
    (paragraph,) = _read("Crime **fell** and *rose*, says [the force](https://www.kent.police.uk/).")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs == (
        Text("Crime "),
        Text("fell", "strong"),
        Text(" and "),
        Text("rose", "emphasis"),
        Text(", says "),
        Link("the force", "https://www.kent.police.uk/"),
        Text("."),
    )


def test_lines_that_are_broken_in_the_file_run_on_in_the_document() -> None:
    (paragraph,) = _read("One line\nand another.")
    assert isinstance(paragraph, Paragraph) and words(paragraph.runs) == "One line and another."


def test_a_value_stands_where_its_mark_stands() -> None:
    marks = Marks()
    text = f"There were {marks.put(Number(LEVEL))} crimes {marks.put((Text('in '), Fixed('2019/20', 'date')))}."
    (paragraph,) = _read(text, marks)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs[1] == Number(LEVEL)
    assert words(paragraph.runs) == "There were 33,334 crimes in 2019/20."


def test_a_table_on_a_line_of_its_own_is_a_table_and_in_a_sentence_it_is_refused() -> None:
    marks = Marks()
    assert _read(f"Before.\n\n{marks.put(TABLE)}\n\nAfter.", marks)[1] == TABLE
    error = _error(f"See {marks.put(TABLE)} here.", marks)
    assert "stands inside a sentence" in error.problem and error.remedy == "Give it its own line."


def test_the_paragraph_after_a_chapters_heading_leads_even_when_a_note_stands_between() -> None:
    marks = Marks()
    note = marks.put(Note("Not available", ((Text("Why."),),), "gap"))
    _, gap, lead = _read(f"# Crime\n\n{note}\n\nIt fell.", marks)
    assert isinstance(gap, Note)
    assert isinstance(lead, Paragraph) and lead.role == "lead"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. First\n2. Second", "ordered list"),
        ("    some code", "code block"),
        ("```\nsome code\n```", "fence"),
        ("One\n\n---\n\nTwo", "hr"),
        ("![A picture](https://example.org/a.png)", "image"),
        ("Some `code` here", "code inline"),
        ("- A point\n\n      some code", "code block"),
        ("- A point\n  1. First", "ordered list"),
        ("- # A heading", "heading"),
        ("> ```\n> some code\n> ```", "fence"),
    ],
)
def test_what_a_document_cannot_show_is_refused_and_never_dropped(text: str, found: str) -> None:
    error = _error(text)
    assert error.problem == "commentary/crime.md holds something that a document cannot show"
    assert error.found == found
    assert "headings, paragraphs, lists" in error.expected


def test_a_heading_of_a_fourth_level_is_refused() -> None:
    assert "more than three levels" in _error("#### Too deep").problem


@pytest.mark.parametrize(
    "text", ["<b>bold</b>", "<script>alert()</script>", "<!-- a comment", "a < b & c > d", "&lt;b&gt;"]
)
def test_html_is_text(text: str) -> None:
    (paragraph,) = _read(text)
    assert isinstance(paragraph, Paragraph)
    assert words(paragraph.runs) == text.replace("&lt;", "<").replace("&gt;", ">")


@pytest.mark.parametrize("address", ["javascript:alert()", "vbscript:x", "file:///etc/passwd", "data:text/html,x"])
def test_a_link_that_runs_something_is_no_link(address: str) -> None:
    (paragraph,) = _read(f"See [here]({address}).")
    assert isinstance(paragraph, Paragraph)
    assert not any(isinstance(run, Link) for run in paragraph.runs)
    assert words(paragraph.runs) == f"See [here]({address})."


def test_a_typed_digit_cannot_become_text_even_when_no_lint_has_run() -> None:
    assert "A number without an account of itself" in _error("There were 33,334 crimes.").problem


@given(st.text(min_size=1) | st.sampled_from(["\ue0000\ue001", "*x* [a](b) {{ 1 }} <b>", "# 1"]))
def test_no_value_can_become_markup_whatever_it_holds(value: str) -> None:
    """A name is kept whole and in one piece: as text, not as bold, a link, a list or another value."""
    marks = Marks()
    (paragraph,) = _read(f"In {marks.put(Fixed(value, 'name'))} crime fell.", marks)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs == (Text("In "), Fixed(value, "name"), Text(" crime fell."))


@pytest.mark.parametrize(
    "name", ["*x* [a](b) {{ 1 }} <b>", "# x", "- x", "1. x", "\n\n# x\n", "`x`", "![a](b)", "&lt;"]
)
def test_a_name_that_looks_like_markdown_is_a_name(name: str) -> None:
    marks = Marks()
    mark = marks.put(Fixed(name, "name"))
    for text in (f"In {mark}.", f"# {mark}", f"- {mark}", f"> {mark}", f"**{mark}**", mark):
        (block,) = _read(text, marks)
        runs = block.items[0] if isinstance(block, Bullets) else block.runs  # type: ignore[union-attr]
        assert Fixed(name, "name") in runs
