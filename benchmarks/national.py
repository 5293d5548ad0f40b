"""A national store: loading, one more month, one partnership's measures, and other libraries beside."""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clock import Run, line, pair, step
from benchmarks.generate import generate, generate_lookup

MONTHS = 36
ROWS_A_MONTH = 500_000  # of England and Wales, so that a smaller store has fewer months and not smaller files
BYTES_A_ROW = 600  # the file, its copy among the evidence, both engines' Parquet, and room to write


@dataclass(frozen=True)
class National:
    """Generated files: the months to load first, one month more, and the lookup of small areas."""

    folder: Path
    months: list[Path]
    more: Path
    lookup: Path


def national(rows: int, rounds: int) -> None:
    """Print the rows of the table that need a national store of `rows` rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        free = shutil.disk_usage(folder).free
        if free < rows * BYTES_A_ROW:
            line(
                f"{rows:,} rows",
                "",
                "",
                f"needs {rows * BYTES_A_ROW / 1e9:.0f} GB of disk, {free / 1e9:.0f} free",
                "",
                "",
            )
            return
        made = _made(folder, rows)
        _load(made, rows, rounds)
        _one_more_month(made, rounds)
        _measures(made, rounds)
        _beside(made, rounds)


def _made(folder: Path, rows: int) -> National:
    count = min(MONTHS, max(1, rows // ROWS_A_MONTH))
    generate(folder / "in", rows + rows // count, count + 1)
    *months, more = sorted((folder / "in").iterdir())
    return National(folder, months, more, generate_lookup(folder / "lookup"))


def _load(made: National, rows: int, rounds: int) -> None:
    store = made.folder / "store"

    def ours() -> Run:
        shutil.rmtree(store, ignore_errors=True)
        return step("load", store, *made.months, made.lookup)

    def peer() -> Run:
        return step("plain", made.folder / "plain.parquet", *made.months)

    def checked() -> Run:
        return step("check", made.folder / "checked", *made.months)

    name = "DuckDB: typed, unordered, to Parquet"
    pair(f"{rows:,} rows read, checked and written", checked, name, peer, rounds=rounds, warm=False)
    pair(f"load {rows:,} rows", ours, name, peer, rounds=rounds, warm=False)


def _one_more_month(made: National, rounds: int) -> None:
    def ours() -> Run:
        held = made.folder / "held"
        shutil.rmtree(held, ignore_errors=True)
        shutil.copytree(made.folder / "store", held, copy_function=os.link)
        return step("load", held, made.more)

    def peer() -> Run:
        empty = made.folder / "empty"
        shutil.rmtree(empty, ignore_errors=True)
        return step("load", empty, made.more)

    pair("one more month", ours, "that month into an empty store", peer, rounds=rounds)


def _measures(made: National, rounds: int) -> None:
    store = made.folder / "store"
    pair(
        "all measures of one partnership",
        lambda: step("measures", store, "cubes"),
        "the same from the rows",
        lambda: step("measures", store, "rows"),
        rounds=rounds,
    )


def _beside(made: National, rounds: int) -> None:
    given = (made.folder / "store", made.folder / "plain.parquet")
    for other in ("pandas", "polars"):
        if importlib.util.find_spec(other) is None:
            line(
                "types by month of one authority",
                "",
                "",
                f"{other} is not installed: pip install pandas polars pyarrow",
                "",
                "",
            )
            continue
        pair(
            "types by month of one authority",
            lambda: step("grouped", "ours", *given),
            f"{other}, from DuckDB's Parquet file",
            lambda other=other: step("grouped", other, *given),  # type: ignore[misc]
            rounds=rounds,
        )
