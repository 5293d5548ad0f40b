"""A finished page read back: every number a reader may meet, in order, and everything that a page may not hold.

Only elements and attributes that a document needs are let through, so what is not known to be harmless is refused:
scripts, frames, anything fetched, styles on an element, lists that number themselves, comments.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from frankpledge.assessment.found import WORDS_BEFORE, Found, found_in
from frankpledge.assessment.tokens import numbers_in
from frankpledge.terms.errors import GuardError

_WITHIN_A_LINE = "a button em span strong"
_ELSEWHERE = """
    html head meta title style body header main nav section footer div p h1 h2 h3 h4 ul li dl dt dd figure figcaption
    details summary table caption thead tbody tr th td svg desc g path rect line text tspan
"""
_OF_ELEMENTS = """
    charset class content href id lang name popover popovertarget popovertargetaction role scope tabindex type
    aria-describedby aria-label aria-labelledby title
    xmlns viewbox width height transform d x x1 x2 y y1 y2 dx dy display fill fill-opacity opacity
    font-family font-size font-style font-weight pointer-events stroke stroke-dasharray stroke-linejoin
    stroke-miterlimit stroke-opacity stroke-width text-anchor
"""
_INLINE = frozenset(_WITHIN_A_LINE.split())
_ELEMENTS = _INLINE | frozenset(_ELSEWHERE.split())
_ATTRIBUTES = frozenset(_OF_ELEMENTS.split())
_READ = ("title", "aria-label", "content")


@dataclass
class Page:
    """What was read. `opens`: each panel that a button opens, with the place of the number on the button, if any."""

    numbers: list[Found] = field(default_factory=list)
    opens: list[tuple[str, int | None]] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    panels: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)


def read_page(data: bytes) -> Page:
    """Read a page. Raises GuardError where it holds an element, attribute or address that no document needs."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GuardError(
            "The page is not UTF-8", found=str(error), cause="It was changed after it was written."
        ) from error
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.flush()
    return reader.page


class _Reader(HTMLParser):
    """Joins text over inline elements, as it is read, and cuts it at every other element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._text: list[str] = []
        self._line = 1
        self._before = ""
        self._in_style = False
        self._opening: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag not in _ELEMENTS:
            raise self._refused(f"the element <{tag}>")
        if len(held) < len(attrs):
            raise self._refused(f"an attribute twice on <{tag}>")
        if tag not in _INLINE:
            self.flush()
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        self._in_style = tag == "style"
        if self._in_style:
            self.page.styles.append("")
        if held.get("popover") is not None:
            self.page.panels.append(held.get("id", ""))
        if tag == "button" and "popovertarget" in held and held.get("popovertargetaction") != "hide":
            self._opening = (held["popovertarget"], self._read_so_far())

    def handle_endtag(self, tag: str) -> None:
        if tag == "button" and self._opening:
            panel, place = self._opening
            self.page.opens.append((panel, place if self._read_so_far() > place else None))
            self._opening = None
        if tag not in _INLINE:
            self.flush()
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.page.styles[-1] += data
        else:
            if not self._text:
                self._line = self.getpos()[0]
            self._text.append(data)

    def handle_decl(self, decl: str) -> None:
        if decl != "doctype html":
            raise self._refused(f"the declaration {decl[:40]!r}")

    def handle_comment(self, data: str) -> None:
        raise self._refused(f"a comment ({data.strip()[:40]!r})")

    def handle_pi(self, data: str) -> None:
        raise self._refused(f"an instruction ({data[:40]!r})")

    def unknown_decl(self, data: str) -> None:
        raise self._refused(f"a declaration ({data[:40]!r})")

    def _read_so_far(self) -> int:
        return len(self.page.numbers) + len(numbers_in("".join(self._text)))

    def flush(self) -> None:
        """End a run of text and take the numbers in it."""
        self._take(" ".join("".join(self._text).split()), self._line)
        self._text = []

    def _take(self, text: str, line: int) -> None:
        self.page.numbers += found_in(text, f"line {line}", self._before)
        self._before = f"{self._before} {text}"[-WORDS_BEFORE:]

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in _ATTRIBUTES:
            raise self._refused(f"the attribute {name}={value[:60]!r} on <{tag}>")
        if name == "href" and not (tag == "a" and value.startswith(("#", "https://", "http://"))):
            raise self._refused(f"the address {value[:60]!r} on <{tag}>")
        if "url(" in value:
            raise self._refused(f"something to fetch, {value[:60]!r}, on <{tag}>")
        if name == "id":
            self.page.ids[value] += 1
        if name in _READ:
            self.flush()
            self._take(value, self.getpos()[0])

    def _refused(self, what: str) -> GuardError:
        return GuardError(
            f"The page holds {what}",
            found=f"line {self.getpos()[0]}, after: …{(self._before + ''.join(self._text))[-WORDS_BEFORE:].strip()}",
            expected="only what the writer puts there: words, tables, charts, and buttons that open a panel",
            cause="The file was changed after it was written.",
        )
