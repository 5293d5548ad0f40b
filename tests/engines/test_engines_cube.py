"""Cubes hold what the rows say, one for the parts of a month, and an edition is read without them where it has none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.publishers import HERE, MEDWAY, asb, crime, offence, offence_file, street_file, tree

from frankpledge.intake.load import load
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library, count_events, rows_of_unknown_places
from frankpledge.terms.period import Period

ALL = {"by": ["category", "lsoa", "force"], "where": {}}


def month(folder: Path, number: int, *more: list[str]) -> Path:
    name = f"2025-{number:02}"
    return street_file(folder, [crime(f"{name} {n}", name) for n in range(12)] + [asb(name, lsoa=""), *more], name)


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    """Two months and a year of offences; the second month has a repeat."""
    files = [month(tmp_path, 1), month(tmp_path, 2, crime("2025-01 3", "2025-02"))]
    offences = offence_file(tmp_path, [offence(1), offence(2, "2019-05"), offence(1, "2019-05")])
    load(Evidence(tmp_path / "evidence"), [*files, offences], area=MEDWAY)
    return Evidence(tmp_path / "evidence")


def cubes(evidence: Evidence) -> set[str]:
    return {name.split("/")[1] for name in tree(evidence.folder) if name.startswith("cubes/")}


def test_there_is_one_cube_for_each_table_and_month_in_which_its_files_begin(evidence: Evidence) -> None:
    library = Library(evidence, evidence.current())
    assert len(cubes(evidence)) == 3
    assert [len(library.events.cubes(table)) for table in ("street", "offences", "stops")] == [2, 1, 0]


def test_one_more_month_makes_one_more_cube_and_leaves_the_others(evidence: Evidence, tmp_path: Path) -> None:
    before = tree(evidence.folder)
    load(evidence, [month(tmp_path, 3)], area=MEDWAY)
    after = tree(evidence.folder)
    new = sorted(name.rpartition("/")[2] for name in after if name.startswith("cubes/") and name not in before)
    assert new == ["by_place.parquet", "by_type.parquet"]
    assert {name: after[name] for name in before if name != "CURRENT"} == {
        name: content for name, content in before.items() if name != "CURRENT"
    }


def test_a_file_that_makes_rows_of_a_later_month_repeats_has_that_month_counted_anew(
    evidence: Evidence, tmp_path: Path
) -> None:
    before = cubes(evidence)
    load(evidence, [month(tmp_path, 12, crime("2025-13 0", "2025-12"))], area=MEDWAY)
    earlier = street_file(tmp_path, [crime("2025-12 7", "2024-12"), crime("other", "2024-12")], "2024-12")
    load(evidence, [earlier], area=MEDWAY)
    assert len(cubes(evidence) - before) == 3, "of December 2025 twice, of December 2024 once"
    counted = dict(count_events(Library(evidence, evidence.current()), "street", by=[], where={}))
    assert {str(month): count for month, count in counted.items()} == {
        **{"2024-12": 2, "2025-01": 13, "2025-02": 13, "2025-12": 13}
    }


def test_an_edition_from_before_there_were_cubes_is_read_and_counts_the_same(evidence: Evidence) -> None:
    expected = count_events(Library(evidence, evidence.current()), "street", **ALL)  # type: ignore[arg-type]
    shutil.rmtree(evidence.folder / "cubes")
    library = Library(evidence, evidence.current())
    assert library.events.cubes("street") == []
    assert count_events(library, "street", **ALL) == expected  # type: ignore[arg-type]
    assert rows_of_unknown_places(library, "street", Period.parse("2025-01..2025-02")) == []


def test_the_next_load_gives_such_an_edition_its_cubes(evidence: Evidence, tmp_path: Path) -> None:
    expected = cubes(evidence)
    shutil.rmtree(evidence.folder / "cubes")
    load(evidence, [month(tmp_path, 3)], area=MEDWAY)
    assert expected < cubes(evidence)
    assert len(Library(evidence, evidence.current()).events.cubes("street")) == 3


def test_an_earlier_edition_still_finds_its_own_cubes(evidence: Evidence, tmp_path: Path) -> None:
    earlier = evidence.current()
    load(evidence, [month(tmp_path, 3)], area=MEDWAY)
    library = Library(evidence, earlier)
    assert len(library.events.cubes("street")) == 2
    assert sum(row[-1] for row in count_events(library, "street", by=[], where={})) == 26


def test_a_column_that_no_cube_has_is_counted_by_the_rows(evidence: Evidence) -> None:
    library = Library(evidence, evidence.current())
    by_row = count_events(library, "street", by=["row"], where={"category": ["Anti-social behaviour"]})
    assert [(str(month), row, count) for month, row, count in by_row] == [("2025-01", 14, 1), ("2025-02", 14, 1)]


def test_many_places_can_be_asked_for_one_after_the_other(evidence: Evidence) -> None:
    library = Library(evidence, evidence.current())
    for number in range(40):
        other = f"E01{number:06}"
        assert count_events(library, "street", by=[], where={"lsoa": [other]}) == []
        here = count_events(library, "street", by=["lsoa"], where={"lsoa": [other, HERE]})
        assert [row[1:] for row in here] == [(HERE, 12), (HERE, 12)]
