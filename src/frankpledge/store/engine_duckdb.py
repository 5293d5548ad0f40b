"""DuckDB, set up the same way everywhere: two threads, no network, no extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def connect() -> DuckDBPyConnection:
    """A connection in memory. Imported late: the library takes a tenth of a second to load."""
    import duckdb

    return duckdb.connect(
        config={
            "threads": 2,
            "memory_limit": "512MB",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
