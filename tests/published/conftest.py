"""Figures that somebody published are looked for in the example over real files, loaded once for all tests."""

from tests.acceptance.conftest import medway_2025

__all__ = ["medway_2025"]
