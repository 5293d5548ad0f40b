"""What followed in the example: outcomes of its own crimes and searches, of the last three months."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from frankpledge.demo.choices import kent_outcomes, kent_searches
from frankpledge.demo.outcomes import AFTER
from frankpledge.demo.tables import offences

MONTHS = ["2020-01", "2020-02", "2020-03"]
CONTEXT = "Simulated records for E06000035 only"
NOTHING = "A no further action disposal"
Row = dict[str, str]


@pytest.fixture(scope="module")
def outcomes(written: Any) -> list[Row]:
    return [row for month in MONTHS for row in written.outcomes[month]]


@pytest.fixture(scope="module")
def searches(written: Any) -> list[Row]:
    return [row for month in MONTHS for row in written.searches[month]]


@pytest.fixture(scope="module")
def crimes(written: Any) -> dict[str, Row]:
    """The crimes of the street files of these months by identifier."""
    rows = [row for month in MONTHS for row in written.street[month] if row["Crime ID"]]
    return {row["Crime ID"]: row for row in rows}


def near(counted: Counter[str], shares: dict[str, int]) -> None:
    """Every share lies within five standard errors of the one that was drawn from."""
    total, whole = counted.total(), sum(shares.values())
    assert counted.keys() <= shares.keys()
    for value, share in shares.items():
        chance = share / whole
        assert abs(counted[value] - total * chance) <= 5 * (total * chance * (1 - chance)) ** 0.5 + 1, value


def test_outcomes_and_searches_are_of_the_last_three_months_and_of_no_other(written: Any) -> None:
    assert list(written.outcomes) == list(written.searches) == MONTHS
    assert all(row["Month"] == month for month, rows in written.outcomes.items() for row in rows)


def test_every_row_says_that_it_is_simulated_and_for_whom(outcomes: list[Row], searches: list[Row]) -> None:
    assert {row["Location"] for row in outcomes} == {CONTEXT}
    assert {row["Policing operation"] for row in searches} == {CONTEXT}


def test_every_outcome_is_of_a_crime_of_the_street_files_in_its_own_place_and_not_before_it(
    outcomes: list[Row], crimes: dict[str, Row]
) -> None:
    assert len({row["Crime ID"] for row in outcomes}) == len(outcomes) > 5_000
    for row in outcomes:
        crime = crimes[row["Crime ID"]]
        assert (row["LSOA code"], row["LSOA name"]) == (crime["LSOA code"], crime["LSOA name"])
        assert row["Month"] >= crime["Month"]
        assert row["Outcome type"] in kent_outcomes()[crime["Crime type"]]
    assert {(row["Reported by"], row["Falls within"]) for row in outcomes} == {("Kent Police", "Kent Police")}


def test_outcomes_come_as_late_as_is_said(outcomes: list[Row], crimes: dict[str, Row]) -> None:
    given = {row["Crime ID"]: MONTHS.index(row["Month"]) for row in outcomes}
    january = [number for number, row in crimes.items() if row["Month"] == MONTHS[0]]
    after = Counter(str(given.get(number, 3)) for number in january)
    near(after, {str(months): crimes_ for months, crimes_ in enumerate(AFTER)})
    assert all(after[str(months)] for months in range(4))


def test_each_kind_of_crime_has_outcomes_in_the_shares_of_kents(outcomes: list[Row], crimes: dict[str, Row]) -> None:
    assert kent_outcomes().keys() == {one.street_kind for one in offences()}
    for kind, shares in kent_outcomes().items():
        near(Counter(r["Outcome type"] for r in outcomes if crimes[r["Crime ID"]]["Crime type"] == kind), shares)


def test_there_are_as_many_searches_as_is_said_each_in_its_month_by_london_time(written: Any) -> None:
    assert sum(map(len, written.searches.values())) == 341
    for month, rows in written.searches.items():
        times = [datetime.fromisoformat(row["Date"]) for row in rows]
        assert all(before <= after for before, after in pairwise(times))
        assert {f"{time.astimezone(ZoneInfo('Europe/London')):%Y-%m}" for time in times} == {month}
        assert {row["Date"][-6:] for row in rows} == {"+00:00"}


@pytest.mark.parametrize("column", kent_searches())
def test_searches_have_each_value_in_the_share_that_it_has_in_kent(searches: list[Row], column: str) -> None:
    near(Counter(row[column] for row in searches), {one.value: one.searches for one in kent_searches()[column]})


def test_some_searches_find_what_they_were_for_and_each_has_the_law_of_its_object(searches: list[Row]) -> None:
    laws = {one.value: one.law for one in kent_searches()["Object of search"]}
    assert all(row["Legislation"] == laws[row["Object of search"]] for row in searches)
    linked = Counter((row["Outcome"] == NOTHING, row["Outcome linked to object of search"]) for row in searches)
    near(Counter({mark: linked[False, mark] for mark in ("True", "False")}), {"True": 501, "False": 178})
    near(Counter({mark: linked[True, mark] for mark in ("True", "False")}), {"True": 94, "False": 1352})


def test_no_search_has_a_place_or_the_ethnicity_that_somebody_gave(searches: list[Row]) -> None:
    assert {(row["Latitude"], row["Longitude"], row["Self-defined ethnicity"]) for row in searches} == {("", "", "")}
