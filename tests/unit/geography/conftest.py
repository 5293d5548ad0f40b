"""The publishers' files of areas, loaded once a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.geography.shelf import shelf

from frankpledge.sources import (
    authority_changes,
    boundaries,
    households,
    lookups,
    population,
    small_area_changes,
    small_area_population,
)
from frankpledge.store.query import Library

FILES = (
    (lookups.SOURCE, "geography/lookup_lsoa11_ltla19.csv"),
    (lookups.SOURCE, "geography/lookup_lsoa11_ward17.csv"),
    (lookups.SOURCE, "geography/lookup_lsoa21_ward24_ltla24.csv"),
    (lookups.SOURCE, "geography/lookup_ltla24_csp24_pfa24.csv"),
    (small_area_changes.SOURCE, "geography/lookup_lsoa11_lsoa21_ltla22.csv"),
    (authority_changes.SOURCE, "geography/lookup_ltla_ltla.csv"),
    (population.SOURCE, "population/population19_ltla19.csv"),
    (population.SOURCE, "population/population20_ltla21.csv"),
    (small_area_population.SOURCE, "population/population19_lsoa11.csv"),
    (small_area_population.SOURCE, "population/population20_lsoa11.csv"),
    (households.SOURCE, "population/households21_ltla21.csv"),
    (households.SOURCE, "population/households21_england_wales_ltla23.csv"),
)


@pytest.fixture(scope="session")
def real(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Every lookup, table of changes, population and boundary of the publishers."""
    drawn = sorted((data / "geography" / "boundaries").glob("*/*.geojson"))
    assert len(drawn) == 52
    files = [*((source, data / name) for source, name in FILES), *((boundaries.SOURCE, path) for path in drawn)]
    return shelf(tmp_path_factory.mktemp("real"), *files)
