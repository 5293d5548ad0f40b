"""The mappings that a workspace keeps: one file each, written once by a dialogue and open to correction by hand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from frankpledge.record.mapping import FIELDS, Mapping, checked, mapping_from_plain, mapping_to_plain
from frankpledge.terms.errors import WorkspaceError
from frankpledge.workspace.folder import Workspace

FOLDER = "mappings"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_HEAD = "# Which column of the extract holds what. Headings are written as the force writes them.\n"
_NOTES = {
    "area": "the council's area that the extract is of",
    "dates": 'day/month/year, month/day/year or year-month-day; "2025-01-31" is always understood',
    "clock": "London or UTC: which clock times are of that give no zone",
    "ages": "exact (years, kept as bands) or bands",
    "holds": "which crimes the extract holds, where it is not every recorded crime of the area",
}


def mappings_of(workspace: Workspace) -> tuple[Mapping, ...]:
    """Every mapping of the workspace, by name. Raises WorkspaceError naming the file and the entry that is wrong."""
    return tuple(read_mapping(file) for file in sorted((workspace.path / FOLDER).glob("*.toml")))


def read_mapping(file: Path) -> Mapping:
    """One mapping; its name is the file's."""
    where = f"{FOLDER}/{file.name}"
    _require_name(file.stem, where)
    try:
        plain = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise WorkspaceError(
            f"{where} is not in UTF-8", cause=str(error), remedy="Save it again as UTF-8 text."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise WorkspaceError(
            f"{where} cannot be read",
            expected='TOML: lines such as code = "HO Code"',
            cause=str(error),
            remedy="A missing quotation mark or equals sign is the usual cause.",
        ) from error
    return mapping_from_plain(plain, file.stem, where)


def write_mapping(workspace: Workspace, mapping: Mapping) -> Path:
    """Keep a mapping as `mappings/NAME.toml` and return the file.

    Raises WorkspaceError for a name that cannot be a file's, and where another mapping has the name already.
    """
    where = f"{FOLDER}/{mapping.name}.toml"
    _require_name(mapping.name, where)
    file = workspace.path / FOLDER / f"{mapping.name}.toml"
    if file.exists() and read_mapping(file) != mapping:
        raise WorkspaceError(
            f"{where} is there already and says something else",
            expected="a name that no mapping has",
            found=mapping.name,
            remedy="Choose another name, correct the file by hand, or remove it.",
        )
    file.parent.mkdir(exist_ok=True)
    file.write_text(to_toml(checked(mapping, where)), encoding="utf-8")
    return file


def _require_name(name: str, where: str) -> None:
    if not _NAME.fullmatch(name):
        raise WorkspaceError(
            f"{where}: a mapping cannot be called {name!r}",
            expected="small letters, digits and hyphens, such as kent-crimes",
            remedy="Give it another name.",
        )


def to_toml(mapping: Mapping) -> str:
    """The text of a mapping's file, with a word beside each entry. The same mapping is the same text."""
    plain = mapping_to_plain(mapping)
    tables = {name: plain.pop(name) for name in ("columns", "values")}
    lines = [f"format = {plain.pop('format')}", _HEAD.rstrip(), ""]
    lines += [_line(key, value, _NOTES.get(key, "")) for key, value in plain.items()]
    lines += ["", "[columns]", *(_line(key, value, FIELDS[key]) for key, value in tables["columns"].items())]
    lines += [line for key, texts in tables["values"].items() for line in _texts(key, texts)]
    return "\n".join(lines) + "\n"


def _texts(field: str, texts: dict[str, Any]) -> Iterator[str]:
    yield from ("", f'[values.{field}]  # what its texts mean; "" is a blank cell')
    for text, meaning in texts.items():
        yield f"{_quoted(text)} = {_quoted(meaning)}"


def _line(key: str, value: str, note: str) -> str:
    line = f"{key} = {_quoted(value)}"
    return f"{line}  # {note}" if note else line


def _quoted(text: str) -> str:
    """A basic string of TOML: quotation marks, backslashes and control characters are escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'
