"""A document as plain data for the Typst template. Text goes in as data and never as source, so none can be markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from frankpledge.assessment.blocks import (
    Block,
    Bullets,
    Chart,
    Cover,
    Document,
    Heading,
    KeyFacts,
    Link,
    Note,
    Number,
    Paragraph,
    Run,
    Runs,
    Table,
    Text,
)

Data = dict[str, Any]

# A range such as 2018–19 may break after its dash, and the reader would take each half for a number.
_RANGE = re.compile(r"(\S*\d–\S*)")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_NARROW_PANELS = 3
_PANEL_ROWS = 12
_MOST_UNBROKEN_ROWS = 16
_WIDEST = 40


def document_data(document: Document, dated: date, drawings: Mapping[str, str]) -> Data:
    """The whole document as data that JSON can hold. `drawings`: the SVG of each chart by its anchor."""
    language, _, region = document.language.partition("-")
    return {
        "language": language,
        "region": region or None,
        "date": [dated.year, dated.month, dated.day],
        "cover": _cover(document.cover),
        "blocks": [block_data(block, drawings) for block in document.blocks],
    }


def plain(runs: Runs) -> str:
    """Runs as one string, for a title, a bookmark or a text alternative."""
    return one_line("".join(run.text for run in runs))


def one_line(text: str) -> str:
    """Text with every run of white space as one space: a line break in a title is layout, not words."""
    return _SPACES.sub(" ", text)


def table_parts(table: Table, *, of_chart: bool) -> list[tuple[tuple[Runs, ...], ...]]:
    """A table's rows as they are set: one part, or, for a long narrow table of a chart, parts side by side."""
    rows, size = table.rows, len(table.rows)
    if not of_chart or size <= _PANEL_ROWS or sum(_weights(table)) > _WIDEST:
        return [rows]
    length = _PANEL_ROWS if size % _PANEL_ROWS == 0 else -(-size // _NARROW_PANELS)
    return [rows[start : start + length] for start in range(0, size, length)]


def block_data(block: Block, drawings: Mapping[str, str]) -> Data:
    """One block as data; `kind` says which part of the template sets it."""
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "runs": _runs(block.runs)}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "role": block.role, "runs": _runs(block.runs)}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": [_runs(item) for item in block.items]}
    if isinstance(block, KeyFacts):
        return _key_facts(block)
    if isinstance(block, Table):
        return _table(block, of_chart=False)
    if isinstance(block, Chart):
        return _chart(block, drawings[block.anchor])
    return _note(block)


def _cover(cover: Cover) -> Data:
    return {
        "partnership": one_line(cover.partnership),
        "title": _runs(cover.title),
        "title_text": plain(cover.title),
        "period": _runs(cover.period),
        "dated": _runs((cover.dated,)),
        "status": one_line(cover.status),
        "marking": one_line(cover.marking),
        "edition": _runs((cover.edition,)),
        "record": _runs((cover.record,)),
        "notice": one_line(cover.notice),
        "contact": one_line(cover.contact),
    }


def _key_facts(block: KeyFacts) -> Data:
    facts = [{"number": _runs((f.number,)), "label": _runs(f.label), "detail": _runs(f.detail)} for f in block.facts]
    return {"kind": "facts", "facts": facts}


def _note(note: Note) -> Data:
    return {
        "kind": "note",
        "title": one_line(note.title),
        "body": [_runs(item) for item in note.body],
        "gap": note.kind == "gap",
    }


def _chart(chart: Chart, svg: str) -> Data:
    return {
        "kind": "chart",
        "title": _runs(chart.title),
        "caption": _runs(chart.caption),
        "alternative": plain(chart.alternative),
        "svg": svg,
        "table": _table(chart.table, of_chart=True),
    }


def _table(table: Table, *, of_chart: bool) -> Data:
    parts = table_parts(table, of_chart=of_chart)
    return {
        "kind": "table",
        "small": of_chart,
        "caption": _runs(table.caption),
        "head": [_runs(cell) for cell in table.head],
        "parts": [[[_runs(cell) for cell in row] for row in part] for part in parts],
        "numeric": list(table.numeric),
        "weights": _weights(table),
        "breakable": len(table.rows) > _MOST_UNBROKEN_ROWS,
        "notes": [_runs(note) for note in table.notes],
    }


def _weights(table: Table) -> list[int]:
    """The width of each column in characters: its longest cell, within reason, and never less than its longest word."""
    return [max(_weight(column) for column in columns) for columns in zip(table.head, *table.rows, strict=True)]


def _weight(cell: Runs) -> int:
    words = plain(cell)
    return max(4, min(len(words), _WIDEST), *(len(word) for word in words.split() or [""]))


def _runs(runs: Runs) -> list[Data]:
    return [piece for run in runs for piece in _pieces(run)]


def _pieces(run: Run) -> list[Data]:
    text = one_line(run.text)
    if isinstance(run, Link):
        return [{"style": "link", "text": text, "address": run.address}]
    if isinstance(run, Text):
        return [{"style": run.style, "text": text}]
    if isinstance(run, Number):
        return [{"style": "number", "text": text}]
    halves = enumerate(_RANGE.split(text))
    return [{"style": "whole" if place % 2 else "plain", "text": piece} for place, piece in halves if piece]
