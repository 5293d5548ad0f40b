"""What a source is: the columns that its files are known by, and how one is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from frankpledge.store.schema import Reading


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
