"""Statements of partners: each with who says it, of when and where; two partners' files never collide."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from tests.publishers import KENT, MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.stated import HEADER, SOURCE, UNITS
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage
from frankpledge.terms.period import Period

NAME = "statements.csv"
OURS = resources.files("frankpledge.demo").joinpath("workspace", "files", "partner-statements.csv")


def said(
    key: str = "notices", value: str = "14", first: str = "2020-03", last: str = "2020-10", **given: str
) -> list[str]:
    """One row, with the columns of the layout by their plain names."""
    cells = {
        **{"key": key, "text": "Notices issued", "who": "Trading Standards", "value": value, "unit": "count"},
        **{"area": "Medway", "first": first, "last": last, "numerator": "", "base": "", "baseline": ""},
        **{"of": "", "low": "", "high": "", "source": "Report", "limitation": "", "note": ""},
    }
    return list((cells | given).values())


def read(folder: Path, *rows: list[str], name: str = NAME) -> Any:
    return run(SOURCE, put(folder / name, csv_text(HEADER, rows)), name)


def test_a_sound_file_gives_each_statement_as_it_was_written(tmp_path: Path) -> None:
    full = said(
        *("share", "2.50"),
        **{"unit": "percent", "area": MEDWAY, "numerator": "1,000", "base": "40000", "baseline": "1.48"},
        **{"of": "the quarter before", "low": "2.4", "high": "2.6", "limitation": "A remark."},
    )
    reading, account, rows = read(tmp_path, full, said(value="−6,503"))
    assert (account.rows_in, account.kept) == (2, 2)
    dates = {"first": date(2020, 3, 1), "last": date(2020, 10, 1)}
    assert rows == [
        {"row": 2, "key": "share", "text": "Notices issued", "who": "Trading Standards", "value": "2.50"}
        | {"unit": "percent", "area": MEDWAY, **dates, "numerator": "1000", "base": "40000", "baseline": "1.48"}
        | {"baseline_label": "the quarter before", "low": "2.4", "high": "2.6", "source": "Report"}
        | {"limitation": "A remark."},
        {"row": 3, "key": "notices", "text": "Notices issued", "who": "Trading Standards", "value": "-6503"}
        | {"unit": "count", "area": "Medway", **dates, "numerator": None, "base": None, "baseline": None}
        | {"baseline_label": None, "low": None, "high": None, "source": "Report", "limitation": None},
    ]
    period = Period.parse("2020-03..2020-10")
    assert reading.publication.key == "stated"
    assert reading.coverage == (
        Coverage(MEDWAY, period, "Trading Standards: share"),
        Coverage(ENGLAND_AND_WALES, period, "Trading Standards: notices"),
    )


def test_each_statement_is_ground_of_its_own(tmp_path: Path) -> None:
    ground = [
        set(read(tmp_path, row)[0].coverage)
        for row in (said(), said(who="Housing"), said("visits"), said(last="2020-11"), said(value="15"))
    ]
    assert len(set.union(*ground)) == 4
    assert ground[0] == ground[4]


def test_a_statement_without_a_period_says_so_and_takes_that_of_the_file(tmp_path: Path) -> None:
    rows = [said("a", first="", last="", limitation="A remark."), said("b"), said("c", first="2021-01", last="")]
    _, _, found = read(tmp_path, *rows)
    first = found[0]
    assert (first["first"], first["last"]) == (date(2020, 3, 1), date(2021, 1, 1))
    assert [row["limitation"] for row in found] == ["A remark. Period not given.", None, None]
    _, _, found = read(tmp_path, said(first="", last=""), name="statements 2019-04..2020-03.csv")
    assert (found[0]["first"], found[0]["last"]) == (date(2019, 4, 1), date(2020, 3, 1))


def test_a_file_without_any_period_is_refused(tmp_path: Path) -> None:
    with refused("gives no period for any of its statements", "statements 2025-01..2025-03.csv"):
        read(tmp_path, said(first="", last=""))


BAD = {
    "the column Value is blank": said("x", ""),
    "the column Value holds something that is not a number, or a number with its sign": said("x", "£14"),
    "the column Base holds something that is not a number, or a number with its sign": said("x", base="n/a"),
    "the column Statement is blank": said("x", text=""),
    "the column Who is blank": said("x", who=" "),
    "the column Area is blank": said("x", area=""),
    "the column Source is blank": said("x", source=""),
    "the key has other signs than small letters, figures and hyphens": said("Notices"),
    f"the unit is not {', '.join(UNITS[:-1])} or ratio": said("x", unit="%"),
    "the value 14 is not between 15 and 16": said("x", low="15", high="16"),
    "one end of the interval is given without the other": said("x", low="13"),
    "the numerator 15 is more than the base 14": said("x", unit="percent", numerator="15", base="14"),
    "the period is not one from a month such as 2025-01, or a year such as 2019/20, to another": said(
        "x", first="2020"
    ),
    "the same key stands in an earlier row for the same partner, area and period": said(),
    "the note is neither blank nor Simulated": said("x", note="draft"),
    "17 fields are expected and 2 were found: the line is torn": ["x", "y"],
}


@pytest.mark.parametrize(("reason", "row"), BAD.items(), ids=BAD.keys())
def test_a_bad_row_is_refused_with_its_reason(tmp_path: Path, reason: str, row: list[str]) -> None:
    _, account, found = read(tmp_path, said(), row, said("z"))
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]
    assert [kept["row"] for kept in found] == [2, 4]


@pytest.mark.parametrize("value", ["1e3", "1,00", "12,3456", "50%", "five", ".5", "1.", "٣", "NaN", "1" * 16])
def test_what_is_not_a_plain_number_is_refused(tmp_path: Path, value: str) -> None:
    assert reasons(read(tmp_path, said(), said("x", value))[1]).total() == 1


def test_sentences_are_taken_and_what_names_a_person_is_not(tmp_path: Path) -> None:
    long = "Over the whole of the year the team issued notices to businesses " * 3
    assert read(tmp_path, said(text=long, limitation=long))[1].kept == 1
    with refused("telephone numbers in the column Limitation, line 2"):
        read(tmp_path, said(limitation="Ring 01634 306000 for more."))


def test_a_simulated_file_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, said(note="Simulated"))[0].simulated == "Simulated statements"
    mixed = read(tmp_path, said(note="Simulated"), said("x"))
    assert reasons(mixed[1]) == {"simulated and published rows are mixed in one file": 1}


@pytest.mark.parametrize("header", [(*HEADER, "Officer"), HEADER[::-1], HEADER[:-1], ("Name", *HEADER[1:])])
def test_another_layout_is_refused(tmp_path: Path, header: tuple[str, ...]) -> None:
    with refused("has other columns"):
        run(SOURCE, put(tmp_path / NAME, csv_text(header, [said()])))


@pytest.mark.parametrize("text", [csv_text(HEADER, [said()]).encode() + b"\xe9\n", b'Key,"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused(NAME):
        run(SOURCE, put(tmp_path / NAME, text))


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    with refused("cut off at its end"):
        run(SOURCE, put(tmp_path / NAME, csv_text(HEADER, [said(), said("x")])[:-20]))


def test_the_statements_of_the_example_are_all_taken_and_identify_nobody() -> None:
    with resources.as_file(OURS) as path:
        reading, account, rows = run(SOURCE, path)
        with path.open(encoding="utf-8", newline="") as file:
            plain = list(csv.DictReader(file))
    assert account.rejected == () and account.kept == len(plain) == 47
    assert not reading.simulated
    assert {Decimal(row["Value"].replace(",", "")) for row in plain} == {Decimal(row["value"]) for row in rows}
    values = {row["key"]: (row["value"], row["unit"]) for row in rows}
    assert values["premises-visited"] == ("6503", "count")
    assert values["treatment-completion"] == ("1.3", "ratio")
    assert values["drug-deaths"] == ("4.4", "per 100,000")
    assert values["youth-crime-fund"] == ("1362645", "pounds")
    assert values["mental-health-attendances"] == ("2.58", "percent")
    assert len({row["key"] for row in rows}) == len(rows)
    text = " ".join(cell for row in plain for cell in row.values()).casefold()
    assert not [word for word in ("suicide", "remanded", "youth offend", "female", "100%") if word in text]
    assert {row["base"] for row in rows if row["base"]} == {"15", "30"}
    assert KENT not in {one.area for one in reading.coverage}
