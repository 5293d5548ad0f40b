"""Whole commands against named peers."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.clock import ROOT, Run, line, pair, run

EXAMPLE = ROOT / "examples" / "medway-2025"
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


def commands(rounds: int) -> None:
    """Print the rows of the table for the commands. The last two need the publishers' files."""
    typer = [sys.executable, "-c", BARE_TYPER, "--help"]
    helped = frankpledge("--help")
    pair("frankpledge --help", lambda: run(helped), "a bare typer program, --help", lambda: run(typer), rounds=rounds)
    with tempfile.TemporaryDirectory() as folder:
        demo = frankpledge("demo", "--to", str(Path(folder) / "demo"))
        python = [sys.executable, "-c", "import numpy, duckdb, typst, vl_convert"]
        peer = "importing its four largest libraries"
        pair("frankpledge demo", lambda: run(demo), peer, lambda: run(python), rounds=rounds)
    data = os.environ.get("FRANKPLEDGE_DATA")
    if not data:
        line("load and assess, the publishers' own files", "", "", "FRANKPLEDGE_DATA is not set", "", "")
        return
    bare = [sys.executable, "-c", BARE_READ, data]
    load = "frankpledge load, 47 street files"
    pair(load, lambda: load_into_new(data), "DuckDB counting their rows", lambda: run(bare), rounds=rounds)
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "medway"
        copy_example(workspace)
        run(frankpledge("load", str(workspace), data))
        assess = frankpledge("assess", str(workspace))
        peer = "DuckDB counting the rows of the street files"
        pair("frankpledge assess, Medway 2025", lambda: run(assess), peer, lambda: run(bare), rounds=rounds)


def frankpledge(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "frankpledge", *arguments]


def load_into_new(data: str) -> Run:
    """Load the street files into a workspace that holds nothing yet."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "medway"
        copy_example(workspace)
        return run(frankpledge("load", str(workspace), f"{data}/police_uk"))


def copy_example(workspace: Path) -> None:
    """The example's own files, without evidence or publications."""
    workspace.mkdir()
    for file in EXAMPLE.glob("*.toml"):
        (workspace / file.name).write_bytes(file.read_bytes())
