"""Mappings kept in a workspace: written once, read again as they were, open to correction by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extracts import MAPPING, mapped, without

from frankpledge.record.mapping import mapping_from_plain
from frankpledge.terms.errors import WorkspaceError
from frankpledge.workspace.folder import Workspace
from frankpledge.workspace.mappings import mappings_of, to_toml, write_mapping

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=10)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    (tmp_path / "partnership.toml").write_text("format = 1\n", encoding="utf-8")
    return Workspace.at(tmp_path)


def error(place: Workspace, text: str, name: str = "kent.toml") -> str:
    (place.path / "mappings").mkdir(exist_ok=True)
    (place.path / "mappings" / name).write_bytes(text.encode("utf-16" if text.startswith("\ufeff") else "utf-8"))
    with pytest.raises(WorkspaceError) as caught:
        mappings_of(place)
    return caught.value.explain()


def test_a_workspace_without_mappings_has_none(place: Workspace) -> None:
    assert mappings_of(place) == ()


def test_mappings_are_kept_and_read_by_name(place: Workspace) -> None:
    other = mapped(name="beats", columns=without("lsoa"), values=(("domestic", (("", "no"), ('"J" \\', "yes"))),))
    file = write_mapping(place, MAPPING)
    write_mapping(place, other)
    assert file == place.path / "mappings" / "kent-crimes.toml"
    assert mappings_of(place) == (other, MAPPING)


@given(TEXT.filter(str.strip), TEXT, TEXT)
def test_any_heading_and_any_text_comes_back_from_the_file(heading: str, text: str, holds: str) -> None:
    columns = (*without("code"), ("code", heading))
    mapping = mapped(columns=columns, values=(("weapon", ((text, text),)),), holds=holds)
    assert mapping_from_plain(tomllib.loads(to_toml(mapping)), mapping.name, "here") == mapping


def test_a_file_written_by_hand_with_the_least_is_read(place: Workspace) -> None:
    (place.path / "mappings").mkdir()
    text = 'format = 1\narea = "E06000035"\n[columns]\ncode = "HO"\nbegan = "From"\nbeat = "Beat"\n'
    (place.path / "mappings" / "small.toml").write_text("\ufeff" + text.replace("\n", "\r\n"), encoding="utf-8")
    (found,) = mappings_of(place)
    assert (found.name, found.dates, found.ages, found.column("beat")) == ("small", "day/month/year", "exact", "Beat")


def test_writing_the_same_again_changes_nothing_and_another_of_the_name_is_refused(place: Workspace) -> None:
    file = write_mapping(place, MAPPING)
    before = file.read_bytes()
    write_mapping(place, MAPPING)
    assert file.read_bytes() == before
    with pytest.raises(WorkspaceError, match="says something else"):
        write_mapping(place, mapped(dates="year-month-day"))
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["", "../escape", "Kent Crimes", ".hidden", "a/b"])
def test_a_name_that_could_leave_the_folder_is_refused(place: Workspace, name: str) -> None:
    with pytest.raises(WorkspaceError, match="cannot be called"):
        write_mapping(place, mapped(name=name))
    assert not (place.path / "mappings").exists()


def test_a_mapping_that_cannot_read_a_file_is_not_written(place: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="no column holds"):
        write_mapping(place, mapped(columns=without("code")))
    assert mappings_of(place) == ()


def test_what_is_wrong_is_told_with_file_and_entry(place: Workspace) -> None:
    assert "mappings/kent.toml cannot be read" in error(place, 'format = 1\n[columns]\ncode = "HO\n')
    assert "mappings/kent.toml is in another format" in error(place, 'area = "E06000035"\n')
    assert "mappings/kent.toml: no field is called 'offence'" in error(place, 'format = 1\n[columns]\noffence = "x"\n')
    assert "mappings/kent.toml is not in UTF-8" in error(place, "\ufeffformat = 1\n")


def test_a_file_whose_name_cannot_be_a_mappings_is_told(place: Workspace) -> None:
    assert "cannot be called 'Kent Crimes'" in error(place, "format = 1\n", "Kent Crimes.toml")
