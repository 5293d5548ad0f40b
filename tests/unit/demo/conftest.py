"""The example's files, written once and read back as any reader would: with the csv module."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from frankpledge.demo.writer import write_files

Row = dict[str, str]


@dataclass(frozen=True)
class Written:
    """The folder of the example and the rows found in it, by the name of the year, month or dataset."""

    folder: Path
    offences: dict[str, list[Row]]
    street: dict[str, list[Row]]
    outcomes: dict[str, list[Row]]
    searches: dict[str, list[Row]]
    extract: list[Row]
    feeds: dict[str, list[Row]]


def read_rows(path: Path) -> list[Row]:
    """The rows of a file by column; a row with a cell too many or too few is an error."""
    with path.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines, strict=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("medway-2020")
    write_files(folder)
    return Written(
        folder,
        {path.name[:7]: read_rows(path) for path in sorted((folder / "offences").iterdir())},
        *(_by_month(folder / "police_uk", kind) for kind in ("street", "outcomes", "stop-and-search")),
        read_rows(folder / "kent_police" / "2019-20-medway-crimes.csv"),
        {read_rows(path)[0]["Dataset"]: read_rows(path) for path in (folder / "prescribed_information").iterdir()},
    )


def _by_month(folder: Path, kind: str) -> dict[str, list[Row]]:
    return {path.parent.name: read_rows(path) for path in sorted(folder.glob(f"*/*-kent-{kind}.csv"))}
