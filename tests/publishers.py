"""Tiny files in the shape in which publishers ship theirs, with whatever fault a test asks for."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from frankpledge.terms.errors import IntakeError

MEDWAY, KENT = "E06000035", "E23000032"
HERE = "E01016016"
STREET = (
    *("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code"),
    *("LSOA name", "Crime type", "Last outcome category", "Context"),
)
OFFENCES = ("Record", "Month", "Offence code", "LSOA code", "Area code", "Note")
PARTNERSHIPS = (
    *("Police Force\nArea code", "Police Force\nArea name", "Community Safety\nPartnership code"),
    *("Community Safety\nPartnership name", "Local Authority code", "Local Authority name"),
)
TITLE = "Table C2: police recorded crimes by Community Safety Partnership area, year ending June 2025 [note 1]"
ASB = "Anti-social behaviour"
Rows = Iterable[Sequence[object]]


def identity(number: object) -> str:
    """An identifier such as publishers give: 64 hexadecimal digits."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def csv_text(header: Sequence[str], rows: Rows, newline: str = "\n") -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=newline).writerows([header, *rows])
    return out.getvalue()


def crime(
    number: object,
    month: str = "2025-01",
    category: str = "Burglary",
    *,
    lsoa: str = HERE,
    force: str = "Kent Police",
    context: str = "",
    place: str = "On or near Fort Street",
) -> list[str]:
    """One row of a street-level file. `number` None: no Crime ID."""
    name = "" if number is None else identity(number)
    return [name, month, force, force, "0.5", "51.3", place, lsoa, "", category, "", context]


def asb(month: str = "2025-01", *, lsoa: str = HERE) -> list[str]:
    """An incident of anti-social behaviour: no identifier, so that each looks like the next."""
    return crime(None, month, ASB, lsoa=lsoa)


def street_file(folder: Path, rows: Rows, month: str = "2025-01", *, slug: str = "kent") -> Path:
    """A month of a force under its own name in the folder of its month."""
    return put(folder / month / f"{month}-{slug}-street.csv", csv_text(STREET, rows))


def offence(
    number: object, month: str = "2019-04", code: str = "8N", *, area: str = MEDWAY, note: str = ""
) -> list[str]:
    return [identity(number), month, code, HERE, area, note]


def offence_file(folder: Path, rows: Rows, name: str = "offences.csv") -> Path:
    return put(folder / name, csv_text(OFFENCES, rows))


def population_text(rows: Rows, year: int = 20, ages: int = 0) -> str:
    head = [f"ltla{year}_code", f"ltla{year}_name", "total_population", *map(str, range(ages))]
    return csv_text(head, rows)


def partnership_text(rows: Rows, offences: Sequence[str] = ("Total recorded crime",), title: str = TITLE) -> str:
    """Table C2 with its title, a line of notes and cells that hold line ends."""
    width = len(PARTNERSHIPS) + len(offences)
    above = [[title, *[""] * (width - 1)], ["Some notes", *[""] * (width - 1)]]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([*above, [*PARTNERSHIPS, *offences], *rows])
    return out.getvalue()


def put(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def zipped(path: Path, members: dict[str, str | bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a store by name and content, but for the lock and work not yet committed."""
    if not folder.exists():
        return {}
    files = (file for file in folder.rglob("*") if file.is_file())
    named = {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
    return {name: content for name, content in named.items() if name != "lock" and not name.startswith("staging/")}


@contextmanager
def refused(*words: str) -> Iterator[None]:
    """The file is refused, with everything that a reader needs: what was expected, found, why, and what to do."""
    with pytest.raises(IntakeError) as caught:
        yield
    error = caught.value
    assert all((error.problem, error.expected, error.found, error.cause, error.remedy)), error.explain()
    for word in words:
        assert word in error.explain()
