"""What somebody else worked out: who says so, on what, and whether it follows from its own parts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.tables import rows_of
from tests.unit.measures.holding import holding

from frankpledge.measures.aspect import write
from frankpledge.measures.stated import (
    PERIOD_NOT_GIVEN,
    agrees,
    baseline_figure,
    stated_figure,
    statements_of,
    with_statements_of,
    worked_out_again,
)
from frankpledge.record.model import Statement
from frankpledge.sources.stated import NO_PERIOD
from frankpledge.store.query import Library
from frankpledge.store.schema import Parsed
from frankpledge.store.tables import STATED
from frankpledge.terms.period import Period

RATE = Statement(
    key="rate",
    text="Recorded crimes for each thousand residents",
    who="The partnership",
    value=Decimal("119.67"),
    places=2,
    unit="per 1,000",
    period=Period.parse("2019-04..2020-03"),
    area="Medway",
    numerator=Decimal(33334),
    base=Decimal(278556),
    source="Strategic Assessment 2020",
    limitation="Residents only.",
)


def test_a_statement_says_who_states_it_from_which_source_and_is_not_counted_here() -> None:
    figure = stated_figure(RATE, "edition")
    assert figure.evidence == "stated"
    assert figure.method == "Stated by The partnership; source: Strategic Assessment 2020"
    assert figure.key == "statement.rate"
    assert write(figure) == "119.67"
    assert (write(figure, "numerator"), write(figure, "denominator")) == ("33,334", "278,556")
    assert figure.denominator_label == "as published"
    assert figure.notes == ("Residents only.",)
    assert figure.sources == ()


@pytest.mark.parametrize(("base", "again", "follows"), [(278_556, "119.67", True), (278_566, "119.66", False)])
def test_a_published_rate_is_worked_out_again_from_its_own_parts(base: int, again: str, follows: bool) -> None:
    statement = replace(RATE, base=Decimal(base))
    figure = worked_out_again(statement, "edition")
    assert figure is not None
    assert write(figure) == again
    assert agrees(statement, figure) is follows
    assert figure.key == "statement.rate.again"


@pytest.mark.parametrize(
    "statement",
    [
        replace(RATE, base=None),
        replace(RATE, numerator=None),
        replace(RATE, base=Decimal(0)),
        replace(RATE, unit="count"),
        replace(RATE, unit="rank"),
        replace(RATE, unit="percent change"),
    ],
)
def test_what_does_not_give_its_parts_cannot_be_worked_out_again(statement: Statement) -> None:
    assert worked_out_again(statement, "edition") is None


@pytest.mark.parametrize("unit", ["percent", "percent change"])
def test_a_percentage_without_its_base_says_so(unit: str) -> None:
    bare = replace(RATE, unit=unit, base=None, numerator=None, limitation="")  # type: ignore[arg-type]
    assert stated_figure(bare, "edition").notes == ("Base not given.",)
    assert stated_figure(replace(bare, base=Decimal(10), numerator=Decimal(1)), "edition").notes == ()


@pytest.mark.parametrize(
    ("unit", "value", "places", "text"),
    [
        ("count", "33334", 0, "33,334"),
        ("percent", "5", 0, "5%"),
        ("percent change", "12", 0, "+12%"),
        ("percent change", "-14", 0, "−14%"),
        ("per 1,000", "119.67", 2, "119.67"),
        ("rank", "8", 0, "8"),
        ("pounds", "12000", 0, "£12,000"),
        ("ratio", "1.3", 1, "1.3"),
        ("per 100,000", "4.4", 1, "4.4"),
    ],
)
def test_each_unit_is_written_in_its_own_way(unit: str, value: str, places: int, text: str) -> None:
    statement = replace(RATE, unit=unit, value=Decimal(value), places=places)  # type: ignore[arg-type]
    assert write(stated_figure(statement, "edition")) == text


def test_the_published_interval_travels_with_the_value_and_not_with_what_is_worked_out_again() -> None:
    statement = replace(RATE, low=Decimal("118.4"), high=Decimal("120.95"))
    figure, again = stated_figure(statement, "edition"), worked_out_again(statement, "edition")
    assert (write(figure, "low"), write(figure, "high")) == ("118.40", "120.95")
    assert again is not None and (again.low, again.high) == (None, None)


@pytest.mark.parametrize(
    ("unit", "baseline", "label", "note"),
    [
        ("percent", "1.48", "January to March 2020", "Compared with 1.48% (January to March 2020)."),
        ("pounds", "12000", "", "Compared with £12,000."),
        ("per 100,000", "4.4", "England", "Compared with 4.4 (England)."),
    ],
)
def test_what_a_value_is_compared_with_is_told_in_a_note(unit: str, baseline: str, label: str, note: str) -> None:
    statement = replace(RATE, unit=unit, baseline=Decimal(baseline), baseline_label=label)  # type: ignore[arg-type]
    assert note in stated_figure(statement, "edition").notes


def test_the_baseline_of_a_change_stands_for_its_base_which_is_still_not_given() -> None:
    bare = replace(RATE, unit="percent change", base=None, numerator=None, limitation="", baseline=Decimal(35088))
    figure = stated_figure(bare, "edition")
    assert write(figure, "denominator") == "35,088"
    assert figure.denominator_label == "baseline as published"
    assert figure.notes == ("Base not given.",)
    labelled = stated_figure(replace(bare, baseline_label="crimes of 2018/19"), "edition")
    assert labelled.denominator_label == "crimes of 2018/19"


@pytest.mark.parametrize(
    ("unit", "numerator", "base", "text"),
    [("per 100,000", "37", "834000", "4.4"), ("ratio", "6.5", "5", "1.3"), ("percent", "929", "1459", "63.7%")],
)
def test_a_ratio_and_a_rate_for_each_hundred_thousand_are_worked_out_again(
    unit: str, numerator: str, base: str, text: str
) -> None:
    statement = replace(RATE, unit=unit, places=1, numerator=Decimal(numerator), base=Decimal(base))  # type: ignore[arg-type]
    again = worked_out_again(statement, "edition")
    assert again is not None and write(again) == text


def test_a_rate_for_each_hundred_thousand_says_so_in_its_label() -> None:
    assert stated_figure(replace(RATE, unit="per 100,000"), "e").label.endswith(", for each 100,000 people")


HEAD = "key  who  value  unit  area  first  last  numerator  base  baseline  of  low  high  limitation"
ORDER = ("key", "text", *HEAD.split()[1:-1], "source", "limitation")


def library(tmp_path: Path, table: str) -> Library:
    """An edition whose table of statements holds these rows; - is a blank."""
    lines = []
    for number, row in enumerate(rows_of(f"{HEAD}\n{table.strip()}"), 2):
        words = {**row, "text": "What is stated", "source": "Report"}
        months = {name: f"{words[name]}-01" for name in ("first", "last")}
        lines.append((number, tuple((words | months)[name] or None for name in ORDER)))
    return holding(tmp_path, STATED, Parsed(rows_in=len(lines), rows=tuple(lines)))


def test_what_partners_files_state_is_read_as_what_the_record_states(tmp_path: Path) -> None:
    table = """
        rate  A  119.670  per 1,000  Medway  2019-04  2020-03  33334  278556  35.1  England  118.4  121  Residents.
        calls  B  30  percent change  Kent  2020-05  2020-06  -  -  -  -  -  -  -
    """
    calls, rate = statements_of(library(tmp_path, table))
    assert rate == replace(
        RATE,
        **{"text": "What is stated", "who": "A", "value": Decimal("119.670"), "places": 3, "source": "Report"},
        **{"baseline": Decimal("35.1"), "baseline_label": "England", "limitation": "Residents."},
        **{"low": Decimal("118.4"), "high": Decimal(121)},
    )
    assert (calls.places, calls.base, calls.baseline_label, calls.limitation) == (0, None, "", "")
    assert stated_figure(calls, "e").notes == ("Base not given.",)


def test_an_edition_without_statements_has_none(tmp_path: Path) -> None:
    assert statements_of(holding(tmp_path)) == ()


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        (["a A Medway 2020-01 2020-03", "b A Medway 2020-01 2020-03"], ["a", "b"]),
        (["a A Medway 2020-01 2020-03", "a A Medway 2020-04 2020-06"], ["a", "a-2020-01-to-2020-03"]),
        (["a Fire Medway 2020-01 2020-03", "a Health Medway 2020-01 2020-03"], ["fire-a", "health-a"]),
        (["a A Medway 2020-04 2020-06", "a A Medway 2020-06 2020-06"], ["a", "a-2020-04-to-2020-06"]),
        (
            ["a A X 2020-01 2020-03", "a A Y 2020-01 2020-03", "a A Z 2020-01 2020-03"],
            ["a", "a-2020-01-to-2020-03-x", "a-2020-01-to-2020-03-y"],
        ),
    ],
)
def test_every_key_is_there_once_whoever_uses_it(tmp_path: Path, table: list[str], keys: list[str]) -> None:
    rows = [
        f"{key}  {who}  1  count  {area}  {first}  {last}" + "  -" * 7
        for key, who, area, first, last in map(str.split, table)
    ]
    found = statements_of(library(tmp_path, "\n".join(rows)))
    assert [one.key for one in found] == keys
    assert found == statements_of(library(tmp_path / "again", "\n".join(reversed(rows))))


def test_what_a_value_is_compared_with_is_a_figure_of_its_own() -> None:
    assert baseline_figure(RATE, "e") is None
    found = baseline_figure(replace(RATE, baseline=Decimal("35.10"), baseline_label="England"), "e")
    assert found is not None
    assert (found.key, write(found), found.notes) == ("statement.rate.baseline", "35.10", ("Of England.",))
    change = baseline_figure(replace(RATE, unit="percent change", baseline=Decimal(410)), "e")
    assert change is not None and write(change) == "410"


ONE_ROW = "rate  A  7  count  Medway  2019-04  2020-03" + "  -" * 7


def test_the_statements_of_files_follow_those_of_the_record_and_each_key_is_there_once(tmp_path: Path) -> None:
    held = library(tmp_path, ONE_ROW)
    (filed,) = statements_of(held)
    assert with_statements_of(held, ()) == (filed,)
    assert with_statements_of(held, (RATE,)) == (RATE, replace(filed, key="file-rate"))


def test_what_the_record_states_again_is_not_said_twice(tmp_path: Path) -> None:
    held = library(tmp_path, ONE_ROW)
    recorded = replace(statements_of(held)[0], about="recorded-crime", source="Typed in")
    assert with_statements_of(held, (recorded,)) == (recorded,)


def test_a_missing_period_is_told_in_the_words_in_which_files_are_read() -> None:
    assert PERIOD_NOT_GIVEN == NO_PERIOD


@given(st.integers(0, 10**6), st.integers(1, 10**7), st.integers(0, 4))
def test_a_value_that_follows_from_its_parts_agrees_to_its_places_and_one_step_away_does_not(
    numerator: int, base: int, places: int
) -> None:
    step = Decimal(1).scaleb(-places)
    exact = (Decimal(numerator) * 1000 / Decimal(base)).quantize(Decimal(1).scaleb(-12))
    value = exact.quantize(step, rounding="ROUND_HALF_UP")
    right = replace(RATE, value=value, places=places, numerator=Decimal(numerator), base=Decimal(base))
    again = worked_out_again(right, "edition")
    assert again is not None and agrees(right, again)
    assert not agrees(replace(right, value=value + step), again)
