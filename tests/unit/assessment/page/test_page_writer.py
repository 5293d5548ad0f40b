from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from tests.unit.assessment.example import (
    BLOCKS,
    CHANGE,
    COVER,
    DOCUMENT,
    LEDGER,
    LEVEL,
    RATE,
    SOURCES,
    TYPES,
    figure,
    types_chart,
)

from frankpledge.assessment.blocks import Block, Fixed, Note, Number, Paragraph, Point, Series, Table, Text
from frankpledge.assessment.explain import explain
from frankpledge.assessment.ledger import make_ledger
from frankpledge.assessment.page.audit import audit_html
from frankpledge.assessment.page.reading import read_page
from frankpledge.assessment.page.stylesheet import page_style
from frankpledge.assessment.page.writer import _environment, write_html
from frankpledge.assessment.tokens import Written
from frankpledge.terms.errors import GuardError


def _page(*blocks: Block, **cover: Any) -> str:
    document = replace(DOCUMENT, blocks=blocks, cover=replace(COVER, **cover))
    return _write(document).data.decode()


def _write(document: Any) -> Written:
    ledger = make_ledger(document, SOURCES)
    written = write_html(document, ledger)
    audit_html(written.data, written.tokens, ledger)
    return written


PAGE = write_html(DOCUMENT, LEDGER).data.decode()


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_html(DOCUMENT, LEDGER) == write_html(DOCUMENT, LEDGER)


def test_a_page_passes_its_own_audit() -> None:
    written = write_html(DOCUMENT, LEDGER)
    audit_html(written.data, written.tokens, LEDGER)


def test_every_number_opens_its_account_and_every_account_is_opened() -> None:
    page = read_page(PAGE.encode())
    assert {panel for panel, _ in page.opens} == set(page.panels)
    assert len(page.panels) == len(LEDGER.figures)
    opens = {(panel, page.numbers[place].text) for panel, place in page.opens if place is not None}
    numbers = LEDGER.numbered()
    assert {(f"f{numbers[CHANGE.key]}", "5.0%"), (f"f{numbers[RATE.key]}", "119.67")} <= opens


def test_an_account_says_all_that_is_known_of_its_figure() -> None:
    account = PAGE[PAGE.index(f'id="f{LEDGER.numbered()[CHANGE.key]}"') :].split('class="account"')[0]
    for heading, runs in explain(CHANGE, SOURCES)[1:]:
        assert f"<dt>{heading}</dt><dd>{''.join(run.text for run in runs)}</dd>" in account


def test_accounts_stand_in_one_section_at_the_end() -> None:
    section = PAGE[PAGE.index('<section class="accounts"') :]
    assert section.count(" popover ") == PAGE.count(" popover ") == len(LEDGER.figures)
    assert "</main>" not in section


def test_numbers_in_tables_open_too() -> None:
    table = PAGE[PAGE.index('<table id="peers-table"') :].split("</table>")[0]
    assert table.count("popovertarget") == 9


def test_a_figure_that_is_drawn_and_stands_nowhere_else_is_refused() -> None:
    more = Series("Types", (Point("Theft", TYPES[1][1]), Point("Fraud", figure("crime.level@fraud", 12))))
    document = replace(DOCUMENT, blocks=(types_chart(series=(more,)),))
    with pytest.raises(GuardError, match=r"no reader can open: crime\.level@fraud"):
        write_html(document, make_ledger(document, SOURCES))


def test_a_number_that_is_not_in_the_ledger_is_refused() -> None:
    document = replace(DOCUMENT, blocks=(Paragraph((Number(figure("other@x", 5)),)),))
    with pytest.raises(GuardError, match="not in the ledger: other@x"):
        write_html(document, LEDGER)


def test_a_number_whose_figure_differs_from_the_ledgers_is_refused() -> None:
    document = replace(DOCUMENT, blocks=(Paragraph((Number(replace(LEVEL, value=LEVEL.value + 1)),)),))
    with pytest.raises(GuardError, match="not in the ledger"):
        write_html(document, LEDGER)


def test_what_is_not_available_is_said_in_words() -> None:
    note = Note("Not available: calls", ((Text("No table of calls for "), Fixed("2019/20", "date"), Text(".")),), "gap")
    page = _page(note)
    assert "Not available: calls" in page
    assert "No table of calls for 2019/20." in page


def test_the_cover_says_who_what_when_and_from_which_edition() -> None:
    header = PAGE[PAGE.index("<header") : PAGE.index("</header>")]
    for words in ("Oldbridge Community Safety Partnership", "Strategic Assessment 2020", "April 2019 to March 2020"):
        assert words in header
    for words in ("30 November 2020", "3f2a9b0c1d2e", "92c2388eb115", "Draft", "OFFICIAL", "Room 12", "made up"):
        assert words in header


def test_the_notice_stands_at_the_head_and_in_the_foot_that_print_repeats() -> None:
    assert PAGE.count(COVER.notice) == 2
    assert COVER.notice in PAGE[PAGE.index('<footer class="foot">') :]
    assert "table-footer-group" in page_style()


def test_a_document_without_notice_or_contact_has_neither() -> None:
    page = _page(*BLOCKS, notice="", contact="")
    assert 'class="notice"' not in page
    assert "<dt>Contact</dt>" not in page


def test_contents_lead_to_chapters_and_sections() -> None:
    contents = PAGE[PAGE.index("<nav") : PAGE.index("</nav>")]
    assert re.findall(r'href="#([^"]+)"', contents) == ["key-findings", "crime", "crime-months"]
    assert all(f'id="{anchor}"' in PAGE for anchor in ("key-findings", "crime", "crime-months"))


def test_headings_follow_one_another_without_a_step_left_out() -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", PAGE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_table_has_a_caption_and_scopes_and_numbers_stand_right() -> None:
    table = PAGE[PAGE.index('<table id="peers-table"') :].split("</table>")[0]
    assert '<caption id="peers-table-caption">Rate by authority</caption>' in table
    assert table.count('scope="col"') == 4
    assert table.count('scope="row"') == 3
    assert table.count('<td class="number">') == 9


def test_a_table_with_a_broad_row_scrolls_by_itself_and_a_slim_one_does_not() -> None:
    words = tuple((Text("Extraordinarily"),) for _ in range(4))
    broad = Table((Text("Broad"),), words, (words,), (False,) * 4)
    slim = Table((Text("Slim"),), words[:2], (words[:2],), (False,) * 2)
    assert '<div class="scroll" role="group" tabindex="0" aria-labelledby="table-1-caption">' in _page(broad)
    assert "scroll" not in _page(slim).split("</style>")[1]


def test_two_tables_without_an_anchor_have_names_of_their_own() -> None:
    table = Table((Text("Words"),), ((Text("A"),),), (((Text("b"),),),), (False,))
    page = _page(table, table)
    assert 'id="table-1"' in page and 'id="table-2"' in page


def test_a_chart_has_its_title_both_drawings_its_caption_and_its_table() -> None:
    chart = PAGE[PAGE.index('id="months-chart"') :].split("</figure>")[0]
    assert chart.count("<svg") == 2
    assert '<p class="title" id="months-chart-name">Recorded crime was highest in the summer of 2018</p>' in chart
    assert "<figcaption>Recorded crimes by month" in chart
    assert '<table id="months-table">' in chart[chart.index("<details>") :]


def test_one_of_the_two_drawings_is_always_hidden() -> None:
    style = page_style()
    assert ".chart .narrow { display: none; }" in style
    phone = style[style.index("@media screen and (max-width: 36rem)") :]
    assert ".chart .wide { display: none; }" in phone
    assert ".chart .narrow { display: block; }" in phone


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    assert "<script" not in PAGE and "<link" not in PAGE and " src=" not in PAGE
    assert set(re.findall(r'href="(\w+:[^"]*)"', PAGE)) == {"https://example.org/"}
    assert "url(" not in page_style() and "@import" not in page_style()


def test_the_style_draws_no_text() -> None:
    assert not re.search(r"(?<![-\w])(content|counter-increment|counter-reset)\s*:", page_style())
    assert "<ol" not in PAGE


def test_the_skeleton_types_no_digit() -> None:
    environment = _environment()
    assert environment.loader
    for name in ("page.html", "blocks.html"):
        source, _, _ = environment.loader.get_source(environment, name)
        words = re.sub(r"\{[{%].*?[%}]\}|<[^>]*>", "", source)
        assert not re.search(r"\d", words), name


def test_a_template_cannot_print_a_bare_number() -> None:
    template = _environment().from_string("{{ figure }}")
    for bare in (5, 5.0, LEVEL.value, LEVEL, Number(LEVEL)):
        with pytest.raises(GuardError, match="without an account"):
            template.render(figure=bare)


def test_a_template_cannot_print_a_name_that_is_missing() -> None:
    with pytest.raises(Exception, match="undefined"):
        _environment().from_string("{{ nothing_of_the_kind }}").render()


def test_words_are_escaped() -> None:
    page = _page(Paragraph((Text("<script>alert</script> & more"), Text(" <i>", "strong"))), contact='"><b>')
    assert "&lt;script&gt;alert&lt;/script&gt; &amp; more<strong> &lt;i&gt;</strong>" in page
    assert "<b>" not in page


def test_the_page_is_in_english_and_can_be_skipped_into() -> None:
    assert '<html lang="en-GB">' in PAGE
    assert '<a class="skip" href="#main">' in PAGE


def test_tokens_stand_in_the_order_in_which_the_page_is_read() -> None:
    tokens = _write(replace(DOCUMENT, blocks=(Paragraph((Number(LEVEL), Text(" in "), Fixed("2019", "date"))),))).tokens
    body = [token for token in tokens if token.kind == "figure" or token.text == "2019"]
    assert [token.text for token in body[:4]] == ["2019", "2019", "33,334", "2019"]  # description, cover, paragraph
    assert tokens[0].text == "2020"
