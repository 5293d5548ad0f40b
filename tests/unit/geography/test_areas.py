"""Which areas lie in which, as the lookups that are held say."""

from __future__ import annotations

import pytest
from tests.measures.tables import HERE, HERE_TOO, MAIDSTONE, MEDWAY, NEXT_DOOR, given, partnerships, street

from frankpledge.geography.areas import Areas
from frankpledge.terms.period import Period

POOLE, DORSET = "E06000058", "E06000059"


@pytest.fixture(scope="module")
def areas(tmp_path_factory: pytest.TempPathFactory) -> Areas:
    more = partnerships(f"""
        code       name       csp        csp_name   force      force_name
        {POOLE}    Poole      E22000367  Dorset     E23000039  Dorset
        {DORSET}   Dorset     E22000367  Dorset     E23000039  Dorset
        {MEDWAY}   Medway     E22000143  Medway     E23000032  Kent
        {MAIDSTONE}  Maidstone  E22000142  Maidstone  E23000032  Kent
    """)
    records = street(f"""
        month    lsoa       category  count
        2025-01  {HERE}     Burglary  1
        2025-01  E01999999  Burglary  2
        2025-01  -          Burglary  3
    """)
    return given(tmp_path_factory.mktemp("world"), more, records).areas


def test_small_areas_are_found_by_authority(areas: Areas) -> None:
    assert areas.small_areas_of(MEDWAY) == {HERE, HERE_TOO}
    assert areas.small_areas_of(MAIDSTONE) == {NEXT_DOOR}
    assert areas.small_areas_of("E06999999") == frozenset()


def test_an_authority_has_its_partnership_and_its_force(areas: Areas) -> None:
    assert [area.name for area in areas.partnerships_of(MEDWAY)] == ["Medway"]
    assert [(area.code, area.name) for area in areas.forces_of(MEDWAY)] == [("E23000032", "Kent")]
    assert areas.partnerships_of("E06000043") == areas.forces_of("E06000043") == ()


def test_authorities_that_share_a_partnership_are_found(areas: Areas) -> None:
    assert areas.members_of("E22000367") == (POOLE, DORSET)
    assert areas.members_of("E22000143") == (MEDWAY,)
    assert areas.members_of("E22999999") == ()


def test_authorities_of_a_kind_are_those_that_the_lookup_holds(areas: Areas) -> None:
    assert areas.authorities_of_kind(MEDWAY) == (MEDWAY, POOLE, DORSET)
    assert areas.authorities_of_kind("E07000111") == (MAIDSTONE,)
    assert areas.authorities_of_kind("W06000001") == ()


def test_names_are_those_of_the_register_and_an_unknown_code_is_its_own_name(areas: Areas) -> None:
    assert areas.name_of(POOLE) == "Bournemouth, Christchurch and Poole"
    assert areas.name_of("E06999999") == "E06999999"


def test_rows_that_cannot_be_placed_are_told_apart_by_why(areas: Areas) -> None:
    """Two of a small area that no lookup knows, three with none at all."""
    assert areas.unplaced("street", Period.parse("2025-01")) == (2, 3)
    assert areas.unplaced("street", Period.parse("2024-01")) == (0, 0)
