"""Two loads at once, in two processes: both end well and nothing is lost or counted twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.publishers import MEDWAY, asb, crime, street_file, tree
from tests.unit.intake.children import ended, load_there, started

from frankpledge.intake.load import load
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library, count_events

MONTHS = ("2025-01", "2025-02", "2025-03", "2025-04")


@pytest.fixture
def months(tmp_path: Path) -> list[Path]:
    """Four months that share a crime."""
    return [street_file(tmp_path / "in", [crime(0, month), crime(month, month), asb(month)], month) for month in MONTHS]


def at_once(folder: Path, commands: list[list[Path]]) -> Evidence:
    folder.mkdir()
    processes = [started(load_there, folder / "evidence", command, None, 0, folder / "begin") for command in commands]
    (folder / "begin").touch()
    assert [ended(process) for process in processes] == [0] * len(commands)
    return Evidence(folder / "evidence")


@pytest.mark.parametrize("share", ["the same files", "other files", "some files", "one each"])
def test_loads_at_once_end_as_one_load_would(tmp_path: Path, months: list[Path], share: str) -> None:
    commands = {
        "the same files": [months, months],
        "other files": [months[:2], months[2:]],
        "some files": [months[:3], months[1:]],
        "one each": [[month] for month in months],
    }[share]
    alone = Evidence(tmp_path / "alone")
    load(alone, months, area=MEDWAY)
    for attempt in range(4):
        evidence = at_once(tmp_path / f"attempt{attempt}", commands)
        assert evidence.current() == alone.current()
        assert list((evidence.folder / "staging").iterdir()) == []
        counted = count_events(Library(evidence, evidence.current()), "street", by=[], where={})
        assert sum(count for _, count in counted) == 4 + 4 + 1, "a crime and an incident a month, and one crime in all"
        if share == "the same files":
            assert set(tree(evidence.folder)) == set(tree(alone.folder))
