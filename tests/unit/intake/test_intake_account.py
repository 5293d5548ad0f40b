"""Rows in are rows kept, rows refused and repeats; what looks alike without an identifier is not a repeat."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publishers import ASB, MEDWAY, asb, crime, offence, offence_file, street_file

from frankpledge.intake.load import Loaded, load
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library, count_events

MONTHS = ("2025-01", "2025-02", "2025-04")
# One letter a row: c a crime with one of a few identifiers, a an incident of ASB, x a row with a fault.
ROW = st.one_of(
    st.tuples(st.just("c"), st.integers(0, 5)), st.tuples(st.just("a"), st.just(0)), st.tuples(st.just("x"), st.just(0))
)
MONTH = st.lists(ROW, max_size=6)
Month = list[tuple[str, int]]


def written(month: str, rows: Month) -> list[list[str]]:
    """The rows with twelve sound ones of the month's own, so that the faults stay under one in ten."""
    made = {"a": lambda _: asb(month), "c": lambda n: crime(n, month), "x": lambda n: crime(n, month, "Teleportation")}
    faults = sum(kind == "x" for kind, _ in rows)
    padding = [crime(f"{month} {n}", month, "Drugs") for n in range(10 * faults + 1)]
    return [*(made[kind](number) for kind, number in rows), *padding]


def counted(evidence: Evidence, by: tuple[str, ...] = ("category",)) -> dict[tuple[str, ...], int]:
    found = count_events(Library(evidence, evidence.current()), "street", by=by, where={})
    return {(str(month), *rest): count for month, *rest, count in found}


def expected_of(loaded: Loaded, months: tuple[Month, ...]) -> dict[tuple[str, ...], int]:
    """The figures by hand, with the account of every part checked on the way."""
    seen: set[int] = set()
    expected: Counter[tuple[str, ...]] = Counter()
    for month, rows in zip(MONTHS, months, strict=True):
        text = written(month, rows)
        (part,) = (one for one in loaded.edition.parts if one.file.startswith(month))
        faults = sum(kind == "x" for kind, _ in rows)
        identities = [number for kind, number in rows if kind == "c"]
        fresh = set(identities) - seen
        seen |= fresh
        repeats = len(identities) - len(fresh)
        assert (part.rows_in, part.rejected) == (len(text), faults)
        assert loaded.edition.repeats_in(part) == repeats
        assert part.rows_in == (part.kept - repeats) + part.rejected + repeats
        expected[month, "Burglary"] = len(fresh)
        expected[month, ASB] = sum(kind == "a" for kind, _ in rows)
        expected[month, "Drugs"] = 10 * faults + 1
    return {key: count for key, count in expected.items() if count}


@settings(max_examples=25)
@given(months=st.tuples(MONTH, MONTH, MONTH), order=st.permutations(range(3)), together=st.booleans())
def test_rows_in_are_rows_kept_rows_refused_and_repeats_in_every_part(
    months: tuple[Month, ...], order: list[int], together: bool
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = [street_file(folder, written(month, rows), month) for month, rows in zip(MONTHS, months, strict=True)]
        evidence = Evidence(folder / "evidence")
        files = [files[n] for n in order]
        for group in [files] if together else [[file] for file in files]:
            loaded = load(evidence, group, area=MEDWAY)
        assert counted(evidence) == expected_of(loaded, months)


def test_incidents_that_look_alike_are_counted_one_by_one(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence")
    load(evidence, [street_file(tmp_path, [asb()] * 7)], area=MEDWAY)
    assert counted(evidence) == {("2025-01", ASB): 7}
    assert evidence.current().repeats == ()


def test_of_a_crime_that_comes_in_two_months_the_earlier_counts_in_whatever_order(tmp_path: Path) -> None:
    files = [
        street_file(tmp_path, [crime(1, "2025-02", "Robbery"), asb("2025-02")], "2025-02"),
        street_file(tmp_path, [crime(1), asb()]),
    ]
    for number, order in enumerate(itertools.permutations(files)):
        evidence = Evidence(tmp_path / f"evidence{number}")
        for file in order:
            load(evidence, [file], area=MEDWAY)
        assert counted(evidence) == {("2025-01", "Burglary"): 1, ("2025-01", ASB): 1, ("2025-02", ASB): 1}


def test_of_a_crime_that_comes_twice_in_a_file_the_first_row_counts(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence")
    rows = [crime(1, category="Robbery"), crime(1), crime(1, category="Drugs")]
    load(evidence, [street_file(tmp_path, rows)], area=MEDWAY)
    assert counted(evidence) == {("2025-01", "Robbery"): 1}
    assert [count for _, count in evidence.current().repeats] == [2]


def test_the_same_identifier_in_two_kinds_of_records_is_no_repeat(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence")
    load(evidence, [street_file(tmp_path, [crime(1)]), offence_file(tmp_path, [offence(1)])], area=MEDWAY)
    assert evidence.current().repeats == ()


def test_a_month_that_was_replaced_takes_no_part_in_finding_repeats(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence")
    load(evidence, [street_file(tmp_path / "old", [crime(1), crime(2)])], area=MEDWAY)
    load(evidence, [street_file(tmp_path / "b", [crime(1, "2025-02")], "2025-02")], area=MEDWAY)
    assert counted(evidence) == {("2025-01", "Burglary"): 2}
    load(evidence, [street_file(tmp_path / "new", [crime(2)])], area=MEDWAY, issued=date(2026, 1, 31))
    assert counted(evidence) == {("2025-01", "Burglary"): 1, ("2025-02", "Burglary"): 1}
