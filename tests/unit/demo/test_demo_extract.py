"""The police extract: the crimes of the last year once more, with times and people as they were assumed to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from frankpledge.demo.choices import ages, circumstances, weapons
from frankpledge.demo.extract import ADULT, DELAYS, MEN_SUSPECTED, WOMEN_DOMESTIC, WOMEN_OTHER
from frankpledge.demo.tables import offences

Row = dict[str, str]
KIND = {offence.code: offence.street_kind for offence in offences()}
AT_MOST = 4.5  # standard errors: of some 150 shares that are looked at, none is further off by chance


@pytest.fixture(scope="module")
def rows(written: Any) -> list[Row]:
    found: list[Row] = written.extract
    return found


def told(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007


def is_about(rows: list[Row], percent: float, has: Callable[[Row], object]) -> bool:
    """Whether the share of rows is what was assumed, but for chance."""
    share, found = percent / 100, sum(bool(has(row)) for row in rows)
    if percent in (0, 100):
        return found == share * len(rows)
    return abs(found - share * len(rows)) < AT_MOST * (len(rows) * share * (1 - share)) ** 0.5


def test_it_holds_the_crimes_of_the_year_by_month_class_and_area(rows: list[Row], written: Any) -> None:
    ours = Counter((row["Date Recorded"][:7], row["HO Code"], row["LSOA Code"]) for row in rows)
    theirs = Counter((row["Month"], row["Offence code"], row["LSOA code"]) for row in written.offences["2019-20"])
    assert ours == theirs
    assert len(rows) == 33_334


def test_every_row_says_that_it_is_simulated_and_has_a_reference_of_its_own(rows: list[Row]) -> None:
    assert {row["Note"] for row in rows} == {"Simulated"}
    assert len({row["Crime Ref"] for row in rows}) == len(rows)
    assert all(row["Crime Ref"].isdecimal() and len(row["Crime Ref"]) == 8 for row in rows)
    assert [row["Date Recorded"] for row in rows] == sorted(row["Date Recorded"] for row in rows)


def test_no_crime_ends_before_it_begins_or_after_it_was_recorded(rows: list[Row]) -> None:
    for row in rows:
        began, recorded = told(row["Committed From"]), date.fromisoformat(row["Date Recorded"])
        ended = told(row["Committed To"]) if row["Committed To"] else began
        assert began <= ended and ended.date() <= recorded
        assert recorded - began.date() <= timedelta(days=5)


def test_only_what_nobody_saw_has_two_times_and_they_are_no_further_apart_than_assumed(rows: list[Row]) -> None:
    spans: dict[str, list[timedelta]] = {}
    for row in rows:
        if row["Committed To"]:
            span = told(row["Committed To"]) - told(row["Committed From"])
            spans.setdefault(KIND[row["HO Code"]], []).append(span)
    assert spans.keys() == {kind for kind, one in circumstances().items() if one.unseen_hours}
    for kind, found in spans.items():
        longest = timedelta(hours=circumstances()[kind].unseen_hours)
        assert timedelta(0) < max(found) <= longest and max(found) > 0.9 * longest


@pytest.mark.parametrize("kind", circumstances())
def test_circumstances_come_as_often_as_was_assumed_of_the_kind(rows: list[Row], kind: str) -> None:
    own = [row for row in rows if KIND[row["HO Code"]] == kind]
    others = [row for row in own if row["DA Flag"] == "N"]
    one = circumstances()[kind]
    assert is_about(own, one.domestic, lambda row: row["DA Flag"] == "Y")
    assert is_about(own, one.hate, lambda row: row["Hate Flag"] == "Y")
    assert is_about(own, one.weapon, lambda row: row["Weapon"])
    assert is_about(others, one.victim, lambda row: row["Victim Age"])
    assert is_about(others, one.suspect, lambda row: row["Suspect Age"])


@pytest.mark.parametrize("kind", [kind for kind, one in circumstances().items() if not one.unseen_hours])
def test_crimes_that_were_seen_are_most_about_the_hour_of_their_kind(rows: list[Row], kind: str) -> None:
    hours = [told(row["Committed From"]).hour for row in rows if KIND[row["HO Code"]] == kind]
    away = Counter(min((hour - circumstances()[kind].peak_hour) % 24, 12) for hour in hours)
    near = sum((hour - circumstances()[kind].peak_hour + 6) % 24 <= 12 for hour in hours)
    assert near > 0.65 * len(hours), away


def test_crimes_are_recorded_after_as_many_days_as_was_assumed(rows: list[Row]) -> None:
    seen = [row for row in rows if not circumstances()[KIND[row["HO Code"]]].unseen_hours]
    for delay, percent in enumerate(DELAYS):
        assert is_about(
            seen,
            percent,
            lambda row, delay=delay: (
                date.fromisoformat(row["Date Recorded"]) - told(row["Committed From"]).date() == timedelta(days=delay)
            ),
        )


def test_domestic_abuse_has_a_victim_and_a_suspect(rows: list[Row]) -> None:
    flagged = [row for row in rows if row["DA Flag"] == "Y"]
    assert len(flagged) > 3_000
    assert all(row["Victim Age"] and row["Suspect Age"] for row in flagged)


def test_ages_and_sexes_are_spread_as_was_assumed_and_stand_together_or_not_at_all(rows: list[Row]) -> None:
    for who, column, letters in (("Victim", "victims", "FM"), ("Suspect", "suspects", "MF")):
        known = [row for row in rows if row[f"{who} Age"]]
        assert all((row[f"{who} Age"] == "") == (row[f"{who} Sex"] == "") for row in rows)
        assert {row[f"{who} Sex"] for row in known} == set(letters)
        for band in ages():
            within = range(band.first, band.last + 1)
            assert is_about(known, getattr(band, column), lambda row, r=within, w=who: int(row[f"{w} Age"]) in r)
    victims = [row for row in rows if row["Victim Age"]]
    for flag, percent in (("Y", WOMEN_DOMESTIC), ("N", WOMEN_OTHER)):
        assert is_about(
            [row for row in victims if row["DA Flag"] == flag], percent, lambda row: row["Victim Sex"] == "F"
        )
    assert is_about([row for row in rows if row["Suspect Age"]], MEN_SUSPECTED, lambda row: row["Suspect Sex"] == "M")


def test_knives_and_young_people_are_flagged_where_they_stand_in_the_row_and_nowhere_else(rows: list[Row]) -> None:
    sharp = {one.word for one in weapons() if one.sharp}
    for row in rows:
        young = any(row[age] and int(row[age]) < ADULT for age in ("Victim Age", "Suspect Age"))
        assert (row["Knife Flag"], row["Youth Flag"]) == ("Y" if row["Weapon"] in sharp else "N", "Y" if young else "N")


def test_weapons_are_those_of_the_list_in_their_shares(rows: list[Row]) -> None:
    armed = [row for row in rows if row["Weapon"]]
    assert {row["Weapon"] for row in armed} <= {one.word for one in weapons()}
    for one in weapons():
        assert is_about(armed, one.share, lambda row, word=one.word: row["Weapon"] == word)


def test_every_percentage_of_a_whole_adds_up_to_a_hundred() -> None:
    assert sum(DELAYS) == sum(one.share for one in weapons()) == 100
    assert sum(one.victims for one in ages()) == sum(one.suspects for one in ages()) == 100
    assert circumstances().keys() == set(KIND.values())
