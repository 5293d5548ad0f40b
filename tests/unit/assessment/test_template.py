"""Our own chapters: every value has an account of itself, or nothing is printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from jinja2 import DictLoader, UndefinedError
from tests.measures.stories import lines, words
from tests.unit.assessment.example import LEVEL, RATE

from frankpledge.assessment import template
from frankpledge.assessment.blocks import Block, Bullets, Fixed, Note, Number, Paragraph, Text
from frankpledge.assessment.template import chapter_source, render_chapter
from frankpledge.measures.model import NotAvailable, Withheld
from frankpledge.terms.errors import GuardError
from frankpledge.terms.period import Period

GONE = NotAvailable(key="k", label="Level", reason="no records of May 2025 are held")
HELD_BACK = Withheld(key="k", label="Level", reason="too few to publish")


def _render(monkeypatch: pytest.MonkeyPatch, source: str, **context: Any) -> tuple[Block, ...]:
    monkeypatch.setattr(template, "PackageLoader", lambda *_: DictLoader({"test.md": source}))
    monkeypatch.setattr(template, "chapter_source", lambda _: source)
    return render_chapter("test", context)


def test_figures_dates_words_and_blocks_may_be_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    note = Note("A note", ((Text("Why."),),))
    values = {"level": LEVEL, "nouns": "crimes", "when": Period.parse("2025-01"), "rate": RATE, "note": note}
    base = '{{ number(rate, "denominator") }} in {{ fixed("2019", "date") }}'
    source = "{{ level }} {{ nouns }} in {{ when }} on " + base + "\n\n{{ note }}\n"
    paragraph, block = _render(monkeypatch, source, **values)
    assert isinstance(paragraph, Paragraph)
    assert words(paragraph.runs) == "33,334 crimes in January 2025 on 278,556 in 2019"
    assert paragraph.runs[0] == Number(LEVEL)
    assert block == note


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (1, "1"),
        (2.5, "2.5"),
        (Decimal("119.67"), "Decimal('119.67')"),
        (True, "True"),
        (None, "None"),
        ([LEVEL], "["),
        ({"a": 1}, "{'a': 1}"),
        (GONE, "no records of May 2025 are held"),
        (HELD_BACK, "too few to publish"),
    ],
)
def test_what_has_no_account_of_itself_is_refused(monkeypatch: pytest.MonkeyPatch, value: object, found: str) -> None:
    with pytest.raises(GuardError) as error:
        _render(monkeypatch, "There were {{ value }} crimes.", value=value)
    assert error.value.problem == "The chapter test was about to print something that is no figure"
    assert error.value.found.startswith(found)
    assert "is available" in error.value.remedy


@pytest.mark.parametrize("source", ["{{ level.value }}", "{{ level.value * 2 }}", "{{ 1 + 1 }}", "{{ xs | length }}"])
def test_a_number_that_is_worked_out_in_a_template_is_refused(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    with pytest.raises(GuardError):
        _render(monkeypatch, source, level=LEVEL, xs=["a", "b"])


@pytest.mark.parametrize(
    "source", ["{{ level | string }}", "{{ level.value ~ ' crimes' }}", "{{ '%s' % level.value }}"]
)
def test_a_number_that_is_made_into_text_is_refused_for_its_digits(
    monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    with pytest.raises(GuardError) as error:
        _render(monkeypatch, source, level=LEVEL)
    assert error.value.problem == "A number without an account of itself was about to be printed"


@pytest.mark.parametrize("source", ["{{ levl }}", "{{ levl.value }}", "{% if levl %}x{% endif %}"])
def test_a_name_that_is_not_there_is_refused_and_not_left_blank(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    with pytest.raises((GuardError, UndefinedError)):
        _render(monkeypatch, source, level=LEVEL)


def test_a_template_asks_whether_a_figure_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "{% if level is available %}{{ level }} crimes{% else %}not available{% endif %}"
    assert list(lines(*_render(monkeypatch, source, level=LEVEL))) == ["33,334 crimes"]
    assert list(lines(*_render(monkeypatch, source, level=GONE))) == ["not available"]
    assert list(lines(*_render(monkeypatch, source, level=HELD_BACK))) == ["not available"]


def test_text_with_a_digit_that_is_handed_to_a_template_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GuardError) as error:
        _render(monkeypatch, "In {{ when }}.", when="2019/20")
    assert error.value.found == "2019/20"


@pytest.mark.parametrize("name", ["*x* [a](b) {{ x }} <b>", "# x", "<script>", "{% raw %}", "a & b", "_x_ `y`"])
def test_a_value_cannot_become_markup_or_template(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for source in ("{{ area }}", "In {{ area }} crime fell.", "# {{ area }}", "* {{ area }}", "> {{ area }}"):
        (block,) = _render(monkeypatch, source, area=name)
        runs = block.items[0] if isinstance(block, Bullets) else block.runs  # type: ignore[union-attr]
        assert Text(name) in runs


def test_a_name_with_a_digit_is_printed_when_it_is_marked_as_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = "*x* [a](b) {{ 1 }} <b>"
    (block,) = _render(monkeypatch, "In {{ area }}.", area=Fixed(odd, "name"))
    assert list(lines(block)) == [f"In {odd}."]


def test_an_empty_text_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _render(monkeypatch, "{{ nothing }}\n", nothing="") == ()


def test_a_chapter_that_does_not_lint_is_not_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GuardError) as error:
        _render(monkeypatch, "There were 7 crimes.")
    assert "the number 7 is typed" in error.value.problem


def test_the_chapters_are_where_the_package_looks_for_them() -> None:
    for name in ("topic", "peers", "background"):
        assert chapter_source(name).startswith("# ")
