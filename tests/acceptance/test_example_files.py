"""The example files of our own layouts go in by the commands of the guide, as CSV and as a workbook."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from tests.acceptance.held import ROOT, done, run
from tests.workbooks import ods, ods_row, rows, xlsx

FILES = ROOT / "examples" / "files"
AREA = "E06000035"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    done("new", tmp_path / "medway", "--area", AREA, "--period", "2025-01..2025-03")
    return tmp_path / "medway"


@pytest.fixture
def mapped(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in which Enter was pressed at every question about the police extract."""
    monkeypatch.setattr("builtins.input", lambda _: "")
    done("map", place, FILES / "police-extract.csv")
    return place


def test_the_columns_of_an_extract_are_mapped_once_and_every_later_file_is_known(mapped: Path, tmp_path: Path) -> None:
    assert (mapped / "mappings" / "police-extract.toml").exists()
    later = tmp_path / "next quarter.csv"
    later.write_text((FILES / "police-extract.csv").read_text().replace("/2025", "/2024").replace("46/", "47/"))
    said = done("load", mapped, FILES / "police-extract.csv", later)
    assert "Police extract, one row a crime       2        80        80" in said


def test_an_extract_without_a_mapping_is_named_and_the_way_out_is_told(place: Path) -> None:
    ran = run("load", place, FILES / "police-extract.csv")
    assert ran.code == 3
    assert "frankpledge map" in ran.out


def test_every_example_file_is_taken_whole(mapped: Path) -> None:
    said = done("load", mapped, FILES)
    assert "Not taken" not in said
    assert "refused;" not in said
    for title in ("Deliberate secondary fires", "What partners state", "Survey: Safer places", "Proven reoffending"):
        assert title in said


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_gives_what_its_sheet_gives_as_csv(place: Path, tmp_path: Path, kind: str) -> None:
    lines = list(csv.reader((FILES / "calls.csv").read_text(encoding="utf-8").splitlines()))
    if kind == "xlsx":
        book = xlsx(tmp_path / "calls.xlsx", [("Calls", rows(*lines))])
    else:
        book = ods(tmp_path / "calls.ods", [("Calls", "".join(ods_row(*line) for line in lines))])
    said = done("load", place, book)
    assert "Counts as their owners made them       1         4         4" in said
    figure = done("figure", place, "calls-999.level@E23000032@2024-04..2025-03")
    assert "309,950" in figure


def test_no_row_of_a_person_is_in_any_byte_of_the_evidence(mapped: Path) -> None:
    """Two canaries: a crime's reference, and answers that only one respondent gave together."""
    done("load", mapped, FILES)
    held = b"".join(path.read_bytes() for path in (mapped / "evidence").rglob("*") if path.is_file())
    assert b"46/1/25" not in held
    for line in (FILES / "survey Safer places 2025-01..2025-02.csv").read_bytes().splitlines()[1:]:
        assert line not in held
    raw = list((mapped / "evidence" / "raw").iterdir())
    assert len(raw) == 4, "calls, statements, reoffending and entrants: totals, not people"


def test_the_repository_holds_example_files_that_say_they_are_simulated() -> None:
    for path in FILES.glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert all(line.endswith("Simulated") for line in lines[1:]), path.name


def test_an_example_file_cut_in_the_middle_of_a_line_is_refused_with_nothing_kept(mapped: Path, tmp_path: Path) -> None:
    cut = tmp_path / "police-extract.csv"
    shutil.copy(FILES / "police-extract.csv", cut)
    cut.write_bytes(cut.read_bytes()[:-30])
    ran = run("load", mapped, cut)
    assert ran.code == 3
    assert "cut off at its end" in ran.err
    assert not list((mapped / "evidence").glob("editions/*"))


def test_a_torn_line_in_the_middle_of_an_extract_is_one_refused_row(mapped: Path, tmp_path: Path) -> None:
    torn = tmp_path / "police-extract.csv"
    lines = (FILES / "police-extract.csv").read_text().splitlines()
    torn.write_text("\n".join([*lines[:-1], "46/99/25,01/01/2025", lines[-1]]) + "\n")
    said = done("load", mapped, torn)
    assert "1 row refused" in said
    assert "46/99/25" not in done("status", mapped)
