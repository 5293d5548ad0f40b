"""How a table is fitted to the page of the PDF: the widths of its columns, the size of its type, its parts."""

from __future__ import annotations

from dataclasses import dataclass

from frankpledge.assessment.blocks import Runs, Table

Part = tuple[tuple[Runs, ...], ...]

# How many letters of a line of the page fit at one point of type, and how many the gap beside a column takes.
_LETTERS_A_POINT = 930.0
_GAP = 2.7
_TYPE, _TYPE_OF_CHART, _LEAST_TYPE = 9.5, 8.5, 6.5
_LINE, _WORDS = 30, 16
_NARROW = 40
_PART_ROWS, _PARTS = 12, 3
_ROWS_KEPT_TOGETHER = 16


@dataclass(frozen=True)
class Fit:
    """`widths`: letters a column, its gap included. `share`: of the width of the page. `size`: points."""

    widths: tuple[float, ...]
    share: float
    size: float
    breakable: bool


def fit(table: Table, *, of_chart: bool) -> Fit:
    """Columns as wide as they ask for, squeezed as far as their longest words where the page is too narrow.

    Where even those do not fit, the type shrinks, so that no number is broken or runs into its neighbour.
    """
    columns = list(zip(table.head, *table.rows, strict=True))
    least = [_least(column, numeric) + _GAP for column, numeric in zip(columns, table.numeric, strict=True)]
    size = max(_LEAST_TYPE, min(_TYPE_OF_CHART if of_chart else _TYPE, _LETTERS_A_POINT / sum(least)))
    room = _LETTERS_A_POINT / size
    wanted = [max(map(_asks, column)) + _GAP for column in columns]
    if sum(wanted) > room:  # the heads of numbers go on two lines first
        asked = [column[numeric:] for column, numeric in zip(columns, table.numeric, strict=True)]
        wanted = [max(map(_asks, column), default=0) + _GAP for column in asked]
    widths = _squeezed(least, wanted, room)
    share = max(0.5, min(1.0, sum(widths) * 1.4 / room))
    return Fit(widths, round(share, 3), round(size, 2), len(table.rows) > _ROWS_KEPT_TOGETHER)


def _least(column: tuple[Runs, ...], numeric: bool) -> int:
    """A column's longest word; for words, some room to wrap in as well."""
    word = max(map(_longest_word, column))
    return word if numeric else max(word, min(_WORDS, max(map(_asks, column))))


def _squeezed(least: list[float], wanted: list[float], room: float) -> tuple[float, ...]:
    """Between the least that each column needs and what it asks for, as far as the room goes."""
    extra = [max(0.0, wish - low) for low, wish in zip(least, wanted, strict=True)]
    part = max(0.0, min(1.0, (room - sum(least)) / (sum(extra) or 1)))
    return tuple(round(low + part * more, 2) for low, more in zip(least, extra, strict=True))


def parts(table: Table, *, of_chart: bool) -> list[Part]:
    """A table's rows as they are set: one part, or, for a long narrow table of a chart, parts side by side."""
    rows, size = table.rows, len(table.rows)
    wide = sum(max(map(_asks, column)) for column in zip(table.head, *rows, strict=True)) > _NARROW
    if not of_chart or size <= _PART_ROWS or wide:
        return [rows]
    length = _PART_ROWS if size % _PART_ROWS == 0 else -(-size // _PARTS)
    return [rows[start : start + length] for start in range(0, size, length)]


def _words(cell: Runs) -> str:
    return "".join(run.text for run in cell)


def _asks(cell: Runs) -> int:
    """A cell's length in letters; what is longer than a line counts a quarter, as it wraps."""
    length = len(_words(cell))
    return min(length, _LINE) + max(0, length - _LINE) // 4


def _longest_word(cell: Runs) -> int:
    return max(4, *(len(word) for word in (_words(cell) or " ").split(" ")))
