"""Where things lie in a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from frankpledge.store.evidence import Evidence
from frankpledge.terms.errors import WorkspaceError

MAIN = "partnership.toml"
# Those that a commentary can be written for.
CHAPTERS = (
    "key-findings",
    "crime",
    "asb",
    "places",
    "people",
    "outcomes",
    "services",
    "peers",
    "residents",
    "background",
)


@dataclass(frozen=True)
class Workspace:
    """A folder that holds a partnership's record, its evidence and what was published."""

    path: Path

    @classmethod
    def at(cls, path: Path) -> Workspace:
        """The workspace at `path`. Raises WorkspaceError where there is none."""
        if not (path / MAIN).is_file():
            raise WorkspaceError(
                f"{path} is not a workspace",
                expected=f"a folder with a file {MAIN}",
                found="no such file" if path.is_dir() else "no such folder",
                cause="The folder's name is misspelt, or the workspace was never made.",
                remedy="Make one: frankpledge new NAME --area CODE, with your authority's code.",
            )
        return cls(path)

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.path / "evidence")

    @property
    def published(self) -> Path:
        return self.path / "published"
