"""Which areas lie in which, by the lookup of the nearest year."""

from __future__ import annotations

import pytest
from tests.publishers import HERE, MEDWAY, csv_text, put
from tests.unit.geography.shelf import shelf

from frankpledge.geography.areas import Areas
from frankpledge.sources import lookups
from frankpledge.store.query import Library

OLD_WARD, NEW_WARD, BEFORE = "E05002249", "E05014449", "E07000150"


@pytest.fixture(scope="module")
def areas(tmp_path_factory: pytest.TempPathFactory) -> Areas:
    folder = tmp_path_factory.mktemp("lookups")
    upper = ("code", "name")
    files = {
        "a": (["lsoa11_code", "ltla18_code"], [[HERE, BEFORE]]),
        "b": (["lsoa11_code", "ward24_code", "ltla24_code", "ltla24_name"], [[HERE, NEW_WARD, MEDWAY, "Medway"]]),
        "c": (
            [f"{level}20_{what}" for level in ("ltla", "csp", "pfa") for what in upper],
            [[MEDWAY, "Medway", "E22000001", "Old", "E23000031", "Surrey"]],
        ),
        "d": (
            [f"{level}24_{what}" for level in ("ltla", "csp", "pfa") for what in upper],
            [[MEDWAY, "Medway", "E22000143", "Medway", "E23000032", "Kent"]],
        ),
    }
    return Areas(
        shelf(folder, *((lookups.SOURCE, put(folder / f"{name}.csv", csv_text(*file))) for name, file in files.items()))
    )


@pytest.mark.parametrize(
    ("year", "csp", "pfa"), [(2015, "Old", "Surrey"), (2022, "Old", "Surrey"), (2023, "Medway", "Kent")]
)
def test_the_lookup_of_the_nearest_year_decides_and_the_earlier_of_two_as_near(
    areas: Areas, year: int, csp: str, pfa: str
) -> None:
    assert [area.name for area in areas.partnerships_of(MEDWAY, year)] == [csp]
    assert [area.name for area in areas.forces_of(MEDWAY, year)] == [pfa]


def test_without_a_year_every_lookup_counts(areas: Areas) -> None:
    assert {area.name for area in areas.partnerships_of(MEDWAY)} == {"Old", "Medway"}


def test_a_small_area_is_placed_in_its_authority_directly_or_by_way_of_its_ward(areas: Areas) -> None:
    assert [area.code for area in areas.authorities_of(HERE, 2018)] == [BEFORE]
    assert [area.code for area in areas.authorities_of(HERE, 2024)] == [MEDWAY]
    assert [area.code for area in areas.authorities_of(HERE)] == [MEDWAY, BEFORE]
    assert [area.code for area in areas.authorities_of(NEW_WARD)] == [MEDWAY]
    assert areas.authorities_of(OLD_WARD) == ()


def test_the_wards_of_an_authority_are_those_that_a_lookup_places_in_it(areas: Areas) -> None:
    assert areas.wards_of(MEDWAY) == {NEW_WARD}
    assert areas.wards_of(BEFORE) == frozenset()


def test_the_real_lookups_place_the_small_areas_and_wards_of_medway(real: Library) -> None:
    areas = Areas(real)
    assert len(areas.wards_of(MEDWAY)) == 24
    assert [(area.code, area.name) for area in areas.authorities_of(HERE, 2019)] == [(MEDWAY, "Medway")]
    assert len(areas.small_areas_of(MEDWAY)) == 175
