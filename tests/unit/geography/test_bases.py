"""Which population a rate is worked out on."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.geography import bases
from frankpledge.geography.bases import Base, base_for, populations
from frankpledge.store.query import Library
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Month, Period

PEOPLE = {2018: 277_855, 2019: 278_556, 2020: 279_142}


@pytest.mark.parametrize(
    ("period", "mid_year", "before"),
    [
        ("2019-04..2020-03", 2019, 0),
        ("2019-01..2019-12", 2019, 0),
        ("2019-06", 2019, 0),
        ("2019-07..2020-05", 2019, 1),
        ("2018-07..2019-06", 2019, 0),
        ("2019-01..2019-05", 2018, 1),
        ("2025-01..2025-12", 2020, 5),
        ("2024-07..2025-06", 2020, 5),
        ("2018-01..2020-12", 2020, 0),
    ],
)
def test_the_base_is_the_middle_of_the_year_inside_the_period_else_the_latest_before_it(
    period: str, mid_year: int, before: int
) -> None:
    base = base_for(PEOPLE, Period.parse(period))
    assert base == Base(PEOPLE[mid_year], mid_year)
    assert base.years_before(Period.parse(period)) == before
    assert base.label == f"residents, mid-{mid_year}"


def test_there_is_no_base_before_the_first_estimate_and_none_without_any() -> None:
    assert base_for(PEOPLE, Period.parse("2018-01..2018-05")) is None
    assert base_for({}, Period.parse("2025-01..2025-12")) is None


years = st.dictionaries(st.integers(2000, 2030), st.integers(1, 10**6))
periods = st.builds(
    lambda first, more: Period(first, first.plus(more)),
    st.builds(Month, st.integers(2000, 2030), st.integers(1, 12)),
    st.integers(0, 24),
)


@given(years, periods)
def test_a_base_is_never_invented_and_never_of_the_future(held: dict[int, int], period: Period) -> None:
    base = base_for(held, period)
    earlier = [year for year in held if Month(year, 6) <= period.last]
    if base is None:
        assert not earlier
    else:
        assert held[base.mid_year] == base.residents
        assert base.mid_year == max(earlier)
        own = Month(base.mid_year, 6) in period or base.mid_year == period.last.year
        assert (base.years_before(period) == 0) == own


def test_two_estimates_that_agree_are_one_and_two_that_do_not_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("E06000035", 2019, 278_556), ("E06000035", 2020, 279_142), ("E06000035", 2019, 278_556)]
    monkeypatch.setattr(bases, "distinct", lambda *_, **__: rows)
    assert populations(cast(Library, None)) == {"E06000035": {2019: 278_556, 2020: 279_142}}
    rows.append(("E06000035", 2019, 278_566))
    with pytest.raises(MeasureError) as error:
        populations(cast(Library, None))
    assert error.value.problem == "Two population estimates for E06000035 at mid-2019 disagree"
    assert error.value.found == "278,556 and 278,566"
    assert error.value.remedy
