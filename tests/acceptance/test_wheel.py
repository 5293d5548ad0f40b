"""What is built is whole: the wheel alone, away from the checkout, makes the example."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _run(*command: str, cwd: Path, **environment: str) -> str:
    ran = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_the_built_wheel_makes_the_example_outside_the_checkout(tmp_path: Path) -> None:
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist"), cwd=ROOT)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    installed = tmp_path / "installed"
    pip = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    _run(sys.executable, *pip, "--target", str(installed), str(wheel), cwd=tmp_path)
    where = _run(
        sys.executable, "-c", "import frankpledge; print(frankpledge.__file__)", cwd=tmp_path, PYTHONPATH=str(installed)
    )
    assert Path(where.strip()).is_relative_to(installed), "the checkout was used in place of the wheel"
    printed = _run(sys.executable, "-m", "frankpledge", "demo", cwd=tmp_path, PYTHONPATH=str(installed))
    assert "numbers read back and found right" in printed
    (page,) = (tmp_path / "frankpledge-demo").glob("published/*/assessment.html")
    assert "119.67" in page.read_text(encoding="utf-8")
