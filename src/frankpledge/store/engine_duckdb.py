"""DuckDB, set up the same way everywhere: two threads, half a gigabyte, no network, no extensions."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_engines: dict[int, DuckDBPyConnection] = {}
_lock = Lock()


def connect() -> DuckDBPyConnection:
    """A connection in memory with tables of its own, to the one engine of this process.

    Starting an engine takes longer than reading a small file, and two would each take the memory that is meant for one.
    """
    with _lock:
        process = os.getpid()  # an engine does not survive a fork
        if process not in _engines:
            _engines[process] = _engine()
        return _engines[process].cursor()


def _engine() -> DuckDBPyConnection:
    """Imported late: the library takes a tenth of a second to load. What does not fit in memory is put aside on disk,
    in a folder that nobody else may read and that is gone at the end."""
    import duckdb

    aside = tempfile.mkdtemp(prefix="frankpledge-")
    atexit.register(shutil.rmtree, aside, ignore_errors=True)
    return duckdb.connect(
        config={
            "threads": 2,
            "memory_limit": "512MB",
            "temp_directory": aside,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )


def text(value: str | Path | Sequence[str | Path]) -> str:
    """A text, a path or a list of them as SQL writes it: where a statement takes no parameter."""
    if isinstance(value, str | Path):
        return "'" + str(value).replace("'", "''") + "'"
    return f"[{', '.join(map(text, value))}]"
