"""The style of the page: one text, put together from the files in `style/`. The audit lets no other through."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_SHEETS = ("page.css", "blocks.css", "panels.css", "print.css")


@cache
def page_style() -> str:
    """Every sheet, in order. It fetches nothing and draws no text of its own."""
    folder = files("frankpledge.assessment.page") / "style"
    return "\n".join((folder / name).read_text("utf-8") for name in _SHEETS)
