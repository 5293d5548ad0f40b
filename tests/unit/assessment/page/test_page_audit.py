from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.assessment.example import CHANGE, DOCUMENT, LEDGER, LEVEL, TYPES

from frankpledge.assessment.found import found_in
from frankpledge.assessment.page.audit import Found, audit_html, check_figures, compare
from frankpledge.assessment.page.writer import write_html
from frankpledge.assessment.tokens import Token
from frankpledge.terms.errors import GuardError

WRITTEN = write_html(DOCUMENT, LEDGER)
PAGE = WRITTEN.data.decode()
PLACES = LEDGER.numbered()


def _audit(page: str) -> None:
    audit_html(page.encode(), WRITTEN.tokens, LEDGER)


def _refused(page: str, match: str = "not those that were written") -> GuardError:
    assert page != PAGE, "the tampering changed something"
    with pytest.raises(GuardError, match=match) as caught:
        _audit(page)
    return caught.value


def _changed(within: str, old: str, new: str) -> str:
    """The page with the first `old` after `within` replaced."""
    start = PAGE.index(within)
    return PAGE[:start] + PAGE[start:].replace(old, new, 1)


def test_a_page_as_written_passes() -> None:
    _audit(PAGE)


@pytest.mark.parametrize(
    ("within", "old", "new"),
    [
        ("The police recorded", "33,334", "33,335"),
        ('<table id="peers-table"', "131.2", "131.3"),
        ('id="types-chart-640-title"', ">9,120<", ">9,121<"),
        ('id="types-chart-340-title"', ">9,120<", ">9,121<"),
        ('id="months-chart-640-title"', ">1,000<", ">1,500<"),
        ('id="months-chart-640-title"', "The lowest is 2,500", "The lowest is 2,600"),
        ('id="months-chart-640-title"', "summer of 2018", "summer of 2019"),
        ('<section class="accounts"', "33,334", "33,335"),
        ("<title>", "2020", "2021"),
        ('<meta name="description"', "2020", "2021"),
        ('<footer class="foot">', "3f2a9b0c1d2e", "3f2a9b0c1d3e"),
        ("<nav", "<nav", '<nav aria-label="Contents 5"'),
        ("The police recorded", "<button", '<button title="33,335"'),
        ("Recorded crime fell by", "5.0%", "5.0"),
        ('<table id="peers-table"', ">49.5<", ">−49.5<"),
    ],
    ids=lambda value: value[:24],
)
def test_a_changed_digit_is_caught_wherever_it_stands(within: str, old: str, new: str) -> None:
    _refused(_changed(within, old, new))


def test_two_numbers_that_changed_places_are_caught() -> None:
    """Both stand in the ledger, so only their order gives them away."""
    table = PAGE.index("<table", PAGE.index('id="types-chart"'))
    row = re.compile(r'(popovertarget="f\d+">)13,580(</button>.*?popovertarget="f\d+">)9,120(</button>)', re.S)
    _refused(PAGE[:table] + row.sub(r"\g<1>9,120\g<2>13,580\g<3>", PAGE[table:], count=1))


def test_a_number_that_was_added_is_caught() -> None:
    _refused(_changed("The police recorded", "</p>", " This is 12 more.</p>"))
    _refused(PAGE.replace("</body>", "<p>12</p></body>"))


def test_a_number_that_was_removed_is_caught() -> None:
    _refused(_changed("The police recorded", "33,334", "many"))
    _refused(re.sub(r'<footer class="foot">.*?</footer>', "", PAGE, flags=re.S))


def test_a_number_cut_in_two_by_markup_is_still_read_as_one() -> None:
    page = _changed("The police recorded", "33,334", "33,<em>33</em>4")
    _audit(page)
    _refused(_changed("The police recorded", "33,334", "33,<p>33</p>4"))


def test_the_error_names_the_number_its_place_and_the_words_before_it() -> None:
    error = _refused(_changed("The police recorded", "33,334", "33,335"))
    line = PAGE[: PAGE.index("The police recorded")].count("\n") + 1
    assert error.expected == f"33,334 (figure, {LEVEL.key}#value)"
    assert error.found.startswith(f"33,335, line {line}, after: …")
    assert error.found.endswith("All recorded crime The police recorded")


@pytest.mark.parametrize(
    ("extra", "match"),
    [
        ("<script>alert()</script>", "the element <script>"),
        ("<iframe></iframe>", "the element <iframe>"),
        ("<img alt='x'>", "the element <img>"),
        ("<link rel='stylesheet'>", "the element <link>"),
        ("<ol><li>a</li></ol>", "the element <ol>"),
        ("<object></object>", "the element <object>"),
        ("<p onclick='x()'>a</p>", "the attribute onclick"),
        ("<p style='content: \"a\"'>a</p>", "the attribute style"),
        ("<p style='display:none'>a</p>", "the attribute style"),
        ("<p src='a'>a</p>", "the attribute src"),
        ("<p aria-description='nine'>a</p>", "the attribute aria-description"),
        ("<p id='one' id='two'>a</p>", "an attribute twice on <p>"),
        ("<p hidden>a</p>", "the attribute hidden"),
        ("<a href='javascript:x()'>a</a>", "the address"),
        ("<a href='//example.org'>a</a>", "the address"),
        ("<svg><path fill='url(https://example.org)'></path></svg>", "something to fetch"),
        ("<!-- 33,335 -->", "a comment"),
        ("<?php x ?>", "an instruction"),
        ("<![CDATA[x]]>", "a declaration|a comment"),
        ("<!DOCTYPE other>", "the declaration"),
        ("<style>p{color:red}</style>", "a style that is not the one shipped"),
        ("<style>p::after{content:'five'}</style>", "a style that is not the one shipped"),
        ("<p id='crime'>a</p>", "the id 'crime' more than once"),
        ("<div id='f999' popover>a</div>", "not those that its numbers open"),
    ],
)
def test_what_no_document_needs_is_refused(extra: str, match: str) -> None:
    error = _refused(PAGE.replace("</main>", f"{extra}</main>"), match)
    assert error.exit_code == 6


def test_a_file_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(GuardError, match="not UTF-8"):
        audit_html(WRITTEN.data + b"\xff", WRITTEN.tokens, LEDGER)


def test_a_changed_style_is_caught() -> None:
    _refused(PAGE.replace(".chart .narrow { display: none; }", ".chart .narrow { display: block; }"), "a style")
    _refused(re.sub(r"<style>.*?</style>", "", PAGE, flags=re.S), "a style")


def test_a_link_to_the_web_is_allowed() -> None:
    _audit(PAGE.replace("</main>", '<p><a href="https://example.org/">a place</a></p></main>'))


def test_a_number_that_opens_another_figures_account_is_caught() -> None:
    """The other figure prints the same number as its count, so only the account tells them apart."""
    level, change = PLACES[LEVEL.key], PLACES[CHANGE.key]
    page = _changed("The police recorded", f'popovertarget="f{level}"', f'popovertarget="f{change}"')
    error = _refused(page, "33,334 opens another figure's account")
    assert (error.expected, error.found) == (LEVEL.key, CHANGE.key)


def test_words_that_open_an_account_are_caught() -> None:
    page = PAGE.replace("</main>", '<p><button type="button" popovertarget="f1">more</button></p></main>')
    _refused(page, "Words open another figure's account")


def test_an_account_that_lost_its_number_is_caught() -> None:
    place = PLACES[TYPES[0][1].key]
    page = PAGE.replace(f' popovertarget="f{place}">', ">")
    _refused(page, "not those that its numbers open")


def test_two_accounts_that_changed_places_are_caught() -> None:
    page = PAGE.replace('id="f1" popover', 'id="f0" popover').replace('id="f2" popover', 'id="f1" popover')
    _refused(page.replace('id="f0" popover', 'id="f2" popover'), "not those that its numbers open")


def test_a_writer_that_prints_what_the_ledger_does_not_give_is_caught() -> None:
    key = f"{LEVEL.key}#value"
    check_figures([Token("33,334", "figure", key)], LEDGER)
    for token in (
        Token("33,335", "figure", key),
        Token("33,334", "figure", "no.such.key#value"),
        Token("33,334", "figure", f"{LEVEL.key}#low"),
        Token("33,334", "figure", f"{LEVEL.key}#nonsense"),
    ):
        with pytest.raises(GuardError, match="that the ledger does not give"):
            check_figures([token], LEDGER)


def test_swapping_two_figures_in_the_file_and_in_the_tokens_is_caught_by_the_ledger() -> None:
    a, b = Token("13,580", "figure", f"{TYPES[1][1].key}#value"), Token("9,120", "figure", f"{TYPES[0][1].key}#value")
    with pytest.raises(GuardError, match="that the ledger does not give"):
        check_figures([a, b], LEDGER)


TEXTS = st.lists(st.sampled_from(["1", "2", "33,334", "−5.0%"]), max_size=6)


@given(TEXTS, TEXTS)
def test_comparison_passes_exactly_when_the_sequences_are_equal(expected: list[str], found: list[str]) -> None:
    tokens = [Token(text, "fixed", "date") for text in expected]
    there = [Found(text, "before", "page 1") for text in found]
    if expected == found:
        compare(tokens, there, "the file")
    else:
        with pytest.raises(GuardError, match="The numbers in the file"):
            compare(tokens, there, "the file")


def test_each_number_of_a_text_is_found_with_the_words_before_it() -> None:
    found = found_in("It fell by 5.0%, from 15 to 5", "page 3", "Earlier")
    assert [item.text for item in found] == ["5.0%", "15", "5"]
    assert found[2] == Found("5", "Earlier It fell by 5.0%, from 15 to", "page 3")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_digit_changed_outside_the_style_and_the_geometry_is_caught(data: st.DataObject) -> None:
    """Text between tags, anywhere in the page."""
    texts = [m for m in re.finditer(r">([^<]*\d[^<]*)<", PAGE) if not PAGE[: m.start() + 1].endswith("<style>")]
    match = data.draw(st.sampled_from(texts))
    digits = [match.start(1) + i for i, letter in enumerate(match[1]) if letter.isdigit()]
    place = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != PAGE[place]]))
    _refused(PAGE[:place] + other + PAGE[place + 1 :])
