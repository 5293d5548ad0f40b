"""The trend: months in, a yearly change out."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.measures.stories import record, story
from tests.measures.tables import MEDWAY, figure, given, missing, offence_files

from frankpledge.measures.catalogue import measure
from frankpledge.measures.counts import Evaluator
from frankpledge.record.model import Annotation
from frankpledge.terms.period import Month, Period

SPAN = "2020-01..2024-12"


def _world(tmp_path: Path, counts: list[int]) -> Evaluator:
    begin = Month(2020, 1)
    return given(tmp_path, offence_files((str(begin.plus(n)), "28E", count) for n, count in enumerate(counts)))


def test_months_that_grow_by_a_tenth_a_year_have_a_trend_of_ten_per_cent(tmp_path: Path) -> None:
    found = figure(
        _world(tmp_path, [round(100 * 1.1 ** (n / 12)) for n in range(60)]), f"recorded-crime.trend@{MEDWAY}@{SPAN}"
    )
    assert float(found.value) == pytest.approx(10, abs=0.3)
    assert found.test and found.test.verdict == "rose"
    assert found.low is not None and found.high is not None and found.low < found.value < found.high
    assert found.evidence == "estimated"


def test_a_season_is_no_trend(tmp_path: Path) -> None:
    found = figure(_world(tmp_path, ([40] * 6 + [80] * 6) * 5), f"recorded-crime.trend@{MEDWAY}@{SPAN}")
    assert float(found.value) == pytest.approx(0, abs=0.5)
    assert found.test and found.test.verdict == "no clear change"


def test_fewer_than_two_years_have_no_trend_and_a_gap_is_named(tmp_path: Path) -> None:
    world = _world(tmp_path, [20] * 40)
    short = missing(world, f"recorded-crime.trend@{MEDWAY}@2021-01..2022-11")
    assert short.reason.startswith("24 months running")
    gap = missing(world, f"recorded-crime.trend@{MEDWAY}@2022-01..2024-12")
    assert gap.reason == "no records of May 2023 to December 2024 are held"


def test_a_trend_begins_after_recording_last_changed(tmp_path: Path) -> None:
    changed = Annotation(kind="recording break", period=Period.parse("2021-01..2022-03"), text="More was recorded.")
    other = Annotation(kind="recording break", period=Period.parse("2023-01"), text="Others.", measures=("asb",))
    told = story(
        tmp_path,
        offence_files([("2024-01", "28E", 1)]),
        written=record("2024-01..2024-12", annotations=(changed, other)),
    )
    assert str(told.trend_period(measure("recorded-crime"))) == "2022-04..2024-12"
    assert str(told.trend_period(measure("asb"))) == "2023-02..2024-12"
    plain = story(tmp_path / "plain", offence_files([("2024-01", "28E", 1)]), written=record("2024-01..2024-12"))
    assert str(plain.trend_period(measure("asb"))) == "2020-01..2024-12"
