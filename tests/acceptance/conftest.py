"""The two examples, made once for all tests that look at them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.acceptance.held import make_demo, make_medway_2025, once


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Medway 2020 example as `frankpledge demo` makes it."""
    return once(tmp_path_factory, "medway-2020", make_demo)


@pytest.fixture(scope="session")
def medway_2025(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Path:
    """The example over real files, loaded and assessed."""
    return once(tmp_path_factory, "medway-2025", make_medway_2025(data))
