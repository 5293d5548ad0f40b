"""Counts that their owner made: parts within their whole, missing values missing, each measure with its own run."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publishers import KENT, MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import run

from frankpledge.sources.series import HEADER, KINDS, SOURCE
from frankpledge.store.schema import Parsed
from frankpledge.store.snapshot import Coverage
from frankpledge.terms.period import Period

NAME = "calls.csv"


def value(number: object, first: str = "2019/20", last: str = "", **given: str) -> list[str]:
    """One row, with the columns of the layout by their plain names."""
    cells = {
        **{"measure": "calls", "what": "Calls to Kent Police", "kind": "call", "part": "", "area": KENT},
        **{"first": first, "last": last, "value": str(number), "base": "", "source": "Kent Police", "note": ""},
    }
    return list((cells | given).values())


def part(number: object, first: str = "2019/20", measure: str = "calls-101", **given: str) -> list[str]:
    return value(number, first, **{"measure": measure, "what": f"{measure} calls", "part": "calls", **given})


def read(folder: Path, *rows: list[str]) -> Any:
    return run(SOURCE, put(folder / NAME, csv_text(HEADER, rows)), NAME)


def test_a_sound_file_gives_each_value_with_its_period_and_owner(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, value("344,749", base="400000"), part(17, "2019-04"), part(19, "2019-05"))
    assert (account.rows_in, account.kept) == (3, 3)
    shared = {"kind": "call", "area": KENT, "source": "Kent Police"}
    assert rows[0] == {
        **{"row": 2, "measure": "calls", "title": "Calls to Kent Police", "part_of": None, **shared},
        **{"first": date(2019, 4, 1), "last": date(2020, 3, 1), "value": 344_749, "base": 400_000},
    }
    assert (rows[1]["part_of"], rows[1]["value"], rows[1]["base"]) == ("calls", 17, None)
    assert reading.publication.key == "series"
    assert not reading.confidential and not reading.remarks
    assert reading.coverage == (
        Coverage(KENT, Period.parse("2019-04..2020-03"), "calls"),
        Coverage(KENT, Period.parse("2019-04..2019-05"), "calls-101"),
    )


def test_a_measure_with_gaps_covers_each_run_of_months_and_no_more(tmp_path: Path) -> None:
    rows = [value(1, month) for month in ("2025-01", "2025-02", "2025-05")]
    reading, _, _ = read(tmp_path, *rows, value(1, "2025-02", area=MEDWAY))
    assert reading.coverage == (
        Coverage(MEDWAY, Period.parse("2025-02"), "calls"),
        Coverage(KENT, Period.parse("2025-01..2025-02"), "calls"),
        Coverage(KENT, Period.parse("2025-05"), "calls"),
    )


@pytest.mark.parametrize("cell", ["", " ", "n/a", "N/A", "[x]", "[c]", "[z]"])
def test_a_value_that_is_not_given_is_missing_and_never_nought(tmp_path: Path, cell: str) -> None:
    reading, account, rows = read(tmp_path, value(cell), value("0", "2020/21"))
    assert [row["value"] for row in rows] == [None, 0]
    assert account.kept == 2
    assert reading.coverage == (Coverage(KENT, Period.parse("2019-04..2021-03"), "calls"),)


def test_the_calls_of_2020_that_were_fewer_than_those_to_101_are_refused_with_both_numbers(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, value("344,749"), part("470,314"), value(9, measure="chats", what="Chats"))
    why = (
        "the parts of calls add up to 470,314, more than the 344,749 given for calls itself (E23000032, April 2019 to "
        "March 2020): one of the numbers is wrong, or they do not count the same thing"
    )
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(2, (why,)), (3, (why,))]
    assert account.rejected[1].raw == ",".join(f'"{c}"' if "," in c else c for c in part("470,314"))
    assert [row["measure"] for row in rows] == ["chats"]
    assert [one.what for one in reading.coverage] == ["chats"]


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([value(10), part(6), part(4, measure="calls-999")], 3),
        ([value(10), part(6), part(5, measure="calls-999")], 0),
        ([value(10), part(6, "2019-04"), part(5, "2019-05")], 0),
        ([value(10), part(10, "2019-04"), part("", "2019-05")], 3),
        ([value(10, "2019-04"), value(10, "2019-05"), part(19, "2019-04", last="2019-05")], 3),
        ([value(10, "2019-04"), value(10, "2019-05"), part(21, "2019-04", last="2019-05")], 0),
        ([value(10, "2019-04"), value("", "2019-05"), part(21, "2019-04", last="2019-05")], 3),
        ([value(10, "2019-04"), part(11, "2019-03")], 2),
        ([value(10, "2019-04"), part(11, "2019-04", area=MEDWAY)], 2),
        ([value(10), value(20, "2020/21"), part(21, "2020/21"), part(3)], 2),
    ],
)
def test_parts_are_held_against_their_whole_in_every_area_and_period(
    tmp_path: Path, rows: list[list[str]], kept: int
) -> None:
    assert read(tmp_path, *rows)[1].kept == kept


@given(
    st.lists(st.integers(0, 9) | st.none(), min_size=3, max_size=3),
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.integers(0, 12)), max_size=2),
)
def test_no_parts_that_are_kept_exceed_a_whole_that_is_kept_over_any_period(
    tmp_path_factory: pytest.TempPathFactory, wholes: list[int | None], parts: list[tuple[int, int, int]]
) -> None:
    months = ("2025-01", "2025-02", "2025-03")
    rows = [value("" if number is None else number, month) for month, number in zip(months, wholes, strict=True)]
    for place, (first, length, number) in enumerate(parts):
        last = months[min(2, first + length - 1)]
        rows.append(part(number, months[first], measure=f"part-{place}", last=last))
    path = put(tmp_path_factory.mktemp("x") / NAME, csv_text(HEADER, rows))
    content = SOURCE.read(path, NAME).content
    assert isinstance(content, Parsed)
    assert content.rows_in == len(content.rows) + len(content.rejected)
    kept = [values for _, values in content.rows]
    for begin, end in [(a, a) for a in range(3)] + list(combinations(range(3), 2)):
        span = [f"{month}-01" for month in months[begin : end + 1]]
        whole = {row[5]: row[7] for row in kept if row[0] == "calls" and row[5] in span}
        some = sum(row[7] or 0 for row in kept if row[3] == "calls" and row[5] in span and row[6] in span)  # type: ignore[misc]
        if len(whole) == len(span) and None not in whole.values():
            covers = {(row[5], row[6]) for row in kept if row[3] == "calls"} | {(day, day) for day in whole}
            if (span[0], span[-1]) in covers:
                assert some <= sum(whole.values())  # type: ignore[arg-type]


BAD = {
    "the value of 5 is more than its base of 4": value(5, base="4"),
    "the value is neither a whole number nor blank, n/a or [x]": value("-"),
    "the base is neither a whole number nor blank, n/a or [x]": value(5, base="1.5"),
    "the kind is not crime, incident, call, report, order, search or outcome": value(5, kind="Call"),
    "the area is not the code of one in England or Wales, such as E06000035": value(5, area="Kent"),
    "the column What is blank": value(5, what=" "),
    "the column Source is blank": value(5, source=""),
    "the measure is a part of itself": value(5, part="calls"),
    "a measure's name has other signs than small letters, figures and hyphens, as in calls-999": value(
        5, measure="A b"
    ),
    "the period is not one from a month such as 2025-01, or a year such as 2019/20, to another": value(5, "2019"),
    "calls is described otherwise than in an earlier row: What, Kind or Part of": value(5, "2020/21", what="Calls"),
    "calls already has a value for a month of March 2020 in E23000032": value(5, "2020-03"),
    "simulated and published rows are mixed in one file": value(5, "2020/21", note="Simulated"),
    "the note is neither blank nor Simulated": value(5, "2020/21", note="revised"),
    "11 fields are expected and 2 were found: the line is torn": ["calls", "x"],
}


@pytest.mark.parametrize(("reason", "row"), BAD.items(), ids=BAD.keys())
def test_a_bad_row_is_refused_with_its_reason(tmp_path: Path, reason: str, row: list[str]) -> None:
    rows = [value(1), row, value(1, "2021/22")]
    if row[-1] == "Simulated":
        rows = [value(1, note="Simulated"), value(5, "2020/21"), value(1, "2021/22", note="Simulated")]
    _, account, found = read(tmp_path, *rows)
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]
    assert [kept["row"] for kept in found] == [2, 4]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("area", [KENT, MEDWAY, "K04000001", "E92000001", "W92000004", "E22000143", "E05008922"])
def test_every_kind_in_every_kind_of_area_is_taken(tmp_path: Path, kind: str, area: str) -> None:
    assert read(tmp_path, value(1, kind=kind, area=area))[1].kept == 1


def test_a_part_whose_whole_is_not_in_the_file_is_kept_with_a_remark(tmp_path: Path) -> None:
    reading, account, _ = read(tmp_path, part(5))
    assert account.kept == 1
    assert reading.remarks == ("calls is not in the file, so that its parts could not be compared with it.",)


def test_a_simulated_file_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, value(1, note="Simulated"))[0].simulated == "Simulated counts"


@pytest.mark.parametrize("header", [(*HEADER, "Officer"), HEADER[::-1], HEADER[:-1], ("Set", *HEADER[1:])])
def test_another_layout_is_refused(tmp_path: Path, header: tuple[str, ...]) -> None:
    with refused("has other columns"):
        run(SOURCE, put(tmp_path / NAME, csv_text(header, [value(1)])))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_blank_lines_and_line_ends_of_any_system_are_read(tmp_path: Path, newline: str) -> None:
    text = "\ufeff" + csv_text(HEADER, [value(1), [""] * 11, part(2)], newline) + newline + "," * 10 + newline
    _, account, rows = run(SOURCE, put(tmp_path / NAME, text))
    assert [(bad.line, bad.reasons[0][:31]) for bad in account.rejected] == [
        (2, "the parts of calls add up to 2,"),
        (4, "the parts of calls add up to 2,"),
    ]
    assert (account.rows_in, rows) == (2, [])


@pytest.mark.parametrize("text", [csv_text(HEADER, [value(1)]).encode() + b"\xe9\n", b'Measure,"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused(NAME):
        run(SOURCE, put(tmp_path / NAME, text))


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    with refused("cut off at its end"):
        run(SOURCE, put(tmp_path / NAME, csv_text(HEADER, [value(1), value(1, "2020/21")])[:-20]))
