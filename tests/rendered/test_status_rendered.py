"""The state of the evidence in a browser: no fault that axe can find, nothing cut off on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser import chromium, faults
from tests.unit.status.test_status_page import HELD

from frankpledge.status.page import write_status


@pytest.mark.parametrize("width", [1280, 320], ids=["desk", "phone"])
def test_the_status_page_reads_well_wide_and_narrow(tmp_path: Path, width: int) -> None:
    path = tmp_path / "status.html"
    path.write_text(write_status(HELD), encoding="utf-8")
    with chromium() as browser, browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cells = "[...document.querySelectorAll('.calendar td, .calendar th')]"
        spilt = f"{cells}.filter(cell => cell.scrollWidth > cell.clientWidth + 1)"
        assert page.evaluate(f"{spilt}.map(cell => cell.textContent)") == [], "no number runs into the next month's"
