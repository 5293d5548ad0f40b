"""The last guard: a finished file holds exactly the numbers that its writer meant, each as the ledger gives it."""

from __future__ import annotations

from collections.abc import Sequence

from frankpledge.assessment.found import Found, found_in
from frankpledge.assessment.ledger import Ledger
from frankpledge.assessment.page.reading import Page, read_page
from frankpledge.assessment.page.stylesheet import page_style
from frankpledge.assessment.tokens import Token, numbers_in
from frankpledge.measures.aspect import write
from frankpledge.measures.model import Figure
from frankpledge.terms.errors import GuardError, MeasureError

__all__ = ["Found", "audit_html", "check_figures", "compare", "found_in"]


def audit_html(data: bytes, tokens: Sequence[Token], ledger: Ledger) -> None:
    """Read a finished page back. Raises GuardError at the first thing that differs from what was written.

    The numbers in text, in drawings and in attributes that are read aloud must be those of `tokens`, in that order;
    each figure among them is as the ledger gives it and opens its own account; nothing is run, fetched or styled in.
    """
    page = read_page(data)
    compare(tokens, page.numbers, "the page")
    check_figures(tokens, ledger)
    _check_style(page)
    _check_panels(page, tokens, ledger)


def compare(expected: Sequence[Token], found: Sequence[Found], what: str) -> None:
    """The numbers of a file against its writer's, one by one. `what` names the file in the error."""
    for place, token in enumerate(expected):
        if place >= len(found):
            raise _differs(what, f"{token.text} ({token.kind}, {token.origin})", "the end of the file", found[-1:])
        if found[place].text != token.text:
            raise _differs(what, f"{token.text} ({token.kind}, {token.origin})", found[place].text, [found[place]])
    if len(found) > len(expected):
        extra = found[len(expected)]
        raise _differs(what, "no further number", extra.text, [extra])


def _differs(what: str, expected: str, number: str, at: Sequence[Found]) -> GuardError:
    where = "".join(f", {found.place}, after: …{found.before}" for found in at)
    return GuardError(
        f"The numbers in {what} are not those that were written",
        expected=expected,
        found=number + where,
        cause="The file was changed after it was written, or the writer shows something that it gave no account of.",
    )


def check_figures(tokens: Sequence[Token], ledger: Ledger) -> None:
    """Every figure token is what its aspect of its figure in the ledger is written as. Raises GuardError."""
    for token in tokens:
        if token.kind == "figure":
            key, _, aspect = token.origin.rpartition("#")
            figure = ledger.figures.get(key)
            printed = _printed(figure, aspect) if figure else ""
            if token.text not in numbers_in(printed):
                raise GuardError(
                    f"A number stands for {token.origin} that the ledger does not give",
                    expected=printed or "a figure with that key and that aspect in the ledger",
                    found=token.text,
                )


def _printed(figure: Figure, aspect: str) -> str:
    try:
        return write(figure, aspect)
    except MeasureError:
        return ""


def _check_style(page: Page) -> None:
    if page.styles != [page_style()]:
        raise GuardError(
            "The page holds a style that is not the one shipped with this software",
            expected="one <style>, unchanged, since a style can hide a number or draw one",
            found=f"{len(page.styles)} of {sum(map(len, page.styles))} characters",
            cause="The file was changed after it was written.",
        )


def _check_panels(page: Page, tokens: Sequence[Token], ledger: Ledger) -> None:
    """Each number opens the account of its own figure; each account is opened by a number; no id is used twice."""
    twice = [name for name, times in page.ids.items() if times > 1]
    if twice:
        raise GuardError(f"The page uses the id {twice[0]!r} more than once", remedy="Give each block its own anchor.")
    panels = {key: f"f{place}" for key, place in ledger.numbered().items()}
    for panel, place in page.opens:
        key = "" if place is None else tokens[place].origin.rpartition("#")[0]
        if panels.get(key) != panel:
            what = "Words open" if place is None else f"The number {tokens[place].text} opens"
            raise GuardError(
                f"{what} another figure's account",
                expected=key or "a number",
                found=next((key for key, name in panels.items() if name == panel), panel),
            )
    opened = {panel for panel, _ in page.opens}
    if page.panels != [panel for panel in panels.values() if panel in opened]:
        raise GuardError(
            "The accounts in the page are not those that its numbers open",
            expected="one account for each figure that is printed, in the order of the ledger",
            found=f"{len(page.panels)} accounts, and numbers that open {len(opened)}",
        )
