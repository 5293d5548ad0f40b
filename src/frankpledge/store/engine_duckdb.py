"""DuckDB, set up the same way everywhere: half a gigabyte, one thread or two, no network, no extensions."""

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

_engines: dict[tuple[int, int], DuckDBPyConnection] = {}
_lock = Lock()


def connect(threads: int = 1) -> DuckDBPyConnection:
    """A connection in memory with tables of its own, to an engine that all of this process share.

    Starting an engine takes longer than reading a small file, and each takes memory of its own.
    One thread is for work of which several pieces run side by side: with two each they hinder one another, and files
    take half as long again. Two are for a single large question. An engine that broke down over what it was given is
    left, and another started.
    """
    key = os.getpid(), threads  # an engine does not survive a fork
    with _lock:
        if key not in _engines or not _works(_engines[key]):
            _engines[key] = _engine(threads)
        return _engines[key].cursor()


def _works(engine: DuckDBPyConnection) -> bool:
    import duckdb

    try:
        engine.execute("SELECT 1")
    except duckdb.Error:
        return False
    return True


def _engine(threads: int) -> DuckDBPyConnection:
    """An engine that puts what does not fit in memory into a folder that nobody else may read, gone at the end.

    Imported late: the library takes a tenth of a second to load.
    """
    import duckdb

    aside = tempfile.mkdtemp(prefix="frankpledge-")
    atexit.register(shutil.rmtree, aside, ignore_errors=True)
    return duckdb.connect(
        config={
            "threads": threads,
            "memory_limit": "512MB",
            "temp_directory": aside,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )


def text(value: str | Path | Sequence[str | Path]) -> str:
    """A text, a path or a list of them as SQL writes it: where a statement takes no parameter, or would take many.

    Each parameter costs a tenth of a millisecond, which is much for a small file.
    """
    if not isinstance(value, str | Path):
        return f"[{', '.join(map(text, value))}]"
    quoted = "'" + str(value).replace("'", "''") + "'"
    return "(" + quoted.replace("\0", "' || chr(0) || '") + ")" if "\0" in quoted else quoted
