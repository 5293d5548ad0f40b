"""What partners send: as many events as were chosen, when and where they were assumed to be."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from frankpledge.demo.choices import FEED_YEARS, Feed, feeds
from frankpledge.demo.events import OUTWARD
from frankpledge.demo.tables import areas

BY_DATASET = {feed.dataset: feed for feed in feeds()}
PLACED = [feed for feed in feeds() if not feed.dataset.startswith("H")]
HEALTH = [feed for feed in feeds() if feed.dataset.startswith("H")]


def named(feed: Feed) -> str:
    return feed.dataset


def year_of(day: str) -> str:
    return "2018-19" if day < "2019-04" else "2019-20"


def test_every_holder_sends_something() -> None:
    assert {feed.dataset[0] for feed in feeds()} == {"P", "F", "L", "H"}
    assert [sum(feed.shares) for feed in feeds()] == [100] * len(feeds())


@pytest.mark.parametrize("feed", [feed for feed in feeds() if feed.counts], ids=named)
def test_each_year_has_as_many_events_as_were_chosen(written: Any, feed: Feed) -> None:
    found = Counter(year_of(row["Date"]) for row in written.feeds[feed.dataset])
    assert found == dict(zip(FEED_YEARS, feed.counts, strict=True))


def test_the_police_send_the_incidents_that_the_street_files_hold(written: Any) -> None:
    sent = Counter((row["Date"][:7], row["LSOA code"]) for row in written.feeds["P1"])
    street = Counter(
        (month, row["LSOA code"])
        for month, rows in written.street.items()
        for row in rows
        if not row["Crime ID"] and month >= "2018-04"
    )
    assert sent == street


@pytest.mark.parametrize("feed", feeds(), ids=named)
def test_every_row_is_of_medway_and_says_that_it_is_simulated(written: Any, feed: Feed) -> None:
    rows = written.feeds[feed.dataset]
    assert {(row["Dataset"], row["Area code"], row["Note"]) for row in rows} == {
        (feed.dataset, "E06000035", "Simulated"),
    }
    assert {row["Category"] for row in rows} <= set(feed.categories)
    for category, share in zip(feed.categories, feed.shares, strict=True):
        found = sum(row["Category"] == category for row in rows)
        expected = share / 100 * len(rows)
        assert abs(found - expected) < 4 * (expected * (1 - share / 100)) ** 0.5


def test_the_health_service_gives_outward_postcodes_and_no_small_area(written: Any) -> None:
    for feed in HEALTH:
        rows = written.feeds[feed.dataset]
        assert {row["Outward postcode"] for row in rows} == set(OUTWARD) and {row["LSOA code"] for row in rows} == {""}
    assert {len(row["Date"]) for row in written.feeds["H1"]} == {7} and {
        row["Time"] for row in written.feeds["H1"]
    } == {""}


def test_everybody_else_gives_small_areas_and_times(written: Any) -> None:
    known = {area.lsoa_code for area in areas()}
    for feed in PLACED:
        rows = written.feeds[feed.dataset]
        assert {row["LSOA code"] for row in rows} <= known and {row["Outward postcode"] for row in rows} == {""}
        assert all(len(row["Date"]) == 10 and len(row["Time"]) == 5 for row in rows)


def test_people_of_one_collision_share_its_time_and_place_and_five_are_hurt_in_every_four(written: Any) -> None:
    together: dict[str, set[tuple[str, str, str]]] = {}
    for row in written.feeds["L1"]:
        together.setdefault(row["Reference"], set()).add((row["Date"], row["Time"], row["LSOA code"]))
    assert all(len(told) == 1 for told in together.values())
    assert len(written.feeds["L1"]) / len(together) == pytest.approx(5 / 4, rel=0.01)


@pytest.mark.parametrize("feed", [feed for feed in feeds() if feed.dataset != "L1"], ids=named)
def test_elsewhere_each_event_has_a_reference_of_its_own(written: Any, feed: Feed) -> None:
    rows = written.feeds[feed.dataset]
    assert len({row["Reference"] for row in rows}) == len(rows)


def test_fires_outdoors_are_most_in_summer_and_in_the_evening(written: Any) -> None:
    rows = written.feeds["F3"]
    assert BY_DATASET["F3"].season is not None and BY_DATASET["F3"].season.peak_month == 7
    summer = sum(row["Date"][5:7] in ("06", "07", "08") for row in rows)
    winter = sum(row["Date"][5:7] in ("12", "01", "02") for row in rows)
    assert summer > 1.3 * winter
    evening = sum(int(row["Time"][:2]) >= 14 or int(row["Time"][:2]) < 2 for row in rows)
    assert evening > 0.65 * len(rows)
