"""Time whole commands against named peers, in turn and in one run, and print the ratios.

    FRANKPLEDGE_DATA=/path/to/files python -m benchmarks

Each pair runs once to warm up and then five times in turn (A B A B …); the ratio is of the medians. Memory is the peak
of the process itself. Nothing here passes or fails: the numbers are for a person to read and to write down.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5
EXAMPLE = Path(__file__).parent.parent / "examples" / "medway-2025"
BARE_TYPER = """
import typer
app = typer.Typer(add_completion=False, rich_markup_mode=None)
@app.command()
def one(name: str) -> None: "A command."
@app.command()
def two(name: str) -> None: "Another."
app()
"""
BARE_READ = """
import duckdb, glob, sys
files = sorted(glob.glob(sys.argv[1] + "/police_uk/*/*-street.csv"))
print(duckdb.connect(config={"threads": 2}).execute(
    "SELECT count(*) FROM read_csv(?, all_varchar = true, header = true)", [files]).fetchone())
"""


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds on the clock and megabytes at the peak."""

    seconds: float
    megabytes: float


def run(command: list[str]) -> Run:
    """Run a command in a process of its own and measure it. Raises CalledProcessError when it fails."""
    before = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert process.stdout
    printed = process.stdout.read()
    _, code, used = os.wait4(process.pid, 0)
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Run(time.perf_counter() - before, used.ru_maxrss / scale)


def pair(name: str, ours: Callable[[], Run], peer_name: str, peer: Callable[[], Run]) -> None:
    """Time ours and the peer in turn and print medians and their ratio."""
    ours(), peer()
    rounds = [(ours(), peer()) for _ in range(ROUNDS)]
    mine = statistics.median(one.seconds for one, _ in rounds)
    theirs = statistics.median(other.seconds for _, other in rounds)
    memory = max(one.megabytes for one, _ in rounds)
    print(f"{name:44} {mine:7.2f} s {memory:6.0f} MB   {peer_name:34} {theirs:7.2f} s   ratio {mine / theirs:5.2f}")


def frankpledge(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "frankpledge", *arguments]


def load_into_new(data: str, *files: str) -> Run:
    """Load into a workspace that holds nothing yet."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "medway"
        copy_example(workspace)
        return run(frankpledge("load", str(workspace), *(f"{data}/{file}" for file in files)))


def copy_example(workspace: Path) -> None:
    """The example's own files, without evidence or publications."""
    workspace.mkdir()
    for file in EXAMPLE.glob("*.toml"):
        (workspace / file.name).write_bytes(file.read_bytes())


def main() -> None:
    print(f"{os.cpu_count()} cores; Python {sys.version.split()[0]}; {ROUNDS} rounds, medians")
    typer = [sys.executable, "-c", BARE_TYPER, "--help"]
    pair("frankpledge --help", lambda: run(frankpledge("--help")), "a bare typer program, --help", lambda: run(typer))
    with tempfile.TemporaryDirectory() as folder:
        demo = frankpledge("demo", "--to", str(Path(folder) / "demo"))
        python = [sys.executable, "-c", "import numpy, duckdb, typst, vl_convert"]
        pair("frankpledge demo", lambda: run(demo), "importing its four largest libraries", lambda: run(python))
    data = os.environ.get("FRANKPLEDGE_DATA")
    if not data:
        print("FRANKPLEDGE_DATA is not set: the real files are not timed")
        return
    bare = [sys.executable, "-c", BARE_READ, data]
    pair("load, 47 street files", lambda: load_into_new(data, "police_uk"), "DuckDB counting them", lambda: run(bare))
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "medway"
        copy_example(workspace)
        run(frankpledge("load", str(workspace), data))
        assess = frankpledge("assess", str(workspace))
        pair("assess, January to December 2025", lambda: run(assess), "DuckDB counting the files", lambda: run(bare))
    print(f"largest of all: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
