"""The page in a browser: what a reader sees, clicks, hears and prints. Needs Chromium on the PATH."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page
from tests.browser import chromium, faults
from tests.unit.assessment.example import CHANGE, COVER, DOCUMENT, LEDGER

from frankpledge.assessment.page.writer import write_html


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("page") / "assessment.html"
    path.write_bytes(write_html(DOCUMENT, LEDGER).data)
    return path.as_uri()


@pytest.fixture(params=[1280, 320], ids=["desk", "phone"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with browser.new_context(viewport={"width": request.param, "height": 800}, locale="en-GB") as context:
        tab = context.new_page()
        tab.goto(address)
        yield tab


def _first_change(page: Page) -> Any:
    return page.locator(".points button.n").first


def _account(page: Page) -> Any:
    return page.locator(f"#f{LEDGER.numbered()[CHANGE.key]}")


def test_the_page_has_no_fault_that_axe_can_find(page: Page) -> None:
    assert faults(page) == []


def test_the_page_has_no_fault_with_an_account_and_every_table_open(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    _first_change(page).click()
    assert _account(page).is_visible()
    assert faults(page) == []


def test_axe_finds_a_fault_where_there_is_one(page: Page) -> None:
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")
    assert any(fault.startswith("button-name") for fault in faults(page))


def test_the_page_never_scrolls_sideways(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    width = page.evaluate("document.documentElement.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    _first_change(page).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = _account(page).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width


def test_clicking_a_number_opens_its_account_and_escape_closes_it(page: Page) -> None:
    assert not _account(page).is_visible()
    _first_change(page).click()
    assert _account(page).is_visible()
    assert "33,334 in April 2019 to March 2020 against 35,088" in _account(page).inner_text()
    assert page.locator(".account:visible").count() == 1
    page.keyboard.press("Escape")
    assert not _account(page).is_visible()


def test_a_number_opens_by_keyboard_and_the_account_is_next_in_turn(page: Page) -> None:
    _first_change(page).focus()
    page.keyboard.press("Enter")
    assert _account(page).is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "close"
    page.keyboard.press("Enter")
    assert not _account(page).is_visible()
    assert page.evaluate("document.activeElement.className") == "n"


def test_opening_another_number_closes_the_first(page: Page) -> None:
    page.locator(".facts button.n").first.evaluate("button => button.click()")
    first = page.locator(".account:visible").get_attribute("id")
    page.locator(".facts button.n").nth(1).evaluate("button => button.click()")
    assert page.locator(".account:visible").count() == 1
    assert page.locator(".account:visible").get_attribute("id") != first


def test_a_number_in_text_looks_like_text_and_shows_where_the_focus_is(page: Page) -> None:
    number = _first_change(page)
    style = "button => { const s = getComputedStyle(button); return [s.fontSize, s.color, s.backgroundColor] }"
    parent = "button => { const s = getComputedStyle(button.parentElement); return [s.fontSize, s.color] }"
    assert number.evaluate(style) == [*number.evaluate(parent), "rgba(0, 0, 0, 0)"]
    page.keyboard.press("Tab")
    number.focus()
    assert number.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"


def test_numbers_in_tables_are_large_enough_to_hit(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    sizes = page.locator("td button.n").evaluate_all("all => all.map(b => [b.offsetWidth, b.offsetHeight])")
    assert sizes
    assert all(width >= 24 and height >= 24 for width, height in sizes)


def test_a_chart_is_shown_once_at_a_readable_size(page: Page) -> None:
    assert page.locator("#months-chart svg:visible").count() == 1
    size = page.locator("#months-chart svg:visible").evaluate(
        "svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width * 13"
    )
    assert size >= 10, f"the letters of the chart are {size:.1f} pixels high"


def test_the_words_of_a_chart_stay_within_it_whatever_font_is_there(page: Page) -> None:
    for name in ("months-chart", "types-chart", "peers-chart"):
        outside = page.locator(f"#{name} svg:visible").evaluate(
            """svg => {
                const frame = svg.getBoundingClientRect()
                const isOut = box => box.left < frame.left - 1 || box.right > frame.right + 1 ||
                    box.top < frame.top - 1 || box.bottom > frame.bottom + 1
                return [...svg.querySelectorAll('text')].filter(text => isOut(text.getBoundingClientRect()))
                    .map(text => text.textContent)
            }"""
        )
        assert outside == [], name


def test_a_chart_is_read_by_its_title_and_its_description(page: Page) -> None:
    chart = page.get_by_role("img", name="Recorded crime was highest in the summer of 2018")
    assert chart.count() == 1
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    images = [node for node in nodes if node.get("role", {}).get("value") in ("image", "img")]
    descriptions = [node.get("description", {}).get("value", "") for node in images]
    assert "A line over months. The lowest is 2,500." in descriptions
    assert len(images) == 3, "the drawing of the other width is not read"


def test_nothing_is_fetched(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        tab, asked = context.new_page(), []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(address)
        assert asked == [address]


def test_a_browser_that_does_not_know_popovers_shows_every_account(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(address)
        tab.evaluate("document.querySelectorAll('[popover]').forEach(panel => panel.removeAttribute('popover'))")
        assert tab.locator(".account:visible").count() == len(LEDGER.figures)


def test_printing_shows_plain_numbers_and_the_notice_on_every_page(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(address)
        tab.emulate_media(media="print")
        assert tab.locator(".points button.n").first.evaluate("b => getComputedStyle(b).textDecorationLine") == "none"
        assert not tab.locator("#accounts").is_visible()
        assert tab.locator("#months-chart .wide").is_visible()
        printed = tab.pdf(prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(io.BytesIO(printed))
    try:
        texts = [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document]
    finally:
        document.close()
    assert len(texts) >= 3
    assert all(COVER.notice in text and COVER.marking in text for text in texts)
