"""One file of the example: UTF-8, line feeds, a last line that ends."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal


def write_lines(path: Path, lines: Sequence[str]) -> None:
    """Write lines that are CSV already; the folder is made if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(("\n".join(lines) + "\n").encode())


def write_table(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[str | int]],
    quoted: Literal["text", "where needed"] = "text",
) -> None:
    """Write a table. Publishers put all text into quotation marks, spreadsheets only what needs them."""
    text = io.StringIO()
    quoting: Literal[0, 2] = csv.QUOTE_NONNUMERIC if quoted == "text" else csv.QUOTE_MINIMAL
    writer = csv.writer(text, quoting=quoting, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    write_lines(path, text.getvalue().splitlines())
