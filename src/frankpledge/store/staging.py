"""One file into one part: every row kept or refused with its reasons, and the three numbers add up."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from frankpledge.store.schema import Check, Declared, Parsed, Rejected, Take
from frankpledge.store.tables import Table
from frankpledge.terms.errors import IntakeError, StoreError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NULL = "\\N"


@dataclass(frozen=True, kw_only=True)
class Staged:
    """The account of one file: rows_in = kept + len(rejected)."""

    rows_in: int
    kept: int
    rejected: tuple[Rejected, ...]


def stage(connection: DuckDBPyConnection, path: Path, table: Table, content: Declared | Parsed, target: Path) -> Staged:
    """Write the rows of `path` that pass to `target` (Parquet) and account for all of them.

    Raises IntakeError where the file is not text in UTF-8, StoreError where the account does not close.
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
    return staged


def _stage_parsed(connection: DuckDBPyConnection, table: Table, content: Parsed, target: Path) -> Staged:
    rows = target.with_suffix(".csv")
    with rows.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for number, values in content.rows:
            writer.writerow([number, *(_NULL if value is None else value for value in values)])
    columns = ", ".join(f"'{column.name}': '{column.type}'" for column in table.columns)
    connection.execute(
        f"COPY (SELECT * FROM read_csv(?, columns = {{{columns}}}, header = false, auto_detect = false, "  # noqa: S608
        f"delim = ',', quote = '\"', escape = '\"', nullstr = '\\N')) TO '{_quoted(target)}' (FORMAT parquet)",
        [str(rows)],
    )
    rows.unlink()
    kept = len({number for number, _ in content.rows})
    return Staged(rows_in=content.rows_in, kept=kept, rejected=content.rejected)


def _stage_declared(
    connection: DuckDBPyConnection, path: Path, table: Table, content: Declared, target: Path
) -> Staged:
    import duckdb

    try:
        bad = _read_all(connection, path, content)
        torn: tuple[Rejected, ...] | None = None
    except duckdb.Error:  # a line with too few or too many fields, or not UTF-8
        clean = target.with_suffix(".csv")
        torn = _leave_out_torn(path, content, clean)
        bad = _read_all(connection, clean, content)
        clean.unlink()
    _write_kept(connection, table, content, target)
    counted = connection.execute("SELECT count(*) FROM staged").fetchone()
    total = counted[0] if counted else 0
    rejected = _refused(path, content) if bad or torn else ()
    return Staged(rows_in=total + len(torn or ()), kept=total - bad, rejected=rejected)


def _read_all(connection: DuckDBPyConnection, path: Path, content: Declared) -> int:
    """Fill the temporary table `staged`; return how many of its rows break a rule."""
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in content.header)
    parameters: list[object] = []
    rules = " AND ".join(_rule_sql(check, parameters) for check in content.checks) or "true"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE staged AS SELECT row_number() OVER () + 1 AS record, *, {rules} AS ok "  # noqa: S608
        f"FROM read_csv(?, columns = {{{columns}}}, header = true, auto_detect = false, "
        "delim = ',', quote = '\"', escape = '\"', strict_mode = true)",
        [*parameters, str(path)],
    )
    found = connection.execute("SELECT count(*) FROM staged WHERE NOT ok").fetchone()
    return int(found[0]) if found else 0


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
    if check.unless:
        parameters.append(check.unless[1])
        sql = f"({sql} OR coalesce({_name(check.unless[0])}, '') = ?)"
    return sql


def _write_kept(connection: DuckDBPyConnection, table: Table, content: Declared, target: Path) -> None:
    takes = {take.column: take for take in content.takes}
    parameters: list[object] = []
    chosen = ", ".join(
        f"record AS {column.name}"
        if column.name == "row"
        else f"{_take_sql(takes[column.name], parameters)}::{column.type} AS {column.name}"
        for column in table.columns
    )
    connection.execute(
        f"COPY (SELECT {chosen} FROM staged WHERE ok ORDER BY record) "  # noqa: S608
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


def _leave_out_torn(path: Path, content: Declared, clean: Path) -> tuple[Rejected, ...]:
    """Copy the records that have as many fields as the header; return the others."""
    torn = []
    with clean.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(content.header)
        for line, raw, fields in records(path):
            if len(fields) == len(content.header):
                writer.writerow(fields)
            else:
                torn.append(Rejected(line=line, raw=raw, reasons=(_torn_reason(content, fields),)))
    return tuple(torn)


def _refused(path: Path, content: Declared) -> tuple[Rejected, ...]:
    """Every record that breaks a rule, read again slowly to find its line, its text and all its reasons."""
    refused = []
    for line, raw, fields in records(path):
        if len(fields) != len(content.header):
            reasons: tuple[str, ...] = (_torn_reason(content, fields),)
        else:
            row = dict(zip(content.header, fields, strict=True))
            reasons = tuple(check.reason for check in content.checks if not check.passes(row))
        if reasons:
            refused.append(Rejected(line=line, raw=raw, reasons=reasons))
    return tuple(refused)


def _torn_reason(content: Declared, fields: list[str]) -> str:
    return f"{len(content.header)} fields are expected and {len(fields)} were found: the line is torn"


def records(path: Path) -> Iterator[tuple[int, str, list[str]]]:
    """The records of a CSV file after its header: line where each begins, its text, its fields.

    Raises IntakeError where the file is not UTF-8.
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
        reader = csv.reader(lines(), strict=True)
        next(reader, None)
        held.clear()
        for fields in reader:
            begins, raw = seen - len(held) + 1, "".join(held).rstrip("\r\n")
            held.clear()
            if fields:
                yield begins, raw, fields
    except UnicodeDecodeError as error:
        raise not_utf8(path.name, error) from error
    except csv.Error as error:
        raise IntakeError(
            f"{path.name} is not a CSV file from line {seen} on",
            cause=f"A quotation mark is never closed ({error}).",
            remedy="Download the file again.",
        ) from error


def not_utf8(name: str, error: UnicodeDecodeError) -> IntakeError:
    """What is said of a file in another encoding."""
    return IntakeError(
        f"{name} cannot be read as text",
        expected="text in UTF-8, as the publisher ships it",
        found=f"a byte that UTF-8 does not have ({error.object[error.start]:#04x}) at position {error.start:,}",
        cause="The file was opened and saved again by a spreadsheet, or is not a CSV file at all.",
        remedy="Load the file as it was downloaded.",
    )


def _name(column: str) -> str:
    if not re.fullmatch(r"[\w .%&()/-]+", column):
        raise StoreError(f"{column!r} cannot be the name of a column")
    return f'"{column}"'


def _quoted(path: Path) -> str:
    """A path inside a SQL literal: COPY takes no parameter for its target."""
    return str(path).replace("'", "''")
