"""Names made from content: the same bytes have the same digest on every machine."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

_PIECE = 1 << 20


def digest_bytes(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_and_digest(source: Path, target: Path) -> str:
    """Copy a file and return the digest of the bytes that were copied: it is read once."""
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as written:
        while data := read.read(_PIECE):
            digest.update(data)
            written.write(data)
    return digest.hexdigest()


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and one form for everything, so that it can be digested and compared."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
