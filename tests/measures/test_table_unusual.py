"""Months that stand out: months in, those outside the usual range out."""

from __future__ import annotations

from pathlib import Path

from tests.measures.tables import MEDWAY, given, offence_files

from frankpledge.measures.catalogue import measure
from frankpledge.measures.model import NotAvailable
from frankpledge.measures.unusual import Unusual, unusual_months
from frankpledge.terms.period import Month, Period

SPAN = Period.parse("2020-01..2024-12")
YEAR = [30, 32, 36, 40, 46, 50, 52, 50, 44, 38, 34, 30]
WAVE = [0, 1, -1, 2, 0, -2, 1]


def _found(tmp_path: Path, counts: list[int], span: Period = SPAN) -> tuple[Unusual, ...] | NotAvailable:
    begin = Month(2020, 1)
    world = given(tmp_path, offence_files((str(begin.plus(n)), "28E", count) for n, count in enumerate(counts)))
    return unusual_months(world, measure("recorded-crime"), MEDWAY, span)


def _ordinary() -> list[int]:
    return [count + WAVE[n % 7] for n, count in enumerate(YEAR * 5)]


def test_a_season_does_not_stand_out(tmp_path: Path) -> None:
    assert _found(tmp_path, _ordinary()) == ()


def test_a_month_far_from_its_own_season_stands_out_on_its_side(tmp_path: Path) -> None:
    counts = _ordinary()
    counts[26] = 75  # March 2022, where some 36 are usual
    counts[43] = 12  # August 2023, where some 50 are usual
    found = _found(tmp_path, counts)
    assert isinstance(found, tuple)
    assert Unusual(month=Month(2022, 3), side="above") in found
    assert Unusual(month=Month(2023, 8), side="below") in found
    assert len(found) == 2


def test_a_summer_count_in_winter_stands_out_although_summer_has_as_many(tmp_path: Path) -> None:
    counts = _ordinary()
    counts[36] = 52  # January 2023
    found = _found(tmp_path, counts)
    assert isinstance(found, tuple)
    assert [one for one in found if one.side == "above"] == [Unusual(month=Month(2023, 1), side="above")]
    assert not [one for one in found if one.month.month in (6, 7, 8)]


def test_a_steady_fall_does_not_make_its_beginning_stand_out(tmp_path: Path) -> None:
    falling = [round(count * 0.985**n * 3) for n, count in enumerate(_ordinary())]
    assert _found(tmp_path, falling) == ()


def test_with_fewer_than_three_years_or_a_gap_it_cannot_be_said(tmp_path: Path) -> None:
    short = _found(tmp_path / "short", _ordinary(), Period.parse("2023-01..2024-12"))
    assert isinstance(short, NotAvailable)
    assert (
        short.reason
        == "36 months running with events in each are needed, and January 2023 to December 2024 has 24 months"
    )
    gap = _found(tmp_path / "gap", _ordinary()[:50])
    assert isinstance(gap, NotAvailable)
    assert gap.reason == "no records of March to December 2024 are held"
