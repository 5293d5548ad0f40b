"""The authorities that a partnership wants to be compared with: every one known, each once, and whose list it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from frankpledge.record.model import Partnership
from frankpledge.terms.errors import WorkspaceError
from frankpledge.workspace.folder import Workspace
from frankpledge.workspace.read import read_record

MAIN = """format = 1
name = "Medway Community Safety Partnership"
title = "Strategic Assessment 2025"
area = "E06000035"
area_name = "Medway"
period = "2025-01..2025-12"
dated = "2026-02-01"
"""
SOURCE = 'peer_group_source = "Home Office most similar groups, 2024"\n'


def _read(tmp_path: Path, more: str) -> Partnership:
    (tmp_path / "partnership.toml").write_text(MAIN + more, encoding="utf-8")
    return read_record(Workspace.at(tmp_path)).partnership


def _error(tmp_path: Path, more: str) -> WorkspaceError:
    with pytest.raises(WorkspaceError) as error:
        _read(tmp_path, more)
    return error.value


def test_without_a_list_there_is_none(tmp_path: Path) -> None:
    found = _read(tmp_path, "")
    assert (found.peer_group, found.peer_group_source) == ((), "")


def test_a_list_is_read_with_its_source(tmp_path: Path) -> None:
    found = _read(tmp_path, 'peer_group = ["E06000034", "E06000030"]\n' + SOURCE)
    assert found.peer_group == ("E06000034", "E06000030")
    assert found.peer_group_source == "Home Office most similar groups, 2024"


def test_the_area_itself_may_stand_on_the_list(tmp_path: Path) -> None:
    assert len(_read(tmp_path, 'peer_group = ["E06000035", "E06000034"]\n' + SOURCE).peer_group) == 2


def test_a_code_that_nobody_has_is_named_with_the_closest(tmp_path: Path) -> None:
    error = _error(tmp_path, 'peer_group = ["E06000034", "E0600003"]\n' + SOURCE)
    assert "peer_group, item 2: no local authority has the code 'E0600003'" in str(error)
    assert "The closest code is E06000" in error.remedy


def test_a_name_in_place_of_a_code_is_answered_with_its_code(tmp_path: Path) -> None:
    error = _error(tmp_path, 'peer_group = ["thurrock"]\n' + SOURCE)
    assert error.remedy == "The closest code is E06000034, Thurrock."


def test_a_code_that_stands_twice_is_refused(tmp_path: Path) -> None:
    assert "names E06000034 twice" in str(_error(tmp_path, 'peer_group = ["E06000034", "E06000034"]\n' + SOURCE))


def test_a_list_of_the_area_alone_is_refused(tmp_path: Path) -> None:
    assert "the area itself and nobody else" in str(_error(tmp_path, 'peer_group = ["E06000035"]\n' + SOURCE))


def test_a_list_without_its_source_is_refused(tmp_path: Path) -> None:
    error = _error(tmp_path, 'peer_group = ["E06000034"]\n')
    assert "does not say where it is from" in str(error)
    assert "peer_group_source" in error.expected
