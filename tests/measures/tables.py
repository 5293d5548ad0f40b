"""Tiny tables in, an evaluator out: each table is written as its publisher ships it and goes in by the front door."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from frankpledge.intake.load import load
from frankpledge.measures.calculate import calculate_named
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library

MEDWAY, MAIDSTONE = "E06000035", "E07000110"
HERE, HERE_TOO, NEXT_DOOR = "E01016016", "E01016017", "E01024326"
Row = Mapping[str, str]
Files = dict[str, str]

STREET = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)
OFFENCES = "Record,Month,Offence code,LSOA code,Area code,Note"
C2 = (
    "Police Force Area code,Police Force Area name,Community Safety Partnership code,Community Safety Partnership name,"
    "Local Authority code,Local Authority name,Total recorded crime (excluding fraud)"
)


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of a table in text: a head, then one row a line, cells two or more spaces apart; - is a blank."""
    head, *lines = (re.split(r"\s{2,}", line.strip()) for line in table.strip().splitlines())
    return [dict(zip(head, ("" if cell == "-" else cell for cell in line), strict=True)) for line in lines]


def street(table: str) -> Files:
    """Street-level files of Kent, one a month, from `month lsoa category count`."""
    return street_files(
        (row["month"], row["lsoa"], row["category"], int(row["count"])) for row in rows_of(table) if row
    )


def street_files(rows: Iterable[tuple[str, str, str, int]]) -> Files:
    files: dict[str, list[str]] = {}
    for month, lsoa, category, count in rows:
        lines = files.setdefault(f"{month}/{month}-kent-street.csv", [STREET])
        for _ in range(count):
            identity = "" if category == "Anti-social behaviour" else _identity(month, "street", len(lines))
            lines.append(f"{identity},{month},Kent Police,Kent Police,,,No Location,{lsoa},,{category},,")
    return {name: _text(lines) for name, lines in files.items()}


def offences(table: str) -> Files:
    """Recorded offences of Medway, a file a calendar year, from `month code count`."""
    return offence_files((row["month"], row["code"], int(row["count"])) for row in rows_of(table))


def offence_files(rows: Iterable[tuple[str, str, int]]) -> Files:
    files: dict[str, list[str]] = {}
    for month, code, count in rows:
        lines = files.setdefault(f"{month[:4]}-offences.csv", [OFFENCES])
        for _ in range(count):
            lines.append(f"{_identity(month, 'offence', len(lines))},{month},{code},,{MEDWAY},")
    return {name: _text(lines) for name, lines in files.items()}


def residents(table: str) -> Files:
    """Population files, one a year, from `year code name residents`."""
    files: dict[str, list[str]] = {}
    for row in rows_of(table):
        year = int(row["year"]) % 100
        head = f"ltla{year:02}_code,ltla{year:02}_name,total_population"
        lines = files.setdefault(f"population{year:02}_ltla{year:02}.csv", [head])
        lines.append(f"{row['code']},{_cell(row['name'])},{row['residents']}")
    return {name: _text(lines) for name, lines in files.items()}


def partnerships(table: str) -> Files:
    """The lookup from authority to partnership and force, from `code name csp csp_name force force_name`."""
    head = "ltla24_code,ltla24_name,csp24_code,csp24_name,pfa24_code,pfa24_name"
    columns = ("code", "name", "csp", "csp_name", "force", "force_name")
    return {"lookup_ltla24_csp24_pfa24.csv": _text([head, *(_line(row, columns) for row in rows_of(table))])}


def small_areas(table: str) -> Files:
    """The lookup from small areas to authorities, from `lsoa code name`."""
    head = "lsoa21_code,ltla24_code,ltla24_name"
    return {
        "lookup_lsoa21_ltla24.csv": _text([head, *(_line(row, ("lsoa", "code", "name")) for row in rows_of(table))])
    }


def table_c2(table: str, ending: str = "June 2025") -> Files:
    """Table C2 from `force force_name csp csp_name code name total`."""
    title = f'"Table C2: Number of police recorded crimes, year ending {ending} [note 1]",,,,,,'
    columns = ("force", "force_name", "csp", "csp_name", "code", "name", "total")
    return {
        f"table-c2-{ending.replace(' ', '-')}.csv": _text([title, C2, *(_line(row, columns) for row in rows_of(table))])
    }


def write(folder: Path, *files: Files) -> Path:
    """The files in a folder; what comes later wins."""
    for some in files:
        for name, text in some.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def evidence_of(tmp_path: Path, *files: Files, area: str = MEDWAY, places: Files | None = None) -> Evidence:
    """The tables, loaded, with lookups for Medway and the district beside it."""
    evidence = Evidence(tmp_path / "evidence")
    load(evidence, [write(tmp_path / "files", PLACES if places is None else places, *files)], area=area)
    return evidence


def given(tmp_path: Path, *files: Files, area: str = MEDWAY, places: Files | None = None) -> Evaluator:
    """The tables, loaded and opened for measuring."""
    evidence = evidence_of(tmp_path, *files, area=area, places=places)
    return Evaluator(Library(evidence, evidence.current()))


def figure(evaluator: Evaluator, key: str) -> Figure:
    """The figure with this key, which has to be there."""
    found = calculate_named(evaluator, key)
    assert isinstance(found, Figure), found
    return found


def missing(evaluator: Evaluator, key: str) -> NotAvailable:
    """What stands in the place of a figure that cannot be given."""
    found = calculate_named(evaluator, key)
    assert isinstance(found, NotAvailable), found
    return found


def _identity(*parts: object) -> str:
    return hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()


def _line(row: Row, columns: Sequence[str]) -> str:
    return ",".join(_cell(row[column]) for column in columns)


def _cell(text: str) -> str:
    return f'"{text}"' if "," in text else text


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def read_csv(path: Path) -> list[dict[str, str]]:
    """A file as the csv module reads it: how a slow reference looks at real data."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


PLACES = small_areas(f"""
    lsoa         code         name
    {HERE}       {MEDWAY}     Medway
    {HERE_TOO}   {MEDWAY}     Medway
    {NEXT_DOOR}  {MAIDSTONE}  Maidstone
""") | partnerships(f"""
    code         name       csp        csp_name   force      force_name
    {MEDWAY}     Medway     E22000143  Medway     E23000032  Kent
    {MAIDSTONE}  Maidstone  E22000142  Maidstone  E23000032  Kent
""")
