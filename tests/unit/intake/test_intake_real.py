"""The publishers' own files through the whole intake."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from tests.publishers import MEDWAY, refused

from frankpledge.intake.load import load
from frankpledge.store.edition import Edition
from frankpledge.store.evidence import Evidence
from frankpledge.store.lock import locked
from frankpledge.store.query import Library, count_events, partnership_rows
from frankpledge.terms.period import Month


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Evidence:
    """All the files, loaded once for every test, and by one process where several run the tests."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with locked(shared / "real.lock", patience=300):
        if not (shared / "real").exists():
            load(Evidence(shared / "real"), [data], area=MEDWAY)
    return Evidence(shared / "real")


@pytest.fixture(scope="module")
def edition(evidence: Evidence) -> Edition:
    return evidence.current()


def test_every_file_is_taken_or_named_with_the_reason_and_taken_once(evidence: Evidence, data: Path) -> None:
    edition = evidence.current()
    again = load(evidence, [data], area=MEDWAY)
    files = [path for path in data.rglob("*") if path.is_file()]
    assert len(again.taken) + len(again.passed) == len(files)
    assert all(passed.why for passed in again.passed)
    sources = Counter(taken.part.source.partition("-")[0] for taken in again.taken)
    assert sources == {
        **{"street": 47, "outcomes": 3, "stops": 3, "partnership": 1, "offence": 1},
        **{"population": 4, "households": 2, "lookup": 4, "small": 1, "authority": 1, "boundaries": 52},
        **{"deprivation": 2, "health": 1, "severity": 1, "homelessness": 1},
    }
    assert all(taken.held for taken in again.taken)
    assert again.edition == evidence.current() == edition


def test_every_row_of_the_street_files_is_accounted_for(edition: Edition) -> None:
    parts = edition.of_table("street")
    repeats = sum(edition.repeats_in(part) for part in parts)
    assert sum(part.rows_in for part in parts) == 725_805
    assert sum(part.rejected for part in parts) == 0
    assert sum(part.kept for part in parts) == 725_805
    assert repeats == 14
    assert all(part.rows_in == part.kept + part.rejected for part in parts)


def test_the_rows_that_count_are_those_kept_less_the_repeats(edition: Edition, evidence: Evidence) -> None:
    library = Library(evidence, edition)
    assert sum(row[-1] for row in count_events(library, "street", by=[], where={})) == 725_805 - 14
    blank = count_events(library, "street", by=[], where={"lsoa": [None]})
    assert sum(row[-1] for row in blank) == 8_300 - 1, "one of the rows without a small area repeats another"


def test_the_months_held_are_those_that_the_publisher_gave(edition: Edition) -> None:
    months = edition.months_covered("street", frozenset({"E23000032"}))
    assert len(months) == 47
    assert {Month(2025, n) for n in range(1, 13)} <= months
    assert Month(2022, 12) not in months


def test_the_partnership_table_gives_medway_its_published_count(edition: Edition, evidence: Evidence) -> None:
    rows = partnership_rows(Library(evidence, edition), "Total recorded crime (excluding fraud)")
    assert [row[-1] for row in rows if row[4] == MEDWAY] == [27_321]


def test_the_zip_as_downloaded_makes_the_same_edition_as_its_folder(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "police_uk"
    for month in ("2025-01", "2025-02"):
        shutil.copytree(data / "police_uk" / month, folder / month)
    with zipfile.ZipFile(tmp_path / "download.zip", "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.rglob("*.csv")):
            archive.write(path, path.relative_to(folder))
    one = load(Evidence(tmp_path / "a"), [folder], area=MEDWAY)
    other = load(Evidence(tmp_path / "b"), [tmp_path / "download.zip"], area=MEDWAY)
    assert one.edition.digest == other.edition.digest
    assert other.taken[0].name == "download.zip/2025-01/2025-01-kent-street.csv"


def test_the_months_of_kent_are_refused_in_a_workspace_of_elsewhere(data: Path, tmp_path: Path) -> None:
    with refused("Expected: Sussex, the police force area of Brighton and Hove", "Kent (E23000032)"):
        load(Evidence(tmp_path), [data / "police_uk" / "2025-01"], area="E06000043")
