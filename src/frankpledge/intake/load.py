"""Files into the store: all that were recognised, or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from frankpledge.intake.gather import Found, gather
from frankpledge.intake.recognise import Recognised, recognise
from frankpledge.intake.sheets import Sheet, is_workbook, sheets_of
from frankpledge.record.mapping import Mapping
from frankpledge.sources.extract import source_of
from frankpledge.sources.shape import Source
from frankpledge.store.edition import Edition
from frankpledge.store.engine_duckdb import connect
from frankpledge.store.evidence import Evidence
from frankpledge.store.part import Part, make_part, part_id
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import Snapshot
from frankpledge.store.staging import Staged, stage
from frankpledge.store.tables import INCIDENTS, RECORD_TABLES
from frankpledge.terms.digest import canonical_json
from frankpledge.terms.errors import IntakeError, UnusableError
from frankpledge.terms.places import authorities, force

_REFUSED_SHARE = 0.10
_SIDE_BY_SIDE = min(2, os.cpu_count() or 1)
_BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of one file: a new part, or `held` when the store had it already or a copy came before it."""

    name: str
    part: Part
    held: bool
    superseded: bool


@dataclass(frozen=True, kw_only=True)
class Passed:
    """A file that was not taken, and why."""

    name: str
    why: str
    asked: bool


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """The whole account of one load."""

    taken: tuple[Taken, ...]
    passed: tuple[Passed, ...]
    edition: Edition


def load(
    evidence: Evidence,
    paths: Iterable[Path],
    *,
    area: str,
    issued: date | None = None,
    mappings: Sequence[Mapping] = (),
    progress: Progress | None = None,
) -> Loaded:
    """Take every file of `paths` that is recognised; `progress` is told how many of how many new ones are read.

    `area` is the code of the workspace's authority: files of another police force are refused. `mappings` say which
    columns of a force's own extract are which. Raises IntakeError with
    the store unchanged when any file is damaged or contradicts what is held.
    """
    with evidence.staging() as scratch:
        more = tuple(sorted(map(source_of, mappings), key=lambda source: -len(source.shape)))
        seen = [one for file in gather(paths, scratch, besides=evidence.folder) for one in _look(file, more, scratch)]
        read, unusable = _read_all(seen, area, issued)
        current = evidence.current()
        parts = {part.id: part for part in (*current.parts, *current.superseded)}
        new = _new(read, parts, issued)
        built = _build(list(new.values()), scratch, progress)
        sources = [(part, new[part.id].snapshot) for part in built]
        edition = evidence.commit(sources, scratch) if built else current
    parts.update({part.id: part for part in built})
    lost = {part.id for part in edition.superseded}
    return Loaded(
        taken=tuple(
            Taken(name=r.name, part=parts[r.id], held=new.get(r.id) is not r, superseded=r.id in lost) for r in read
        ),
        passed=(
            *(Passed(name=one.name, why=one.what.why, asked=one.file.asked) for one in seen if not one.what.source),
            *unusable,
        ),
        edition=edition,
    )


@dataclass(frozen=True)
class _Read:
    """A file that a source has looked into. `name` is as its owner sees it, folder and zip included."""

    name: str
    snapshot: Snapshot
    reading: Reading

    @property
    def id(self) -> str:
        return part_id(self.snapshot.digest, self.reading, self.snapshot.sheet)


@dataclass(frozen=True)
class _Seen:
    """A file, or one sheet of a workbook, with what it turned out to be."""

    file: Found
    what: Recognised
    sheet: Sheet | None = None

    @property
    def name(self) -> str:
        return f"{self.file.name}/{self.sheet.name}" if self.sheet else self.file.name

    @property
    def table(self) -> Path:
        return self.sheet.path if self.sheet else self.file.path


def _look(file: Found, more: tuple[Source, ...], scratch: Path) -> list[_Seen]:
    """What a file is, sheet by sheet. Raises IntakeError for one that seems to be a publisher's, and is damaged.

    Sheets that are nothing known here are notes and covers: they are passed over where another sheet is taken.
    """
    try:
        if not is_workbook(file.path):
            return [_Seen(file, _sound(file, recognise(file.path, more)))]
    except OSError as error:
        raise IntakeError(
            f"{file.name} cannot be opened",
            expected="a file that may be read",
            found=str(error),
            cause="It belongs to another person, or the disk it is on is gone.",
            remedy="Copy it to a folder of your own and load it from there.",
        ) from error
    try:
        sheets = [_Seen(file, recognise(sheet.path, more), sheet) for sheet in sheets_of(file.path, scratch)]
    except IntakeError as error:
        if file.asked or file.path.suffix.casefold() in _BOOKS:
            raise
        return [_Seen(file, Recognised(None, error.problem))]
    taken = [one for one in sheets if one.what.source]
    return taken or [_Seen(file, Recognised(None, _why_no_sheet(sheets)))]


def _why_no_sheet(sheets: Sequence[_Seen]) -> str:
    reasons = dict.fromkeys(one.what.why for one in sheets)
    return f"no sheet of the workbook is taken: {'; '.join(reasons) or 'it has no rows'}"


def _sound(file: Found, what: Recognised) -> Recognised:
    if what.cause and (file.asked or file.path.suffix.casefold() == ".csv"):
        raise IntakeError(
            f"{file.name} is not what it should be",
            expected="a file as its publisher ships it",
            found=what.why,
            cause=what.cause,
            remedy="Download it again, or take it out of the folder. Nothing was loaded.",
        )
    return what


def _read_all(seen: Sequence[_Seen], area: str, issued: date | None) -> tuple[list[_Read], list[Passed]]:
    """Every file that a source takes, and those of a folder that are whole and cannot be used, with the reason."""
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:  # a file's digest is worked out without holding the others up
        found = list(pool.map(lambda one: _read_or_pass(one, area, issued), seen))
    return [one for one in found if isinstance(one, _Read)], [one for one in found if isinstance(one, Passed)]


def _read_or_pass(one: _Seen, area: str, issued: date | None) -> _Read | Passed | None:
    try:
        return _read(one, one.what.source, area, issued) if one.what.source else None
    except UnusableError as error:
        if one.file.asked:
            raise
        return Passed(name=one.name, why=f"{error.found}: {error.cause} {error.remedy}".rstrip("."), asked=False)


def _read(one: _Seen, source: Source, area: str, issued: date | None) -> _Read:
    """The evidence keeps the file's own name without its folder: where a copy lay must not change an edition."""
    own = PurePosixPath(one.file.name).name
    if one.sheet:
        name = f"{own}, sheet {one.sheet.name}"
        snapshot = Snapshot.of(one.file.path, name, issued, sheet=one.sheet.name, table=one.sheet.path)
    else:
        snapshot = Snapshot.of(one.file.path, own, issued)
    reading = source.read(one.table, one.name)
    if one.sheet and one.sheet.remark:
        reading = replace(reading, remarks=(*reading.remarks, one.sheet.remark))
    _refuse_other_places(one.name, reading, area)
    return _Read(one.name, snapshot, reading)


def _new(read: Sequence[_Read], held: dict[str, Part], issued: date | None) -> dict[str, _Read]:
    """What has to be built: not what the store has, nor the second copy of a file."""
    new: dict[str, _Read] = {}
    for one in read:
        if one.id not in held or issued not in (None, held[one.id].issued):
            new.setdefault(one.id, one)
    return new


def _build(new: Sequence[_Read], scratch: Path, progress: Progress | None) -> list[Part]:
    """Make a part of every file below `scratch`, two at a time, in the order of the files."""
    built: list[Part] = []
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        for part in pool.map(lambda one: _build_one(one, scratch / one.id), new):
            built.append(part)
            if progress:
                progress(len(built), len(new))
    return built


def _build_one(one: _Read, folder: Path) -> Part:
    folder.mkdir()
    connection = connect()
    try:
        staged = stage(
            connection, one.snapshot.rows_at, one.reading.table, one.reading.content, folder / "rows.parquet"
        )
    finally:
        connection.close()
    part = make_part(one.snapshot, one.reading, staged)
    _refuse_ruin(one.name, staged, one.reading)
    secret = one.reading.confidential
    refused = [
        {"line": row.line, "raw": "" if secret else row.raw, "reasons": list(row.reasons)} for row in staged.rejected
    ]
    (folder / "rejected.json").write_text(canonical_json(refused), encoding="utf-8")
    return part


def _refuse_other_places(name: str, reading: Reading, area: str) -> None:
    """Events of a force that does not police the workspace's area, or of another council."""
    if reading.table.name not in RECORD_TABLES:
        return
    home = authorities().get(area)
    for coverage in reading.coverage:
        other = force(coverage.area) or (authorities().get(coverage.area) or (None,))[0]
        if home and other and other.code not in (home[0].code, home[1].code):
            raise IntakeError(
                f"{name} is of another place",
                expected=f"{home[1].name}, the police force area of {home[0].name}",
                found=f"{other.name} ({other.code})",
                cause="The wrong force was ticked on the download page, or the workspace's area is mistyped.",
                remedy="Download the files of your own force, or correct area in partnership.toml.",
            )


def _refuse_ruin(name: str, staged: Staged, reading: Reading) -> None:
    """A file of which so much is wrong that it is not the file it seems to be. A quarter without an event is sound."""
    if reading.table == INCIDENTS and not staged.rows_in:
        return
    if staged.kept and len(staged.rejected) <= _REFUSED_SHARE * staged.rows_in:
        return
    raise IntakeError(
        f"{name} is damaged: {len(staged.rejected):,} of its {staged.rows_in:,} rows cannot be read",
        expected="some rows, and at most one in ten with a fault",
        found="; ".join(staged.rejected[0].reasons) if staged.rejected else "no rows",
        cause="The file was cut, changed by a spreadsheet, or its publisher changed its layout.",
        remedy="Download it again. If it is the same then, send the first lines to the makers of Frankpledge.",
    )
