"""The guides say what the commands really print."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
_CONSOLE = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)


def _commands(text: str) -> list[tuple[str, list[str]]]:
    """Each command of the console blocks with the lines that must be in what it prints."""
    found: list[tuple[str, list[str]]] = []
    for block in _CONSOLE.findall(text):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line.removeprefix("$ "), []))
            else:
                found[-1][1].append(line)
    return found


def _plain(text: str) -> str:
    return " ".join(text.split())


def test_every_command_of_the_analysts_guide_prints_what_the_guide_shows(tmp_path: Path) -> None:
    commands = _commands((DOCS / "analyst.md").read_text(encoding="utf-8"))
    assert len(commands) >= 5
    for command, expected in commands:
        program, *arguments = shlex.split(command)
        assert program == "frankpledge"
        ran = subprocess.run(
            [sys.executable, "-m", "frankpledge", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        for line in expected:
            assert _plain(line) in _plain(ran.stdout), f"{command} does not print {line!r}"


@pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("*.md")))
def test_every_link_between_the_docs_leads_somewhere(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(<?([^)#:>]+)>?(?:#[^)]*)?\)", text):
        assert (DOCS / target).exists(), f"{page} links to {target}"


def test_every_link_of_the_readme_leads_somewhere() -> None:
    root = DOCS.parent
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (root / "README.md").read_text(encoding="utf-8")):
        assert (root / target).exists(), f"README.md links to {target}"


def test_the_readme_begins_with_a_picture_and_the_two_commands() -> None:
    text = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    picture, demo, test, sentence = (text.index(part) for part in ("![", "make demo", "make test", "Every year"))
    assert picture < demo < test < sentence
