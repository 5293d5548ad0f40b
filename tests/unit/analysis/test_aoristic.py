"""Events known only to lie between two times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.aoristic import aoristic, weights_of

MONDAY = datetime.fromisoformat("2024-01-01")
starts = st.integers(0, 30 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


def slow_weights(start: datetime, end: datetime) -> list[float]:
    """Minute by minute."""
    week = [0.0] * 168
    minutes = int((end - start) / timedelta(minutes=1))
    for minute in range(minutes):
        at = start + timedelta(minutes=minute)
        week[24 * at.weekday() + at.hour] += 1 / minutes
    return week


def test_eight_to_four_weighs_an_eighth_in_each_hour() -> None:
    found = aoristic([(MONDAY.replace(hour=8), MONDAY.replace(hour=16))])
    assert found.day == tuple(0.125 if 8 <= hour < 16 else 0.0 for hour in range(24))
    assert found.week[:24] == found.day and sum(found.week[24:]) == 0
    assert (found.spread, found.short, found.without_end, found.refused) == (1, 1, 0, ())


@settings(max_examples=60)
@given(starts, st.integers(1, 167 * 60))
def test_it_agrees_with_counting_minute_by_minute(start: datetime, minutes: int) -> None:
    end = start + timedelta(minutes=minutes)
    assert weights_of(start, end).tolist() == pytest.approx(slow_weights(start, end), abs=1e-9)


def test_a_span_over_sunday_midnight_goes_on_at_the_beginning_of_the_week() -> None:
    sunday = MONDAY + timedelta(days=6, hours=23)
    weights = weights_of(sunday, sunday + timedelta(hours=2))
    assert weights[167] == weights[0] == 0.5


def test_part_of_an_hour_weighs_its_part() -> None:
    weights = weights_of(MONDAY + timedelta(minutes=45), MONDAY + timedelta(minutes=105))
    assert weights[:2].tolist() == [0.25, 0.75]


def test_a_missing_end_leaves_all_on_the_start_and_so_does_an_instant() -> None:
    at = MONDAY + timedelta(hours=5, minutes=59)
    found = aoristic([(at, None), (at, at)])
    assert found.day[5] == found.week[5] == 2
    assert (found.without_end, found.spread) == (1, 2)


def test_an_end_before_the_start_is_refused_by_its_place_and_not_spread() -> None:
    found = aoristic([(MONDAY, MONDAY), (MONDAY, MONDAY - timedelta(minutes=1)), (None, MONDAY), (None, None)])
    assert found.refused == (1, 2, 3) and found.spread == 1 and sum(found.week) == 1
    with pytest.raises(ValueError, match="end is before the start"):
        weights_of(MONDAY, MONDAY - timedelta(microseconds=1))


@pytest.mark.parametrize("hours", [168, 169, 100_000])
def test_a_week_and_more_weighs_alike_in_every_hour(hours: int) -> None:
    start = MONDAY + timedelta(hours=3, minutes=20)
    assert weights_of(start, start + timedelta(hours=hours)).tolist() == pytest.approx([1 / 168] * 168)


def test_the_share_of_long_spans_is_told_and_they_are_left_out_of_the_hours_of_the_day() -> None:
    day = timedelta(days=1)
    found = aoristic([(MONDAY, MONDAY + day), (MONDAY, MONDAY + day + timedelta(minutes=1)), (MONDAY, None)])
    assert found.long_share == pytest.approx(1 / 3) and found.short == 2
    assert sum(found.day) == pytest.approx(2) and sum(found.week) == pytest.approx(3)
    assert found.day[1] == pytest.approx(1 / 24)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.one_of(st.none(), starts), st.one_of(st.none(), starts)), max_size=8))
def test_weights_add_up_to_the_events_and_every_event_is_counted_or_refused(
    spans: list[tuple[datetime | None, datetime | None]],
) -> None:
    found = aoristic(spans)
    assert sum(found.week) == pytest.approx(found.spread) and sum(found.day) == pytest.approx(found.short)
    assert found.spread + len(found.refused) == len(spans)
    assert min(found.week) >= 0


def test_nothing_spread_has_no_share_and_a_time_zone_is_refused() -> None:
    assert aoristic([]).long_share is None
    with pytest.raises(ValueError, match="without a time zone; found one at 1"):
        aoristic([(MONDAY, None), (MONDAY.replace(tzinfo=UTC), None)])
