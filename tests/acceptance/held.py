"""What several tests look at: commands as a user gives them, and the two examples, made once a run."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from frankpledge.assessment.publish import open_story
from frankpledge.assessment.story import Story
from frankpledge.cli import main
from frankpledge.store.lock import locked
from frankpledge.workspace.folder import Workspace
from frankpledge.workspace.read import read_record

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path) -> Ran:
    """`frankpledge ARGUMENTS`, in this process: the same entry point, the same exit code, the same streams."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "argv", ["frankpledge", *map(str, arguments)]):
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Ran(code, out.getvalue(), err.getvalue())


def done(*arguments: str | Path) -> str:
    """What a command printed that has to succeed."""
    ran = run(*arguments)
    assert ran.code == 0, ran.err
    return ran.out


def story_of(workspace: Path) -> Story:
    """The story of a workspace, as its document tells it."""
    place = Workspace.at(workspace)
    return open_story(place.evidence, read_record(place))


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that is made by the first process of the run that asks for it, and looked at by all."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, ready = shared / name, shared / f"{name}.ready"
    with locked(shared / f"{name}.lock"):
        if not ready.exists():
            make(folder)
            ready.touch()
    return folder


def make_demo(folder: Path) -> None:
    (folder.parent / f"{folder.name}.txt").write_text(done("demo", "--to", folder), encoding="utf-8")


def make_medway_2025(data: Path) -> Callable[[Path], None]:
    """The example over real files: a copy of its folder, loaded and assessed by the two commands of the README."""

    def make(folder: Path) -> None:
        shutil.copytree(
            ROOT / "examples" / "medway-2025", folder, ignore=shutil.ignore_patterns("evidence", "published")
        )
        (folder.parent / f"{folder.name}.txt").write_text(done("load", folder, data) + done("assess", folder), "utf-8")

    return make


def printed(folder: Path) -> str:
    """What the commands printed that made a shared folder."""
    return (folder.parent / f"{folder.name}.txt").read_text(encoding="utf-8")


def published(folder: Path) -> Path:
    """The folder of the one edition that was published."""
    (edition,) = (path for path in (folder / "published").iterdir() if not path.name.startswith("."))
    return edition
