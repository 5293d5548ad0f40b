"""The time of year: months in, an index out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.measures.tables import MEDWAY, figure, given, missing, offence_files

from frankpledge.measures.counts import Evaluator
from frankpledge.terms.period import Month


def _months(first: str, numbers: list[int]) -> list[tuple[str, str, int]]:
    begin = Month.parse(first)
    return [(str(begin.plus(n)), "28E", count) for n, count in enumerate(numbers)]


def _world(tmp_path: Path, *runs: tuple[str, list[int]]) -> Evaluator:
    return given(tmp_path, offence_files(row for first, numbers in runs for row in _months(first, numbers)))


def _index(world: Evaluator, month: str, period: str = "2024-01..2024-12") -> Decimal:
    return figure(world, f"recorded-crime.season@{MEDWAY}@{period}/{month}").value


def test_months_that_are_all_alike_have_an_index_of_one(tmp_path: Path) -> None:
    world = _world(tmp_path, ("2022-01", [6] * 36))
    assert [round(_index(world, f"{n:02}"), 6) for n in range(1, 13)] == [Decimal(1)] * 12


def test_a_month_with_twice_as_many_as_the_others_has_an_index_near_twice_theirs(tmp_path: Path) -> None:
    year = [4] * 6 + [8] + [4] * 5
    world = _world(tmp_path, ("2022-01", year * 3))
    july, march = _index(world, "07"), _index(world, "03")
    assert Decimal("1.9") < july / march < Decimal("2.1")
    assert july > Decimal("1.7") and march < 1


def test_the_index_rests_on_the_unbroken_run_and_its_period_says_so(tmp_path: Path) -> None:
    world = _world(tmp_path, ("2020-01", [5] * 3), ("2021-12", [5] * 37))
    index = figure(world, f"recorded-crime.season@{MEDWAY}@2024-01..2024-12/07")
    assert index.period.label == "December 2021 to December 2024"
    assert index.evidence == "estimated"


def test_with_fewer_than_three_years_running_the_index_is_not_available_and_says_how_many_there_are(
    tmp_path: Path,
) -> None:
    world = _world(tmp_path, ("2020-01", [5] * 20), ("2022-02", [5] * 35))
    gap = missing(world, f"recorded-crime.season@{MEDWAY}@2024-01..2024-12/07")
    assert gap.reason == "36 months running are needed up to December 2024 and 35 are held"


def test_a_run_that_does_not_reach_the_end_of_the_period_does_not_count(tmp_path: Path) -> None:
    world = _world(tmp_path, ("2020-01", [5] * 47))
    gap = missing(world, f"recorded-crime.season@{MEDWAY}@2024-01..2024-12/07")
    assert gap.reason == "36 months running are needed up to December 2024 and 0 are held"
