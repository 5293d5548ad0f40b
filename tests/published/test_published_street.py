"""The street-level files: what the measures count is what anybody counts who reads the files with the csv module."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from tests.acceptance.held import story_of
from tests.measures.tables import MEDWAY, figure, read_csv

from frankpledge.assessment.story import Story
from frankpledge.measures.catalogue import measure
from frankpledge.measures.change import like_for_like
from frankpledge.measures.model import NotAvailable
from frankpledge.terms.period import Month, Period

YEAR = Period.parse("2025-01..2025-12")
ASB = "Anti-social behaviour"


@pytest.fixture(scope="module")
def told(medway_2025: Path) -> Story:
    return story_of(medway_2025)


@pytest.fixture(scope="module")
def by_hand(data: Path) -> Counter[tuple[str, str]]:
    """(month, category) → rows of Medway in 2025: a plain loop over rows, with each Crime ID counted once."""
    here = {
        row["lsoa21_code"]
        for row in read_csv(data / "geography" / "lookup_lsoa21_ward24_ltla24.csv")
        if row["ltla24_code"] == MEDWAY
    }
    seen: set[str] = set()
    counted: Counter[tuple[str, str]] = Counter()
    for month in map(str, YEAR):
        with (data / "police_uk" / month / f"{month}-kent-street.csv").open(encoding="utf-8", newline="") as file:
            for identity, _, _, _, _, _, _, lsoa, _, kind, _, _ in islice(csv.reader(file), 1, None):
                if lsoa in here and identity not in seen:
                    counted[month, kind] += 1
                    seen.update([identity] if identity else [])
    return counted


def test_every_month_every_type_and_the_year_2025_are_what_a_plain_loop_over_the_files_counts(
    told: Story, by_hand: Counter[tuple[str, str]]
) -> None:
    for month in map(str, YEAR):
        for slug, title, _ in measure("street-crime").groups:
            found = figure(told.evaluator, f"street-crime.level@{MEDWAY}@{month}/{slug}")
            assert found.value == by_hand[month, title], (month, title)
    crimes = sum(count for (_, category), count in by_hand.items() if category != ASB)
    incidents = sum(count for (_, category), count in by_hand.items() if category == ASB)
    assert figure(told.evaluator, f"street-crime.level@{MEDWAY}@{YEAR}").value == crimes > 20_000
    assert figure(told.evaluator, f"asb.level@{MEDWAY}@{YEAR}").value == incidents > 4_000


def test_two_months_of_kent_hold_as_few_rows_as_the_example_says(told: Story) -> None:
    """The annotation of the example gives 13,818 and 8,438 rows where 16,000 to 19,000 are usual."""
    rows = {part.coverage[0].period.first: part.rows_in for part in told.evaluator.library.edition.of_table("street")}
    assert (rows[Month(2018, 11)], rows[Month(2018, 12)]) == (13_818, 8_438)
    assert sum(rows.values()) == 725_805
    (note,) = told.record.annotations
    assert "13,818" in note.text and "8,438" in note.text
    assert note.period == Period(Month(2018, 11), Month(2018, 12))


def test_medway_is_present_in_each_of_the_47_months_with_as_many_rows_as_the_files_notes_say(told: Story) -> None:
    """1,325 to 3,437 rows a month, crimes and incidents together."""
    crime, asb = (told.evaluator.counts(measure(name), MEDWAY).by_month for name in ("street-crime", "asb"))
    both = {month: crime[month] + asb[month] for month in crime}
    assert len(both) == 47
    assert (min(both.values()), max(both.values())) == (1_325, 3_437)


@pytest.mark.parametrize("name", ["street-crime", "asb"])
def test_the_months_that_can_be_compared_with_2025_are_just_these(told: Story, name: str) -> None:
    pairs = like_for_like(told.evaluator, measure(name), MEDWAY, YEAR)
    assert [(later.label, earlier.label) for later, earlier in pairs] == [
        ("January to April 2025", "January to April 2024"),
        ("January to November 2025", "January to November 2022"),
    ]


@pytest.mark.parametrize("name", ["street-crime", "asb"])
def test_what_the_months_cannot_give_is_not_available_with_the_months_that_are_missing(told: Story, name: str) -> None:
    about = measure(name)
    annual = told.change(about)
    season = told.figure(about, "season", part="07")
    year_2022 = told.figure(about, "level", period=Period.parse("2022-01..2022-12"))
    assert isinstance(annual, NotAvailable) and annual.reason == "no records of May to December 2024 are held"
    assert isinstance(season, NotAvailable)
    assert season.reason == "36 months running are needed up to December 2025 and 12 are held"
    assert isinstance(year_2022, NotAvailable) and year_2022.reason == "no records of December 2022 are held"
