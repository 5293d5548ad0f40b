"""Which files a command means: files, folders to any depth, and zips as publishers ship them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from frankpledge.terms.errors import IntakeError

_UNPACKED_LIMIT = 4 * 1024**3


@dataclass(frozen=True)
class Found:
    """One file to look at. `name` is its path as its owner sees it; `asked` when it was named on its own."""

    path: Path
    name: str
    asked: bool


def gather(paths: Iterable[Path], scratch: Path) -> tuple[Found, ...]:
    """Every file meant by `paths`, in the order of their names; zips are unpacked into `scratch`.

    Raises IntakeError for a path that does not exist or a zip that is cut short.
    """
    found: list[Found] = []
    for path in paths:
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.is_file() and not _hidden(file, path))
            for file in files:
                found += _one(file, file.relative_to(path.parent).as_posix(), scratch, asked=False)
        elif path.is_file():
            found += _one(path, PurePosixPath(*path.parts[-2:]).as_posix(), scratch, asked=True)
        else:
            raise IntakeError(
                f"There is no file or folder {path}",
                cause="The name is misspelt, or the file lies somewhere else.",
                remedy="Check the path; a folder is searched to any depth.",
            )
    return tuple(found)


def _hidden(file: Path, root: Path) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in file.relative_to(root).parts)


def _one(file: Path, name: str, scratch: Path, *, asked: bool) -> Iterator[Found]:
    if file.suffix.casefold() != ".zip":
        yield Found(file, name, asked)
        return
    folder = scratch / f"zip-{len(list(scratch.glob('zip-*')))}"
    folder.mkdir()
    for member in _unpack(file, folder):
        yield Found(folder / member, f"{file.name}/{member}", asked=False)


def _unpack(file: Path, folder: Path) -> list[str]:
    """Unpack what is safe to unpack and return the members' names, sorted."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if sum(info.file_size for info in members) > _UNPACKED_LIMIT:
                raise IntakeError(
                    f"{file.name} would unpack to more than four gigabytes",
                    remedy="Ask for fewer months or one force, or unpack it yourself and load the folder.",
                )
            for info in members:
                archive.extract(info, folder)  # extract() keeps every member inside the folder
            return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise IntakeError(
            f"{file.name} cannot be unpacked",
            expected="a whole zip file",
            found=str(error),
            cause="The download stopped before its end.",
            remedy="Download it again; nothing of it was taken.",
        ) from error
