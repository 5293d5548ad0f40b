"""Single steps of the national benchmark, each run in a process of its own: python -m benchmarks.steps NAME ARGUMENT…

Each prints what it found, so that a peer that counts something else is noticed, and last the seconds that it took: on
the clock and of the processors.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

NATIONAL = "K04000001"
AUTHORITY = "E06000035"
TYPES = {"Longitude": "DOUBLE", "Latitude": "DOUBLE"}


def load(evidence: str, *paths: str) -> object:
    """Load files into a store, as the command does."""
    from frankpledge.intake.load import load
    from frankpledge.store.evidence import Evidence

    loaded = load(Evidence(Path(evidence)), map(Path, paths), area=NATIONAL)
    return sum(part.kept for part in loaded.edition.parts), sum(part.rejected for part in loaded.edition.parts)


def check(target: str, *folders: str) -> object:
    """The part of a load that a plain read does too, two files at a time: every row read, checked, kept or refused."""
    from frankpledge.sources.street import read
    from frankpledge.store.engine_duckdb import connect
    from frankpledge.store.staging import stage

    def one(file: Path) -> tuple[int, int]:
        reading = read(file, file.name)
        done = stage(connect(), file, reading.table, reading.content, Path(target) / f"{file.stem}.parquet")
        return done.kept, len(done.rejected)

    Path(target).mkdir(exist_ok=True)
    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(one, _files(folders)))
    return sum(kept for kept, _ in counts), sum(refused for _, refused in counts)


def plain(target: str, *folders: str) -> object:
    """DuckDB's own typed read of the same files, in no order, to one Parquet file."""
    import duckdb

    from frankpledge.sources.street import HEADER

    files = [str(file) for file in _files(folders)]
    columns = {name: TYPES.get(name, "VARCHAR") for name in HEADER}
    read = f"read_csv({files!r}, columns = {columns!r}, header = true, auto_detect = false, delim = ',', quote = '\"')"
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "1GB", "preserve_insertion_order": False})
    statement = f"COPY (SELECT * FROM {read}) TO '{target}' (FORMAT parquet)"  # noqa: S608
    return connection.execute(statement).fetchone()


def _files(folders: tuple[str, ...]) -> list[Path]:
    return sorted(file for folder in folders for file in Path(folder).glob("*-street.csv"))


def measures(evidence: str, by_rows: str) -> object:
    """The counts of every measure for one partnership, by month and by part, from an edition not opened before."""
    global began, busy
    import duckdb  # noqa: F401 - the time to load libraries is the command's, not the count's

    from frankpledge.measures.catalogue import MEASURES
    from frankpledge.measures.counts import Evaluator
    from frankpledge.store.evidence import Evidence
    from frankpledge.store.query import Library

    began, busy = time.perf_counter(), time.process_time()
    kept = Evidence(Path(evidence))
    evaluator = Evaluator(Library(kept, kept.current(), by_rows=by_rows == "rows"))
    return sum(sum(evaluator.counts(one, AUTHORITY).by_month.values()) for one in MEASURES.values())


def grouped(engine: str, evidence: str, rows: str) -> object:
    """One grouped count: the types of each month in the small areas of one authority, from the Parquet file of `rows`.

    The small areas are looked up beforehand, for the peers too; what is timed is the counting.
    """
    global began, busy
    from frankpledge.store.evidence import Evidence
    from frankpledge.store.query import Library, count_events, small_areas_of

    kept = Evidence(Path(evidence))
    library = Library(kept, kept.current())
    areas = small_areas_of(library, AUTHORITY)
    if engine == "ours":
        began, busy = time.perf_counter(), time.process_time()
        return sum(row[-1] for row in count_events(library, "street", by=["category"], where={"lsoa": areas}))
    if engine == "pandas":
        import pandas

        began, busy = time.perf_counter(), time.process_time()
        frame = pandas.read_parquet(rows, columns=["Month", "LSOA code", "Crime type"])
        found = frame[frame["LSOA code"].isin(areas)].groupby(["Month", "Crime type"]).size()
        return int(found.sum())
    import polars

    began, busy = time.perf_counter(), time.process_time()
    here = polars.scan_parquet(rows).filter(polars.col("LSOA code").is_in(areas))
    return here.group_by("Month", "Crime type").len().collect()["len"].sum()


if __name__ == "__main__":
    began, busy = time.perf_counter(), time.process_time()
    print(globals()[sys.argv[1]](*sys.argv[2:]))
    print(time.perf_counter() - began, time.process_time() - busy)
