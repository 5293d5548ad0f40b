"""Loaded in any order, in any company, under any name and as often as you like: the same edition, the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publishers import (
    MEDWAY,
    STREET,
    asb,
    crime,
    csv_text,
    offence,
    offence_file,
    partnership_text,
    population_text,
    put,
    refused,
    street_file,
    tree,
    zipped,
)

from frankpledge.intake.load import load
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library, count_events

AGAIN = date(2026, 1, 31)
One = tuple[Path, date | None]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[One]:
    """Files of four sources with repeats among them, one month of which was issued three times."""
    folder = tmp_path_factory.mktemp("files")
    return [
        (street_file(folder, [crime(1), crime(2), asb(), asb()]), None),
        (street_file(folder, [crime(2, "2025-02"), crime(3, "2025-02"), crime(3, "2025-02")], "2025-02"), None),
        (street_file(folder / "again", [crime(1), crime(4), asb()]), AGAIN),
        (street_file(folder / "between", [crime(5)]), date(2025, 6, 30)),
        (offence_file(folder, [offence(1), offence(1), offence(2, "2019-05")]), None),
        (put(folder / "population20_ltla20.csv", population_text([[MEDWAY, "Medway", 279_142]])), None),
        (put(folder / "c2.csv", partnership_text([["E23000032", "Kent", "", "", "", "", "5"]])), AGAIN),
    ]


def figures(evidence: Evidence) -> list[tuple[object, ...]]:
    library = Library(evidence, evidence.current())
    return [row for table in ("street", "offences") for row in count_events(library, table, by=["lsoa"], where={})]


def loaded(folder: Path, groups: Sequence[Sequence[One]]) -> Evidence:
    """The files, one command for those of a group that share a date."""
    evidence = Evidence(folder)
    for group in groups:
        for issued in sorted({when for _, when in group}, key=str):
            load(evidence, [path for path, when in group if when == issued], area=MEDWAY, issued=issued)
    return evidence


@pytest.fixture(scope="module")
def straight(files: list[One], tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return loaded(tmp_path_factory.mktemp("straight"), [[file] for file in files])


@settings(max_examples=12)
@given(draw=st.data())
def test_the_edition_does_not_depend_on_order_or_grouping(
    files: list[One], straight: Evidence, tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject
) -> None:
    order = draw.draw(st.permutations(files))
    cuts = sorted(draw.draw(st.sets(st.integers(1, len(files) - 1))))
    groups = [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    evidence = loaded(tmp_path_factory.mktemp("evidence"), groups)
    assert evidence.current().digest == straight.current().digest
    assert evidence.current() == straight.current()
    assert figures(evidence) == figures(straight)


def test_loading_the_same_files_again_does_nothing(files: list[One], tmp_path: Path) -> None:
    evidence = loaded(tmp_path / "evidence", [files])
    before = tree(evidence.folder)
    stamps = {path: path.stat().st_mtime_ns for path in (evidence.folder / "parts").rglob("*")}
    again = load(evidence, [path for path, _ in files], area=MEDWAY)
    assert all(taken.held for taken in again.taken)
    assert tree(evidence.folder) == before
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps


def test_a_workspace_that_is_loaded_whole_does_not_take_its_own_evidence_for_new(tmp_path: Path) -> None:
    put(tmp_path / "work" / "files" / "population20_ltla20.csv", population_text([[MEDWAY, "Medway", 3]]))
    evidence = Evidence(tmp_path / "work" / "evidence")
    load(evidence, [tmp_path / "work"], area=MEDWAY)
    before = tree(evidence.folder)
    again = load(evidence, [tmp_path / "work"], area=MEDWAY)
    assert [taken.name for taken in again.taken] == ["work/files/population20_ltla20.csv"]
    assert again.passed == ()
    assert tree(evidence.folder) == before


def test_a_copy_under_another_name_is_known(tmp_path: Path) -> None:
    first = street_file(tmp_path / "a", [crime(1)])
    copy = put(tmp_path / "b" / "downloaded (2).csv", first.read_bytes())
    evidence = Evidence(tmp_path / "evidence")
    load(evidence, [first], area=MEDWAY)
    before = tree(evidence.folder)
    (taken,) = load(evidence, [copy], area=MEDWAY).taken
    assert taken.held
    assert taken.name == "b/downloaded (2).csv"
    assert taken.part.file == "2025-01-kent-street.csv"
    assert tree(evidence.folder) == before


def test_a_file_that_comes_twice_in_one_command_is_taken_once(tmp_path: Path) -> None:
    text = csv_text(STREET, [crime(1), asb(), asb()])
    name = "2025-01/2025-01-kent-street.csv"
    put(tmp_path / "in" / name, text)
    zipped(tmp_path / "in" / "kent.zip", {name: text})
    evidence = Evidence(tmp_path / "evidence")
    result = load(evidence, [tmp_path / "in"], area=MEDWAY)
    assert [taken.held for taken in result.taken] == [False, True]
    assert sum(row[-1] for row in figures(evidence)) == 3  # type: ignore[misc]


def test_a_folder_its_files_and_its_zip_make_the_same_edition(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "police_uk"
    paths = [street_file(folder, [crime(month, month), asb(month)], month) for month in ("2025-01", "2025-02")]
    members = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    packed = zipped(tmp_path / "kent.zip", members)
    asked = ([tmp_path / "in"], [folder], paths[::-1], [packed], [folder / "2025-02", paths[0]])
    found = set()
    for number, command in enumerate(asked):
        evidence = Evidence(tmp_path / f"evidence{number}")
        found.add(load(evidence, command, area=MEDWAY).edition.digest)
    assert len(found) == 1


def test_a_re_issued_month_without_a_date_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence")
    load(evidence, [street_file(tmp_path / "old", [crime(1), crime(2)])], area=MEDWAY)
    again = street_file(tmp_path / "new", [crime(1), crime(2), crime(3)])
    before = tree(evidence.folder)
    with refused("(3 rows)", "(2 rows)", "E23000032 in January 2025", "--issued 2026-01-31"):
        load(evidence, [again], area=MEDWAY)
    assert tree(evidence.folder) == before


def test_a_re_issued_month_with_its_date_takes_the_place_and_an_older_one_is_set_aside(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence")
    issues = {
        issued: street_file(tmp_path / str(rows), [crime(n) for n in range(rows)])
        for rows, issued in ((1, None), (3, AGAIN), (2, date(2025, 6, 30)))
    }
    shown = []
    for issued, path in issues.items():
        (taken,) = load(evidence, [path], area=MEDWAY, issued=issued).taken
        shown.append((sum(row[-1] for row in figures(evidence)), taken.superseded))  # type: ignore[misc]
    assert shown == [(1, False), (3, False), (3, True)]
    assert len(evidence.current().superseded) == 2
    assert all(evidence.rows_of(part).exists() for part in evidence.current().superseded), "nothing is thrown away"


def test_a_month_that_stands_in_the_way_can_be_given_its_date_afterwards(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence")
    old, new = (street_file(tmp_path / str(rows), [crime(n) for n in range(rows)]) for rows in (1, 2))
    load(evidence, [new], area=MEDWAY)
    with refused("--issued"):
        load(evidence, [old], area=MEDWAY)
    load(evidence, [new], area=MEDWAY, issued=AGAIN)
    (taken,) = load(evidence, [old], area=MEDWAY).taken
    assert taken.superseded
    assert sum(row[-1] for row in figures(evidence)) == 2  # type: ignore[misc]


def test_files_of_offences_that_share_some_months_are_refused_and_nothing_changes(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence")
    load(evidence, [offence_file(tmp_path / "a", [offence(1), offence(2, "2019-05")])], area=MEDWAY)
    before = tree(evidence.folder)
    more = offence_file(tmp_path / "b", [offence(3, "2019-05"), offence(4, "2019-06")], "more.csv")
    for issued in (None, AGAIN):
        with refused("2019-05", "offences.csv", "more.csv"):
            load(evidence, [more], area=MEDWAY, issued=issued)
    assert tree(evidence.folder) == before


def test_simulated_records_are_refused_beside_published_ones_whatever_their_source(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence")
    load(evidence, [offence_file(tmp_path, [offence(1, note="Simulated")])], area=MEDWAY)
    before = tree(evidence.folder)
    with refused("Simulated records and published ones"):
        load(evidence, [street_file(tmp_path, [crime(1)])], area=MEDWAY)
    assert tree(evidence.folder) == before
    simulated = crime(1, context=f"Simulated records for {MEDWAY} only")
    assert len(load(evidence, [street_file(tmp_path, [simulated])], area=MEDWAY).edition.parts) == 2


def test_the_person_who_waits_is_told_how_far_it_is(tmp_path: Path) -> None:
    paths = [street_file(tmp_path, [crime(month, month)], month) for month in ("2025-01", "2025-02", "2025-03")]
    told: list[tuple[int, int]] = []
    evidence = Evidence(tmp_path / "evidence")
    load(evidence, paths, area=MEDWAY, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    load(evidence, paths, area=MEDWAY, progress=lambda done, of: told.append((done, of)))
    assert len(told) == 3
