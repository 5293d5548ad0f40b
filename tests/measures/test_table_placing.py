"""Where rows are counted: in a small area, a ward, an authority, a partnership, a force."""

from __future__ import annotations

from pathlib import Path

from tests.measures.tables import HERE, HERE_TOO, MAIDSTONE, MEDWAY, NEXT_DOOR, figure, given, missing, street

from frankpledge.geography.placing import place_rows

KENT, PARTNERSHIP, WARD = "E23000032", "E22000143", "E05014449"
MONTH = "2025-01"
ROWS = street(f"""
    month    lsoa         category              count
    2025-01  {HERE}       Burglary              3
    2025-01  {HERE_TOO}   Burglary              4
    2025-01  {NEXT_DOOR}  Burglary              5
    2025-01  -            Burglary              2
    2025-01  -            Anti-social behaviour  1
""")
WARDS = {"lookup_lsoa21_ward24_ltla24.csv": "lsoa21_code,ward24_code,ltla24_code\n" + f"{HERE},{WARD},{MEDWAY}\n"}


def test_rows_without_a_small_area_count_for_the_force_and_for_no_part_of_it(tmp_path: Path) -> None:
    world = given(tmp_path, ROWS)
    assert figure(world, f"street-crime.level@{KENT}@{MONTH}").value == 14
    assert figure(world, f"street-crime.level@{MEDWAY}@{MONTH}").value == 7
    assert figure(world, f"street-crime.level@{MAIDSTONE}@{MONTH}").value == 5


def test_a_partnership_counts_what_its_authorities_count(tmp_path: Path) -> None:
    assert figure(given(tmp_path, ROWS), f"street-crime.level@{PARTNERSHIP}@{MONTH}").value == 7


def test_a_ward_counts_the_small_areas_that_a_lookup_places_in_it(tmp_path: Path) -> None:
    world = given(tmp_path, ROWS, WARDS)
    assert figure(world, f"street-crime.level@{WARD}@{MONTH}").value == 3
    assert figure(world, f"street-crime.level@{HERE_TOO}@{MONTH}").value == 4


def test_a_ward_that_no_lookup_knows_has_no_count_and_says_why(tmp_path: Path) -> None:
    told = missing(given(tmp_path, ROWS), f"street-crime.level@{WARD}@{MONTH}").reason
    assert told == f"no lookup that says which authorities make up {WARD} is held"


def test_searches_carry_a_point_and_so_are_counted_for_the_force_alone(tmp_path: Path) -> None:
    areas = given(tmp_path, ROWS).areas
    told = place_rows(areas, "stops", MEDWAY).why_not
    assert told == "its rows carry a point and no area, so they are counted for the whole force"
    assert place_rows(areas, "stops", KENT).where == {"force": [KENT]}
