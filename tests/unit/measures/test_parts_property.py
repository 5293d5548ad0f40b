"""Whatever is counted, the parts add up to the whole: the grouped count is a dictionary here, and the rest is real."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st
from tests.measures.tables import HERE, HERE_TOO, MEDWAY, NEXT_DOOR, figure, given, offences, street

from frankpledge.measures import counts as counts_module
from frankpledge.measures.catalogue import measure
from frankpledge.measures.counts import Evaluator
from frankpledge.terms.period import Month

MONTHS = ("2025-01", "2025-02", "2025-03")
CODES = ("8N", "105A", "34B", "28E", "92D", "66", "999", "12Z")  # the last two are in no group
KINDS = ("Burglary", "Drugs", "Robbery", "Anti-social behaviour")
PLACES = (HERE, HERE_TOO, NEXT_DOOR)
Event = dict[str, Any]
shared = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Evaluator:
    """Three months that are covered. What is counted in them is put in by each test."""
    covered = "\n".join(["month  lsoa  category  count", *(f"{month}  {NEXT_DOOR}  Burglary  1" for month in MONTHS)])
    by_code = "\n".join(["month  code  count", *(f"{month}  8N  1" for month in MONTHS)])
    return given(tmp_path_factory.mktemp("world"), street(covered), offences(by_code))


def _count(events: Sequence[Event]) -> Callable[..., list[tuple[Any, ...]]]:
    """The grouped count as anybody would write it."""

    def count_events(
        _library: object, _table: str, *, by: Sequence[str], where: Mapping[str, Sequence[str]]
    ) -> list[tuple[Any, ...]]:
        wanted = [one for one in events if all(one[column] in values for column, values in where.items())]
        counted = Counter((Month.parse(one["month"]), *(one[column] for column in by)) for one in wanted)
        return [(*key, number) for key, number in sorted(counted.items())]

    return count_events


def _values(world: Evaluator, name: str, period: str) -> tuple[Decimal, dict[str, Decimal]]:
    """A whole and its parts."""
    slugs = [*(slug for slug, _, _ in measure(name).groups), "unclassified"]
    key = f"{name}.level@{MEDWAY}@{period}"
    return figure(world, key).value, {slug: figure(world, f"{key}/{slug}").value for slug in slugs}


coded = st.fixed_dictionaries(
    {
        "month": st.sampled_from(MONTHS),
        "code": st.sampled_from(CODES),
        "authority": st.sampled_from((MEDWAY, "E07000110")),
    }
)
placed = st.fixed_dictionaries(
    {"month": st.sampled_from(MONTHS), "lsoa": st.sampled_from((*PLACES, None)), "category": st.sampled_from(KINDS)}
)


@shared
@examples(st.lists(coded, max_size=40))
def test_parts_and_what_is_not_classified_always_add_up_to_the_whole(world: Evaluator, events: list[Event]) -> None:
    world._held.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts_module, "count_events", _count(events))
        whole, parts = _values(world, "recorded-crime", "2025-01..2025-03")
    group_of = {code: slug for slug, _, codes in measure("recorded-crime").groups for code in codes}
    own = [one for one in events if one["authority"] == MEDWAY]
    expected = Counter(group_of.get(one["code"], "unclassified") for one in own)
    assert sum(parts.values()) == whole == len(own)
    assert parts == {slug: expected[slug] for slug in parts}


@shared
@examples(st.lists(placed, max_size=40))
def test_months_add_up_to_the_period_and_types_to_each_month(world: Evaluator, events: list[Event]) -> None:
    world._held.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts_module, "count_events", _count(events))
        whole, _ = _values(world, "street-crime", "2025-01..2025-03")
        months = {month: _values(world, "street-crime", month) for month in MONTHS}
        incidents = figure(world, f"asb.level@{MEDWAY}@2025-01..2025-03").value
    own = [one for one in events if one["lsoa"] in (HERE, HERE_TOO)]
    crimes = Counter(one["month"] for one in own if one["category"] != "Anti-social behaviour")
    assert {month: value for month, (value, _) in months.items()} == {month: crimes[month] for month in MONTHS}
    assert all(value == sum(parts.values()) for value, parts in months.values())
    assert sum(value for value, _ in months.values()) == whole
    assert whole + incidents == len(own)
