"""The totals of the example, recounted from the files it writes."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from frankpledge.demo.tables import YEARS, offences
from frankpledge.terms.numbers import Unit, write_quantity

AGAINST_SOCIETY = {
    "Drug offences",
    "Possession of weapons offences",
    "Public order offences",
    "Miscellaneous crimes",
}
GROUP = {offence.code: offence.group for offence in offences()}


def change(before: int, after: int, places: int = 0) -> str:
    return write_quantity(Decimal(100 * (after - before)) / before, places, Unit.PERCENT, signed=True)


def share(part: int, whole: int) -> str:
    return write_quantity(Decimal(100 * part) / whole, 0, Unit.PERCENT)


@pytest.fixture(scope="module")
def groups(written: Any) -> dict[str, Counter[str]]:
    """Crimes by group in each year."""
    return {year: Counter(GROUP[row["Offence code"]] for row in rows) for year, rows in written.offences.items()}


def test_the_published_count_of_2019_20_is_met_exactly(written: Any) -> None:
    assert list(written.offences) == list(YEARS)
    assert len(written.offences["2019-20"]) == 33_334


def test_the_published_yearly_changes_print_as_published(groups: dict[str, Counter[str]]) -> None:
    assert change(groups["2018-19"].total(), groups["2019-20"].total()) == "−5%"
    assert change(groups["2017-18"].total(), groups["2018-19"].total()) == "+12%"
    assert change(groups["2016-17"].total(), groups["2017-18"].total()) == "+36%"
    assert change(groups["2016-17"].total(), groups["2017-18"].total(), places=1) == "+35.7%"


def test_violence_falls_by_3_and_crimes_against_society_by_14_per_cent(
    groups: dict[str, Counter[str]],
) -> None:
    before, after = groups["2018-19"], groups["2019-20"]
    assert change(before["Violence against the person"], after["Violence against the person"]) == "−3%"
    society = [sum(year[group] for group in AGAINST_SOCIETY) for year in (before, after)]
    assert change(*society) == "−14%"


def test_the_legible_labels_of_the_published_chart_are_shares_of_the_year(
    groups: dict[str, Counter[str]],
) -> None:
    year = groups["2019-20"]
    assert share(year["Sexual offences"], year.total()) == "5%"
    assert share(year["Criminal damage and arson"], year.total()) == "10%"
    assert share(sum(year[group] for group in AGAINST_SOCIETY), year.total()) == "17%"


def test_anti_social_behaviour_rises_modestly_and_by_more_than_chance(written: Any) -> None:
    rows = [row for month in written.street.values() for row in month if not row["Crime ID"]]
    before = sum("2018-04" <= row["Month"] <= "2019-03" for row in rows)
    after = sum("2019-04" <= row["Month"] <= "2020-03" for row in rows)
    assert 0 < after / before - 1 < 0.10
    dispersion = 3  # allows counts that vary three times as much as chance alone would make them
    assert (after - before) / (dispersion * (after + before)) ** 0.5 > 1.96


def test_no_month_of_the_five_years_is_empty(written: Any) -> None:
    crimes = Counter(row["Month"] for rows in written.offences.values() for row in rows)
    incidents = Counter(row["Month"] for rows in written.street.values() for row in rows if not row["Crime ID"])
    months = {f"{2015 + (month + 3) // 12}-{(month + 3) % 12 + 1:02d}" for month in range(60)}
    assert set(crimes) == set(incidents) == months
    assert min(crimes.values()) > 1_000 and max(crimes.values()) < 3_500
    assert min(incidents.values()) > 100


def test_every_record_lies_in_the_financial_year_of_its_file(written: Any) -> None:
    for year, rows in written.offences.items():
        first, last = f"{year[:4]}-04", f"20{year[5:]}-03"
        assert all(first <= row["Month"] <= last for row in rows)


def test_the_rise_of_2016_to_2018_is_gradual_and_no_step_in_april(written: Any) -> None:
    crimes = Counter(row["Month"] for rows in written.offences.values() for row in rows)

    def quarter(year: int, first: int) -> int:
        return sum(crimes[f"{year}-{month:02d}"] for month in range(first, first + 3))

    across_april = quarter(2017, 4) / quarter(2017, 1)
    whole_years = len(written.offences["2017-18"]) / len(written.offences["2016-17"])
    assert whole_years > 1.35
    assert across_april < 1.25
    assert quarter(2017, 1) / quarter(2016, 4) > 1.05
    assert quarter(2018, 1) / quarter(2017, 4) > 1.05


def test_burglary_has_the_classes_of_its_time(written: Any) -> None:
    new = {"28E", "28F", "28G", "28H", "29A", "30C", "30D", "31A"}
    former = {"28A", "28B", "28C", "28D", "29", "30A", "30B", "31"}
    for year, rows in written.offences.items():
        codes = {row["Offence code"] for row in rows}
        assert codes.isdisjoint(former if year >= "2017-18" else new), year
        assert codes & (new if year >= "2017-18" else former), year
