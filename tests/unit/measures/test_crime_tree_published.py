"""The publishers' own lists and tables: every code has its place, and the totals are the publisher's."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from frankpledge.measures.tree import (
    APPENDIX,
    HOME_OFFICE,
    POLICE_UK,
    UNCLASSIFIED,
    category_of,
    group_of,
    path_of,
    roll_up,
    tree,
)
from frankpledge.terms.period import Month

QUARTERS = {"1": Month(2017, 4), "2": Month(2017, 7), "3": Month(2017, 10), "4": Month(2018, 1)}
NATIONAL = {"Action Fraud", "CIFAS", "Financial Fraud Action UK", "UK Finance"}
Row = dict[str, str]


@pytest.fixture(scope="module")
def listed(data: Path) -> list[Row]:
    """The publisher's list of offence codes with the police.uk category of each."""
    return _rows(data / "reference" / "homeoffice_offence_to_policeuk_category.csv")


@pytest.fixture(scope="module")
def recorded(data: Path) -> list[Row]:
    """Offences by force, quarter of 2017/18 and code."""
    return _rows(data / "recorded_crime" / "prc-pfa-2017-18.csv")


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _count(row: Row) -> int:
    return int(row["Number of Offences"].strip().replace(",", ""))


def _by_force(recorded: list[Row], column: str) -> dict[str, Counter[str]]:
    """Force → the publisher's label in a column → offences, added up by hand."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in recorded:
        found[row["Force Name"]][row[column]] += _count(row)
    return found


def _rolled(recorded: list[Row], of: str) -> dict[str, Counter[str]]:
    """Force → node → offences, by the tree, quarter by quarter."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in recorded:
        month = QUARTERS[row["Financial Quarter"]]
        found[row["Force Name"]] += roll_up({row["Offence Code"]: _count(row)}, month, of=of)
    return found


def test_every_one_of_the_132_published_codes_has_its_group_and_category(listed: list[Row]) -> None:
    assert len({row["Offence_Code"] for row in listed}) == 132
    for row in listed:
        assert group_of(row["Offence_Code"]) == row["Offence_Group"]
        assert category_of(row["Offence_Code"]).casefold() == row["Police.uk_Cat"].casefold()
    assert {row["Offence_Code"] for row in listed} == set(tree(HOME_OFFICE).leaves)


@pytest.mark.parametrize("of", [HOME_OFFICE, POLICE_UK, APPENDIX])
def test_every_code_of_the_published_table_is_placed_in_its_year(recorded: list[Row], of: str) -> None:
    codes = {row["Offence Code"]: _count(row) for row in recorded}
    assert len(codes) == 132
    lost = {code for code in codes if path_of(code, Month(2017, 4), of=of)[-1] == UNCLASSIFIED}
    former = {"28A", "28B", "28C", "28D", "29", "30A", "30B", "31"}
    assert lost == (former if of == APPENDIX else set())


def test_kents_group_totals_of_2017_18_are_the_publishers(recorded: list[Row]) -> None:
    published = _by_force(recorded, "Offence Group")["Kent"]
    rolled = _rolled(recorded, HOME_OFFICE)["Kent"]
    titles = {one.title: one.slug for one in tree(HOME_OFFICE).nodes}
    assert len(published) == 9
    assert {group: rolled[titles[group]] for group in published} == dict(published)
    assert rolled["recorded-crime"] == sum(published.values())


def test_every_forces_groups_and_subgroups_are_the_publishers(recorded: list[Row]) -> None:
    rolled = _rolled(recorded, HOME_OFFICE)
    titles = {one.title: one.slug for one in tree(HOME_OFFICE).nodes}
    for column in ("Offence Group", "Offence Subgroup"):
        for force, published in _by_force(recorded, column).items():
            for label, count in published.items():
                if label in titles:
                    assert rolled[force][titles[label]] == count, (force, label)
    subgroups = {row["Offence Subgroup"] for row in recorded if not row["Offence Subgroup"].startswith("Fraud")}
    assert subgroups <= set(titles)


@pytest.mark.parametrize("of", [HOME_OFFICE, POLICE_UK, APPENDIX])
def test_each_tree_counts_every_offence_of_every_force_once(recorded: list[Row], of: str) -> None:
    counted = _by_force(recorded, "Offence Code")
    rolled = _rolled(recorded, of)
    for force, codes in counted.items():
        if force not in NATIONAL:
            assert rolled[force][tree(of).root] == sum(codes.values()), force


def test_former_burglary_classes_hold_one_offence_in_the_year_after_they_ended(recorded: list[Row]) -> None:
    """What the end of the classes in March 2017 rests on."""
    former = _rolled(recorded, APPENDIX)
    assert sum(force[UNCLASSIFIED] for force in former.values()) == 1
    headed = {row["Offence Description"] for row in recorded if row["Offence Code"] in ("28A", "29", "30A", "31")}
    assert all("outcome only" in description for description in headed)
