"""The number tokens that the PDF writer puts into a file, in the order in which the audit reads them back.

First the title and author in the file's properties, which hold them twice; then the bookmarks; then the body in reading
order, with each text alternative where its chart stands; then what the links of the contents say of themselves; then
what stands on every page, page by page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frankpledge.assessment.blocks import (
    Block,
    Chart,
    Cover,
    Document,
    Heading,
    Note,
    Runs,
    Table,
    runs_of,
)
from frankpledge.assessment.charts.draw import Drawing
from frankpledge.assessment.paper.tables import parts
from frankpledge.assessment.tokens import Token, fixed, structure, tokens_of


@dataclass(frozen=True)
class Places:
    """Where things came to stand, asked of the layout and not of the PDF.

    `headings`: the page of each heading, the contents' own first. `heads`: the name of a table's head and its page,
    once for each time it is set.
    """

    pages: int
    headings: tuple[int, ...]
    heads: tuple[tuple[str, int], ...]

    @classmethod
    def read(cls, asked: dict[str, Any]) -> Places:
        heads = tuple((str(name), int(page)) for name, page in asked["heads"])
        return cls(int(asked["pages"]), tuple(asked["headings"]), heads)


def tokens_in_order(document: Document, drawings: Mapping[Chart, Drawing], places: Places) -> Iterator[Token]:
    """Every number token of the PDF."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    listed = [(h, page) for h, page in zip(headings, places.headings[1:], strict=True) if h.level <= 2]
    for _ in ("in the file's properties", "again in its XMP"):
        yield from tokens_of(document.cover.title)
        yield from fixed(document.cover.partnership, "name")
    for heading in headings:
        yield from tokens_of(heading.runs)
    yield from _cover(document.cover)
    yield from _contents(listed)
    for block in document.blocks:
        yield from _block(block, drawings)
    yield from _contents(listed)
    yield from _furniture(document, places)


def _cover(cover: Cover) -> Iterator[Token]:
    yield from fixed(cover.partnership, "name")
    yield from tokens_of(cover.title)
    yield from tokens_of(cover.period)
    yield from fixed(cover.status, "status")
    yield from fixed(cover.marking, "marking")
    for run in (cover.dated, cover.edition, cover.record):
        yield from tokens_of((run,))
    yield from fixed(cover.contact, "contact")
    yield from fixed(cover.notice, "notice")


def _contents(listed: Sequence[tuple[Heading, int]]) -> Iterator[Token]:
    for heading, page in listed:
        yield from tokens_of(heading.runs)
        yield from structure(str(page), "contents")


def _block(block: Block, drawings: Mapping[Chart, Drawing]) -> Iterator[Token]:
    if isinstance(block, Chart):
        yield from tokens_of(block.title)
        yield from tokens_of(block.alternative)
        yield from drawings[block].drawn
        yield from tokens_of(block.caption)
        yield from _table(block.table, of_chart=True)
    elif isinstance(block, Table):
        yield from _table(block, of_chart=False)
    elif isinstance(block, Note):
        yield from fixed(block.title, "name")
        yield from _each(block.body)
    else:
        yield from _each(runs_of(block))


def _table(table: Table, *, of_chart: bool) -> Iterator[Token]:
    yield from tokens_of(table.caption)
    for part in parts(table, of_chart=of_chart):
        yield from _each(table.head)
        for row in part:
            yield from _each(row)
    yield from _each(table.notes)


def _each(many: Iterator[Runs] | Sequence[Runs]) -> Iterator[Token]:
    for runs in many:
        yield from tokens_of(runs)


def _furniture(document: Document, places: Places) -> Iterator[Token]:
    """What is not in the reading order: the head of each page, the heads of tables that run on, the foot."""
    repeated = _repeated_heads(document.blocks, places)
    for page in range(1, places.pages + 1):
        yield from _page_head(document.cover)
        for head in repeated.get(page, ()):
            yield from _each(head)
        yield from tokens_of(document.cover.title)
        yield from fixed(document.cover.marking, "marking")
        yield from structure(str(page), "page")


def _page_head(cover: Cover) -> Iterator[Token]:
    yield from fixed(cover.partnership, "name")
    yield from fixed(cover.marking, "marking")
    yield from fixed(cover.notice, "notice")


def _repeated_heads(blocks: Sequence[Block], places: Places) -> dict[int, list[tuple[Runs, ...]]]:
    """The heads that are set again at the top of each page, by page."""
    repeated: dict[int, list[tuple[Runs, ...]]] = {}
    seen: set[str] = set()
    for name, page in places.heads:
        if name in seen:
            block = blocks[int(name.split(".")[0])]
            table = block.table if isinstance(block, Chart) else block
            assert isinstance(table, Table)
            repeated.setdefault(page, []).append(table.head)
        seen.add(name)
    return repeated
