"""Unmet need: never surer than the estimate it rests on."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from frankpledge.measures.model import Figure, NotAvailable, Outcome
from frankpledge.measures.unmet_need import unmet_need_figure
from frankpledge.terms.area import Area
from frankpledge.terms.period import Period


def unmet(in_treatment: int, estimate: float, low: float | None, high: float | None) -> Outcome:
    return unmet_need_figure(
        in_treatment,
        estimate,
        low,
        high,
        key="unmet-need.level@E06000035@2019-04..2020-03",
        label="Opiate and crack users not in treatment, Medway, 2019/20",
        area=Area("E06000035", "Medway"),
        period=Period.parse("2019-04..2020-03"),
        sources=("treatment", "prevalence"),
        edition="edition",
        notes=("Prevalence of 2016/17.",),
    )


def test_the_published_share_of_medway_comes_out_with_the_counts_it_rests_on() -> None:
    """Medway’s assessment of 2020: 530 in treatment of an estimated 1,459, so 63.67% are not."""
    figure = unmet(530, 1459, 1203, 1787)
    assert isinstance(figure, Figure)
    assert round(figure.value, 2) == Decimal("63.67")
    assert (figure.numerator, figure.denominator) == (530, 1459)
    assert figure.denominator_label == "estimated number of people"
    assert (figure.evidence, figure.sources, figure.notes) == (
        "estimated",
        ("treatment", "prevalence"),
        ("Prevalence of 2016/17.",),
    )


def test_the_interval_is_as_wide_as_chance_and_the_estimate_make_it_together() -> None:
    """Against a plain simulation: a Poisson count over an estimate whose logarithm is normal between its limits."""
    figure = unmet(530, 1459, 1203, 1769)
    assert isinstance(figure, Figure) and figure.low is not None and figure.high is not None
    random = np.random.default_rng(20_200_401)
    spread = np.log(1769 / 1203) / 2 / 1.959964
    drawn = 100 * (1 - random.poisson(530, 400_000) / np.exp(random.normal(np.log(1459), spread, 400_000)))
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert float(figure.low) == pytest.approx(low, abs=0.4)
    assert float(figure.high) == pytest.approx(high, abs=0.4)


def test_a_surer_estimate_makes_a_surer_share() -> None:
    wide, narrow = unmet(530, 1459, 1000, 2000), unmet(530, 1459, 1450, 1468)
    assert isinstance(wide, Figure) and isinstance(narrow, Figure)
    assert wide.low is not None and narrow.low is not None and wide.low < narrow.low
    assert wide.high is not None and narrow.high is not None and wide.high > narrow.high


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        ((530, 1459, None, 1787), "the estimate comes without its limits"),
        ((530, 1459, 1203, None), "the estimate comes without its limits"),
        ((530, 1459, 1500, 1787), "does not lie within its own limits"),
        ((530, 1459, 0, 1787), "or they reach down to nought"),
        ((1600, 1459, 1203, 1787), "more are in treatment (1,600) than were estimated (1,459)"),
    ],
)
def test_there_is_no_figure_where_the_estimate_does_not_bear_one(
    numbers: tuple[int, float, float | None, float | None], why: str
) -> None:
    answer = unmet(*numbers)
    assert isinstance(answer, NotAvailable)
    assert why in answer.reason
    assert answer.remedy


def test_nobody_in_treatment_is_all_of_them() -> None:
    figure = unmet(0, 100, 80, 120)
    assert isinstance(figure, Figure)
    assert figure.value == 100
    assert figure.high == 100
