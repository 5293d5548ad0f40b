"""The audit of a finished PDF: what it says is what its writer put there, and its figures are the ledger's."""

from __future__ import annotations

from collections.abc import Sequence

from frankpledge.assessment.ledger import Ledger
from frankpledge.assessment.page.audit import check_figures, compare, found_in
from frankpledge.assessment.paper.reading import read_pdf
from frankpledge.assessment.paper.safety import require_safe
from frankpledge.assessment.tokens import Token


def audit_pdf(data: bytes, tokens: Sequence[Token], ledger: Ledger) -> None:
    """Read a finished PDF back: properties, bookmarks, body with text alternatives, links, head and foot of each page.

    Raises GuardError at the first number that is missing, extra or another, naming the page and the words before it;
    where a figure is not as the ledger gives it; and where the file holds anything that runs, hides or is attached.
    """
    require_safe(data)
    compare(tokens, [number for part in read_pdf(data) for number in found_in(part.text, part.where)], "the PDF")
    check_figures(tokens, ledger)
