"""Which rows of a file are refused and why, with the line on which each begins and its text."""

from __future__ import annotations

import codecs
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from frankpledge.store.rows import records, torn
from frankpledge.store.schema import Declared, Rejected


@dataclass(frozen=True)
class Look:
    """A file at a glance. `text`: UTF-8 to its end. `plain`: nothing is quoted, so every line that is not blank is a
    record."""

    text: bool
    plain: bool
    lines: int


def look(path: Path) -> Look:
    """Look through all bytes of a file, those of columns that nobody reads included."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    plain, lines, last = True, 0, b"\n"
    with path.open("rb") as file:
        try:
            while chunk := file.read(1 << 20):
                plain = plain and b'"' not in chunk and b"\r" not in chunk
                lines += chunk.count(b"\n")
                last = chunk[-1:]
                if decoder.getstate()[0] or not chunk.isascii():
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return Look(text=False, plain=False, lines=0)
    return Look(text=True, plain=plain, lines=lines + (last != b"\n"))


def has_blank_lines(path: Path) -> bool:
    """Whether a plain file has a line with nothing in it."""
    with path.open("rb") as file:
        while batch := file.readlines(1 << 20):
            if b"\n" in batch:
                return True
    return False


def sift(path: Path, content: Declared, clean: Path) -> tuple[int, tuple[Rejected, ...]]:
    """Copy the sound records, each after its number; return how many there are in all, and the others."""
    rejected = []
    number = 1
    with clean.open("w", encoding="utf-8", newline="") as file:
        for number, (line, raw, cells) in enumerate(records(path), 2):
            fields = _without_blank_tail(cells, len(content.header))
            reasons = _reasons(content, fields)
            if reasons:
                rejected.append(Rejected(line=line, raw=raw, reasons=reasons))
            else:
                file.write(csv_line(number, *fields))
    return number - 1, tuple(rejected)


def refused_among(path: Path, content: Declared, bad: Collection[int], *, plain: bool) -> tuple[Rejected, ...]:
    """The records numbered in `bad` that break a rule, in the order of the file."""
    rejected = []
    for number, (line, raw, cells) in _plain_records(path, sorted(bad)) if plain else enumerate(records(path), 2):
        reasons = _reasons(content, _without_blank_tail(cells, len(content.header))) if number in bad else ()
        if reasons:
            rejected.append(Rejected(line=line, raw=raw, reasons=reasons))
    return tuple(rejected)


def _plain_records(path: Path, wanted: list[int]) -> Iterator[tuple[int, tuple[int, str, list[str]]]]:
    """Some records of a plain file without blank lines, by their numbers: many times faster than taking all apart."""
    before = 0
    waiting = deque(wanted)
    with path.open("rb") as file:
        while waiting and (batch := file.readlines(1 << 20)):
            while waiting and waiting[0] <= before + len(batch):
                number = waiting.popleft()
                raw = batch[number - before - 1].decode().removesuffix("\n")
                yield number, (number, raw, raw.split(","))
            before += len(batch)


def csv_line(*cells: str | int | float | None) -> str:
    """A line in which a missing value and a blank text differ: nothing between the commas, and two quotation marks."""
    quoted = ("" if cell is None else '"' + str(cell).replace('"', '""') + '"' for cell in cells)
    return ",".join(quoted) + "\n"


def _without_blank_tail(cells: list[str], expected: int) -> list[str]:
    """Blank cells past the last column say nothing: spreadsheets leave them, and the engine overlooks them too."""
    return cells if any(cells[expected:]) else cells[:expected]


def _reasons(content: Declared, fields: list[str]) -> tuple[str, ...]:
    if len(fields) != len(content.header):
        return (torn(len(content.header), len(fields)),)
    row = dict(zip(content.header, fields, strict=True))
    return tuple(check.reason for check in content.checks if not check.passes(row))
