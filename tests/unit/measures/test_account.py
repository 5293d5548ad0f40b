"""Figures about the evidence itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.measures.tables import HERE, MEDWAY, NEXT_DOOR, given, street

from frankpledge.measures.account import account_figure, unplaced_share
from frankpledge.measures.aspect import write
from frankpledge.measures.catalogue import measure
from frankpledge.measures.counts import Evaluator
from frankpledge.terms.period import Period

MONTHS = Period.parse("2025-01..2025-02")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Evaluator:
    return given(
        tmp_path_factory.mktemp("world"),
        street(f"""
            month    lsoa         category               count
            2025-01  {HERE}       Burglary               5
            2025-01  -            Burglary               1
            2025-02  {NEXT_DOOR}  Anti-social behaviour  2
            2025-02  -            Anti-social behaviour  2
            2025-03  {HERE}       Burglary               1
        """),
    )


def test_the_share_that_could_not_be_placed_is_of_all_rows_of_the_force(world: Evaluator) -> None:
    share = unplaced_share(world, measure("street-crime"), world.area(MEDWAY), MONTHS)
    assert share is not None
    assert (write(share), write(share, "numerator"), write(share, "denominator")) == ("30.0%", "3", "10")
    assert share.area.name == "Kent"
    assert share.label == "Rows that could not be placed, Kent, January to February 2025"


def test_where_every_row_has_a_small_area_there_is_nothing_to_say(world: Evaluator) -> None:
    assert unplaced_share(world, measure("street-crime"), world.area(MEDWAY), Period.parse("2025-03")) is None


def test_of_months_that_are_not_held_nothing_is_said(world: Evaluator) -> None:
    assert unplaced_share(world, measure("street-crime"), world.area(MEDWAY), Period.parse("2024-01")) is None


@pytest.mark.parametrize("what", ["files", "kept", "refused", "repeats"])
def test_the_account_of_a_source_is_a_figure_with_a_key(world: Evaluator, what: str) -> None:
    figure = account_figure(world, "street", what, Decimal(1234), world.area(MEDWAY), MONTHS)
    assert figure.key == f"source.street.{what}"
    assert write(figure) == "1,234"
    assert figure.sources == ("street",)
