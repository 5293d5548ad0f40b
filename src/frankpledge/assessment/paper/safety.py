"""What may not be in a published PDF at all: anything that runs, anything hidden, anything attached.

The file's own bytes are searched, because a reader of PDFs shows only what it knows about. Objects packed into streams
are refused too, so nothing can be where this search does not look; the writer makes none.
"""

from __future__ import annotations

import re

from frankpledge.terms.errors import GuardError

_REFUSED = {
    "a script": ("JavaScript", "XFA", "AcroForm", "RichMedia", "Rendition"),
    "something that happens by itself": ("OpenAction", "Launch", "SubmitForm", "ImportData", "SetOCGState", "AA"),
    "a link into another file": ("GoToR", "GoToE"),
    "an attachment": ("EmbeddedFile", "EmbeddedFiles", "FileAttachment", "Filespec", "AF"),
    "a layer that can be hidden": ("OCProperties", "OCG", "OCMD"),
    "objects packed out of sight": ("ObjStm",),
    "a cipher": ("Encrypt",),
}
_WHAT = {name: what for what, names in _REFUSED.items() for name in names}
_NAME = re.compile(rb"/([A-Za-z]+)(?![A-Za-z])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
# A name this short turns up by chance in the packed bytes of a stream; those streams hold no objects.
_SHORT = 4


def require_safe(data: bytes) -> None:
    """Raises GuardError where a PDF holds a script, an action, an attachment, a hidden layer or an earlier version."""
    if not data.startswith(b"%PDF-") or data.count(b"startxref") != 1:
        raise GuardError(
            "The file is not one PDF as it was first written",
            expected="one version of the file, with nothing added at its end",
            found=f"{data.count(b'startxref')} versions",
            cause="It was changed after it was written; an earlier version can still be read out of it.",
        )
    plain = _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), data)
    names = {name for name in _names(plain) if len(name) > _SHORT} | _names(_STREAM.sub(b"", plain))
    for name in sorted(names & _WHAT.keys()):
        raise GuardError(
            f"The PDF holds {_WHAT[name]}",
            found=f"/{name}",
            cause="It was added after the file was written.",
            remedy="Publish the file as it was written.",
        )


def _names(data: bytes) -> set[str]:
    return {name.decode("ascii") for name in _NAME.findall(data)}
