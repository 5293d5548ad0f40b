"""The record as one text with its format number."""

from __future__ import annotations

import json
from typing import Any

import pytest

from frankpledge.record.codec import to_json
from frankpledge.record.file import read_record
from frankpledge.record.model import FORMAT, Partnership, Record
from frankpledge.terms.errors import WorkspaceError
from frankpledge.terms.period import Month, Period

RECORD = Record(
    partnership=Partnership(
        name="Medway Community Safety Partnership",
        area="E06000035",
        area_name="Medway",
        title="Strategic assessment",
        period=Period.parse("2025-01..2025-12"),
        dated=Month(2026, 2).first_day,
    )
)


def test_a_record_carries_its_format_number() -> None:
    assert json.loads(to_json(RECORD))["format"] == FORMAT
    assert read_record(to_json(RECORD)) == RECORD


@pytest.mark.parametrize("found", [FORMAT + 1, 0, None, "1", [1]])
def test_another_format_is_refused(found: Any) -> None:
    text = json.dumps({**json.loads(to_json(RECORD)), "format": found})
    with pytest.raises(WorkspaceError) as caught:
        read_record(text)
    assert f"format {FORMAT}" in str(caught.value)
    assert str(found) in str(caught.value)


def test_a_newer_format_says_which_release_it_needs() -> None:
    text = json.dumps({**json.loads(to_json(RECORD)), "format": FORMAT + 1})
    with pytest.raises(WorkspaceError, match=r"newer(.|\n)*Install the newer release"):
        read_record(text)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7", to_json(RECORD)[:-40]])
def test_a_damaged_record_is_refused_by_name(text: str) -> None:
    with pytest.raises(WorkspaceError, match=r"mine\.json"):
        read_record(text, "mine.json")
