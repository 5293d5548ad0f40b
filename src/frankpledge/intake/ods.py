"""The sheets of an ODS workbook. Values stand in attributes, dates already as 2025-01-31."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

from frankpledge.intake.workbook import local, parser
from frankpledge.intake.xlsx import Rows, refuse_too_much, unworked_formula

_DURATION = re.compile(r"(-?)P(?:([0-9]+)D)?T?(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.]+)S)?")
_ROW, _CELLS = "table-row", ("table-cell", "covered-table-cell")


def ods_sheets(path: Path, archive: zipfile.ZipFile) -> list[tuple[str, Rows | None]]:
    """Every sheet by name with its rows, from A1 on; None for the rows of a hidden one.

    Raises IntakeError for too much, and for formulas without values; ValueError, KeyError or an error of the parser for
    damage.
    """
    content, made = _Content(path), parser()
    made.StartElementHandler, made.EndElementHandler = content.start, content.end
    made.CharacterDataHandler = content.text
    with archive.open("content.xml") as file:
        made.ParseFile(file)
    return content.sheets


class _Content:
    """Walks through content.xml. Rows and cells that repeat are written once with their number.

    Remarks and drawings that hang on a cell have text too: it stands aside and is no part of the value.
    """

    def __init__(self, path: Path) -> None:
        self.sheets: list[tuple[str, Rows | None]] = []
        self._path = path
        self._style = ""
        self._hidden: set[str] = set()
        self._depth: list[str] = []
        self._rows: Rows = []
        self._blank_rows = self._total = 0
        self._row: list[object] = []
        self._blank_cells, self._repeat = 0, 1
        self._cell: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._aside = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name, values = local(tag), {local(key): value for key, value in attributes.items()}
        self._depth.append(name)
        if name == "style":
            self._style = values.get("name", "")
        elif name == "table-properties" and values.get("display") == "false":
            self._hidden.add(self._style)
        elif name == "table":
            self._open(values)
        elif name == _ROW:
            self._row, self._blank_cells, self._repeat = [], 0, _times(values, "number-rows-repeated")
        elif name in _CELLS:
            self._cell, self._paragraphs = values | _kinds(attributes), []
        elif not self._aside:
            self._inline(name, values)

    def _open(self, values: dict[str, str]) -> None:
        hidden = values.get("style-name", "") in self._hidden
        self._rows, self._blank_rows = [], 0
        self.sheets.append((values.get("name", ""), None if hidden else self._rows))
        refuse_too_much(self._path, len(self.sheets), 0)

    def _inline(self, name: str, values: dict[str, str]) -> None:
        if self._depth[-2:-1] and self._depth[-2] in _CELLS:
            self._aside = 0 if name == "p" else len(self._depth)
            self._paragraphs += [""] if name == "p" else []
        elif self._paragraphs and name in ("s", "tab", "line-break"):
            self._paragraphs[-1] += {"s": " " * min(_times(values, "c"), 1000), "tab": "\t"}.get(name, "\n")

    def text(self, data: str) -> None:
        if self._paragraphs and not self._aside and self._depth[-1] not in _CELLS:
            self._paragraphs[-1] += data

    def end(self, tag: str) -> None:
        name = local(tag)
        if self._aside == len(self._depth):
            self._aside = 0
        self._depth.pop()
        if name in _CELLS and self.sheets[-1][1] is not None:
            self._put(self._value(), _times(self._cell, "number-columns-repeated"))
            self._paragraphs = []
        elif name == _ROW:
            self._close_row()

    def _put(self, value: object, times: int) -> None:
        """Blanks are kept back until something stands after them: a sheet ends in a million of them."""
        if value == "":
            self._blank_cells += times
            return
        refuse_too_much(self._path, 0, self._total + len(self._row) + self._blank_cells + times)
        self._row += [""] * self._blank_cells + [value] * times
        self._blank_cells = 0

    def _close_row(self) -> None:
        if not self._row:
            self._blank_rows += self._repeat
            return
        self._total += self._blank_rows + len(self._row) * self._repeat
        refuse_too_much(self._path, 0, self._total)
        self._rows += [[] for _ in range(self._blank_rows)]
        self._rows += [list(self._row) for _ in range(self._repeat)]
        self._blank_rows = 0

    def _value(self) -> object:
        """A cell's value. An error is given as its text, whatever stands for it in the attributes."""
        cell, shown = self._cell, "\n".join(self._paragraphs)
        kind = cell["value-type"]
        if "formula" in cell and not kind:
            raise unworked_formula(self._path, self.sheets[-1][0], f"row {len(self._rows) + self._blank_rows + 1}")
        if cell["shown-type"] == "error":
            return shown or "#ERROR"
        if kind in ("float", "percentage", "currency"):
            return float(cell["value"])
        if kind == "boolean":
            return cell["boolean-value"] == "true"
        if kind == "date":
            return _moment(cell["date-value"])
        if kind == "time":
            return _duration(cell["time-value"])
        return cell.get("string-value", shown)


def _kinds(attributes: dict[str, str]) -> dict[str, str]:
    """Two attributes have the name value-type: what the value is, and what the program that wrote it shows."""
    kinds = {key: value for key, value in attributes.items() if local(key) == "value-type"}
    shown = kinds.pop("calcext:value-type", "")
    return {"value-type": next(iter(kinds.values()), ""), "shown-type": shown}


def _times(values: dict[str, str], name: str) -> int:
    return int(values.get(name, "1"))


def _moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _duration(text: str) -> timedelta:
    found = _DURATION.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a length of time")
    sign, days, hours, minutes, seconds = found.groups()
    length = timedelta(
        days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0), seconds=float(seconds or 0)
    )
    return -length if sign else length
