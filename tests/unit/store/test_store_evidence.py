"""A damaged store says what is damaged and how to go on; a store that nobody has written to is empty."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.publishers import MEDWAY, asb, crime, refused, street_file, tree

from frankpledge.intake.load import load
from frankpledge.store.edition import EMPTY
from frankpledge.store.evidence import Evidence
from frankpledge.store.part import part_id
from frankpledge.store.query import Library, count_events
from frankpledge.store.schema import Reading
from frankpledge.terms.digest import digest_file
from frankpledge.terms.errors import StoreError


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    """Evidence with two months, one refused row and one repeat."""
    good = [crime(n) for n in range(20)]
    street_file(tmp_path / "in", [*good, crime(0), crime(99, category="Teleportation"), asb()])
    street_file(tmp_path / "in", [crime(n, "2025-02") for n in range(30, 33)], "2025-02")
    load(Evidence(tmp_path / "evidence"), [tmp_path / "in"], area=MEDWAY)
    return Evidence(tmp_path / "evidence")


def edition_folder(evidence: Evidence) -> Path:
    return evidence.folder / "editions" / evidence.current().digest


def rewrite(evidence: Evidence, change: Callable[[dict[str, object]], object]) -> None:
    file = edition_folder(evidence) / "edition.json"
    plain = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(change(plain)), encoding="utf-8")


def test_a_store_before_its_first_load_is_empty(tmp_path: Path) -> None:
    assert Evidence(tmp_path / "nothing").current() == EMPTY


def test_raw_files_are_kept_byte_for_byte_under_their_digest(evidence: Evidence) -> None:
    raw = {file.name: digest_file(file) for file in (evidence.folder / "raw").iterdir()}
    assert all(name == digest for name, digest in raw.items())
    assert set(raw) == {part.digest for part in evidence.current().parts}


def test_refused_rows_are_kept_with_line_text_and_reasons(evidence: Evidence) -> None:
    part = next(part for part in evidence.current().parts if part.rejected)
    (row,) = evidence.rejected_of(part)
    assert part.file == "2025-01-kent-street.csv"
    assert row.line == 23
    assert row.raw.endswith(",Teleportation,,")
    assert row.reasons == ("the crime type is not one of the fourteen in use since 2013",)


DAMAGES: dict[str, Callable[[Evidence], object]] = {
    "edition that lost a part": lambda e: rewrite(e, lambda plain: {**plain, "parts": plain["parts"][1:]}),  # type: ignore[index]
    "edition with a number changed": lambda e: rewrite(e, lambda plain: {**plain, "repeats": []}),
    "edition that is a list": lambda e: rewrite(e, lambda plain: [plain]),
    "edition without parts": lambda e: rewrite(e, lambda plain: {"format": plain["format"]}),
    "edition with a part of another shape": lambda e: rewrite(e, lambda plain: {**plain, "parts": [{"id": 1}]}),
    "edition that is not JSON": lambda e: (edition_folder(e) / "edition.json").write_bytes(b"\xff{"),
    "edition that is gone": lambda e: shutil.rmtree(edition_folder(e)),
    "list of repeats that is gone": lambda e: (edition_folder(e) / "repeats.parquet").unlink(),
    "rows that are gone": lambda e: e.rows_of(e.current().parts[0]).unlink(),
    "part that is gone": lambda e: shutil.rmtree(e.rows_of(e.current().parts[1]).parent),
    "pointer that is empty": lambda e: (e.folder / "CURRENT").write_bytes(b""),
    "pointer that is no text": lambda e: (e.folder / "CURRENT").write_bytes(b"\xff\xfe\x00"),
    "pointer with a NUL": lambda e: (e.folder / "CURRENT").write_bytes(b"a\0b"),
    "pointer to nowhere": lambda e: (e.folder / "CURRENT").write_text("0" * 64),
    "pointer that is far too long": lambda e: (e.folder / "CURRENT").write_text("0" * 5000),
    "pointer that is a folder": lambda e: ((e.folder / "CURRENT").unlink(), (e.folder / "CURRENT").mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_found_before_a_figure_is_counted(evidence: Evidence, damage: Callable[[Evidence], object]) -> None:
    damage(evidence)
    with pytest.raises(StoreError) as caught:
        evidence.current()
    error = caught.value
    assert all((error.problem, error.expected, error.found, error.cause, error.remedy)), error.explain()
    assert "evidence/raw" in error.remedy


def test_an_edition_that_was_edited_is_known_by_its_name(evidence: Evidence) -> None:
    rewrite(evidence, lambda plain: {**plain, "repeats": []})
    with pytest.raises(StoreError, match="is not what its name says"):
        evidence.current()


def test_damage_stops_a_load_too(evidence: Evidence, tmp_path: Path) -> None:
    shutil.rmtree(edition_folder(evidence))
    before = tree(evidence.folder)
    with pytest.raises(StoreError):
        load(evidence, [street_file(tmp_path / "more", [crime(7, "2025-03")], "2025-03")], area=MEDWAY)
    assert tree(evidence.folder) == before


def test_a_damaged_store_is_mended_from_its_own_raw_files_and_their_names(evidence: Evidence, tmp_path: Path) -> None:
    digest = evidence.current().digest
    shutil.rmtree(edition_folder(evidence))
    evidence.folder.rename(tmp_path / "away")
    load(evidence, [tmp_path / "in"], area=MEDWAY)
    assert evidence.current().digest == digest


def test_refused_rows_that_are_gone_are_said_to_be_gone(evidence: Evidence) -> None:
    part = evidence.current().parts[0]
    evidence.rows_of(part).with_name("rejected.json").unlink()
    with pytest.raises(StoreError, match=part.file):
        evidence.rejected_of(part)


def test_a_newer_format_is_refused_and_not_called_damage(evidence: Evidence) -> None:
    rewrite(evidence, lambda plain: {**plain, "format": 99})
    with pytest.raises(StoreError) as caught:
        evidence.current()
    assert "format 99" in caught.value.found
    assert "release" in caught.value.remedy


def test_a_file_that_changes_while_it_is_read_is_refused(
    evidence: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = street_file(tmp_path / "more", [crime(7, "2025-03")], "2025-03")
    real = Evidence.commit

    def commit(self: Evidence, *args: object) -> object:
        path.write_text(path.read_text() + "more\n")
        return real(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Evidence, "commit", commit)
    before, edition = tree(evidence.folder), evidence.current()
    with refused("2025-03-kent-street.csv changed while it was read", "downloaded"):
        load(evidence, [path], area=MEDWAY)
    assert tree(evidence.folder) == before
    assert evidence.current() == edition


def test_a_workspace_may_lie_under_any_name(tmp_path: Path) -> None:
    odd = tmp_path / "O'Brien's [draft] *? é 100%"
    path = street_file(
        odd / "in", [crime(1), crime(1), asb(), asb(), crime(2, category="?")] + [crime(n) for n in range(10, 30)]
    )
    evidence = Evidence(odd / "evidence")
    load(evidence, [path], area=MEDWAY)
    (part,) = evidence.current().parts
    assert (part.rows_in, part.kept, part.rejected, evidence.current().repeats_in(part)) == (25, 24, 1, 1)
    counted = count_events(Library(evidence, evidence.current()), "street", by=[], where={})
    assert [count for _, count in counted] == [23]


def test_what_a_newer_reader_makes_of_a_file_takes_the_place_of_the_older(
    evidence: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newer(digest: str, reading: Reading, sheet: str) -> str:
        return part_id(digest, replace(reading, version=reading.version + 1), sheet)

    before = evidence.current()
    monkeypatch.setattr("frankpledge.intake.load.part_id", newer)
    monkeypatch.setattr("frankpledge.store.part.part_id", newer)
    load(evidence, [tmp_path / "in"], area=MEDWAY)
    after = evidence.current()
    assert [part.digest for part in after.parts] != []
    assert sorted(part.digest for part in after.parts) == sorted(part.digest for part in before.parts)
    assert not {part.id for part in after.parts} & {part.id for part in before.parts}
    assert after.superseded == ()
