"""The PDF writer: blocks → Typst → one tagged PDF (PDF/UA-1 and PDF/A-2a), the same bytes from the same document."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

from frankpledge.assessment.blocks import Chart, Document, Fixed, Number, runs_of
from frankpledge.assessment.charts.draw import draw
from frankpledge.assessment.ledger import Ledger
from frankpledge.assessment.paper.source import Data, document_data
from frankpledge.assessment.paper.tokens import Places, tokens_in_order
from frankpledge.assessment.tokens import Written
from frankpledge.terms.errors import GuardError
from frankpledge.terms.period import Month

_MONTHS = {Month(2000, number).name: number for number in range(1, 13)}


def write_pdf(document: Document, ledger: Ledger) -> Written:
    """The document as a PDF and the number tokens in it, in the order that `pdf_tokens` describes.

    Raises GuardError where a figure is not the ledger's, the cover's date is no date, or a letter cannot be set.
    """
    _require_ledger(document, ledger)
    drawings = {block: draw(block) for block in document.blocks if isinstance(block, Chart)}
    dated = _day(document.cover.dated)
    data = document_data(document, dated, {chart: drawing.svg for chart, drawing in drawings.items()})
    pdf, places = typeset(data, dated)
    return Written(pdf, tuple(tokens_in_order(document, drawings, places)))


def typeset(data: Data, dated: date) -> tuple[bytes, Places]:
    """Set a document's data with the template: the PDF, and where its headings and table heads came to stand."""
    import typst

    moment = datetime(dated.year, dated.month, dated.day, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        compiler = typst.Compiler(
            _template(Path(folder)),
            root=folder,
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[_typefaces(Path(folder))]),
            sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
        )
        try:
            pdf, warnings = compiler.compile_with_warnings(
                format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=moment
            )
            asked = compiler.query("<places>", field="value", one=True)
        except typst.TypstError as error:
            raise _cannot_set(error) from error
    if warnings:  # a missing font, or a layout that does not settle, and with it wrong page numbers
        raise _cannot_set(warnings[0])
    assert isinstance(pdf, bytes)
    return pdf, Places.read(json.loads(asked))


def _template(folder: Path) -> str:
    copy = folder / "document.typ"
    copy.write_bytes(files("frankpledge.assessment.paper").joinpath("templates/document.typ").read_bytes())
    return str(copy)


def _typefaces(folder: Path) -> str:
    """A folder with the TrueType files alone: the package has each font twice, and which is taken must not vary."""
    import font_source_sans_pro

    for font in sorted(Path(font_source_sans_pro.font_directory).glob("*.ttf")):
        shutil.copyfile(font, folder / font.name)
    return str(folder)


def _require_ledger(document: Document, ledger: Ledger) -> None:
    for block in document.blocks:
        for run in (run for runs in runs_of(block) for run in runs if isinstance(run, Number)):
            if ledger.figures.get(run.figure.key) != run.figure:
                raise GuardError(
                    f"The document shows a figure that its ledger does not hold: {run.figure.key}",
                    found=run.text,
                    cause="The ledger was made from another document.",
                    remedy="Make the ledger from this document.",
                )


def _day(dated: Fixed) -> date:
    """The date on the cover, which is also the file's own date: the clock must not change the bytes."""
    try:
        day, month, year = dated.text.split()
        return date(int(year), _MONTHS[month], int(day))
    except (ValueError, KeyError) as error:
        raise GuardError(
            "The date on the cover cannot be read", expected="a day such as 30 November 2020", found=dated.text
        ) from error


def _cannot_set(error: Exception) -> GuardError:
    """A letter that no font has is the usual reason; anything else is the template's fault and is told as it is."""
    message = str(getattr(error, "message", error))
    return GuardError(
        "The PDF could not be set",
        found=message,
        cause="A letter or sign in the text is in none of the PDF's fonts." if "displayed with font" in message else "",
        remedy="Write it in words, or with another sign." if "displayed with font" in message else "",
    )
