"""The files that people write in a workspace, as a record."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from frankpledge.measures.catalogue import MEASURES
from frankpledge.record.codec import build
from frankpledge.record.model import (
    FORMAT,
    Annotation,
    Assumption,
    Body,
    Commentary,
    Partnership,
    Plan,
    Record,
    Statement,
)
from frankpledge.terms.area import area_kind
from frankpledge.terms.errors import WorkspaceError
from frankpledge.terms.places import authorities
from frankpledge.terms.words import closest
from frankpledge.workspace.folder import CHAPTERS, MAIN, Workspace

T = TypeVar("T")


def read_record(workspace: Workspace) -> Record:
    """Everything written in the workspace's own files. Raises WorkspaceError naming file and entry.

    What names a chapter or a measure must name one that is there: else it would be read and never shown.
    """
    root = workspace.path
    record = Record(
        partnership=_partnership(root),
        bodies=_list(root / "bodies.toml", "body", Body),
        plan=_plan(root / "plan.toml"),
        annotations=_list(root / "annotations.toml", "annotation", Annotation),
        statements=_unique(_list(root / "statements.toml", "statement", Statement), root / "statements.toml"),
        assumptions=_unique(_list(root / "assumptions.toml", "assumption", Assumption), root / "assumptions.toml"),
        commentary=tuple(_commentary(file) for file in sorted((root / "commentary").glob("*.md"))),
    )
    _require_known(record)
    return record


def _require_known(record: Record) -> None:
    for comment in record.commentary:
        _known("chapter", comment.chapter, CHAPTERS, f"commentary/{comment.chapter}.md")
    for number, note in enumerate(record.annotations, 1):
        for name in note.measures:
            _known("measure", name, tuple(MEASURES), f"annotations.toml, annotation {number}")
    for number, statement in enumerate(record.statements, 1):
        if statement.about:
            _known("measure", statement.about, tuple(MEASURES), f"statements.toml, statement {number}")


def _known(what: str, name: str, known: tuple[str, ...], where: str) -> None:
    if name in known:
        return
    guess = closest(name, known)
    raise WorkspaceError(
        f"{where}: there is no {what} called {name!r}",
        expected=", ".join(known),
        remedy=f"Did you mean {guess!r}?" if guess else "",
    )


def _partnership(root: Path) -> Partnership:
    values = _toml(root / MAIN)
    found = values.pop("format", None)
    if type(found) is not int or found != FORMAT:
        raise WorkspaceError(
            f"{MAIN} is in another format",
            expected=f"format = {FORMAT} in the first line",
            found=f"format = {found}",
            remedy="Use the release of Frankpledge that wrote it, or write the file again with frankpledge new.",
        )
    partnership = build(Partnership, values, MAIN)
    _require_authority(partnership.area)
    _require_group(partnership)
    return partnership


def _require_group(partnership: Partnership) -> None:
    """Authorities to be compared with: each known, each once, none of them the area alone, and with a source."""
    known, group = authorities(), partnership.peer_group
    for number, code in enumerate(group, 1):
        if code not in known:
            named = next((one for one, (place, _) in known.items() if place.name.casefold() == code.casefold()), None)
            guess = named or closest(code, tuple(known))
            raise WorkspaceError(
                f"{MAIN}: peer_group, item {number}: no local authority has the code {code!r}",
                expected="the code of a local authority of England or Wales as at April 2024",
                remedy=f"The closest code is {guess}, {known[guess][0].name}." if guess else "",
            )
        if code in group[: number - 1]:
            raise WorkspaceError(f"{MAIN}: peer_group names {code} twice", remedy="Leave one out.")
    if group and set(group) == {partnership.area}:
        raise WorkspaceError(f"{MAIN}: peer_group names the area itself and nobody else", remedy="Name the others.")
    if group and not partnership.peer_group_source:
        raise WorkspaceError(
            f"{MAIN}: peer_group does not say where it is from",
            expected='peer_group_source = "Home Office most similar groups, 2024" or the like',
            remedy="The document prints it beside the comparison.",
        )


def _require_authority(area: str) -> None:
    """Without a known authority its police force would not be known either, and any force's files would get in."""
    try:
        kind = area_kind(area)
    except ValueError as error:
        raise WorkspaceError(f"{MAIN}: area is not a code", cause=str(error)) from error
    if kind != "authority":
        raise WorkspaceError(
            f"{MAIN}: area must be a local authority",
            expected="a code that begins with E06, E07, E08, E09 or W06",
            found=area,
            remedy="Write the code of the council's area; the partnership follows from the lookups.",
        )
    known = authorities()
    if area not in known:
        guess = closest(area, tuple(known))
        raise WorkspaceError(
            f"{MAIN}: no local authority has the code {area}",
            expected="the code of a local authority of England or Wales as at April 2024",
            remedy=f"The closest code is {guess}, {known[guess][0].name}." if guess else "",
        )


def _plan(file: Path) -> Plan | None:
    return build(Plan, _toml(file), file.name) if file.exists() else None


def _list(file: Path, name: str, kind: type[T]) -> tuple[T, ...]:
    """The entries [[name]] of a file; none where there is no file."""
    if not file.exists():
        return ()
    values = _toml(file)
    extra = set(values) - {name}
    if extra:
        raise WorkspaceError(f"{file.name} holds {sorted(extra)[0]!r}", expected=f"entries that begin with [[{name}]]")
    entries = values.get(name, [])
    if not isinstance(entries, list):
        raise WorkspaceError(f"{file.name}: {name} should be a list", expected=f"entries that begin with [[{name}]]")
    return tuple(build(kind, entry, f"{file.name}, {name} {n}") for n, entry in enumerate(entries, 1))


def _unique(items: tuple[T, ...], file: Path) -> tuple[T, ...]:
    keys = [item.key for item in items]  # type: ignore[attr-defined]
    for key in keys:
        if keys.count(key) > 1:
            raise WorkspaceError(f"{file.name}: two entries have the key {key!r}", remedy="Give one another key.")
    return items


def _commentary(file: Path) -> Commentary:
    """A commentary file: Markdown, below an optional head between lines of +++ that says who approved it.

    The lines of the head become blank ones, so that an error further down gives the line of the file.
    """
    lines = _text(file).split("\n")
    head: dict[str, Any] = {}
    if lines[0] == "+++":
        if "+++" not in lines[1:]:
            raise WorkspaceError(f"commentary/{file.name}: the head is never closed", expected="a second line of +++")
        end = lines.index("+++", 1)
        head = _parse("\n".join(["", *lines[1:end]]), f"commentary/{file.name}, head")
        lines = [*[""] * (end + 1), *lines[end + 1 :]]
    values = head.pop("approved_values", {})
    if not isinstance(values, dict):
        raise WorkspaceError(f"commentary/{file.name}: approved_values is not a table")
    pairs = [[key, str(value)] for key, value in sorted(values.items())]
    made = {**head, "chapter": file.stem, "text": "\n".join(lines).rstrip() + "\n", "approved_values": pairs}
    return build(Commentary, made, f"commentary/{file.name}")


def _toml(file: Path) -> dict[str, Any]:
    return _parse(_text(file), file.name)


def _parse(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WorkspaceError(
            f"{where} cannot be read",
            expected='TOML: lines such as name = "Medway Community Safety Partnership"',
            cause=str(error),
            remedy="A missing quotation mark or equals sign is the usual cause.",
        ) from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise WorkspaceError(
            f"{file.name} is not in UTF-8", cause=str(error), remedy="Save it again as UTF-8 text."
        ) from error
