"""The few calls of PDFium's own interface that the reading of a PDF needs, with their strings made plain.

Handles are opaque pointers (`Any`); they live as long as the page or document that they came from.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

# As parts of a letter's height: how far apart letters of one word may stand, and from where on it is another line.
_TOUCHING, _OTHER_LINE = 0.08, 0.3
_HYPHEN_AT_LINE_END = "\x02"
_HIDDEN_MODES = ("FPDF_TEXTRENDERMODE_INVISIBLE", "FPDF_TEXTRENDERMODE_CLIP", "FPDF_TEXTRENDERMODE_UNKNOWN")


def letters(page: Any) -> Iterator[tuple[str, Any]]:
    """Each letter drawn on a page, after a space or a line end where one is seen before it, and its text object.

    PDFium's own spaces are taken only within an object. Between objects it measures text without its scale, and would
    break the numbers of a chart that is set small; where the letters stand tells the truth.
    """
    import pypdfium2.raw as raw

    text = page.get_textpage()
    last, before, gap = -1, None, ""
    for index in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            gap = " "
            continue
        drawn = raw.FPDFText_GetTextObject(text, index)
        if before is None or address(drawn) != address(before):
            gap = _gap(text, last, index) if last >= 0 else ""
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        yield gap + ("-" if letter == _HYPHEN_AT_LINE_END else letter), drawn
        last, before, gap = index, drawn, ""


def _gap(text: Any, last: int, index: int) -> str:
    """What stands between two letters as they are drawn: nothing, a space, or the end of a line."""
    (left, low, right, high), (next_left, next_low, _, _) = _box(text, last), _box(text, index)
    height = high - low
    if abs(next_low - low) > _OTHER_LINE * height:
        return "\n"
    return "" if -_TOUCHING * height < next_left - right < _TOUCHING * height and next_left > left else " "


def _box(text: Any, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the room that a letter takes, in points."""
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
    return box.left, box.bottom, box.right, box.top


def address(drawn: Any) -> int:
    """What tells one object of a page from another."""
    return ctypes.addressof(drawn.contents)


def marked_content(drawn: Any) -> int | None:
    """The number by which the structure tree knows an object, if it knows it."""
    import pypdfium2.raw as raw

    number = raw.FPDFPageObj_GetMarkedContentID(drawn)
    return None if number < 0 else int(number)


def is_artifact(drawn: Any) -> bool:
    """Whether an object is marked as part of the page and not of what is read."""
    return any(_mark_name(mark) == "Artifact" for mark in _marks(drawn))


def stands_for_other_text(drawn: Any) -> bool:
    """Whether an object says that it is to be read as something else than it draws."""
    import pypdfium2.raw as raw

    kinds = (raw.FPDFPageObjMark_GetParamValueType(mark, b"ActualText") for mark in _marks(drawn))
    return any(kind != raw.FPDF_OBJECT_UNKNOWN for kind in kinds)


def is_seen(page: Any, drawn: Any) -> bool:
    """Whether an object is painted, and within the page."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    bounds = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(drawn, *(ctypes.byref(bound) for bound in bounds)):
        return False
    left, bottom, right, top = (bound.value for bound in bounds)
    hidden = {getattr(raw, mode) for mode in _HIDDEN_MODES}
    inside = left >= 0 and bottom >= 0 and right <= width and top <= height
    return inside and raw.FPDFTextObj_GetTextRenderMode(drawn) not in hidden


def utf16(call: Callable[[Any, int], int]) -> str:
    """The string that a call gives when asked first for its length in bytes and then for its UTF-16."""
    length = call(None, 0)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    call(buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", errors="replace")


def ascii_text(call: Callable[[Any, int], int]) -> str:
    """The same for a call that gives bytes: a web address."""
    length = call(None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    call(buffer, length)
    return buffer.value.decode("ascii", errors="replace")


def _marks(drawn: Any) -> list[Any]:
    import pypdfium2.raw as raw

    return [raw.FPDFPageObj_GetMark(drawn, number) for number in range(raw.FPDFPageObj_CountMarks(drawn))]


def _mark_name(mark: Any) -> str:
    import pypdfium2.raw as raw

    length = ctypes.c_ulong()

    def call(buffer: Any, size: int) -> int:
        raw.FPDFPageObjMark_GetName(mark, buffer, size, ctypes.byref(length))
        return length.value

    return utf16(call)
