"""What kind of workbook a file is, told by its content, and whether it can be opened without harm."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from xml.parsers import expat

from frankpledge.terms.errors import IntakeError

Kind = Literal["xlsx", "ods", "xlsb", "xls", "locked", "cut"]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_STREAM = {name: name.encode("utf-16-le") for name in ("Workbook", "Book", "EncryptedPackage")}
_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_PEEK = 65_536
_UNPACKED_LIMIT = 1024**3
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, LookupError, ValueError)


def kind_of(path: Path) -> Kind | None:
    """What kind of workbook this is, and None where it is none: a text file, a picture, a letter, any other zip.

    `locked` is one behind a password, `cut` a zip without its end that was going to be a workbook.
    """
    with path.open("rb") as file:
        head = file.read(_PEEK)
    if head.startswith(_ZIP):
        return _kind_of_zip(path, head)
    return _kind_of_ole(path) if head.startswith(_OLE) else None


def _kind_of_zip(path: Path, head: bytes) -> Kind | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.read("mimetype").strip() == _ODS:
                manifest = archive.read(_MANIFEST) if _MANIFEST in names else b""
                return "locked" if b"encryption-data" in manifest else "ods"
    except _DAMAGED:
        promised = re.search(rb"PK\x03\x04.{22}..xl/|mimetype" + re.escape(_ODS), head, re.DOTALL)
        return "cut" if promised or path.suffix.casefold() in _ENDINGS else None
    if "xl/workbook.bin" in names:
        return "xlsb"
    return "xlsx" if "xl/workbook.xml" in names else None


def _kind_of_ole(path: Path) -> Kind | None:
    """The container of old Office files and of locked new ones; its streams are named in UTF-16."""
    content = path.read_bytes()
    if _STREAM["EncryptedPackage"] in content:
        return "locked" if path.suffix.casefold() in _ENDINGS else None
    return "xls" if _STREAM["Workbook"] in content or _STREAM["Book"] in content else None


def refuse_unreadable(path: Path, kind: Kind | None) -> None:
    """Raise IntakeError for what is not an XLSX or ODS workbook that can be opened."""
    if kind in ("xlsx", "ods"):
        return
    found, cause, remedy = {
        "xls": ("an .xls workbook of before 2007", "The publisher still uses the old format.", _SAVE_AGAIN),
        "xlsb": ("a binary .xlsb workbook", "It was saved so to make it smaller.", _SAVE_AGAIN),
        "locked": (
            "a workbook behind a password",
            "Whoever sent it locked it.",
            "Open it with its password, save it without one, and load that.",
        ),
        "cut": ("the beginning of a workbook without its end", "The download or the copy stopped early.", _AGAIN),
    }.get(kind or "", ("something else", "It has the name of a workbook only.", _AGAIN))
    raise IntakeError(
        f"{path.name} cannot be read as a workbook",
        expected="an XLSX or ODS workbook without a password",
        found=found,
        cause=cause,
        remedy=remedy,
    )


_AGAIN = "Download it again. Nothing of it was taken."
_SAVE_AGAIN = "Open it in a spreadsheet, save it as .xlsx, and load that."


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The workbook's zip, once every member is found to be whole and all of them together not too large.

    Raises IntakeError where it is not, and where what is done with it meets damage.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(path, archive)
            damaged = archive.testzip()
            if damaged:
                raise zipfile.BadZipFile(f"{damaged} in it is not what was packed")
            yield archive
    except (*_DAMAGED, expat.ExpatError) as error:
        raise IntakeError(
            f"{path.name} is a damaged workbook",
            expected="a workbook as a spreadsheet saves it",
            found=str(error) or type(error).__name__,
            cause="The download stopped before its end, or a program wrote the workbook wrongly.",
            remedy="Download it again, or open it in a spreadsheet and save it again.",
        ) from error


def _refuse_bomb(path: Path, archive: zipfile.ZipFile) -> None:
    size = sum(info.file_size for info in archive.infolist())
    if size > _UNPACKED_LIMIT:
        raise too_large(path, "one gigabyte when unpacked", f"{size / 1024**3:,.1f} gigabytes")


def too_large(path: Path, most: str, found: str) -> IntakeError:
    """What is said of a workbook that would fill the memory."""
    return IntakeError(
        f"{path.name} is too large for a workbook",
        expected=f"at most {most}",
        found=found,
        cause="It holds more than a spreadsheet is good for, or was made to do harm.",
        remedy="Save the sheet that is wanted as CSV and load that.",
    )


def parser() -> expat.XMLParserType:
    """A parser of XML that takes no document type: no workbook has one, and entities can be made to explode."""
    made = expat.ParserCreate()
    made.buffer_text = True

    def refuse(*_: object) -> None:
        raise ValueError("its XML declares a document type")

    made.StartDoctypeDeclHandler = refuse
    return made


def local(tag: str) -> str:
    """`c` for `x:c`: programs differ in the prefixes they choose."""
    return tag.rpartition(":")[2]
