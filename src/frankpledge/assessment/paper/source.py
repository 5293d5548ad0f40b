"""A document as plain data for the Typst template. Text goes in as data and never as source, so none can be markup."""

from __future__ import annotations

import re
import unicodedata
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
from frankpledge.assessment.paper.tables import fit, parts

Data = dict[str, Any]

# A range such as 2018–19 may break after its dash, and the reader would take each half for a number.
_RANGE = re.compile(r"(\S*\d–\S*)")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def document_data(document: Document, dated: date, drawings: Mapping[Chart, str]) -> Data:
    """The whole document as data that JSON can hold. `drawings`: each chart's SVG."""
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
    """Text with every run of white space as one space, and letters with their accents as one sign each.

    A line break in a title is layout, not words; a letter put together from two signs would be two in the file.
    """
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text))


def block_data(block: Block, drawings: Mapping[Chart, str]) -> Data:
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
        return _chart(block, drawings[block])
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
    layout = fit(table, of_chart=of_chart)
    return {
        "kind": "table",
        "of_chart": of_chart,
        "caption": _runs(table.caption),
        "head": [_runs(cell) for cell in table.head],
        "parts": [[[_runs(cell) for cell in row] for row in part] for part in parts(table, of_chart=of_chart)],
        "numeric": list(table.numeric),
        "widths": list(layout.widths),
        "share": layout.share,
        "size": layout.size,
        "breakable": layout.breakable,
        "notes": [_runs(note) for note in table.notes],
    }


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
