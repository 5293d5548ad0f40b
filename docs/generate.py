"""Write the parts of the docs that are made from the code; with --check, say which are out of date and fail.

python docs/generate.py [--check]
"""

from __future__ import annotations

import importlib
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from frankpledge.assessment.law import laws_at
from frankpledge.intake.recognise import SOURCES
from frankpledge.measures.catalogue import MEASURES
from frankpledge.measures.tree import Node, Tree, category_of, crime_type_of, group_of, trees
from frankpledge.measures.tree.node import in_use
from frankpledge.sources import boundaries, extract, feeds
from frankpledge.store.tables import TABLES
from frankpledge.terms.words import day_in_words

DOCS = Path(__file__).parent
MADE = "<!-- Made from the code by docs/generate.py: change the code, then run make docs. -->\n"


def measures() -> Iterator[str]:
    yield "# Measures\n"
    yield MADE
    yield "What Frankpledge counts, and what each count can and cannot say.\n"
    for measure in MEASURES.values():
        yield f"## {measure.title}\n"
        yield f"`{measure.name}`, version {measure.version}\n"
        yield f"* **Why it matters.** {measure.why_it_matters}"
        yield f"* **What it cannot say.** {measure.limitation}"
        yield f"* **Counted from** the table [`{measure.events}`](tables.md#{measure.events})."
        yield f"* **Which way is better:** {measure.better}."
        if measure.groups:
            yield f"* **Broken down by** {'; '.join(title for _, title, _ in measure.groups)}."
        yield f"* **Definition:** {measure.citation}."
        yield f"* Checked by {measure.checked_by}; to be reviewed by {day_in_words(measure.review_by)}.\n"


def offences() -> Iterator[str]:
    """How offences are grouped: the trees, and where each code stands in them."""
    yield "# How offences are grouped\n"
    yield MADE
    yield (
        "Three ways of dividing the same crimes. In each, an offence stands in one place at any date, so a total "
        "cannot count it twice; a class marked *overlaps* shares offences with another and enters no total. A class "
        "marked *to be checked* rests on a source whose text nobody has read against it.\n"
    )
    for tree in trees().values():
        yield f"## {tree.title}\n"
        for node in (node for node in tree.nodes if not node.rolls_up_to):
            yield from _branch(tree, node, 0)
        yield ""
    yield "## Every code\n"
    yield "| code | Home Office group | data.police.uk category | crime type of the appendix |"
    yield "|---|---|---|---|"
    codes = sorted({code for tree in trees().values() for node in tree.nodes for code in node.offences})
    yield from (f"| {code} | {group_of(code)} | {category_of(code)} | {crime_type_of(code)} |" for code in codes)


def _branch(tree: Tree, node: Node, depth: int) -> Iterator[str]:
    dated = f", in use {in_use(node)}" if node.valid_from or node.valid_to else ""
    overlap = ", *overlaps*" if node.overlaps else ""
    check = ", *to be checked*" if node.standing != "verified" else ""
    note = f". {node.note}" if node.note else ""
    yield f"{'  ' * depth}* {node.title}{dated}{overlap}{check}{note}"
    for child in tree.children(node.slug):
        yield from _branch(tree, child, depth + 1)


def tables() -> Iterator[str]:
    yield "# Tables\n"
    yield MADE
    yield "The canonical tables that every publisher's file is read into. A part of an edition holds rows of one.\n"
    for table in TABLES.values():
        yield f"## {table.name}\n"
        yield f"One row: {table.grain}. Version {table.version}.\n"
        yield "| column | type | what it holds |"
        yield "|---|---|---|"
        yield from (f"| `{column.name}` | {column.type} | {column.meaning} |" for column in table.columns)
        yield ""


def sources() -> Iterator[str]:
    """Every source, by its own words, and the datasets that the regulations name."""
    yield "# Sources\n"
    yield MADE
    yield (
        "What Frankpledge reads, in the order in which a file is tried. A file is known by its columns, not by its "
        "name; a sheet of a workbook (XLSX or ODS) as well as CSV.\n"
    )
    for source in SOURCES:
        module = importlib.import_module(source.read.__module__)
        yield f"## {source.title if source.title.startswith('data.') else source.title[0].upper() + source.title[1:]}\n"
        yield f"{textwrap.dedent(module.__doc__ or '').strip()}\n"
    yield f"## Police extract\n\n{(extract.__doc__ or '').strip()}\n"
    yield f"## Boundaries\n\n{(boundaries.__doc__ or '').strip()}\n"
    yield "## The datasets of the Prescribed Information Regulations\n"
    yield (
        "SI 2007/1831 obliges partners to disclose these to one another each quarter. *To be checked* means that the "
        "text of the provision was not read, only a summary of it.\n"
    )
    yield "| dataset | holder | what it is | what it holds | provision | standing |"
    yield "|---|---|---|---|---|---|"
    for one in feeds.datasets().values():
        yield f"| {one.id} | {one.holder} | {one.words} | {one.fields} | {one.provision} | {one.standing} |"


def law() -> Iterator[str]:
    from datetime import date

    yield "# Law\n"
    yield MADE
    yield (
        "The duties that documents name, in our words. *Verified* means that the text of the provision was read; "
        "anything else is marked in the document too.\n"
    )
    yield "| duty | provision | nations | since | standing |"
    yield "|---|---|---|---|---|"
    seen = {law.key: law for nation in ("England", "Wales") for law in laws_at(date.max, nation)}
    for one in seen.values():
        since = day_in_words(one.since) if one.since else "before any document here"
        place = f"[{one.citation}]({one.address})"
        yield f"| {one.says} | {place} | {', '.join(one.nation)} | {since} | {one.standing} |"


PAGES = {"measures.md": measures, "tables.md": tables, "offences.md": offences, "law.md": law, "sources.md": sources}


def main(check: bool) -> int:
    stale = []
    for name, make in PAGES.items():
        text = "\n".join(make()).rstrip() + "\n"
        file = DOCS / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not check:
                file.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"Out of date: {', '.join(stale)}. Run make docs and commit what it writes.")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
