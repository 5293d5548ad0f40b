"""What a finished PDF says, read from its bytes with PDFium and nothing that the writer knows.

The body is read through the structure tree, as a screen reader would, so one cell of a table never runs into another.
What is marked as an artifact (heads and feet of pages, table heads that are set again) is kept apart, page by page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import Any

from frankpledge.assessment.paper import pdfium
from frankpledge.assessment.tokens import numbers_in
from frankpledge.terms.errors import GuardError

# Elements that stand within a line: their words belong to the words around them.
_INLINE = {"Span", "Strong", "Em", "Link", "Reference", "Quote", "Code"}
# PDF/A keeps the title and author a second time, as XML that is never compressed.
_KEPT = re.compile(rb"<dc:(?:title|creator|description|subject)>(.*?)</dc:", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Passage:
    """A text of the file and where it stands."""

    text: str
    where: str


@dataclass(frozen=True)
class _Page:
    """What is drawn on one page: words by the number of their marked content, and the words that are artifacts."""

    marked: dict[int, list[str]]
    furniture: list[str]


def read_pdf(data: bytes) -> Iterator[Passage]:
    """Every passage, in the order of `pdf_tokens`. Raises GuardError where what is drawn is not what is read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise GuardError("The PDF cannot be read", found=str(error), cause="It is damaged or cut short.") from error
    try:
        pages = [(number, document[number - 1]) for number in range(1, len(document) + 1)]
        drawn = {number: _drawn(page, number) for number, page in pages}
        yield from _about(document, data)
        yield from (Passage(_body(page, drawn[number], number), f"page {number}") for number, page in pages)
        for number, page in pages:
            yield from (Passage(words, f"page {number}, a link") for words in _links(page, number))
        for number, _ in pages:
            yield Passage("".join(drawn[number].furniture), f"page {number}, head and foot")
    finally:
        document.close()


def _about(document: Any, data: bytes) -> Iterator[Passage]:
    """The file's properties, which are kept twice, and its bookmarks."""
    properties = document.get_metadata_dict()
    for name in ("Title", "Author", "Subject", "Keywords"):
        yield Passage(properties.get(name, ""), f"the file's {name.lower()}")
    for kept in _KEPT.findall(data):
        yield Passage(unescape(_TAG.sub("", kept.decode("utf-8", errors="replace"))), "the file's properties in XMP")
    for mark in document.get_toc():
        yield Passage(mark.get_title(), "the bookmarks")


def _body(page: Any, drawn: _Page, number: int) -> str:
    """The words of a page in the order of its structure tree. Raises where words are drawn that the tree leaves out."""
    import pypdfium2.raw as raw

    left = {mark: "".join(words) for mark, words in drawn.marked.items()}
    tree = raw.FPDF_StructTree_GetForPage(page)
    try:
        roots = range(raw.FPDF_StructTree_CountChildren(tree))
        words = "".join(_element(raw.FPDF_StructTree_GetChildAtIndex(tree, root), left) for root in roots)
    finally:
        raw.FPDF_StructTree_Close(tree)
    if unread := " ".join(left.values()).strip():
        raise _fault(number, "Words are drawn that the reading order leaves out", unread)
    return words


def _element(element: Any, left: dict[int, str]) -> str:
    """An element's alternative text and its words; those of its marked content are taken out of `left`."""
    import pypdfium2.raw as raw

    alternative = pdfium.utf16(partial(raw.FPDF_StructElement_GetAltText, element))
    parts = [f"\n{alternative}\n"] if alternative else []
    for place in range(raw.FPDF_StructElement_CountChildren(element)):
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, place)
        child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
        parts.append(_element(child, left) if child else left.pop(mark, ""))
    words = "".join(parts)
    title = pdfium.utf16(partial(raw.FPDF_StructElement_GetTitle, element))
    if title and numbers_in(title) != numbers_in(words):
        raise GuardError("A heading is read aloud with other numbers than it shows", expected=words, found=title)
    inline = pdfium.utf16(partial(raw.FPDF_StructElement_GetType, element)) in _INLINE
    return words if inline else f"\n{words}\n"


def _drawn(page: Any, number: int) -> _Page:
    """The words that are drawn on a page, letter by letter, each put where its text object says that it belongs."""
    found = _Page({}, [])
    homes: dict[int, list[str]] = {}
    for letter, drawn in pdfium.letters(page):
        address = pdfium.address(drawn)
        if address not in homes:
            homes[address] = _home(found, drawn, number, pdfium.is_seen(page, drawn))
        homes[address].append(letter)
    return found


def _home(found: _Page, drawn: Any, number: int, seen: bool) -> list[str]:
    if not seen:
        raise _fault(number, "Words stand where no reader sees them", "outside the page, or not painted")
    if pdfium.stands_for_other_text(drawn):
        raise _fault(number, "A sign is to be read as other words than it draws", "ActualText")
    if pdfium.is_artifact(drawn):
        return found.furniture
    mark = pdfium.marked_content(drawn)
    if mark is None:
        raise _fault(number, "Words are neither in the reading order nor marked as part of the page", "")
    return found.marked.setdefault(mark, [])


def _links(page: Any, number: int) -> Iterator[str]:
    """What links within the document say of themselves. Raises on anything else that can be clicked, but for https."""
    import pypdfium2.raw as raw

    for place in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, place)
        try:
            words = pdfium.utf16(partial(raw.FPDFAnnot_GetStringValue, annotation, b"Contents"))
            if (address := _address(page, annotation, number)) is None:
                yield words
            elif words != address:
                raise _fault(number, "A link does not say where it leads", f"{words} → {address}")
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _address(page: Any, annotation: Any, number: int) -> str | None:
    """The web address of a link, or None for a link within the document."""
    import pypdfium2.raw as raw

    if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_LINK or raw.FPDFAnnot_HasKey(annotation, b"AA"):
        raise _fault(number, "Something other than a link can be clicked", "an annotation")
    link = raw.FPDFAnnot_GetLink(annotation)
    action = raw.FPDFLink_GetAction(link)
    if not action or raw.FPDFAction_GetType(action) == raw.PDFACTION_GOTO:
        return None
    address = pdfium.ascii_text(partial(raw.FPDFAction_GetURIPath, page.pdf, action))
    if raw.FPDFAction_GetType(action) != raw.PDFACTION_URI or not address.startswith("https://"):
        raise _fault(number, "A link leads somewhere other than this document or a secure web address", address)
    return address


def _fault(number: int, problem: str, found: str) -> GuardError:
    return GuardError(f"{problem} (page {number} of the PDF)", found=found[:200])
