from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.assessment.example import CHANGE, LEVEL, MONTHS, PEERS, RATE, SOURCES

from frankpledge.assessment.blocks import Runs, Text
from frankpledge.assessment.explain import explain
from frankpledge.assessment.tokens import tokens_of
from frankpledge.measures.model import Figure, Verdict
from frankpledge.measures.model import Test as Outcome  # under its own name pytest would take it for tests


def _words(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _account(figure: Figure) -> dict[str, str]:
    return {heading: _words(runs) for heading, runs in explain(figure, SOURCES)}


def test_a_rate_is_shown_with_its_count_its_base_and_its_scale() -> None:
    account = _account(RATE)
    assert account["Worked out from"] == "33,334 divided by 278,556 residents, mid-2019, times 1,000"
    assert account["Interval, at ninety-five per cent"] == "118.38 to 120.96"
    assert account["Value"].startswith("119.67 per 1,000 residents")


def test_a_change_is_shown_with_both_counts_and_both_periods() -> None:
    assert _account(CHANGE)["Worked out from"] == (
        "33,334 in April 2019 to March 2020 against 35,088 in April 2018 to March 2019"
    )


def test_a_comparison_gives_its_verdict_its_test_and_what_it_allowed_for() -> None:
    compared = _account(CHANGE)["Compared"]
    assert compared.startswith("It fell by more than chance would explain.")
    assert "below 0.001" in compared
    assert "4.2 times what chance alone would give" in compared
    assert compared.endswith("Method: log rate ratio")


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("rose", "rose by more than chance"),
        ("no clear change", "not called a change: chance alone could explain it"),
        ("not tested", "was not tested"),
    ],
)
def test_each_verdict_has_its_words(verdict: Verdict, words: str) -> None:
    assert words in _account(replace(CHANGE, test=Outcome(verdict=verdict, method="exact")))["Compared"]


def test_a_count_says_what_when_where_how_and_from_what() -> None:
    account = _account(LEVEL)
    assert account["What it is"] == "Recorded crime in Oldbridge"
    assert account["Area"] == "Oldbridge (E06000001)"
    assert account["Period"] == "April 2019 to March 2020"
    assert account["Method"] == "Count of records"
    assert account["Source"].startswith("Recorded offences (the police force; April 2015 to March 2020).")
    assert account["Source"].endswith("One row an offence.")
    assert account["Key in the ledger"] == LEVEL.key
    assert account["Edition of the evidence"] == "3f2a9b0c1d2e"


def test_what_a_figure_has_not_is_not_spoken_of() -> None:
    assert not {"Worked out from", "Interval, at ninety-five per cent", "Compared", "Note"} & set(_account(LEVEL))


def test_notes_and_each_source_have_a_line_of_their_own() -> None:
    lines = explain(replace(LEVEL, notes=("One.", "Two."), sources=("offences", "unknown-key")), SOURCES)
    assert [_words(runs) for heading, runs in lines if heading == "Note"] == ["One.", "Two."]
    assert [_words(runs) for heading, runs in lines if heading == "Source"][1] == "unknown-key"


@pytest.mark.parametrize("figure", [LEVEL, RATE, CHANGE, MONTHS[0], PEERS[0][1]])
def test_every_line_gives_an_account_of_its_numbers_and_no_heading_holds_one(figure: Figure) -> None:
    for heading, runs in explain(replace(figure, notes=("Counted on 3 May 2020.",)), SOURCES):
        tokens_of(runs)
        Text(heading)


def test_the_value_in_an_account_is_the_figures_own() -> None:
    tokens = [token for _, runs in explain(CHANGE, SOURCES) for token in tokens_of(runs) if token.kind == "figure"]
    assert {token.origin for token in tokens} == {
        f"{CHANGE.key}#{aspect}" for aspect in ("value", "numerator", "denominator", "low", "high", "p", "phi")
    }


def test_an_interval_without_both_ends_is_not_shown() -> None:
    assert "Interval, at ninety-five per cent" not in _account(replace(RATE, low=None))
    assert _account(replace(RATE, low=Decimal(1)))["Interval, at ninety-five per cent"] == "1.00 to 120.96"


def test_a_row_of_a_table_says_that_it_was_judged_more_strictly() -> None:
    strict = replace(CHANGE, test=Outcome(verdict="no clear change", method="exact", rows=9))
    assert _account(strict)["Compared"].startswith("Judged more strictly, as one row of a table of many.")
    alone = replace(CHANGE, test=Outcome(verdict="no clear change", method="exact"))
    assert "strictly" not in _account(alone)["Compared"]
