"""The state of the evidence as one page for the web or for the wall: no script, no network."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from frankpledge.assessment.page.stylesheet import page_style
from frankpledge.terms.period import MONTH_NAMES, Month
from frankpledge.workspace.holdings import Calendar, Holdings


def write_status(held: Holdings) -> str:
    """The page. It shows the text of refused rows, so it is for the partnership and not for publication."""
    return _environment().get_template("status.html").render(held=held, style=_style(), months=MONTH_NAMES)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("frankpledge.status", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["cell"] = _cell
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment


@cache
def _style() -> str:
    own = (files("frankpledge.status") / "templates" / "status.css").read_text("utf-8")
    return f"{page_style()}\n{own}"


def _cell(calendar: Calendar, year: int, number: int) -> dict[str, str]:
    """What one month shows: its class, its text and the words that say the same without colour."""
    month = Month(year, number)
    if not min(calendar.months) <= month <= max(calendar.months):
        return {"kind": "outside", "text": "", "words": ""}
    if month not in calendar.months:
        return {"kind": "gap", "text": "–", "words": "not held"}
    rows = calendar.months[month]
    words = [*(["few rows"] if month in calendar.thin else []), *(["re-issued"] if month in calendar.reissued else [])]
    kind = "thin" if month in calendar.thin else "reissued" if month in calendar.reissued else "held"
    return {"kind": kind, "text": "held" if rows is None else f"{rows:,}", "words": ", ".join(words)}
