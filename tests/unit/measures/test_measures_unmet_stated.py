"""The share of people in need who are not in treatment: only of a pair that belongs together, as unsure as it is."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import pytest

from frankpledge.analysis.rates import count_interval
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.measures.unmet_stated import unmet_needs
from frankpledge.record.model import Statement
from frankpledge.terms.period import Period

ESTIMATE = Statement(
    key="opiate-users",
    text="People estimated to use opiates",
    who="Public health",
    value=Decimal(1459),
    period=Period.parse("2019-04..2020-03"),
    area="Medway",
    low=Decimal(1210),
    high=Decimal(1804),
    source="Prevalence estimates",
)
TREATED = replace(
    ESTIMATE, key="opiate-users-in-treatment", text="In treatment", value=Decimal(530), low=None, high=None
)


def test_the_share_not_in_treatment_carries_the_uncertainty_of_both_numbers() -> None:
    (found,) = unmet_needs((ESTIMATE, TREATED), "edition")
    assert isinstance(found, Figure)
    assert (found.key, found.numerator, found.denominator) == ("statement.opiate-users.unmet", 530, 1459)
    assert float(found.value) == pytest.approx(100 * (1 - 530 / 1459))
    limits = count_interval(530)
    assert limits.low is not None
    down = math.hypot(math.log(530 / limits.low), math.log(1804 / 1459))  # Zou and Donner, on the log scale
    assert float(found.high or 0) == pytest.approx(100 * (1 - 530 / 1459 * math.exp(-down)))
    assert found.notes[0] == "Stated by Public health; source: Prevalence estimates."


def test_an_estimate_alone_gives_nothing() -> None:
    assert unmet_needs((ESTIMATE,), "edition") == unmet_needs((TREATED,), "edition") == ()


@pytest.mark.parametrize(
    ("estimate", "treated", "reason"),
    [
        ({"low": None, "high": None}, {}, "the estimate comes without its limits"),
        ({}, {"value": Decimal(1460)}, "more are in treatment (1,460) than were estimated"),
        ({}, {"area": "Kent"}, "not of the same area and period"),
        ({}, {"period": Period.parse("2020-04..2021-03")}, "not of the same area and period"),
        ({}, {"unit": "percent"}, "not both counts of people"),
        ({}, {"value": Decimal("530.5")}, "not both counts of people"),
        ({}, {"value": Decimal(-1)}, "not both counts of people"),
        ({"value": Decimal(0), "low": Decimal(0)}, {}, "the estimate is nought"),
    ],
)
def test_a_pair_that_does_not_belong_together_gives_a_reason(
    estimate: dict[str, object], treated: dict[str, object], reason: str
) -> None:
    pair = replace(ESTIMATE, **estimate), replace(TREATED, **treated)  # type: ignore[arg-type]
    (found,) = unmet_needs(pair, "edition")
    assert isinstance(found, NotAvailable)
    assert reason in found.reason
