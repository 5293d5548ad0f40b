"""What somebody else worked out: who says so, on what, and whether it follows from its own parts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.measures.aspect import write
from frankpledge.measures.stated import agrees, stated_figure, worked_out_again
from frankpledge.record.model import Statement
from frankpledge.terms.period import Period

RATE = Statement(
    key="rate",
    text="Recorded crimes for each thousand residents",
    who="The partnership",
    value=Decimal("119.67"),
    places=2,
    unit="per 1,000",
    period=Period.parse("2019-04..2020-03"),
    area="Medway",
    numerator=Decimal(33334),
    base=Decimal(278556),
    source="Strategic Assessment 2020",
    limitation="Residents only.",
)


def test_a_statement_says_who_states_it_from_which_source_and_is_not_counted_here() -> None:
    figure = stated_figure(RATE, "edition")
    assert figure.evidence == "stated"
    assert figure.method == "Stated by The partnership; source: Strategic Assessment 2020"
    assert figure.key == "statement.rate"
    assert write(figure) == "119.67"
    assert (write(figure, "numerator"), write(figure, "denominator")) == ("33,334", "278,556")
    assert figure.denominator_label == "as published"
    assert figure.notes == ("Residents only.",)
    assert figure.sources == ()


@pytest.mark.parametrize(("base", "again", "follows"), [(278_556, "119.67", True), (278_566, "119.66", False)])
def test_a_published_rate_is_worked_out_again_from_its_own_parts(base: int, again: str, follows: bool) -> None:
    statement = replace(RATE, base=Decimal(base))
    figure = worked_out_again(statement, "edition")
    assert figure is not None
    assert write(figure) == again
    assert agrees(statement, figure) is follows
    assert figure.key == "statement.rate.again"


@pytest.mark.parametrize(
    "statement",
    [
        replace(RATE, base=None),
        replace(RATE, numerator=None),
        replace(RATE, base=Decimal(0)),
        replace(RATE, unit="count"),
        replace(RATE, unit="rank"),
        replace(RATE, unit="percent change"),
    ],
)
def test_what_does_not_give_its_parts_cannot_be_worked_out_again(statement: Statement) -> None:
    assert worked_out_again(statement, "edition") is None


@pytest.mark.parametrize("unit", ["percent", "percent change"])
def test_a_percentage_without_its_base_says_so(unit: str) -> None:
    bare = replace(RATE, unit=unit, base=None, numerator=None, limitation="")  # type: ignore[arg-type]
    assert stated_figure(bare, "edition").notes == ("Base not given.",)
    assert stated_figure(replace(bare, base=Decimal(10), numerator=Decimal(1)), "edition").notes == ()


@pytest.mark.parametrize(
    ("unit", "value", "places", "text"),
    [
        ("count", "33334", 0, "33,334"),
        ("percent", "5", 0, "5%"),
        ("percent change", "12", 0, "+12%"),
        ("percent change", "-14", 0, "−14%"),
        ("per 1,000", "119.67", 2, "119.67"),
        ("rank", "8", 0, "8"),
        ("pounds", "12000", 0, "£12,000"),
    ],
)
def test_each_unit_is_written_in_its_own_way(unit: str, value: str, places: int, text: str) -> None:
    statement = replace(RATE, unit=unit, value=Decimal(value), places=places)  # type: ignore[arg-type]
    assert write(stated_figure(statement, "edition")) == text


@given(st.integers(0, 10**6), st.integers(1, 10**7), st.integers(0, 4))
def test_a_value_that_follows_from_its_parts_agrees_to_its_places_and_one_step_away_does_not(
    numerator: int, base: int, places: int
) -> None:
    step = Decimal(1).scaleb(-places)
    exact = (Decimal(numerator) * 1000 / Decimal(base)).quantize(Decimal(1).scaleb(-12))
    value = exact.quantize(step, rounding="ROUND_HALF_UP")
    right = replace(RATE, value=value, places=places, numerator=Decimal(numerator), base=Decimal(base))
    again = worked_out_again(right, "edition")
    assert again is not None and agrees(right, again)
    assert not agrees(replace(right, value=value + step), again)
