"""One file into one part: every row kept or refused with its reasons, and the three numbers add up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from frankpledge.store.rows import TORN, records, torn
from frankpledge.store.schema import Check, Declared, Parsed, Rejected, Take
from frankpledge.store.tables import Table
from frankpledge.terms.errors import IntakeError, StoreError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NUMBER = '"#"'  # the number of a record in its file: no publisher calls a column that
_CSV = "auto_detect = false, delim = ',', quote = '\"', escape = '\"', strict_mode = true"
_OWN = f"{_CSV}, header = false, new_line = '\\n', allow_quoted_nulls = false"  # as _csv_line writes


@dataclass(frozen=True, kw_only=True)
class Staged:
    """The account of one file: rows_in = kept + len(rejected)."""

    rows_in: int
    kept: int
    rejected: tuple[Rejected, ...]


def stage(connection: DuckDBPyConnection, path: Path, table: Table, content: Declared | Parsed, target: Path) -> Staged:
    """Write the rows of `path` that pass to `target` (Parquet) and account for all of them.

    Raises IntakeError where the file is cut off or is not text in UTF-8, StoreError where the account does not close.
    """
    if isinstance(content, Parsed):
        staged = _stage_parsed(connection, table, content, target)
    else:
        staged = _stage_declared(connection, path, table, content, target)
    if staged.rows_in != staged.kept + len(staged.rejected):
        raise StoreError(
            f"The rows of {path.name} do not add up",
            expected=f"{staged.rows_in} rows in",
            found=f"{staged.kept} kept and {len(staged.rejected)} rejected",
            remedy="This is a fault of Frankpledge: please report it with the file.",
        )
    _refuse_cut(path, staged.rejected)
    return staged


def _stage_parsed(connection: DuckDBPyConnection, table: Table, content: Parsed, target: Path) -> Staged:
    beside = target.with_suffix(".csv")
    with beside.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_csv_line(number, *values) for number, values in content.rows)
    columns = ", ".join(f"'{column.name}': '{column.type}'" for column in table.columns)
    connection.execute(
        f"COPY (SELECT * FROM read_csv(?, columns = {{{columns}}}, {_OWN})) "  # noqa: S608
        f"TO '{_quoted(target)}' (FORMAT parquet)",
        [str(beside)],
    )
    beside.unlink()
    kept = len({number for number, _ in content.rows})
    return Staged(rows_in=content.rows_in, kept=kept, rejected=content.rejected)


def _stage_declared(
    connection: DuckDBPyConnection, path: Path, table: Table, content: Declared, target: Path
) -> Staged:
    """In one pass where every row is sound; else record by record, to say of each bad one where it is and why."""
    rejected: tuple[Rejected, ...] = ()
    rows_in = _read_sound(connection, path, content)
    if rows_in is None:
        beside = target.with_suffix(".csv")
        rows_in, rejected = _sift(path, content, beside)
        _read_sifted(connection, beside, content)
        beside.unlink()
    counted = connection.execute("SELECT count(*) FROM staged").fetchone()
    _write_kept(connection, table, content, target)
    return Staged(rows_in=rows_in, kept=counted[0] if counted else 0, rejected=rejected)


def _read_sound(connection: DuckDBPyConnection, path: Path, content: Declared) -> int | None:
    """Fill the temporary table `staged` and return how many rows it has; None where one is torn or breaks a rule."""
    import duckdb

    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in content.header)
    parameters: list[object] = []
    rules = " AND ".join(_rule_sql(check, parameters) for check in content.checks) or "true"
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE staged AS SELECT row_number() OVER () + 1 AS {_NUMBER}, * "  # noqa: S608
            f"FROM read_csv(?, columns = {{{columns}}}, {_CSV}, header = true)",
            [str(path)],
        )
    except duckdb.Error:  # a line with too few or too many fields, or not UTF-8
        return None
    found = connection.execute(f"SELECT count(*), count(*) FILTER ({rules}) FROM staged", parameters).fetchone()  # noqa: S608
    total, sound = found or (0, 0)
    return total if total == sound else None


def _sift(path: Path, content: Declared, clean: Path) -> tuple[int, tuple[Rejected, ...]]:
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
                file.write(_csv_line(number, *fields))
    return number - 1, tuple(rejected)


def _csv_line(*cells: str | int | float | None) -> str:
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


def _read_sifted(connection: DuckDBPyConnection, clean: Path, content: Declared) -> None:
    columns = ", ".join([f"'{_NUMBER[1:-1]}': 'INTEGER'", *(f"'{name}': 'VARCHAR'" for name in content.header)])
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE staged AS FROM read_csv(?, columns = {{{columns}}}, {_OWN})",
        [str(clean)],
    )


def _rule_sql(check: Check, parameters: list[object]) -> str:
    value = f"coalesce({_name(check.column)}, '')"
    if check.rule == "filled":
        sql = f"{value} <> ''"
    elif check.rule == "one of":
        parameters.append(list(check.values))
        sql = f"list_contains(?, {value})"
    else:
        parameters.append(check.values[0])
        sql = f"regexp_full_match({value}, ?)"
        if check.rule == "matches or blank":
            sql = f"({value} = '' OR {sql})"
        elif check.rule == "differs":
            sql = f"(NOT {sql})"
    if check.unless:
        parameters.append(check.unless[1])
        sql = f"({sql} OR coalesce({_name(check.unless[0])}, '') = ?)"
    return sql


def _write_kept(connection: DuckDBPyConnection, table: Table, content: Declared, target: Path) -> None:
    takes = {take.column: take for take in content.takes}
    parameters: list[object] = []
    chosen = ", ".join(
        f"{_NUMBER}::{column.type} AS {column.name}"
        if column.name == "row"
        else f"{_take_sql(takes[column.name], parameters)}::{column.type} AS {column.name}"
        for column in table.columns
    )
    connection.execute(
        f"COPY (SELECT {chosen} FROM staged ORDER BY {_NUMBER}) "  # noqa: S608
        f"TO '{_quoted(target)}' (FORMAT parquet, COMPRESSION zstd)",
        parameters,
    )


def _take_sql(take: Take, parameters: list[object]) -> str:
    if take.how == "constant":
        parameters.append(take.raw)
        return "?"
    value = f"nullif({_name(take.raw)}, '')"
    if take.how == "month":
        return f"strptime({value}, '%Y-%m')"
    if take.how == "identity":
        return f"('0x' || left({value}, 16))"
    return value


def _refuse_cut(path: Path, rejected: tuple[Rejected, ...]) -> None:
    """A last line that is torn and never ends: what came before it was read well, and what came after it is lost."""
    if not rejected or not rejected[-1].reasons[0].endswith(TORN):
        return
    last = rejected[-1].raw.encode()
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - len(last)))
        if file.read() != last:
            return
    raise IntakeError(
        f"{path.name} is cut off at its end",
        expected="a last line as long as the others",
        found=f"line {rejected[-1].line:,}: {rejected[-1].reasons[0]}",
        cause="The download or the copy stopped before its end: more rows may be missing.",
        remedy="Download the file again.",
    )


def _name(column: str) -> str:
    if not re.fullmatch(r"[\w .%&()/-]+", column):
        raise StoreError(f"{column!r} cannot be the name of a column")
    return f'"{column}"'


def _quoted(path: Path) -> str:
    """A path inside a SQL literal: COPY takes no parameter for its target."""
    return str(path).replace("'", "''")
