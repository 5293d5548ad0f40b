"""Rose, fell or no clear change: two tables of months in, a change out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.measures.tables import HERE, MEDWAY, NEXT_DOOR, figure, given, missing, offence_files, street, street_files

from frankpledge.measures.aspect import write
from frankpledge.measures.counts import Evaluator

LATER, EARLIER = ("2025-01", "2025-02", "2025-03"), ("2024-01", "2024-02", "2024-03")
CHANGE = f"street-crime.change@{MEDWAY}@2025-01..2025-03"


def _quarters(tmp_path: Path, before: tuple[int, ...], after: tuple[int, ...]) -> Evaluator:
    months = zip((*EARLIER, *LATER), (*before, *after), strict=True)
    beside = [(month, NEXT_DOOR, "Burglary", 1) for month in (*EARLIER, *LATER)]
    return given(tmp_path, street_files([*((month, HERE, "Burglary", n) for month, n in months), *beside]))


def test_a_change_has_both_counts_both_periods_and_a_sign(tmp_path: Path) -> None:
    change = figure(_quarters(tmp_path, (40, 40, 40), (30, 30, 30)), CHANGE)
    assert change.value == Decimal(-25)
    assert write(change) == "−25.0%"
    assert write(change, "size") == "25.0%"
    assert (write(change, "numerator"), write(change, "denominator")) == ("90", "120")
    assert change.period.label == "January to March 2025"
    assert change.compared_with is not None and change.compared_with.label == "January to March 2024"
    assert change.key == f"{CHANGE}~2024-01..2024-03"


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        pytest.param((40, 40, 40), (30, 30, 30), "fell", id="thirty fewer in a hundred and twenty"),
        pytest.param((30, 30, 30), (40, 40, 40), "rose", id="thirty more on ninety"),
        pytest.param((40, 40, 40), (38, 38, 38), "no clear change", id="six fewer in a hundred and twenty"),
        pytest.param((40, 40, 40), (40, 40, 40), "no clear change", id="none at all"),
        pytest.param((1, 1, 1), (2, 2, 2), "no clear change", id="twice as many of very few"),
    ],
)
def test_a_change_is_a_rise_or_a_fall_only_when_it_is_more_than_chance(
    tmp_path: Path, before: tuple[int, ...], after: tuple[int, ...], verdict: str
) -> None:
    change = figure(_quarters(tmp_path, before, after), CHANGE)
    assert change.test is not None
    assert change.test.verdict == verdict


def test_the_interval_of_a_change_shuts_out_none_at_all_just_when_chance_is_unlikely(tmp_path: Path) -> None:
    clear = figure(_quarters(tmp_path / "a", (40, 40, 40), (30, 30, 30)), CHANGE)
    unclear = figure(_quarters(tmp_path / "b", (40, 40, 40), (38, 38, 38)), CHANGE)
    assert clear.low is not None and clear.high is not None and clear.test is not None
    assert clear.low < clear.high < 0
    assert clear.test.p is not None and clear.test.p < Decimal("0.05")
    assert unclear.low is not None and unclear.high is not None
    assert unclear.low < 0 < unclear.high


def test_without_the_months_of_the_year_before_a_change_is_not_available_and_names_them(tmp_path: Path) -> None:
    world = given(
        tmp_path,
        street(f"""
            month    lsoa    category  count
            2024-02  {HERE}  Burglary  9
            2025-01  {HERE}  Burglary  9
            2025-02  {HERE}  Burglary  9
            2025-03  {HERE}  Burglary  9
        """),
    )
    gap = missing(world, CHANGE)
    assert gap.reason == "no records of January 2024 and March 2024 are held"
    assert gap.label.endswith("January to March 2025, compared with January to March 2024")


def test_the_period_itself_is_named_first_when_it_is_not_held_whole(tmp_path: Path) -> None:
    world = given(
        tmp_path,
        street(f"""
            month    lsoa    category  count
            2025-01  {HERE}  Burglary  9
        """),
    )
    assert missing(world, CHANGE).reason == "no records of February to March 2025 are held"


def test_a_percentage_of_none_is_not_available(tmp_path: Path) -> None:
    gap = missing(_quarters(tmp_path, (0, 0, 0), (5, 5, 5)), CHANGE)
    assert gap.reason == "there were no crimes in January to March 2024"


@pytest.mark.parametrize(
    ("later", "earlier", "reason"),
    [
        ("2025-01..2025-03", "2024-01..2024-02", "January to February 2024 and January to March 2025 are not the same"),
        (
            "2025-01..2025-02",
            "2024-02..2024-03",
            "February to March 2024 and January to February 2025 are not the same",
        ),
        (
            "2024-01..2024-03",
            "2025-01..2025-03",
            "January to March 2025 does not end before January to March 2024 begins",
        ),
    ],
)
def test_only_the_same_calendar_months_of_an_earlier_year_are_compared(
    tmp_path: Path, later: str, earlier: str, reason: str
) -> None:
    world = _quarters(tmp_path, (4, 4, 4), (4, 4, 4))
    assert missing(world, f"street-crime.change@{MEDWAY}@{later}~{earlier}").reason.startswith(reason)


def test_the_same_key_has_the_same_verdict_in_a_table_of_parts_and_on_its_own(tmp_path: Path) -> None:
    """A part is judged by the stricter test wherever it is asked for; the same counts as a whole are not."""
    counts = {"2024": 1000, "2025": 900}
    months = [(f"{year}-{month:02}", "8N", n // 3) for year, n in counts.items() for month in (1, 2, 3)]
    world = given(tmp_path, offence_files(months))
    whole = figure(world, f"recorded-crime.change@{MEDWAY}@2025-01..2025-03")
    part = figure(world, f"recorded-crime.change@{MEDWAY}@2025-01..2025-03/violence-against-the-person")
    assert (whole.value, whole.numerator) == (part.value, part.numerator)
    assert whole.test is not None and part.test is not None
    assert (whole.test.verdict, part.test.verdict) == ("fell", "no clear change")


def test_months_that_vary_by_more_than_chance_are_allowed_for_and_the_account_says_by_how_much(tmp_path: Path) -> None:
    period = f"recorded-crime.change@{MEDWAY}@2025-01..2025-12"
    months = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
    calm = [20] * 12 + [16] * 12
    wild = [5, 35] * 6 + [28, 4] * 6
    found = []
    for name, numbers in (("calm", calm), ("wild", wild)):
        rows = [(month, "28E", count) for month, count in zip(months, numbers, strict=True)]
        found.append(figure(given(tmp_path / name, offence_files(rows)), period))
    (even, uneven) = found
    assert (even.numerator, even.denominator) == (uneven.numerator, uneven.denominator) == (192, 240)
    assert even.test is not None and uneven.test is not None
    assert (even.test.verdict, uneven.test.verdict) == ("fell", "no clear change")
    assert even.test.phi is None
    assert uneven.test.phi is not None and uneven.test.phi > Decimal("1.5")
    assert "widened for dispersion" in uneven.test.method


def test_months_that_keep_their_proportions_exactly_are_compared_like_any_others(tmp_path: Path) -> None:
    months = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
    rows = [(month, "28E", 20 if month < "2025" else 10) for month in months]
    change = figure(given(tmp_path, offence_files(rows)), f"recorded-crime.change@{MEDWAY}@2025-01..2025-12")
    assert write(change) == "−50.0%"
    assert change.test is not None and change.test.verdict == "fell"
