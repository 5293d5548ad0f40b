"""Which parts count, and the one name that an edition has."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publishers import refused
from tests.unit.store.parts import part

from frankpledge.store.edition import EMPTY, Edition, edition_from_plain, edition_to_json, settle
from frankpledge.store.part import Part, part_from_plain, part_to_plain
from frankpledge.store.tables import FORMAT
from frankpledge.terms.errors import StoreError
from frankpledge.terms.period import Month

PARTS = st.builds(
    part,
    st.text(max_size=5),
    st.sampled_from(["2025-01", "2025-01..2025-03"]),
    area=st.sampled_from(["E23000032", "E06000035"]),
    source=st.sampled_from(["street", "offences"]),
    issued=st.sampled_from(["", "2026-01-31"]),
    simulated=st.sampled_from(["", "Simulated"]),
)


def names(parts: tuple[Part, ...]) -> set[str]:
    return {one.file.removesuffix(".csv") for one in parts}


def test_files_of_other_months_areas_and_sources_stand_side_by_side() -> None:
    parts = (
        part("a"),
        part("b", "2025-02"),
        part("c", area="E23000001"),
        part("d", "2025-01..2025-12", source="offences", table="offences"),
        part("e", "2025-06", area="K04000001", source="population", table="population"),
    )
    edition = settle(parts)
    assert names(edition.parts) == set("abcde")
    assert edition.superseded == ()


def test_a_month_that_comes_twice_without_a_date_is_refused_with_both_files_named() -> None:
    with refused("a.csv (3 rows)", "b.csv (3 rows)", "E23000032 in January 2025", "--issued"):
        settle((part("a"), part("b")))


def test_a_month_that_comes_twice_with_one_date_is_refused() -> None:
    with refused("a.csv", "b.csv"):
        settle((part("a", issued="2026-01-31"), part("b", issued="2026-01-31")))


def test_the_file_issued_last_counts_and_the_others_are_set_aside() -> None:
    parts = (part("none"), part("old", issued="2025-03-01"), part("new", issued="2026-01-31"))
    edition = settle(parts)
    assert names(edition.parts) == {"new"}
    assert names(edition.superseded) == {"none", "old"}


@given(st.permutations(range(4)))
def test_what_counts_does_not_depend_on_the_order_of_the_files(order: list[int]) -> None:
    parts = (part("x"), part("y", issued="2026-01-31"), part("z", "2025-02"), part("w", "2025-02", issued="2025-12-01"))
    assert settle(tuple(parts[n] for n in order)) == settle(parts)


def test_runs_of_months_that_overlap_in_part_are_refused() -> None:
    offences = {"source": "offences", "table": "offences", "area": "E06000035"}
    with refused("E06000035 in 2025-03", "a.csv", "b.csv"):
        settle((part("a", "2025-01..2025-03", **offences), part("b", "2025-03..2025-06", **offences)))
    with refused("2025-02"):
        settle((part("a", "2025-01..2025-03", **offences), part("b", "2025-02", issued="2026-01-31", **offences)))
    assert (
        len(settle((part("a", "2025-01..2025-03", **offences), part("b", "2025-04..2025-06", **offences))).parts) == 2
    )


def test_a_year_issued_again_takes_the_place_of_the_whole_year() -> None:
    offences = {"source": "offences", "table": "offences", "area": "E06000035"}
    parts = (part("a", "2019-04..2020-03", **offences), part("b", "2019-04..2020-03", issued="2021-01-01", **offences))
    assert names(settle(parts).parts) == {"b"}


def test_a_set_aside_file_does_not_stand_in_the_way_of_others() -> None:
    parts = (
        part("long", "2025-01..2025-03"),
        part("long again", "2025-01..2025-03", issued="2026-01-01"),
        part("next", "2025-04"),
    )
    assert names(settle(parts).parts) == {"long again", "next"}


@pytest.mark.parametrize("table", ["street", "offences"])
def test_simulated_records_never_lie_beside_published_ones(table: str) -> None:
    simulated = part("sim", "2025-02", source=table, table=table, simulated="Simulated records")
    with refused("sim.csv is simulated, real.csv is not", "frankpledge new"):
        settle((part("real"), simulated))
    population = part("residents", "2020-06", area="K04000001", source="population", table="population")
    assert len(settle((simulated, population)).parts) == 2, "reference tables are published in either case"


def test_the_months_covered_are_those_that_some_file_speaks_of() -> None:
    edition = settle((part("a"), part("b", "2025-03..2025-04"), part("c", "2025-02", area="E23000001")))
    months = edition.months_covered("street", frozenset({"E23000032", "E06000035"}))
    assert months == {Month(2025, 1), Month(2025, 3), Month(2025, 4)}
    assert edition.months_covered("offences", frozenset({"E23000032"})) == frozenset()


@settings(max_examples=60)
@given(st.lists(PARTS, max_size=3), st.lists(PARTS, max_size=2), st.integers(0, 5))
def test_an_edition_reads_back_what_it_writes(parts: list[Part], lost: list[Part], repeats: int) -> None:
    counts = tuple((one.id, repeats) for one in parts)
    edition = Edition(parts=tuple(parts), superseded=tuple(lost), repeats=counts)
    again = edition_from_plain(json.loads(edition_to_json(edition)))
    assert again == edition
    assert again.digest == edition.digest
    assert edition.digest.startswith(edition.name)
    assert all(again.repeats_in(one) == repeats for one in parts)


@given(PARTS)
def test_a_part_reads_back_what_it_writes(one: Part) -> None:
    assert part_from_plain(json.loads(json.dumps(part_to_plain(one)))) == one


def test_everything_that_decides_a_figure_is_in_the_name_of_the_edition() -> None:
    one = settle((part("a"),))
    other_file = replace(part("a"), digest="0" * 64)
    assert settle((other_file,)).digest != one.digest
    assert replace(one, repeats=((part("a").id, 1),)).digest != one.digest
    assert settle((part("a"), part("b", "2025-02"))).digest != one.digest
    assert EMPTY.digest != one.digest


@pytest.mark.parametrize("found", [FORMAT + 1, 0, None])
def test_evidence_of_another_format_is_refused_with_a_way_on(found: int | None) -> None:
    plain = {**json.loads(edition_to_json(EMPTY)), "format": found}
    with pytest.raises(StoreError) as caught:
        edition_from_plain(plain)
    assert f"format {FORMAT}" in caught.value.expected
    assert str(found) in caught.value.found
    assert caught.value.remedy
