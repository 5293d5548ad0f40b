"""Values of indicators as they are held: each once, the last issued first, and what contradicts itself marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.publishers import csv_text, put

from frankpledge.sources import entrants
from frankpledge.store.engine_duckdb import connect
from frankpledge.store.evidence import Evidence
from frankpledge.store.part import Part, make_part
from frankpledge.store.query import Library
from frankpledge.store.query_indicators import IndicatorRow, indicator_rows, indicators_held
from frankpledge.store.snapshot import Snapshot
from frankpledge.store.staging import stage
from frankpledge.terms.period import Period

MEDWAY, BUCKS = "E06000035", "E06000060"
NAME = "first-time-entrants"
Line = tuple[str, str, str, int, int]


def line(area: str = MEDWAY, count: int = 49, first: str = "2022-04", last: str = "2023-03") -> Line:
    return area, first, last, count, 28_560


def library(folder: Path, *files: tuple[date | None, list[Line]]) -> Library:
    """One file after another, each issued when it says."""
    evidence = Evidence(folder / "evidence")
    for number, (issued, lines) in enumerate(files):
        rows = [[area, "", first, last, count, base, "", ""] for area, first, last, count, base in lines]
        path = put(folder / f"entrants-{number}.csv", csv_text(entrants.HEADER, rows))
        with evidence.staging() as scratch:
            evidence.commit([_built(path, issued, scratch)], scratch)
    return Library(evidence, evidence.current())


def _built(path: Path, issued: date | None, scratch: Path) -> tuple[Part, Snapshot]:
    reading, snapshot = entrants.SOURCE.read(path, path.name), Snapshot.of(path, path.name, issued)
    with connect() as connection:
        account = stage(connection, path, reading.table, reading.content, scratch / "rows.parquet")
    part = make_part(snapshot, reading, account)
    (scratch / part.id).mkdir()
    (scratch / "rows.parquet").rename(scratch / part.id / "rows.parquet")
    (scratch / part.id / "rejected.json").write_text("[]", encoding="utf-8")
    return part, snapshot


def test_values_come_sorted_by_area_and_period_with_everything_that_is_held(tmp_path: Path) -> None:
    held = library(tmp_path, (None, [line(BUCKS), line(), line(first="2021-04", last="2022-03", count=50)]))
    rows = indicator_rows(held, NAME)
    assert [(row.area, str(row.period), row.numerator) for row in rows] == [
        (MEDWAY, "2021-04..2022-03", 50),
        (MEDWAY, "2022-04..2023-03", 49),
        (BUCKS, "2022-04..2023-03", 49),
    ]
    assert rows[1] == IndicatorRow(
        indicator=NAME,
        title="First-time entrants to the youth justice system",
        area=MEDWAY,
        area_name="",
        period=Period.parse("2022-04..2023-03"),
        words="April 2022 to March 2023",
        sex="",
        age="10 to 17",
        value=100_000 * 49 / 28_560,
        low=None,
        high=None,
        numerator=49,
        denominator=28_560,
        unit="per 100,000 children of 10 to 17",
        note="worked out here from the published counts",
        source="entrants",
    )


def test_only_the_areas_asked_for_come(tmp_path: Path) -> None:
    held = library(tmp_path, (None, [line(BUCKS), line()]))
    assert [row.area for row in indicator_rows(held, NAME, [BUCKS])] == [BUCKS]
    assert indicator_rows(held, NAME, []) == ()
    assert indicator_rows(held, "reoffending-rate") == ()
    assert indicators_held(held) == [(NAME, "First-time entrants to the youth justice system")]


def test_nothing_held_gives_nothing(tmp_path: Path) -> None:
    held = library(tmp_path)
    assert (indicator_rows(held, NAME), indicators_held(held)) == ((), [])


def test_of_two_files_the_one_issued_last_counts(tmp_path: Path) -> None:
    old = (date(2024, 1, 1), [line(count=49), line(first="2021-04", last="2022-03")])
    new = (date(2025, 1, 1), [line(count=51)])
    for number, files in enumerate([(old, new), (new, old)]):
        rows = indicator_rows(library(tmp_path / str(number), *files), NAME)
        assert [(row.period.first.year, row.numerator, row.disputed) for row in rows] == [
            (2021, 49, False),
            (2022, 51, False),
        ]


def test_files_that_say_the_same_agree_and_files_that_do_not_are_disputed(tmp_path: Path) -> None:
    first = (None, [line(count=49), line(first="2021-04", last="2022-03")])
    agreed = indicator_rows(library(tmp_path / "a", first, (None, [line(count=49), line(BUCKS)])), NAME, [MEDWAY])
    assert [row.disputed for row in agreed] == [False, False]
    assert len(agreed) == 2
    disputed = indicator_rows(library(tmp_path / "b", first, (None, [line(count=50), line(BUCKS)])), NAME, [MEDWAY])
    assert [(row.period.first.year, row.disputed) for row in disputed] == [(2021, False), (2022, True)]
    assert replace(disputed[1], disputed=False) != disputed[1]
