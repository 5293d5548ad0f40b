"""Table C2 of the year to June 2025: the ranking against a slow reference that reads the publishers' files itself."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from tests.acceptance.held import story_of
from tests.measures.tables import MEDWAY, read_csv

from frankpledge.assessment.story import Story
from frankpledge.measures.aspect import write
from frankpledge.measures.peers import Peers
from frankpledge.store.query import partnership_rows

TABLE = "recorded_crime/ons_table_C2_csp_headline_offences_ye_june_2025.csv"
TOTAL = "Total recorded crime (excluding fraud)"


@dataclass(frozen=True)
class Reference:
    """What a person finds who works it out by hand."""

    authorities: dict[str, str]
    rates: dict[str, Decimal]
    no_row: set[str]
    shared: set[str]
    no_base: set[str]
    split: dict[str, list[str]]
    combined: list[str]


@pytest.fixture(scope="module")
def found(medway_2025: Path) -> Peers:
    table = story_of(medway_2025).peers
    assert isinstance(table, Peers)
    return table


@pytest.fixture(scope="module")
def told(medway_2025: Path) -> Story:
    return story_of(medway_2025)


def _table(data: Path) -> list[list[str]]:
    """The rows below the seven lines of notes and the header, cells without their blanks."""
    with (data / TABLE).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return [[cell.strip() for cell in row] for row in rows[8:]]


@pytest.fixture(scope="module")
def by_hand(data: Path) -> Reference:
    lookup = read_csv(data / "geography" / "lookup_ltla24_csp24_pfa24.csv")
    unitary = {row["ltla24_code"]: row["ltla24_name"] for row in lookup if row["ltla24_code"].startswith("E06")}
    residents = {
        row["ltla21_code"]: int(row["total_population"])
        for row in read_csv(data / "population" / "population20_ltla21.csv")
    }
    counts: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in _table(data):
        if row[4] in unitary:
            counts[row[4]].append((row[3], int(row[6].replace(",", ""))))
    members: dict[str, set[str]] = defaultdict(set)
    for row in lookup:
        members[row["csp24_code"]].add(row["ltla24_code"])
    shared = {code for row in lookup if len(members[row["csp24_code"]]) > 1 for code in [row["ltla24_code"]]}
    no_row = {code for code in unitary if not counts[code]}
    shared = {code for code in shared if code in unitary} - no_row
    no_base = {code for code in unitary if code not in residents} - no_row - shared
    ranked = set(unitary) - no_row - shared - no_base
    return Reference(
        authorities=unitary,
        rates={code: Decimal(1000 * sum(n for _, n in counts[code])) / residents[code] for code in ranked},
        no_row=no_row,
        shared=shared,
        no_base=no_base,
        split={code: [name for name, _ in counts[code]] for code in ranked if len(counts[code]) > 1},
        combined=[row[3] for row in _table(data) if row[4] == "Combined Local Authorities"],
    )


def _names(by_hand: Reference, codes: set[str]) -> set[str]:
    return {by_hand.authorities[code] for code in codes}


def test_of_63_unitary_authorities_57_are_ranked_and_six_are_left_out(found: Peers, by_hand: Reference) -> None:
    assert len(by_hand.authorities) == 63
    assert {peer.area.code for peer in found.ranked} == set(by_hand.rates)
    assert {left.area.code for left in found.left_out} == by_hand.no_row | by_hand.shared | by_hand.no_base
    assert (len(found.ranked), len(found.left_out), found.number.value) == (57, 6, 57)


def test_each_rate_is_count_over_residents_of_mid_2020_times_a_thousand(found: Peers, by_hand: Reference) -> None:
    for peer in found.ranked:
        assert abs(peer.rate.value - by_hand.rates[peer.area.code]) < Decimal("1e-9"), peer.area.name
        assert peer.rate.denominator_label == "residents, mid-2020"
        assert any("mid-2020, 5 years before" in note for note in peer.rate.notes)


def test_each_place_is_one_more_than_the_number_of_higher_rates(found: Peers, by_hand: Reference) -> None:
    rates = list(by_hand.rates.values())
    for peer in found.ranked:
        assert peer.position.value == 1 + sum(rate > by_hand.rates[peer.area.code] for rate in rates), peer.area.name


def test_each_place_lies_within_its_interval(found: Peers) -> None:
    for peer in found.ranked:
        low, high = peer.position.low, peer.position.high
        assert low is not None and high is not None and low <= peer.position.value <= high


def test_those_that_are_left_out_are_left_out_for_these_reasons(found: Peers, by_hand: Reference) -> None:
    assert _names(by_hand, by_hand.shared) == {"Bournemouth, Christchurch and Poole", "Dorset"}
    assert _names(by_hand, by_hand.no_row) == {"Cumberland", "Westmorland and Furness"}
    assert _names(by_hand, by_hand.no_base) == {"North Yorkshire", "Somerset"}
    reasons = {left.area.name: left.reason for left in found.left_out}
    assert "also covers Dorset" in reasons["Bournemouth, Christchurch and Poole"]
    assert "also covers Bournemouth, Christchurch and Poole" in reasons["Dorset"]
    for name in ("Cumberland", "Westmorland and Furness"):
        assert reasons[name] == "the table has no row of its own for it"
    for name in ("North Yorkshire", "Somerset"):
        assert reasons[name] == "no population estimate with its code is held, and none is made up"


def test_split_partnerships_are_added_up_and_named(found: Peers, by_hand: Reference) -> None:
    assert _names(by_hand, set(by_hand.split)) == {
        "Buckinghamshire",
        "North Northamptonshire",
        "West Northamptonshire",
    }
    for peer in found.ranked:
        added = [note for note in peer.rate.notes if note.startswith("Rows added up: ")]
        names = by_hand.split.get(peer.area.code, [])
        assert bool(added) == bool(names), peer.area.name
        assert all(name in added[0] for name in names)


def test_partnerships_of_several_authorities_are_named(found: Peers, by_hand: Reference) -> None:
    assert sorted(found.combined) == sorted(by_hand.combined)
    assert {"Dartford and Gravesham", "South Nottinghamshire"} <= set(found.combined)


def test_medway_has_its_27_321_crimes_and_kent_its_2_037_without_a_partnership(found: Peers, told: Story) -> None:
    assert found.own is not None and found.own.area.code == MEDWAY
    assert write(found.own.rate, "numerator") == "27,321"
    rows = {row[3]: row[7] for row in partnership_rows(told.evaluator.library, TOTAL) if row[1] == "E23000032"}
    assert rows["Unassigned Kent"] == 2_037


def test_the_partnerships_of_each_force_and_what_is_unassigned_make_the_publishers_total(told: Story) -> None:
    """The table's own arithmetic holds over the rows that were kept: none is lost, none is counted twice."""
    totals: dict[str, int] = {}
    parts: dict[str, int] = defaultdict(int)
    for _, force, _, _, _, _, standing, value in partnership_rows(told.evaluator.library, TOTAL):
        if standing == "force total":
            totals[force] = value
        else:
            parts[force] += value or 0
    assert set(parts) - set(totals) == {"E23000034"}, "the City of London is one partnership and has no total"
    off = {force: totals[force] - parts[force] for force in totals if totals[force] != parts[force]}
    assert off == {"W15000002": 1}, "the one unassigned crime of Gwent carries another force's code and is refused"


def test_the_ranking_is_of_its_own_year_and_no_figure_of_it_is_called_2025(found: Peers) -> None:
    assert found.period.label == "July 2024 to June 2025"
    for figure in (found.number, *(f for peer in found.ranked for f in (peer.rate, peer.position))):
        assert figure.period == found.period
        assert "@2024-07..2025-06" in figure.key
        assert "January to December" not in figure.label
