"""How many: a table of records in, a count out."""

from __future__ import annotations

from pathlib import Path

from tests.measures.tables import HERE, HERE_TOO, MAIDSTONE, MEDWAY, NEXT_DOOR, figure, given, missing, offences, street

from frankpledge.measures.aspect import write


def test_a_level_counts_the_crimes_of_the_area_and_leaves_incidents_and_neighbours_out(tmp_path: Path) -> None:
    world = given(
        tmp_path,
        street(f"""
            month    lsoa         category               count
            2025-01  {HERE}       Burglary               3
            2025-01  {HERE_TOO}   Drugs                  2
            2025-01  {HERE}       Anti-social behaviour  4
            2025-01  {NEXT_DOOR}  Burglary               7
            2025-01  -            Burglary               1
            2025-02  {HERE}       Robbery                1
        """),
    )
    assert figure(world, f"street-crime.level@{MEDWAY}@2025-01").value == 5
    assert figure(world, f"street-crime.level@{MEDWAY}@2025-01..2025-02").value == 6
    assert figure(world, f"asb.level@{MEDWAY}@2025-01").value == 4
    assert figure(world, f"street-crime.level@{MAIDSTONE}@2025-01").value == 7


def test_incidents_without_an_identifier_that_look_alike_are_counted_one_by_one(tmp_path: Path) -> None:
    world = given(
        tmp_path,
        street(f"""
            month    lsoa    category               count
            2025-01  {HERE}  Anti-social behaviour  9
        """),
    )
    assert figure(world, f"asb.level@{MEDWAY}@2025-01").value == 9


def test_a_covered_month_without_rows_counts_as_nought(tmp_path: Path) -> None:
    world = given(
        tmp_path,
        street(f"""
            month    lsoa         category  count
            2025-01  {NEXT_DOOR}  Burglary  1
        """),
    )
    level = figure(world, f"street-crime.level@{MEDWAY}@2025-01")
    assert level.value == 0
    assert write(level) == "0"


def test_a_month_that_is_not_covered_is_not_nought_and_is_named(tmp_path: Path) -> None:
    world = given(
        tmp_path,
        street(f"""
            month    lsoa    category  count
            2025-01  {HERE}  Burglary  1
            2025-04  {HERE}  Burglary  1
        """),
    )
    gap = missing(world, f"street-crime.level@{MEDWAY}@2025-01..2025-06")
    assert gap.reason == "no records of February to March 2025 and May to June 2025 are held"
    assert gap.key == f"street-crime.level@{MEDWAY}@2025-01..2025-06"


def test_a_month_with_small_areas_that_no_lookup_knows_is_not_counted_and_says_so(tmp_path: Path) -> None:
    world = given(
        tmp_path,
        street(f"""
            month    lsoa       category  count
            2025-01  {HERE}     Burglary  1
            2025-02  {HERE}     Burglary  1
            2025-02  E01999999  Burglary  1
        """),
    )
    assert figure(world, f"street-crime.level@{MEDWAY}@2025-01").value == 1
    gap = missing(world, f"street-crime.level@{MEDWAY}@2025-01..2025-02")
    assert gap.reason == "rows of February 2025 have small areas that no lookup held knows"


def test_without_a_lookup_of_small_areas_nothing_is_counted(tmp_path: Path) -> None:
    world = given(
        tmp_path,
        street(f"""
            month    lsoa    category  count
            2025-01  {HERE}  Burglary  1
        """),
        places={},
    )
    assert missing(world, f"street-crime.level@{MEDWAY}@2025-01").reason == (
        "no lookup from small areas to Medway is held"
    )


def test_without_any_file_of_the_area_the_reason_says_so_and_names_no_month(tmp_path: Path) -> None:
    world = given(
        tmp_path,
        street(f"""
            month    lsoa    category  count
            2025-01  {HERE}  Burglary  1
        """),
    )
    assert missing(world, f"recorded-crime.level@{MEDWAY}@2025-01").reason == "no file that covers Medway is held"


def test_offences_by_code_are_counted_by_the_authority_that_the_file_is_of(tmp_path: Path) -> None:
    world = given(
        tmp_path,
        offences("""
            month    code  count
            2025-01  28E   3
            2025-02  8N    2
        """),
    )
    assert figure(world, f"recorded-crime.level@{MEDWAY}@2025-01..2025-02").value == 5
    assert figure(world, f"violence-against-the-person.level@{MEDWAY}@2025-01..2025-02").value == 2
    assert missing(world, f"recorded-crime.level@{MAIDSTONE}@2025-01").reason == "no file that covers Maidstone is held"


def test_a_level_says_what_it_is_where_it_comes_from_and_what_to_bear_in_mind(tmp_path: Path) -> None:
    world = given(
        tmp_path,
        street(f"""
            month    lsoa    category  count
            2025-01  {HERE}  Burglary  1
        """),
    )
    level = figure(world, f"street-crime.level@{MEDWAY}@2025-01")
    assert level.label == "All crime in the street-level files, Medway, January 2025"
    assert level.sources == ("street",)
    assert level.edition == world.edition
    assert level.evidence == "counted"
    assert level.notes == ("Not the official count of recorded crime: what could not be placed is left out.",)
