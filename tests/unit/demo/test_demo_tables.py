"""The example's small tables: what they hold and that they agree with one another."""

from __future__ import annotations

from collections import Counter

from frankpledge.demo.tables import (
    ASB,
    MONTHS,
    YEARS,
    areas,
    former_classes,
    kent_counts,
    offences,
    seasons,
    town_centres,
    yearly_totals,
)


def test_medway_has_163_areas_22_wards_and_278556_residents() -> None:
    assert len({area.lsoa_code for area in areas()}) == len(areas()) == 163
    assert len({area.ward_code for area in areas()}) == len({area.ward_name for area in areas()}) == 22
    assert len({(area.ward_code, area.ward_name) for area in areas()}) == 22
    assert sum(area.residents for area in areas()) == 278_556


def test_the_code_table_holds_128_classes_that_the_police_record_each_once() -> None:
    codes = Counter(offence.code for offence in offences())
    assert len(codes) == 128 and set(codes.values()) == {1}
    assert not {"CIFAS", "UK Finance", "FFA UK", "AF"} & codes.keys()
    assert all(offence.description and offence.subgroup for offence in offences())


def test_groups_have_the_names_of_the_home_office() -> None:
    assert {offence.group for offence in offences()} == {
        "Violence against the person",
        "Sexual offences",
        "Robbery",
        "Theft offences",
        "Criminal damage and arson",
        "Drug offences",
        "Possession of weapons offences",
        "Public order offences",
        "Miscellaneous crimes",
    }


def test_kinds_are_spelled_as_in_the_street_files() -> None:
    assert {offence.street_kind for offence in offences()} == {
        "Bicycle theft",
        "Burglary",
        "Criminal damage and arson",
        "Drugs",
        "Other crime",
        "Other theft",
        "Possession of weapons",
        "Public order",
        "Robbery",
        "Shoplifting",
        "Theft from the person",
        "Vehicle crime",
        "Violence and sexual offences",
    }


def test_each_subgroup_belongs_to_one_group() -> None:
    pairs = {(offence.subgroup, offence.group) for offence in offences()}
    assert len({subgroup for subgroup, _ in pairs}) == len(pairs)


def test_totals_name_every_group_and_anti_social_behaviour() -> None:
    assert set(yearly_totals()) == {offence.group for offence in offences()} | {ASB}
    assert all(count > 0 for counts in yearly_totals().values() for count in counts)
    assert len(YEARS) == 5 and len(MONTHS) == 60
    assert (MONTHS[0], MONTHS[8], MONTHS[9], MONTHS[-1]) == ("2015-04", "2015-12", "2016-01", "2020-03")


def test_every_other_table_speaks_of_known_classes_kinds_and_areas() -> None:
    codes = {offence.code for offence in offences()}
    assert set(kent_counts()) <= codes
    assert {code for former in former_classes() for code in (former.code, former.former_code)} <= codes
    assert set(seasons()) <= {offence.subgroup for offence in offences()} | {ASB}
    assert {centre.lsoa_code for centre in town_centres()} <= {area.lsoa_code for area in areas()}


def test_each_later_burglary_class_is_taken_back_whole() -> None:
    moved: Counter[str] = Counter()
    for former in former_classes():
        moved[former.code] += former.percent
    burglary = {offence.code for offence in offences() if offence.street_kind == "Burglary"}
    assert set(moved.values()) == {100}
    assert moved.keys() == burglary & kent_counts().keys()
