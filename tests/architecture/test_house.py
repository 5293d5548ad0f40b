"""The rules of the house that the import contracts cannot see."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = sorted((ROOT / "src").rglob("*.py"))
SQL = re.compile(r"\b(SELECT|INSERT|COPY|CREATE)\b.+\b(FROM|INTO|TO|TABLE)\b")
HEAVY = ("duckdb", "scipy", "numpy", "typst", "vl_convert", "pypdfium2", "jinja2", "markdown_it", "rich")


def test_sql_is_written_in_the_store_alone() -> None:
    elsewhere = [
        path for path in SOURCE if "/store/" not in path.as_posix() and SQL.search(path.read_text(encoding="utf-8"))
    ]
    assert elsewhere == []


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    long = {path.name: lines for path in SOURCE if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400}
    assert long == {}


@pytest.mark.parametrize("library", HEAVY)
def test_help_imports_no_heavy_library(library: str) -> None:
    code = f"import sys, frankpledge.cli; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_lock_file_names_no_registry() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index-url|--find-links|file:", text)
    assert "--hash=sha256:" in text


def test_no_publishers_file_is_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not [name for name in listed if re.search(r"-street\.csv$|\.geojson$|\.zip$|\.xlsx$|\.ods$", name)]


def test_every_public_function_and_class_says_what_it_is_for() -> None:
    import ast

    silent = []
    for path in SOURCE:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not ast.get_docstring(tree):
            silent.append(f"{path.name}: the module")
        for node in tree.body:
            public = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
            if public and not ast.get_docstring(node) and len(node.body) > 3:
                silent.append(f"{path.name}: {node.name}")
    assert silent == []
