"""A document written, checked and put in its place: every file of an edition, or none."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import frankpledge
from frankpledge.assessment.blocks import Document
from frankpledge.assessment.compose import compose
from frankpledge.assessment.ledger import Ledger, ledger_csv, make_ledger
from frankpledge.assessment.page.audit import audit_html
from frankpledge.assessment.page.writer import write_html
from frankpledge.assessment.paper.audit import audit_pdf
from frankpledge.assessment.paper.writer import write_pdf
from frankpledge.assessment.register import register
from frankpledge.assessment.story import Story
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.model import Outcome
from frankpledge.record.codec import digest, to_json
from frankpledge.record.model import Record
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library
from frankpledge.terms.digest import canonical_json, digest_bytes
from frankpledge.terms.errors import MeasureError, WorkspaceError

MANIFEST_FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Published:
    """What was written: where, how many figures it shows, how many numbers were checked."""

    folder: Path
    figures: int
    numbers: int


def open_story(evidence: Evidence, record: Record) -> Story:
    """The story of a record over the evidence in force. Raises WorkspaceError where nothing is loaded."""
    edition = evidence.current()
    if not edition.parts:
        raise WorkspaceError(
            "Nothing is loaded yet",
            expected="crime files, population estimates and lookups",
            remedy="Load them: frankpledge load WORKSPACE FILE_OR_FOLDER…",
        )
    return Story(Evaluator(Library(evidence, edition), record.annotations), record)


def find_figure(story: Story, name: str) -> Outcome:
    """A figure by a name that the story knows, or by its key in the ledger of the document: some are only there."""
    try:
        return story.resolve(name)
    except (MeasureError, WorkspaceError):
        figure = make_ledger(compose(story), {}).figures.get(name)
        if figure is None:
            raise
        return figure


def publish(evidence: Evidence, record: Record, target: Path) -> Published:
    """Write the assessment to `target`/EDITION. Raises GuardError, with nothing published, when a check fails."""
    story = open_story(evidence, record)
    document = compose(story)
    ledger = make_ledger(document, register(story.evaluator.library.edition))
    files, numbers = _write(document, ledger)
    files["figures.csv"] = ledger_csv(ledger).encode()
    files["record.json"] = to_json(record).encode()
    files["manifest.json"] = _manifest(story, ledger, files, numbers).encode()
    folder = target / story.evaluator.edition
    _put(files, folder)
    return Published(folder=folder, figures=len(ledger.figures), numbers=numbers)


def _write(document: Document, ledger: Ledger) -> tuple[dict[str, bytes], int]:
    """Both formats, each read back and compared with what its writer meant to write."""
    page = write_html(document, ledger)
    audit_html(page.data, page.tokens, ledger)
    paper = write_pdf(document, ledger)
    audit_pdf(paper.data, paper.tokens, ledger)
    return {"assessment.html": page.data, "assessment.pdf": paper.data}, len(page.tokens) + len(paper.tokens)


def _manifest(story: Story, ledger: Ledger, files: dict[str, bytes], numbers: int) -> str:
    """What the document was made of, so that anybody can make it again and compare."""
    return canonical_json(
        {
            "format": MANIFEST_FORMAT,
            "software": f"frankpledge {frankpledge.__version__}",
            "edition": story.evaluator.library.edition.digest,
            "record": digest(story.record),
            "partnership": story.record.partnership.name,
            "area": story.area.code,
            "period": str(story.period),
            "figures": len(ledger.figures),
            "numbers_checked": numbers,
            "simulated": any(part.simulated for part in story.evaluator.library.edition.parts),
            "files": {name: digest_bytes(data) for name, data in sorted(files.items())},
        }
    )


def _put(files: dict[str, bytes], folder: Path) -> None:
    """Write beside, then swap: a reader finds the old files or the new ones, never a mixture."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder.parent))
    try:
        new, old = beside / "new", beside / "old"
        new.mkdir()
        for name, data in files.items():
            (new / name).write_bytes(data)
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
