"""Which files a command means: files, folders to any depth, and zips as publishers ship them."""

from __future__ import annotations

import zipfile
import zlib
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


def gather(paths: Iterable[Path], scratch: Path, *, besides: Path | None = None) -> tuple[Found, ...]:
    """Every file meant by `paths`, in order of name; zips are unpacked into `scratch`.

    What lies below `besides` is left out: a workspace's own evidence is not loaded into it. Raises IntakeError for a
    path that does not exist or a zip that is cut short.
    """
    found: list[Found] = []
    for path in paths:
        if path.is_dir():
            for file in _files(path, besides):
                found += _one(file, file.relative_to(path.parent).as_posix(), scratch, asked=False)
        elif path.is_file():
            found += _one(path, PurePosixPath(*path.parts[-2:]).as_posix(), scratch, asked=True)
        else:
            raise IntakeError(
                f"There is no file or folder {path}",
                expected="the name of a file, a folder or a zip",
                found="nothing of that name",
                cause="The name is misspelt, or the file lies somewhere else.",
                remedy="Check the path; a folder is searched to any depth.",
            )
    return tuple(found)


def _files(folder: Path, besides: Path | None = None) -> list[Path]:
    """The files of a folder to any depth, sorted, without those that the system hides."""
    own = besides.resolve() if besides else None
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file()
        and not any(part.startswith((".", "__MACOSX")) for part in file.relative_to(folder).parts)
        and not (own and file.resolve().is_relative_to(own))
    )


def _one(file: Path, name: str, scratch: Path, *, asked: bool) -> Iterator[Found]:
    if file.suffix.casefold() != ".zip":
        yield Found(file, name, asked)
        return
    folder = scratch / f"zip-{len(list(scratch.glob('zip-*')))}"
    folder.mkdir()
    _unpack(file, folder)
    for member in _files(folder):
        yield Found(member, f"{file.name}/{member.relative_to(folder).as_posix()}", asked=False)


def _unpack(file: Path, folder: Path) -> None:
    """Unpack a zip, unless it would fill the disk."""
    try:
        with zipfile.ZipFile(file) as archive:
            size = sum(info.file_size for info in archive.infolist())
            if size > _UNPACKED_LIMIT:
                raise IntakeError(
                    f"{file.name} would fill the disk",
                    expected=f"at most {_UNPACKED_LIMIT / 1024**3:.0f} gigabytes when unpacked",
                    found=f"{size / 1024**3:,.1f} gigabytes",
                    cause="It holds every force, or was made to do harm.",
                    remedy="Ask for fewer months or one force, or unpack it yourself and load the folder.",
                )
            names = archive.namelist()
            if len(set(names)) < len(names):
                raise zipfile.BadZipFile("two of the files in it have the same name")
            archive.extractall(folder)  # keeps every member inside the folder, whatever its name says
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise IntakeError(
            f"{file.name} cannot be unpacked",
            expected="a whole zip file",
            found=str(error) or type(error).__name__,
            cause="The download stopped before its end, or the zip is locked with a password.",
            remedy="Download it again, or unpack it yourself and load the folder. Nothing of it was taken.",
        ) from error
