"""Markdown into blocks: what templates make and what people write go through the same small reader.

A number, a date or a whole table stands in the text as a mark (two private-use characters around its place in a list),
so no value passes through Markdown and nothing in a value can become markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast, get_args

from frankpledge.assessment.blocks import (
    Block,
    Bullets,
    Fixed,
    Heading,
    Level,
    Link,
    Number,
    Paragraph,
    Role,
    Run,
    Runs,
    Style,
    Text,
)
from frankpledge.terms.errors import GuardError

if TYPE_CHECKING:
    from markdown_it.token import Token

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_RUNS = (Text, Number, Fixed, Link)
_IN_LISTS = {"inline", "paragraph_open", "paragraph_close", "list_item_open", "list_item_close"}
_IN_LISTS |= {"bullet_list_open", "bullet_list_close"}
Marked = Run | Runs | Block


class Marks:
    """The values that a text holds places for."""

    def __init__(self) -> None:
        self.values: list[Marked] = []

    def put(self, value: Marked) -> str:
        """Keep a value and return the mark that stands for it."""
        self.values.append(value)
        return f"{_OPEN}{len(self.values) - 1}{_CLOSE}"


def read_blocks(text: str, marks: Marks, where: str, prefix: str = "") -> tuple[Block, ...]:
    """The blocks of a Markdown text. Headings are anchored below `prefix` or the chapter that they stand in.

    Raises GuardError for Markdown that a document has no block for.
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": False}).parse(text)
    return tuple(_blocks(tokens, marks, where, prefix))


def _blocks(tokens: Sequence[Token], marks: Marks, where: str, chapter: str) -> Iterator[Block]:
    at = 0
    lead = False
    while at < len(tokens):
        token = tokens[at]
        end = _end(tokens, at)
        inside = tokens[at + 1 : end]
        if token.type == "heading_open":
            heading = _heading(token, inside, marks, where, chapter)
            lead = heading.level == 1
            chapter = heading.anchor if lead else chapter
            yield heading
        elif token.type == "paragraph_open":
            made = tuple(_paragraph(inside[0], marks, "lead" if lead else "body", where))
            lead = lead and not any(isinstance(block, Paragraph) for block in made)
            yield from made
        elif token.type == "bullet_list_open":
            yield Bullets(tuple(_runs(item, marks, where) for item in _lines(inside, where)))
        elif token.type == "blockquote_open":
            yield from (Paragraph(_runs(item, marks, where), "caveat") for item in _lines(inside, where))
        else:
            raise _no_block(token.type, where)
        at = end + 1


def _lines(inside: Sequence[Token], where: str) -> list[Token]:
    """The lines of a list or a quotation, however deep. Code or a heading among them would be lost: it is refused."""
    odd = next((token.type for token in inside if token.type not in _IN_LISTS), None)
    if odd:
        raise _no_block(odd, where)
    return [token for token in inside if token.type == "inline"]


def _end(tokens: Sequence[Token], at: int) -> int:
    """Where the block that opens at `at` closes."""
    depth = 0
    for place in range(at, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    raise AssertionError("a parser closes what it opens")


def _heading(token: Token, inside: Sequence[Token], marks: Marks, where: str, chapter: str) -> Heading:
    levels: dict[str, Level] = {"h1": 1, "h2": 2, "h3": 3}
    if token.tag not in levels:
        raise GuardError(f"{where}: a heading has more than three levels", remedy="Use at most three # signs.")
    runs = _runs(inside[0], marks, where)
    words = re.sub(r"[^a-z0-9]+", "-", "".join(run.text for run in runs).casefold()).strip("-")
    anchor = words if token.tag == "h1" or not chapter else f"{chapter}-{words}"
    return Heading(levels[token.tag], runs, anchor)


def _paragraph(inline: Token, marks: Marks, role: Role, where: str) -> Iterator[Block]:
    """A paragraph, or the blocks that stand in its place when it holds nothing but their marks."""
    alone = [marks.values[int(found)] for found in _MARK.findall(inline.content)]
    if alone and not _MARK.sub("", inline.content).strip() and isinstance(alone[0], get_args(Block)):
        yield from (cast(Block, block) for block in alone)
    elif inline.content.strip():
        yield Paragraph(_runs(inline, marks, where), role)


def _runs(inline: Token, marks: Marks, where: str) -> Runs:
    runs: list[Run] = []
    style: Style = "plain"
    address = ""
    for child in inline.children or ():
        if child.type in ("strong_open", "em_open"):
            style = "strong" if child.type == "strong_open" else "emphasis"
        elif child.type in ("strong_close", "em_close"):
            style = "plain"
        elif child.type == "link_open":
            address = str(child.attrGet("href") or "")
        elif child.type == "link_close":
            address = ""
        elif child.type in ("softbreak", "hardbreak"):
            runs.append(Text(" "))
        elif child.type == "text":
            runs += _pieces(child.content, marks, style, address, where)
        else:
            raise _no_block(child.type, where)
    return tuple(runs)


def _pieces(content: str, marks: Marks, style: Style, address: str, where: str) -> Iterator[Run]:
    """The text between marks, and what the marks stand for."""
    for place, piece in enumerate(_MARK.split(content)):
        if place % 2 == 0:
            if piece:
                yield Link(piece, address) if address else Text(piece, style)
            continue
        value = marks.values[int(piece)]
        if isinstance(value, _RUNS):
            yield value
        elif isinstance(value, tuple):
            yield from value
        else:
            raise GuardError(
                f"{where}: a table, chart or note stands inside a sentence", remedy="Give it its own line."
            )


def _no_block(kind: str, where: str) -> GuardError:
    return GuardError(
        f"{where} holds something that a document cannot show",
        found=kind.removesuffix("_open").replace("_", " "),
        expected="headings, paragraphs, lists with bullets, quotations, bold, italic and links",
        remedy="Numbered lists, tables, pictures and code are left out: write it in another way.",
    )
