"""What people write survives being written down, and a slip of the pen is answered with its place and a guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.record import codec
from frankpledge.record.file import read_record
from frankpledge.record.model import (
    Annotation,
    Assumption,
    Body,
    Commentary,
    Partnership,
    Plan,
    Priority,
    Record,
    Statement,
)
from frankpledge.terms.errors import WorkspaceError
from frankpledge.terms.period import Month, Period

TEXT = st.text(max_size=12)
MONTHS = st.builds(Month, st.integers(2000, 2030), st.integers(1, 12))
PERIODS = st.tuples(MONTHS, MONTHS).map(lambda pair: Period(min(pair), max(pair)))
NUMBERS = st.decimals(-1_000_000, 1_000_000, places=2)


def many(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


PARTNERSHIPS = st.builds(Partnership, period=PERIODS)
RECORDS = st.builds(
    Record,
    partnership=PARTNERSHIPS,
    bodies=many(st.builds(Body)),
    plan=st.none() | st.builds(Plan, priorities=many(st.builds(Priority, sub_priorities=many(TEXT)))),
    annotations=many(st.builds(Annotation, period=PERIODS, measures=many(TEXT))),
    statements=many(
        st.builds(Statement, value=NUMBERS, period=PERIODS, base=st.none() | NUMBERS, numerator=st.none() | NUMBERS)
    ),
    assumptions=many(st.builds(Assumption)),
    commentary=many(st.builds(Commentary, approved_values=many(st.tuples(TEXT, TEXT)))),
    format=st.just(1),
)

PLAIN: dict[str, Any] = {
    "name": "Medway Community Safety Partnership",
    "area": "E06000035",
    "area_name": "Medway",
    "title": "Strategic assessment",
    "period": "2025-01..2025-12",
    "dated": "2026-02-01",
}
STATEMENT: dict[str, Any] = {
    "key": "fires",
    "text": "fires",
    "who": "the fire service",
    "value": "120",
    "period": "2025-01..2025-12",
    "area": "E06000035",
    "source": "annual report",
}


@settings(max_examples=60)
@given(RECORDS)
def test_a_record_reads_back_what_it_writes(record: Record) -> None:
    text = codec.to_json(record)
    again = read_record(text)
    assert again == record
    assert codec.to_json(again) == text
    assert codec.digest(again) == codec.digest(record)


@settings(max_examples=60)
@given(RECORDS, RECORDS)
def test_two_records_have_one_digest_only_if_they_are_the_same(one: Record, other: Record) -> None:
    assert (codec.to_json(one) == codec.to_json(other)) == (codec.digest(one) == codec.digest(other))


def build(kind: type[Any], plain: dict[str, Any], **changed: Any) -> Any:
    return codec.build(kind, {**plain, **changed}, "partnership.toml")


def test_plain_values_become_what_they_mean() -> None:
    partnership = build(Partnership, PLAIN)
    assert partnership.period == Period.parse("2025-01..2025-12")
    assert partnership.dated == date(2026, 2, 1) == build(Partnership, PLAIN, dated=date(2026, 2, 1)).dated
    assert build(Statement, STATEMENT, value=3).value == Decimal(3)
    assert build(Statement, STATEMENT, value="2.50").value == Decimal("2.50")
    assert build(Statement, STATEMENT).base is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"titel": "x"}, ("titel", "Did you mean 'title'?")),
        ({"zzzzz": "x"}, ("zzzzz", "Remove it.")),
        ({"status": "publishd"}, ("status", "publishd", "Did you mean 'published'?")),
        ({"nation": "Scotland"}, ("nation", "'England' or 'Wales'")),
        ({"period": "2025-12..2025-01"}, ("period", "cannot end")),
        ({"period": "2025"}, ("period", "'2025'")),
        ({"period": 2025}, ("period", "wrong kind", "Period")),
        ({"dated": "1 February 2026"}, ("dated", "1 February 2026")),
        ({"name": 5}, ("name", "wrong kind", "str")),
        ({"name": ["a"]}, ("name", "wrong kind")),
        ({"name": None}, ("name", "wrong kind")),
    ],
)
def test_a_slip_in_an_entry_names_the_file_the_entry_and_the_closest_choice(
    changed: dict[str, Any], words: tuple[str, ...]
) -> None:
    with pytest.raises(WorkspaceError) as caught:
        build(Partnership, PLAIN, **changed)
    assert caught.value.problem.startswith("partnership.toml")
    assert all(word in str(caught.value) for word in words), str(caught.value)


@pytest.mark.parametrize("missing", list(PLAIN))
def test_a_missing_entry_is_named(missing: str) -> None:
    with pytest.raises(WorkspaceError, match=f"'{missing}' is missing"):
        codec.build(Partnership, {name: value for name, value in PLAIN.items() if name != missing}, "partnership.toml")


@pytest.mark.parametrize("value", [2.58, True, "two", "NaN", "Infinity", "1e", "", [1], None])
def test_a_number_that_is_not_exact_is_refused(value: Any) -> None:
    with pytest.raises(WorkspaceError, match="value"):
        build(Statement, STATEMENT, value=value)


@pytest.mark.parametrize("places", ["2", 2.0, True, None])
def test_a_whole_number_is_not_a_text_nor_a_truth(places: Any) -> None:
    with pytest.raises(WorkspaceError, match="places"):
        build(Statement, STATEMENT, places=places)


def test_a_list_names_the_item_that_is_wrong() -> None:
    with pytest.raises(WorkspaceError, match="sub_priorities, item 2"):
        build(Priority, {"name": "a", "sub_priorities": ["x", 2]})
    with pytest.raises(WorkspaceError, match="should be a list"):
        build(Priority, {"name": "a", "sub_priorities": "x"})


@pytest.mark.parametrize("pair", [[], ["a"], ["a", "b", "c"]])
def test_a_pair_has_two_values(pair: list[str]) -> None:
    with pytest.raises(WorkspaceError, match="should have 2 values"):
        build(Commentary, {"chapter": "c", "text": "t", "approved_values": [pair]})


def test_an_entry_within_an_entry_is_checked_too() -> None:
    with pytest.raises(WorkspaceError, match=r"priorities, item 1: .*'nmae'"):
        build(Plan, {"title": "t", "priorities": [{"nmae": "x"}]})
    with pytest.raises(WorkspaceError, match="a table of entries belongs here"):
        build(Plan, {"title": "t", "priorities": ["x"]})
