"""A document is published whole, checked and the same to the byte, or not at all."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.measures.stories import record
from tests.measures.tables import HERE, MEDWAY, PLACES, evidence_of, residents, street, write

from frankpledge.assessment import publish as publish_module
from frankpledge.assessment.blocks import Text
from frankpledge.assessment.publish import find_figure, open_story, publish
from frankpledge.intake.load import load
from frankpledge.record.file import read_record as read_json
from frankpledge.record.model import Record
from frankpledge.store.evidence import Evidence
from frankpledge.terms.errors import GuardError, MeasureError, WorkspaceError

RECORDS = street(f"""
    month    lsoa    category               count
    2025-01  {HERE}  Burglary               12
    2025-01  {HERE}  Anti-social behaviour  5
""")
PEOPLE = residents(f"year  code  name  residents\n2024  {MEDWAY}  Medway  1000")
RECORD = record("2025-01")
FILES = {"assessment.html", "assessment.pdf", "figures.csv", "manifest.json", "record.json"}


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return evidence_of(tmp_path_factory.mktemp("world"), RECORDS, PEOPLE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, evidence: Evidence) -> Path:
    return publish(evidence, RECORD, tmp_path_factory.mktemp("published")).folder


def _contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def before(folder: Path, tmp_path: Path) -> dict[str, bytes]:
    """What was published before, in `tmp_path`/published."""
    shutil.copytree(folder, tmp_path / "published" / folder.name)
    return _contents(folder)


def _ledger(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "figures.csv").read_text(encoding="utf-8").splitlines()))


def test_five_files_lie_in_a_folder_named_after_the_edition(evidence: Evidence, folder: Path) -> None:
    assert folder.name == evidence.current().name
    assert set(_contents(folder)) == FILES
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    assert (folder / "assessment.pdf").read_bytes().startswith(b"%PDF-")
    assert (folder / "assessment.html").read_text(encoding="utf-8").casefold().startswith("<!doctype html>")


def test_the_manifest_says_what_the_document_is_made_of_with_the_digest_of_every_file(
    evidence: Evidence, folder: Path
) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    contents = _contents(folder)
    others = FILES - {"manifest.json"}
    assert manifest["files"] == {name: hashlib.sha256(contents[name]).hexdigest() for name in others}
    assert manifest["edition"] == evidence.current().digest
    assert manifest["record"] == hashlib.sha256(contents["record.json"]).hexdigest()
    assert manifest["format"] == 1
    assert manifest["software"].startswith("frankpledge ")
    assert (manifest["area"], manifest["period"], manifest["simulated"]) == (MEDWAY, "2025-01", False)


def test_the_record_beside_the_document_is_the_record(folder: Path) -> None:
    assert read_json((folder / "record.json").read_text(encoding="utf-8")) == RECORD


def test_the_ledger_holds_every_figure_with_its_parts_its_method_and_its_sources(
    evidence: Evidence, folder: Path
) -> None:
    rows = {
        row["key"]: row for row in csv.DictReader((folder / "figures.csv").read_text(encoding="utf-8").splitlines())
    }
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert len(rows) == manifest["figures"]
    rate = rows[f"street-crime.rate@{MEDWAY}@2025-01"]
    assert (rate["printed"], rate["value"], rate["numerator"], rate["denominator"]) == ("12.00", "12", "12", "1000")
    assert rate["sources"] == "street population" and rate["method"].startswith("Crude rate")
    assert rate["edition"] == evidence.current().name


def test_every_key_of_the_ledger_gives_the_figure_that_the_document_shows(evidence: Evidence, folder: Path) -> None:
    story = open_story(evidence, RECORD)
    for row in _ledger(folder):
        found: Any = find_figure(story, row["key"])
        assert f"{found.value:f}" == row["value"], row["key"]


def test_a_key_that_is_in_no_ledger_is_the_error_that_it_was(evidence: Evidence) -> None:
    story = open_story(evidence, RECORD)
    with pytest.raises(MeasureError):
        find_figure(story, f"street-crime.level@{MEDWAY}@2025-01/nothing")
    with pytest.raises(WorkspaceError):
        find_figure(story, "crime.levl")


def test_published_twice_it_is_the_same_to_the_byte(
    evidence: Evidence, before: dict[str, bytes], tmp_path: Path
) -> None:
    again = publish(evidence, RECORD, tmp_path / "published").folder
    assert _contents(again) == before
    assert [path.name for path in (tmp_path / "published").iterdir()] == [again.name]


def test_files_loaded_in_another_order_publish_the_same_document(folder: Path, tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence")
    for number, files in enumerate((PEOPLE, RECORDS, PLACES)):
        load(evidence, [write(tmp_path / str(number), files)], area=MEDWAY)
    assert _contents(publish(evidence, RECORD, tmp_path / "published").folder) == _contents(folder)


def test_another_edition_stands_beside_the_first_and_another_record_takes_its_place(tmp_path: Path) -> None:
    evidence = evidence_of(tmp_path, RECORDS, PEOPLE)
    target = tmp_path / "published"
    first = publish(evidence, RECORD, target).folder
    renamed = replace(RECORD, partnership=replace(RECORD.partnership, title="Another title"))
    assert publish(evidence, renamed, target).folder == first
    assert b"Another title" in (first / "assessment.html").read_bytes()
    more = street(f"month  lsoa  category  count\n2025-02  {HERE}  Burglary  1")
    load(evidence, [write(tmp_path / "more", more)], area=MEDWAY)
    second = publish(evidence, RECORD, target).folder
    assert second != first
    assert {path.name for path in target.iterdir()} == {first.name, second.name}


def test_with_nothing_loaded_the_error_says_what_to_load_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as error:
        publish(Evidence(tmp_path / "evidence"), RECORD, tmp_path / "published")
    assert error.value.problem == "Nothing is loaded yet"
    assert "crime files, population estimates and lookups" in error.value.expected
    assert "frankpledge load" in error.value.remedy
    assert not (tmp_path / "published").exists()


def _one_number_else(write_format: Callable[..., Any], old: bytes, new: bytes) -> Callable[..., Any]:
    """A writer that writes another number than it says it does."""

    def tampered(*arguments: Any) -> Any:
        made = write_format(*arguments)
        assert old in made.data
        return replace(made, data=made.data.replace(old, new, 1))

    return tampered


def _one_token_less(write_format: Callable[..., Any]) -> Callable[..., Any]:
    """A writer that says of one number less than it wrote."""

    def tampered(*arguments: Any) -> Any:
        made = write_format(*arguments)
        return replace(made, tokens=made.tokens[1:])

    return tampered


@pytest.mark.parametrize("name", ["write_html", "write_pdf"])
def test_when_a_check_of_either_format_fails_nothing_is_published(
    evidence: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(publish_module, name, _one_token_less(getattr(publish_module, name)))
    with pytest.raises(GuardError):
        publish(evidence, RECORD, tmp_path / "published")
    assert not (tmp_path / "published").exists() or list((tmp_path / "published").iterdir()) == []


def test_when_a_check_fails_what_was_published_before_stays_as_it_was(
    evidence: Evidence, before: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tampered = _one_number_else(publish_module.write_html, b">12.00<", b">13.00<")
    monkeypatch.setattr(publish_module, "write_html", tampered)
    with pytest.raises(GuardError):
        publish(evidence, RECORD, tmp_path / "published")
    (folder,) = (tmp_path / "published").iterdir()
    assert _contents(folder) == before


def test_when_the_disk_fails_what_was_published_before_stays_as_it_was(
    evidence: Evidence, before: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def full(self: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space left"):
            publish(evidence, RECORD, tmp_path / "published")
    (folder,) = (tmp_path / "published").iterdir()
    assert _contents(folder) == before


def test_a_swap_that_fails_half_way_brings_the_old_document_back(
    evidence: Evidence, before: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def stubborn(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(5, "Input/output error", str(self))
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", stubborn)
        with pytest.raises(OSError, match="Input/output error"):
            publish(evidence, RECORD, tmp_path / "published")
    (folder,) = (tmp_path / "published").iterdir()
    assert _contents(folder) == before


def test_a_number_that_slips_into_a_text_stops_the_document(evidence: Evidence, tmp_path: Path) -> None:
    with pytest.raises(GuardError):
        Text("There were 7.")
    numbered: Record = replace(RECORD, partnership=replace(RECORD.partnership, area_name="Medway 7"))
    with pytest.raises(GuardError):
        publish(evidence, numbered, tmp_path / "published")
    assert not (tmp_path / "published").exists()
