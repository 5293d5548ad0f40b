"""The shipped example: a workspace of its own, simulated records, and the assessment made from them."""

from __future__ import annotations

import tempfile
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from frankpledge.assessment.publish import Published, publish
from frankpledge.demo.assumptions import ASSUMPTIONS
from frankpledge.demo.writer import write_files
from frankpledge.intake.load import load
from frankpledge.terms.errors import WorkspaceError
from frankpledge.workspace.folder import MAIN, Workspace
from frankpledge.workspace.mappings import mappings_of
from frankpledge.workspace.read import read_record

WRITTEN = "files"
"""The folder of the workspace that holds what partners state, as somebody typed it from the published assessment."""

_GITIGNORE = "evidence/\npublished/\n"


def make_example(path: Path) -> Published:
    """Write the workspace to `path`, load its files and the simulated ones, and publish.

    Made again, it is the same to the byte. Raises WorkspaceError where `path` holds something else.
    """
    workspace = write_workspace(path)
    with tempfile.TemporaryDirectory() as scratch:
        files = Path(scratch) / "files"
        write_files(files)
        record = read_record(workspace)
        load(
            workspace.evidence,
            [files, workspace.path / WRITTEN],
            area=record.partnership.area,
            mappings=mappings_of(workspace),
        )
    return publish(workspace.evidence, record, workspace.published)


def write_workspace(path: Path) -> Workspace:
    """The files that people wrote, with the simulator's assumptions among them."""
    source = resources.files("frankpledge.demo").joinpath("workspace")
    if path.exists() and any(path.iterdir()) and not _is_example(path, source):
        raise WorkspaceError(
            f"{path} is not empty and is not the example",
            remedy="Name another folder: frankpledge demo --to FOLDER. Nothing was touched.",
        )
    _copy(source, path)
    (path / "assumptions.toml").write_text(_assumptions(), encoding="utf-8")
    (path / ".gitignore").write_text(_GITIGNORE, encoding="utf-8")
    return Workspace.at(path)


def _is_example(path: Path, source: Traversable) -> bool:
    main = path / MAIN
    return main.is_file() and main.read_bytes() == source.joinpath(MAIN).read_bytes()


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for item in source.iterdir():
        if item.is_dir():
            _copy(item, target / item.name)
        else:
            (target / item.name).write_bytes(item.read_bytes())


def _assumptions() -> str:
    entries = [f'[[assumption]]\nkey = "{one.id}"\ntext = "{one.text}"\n' for one in ASSUMPTIONS]
    return "# Made by the simulator: what it assumes where nothing was published.\n\n" + "\n".join(entries)
