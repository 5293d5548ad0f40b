"""What a source is: the columns that its files are known by, and how one is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from frankpledge.store.rows import header
from frankpledge.store.schema import Reading
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.words import joined


@dataclass(frozen=True, kw_only=True)
class Source:
    """`shape` lists patterns of column names (lower case, single spaces, notes removed); all must be in the header.

    `read(path, name)` takes the file and what its owner called it, folder included.
    """

    key: str
    title: str
    shape: tuple[str, ...]
    read: Callable[[Path, str], Reading]


def plain_heading(cell: str) -> str:
    """A column name as shapes spell it: `Local Authority\\ncode [note 2]` → `local authority code`."""
    return " ".join(cell.replace("\ufeff", "").split("[note")[0].split()).casefold()


def whole_number(cell: str) -> int | None:
    """`27,321 ` → 27321; None where a cell holds anything but a count, of twelve digits at most."""
    digits = cell.strip().replace(",", "")
    return int(digits) if re.fullmatch(r"[0-9]{1,12}", digits) else None


def refuse_other_columns(path: Path, name: str, expected: tuple[str, ...]) -> None:
    """Raise IntakeError unless the file has just these columns in this order: its rows are read by position."""
    found = header(path)
    if [plain_heading(cell) for cell in found] == [plain_heading(cell) for cell in expected]:
        return
    missing = [cell for cell in expected if cell not in found]
    extra = [cell for cell in found if cell not in expected]
    raise IntakeError(
        f"{name} has other columns than its publisher gives it",
        expected=", ".join(expected),
        found="; ".join(
            [
                *([f"without {joined(missing)}"] if missing else []),
                *([f"with {joined(map(repr, extra))} besides"] if extra else []),
            ]
        )
        or f"the same in another order or twice: {', '.join(found)}",
        cause="A column was added, renamed or moved by hand, or the publisher changed the layout.",
        remedy="Load the file as it was downloaded. If it has these columns there, tell the makers of Frankpledge.",
    )
