"""The audit of a finished PDF: what it says is what its writer put there, and its figures are the ledger's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frankpledge.assessment.audit import Found, check_figures, compare
from frankpledge.assessment.ledger import Ledger
from frankpledge.assessment.pdf_reading import Passage, read_pdf
from frankpledge.assessment.pdf_safety import require_safe
from frankpledge.assessment.tokens import Token, numbers_in

_WORDS_BEFORE = 60


def audit_pdf(data: bytes, tokens: Sequence[Token], ledger: Ledger) -> None:
    """Read a finished PDF back: properties, bookmarks, body with text alternatives, links, head and foot of each page.

    Raises GuardError at the first number that is missing, extra or another, naming the page and the words before it;
    where a figure is not as the ledger gives it; and where the file holds anything that runs, hides or is attached.
    """
    require_safe(data)
    compare(tokens, [found for passage in read_pdf(data) for found in _numbers(passage)], "the PDF")
    check_figures(tokens, ledger)


def _numbers(passage: Passage) -> Iterator[Found]:
    """The numbers of a passage, each with the words before it."""
    end = 0
    for number in numbers_in(passage.text):
        start = passage.text.index(number, end)
        before = " ".join(passage.text[max(0, start - _WORDS_BEFORE) : start].split())
        yield Found(number, before, passage.where)
        end = start + len(number)
