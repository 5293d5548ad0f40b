"""Killed at any step of a load, the store is as before or as after, and the next load ends as if nothing had been."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tests.publishers import MEDWAY, asb, crime, street_file, tree
from tests.unit.intake.children import KILLED, ended, load_there, started

from frankpledge.intake.load import load
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library, count_events

AGAIN = date(2026, 1, 31)


@dataclass(frozen=True)
class Case:
    """A store as it is, files to load into it, and what it is like after an undisturbed load."""

    before: Path
    after: Path
    files: list[Path]
    issued: date | None


def files(folder: Path) -> dict[str, list[Path]]:
    return {
        "first": [street_file(folder, [crime(1), crime(1), asb()])],
        "next": [street_file(folder, [crime(1, "2025-02"), crime(2, "2025-02")], "2025-02")],
        "again": [street_file(folder / "again", [crime(2), asb(), asb()])],
    }


def case(folder: Path, held: list[Path], new: list[Path], issued: date | None) -> Case:
    before, after = folder / "before", folder / "after"
    if held:
        load(Evidence(before), held, area=MEDWAY)
    else:
        before.mkdir()
    shutil.copytree(before, after)
    load(Evidence(after), new, area=MEDWAY, issued=issued)
    return Case(before, after, new, issued)


@pytest.fixture(params=["into nothing", "beside another month", "in place of a month"])
def killed(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    made = files(tmp_path)
    if request.param == "into nothing":
        return case(tmp_path, [], made["first"], None)
    if request.param == "beside another month":
        return case(tmp_path, made["first"], made["next"], None)
    return case(tmp_path, [*made["first"], *made["next"]], made["again"], AGAIN)


def figures(store: Path) -> list[tuple[object, ...]]:
    evidence = Evidence(store)
    return count_events(Library(evidence, evidence.current()), "street", by=["category"], where={})


def test_killed_at_any_step_the_store_is_as_before_or_as_after(killed: Case, tmp_path: Path) -> None:
    before, after = Evidence(killed.before).current(), Evidence(killed.after).current()
    assert before != after
    shown = {before.digest: figures(killed.before), after.digest: figures(killed.after)}
    seen: list[str] = []
    for step in range(1, 500):
        store = tmp_path / f"store{step}"
        shutil.copytree(killed.before, store)
        code = ended(started(load_there, store, killed.files, killed.issued, step))
        assert code in (0, KILLED)
        found = Evidence(store).current()
        assert found in (before, after), f"killed at step {step}"
        assert figures(store) == shown[found.digest]
        seen.append(found.digest)
        if code == 0:
            break
        load(Evidence(store), killed.files, area=MEDWAY, issued=killed.issued)
        assert Evidence(store).current() == after, f"loaded again after a death at step {step}"
        assert set(tree(store)) == set(tree(killed.after)), "nothing is left over and nothing is missing"
        assert list((store / "staging").iterdir()) == []
        shutil.rmtree(store)
    assert code == 0, "the load came to its end"
    assert step > 25, "every step was tried"
    assert seen == sorted(seen, key=[before.digest, after.digest].index), "once the step is done, it stays done"


def test_what_a_dead_load_left_is_swept_away_and_what_a_living_one_builds_is_not(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence")
    for name in ("dead", "stillborn"):
        (evidence.folder / "staging" / name).mkdir(parents=True)
    (evidence.folder / "staging" / "dead" / "alive").write_bytes(b"")
    (evidence.folder / "staging" / "dead" / "raw").write_bytes(b"half a file")
    with evidence.staging() as mine:
        assert list((evidence.folder / "staging").iterdir()) == [mine]
        with evidence.staging() as other:
            assert {path.name for path in (evidence.folder / "staging").iterdir()} == {mine.name, other.name}
        assert mine.exists()
        assert not other.exists()
    assert not mine.exists()
