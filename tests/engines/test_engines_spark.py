"""The aggregate statement is one text, and DuckDB and Spark give the same rows for it."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from tests.publishers import MEDWAY, asb, crime, street_file

from frankpledge.intake.load import load
from frankpledge.store import engine_spark
from frankpledge.store.cube import BY_TYPE
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library, count_statement
from frankpledge.terms.period import Period

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WITHOUT = "NOT CHECKED on Spark: it needs pyspark and a Java runtime, which .ci/run installs"
PLACES = ["E01016016", "E01016017", "W01000001", ""]
TYPES = ["Burglary", "Drugs", "Public order"]
ASKED: list[dict[str, Any]] = [
    {"by": [], "where": {}},
    {"by": ["lsoa", "category"], "where": {}},
    {"by": ["lsoa"], "where": {"lsoa": ["E01016016", None]}},
    {"by": ["category", "force"], "where": {"category": ["Drugs", "O'Brien's", 'a "quoted" ?'], "lsoa": PLACES[:2]}},
    {"by": ["category"], "where": {"lsoa": [None]}, "period": Period.parse("2025-02..2025-03")},
    {"by": [], "where": {"lsoa": []}},
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Three months with blanks, repeats within a month and across months, and every type in every place."""
    folder = tmp_path_factory.mktemp("spark")
    for number in (1, 2, 3):
        month = f"2025-0{number}"
        kinds = [(place, kind) for place in PLACES for kind in TYPES[:number]]
        rows = [crime(f"{month} {n}", month, kind, lsoa=place) for n, (place, kind) in enumerate(kinds)]
        street_file(folder, [*rows, rows[0], crime("2025-01 0", month), asb(month), asb(month, lsoa="")], month)
    evidence = Evidence(folder / "evidence")
    load(evidence, [folder], area=MEDWAY)
    return Library(evidence, evidence.current())


@pytest.fixture(scope="module")
def session(library: Library) -> Iterator[SparkSession]:
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip(WITHOUT)
    opened = engine_spark.connect()
    files = [folder / f"{BY_TYPE}.parquet" for folder in library.events.cubes("street")]
    engine_spark.register(opened, {library.events.view("street", ["category"]): files})
    yield opened
    opened.stop()


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: f"by {' and '.join(asked['by']) or 'month'}")
def test_one_statement_gives_the_same_rows_in_both_engines(
    library: Library, session: SparkSession, asked: dict[str, Any]
) -> None:
    statement, parameters = count_statement(library.events.view("street", ["category"]), **asked)
    here = library.connection.execute(statement, parameters).fetchall()
    assert engine_spark.run(session, statement, parameters) == here
    assert bool(here) == (asked["where"] != {"lsoa": []})


def test_blanks_come_last_in_both_engines(library: Library, session: SparkSession) -> None:
    view = library.events.view("street", ["category"])
    statement, parameters = count_statement(view, by=["lsoa"], where={}, period=Period.parse("2025-01"))
    rows = engine_spark.run(session, statement, parameters)
    assert [row[1] for row in rows] == ["E01016016", "E01016017", "W01000001", None]
    assert sum(row[2] for row in rows) == 4 + 2
