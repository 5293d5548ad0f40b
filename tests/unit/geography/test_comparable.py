"""A trend over a change of codes is made comparable, or said to be broken."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.publishers import MEDWAY, csv_text, put
from tests.unit.geography.shelf import shelf

from frankpledge.geography.areas import Areas
from frankpledge.geography.comparable import Broken, Changes, Comparable
from frankpledge.sources import authority_changes, small_area_changes
from frankpledge.store.query import Library

KENT = (MEDWAY, *(f"E07000{number}" for number in range(105, 117)))
A, B, C, D, E, F, G, H = (f"E0100000{digit}" for digit in range(1, 9))
SMALL = [
    [A, "One", "U", A, "One"],
    [B, "Two", "S", C, "Two A"],
    [B, "Two", "S", D, "Two B"],
    [E, "Three", "X", F, "Three"],
    [G, "Four", "X", F, "Three"],
]
OLD, OTHER, NEW = "E07000150", "E07000151", "E06000061"
YEARS = [
    [OLD, "Corby", OLD, "Corby", NEW, "North"],
    [OTHER, "Daventry", OTHER, "Daventry", NEW, "North"],
    [MEDWAY, "Medway", MEDWAY, "Medway", MEDWAY, "Medway"],
]


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> Changes:
    folder = tmp_path_factory.mktemp("changes")
    small = csv_text(["lsoa11_code", "lsoa11_name", "change_code", "lsoa21_code", "lsoa21_name"], SMALL)
    heads = [f"ltla{year}_{what}" for year in (19, 20, 21) for what in ("code", "name")]
    return Changes(
        shelf(
            folder,
            (small_area_changes.SOURCE, put(folder / "small.csv", small)),
            (authority_changes.SOURCE, put(folder / "years.csv", csv_text(heads, YEARS))),
        )
    )


def same(earlier: str, later: str, *, wider: bool = False) -> Comparable:
    return Comparable(frozenset(earlier.split()), frozenset(later.split()), wider)


def test_areas_that_were_kept_or_split_are_compared_as_asked(changes: Changes) -> None:
    assert changes.comparable([A], 2011, 2021) == same(A, A)
    assert changes.comparable([B], 2011, 2021) == same(B, f"{C} {D}")
    assert changes.comparable([A, C, D], 2021, 2011) == same(f"{A} {B}", f"{A} {C} {D}")


def test_a_part_of_a_split_area_is_compared_as_the_whole_and_said_to_be_wider(changes: Changes) -> None:
    assert changes.comparable([C], 2011, 2021) == same(B, f"{C} {D}", wider=True)


def test_an_irregular_change_breaks_the_trend_and_names_the_area(changes: Changes) -> None:
    broken = changes.comparable([A, F], 2011, 2021)
    assert isinstance(broken, Broken)
    assert broken.reason.startswith(f"the ground of {F} was cut in so many ways between 2011 and 2021")


def test_an_area_of_neither_list_breaks_the_trend(changes: Changes) -> None:
    assert changes.comparable([A, H], 2011, 2021) == Broken(f"{H} is in neither the list of 2011 nor that of 2021")


def test_without_a_table_of_changes_nothing_is_comparable_but_a_list_with_itself(changes: Changes) -> None:
    assert changes.comparable([A], 2001, 2011) == Broken(
        "no table of the changes of small areas from 2001 to 2011 is held"
    )
    assert changes.comparable([A], 2021, 2021) == same(A, A)


def test_a_merged_authority_is_compared_with_the_union_of_those_before_it(changes: Changes) -> None:
    assert changes.comparable([NEW], 2019, 2021) == same(f"{OLD} {OTHER}", NEW)
    assert changes.comparable([OLD], 2019, 2021) == same(f"{OLD} {OTHER}", NEW, wider=True)
    assert changes.comparable([OLD], 2019, 2020) == same(OLD, OLD)
    assert changes.comparable([MEDWAY], 2019, 2021) == same(MEDWAY, MEDWAY)


def test_areas_of_two_kinds_are_a_mistake_of_the_caller(changes: Changes) -> None:
    for codes in ([A, MEDWAY], [], ["E05002249"]):
        with pytest.raises(ValueError, match="only small areas, or only authorities"):
            changes.comparable(codes, 2011, 2021)


def codes_of(data: Path, *months: str) -> set[str]:
    found = set()
    for month in months:
        with next((data / "police_uk" / month).glob("*-street.csv")).open(encoding="utf-8", newline="") as file:
            found |= {row["LSOA code"] for row in csv.DictReader(file)}
    return found - {""}


def test_the_real_switch_of_2011_to_2021_codes_is_bridged_for_every_small_area_of_kent(
    data: Path, real: Library
) -> None:
    """79 codes of January 2024 were not there in November 2022; together they are the ground of 37 areas of 2011."""
    here = frozenset().union(*(Areas(real).small_areas_of(one) for one in KENT))
    before, after = codes_of(data, "2022-11"), codes_of(data, "2024-01")
    with (data / "geography" / "lookup_lsoa11_ltla19.csv").open(encoding="utf-8", newline="") as file:
        of_2011 = {row["lsoa11_code"] for row in csv.DictReader(file)}
    assert before <= of_2011
    new = after - of_2011
    assert len(new) == 79
    assert new <= here
    changes = Changes(real)
    bridged = changes.comparable(new, 2011, 2021)
    assert isinstance(bridged, Comparable)
    assert (len(bridged.earlier), bridged.later, bridged.wider) == (37, new, False)
    whole = changes.comparable(here, 2011, 2021)
    assert isinstance(whole, Comparable)
    assert (len(whole.earlier), len(whole.later), whole.wider) == (1065, 1107, False)
    assert before & here <= whole.earlier
    assert after & here <= whole.later


def test_the_real_changes_leave_medway_its_ground(real: Library) -> None:
    medway = Changes(real).comparable(Areas(real).small_areas_of(MEDWAY), 2011, 2021)
    assert isinstance(medway, Comparable)
    assert (len(medway.earlier), len(medway.later), medway.wider) == (163, 169, False)


def test_the_real_changes_are_34630_grounds_of_which_three_are_broken(real: Library) -> None:
    grounds = Changes(real).grounds("lsoa", 2011, 2021)
    assert (len(grounds), sum(one.broken for one in grounds)) == (34_630, 3)
    assert sum(len(one.earlier) for one in grounds) == 34_753
    assert sum(len(one.later) for one in grounds) == 35_672
