"""Chromium for the tests that look at a page, and the faults that axe finds in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, sync_playwright

_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RULES = {"runOnly": _LEVELS, "rules": {"target-size": {"enabled": True}}}


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, or Playwright's own. Fails, and never skips, where there is neither."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=found, args=[*_QUIET, "--disable-sync"])
        except Error as error:
            pytest.fail(f"These tests look at the page in Chromium, which cannot be started: make browser. {error}")
        yield opened
        opened.close()


def faults(page: Page) -> list[str]:
    """What axe finds wrong, a line a place."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]]
