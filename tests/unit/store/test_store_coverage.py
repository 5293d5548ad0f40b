"""What a file is of, where one source ships several things: what replaces what, and what stands side by side."""

from __future__ import annotations

from dataclasses import replace

from tests.publishers import refused
from tests.unit.store.parts import part

from frankpledge.store.edition import edition_from_plain, edition_to_json, settle
from frankpledge.store.part import Part, part_from_plain, part_to_plain
from frankpledge.store.snapshot import Coverage
from frankpledge.terms.period import Month, Period

YEAR = Period.parse("2025-01..2025-12")


def _of(name: str, *whats: str, period: Period = YEAR, issued: str = "") -> Part:
    bare = part(name, str(period), source="series", table="series", area="E23000032", issued=issued)
    return replace(bare, coverage=tuple(Coverage("E23000032", period, what) for what in whats))


def test_two_measures_of_the_same_months_stand_side_by_side() -> None:
    assert len(settle((_of("a", "calls-999"), _of("b", "calls-101"))).parts) == 2


def test_the_same_measure_twice_is_refused_and_named() -> None:
    with refused("calls-999 E23000032 in January to December 2025"):
        settle((_of("a", "calls-999"), _of("b", "calls-999")))


def test_a_later_file_of_every_measure_takes_the_place_of_the_earlier() -> None:
    edition = settle((_of("a", "calls-999", "calls-101"), _of("b", "calls-101", "calls-999", issued="2026-01-31")))
    assert [one.file for one in edition.parts] == ["b.csv"]


def test_a_later_file_of_some_measures_does_not_take_the_others_away() -> None:
    with refused("A later file covers only a part of a.csv", "calls-101"):
        settle((_of("a", "calls-999", "calls-101"), _of("b", "calls-999", issued="2026-01-31")))


def test_months_of_one_measure_that_overlap_in_part_are_refused() -> None:
    half = Period(Month(2025, 6), Month(2026, 5))
    with refused("E23000032 in 2025-06"):
        settle((_of("a", "calls-999"), _of("b", "calls-999", period=half)))
    assert len(settle((_of("a", "calls-999"), _of("b", "calls-101", period=half))).parts) == 2


def test_covered_months_can_be_asked_for_of_one_thing() -> None:
    edition = settle((_of("a", "calls-999"),))
    area = frozenset({"E23000032"})
    assert len(edition.months_covered("series", area, "calls-999")) == 12
    assert edition.months_covered("series", area, "calls-101") == frozenset()
    assert len(edition.months_covered("series", area)) == 12


def test_a_part_with_a_thing_a_sheet_and_secrecy_reads_back_what_it_writes() -> None:
    one = replace(_of("a", "calls-999"), sheet="Table 1", confidential=True)
    assert part_from_plain(part_to_plain(one)) == one  # type: ignore[arg-type]


def test_an_edition_written_before_there_were_things_and_sheets_keeps_its_name() -> None:
    plain = part_to_plain(part("a"))
    assert "sheet" not in plain and "confidential" not in plain
    assert plain["coverage"] == [["E23000032", "2025-01"]]
    edition = settle((part("a"),))
    import json

    assert edition_from_plain(json.loads(edition_to_json(edition))).digest == edition.digest


def test_simulated_records_may_lie_beside_published_totals() -> None:
    simulated = part("sim", "2025-02", simulated="Simulated records")
    assert len(settle((simulated, _of("a", "calls-999"))).parts) == 2
