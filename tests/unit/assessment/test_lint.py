"""The first guard: no digit is typed where a figure should stand."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.assessment.lint import lint_commentary, lint_template, without_comments
from frankpledge.terms.errors import GuardError

CHAPTERS = sorted(
    file.name.removesuffix(".md")
    for file in resources.files("frankpledge.assessment").joinpath("chapters").iterdir()
    if file.name.endswith(".md")
)


def _error(text: str) -> GuardError:
    with pytest.raises(GuardError) as error:
        lint_commentary("crime", text)
    return error.value


def test_a_typed_number_is_refused_with_its_file_and_line_and_what_to_write() -> None:
    error = _error("Crime fell.\n\nIt came to 33,334 in all.\n")
    assert error.problem == "commentary/crime.md, line 3: the number 33,334 is typed"
    assert error.found == "It came to 33,334 in all."
    assert "{crime.level}" in error.expected
    assert "{fixed:23 March}" in error.remedy


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("fell by 5%", "5"),
        ("since 2019", "2019"),
        ("119.67 for each thousand", "119.67"),
        ("1. First", "1"),
        ("the 4P report", "4"),
        ("&#50; crimes", "50"),
        ("fell by ٥", "٥"),
        ("[page 3](https://example.org/)", "3"),
        ("{crime.level} and 7", "7"),
        ("<!-- a --> 8", "8"),
    ],
)
def test_a_digit_in_any_dress_is_a_typed_number(text: str, number: str) -> None:
    assert _error(text).problem.endswith(f"line 1: the number {number} is typed")


@pytest.mark.parametrize(
    "text",
    [
        "Crime fell by {crime.change:size}.",
        "{fixed:23 March 2020} was the first day.",
        "{recorded-crime.change@E06000035@2018-04..2019-03} in all.",
        "[The force](https://www.kent.police.uk/2020/report-3.pdf) says so.",
        "<!-- 33,334 in 2019/20 -->",
        "<!-- written in 2020\nand again in 2021 -->\nCrime fell.",
        "One in twenty.",
        "",
    ],
)
def test_references_addresses_comments_and_words_are_no_typed_numbers(text: str) -> None:
    lint_commentary("crime", text)


def test_lines_are_counted_as_the_file_has_them_whatever_stands_in_a_comment() -> None:
    assert "line 5" in _error("<!-- one\n2\n3 -->\n\nIt was 4.").problem


@given(st.text(alphabet="ab \n<!->-", max_size=40), st.text(alphabet="ab\n", max_size=10))
def test_taking_comments_out_keeps_every_other_line_in_its_place(before: str, comment: str) -> None:
    text = f"{before}<!-- {comment} -->after"
    assert without_comments(text).count("\n") == text.count("\n")


def test_text_after_a_comment_begins_its_line() -> None:
    """Spaces in the comment's place would make code of it."""
    assert without_comments("<!-- a note -->Crime fell.") == "Crime fell."


@pytest.mark.parametrize("text", ["{{ level }} in 2020", "Section 6", "{% if x %}7{% endif %}", "{# 1 #} 2"])
def test_a_typed_number_in_a_template_is_refused(text: str) -> None:
    with pytest.raises(GuardError) as error:
        lint_template("topic", text)
    assert error.value.problem.startswith("the chapter topic, line 1: the number")


@pytest.mark.parametrize("text", ["{{ items[0] }}", "{% for x in xs[1:] %}{% endfor %}", "{# 2020 #}", "{{ a\n + 1 }}"])
def test_digits_inside_the_expressions_of_a_template_are_the_templates_own(text: str) -> None:
    lint_template("topic", text)


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_chapter_that_comes_with_the_package_has_a_typed_number(name: str) -> None:
    text = resources.files("frankpledge.assessment").joinpath("chapters", f"{name}.md").read_text(encoding="utf-8")
    lint_template(name, text)
    assert len(CHAPTERS) >= 3
