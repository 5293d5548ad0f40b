"""What all tests share: where the publishers' files lie, and a loud word when they are not there."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

VARIABLE = "FRANKPLEDGE_DATA"
WITHOUT = f"NOT CHECKED against the publishers' files: set {VARIABLE} to their folder"

# A property holds however busy the machine is: examples are limited in number, not in time.
settings.register_profile("frankpledge", deadline=None)
settings.load_profile("frankpledge")


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the publishers' files. A folder that is named and not there is an error, not a reason to skip."""
    named = os.environ.get(VARIABLE)
    if not named:
        pytest.skip(WITHOUT)
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"{VARIABLE} names {named}, which is not a folder")
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not os.environ.get(VARIABLE):
        terminalreporter.write_sep("!", WITHOUT, yellow=True, bold=True)
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        terminalreporter.write_sep("!", "NOT CHECKED on Spark: .ci/run installs it", yellow=True, bold=True)
