"""The one model of a document. Chapters make blocks; a writer reads the blocks and nothing else.

Text may hold no digit. A number is a `Number` (a figure of the ledger) or a `Fixed` (a date, a law's section, a name),
so nothing that a reader sees as a number lacks an account of where it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from frankpledge.measures.aspect import write
from frankpledge.measures.model import Figure
from frankpledge.terms.errors import GuardError
from frankpledge.terms.numbers import DIGITS

Style = Literal["plain", "strong", "emphasis"]
Role = Literal["body", "lead", "caveat", "quiet"]
Level = Literal[1, 2, 3]
FixedKind = Literal["date", "law", "name", "unit", "method", "reference", "edition", "address"]

_DIGIT = re.compile(f"[{DIGITS}]")


@dataclass(frozen=True)
class Text:
    """Words without digits."""

    text: str
    style: Style = "plain"

    def __post_init__(self) -> None:
        if _DIGIT.search(self.text):
            raise GuardError(
                "A number without an account of itself was about to be printed",
                found=self.text[:120],
                cause="It was typed, or put together from parts, instead of being taken from a figure.",
                remedy="Use a figure, or mark it as fixed if it is a date, a law's section or a name.",
            )


@dataclass(frozen=True)
class Number:
    """One aspect of a figure, as it stands in the ledger."""

    figure: Figure
    aspect: str = "value"

    @property
    def text(self) -> str:
        return write(self.figure, self.aspect)


@dataclass(frozen=True)
class Fixed:
    """Digits that are no figure: a date, the section of a law, a name, an edition."""

    text: str
    kind: FixedKind


@dataclass(frozen=True)
class Link:
    """A web address and the words that lead to it (no digits in the words)."""

    text: str
    address: str

    def __post_init__(self) -> None:
        Text(self.text)


Run = Text | Number | Fixed | Link
Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; level one is a chapter. `anchor` names the place for links."""

    level: Level
    runs: Runs
    anchor: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `role` sets it apart: a lead sentence, a caveat, a statement somebody else made."""

    runs: Runs
    role: Role = "body"


@dataclass(frozen=True)
class Bullets:
    """A list, one item a point."""

    items: tuple[Runs, ...]


@dataclass(frozen=True)
class KeyFact:
    """One large number with the words that say what it is."""

    number: Number
    label: Runs
    detail: Runs = ()


@dataclass(frozen=True)
class KeyFacts:
    """A row of large numbers at the head of a chapter."""

    facts: tuple[KeyFact, ...]


@dataclass(frozen=True)
class Table:
    """A table with one header row. The first column heads its row; `numeric` columns align right."""

    caption: Runs
    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    numeric: tuple[bool, ...]
    notes: tuple[Runs, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class Point:
    """One mark of a chart: its place on the axis in words, and its figure; no figure where there is a gap."""

    label: str
    figure: Figure | None
    emphasis: bool = False


@dataclass(frozen=True)
class Series:
    """Points that belong together."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Mark:
    """Something that happened to the data at a place on the axis: a recording break, a lockdown."""

    label: str
    text: str


@dataclass(frozen=True)
class Limits:
    """A low and a high curve to judge points by: (place along the axis, low, high) each; `faint` sets them back."""

    name: str
    places: tuple[tuple[Decimal, Decimal, Decimal], ...]
    faint: bool = False


@dataclass(frozen=True)
class Shape:
    """The ground of one point of a map: GeoJSON geometry on any flat grid, north up."""

    label: str
    geometry: str


@dataclass(frozen=True)
class Chart:
    """A chart: an active title, a caption, a text alternative that says what it shows, and its table.

    `line`: points along months. `bar`: one bar a category. `interval`: a dot with its interval, one line an area.
    `funnel`: a dot an area, its value over the base of its figure, between `limits`; `across` names the bases.
    `map`: one of `shapes` a point, in the shade of its series, the first the darkest; how many is told by the table.
    """

    form: Literal["line", "bar", "interval", "funnel", "map"]
    title: Runs
    caption: Runs
    alternative: Runs
    axis: str
    series: tuple[Series, ...]
    table: Table
    anchor: str
    marks: tuple[Mark, ...] = ()
    limits: tuple[Limits, ...] = ()
    across: str = ""
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True)
class Note:
    """A boxed note: something the reader must know before the numbers."""

    title: str
    body: tuple[Runs, ...]
    kind: Literal["notice", "gap"] = "notice"


Block = Heading | Paragraph | Bullets | KeyFacts | Table | Chart | Note


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What the cover says, and the line that stands on every page."""

    partnership: str
    title: Runs
    period: Runs
    dated: Fixed
    status: str
    marking: str
    edition: Fixed
    record: Fixed
    notice: str = ""
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole document: cover and blocks."""

    cover: Cover
    blocks: tuple[Block, ...]
    language: str = "en-GB"


def runs_of(block: Block) -> Iterator[Runs]:
    """Every sequence of runs in a block, in the order in which it is read."""
    if isinstance(block, (Heading, Paragraph)):
        yield block.runs
    elif isinstance(block, Bullets):
        yield from block.items
    elif isinstance(block, KeyFacts):
        for fact in block.facts:
            yield (fact.number,)
            yield fact.label
            yield fact.detail
    elif isinstance(block, Table):
        yield block.caption
        yield from block.head
        for row in block.rows:
            yield from row
        yield from block.notes
    elif isinstance(block, Chart):
        yield block.title
        yield block.alternative
        yield block.caption
        yield from runs_of(block.table)
    else:
        yield (Text(block.title),)
        yield from block.body
