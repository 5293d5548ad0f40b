"""One writer at a time, by a lock that the operating system lets go of when its holder dies."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from frankpledge.terms.errors import StoreError


def try_lock(file: IO[bytes]) -> bool:
    """Take the lock on an open file if nobody has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def locked(path: Path, *, patience: float = 120.0) -> Iterator[None]:
    """Hold the lock at `path`, waiting up to `patience` seconds for whoever holds it. Raises StoreError after that."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        waited = 0.0
        while not try_lock(file):
            if waited >= patience:
                raise StoreError(
                    "This workspace is being written by another load",
                    expected=f"to be let in within {patience:.0f} seconds",
                    found="the lock still held",
                    cause="Another person or program is loading files into the same workspace.",
                    remedy="Wait until the other load has ended, then run this one again.",
                )
            time.sleep(0.05)
            waited += 0.05
        yield
