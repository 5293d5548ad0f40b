"""A figure by its name: what is asked that makes no sense is told so, and never answered with nought."""

from __future__ import annotations

import pytest
from tests.measures.tables import HERE, MEDWAY, given, offences, street

from frankpledge.measures.calculate import calculate_named
from frankpledge.measures.counts import Evaluator
from frankpledge.terms.errors import MeasureError

MONTH = f"{MEDWAY}@2025-01"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Evaluator:
    return given(
        tmp_path_factory.mktemp("world"),
        street(f"""
            month    lsoa    category  count
            2025-01  {HERE}  Burglary  3
        """),
        offences("""
            month    code  count
            2025-01  28E   3
        """),
    )


def _error(world: Evaluator, key: str) -> MeasureError:
    with pytest.raises(MeasureError) as error:
        calculate_named(world, key)
    return error.value


def test_a_measure_that_nobody_declared_is_answered_with_the_closest(world: Evaluator) -> None:
    error = _error(world, f"street-crimes.level@{MONTH}")
    assert error.problem == "There is no measure called 'street-crimes'"
    assert "recorded-crime" in error.expected and "asb" in error.expected
    assert error.remedy == "Did you mean 'street-crime'?"


def test_a_part_that_does_not_exist_is_answered_with_the_closest_and_not_with_nought(world: Evaluator) -> None:
    for function in ("level", "rate", "share", "change"):
        error = _error(world, f"recorded-crime.{function}@{MONTH}/robery")
        assert error.problem == "All recorded crime has no part 'robery'"
        assert "theft-offences" in error.expected
        assert error.remedy == "Did you mean 'robbery'?"


def test_a_part_of_a_measure_without_parts_is_refused(world: Evaluator) -> None:
    error = _error(world, f"asb.level@{MONTH}/noise")
    assert error.problem == "Anti-social behaviour has no part 'noise'"
    assert error.expected == "no part: this measure is not broken down"


@pytest.mark.parametrize("function", ["share", "season"])
def test_a_share_or_a_season_of_nothing_in_particular_is_refused(world: Evaluator, function: str) -> None:
    error = _error(world, f"street-crime.{function}@{MONTH}")
    assert error.problem == f"A {function} is of a part"
    assert ("07" if function == "season" else "burglary") in error.expected


@pytest.mark.parametrize("part", ["13", "00", "7", "july"])
def test_a_season_is_of_a_calendar_month(world: Evaluator, part: str) -> None:
    assert "has no part" in _error(world, f"street-crime.season@{MONTH}/{part}").problem


def test_a_measure_that_cannot_be_ranked_points_to_the_one_that_can(world: Evaluator) -> None:
    error = _error(world, f"asb.rank@{MONTH}")
    assert error.problem == "Anti-social behaviour has no rank"
    assert "partnership-crime.rank" in error.remedy


def test_the_same_name_gives_the_same_figure_every_time(world: Evaluator) -> None:
    key = f"recorded-crime.level@{MONTH}/theft-offences"
    assert calculate_named(world, key) == calculate_named(world, key)
