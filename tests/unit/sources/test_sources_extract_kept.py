"""Police extracts: whom they are about is in no byte that is kept."""

from __future__ import annotations

from pathlib import Path

import duckdb
from tests.extracts import HEADINGS, MAPPING, extract_file, mapped, row
from tests.publishers import MEDWAY, refused

from frankpledge.intake.load import load
from frankpledge.store.evidence import Evidence

NAME, REFERENCE = "Zebedee Quillfeather", "QZ/998877/25"


def _everything_below(folder: Path) -> bytes:
    """Every byte of every file, and every value of every table as text: Parquet is packed."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    packed = b"".join(file.name.encode() + file.read_bytes() for file in files)
    tables = [duckdb.sql(f"FROM '{file}'").fetchall() for file in files if file.suffix == ".parquet"]
    return packed + repr(tables).encode()


def test_a_name_and_a_reference_in_an_extract_are_in_no_byte_of_the_evidence(tmp_path: Path) -> None:
    rows = [*(row(n) for n in range(1, 20)), row(20, victim_sex=NAME), row(REFERENCE, reference=REFERENCE)]
    path = extract_file(tmp_path, [[*cells, NAME] for cells in rows], (*HEADINGS, "Worker"))
    evidence = Evidence(tmp_path / "evidence")
    (taken,) = load(evidence, [path], area=MEDWAY, mappings=[MAPPING]).taken
    assert (taken.part.kept, taken.part.rejected) == (20, 1)
    below = _everything_below(evidence.folder)
    assert b"Blunt instrument" in below
    for secret in (*NAME.split(), REFERENCE, "998877", "46/1/25"):
        assert secret.encode() not in below
    assert not (evidence.folder / "raw").exists()


def test_two_ages_of_one_band_leave_the_same_bytes(tmp_path: Path) -> None:
    stored = []
    for age in ("25", "34"):
        evidence = Evidence(tmp_path / age)
        path = extract_file(tmp_path / f"files {age}", [row(1, victim_age=age), row(2)])
        (taken,) = load(evidence, [path], area=MEDWAY, mappings=[MAPPING]).taken
        stored.append(evidence.rows_of(taken.part).read_bytes())
    assert stored[0] == stored[1]
    other = extract_file(tmp_path / "files 35", [row(1, victim_age="35"), row(2)])
    evidence = Evidence(tmp_path / "35")
    (taken,) = load(evidence, [other], area=MEDWAY, mappings=[MAPPING]).taken
    assert evidence.rows_of(taken.part).read_bytes() != stored[0]


def test_an_extract_of_another_force_is_refused(tmp_path: Path) -> None:
    with refused("of another place"):
        load(
            Evidence(tmp_path / "e"),
            [extract_file(tmp_path, [row(1)])],
            area=MEDWAY,
            mappings=[mapped(area="E08000003")],
        )
