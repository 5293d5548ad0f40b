"""Both examples in a browser, wide and narrow: nothing for axe to find, nothing that scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser import chromium, faults

WIDTHS = (1280, 320)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def _look(browser: Browser, folder: Path, width: int) -> tuple[list[str], int]:
    """The faults of the published page with every table open, and how wide it is."""
    (page,) = folder.glob("published/*/assessment.html")
    with browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB") as context:
        tab = context.new_page()
        tab.goto(page.as_uri())
        tab.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        return faults(tab), tab.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_of_medway_2020_is_clean_and_never_scrolls_sideways(browser: Browser, demo: Path, width: int) -> None:
    found, wide = _look(browser, demo, width)
    assert found == []
    assert wide <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_of_medway_2025_is_clean_and_never_scrolls_sideways(
    browser: Browser, medway_2025: Path, width: int
) -> None:
    found, wide = _look(browser, medway_2025, width)
    assert found == []
    assert wide <= width
