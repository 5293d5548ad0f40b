"""The PDF writer: blocks → Typst → one tagged PDF (PDF/UA-1 and PDF/A-2a), the same bytes from the same document.

The tokens stand in this order: the title and author in the file's properties; the bookmarks; the body in reading order,
each text alternative where its chart stands; what the links say of themselves; what stands on every page, page by page.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

from frankpledge.assessment.blocks import Chart, Document, Number, runs_of
from frankpledge.assessment.chart import Drawing, draw
from frankpledge.assessment.ledger import Ledger
from frankpledge.assessment.pdf_tokens import Places, tokens_in_order
from frankpledge.assessment.tokens import Written
from frankpledge.assessment.typst_data import document_data
from frankpledge.terms.errors import GuardError
from frankpledge.terms.period import Month

STANDARDS = ["ua-1", "a-2a"]
_MONTHS = {Month(2000, number).name: number for number in range(1, 13)}


def write_pdf(document: Document, ledger: Ledger) -> Written:
    """The document as a PDF and the number tokens in it.

    Raises GuardError where a figure is not the ledger's, the cover's date is no date, or a sign cannot be set.
    """
    _require_ledger(document, ledger)
    drawings = {block.anchor: draw(block) for block in document.blocks if isinstance(block, Chart)}
    dated = _day(document.cover.dated.text)
    data = document_data(document, dated, {anchor: drawing.svg for anchor, drawing in drawings.items()})
    pdf, places = typeset(json.dumps(data, ensure_ascii=False), dated)
    return Written(pdf, tuple(tokens_in_order(document, drawings, places)))
