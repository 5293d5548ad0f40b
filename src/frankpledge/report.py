"""What the commands print: plain lines that a person reads and a pipe can keep."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from frankpledge.terms.errors import IntakeError, WorkspaceError
from frankpledge.terms.words import plural
from frankpledge.workspace.folder import Workspace

if TYPE_CHECKING:
    from frankpledge.assessment.publish import Published
    from frankpledge.intake.load import Loaded, Passed, Taken

_SHOWN = 5
_NEWER = "or with one at all; if this one is newer, load it again with --issued and its date"


def _console() -> Console:
    """As wide as the window; in a pipe, wide enough that no cell is broken. Brackets in a row or a name are text."""
    wide = None if sys.stdout.isatty() else 200
    return Console(soft_wrap=True, highlight=False, markup=False, emoji=False, width=wide)


def _table(*heads: str) -> Table:
    """A table without lines; heads that end in # are numbers."""
    table = Table(box=box.SIMPLE, pad_edge=False)
    for head in heads:
        table.add_column(head.removesuffix("#"), justify="right" if head.endswith("#") else "left", no_wrap=False)
    return table


def show_new(workspace: Workspace) -> None:
    """What was made, and what comes next."""
    out = _console()
    out.print(f"Made {workspace.path} with partnership.toml, the files beside it and a folder for commentary.")
    out.print(f"Next: frankpledge load {workspace.path} FILE_OR_FOLDER…")


def show_published(published: Published) -> None:
    """Where the documents lie and how much of them was checked."""
    out = _console()
    out.print(f"Published {published.folder}")
    out.print(f"  {published.folder / 'assessment.html'}")
    out.print(f"  {published.folder / 'assessment.pdf'}")
    out.print(f"{published.figures:,} figures in the ledger; {published.numbers:,} numbers read back and found right.")


def load_and_show(path: Path, files: list[Path], issued: str) -> int:
    """Load and tell. Returns 3 where a file that was named on its own was not taken, else 0."""
    from frankpledge.intake.load import load
    from frankpledge.workspace.mappings import mappings_of
    from frankpledge.workspace.read import read_record

    workspace = Workspace.at(path)
    area = read_record(workspace).partnership.area
    loaded = load(
        workspace.evidence,
        files,
        area=area,
        issued=_day(issued),
        mappings=mappings_of(workspace),
        progress=_progress,
    )
    _show_taken(loaded)
    _show_passed(loaded.passed)
    return IntakeError.exit_code if any(passed.asked for passed in loaded.passed) else 0


def map_and_show(path: Path, file: Path, name: str) -> None:
    """Ask which columns hold what, keep the answers and say what comes next. A pipe can answer too."""
    from frankpledge.intake.dialogue import ask, mapping_of, told
    from frankpledge.intake.proposal import look_at
    from frankpledge.intake.sheets import is_workbook, sheets_of
    from frankpledge.workspace.mappings import write_mapping
    from frankpledge.workspace.read import read_record

    workspace = Workspace.at(path)
    area = read_record(workspace).partnership.area
    out = _console()
    with tempfile.TemporaryDirectory() as scratch:
        sheets = sheets_of(file, Path(scratch)) if is_workbook(file) else ()
        proposal = look_at(sheets[0].path if sheets else file, file.name)
    answers = ask(proposal.questions, _reply)
    mapping = mapping_of(proposal, answers, name=name, area=area)
    for line in told(mapping):
        out.print(f"  {line}")
    out.print(f"Kept in {write_mapping(workspace, mapping)}. You can edit it by hand.")
    out.print(f"Next: frankpledge load {path} {file}")


def _reply(question: str) -> str:
    """A line from the keyboard or the pipe; the end of a pipe accepts what was proposed."""
    try:
        return input(f"{question}\n> ")
    except EOFError:
        return ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise WorkspaceError("--issued is not a date", expected="a date such as 2026-01-31", found=text) from error


def _progress(done: int, total: int) -> None:
    """A line that rewrites itself, only where somebody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\rReading file {done:,} of {total:,}" + ("\n" if done == total else ""))


def _show_taken(loaded: Loaded) -> None:
    out = _console()
    table = _table("Source", "Files#", "Rows in#", "Counted#", "Refused#", "Repeats#", "New#")
    for title in dict.fromkeys(taken.part.publication.title for taken in loaded.taken):
        _add_source(table, title, [one for one in loaded.taken if one.part.publication.title == title], loaded)
    out.print(table)
    for taken in loaded.taken:
        if taken.superseded:
            out.print(f"{taken.name}: set aside for a file of the same months with a later date of issue, {_NEWER}.")
        if taken.part.rejected and not taken.held:
            out.print(
                f"{taken.name}: {taken.part.rejected:,} {plural(taken.part.rejected, 'row')} refused; see status."
            )
        if taken.part.simulated and not taken.held:
            out.print(f"{taken.name}: these records are simulated. Documents made from them say so on every page.")
    out.print(f"Edition {loaded.edition.name}: {len(loaded.edition.parts):,} files.")


def _add_source(table: Table, title: str, taken: list[Taken], loaded: Loaded) -> None:
    parts = [one.part for one in taken]
    repeats = sum(loaded.edition.repeats_in(part) for part in parts)
    kept = sum(part.kept for part in parts)
    new = sum(not one.held for one in taken)
    numbers = (len(parts), sum(part.rows_in for part in parts), kept - repeats, sum(p.rejected for p in parts), repeats)
    table.add_row(title, *(f"{number:,}" for number in (*numbers, new)))


def _show_passed(passed: tuple[Passed, ...]) -> None:
    """Files that were not taken, those with one reason together."""
    from frankpledge.intake.recognise import UNKNOWN

    out = _console()
    for why, count in Counter(one.why for one in passed).items():
        names = [one.name for one in passed if one.why == why]
        more = f" and {count - _SHOWN:,} more" if count > _SHOWN else ""
        out.print(f"Not taken: {', '.join(names[:_SHOWN])}{more}: {why}.")
    unknown = next((one.name for one in passed if one.asked and one.why == UNKNOWN), None)
    if unknown:
        out.print(f"If {unknown} is a police extract, one row a crime: frankpledge map WORKSPACE FILE, then load it.")


def show_status(path: Path, html: Path | None = None) -> None:
    """What is held, with gaps, refused rows and caveats; with `html`, as a page as well."""
    from frankpledge.status.strip import KEY, strips
    from frankpledge.workspace.holdings import holdings

    out = _console()
    held = holdings(Workspace.at(path))
    if html:
        from frankpledge.status.page import write_status

        html.write_text(write_status(held), encoding="utf-8")
        out.print(f"Wrote {html}")
    if not held.lines:
        out.print(f"Nothing is loaded yet. Next: frankpledge load {path} FILE_OR_FOLDER…")
        return
    out.print(f"{held.name}: edition {held.edition}")
    table = _table("Source", "Area", "Period", "Files#", "Counted#", "Refused#", "Repeats#")
    for line in held.lines:
        numbers = (line.files, line.kept, line.rejected, line.repeats)
        table.add_row(line.source, line.area, line.period, *(f"{number:,}" for number in numbers))
    out.print(table)
    for calendar in held.calendars:
        out.print(f"{calendar.source}, {calendar.area}, month by month")
        for strip in strips(calendar):
            out.print(f"  {strip}")
    if held.calendars:
        out.print(KEY)
    told = {
        "Gaps": held.gaps,
        "Months with far fewer rows than those around them": held.thin,
        "Replaced": held.replaced,
        "Refused rows": held.refused,
        "Caveats": held.caveats,
    }
    for title, lines in told.items():
        if lines:
            out.print(title)
        for text in lines:
            out.print(f"  {text}")


def show_figure(path: Path, key: str) -> None:
    """One figure's account, or why it is not available."""
    from frankpledge.assessment.explain import explain
    from frankpledge.assessment.publish import find_figure, open_story
    from frankpledge.assessment.register import register
    from frankpledge.measures.model import Figure, NotAvailable
    from frankpledge.workspace.read import read_record

    workspace = Workspace.at(path)
    story = open_story(workspace.evidence, read_record(workspace))
    outcome = find_figure(story, key)
    out = _console()
    if not isinstance(outcome, Figure):
        out.print(outcome.label)
        out.print(f"Not available: {outcome.reason}.")
        if isinstance(outcome, NotAvailable) and outcome.remedy:
            out.print(outcome.remedy)
        return
    for heading, runs in explain(outcome, register(story.evaluator.library.edition)):
        out.print(f"{heading + ':':34} {''.join(run.text for run in runs)}")
