from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.assessment.example import (
    CHANGE,
    COVER,
    DOCUMENT,
    LEDGER,
    LEVEL,
    MONTHS,
    PEERS,
    RATE,
    SOURCES,
    TYPES,
    types_chart,
)

from frankpledge.assessment.blocks import Document, Number, Paragraph
from frankpledge.assessment.ledger import COLUMNS, ledger_csv, make_ledger
from frankpledge.terms.errors import GuardError


def test_the_ledger_holds_each_figure_once_in_the_order_of_first_use() -> None:
    keys = list(LEDGER.figures)
    assert keys[:3] == [LEVEL.key, RATE.key, CHANGE.key]
    others = {f.key for f in MONTHS} | {f.key for _, f in TYPES} | {f.key for _, f in PEERS}
    assert set(keys[3:]) == others
    assert len(keys) == len(set(keys)) == 3 + len(others)


def test_places_count_from_one() -> None:
    assert list(LEDGER.numbered().values()) == list(range(1, len(LEDGER.figures) + 1))
    assert LEDGER.numbered()[LEVEL.key] == 1


def test_figures_that_are_only_drawn_are_in_the_ledger_too() -> None:
    chart = types_chart(table=replace(types_chart().table, rows=()))
    ledger = make_ledger(Document(cover=COVER, blocks=(chart,)), SOURCES)
    assert set(ledger.figures) == {count.key for _, count in TYPES}


def test_one_key_for_two_figures_is_refused() -> None:
    blocks = (Paragraph((Number(LEVEL),)), Paragraph((Number(replace(LEVEL, value=Decimal(40000))),)))
    with pytest.raises(GuardError, match="Two different figures have the key") as caught:
        make_ledger(Document(cover=COVER, blocks=blocks), SOURCES)
    assert caught.value.found == "33,334 and 40,000"


def test_the_csv_gives_the_printed_and_the_exact_value_of_every_figure() -> None:
    rows = list(csv.DictReader(io.StringIO(ledger_csv(LEDGER))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["key"] for row in rows] == list(LEDGER.figures)
    rate = rows[1]
    assert (rate["printed"], rate["value"], rate["low"], rate["high"]) == ("119.67", "119.667", "118.38", "120.96")
    assert (rate["numerator"], rate["denominator"], rate["unit"]) == ("33334", "278556", "per_1000")


def test_the_csv_says_how_a_change_was_tested() -> None:
    change = list(csv.DictReader(io.StringIO(ledger_csv(LEDGER))))[2]
    assert (change["verdict"], change["p"], change["dispersion"]) == ("fell", "0.0004", "4.2")
    assert (change["period"], change["compared_with"]) == ("2019-04..2020-03", "2018-04..2019-03")


def test_the_csv_is_the_same_each_time() -> None:
    assert ledger_csv(LEDGER) == ledger_csv(make_ledger(DOCUMENT, SOURCES))
