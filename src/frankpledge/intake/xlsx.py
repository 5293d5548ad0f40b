"""The sheets of an XLSX workbook: a reader gives the values, and a look at the XML what that reader keeps to itself.

The reader gives a blank for an error and for a formula that was never worked out, and makes room for every cell
between the first and the last: all three have to be known before it is asked.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from frankpledge.intake.workbook import local, parser, too_large
from frankpledge.terms.errors import IntakeError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_SHEETS, MOST_CELLS = 64, 2_000_000
Rows = list[list[object]]
_HOME = PurePosixPath("xl")


@dataclass
class _Book:
    """What xl/workbook.xml says: its sheets as (name, relation, hidden), and whether its values are to be trusted."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    unworked: bool = False


@dataclass
class _Look:
    """What the XML of a sheet says: how far its cells reach, its errors by place, its first unworked formula."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: int = 0
    unworked: str = ""


def xlsx_sheets(path: Path, archive: zipfile.ZipFile) -> list[tuple[str, Rows | None]]:
    """Every sheet by name with its rows, from A1 on; None for the rows of a hidden one.

    Raises IntakeError for too much, and for formulas without values; OSError, ValueError, KeyError or an error of the
    parser for damage.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    book, members = _book(archive), _members(archive)
    if len({name for name, *_ in book.sheets}) < len(book.sheets):
        raise ValueError("two of its sheets have the same name")
    visible = {name: _look(archive, members[rid]) for name, rid, hidden in book.sheets if rid in members and not hidden}
    refuse_too_much(path, len(book.sheets), sum(look.rows * look.columns for look in visible.values()))
    _refuse_unworked(path, book, visible)
    try:
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as reader:  # whatever it is called
            return [
                (name, None if hidden else _rows(reader.get_sheet_by_name(name), visible[name]))
                for name, rid, hidden in book.sheets
                if rid in members
            ]
    except CalamineError as error:
        raise ValueError(str(error)) from error


def refuse_too_much(path: Path, sheets: int, cells: int) -> None:
    if sheets > MOST_SHEETS:
        raise too_large(path, f"{MOST_SHEETS} sheets", f"{sheets:,} sheets")
    if cells > MOST_CELLS:
        raise too_large(path, f"{MOST_CELLS:,} cells", f"{cells:,} cells")


def unworked_formula(path: Path, sheet: str, place: str) -> IntakeError:
    """What is said of a formula whose value nobody knows."""
    return IntakeError(
        f"{path.name} has formulas that were never worked out",
        expected="the value of every formula beside it, as a spreadsheet saves it",
        found=f"a formula without a value in {place} of the sheet {sheet!r}",
        cause="A program wrote the workbook, and it was never opened in a spreadsheet.",
        remedy="Open it in a spreadsheet, save it, and load it again.",
    )


def _refuse_unworked(path: Path, book: _Book, visible: dict[str, _Look]) -> None:
    """A program that asks for everything to be worked out on opening has put any value beside its formulas, or none."""
    for name, look in visible.items():
        if look.unworked or (book.unworked and look.formulas):
            raise unworked_formula(path, name, look.unworked or "the cells")


def _rows(sheet: CalamineSheet, look: _Look) -> Rows:
    rows: Rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), text in look.errors.items():
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = text
    return rows


def _book(archive: zipfile.ZipFile) -> _Book:
    book, made = _Book(), parser()

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "sheet":
            rid = next((value for name, value in attributes.items() if local(name) == "id"), "")
            book.sheets.append((attributes.get("name", ""), rid, attributes.get("state", "visible") != "visible"))
        if local(tag) == "calcPr":
            book.unworked = attributes.get("fullCalcOnLoad") in ("1", "true")

    made.StartElementHandler = start
    made.Parse(archive.read("xl/workbook.xml"), True)
    return book


def _members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Relation → member of the zip, for worksheets alone: a chart on a sheet of its own has no rows."""
    found: dict[str, str] = {}
    made = parser()

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "Relationship" and attributes["Type"].endswith("/worksheet"):
            target = attributes["Target"]
            found[attributes["Id"]] = target[1:] if target.startswith("/") else str(_HOME / target)

    made.StartElementHandler = start
    made.Parse(archive.read("xl/_rels/workbook.xml.rels"), True)
    return found


def _look(archive: zipfile.ZipFile, member: str) -> _Look:
    cells = _Cells()
    made = parser()
    made.StartElementHandler, made.EndElementHandler = cells.start, cells.end
    made.CharacterDataHandler = cells.text
    with archive.open(member) as file:
        made.ParseFile(file)
    return cells.look


class _Cells:
    """Walks through the cells of a sheet. Places count from nought; a cell may leave its place out."""

    def __init__(self) -> None:
        self.look = _Look()
        self._row = self._column = -1
        self._kind = ""
        self._formula = self._taking = False
        self._value: str | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "c":
            self._column = _column(attributes["r"]) if "r" in attributes else self._column + 1
            self._kind, self._formula, self._value = attributes.get("t", "n"), False, None
        elif name in ("v", "is"):
            self._value, self._taking = "", True
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1

    def text(self, data: str) -> None:
        if self._taking and self._value is not None:
            self._value += data

    def end(self, tag: str) -> None:
        name = local(tag)
        if name in ("v", "is"):
            self._taking = False
        elif name == "c":
            self._close()

    def _close(self) -> None:
        look = self.look
        if self._formula:
            look.formulas += 1
            empty_text = self._kind == "str" and self._value is not None
            if not self._value and not empty_text and not look.unworked:
                look.unworked = f"{_letters(self._column)}{self._row + 1}"
        if self._value is None:
            return
        look.rows, look.columns = max(look.rows, self._row + 1), max(look.columns, self._column + 1)
        if self._kind == "e":
            look.errors[self._row, self._column] = self._value


def _column(place: str) -> int:
    """`A1` → 0, `AB7` → 27."""
    found = re.fullmatch(r"([A-Z]{1,3})[0-9]+", place)
    if not found:
        raise ValueError(f"{place!r} is not the place of a cell")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _letters(column: int) -> str:
    """0 → `A`, 27 → `AB`."""
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
