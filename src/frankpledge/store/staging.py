"""One file into one part: every row kept or refused with its reasons, and the three numbers add up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from frankpledge.store.engine_duckdb import text
from frankpledge.store.refusal import Look, csv_line, has_blank_lines, look, refused_among, sift
from frankpledge.store.rows import TORN
from frankpledge.store.schema import Check, Declared, Parsed, Rejected, Take
from frankpledge.store.tables import Table
from frankpledge.terms.errors import IntakeError, StoreError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NUMBER = '"#"'  # the number of a record in its file: no publisher calls a column that
_CSV = "auto_detect = false, delim = ',', quote = '\"', escape = '\"', strict_mode = true"
_OWN = f"{_CSV}, header = false, new_line = '\\n', allow_quoted_nulls = false"  # as csv_line writes


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
        file.writelines(csv_line(number, *values) for number, values in content.rows)
    columns = ", ".join(f"'{column.name}': '{column.type}'" for column in table.columns)
    connection.execute(
        f"COPY (SELECT * FROM read_csv(?, columns = {{{columns}}}, {_OWN})) "  # noqa: S608
        f"TO {text(target)} (FORMAT parquet)",
        [str(beside)],
    )
    beside.unlink()
    kept = len({number for number, _ in content.rows}) if content.kept is None else content.kept
    return Staged(rows_in=content.rows_in, kept=kept, rejected=content.rejected)


def _stage_declared(
    connection: DuckDBPyConnection, path: Path, table: Table, content: Declared, target: Path
) -> Staged:
    """In one pass; record by record only where a row is torn, to say of each bad one where it is and why."""
    glance = look(path)
    if glance.text:  # asked first: the engine can fall over other bytes in a column that it does not read
        kept = _write_sound(connection, path, table, content, target)
        staged = None if kept is None else _account(connection, path, content, kept, glance)
        if staged:
            return staged
    beside = target.with_suffix(".csv")
    rows_in, rejected = sift(path, content, beside)
    columns = [(_NUMBER[1:-1], "INTEGER"), *((name, "VARCHAR") for name in content.header)]
    kept = _write(connection, f"read_csv({text(beside)}, {_columns(columns)}, {_OWN})", table, content, target)
    beside.unlink()
    return Staged(rows_in=rows_in, kept=kept, rejected=rejected)


def _write_sound(
    connection: DuckDBPyConnection, path: Path, table: Table, content: Declared, target: Path
) -> int | None:
    """Write the rows that keep every rule and return how many; None where a line has too few or too many fields."""
    import duckdb

    sound = f"{_numbered(path, content)} WHERE {_rules_sql(content)}"
    try:
        return _write(connection, sound, table, content, target)
    except duckdb.Error:
        return None


def _account(connection: DuckDBPyConnection, path: Path, content: Declared, kept: int, glance: Look) -> Staged | None:
    """Where the rows that were not kept are; None where Python does not find the same ones as the engine."""
    rows_in = max(glance.lines - 1, 0)
    if glance.plain and rows_in == kept:
        return Staged(rows_in=rows_in, kept=kept, rejected=())
    plain = glance.plain and not has_blank_lines(path)
    if not plain:
        (rows_in,) = connection.execute(f"SELECT count(*) FROM {_numbered(path, content)}").fetchone() or (0,)  # noqa: S608
    if rows_in == kept:
        return Staged(rows_in=rows_in, kept=kept, rejected=())
    bad = connection.execute(
        f"SELECT {_NUMBER} FROM {_numbered(path, content)} WHERE NOT ({_rules_sql(content)})"  # noqa: S608
    ).fetchall()
    try:
        rejected = refused_among(path, content, {number for (number,) in bad}, plain=plain)
    except IntakeError:
        return None
    return Staged(rows_in=rows_in, kept=kept, rejected=rejected) if rows_in == kept + len(rejected) else None


def _numbered(path: Path, content: Declared) -> str:
    """The records of a file with their numbers, as a table expression."""
    columns = _columns((name, "VARCHAR") for name in content.header)
    read = f"read_csv({text(path)}, {columns}, {_CSV}, header = true)"
    return f"(SELECT *, row_number() OVER () + 1 AS {_NUMBER} FROM {read})"  # noqa: S608


def _columns(columns: Iterable[tuple[str, str]]) -> str:
    named = ", ".join(f"{text(name)}: {text(kind)}" for name, kind in columns)
    return f"columns = {{{named}}}"


def _write(connection: DuckDBPyConnection, records: str, table: Table, content: Declared, target: Path) -> int:
    """Write numbered records as rows of the table, and return how many there are."""
    takes = {take.column: _take_sql(take) for take in content.takes} | {"row": _NUMBER}
    chosen = ", ".join(f"{takes[column.name]}::{column.type} AS {column.name}" for column in table.columns)
    written = connection.execute(
        f"COPY (SELECT {chosen} FROM {records}) TO {text(target)} (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608
    ).fetchone()
    return int(written[0]) if written else 0


def _rules_sql(content: Declared) -> str:
    return " AND ".join(map(_rule_sql, content.checks)) or "true"


def _rule_sql(check: Check) -> str:
    value = f"coalesce({_name(check.column)}, '')"
    if check.rule == "filled":
        sql = f"{value} <> ''"
    elif check.rule == "one of":
        sql = f"{value} IN ({', '.join(map(text, check.values))})"
    else:
        sql = f"{'NOT ' if check.rule == 'differs' else ''}regexp_full_match({value}, {text(check.values[0])})"
        blank = replace(check, unless=None).passes({check.column: ""})  # most often: the pattern is then not tried
        sql = f"({value} = '' OR {sql})" if blank else f"({value} <> '' AND {sql})"
    if check.unless:
        sql = f"({sql} OR coalesce({_name(check.unless[0])}, '') = {text(check.unless[1])})"
    return sql


def _take_sql(take: Take) -> str:
    if take.how == "constant":
        return text(take.raw)
    value = f"nullif({_name(take.raw)}, '')"
    if take.how == "month":
        return f"({value} || '-01')"
    if take.how == "identity":
        return f"('0x' || left({value}, 16))"
    return value


def _refuse_cut(path: Path, rejected: tuple[Rejected, ...]) -> None:
    """A last line that is torn and never ends: what came before it was read well, and what came after it is lost."""
    if not rejected or not rejected[-1].reasons[0].endswith(TORN):
        return
    if not _is_unended(path, rejected[-1]):
        return
    raise IntakeError(
        f"{path.name} is cut off at its end",
        expected="a last line as long as the others",
        found=f"line {rejected[-1].line:,}: {rejected[-1].reasons[0]}",
        cause="The download or the copy stopped before its end: more rows may be missing.",
        remedy="Download the file again.",
    )


def _is_unended(path: Path, row: Rejected) -> bool:
    """Whether the row is the last of the file and nothing ends it. Of a confidential row its place alone can tell."""
    last = row.raw.encode()
    with path.open("rb") as file:
        if not last:
            data = file.read()
            return not data.endswith(b"\n") and row.line == data.count(b"\n") + 1
        file.seek(max(0, path.stat().st_size - len(last)))
        return file.read() == last


def _name(column: str) -> str:
    if not re.fullmatch(r"[\w .%&()/-]+", column):
        raise StoreError(f"{column!r} cannot be the name of a column")
    return f'"{column}"'
