"""The folder in which a workspace keeps its evidence, and the only way to change it.

    evidence/raw/DIGEST            a file as it came
    evidence/parts/ID/             rows.parquet and rejected.json
    evidence/editions/DIGEST/      edition.json and repeats.parquet
    evidence/cubes/NAME/           counts of the events of one month, made from parts and repeats
    evidence/CURRENT               the digest of the edition in force: one small file, replaced in one step
    evidence/staging/              work not yet committed; what a dead process left is swept away

Everything but CURRENT is named by content and written beside before it is moved into place, so a load that dies at any
step leaves the store as it was.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from frankpledge.store.cube import build_cubes
from frankpledge.store.edition import EMPTY, Edition, edition_from_plain, edition_to_json, settle
from frankpledge.store.lock import locked, try_lock
from frankpledge.store.part import Part
from frankpledge.store.repeats import Before, find_repeats
from frankpledge.store.schema import Rejected
from frankpledge.store.snapshot import Snapshot
from frankpledge.terms.digest import copy_and_digest
from frankpledge.terms.errors import IntakeError, StoreError


@dataclass(frozen=True)
class Evidence:
    """The evidence of one workspace."""

    folder: Path

    def rows_of(self, part: Part) -> Path:
        return self.folder / "parts" / part.id / "rows.parquet"

    def repeats_of(self, edition: Edition) -> Path:
        return self.folder / "editions" / edition.digest / "repeats.parquet"

    def cube(self, name: str) -> Path:
        return self.folder / "cubes" / name

    def rejected_of(self, part: Part) -> tuple[Rejected, ...]:
        """The rows of the part's file that were refused, in the order of the file."""
        file = self.folder / "parts" / part.id / "rejected.json"
        with _sound(f"the refused rows of {part.file}"):
            plain = json.loads(file.read_text(encoding="utf-8"))
            rows = [Rejected(line=row["line"], raw=row["raw"], reasons=tuple(row["reasons"])) for row in plain]
        return tuple(rows)

    def current(self) -> Edition:
        """The edition in force; an empty one before the first load. Raises StoreError when damaged."""
        pointer = self.folder / "CURRENT"
        if not pointer.exists():
            return EMPTY
        with _sound("CURRENT"):
            digest = pointer.read_text(encoding="ascii").strip()
        with _sound(f"edition {digest[:12]}"):
            file = self.folder / "editions" / digest / "edition.json"
            edition = edition_from_plain(json.loads(file.read_text(encoding="utf-8")))
        if edition.digest != digest:
            raise _damaged(f"edition {digest[:12]} is not what its name says")
        if not self.repeats_of(edition).exists():
            raise _damaged(f"the list of repeats of edition {digest[:12]} is missing")
        for part in edition.parts:
            if not self.rows_of(part).exists():
                raise _damaged(f"the rows of {part.file} are missing")
        return edition

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """A folder to build in. It is gone afterwards, whatever happens."""
        root = self.folder / "staging"
        with ExitStack() as stack:
            with locked(self.folder / "lock"):  # or another load might sweep the folder before it is marked as alive
                root.mkdir(parents=True, exist_ok=True)
                _sweep(root)
                folder = Path(tempfile.mkdtemp(dir=root))
                stack.callback(shutil.rmtree, folder, ignore_errors=True)
                try_lock(stack.enter_context((folder / "alive").open("wb")))
            yield folder

    def commit(self, built: Sequence[tuple[Part, Snapshot]], staged: Path) -> Edition:
        """Add parts whose rows lie at `staged`/ID and make the edition that has them the current one.

        A file that a newer reader has read again takes the place of what the older reader made of it.

        Raises IntakeError where they cannot stand beside what is held; nothing is then changed.
        """
        with locked(self.folder / "lock"):
            held = self.current()
            read_again = {(part.source, part.digest) for part, _ in built}
            kept = [part for part in (*held.parts, *held.superseded) if (part.source, part.digest) not in read_again]
            parts = {part.id: part for part in (*kept, *(part for part, _ in built))}
            settled = settle(tuple(parts.values()))
            if settled.parts == held.parts and settled.superseded == held.superseded:
                return held
            folders = {part.id: self.folder / "parts" / part.id for part in (*held.parts, *settled.parts)}
            folders.update({part.id: staged / part.id for part, _ in built})
            before = Before(held, self.repeats_of(held)) if held.parts else None
            with ThreadPoolExecutor(1) as beside:  # copying waits for the disk, and the others for the processor
                copied = beside.submit(self._keep_files, built, staged)
                edition = find_repeats(settled, folders, staged / "repeats.parquet", before)
                build_cubes(edition, folders, staged / "repeats.parquet", self.folder / "cubes", staged / "cubes")
                copied.result()
            self._put(built, staged, edition)
            return edition

    def _keep_files(self, built: Sequence[tuple[Part, Snapshot]], staged: Path) -> None:
        for part, snapshot in built:
            if not part.confidential:  # the rows of people stay with their owner; the digest says which file it was
                _keep_raw(snapshot, self.folder / "raw" / snapshot.digest, staged)

    def _put(self, built: Sequence[tuple[Part, Snapshot]], staged: Path, edition: Edition) -> None:
        for part, _ in built:
            _move(staged / part.id, self.folder / "parts" / part.id)
        for cube in (staged / "cubes").iterdir():
            _move(cube, self.folder / "cubes" / cube.name)
        beside = staged / "edition"
        beside.mkdir()
        (beside / "edition.json").write_text(edition_to_json(edition), encoding="utf-8")
        (staged / "repeats.parquet").rename(beside / "repeats.parquet")
        _move(beside, self.folder / "editions" / edition.digest)
        pointer = staged / "CURRENT"
        with pointer.open("w", encoding="ascii") as file:
            file.write(edition.digest + "\n")
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.folder / "CURRENT")


def _move(source: Path, target: Path) -> None:
    """Put a finished folder in its place, unless the same one is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        source.rename(target)


def _keep_raw(snapshot: Snapshot, target: Path, staged: Path) -> None:
    """Keep a raw file: copied beside, then moved, so that half a copy never has its name."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = staged / "raw"
    if copy_and_digest(snapshot.path, beside) != snapshot.digest:
        raise IntakeError(
            f"{snapshot.name} changed while it was read",
            expected="the same bytes at the end of the load as at its beginning",
            found="other bytes",
            cause="It is still being downloaded, or another program is writing to it.",
            remedy="Wait until it is whole, then load it again.",
        )
    beside.rename(target)


def _sweep(root: Path) -> None:
    """Remove what loads that died left behind: a folder whose lock nobody holds."""
    for folder in root.iterdir():
        try:
            with (folder / "alive").open("r+b") as file:
                dead = try_lock(file)
        except (FileNotFoundError, NotADirectoryError):
            dead = True  # it died before it could say that it was alive
        if dead:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _sound(what: str) -> Iterator[None]:
    """Say what is damaged where reading it fails, in whatever way."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(f"{what} cannot be read: {error}") from error


def _damaged(found: str) -> StoreError:
    return StoreError(
        "The evidence of this workspace is damaged",
        expected="every file as a load wrote it",
        found=found,
        cause="Files were changed or removed by hand, or the disk is failing.",
        remedy="Move the folder evidence/ away and load the files again: the raw files are in evidence/raw.",
    )
