"""Files into the store: all that were recognised, or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from frankpledge.intake.gather import Found, gather
from frankpledge.intake.recognise import Recognised, recognise
from frankpledge.sources.shape import Source
from frankpledge.store.edition import Edition
from frankpledge.store.engine_duckdb import connect
from frankpledge.store.evidence import Evidence
from frankpledge.store.part import Part, make_part, part_id
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import Snapshot
from frankpledge.store.staging import stage
from frankpledge.terms.digest import canonical_json
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.places import authorities, force

_REFUSED_SHARE = 0.10
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of one file: a new part, or `held` when the store had it already."""

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
    progress: Progress | None = None,
) -> Loaded:
    """Take every file of `paths` that is recognised.

    `area` is the code of the workspace's authority: files of another police force are refused. Raises IntakeError with
    the store unchanged when any recognised file is damaged or contradicts what is held.
    """
    with evidence.staging() as scratch:
        found = gather(paths, scratch)
        recognised = [(file, recognise(file.path)) for file in found]
        wanted = [(file, what.source) for file, what in recognised if what.source]
        built = _build(evidence, wanted, scratch, area, issued, progress)
        new = [(part, snapshot) for part, snapshot, held in built if not held]
        edition = evidence.commit(new, scratch) if new else evidence.current()
    lost = {part.id for part in edition.superseded}
    return Loaded(
        taken=tuple(
            Taken(name=snapshot.name, part=part, held=held, superseded=part.id in lost)
            for part, snapshot, held in built
        ),
        passed=_passed(recognised),
        edition=edition,
    )


def _passed(recognised: Sequence[tuple[Found, Recognised]]) -> tuple[Passed, ...]:
    return tuple(Passed(name=file.name, why=what.why, asked=file.asked) for file, what in recognised if not what.source)


def _build(
    evidence: Evidence,
    wanted: Sequence[tuple[Found, Source]],
    scratch: Path,
    area: str,
    issued: date | None,
    progress: Progress | None,
) -> list[tuple[Part, Snapshot, bool]]:
    """Read every file into a part below `scratch`, two at a time, in the order of the files."""
    current = evidence.current()
    held = {part.id: part for part in (*current.parts, *current.superseded)}
    done = 0

    def one(item: tuple[Found, Source]) -> tuple[Part, Snapshot, bool]:
        nonlocal done
        result = _build_one(item[0], item[1], scratch, area, issued, held)
        done += 1
        if progress:
            progress(done, len(wanted))
        return result

    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        return list(pool.map(one, wanted))


def _build_one(
    file: Found, source: Source, scratch: Path, area: str, issued: date | None, held: dict[str, Part]
) -> tuple[Part, Snapshot, bool]:
    snapshot = Snapshot.of(file.path, file.name, issued)
    reading = source.read(file.path, file.name)
    _refuse_other_places(file.name, reading, area)
    name = part_id(snapshot.digest, reading)
    if name in held and (issued is None or held[name].issued == issued):
        return held[name], snapshot, True
    folder = scratch / name
    folder.mkdir(exist_ok=True)
    connection = connect()
    try:
        staged = stage(connection, file.path, reading.table, reading.content, folder / "rows.parquet")
    finally:
        connection.close()
    part = make_part(snapshot, reading, staged)
    _refuse_ruin(part, staged.rejected[0].reasons if staged.rejected else ())
    refused = [{"line": row.line, "raw": row.raw, "reasons": list(row.reasons)} for row in staged.rejected]
    (folder / "rejected.json").write_text(canonical_json(refused), encoding="utf-8")
    return part, snapshot, False


def _refuse_other_places(name: str, reading: Reading, area: str) -> None:
    """Events of a force that does not police the workspace's area."""
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


def _refuse_ruin(part: Part, reasons: Sequence[str]) -> None:
    """A file of which so much is wrong that it is not the file it seems to be."""
    if part.kept == 0 or part.rejected > _REFUSED_SHARE * part.rows_in:
        raise IntakeError(
            f"{part.file} is damaged: {part.rejected:,} of its {part.rows_in:,} rows cannot be read",
            expected="at most one row in ten with a fault",
            found="; ".join(reasons) or "no rows",
            cause="The file was cut, changed by a spreadsheet, or its publisher changed its layout.",
            remedy="Download it again. If it is the same then, send the first lines to the makers of Frankpledge.",
        )
