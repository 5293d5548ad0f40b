"""The rows of a CSV file one by one, with their place and their text: slow, and exact about faults."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path

from frankpledge.terms.errors import IntakeError

TORN = "the line is torn"


def header(path: Path) -> list[str]:
    """The cells of the first row that is not blank. Raises IntakeError as `rows` does."""
    return next((fields for _, _, fields in rows(path)), [])


def records(path: Path) -> Iterator[tuple[int, str, list[str]]]:
    """The rows of a CSV file after its header."""
    return itertools.islice(rows(path), 1, None)


def rows(path: Path) -> Iterator[tuple[int, str, list[str]]]:
    """The rows of a CSV file that are not blank: line where each begins, its text, its fields.

    Raises IntakeError where the file is not UTF-8 or its quotation marks do not match.
    """
    held: list[str] = []
    seen = 0

    def lines() -> Iterator[str]:
        nonlocal seen
        with path.open(encoding="utf-8-sig", newline="") as file:
            for text in file:
                seen += 1
                held.append(text)
                yield text

    try:
        for fields in csv.reader(lines(), strict=True):
            begins, raw = seen - len(held) + 1, "".join(held).rstrip("\r\n")
            held.clear()
            if fields:
                yield begins, raw, fields
    except UnicodeDecodeError as error:
        raise _not_utf8(path) from error
    except csv.Error as error:
        raise IntakeError(
            f"{path.name} is not a CSV file from line {seen - len(held) + 1:,} on",
            expected="fields between commas, each with two quotation marks or with none",
            found=str(error),
            cause="A quotation mark is never closed or is out of place: the file was cut, damaged or changed by hand.",
            remedy="Download the file again.",
        ) from error


def _not_utf8(path: Path) -> IntakeError:
    line, byte = _first_strange_byte(path)
    return IntakeError(
        f"{path.name} cannot be read as text",
        expected="text in UTF-8, as the publisher ships it",
        found=f"the byte {byte:#04x} in line {line:,}, which UTF-8 does not have there",
        cause="The file was opened and saved again by a spreadsheet, or is not a CSV file at all.",
        remedy="Load the file as it was downloaded.",
    )


def _first_strange_byte(path: Path) -> tuple[int, int]:
    """Line and value of the first byte that is not UTF-8. No letter of UTF-8 holds the byte that ends a line."""
    with path.open("rb") as file:
        for line, data in enumerate(file, 1):
            try:
                data.decode()
            except UnicodeDecodeError as error:
                return line, data[error.start]
    raise AssertionError("the file was found not to be UTF-8, and now is")


def torn(expected: int, found: int) -> str:
    """What is said of a row that has too few or too many fields."""
    return f"{expected} fields are expected and {found} were found: {TORN}"
