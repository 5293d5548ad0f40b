"""Recorded offences by Home Office code: one authority, a run of whole months."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.publishers import HERE, MEDWAY, OFFENCES, csv_text, identity, offence, offence_file, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.offences import SOURCE
from frankpledge.store.snapshot import Coverage
from frankpledge.terms.period import Period


def test_a_sound_file_gives_month_area_code_and_identity(tmp_path: Path) -> None:
    path = offence_file(tmp_path, [offence(1, "2019-05", "105A"), offence(2, "2019-04", "8.10")])
    reading, account, rows = run(SOURCE, path)
    assert reading.coverage == (Coverage(MEDWAY, Period.parse("2019-04..2019-05")),)
    assert (account.rows_in, account.kept) == (2, 2)
    shared = {"authority": MEDWAY, "lsoa": HERE}
    assert rows == [
        {"row": 2, "month": date(2019, 5, 1), **shared, "code": "105A", "identity": int(identity(1)[:16], 16)},
        {"row": 3, "month": date(2019, 4, 1), **shared, "code": "8.10", "identity": int(identity(2)[:16], 16)},
    ]


BAD = {
    "the record's reference is not 64 hexadecimal digits": ["17", *offence(1)[1:]],
    "the month is not one such as 2019-04": offence(1, "2019-4"),
    "the offence code is not a Home Office code": offence(1, code="assault"),
    "the LSOA code is not the code of a small area": [*offence(1)[:3], "Medway 1", *offence(1)[4:]],
}


@pytest.mark.parametrize(("reason", "row"), BAD.items(), ids=BAD.keys())
def test_a_bad_row_is_refused_with_its_reason_and_the_others_stay(tmp_path: Path, reason: str, row: list[str]) -> None:
    reading, account, _ = run(SOURCE, offence_file(tmp_path, [offence(1), row, offence(2, "2019-05")]))
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]
    assert reading.coverage[0].period == Period.parse("2019-04..2019-05")


def test_a_file_that_is_simulated_in_part_loses_its_unmarked_rows(tmp_path: Path) -> None:
    rows = [offence(1, note="Simulated"), offence(2), offence(3, note="Simulated")]
    reading, account, _ = run(SOURCE, offence_file(tmp_path, rows))
    assert reading.simulated
    assert reasons(account) == {"simulated and published rows are mixed in one file": 1}


def test_two_authorities_in_one_file_are_refused(tmp_path: Path) -> None:
    with refused("E06000035, E07000110", "one file an authority"):
        run(SOURCE, offence_file(tmp_path, [offence(1), offence(2, area="E07000110")]))


@pytest.mark.parametrize("area", ["", "Medway", "E23000032", "E01016016"])
def test_an_area_that_is_no_authority_is_refused(tmp_path: Path, area: str) -> None:
    with refused("does not say which one authority"):
        run(SOURCE, offence_file(tmp_path, [offence(1, area=area)]))


def test_a_month_without_an_offence_between_others_is_refused(tmp_path: Path) -> None:
    with refused("every month from April to July 2019", "nothing in 2019-05, 2019-06"):
        run(SOURCE, offence_file(tmp_path, [offence(1, "2019-04"), offence(2, "2019-07")]))


@pytest.mark.parametrize("rows", [[], [["torn"]], [offence(1, "April")]])
def test_a_file_without_a_single_sound_row_is_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    with refused("no row of six fields with a month"):
        run(SOURCE, offence_file(tmp_path, rows))


@pytest.mark.parametrize("header", [(*OFFENCES, "Officer"), OFFENCES[::-1], (*OFFENCES[:2], "Code", *OFFENCES[3:])])
def test_another_layout_is_refused(tmp_path: Path, header: tuple[str, ...]) -> None:
    with refused("has other columns"):
        run(SOURCE, put(tmp_path / "x.csv", csv_text(header, [offence(1)])))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_torn_lines_blank_lines_and_line_ends_of_any_system_are_read(tmp_path: Path, newline: str) -> None:
    text = "\ufeff" + csv_text(OFFENCES, [offence(1), ["torn"], offence(2)], newline) + newline
    _, account, _ = run(SOURCE, put(tmp_path / "x.csv", text))
    assert (account.rows_in, account.kept, [row.line for row in account.rejected]) == (3, 2, [3])


@pytest.mark.parametrize("text", [csv_text(OFFENCES, [offence(1)]).encode() + b"\xe9\n", b'Record,"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused("x.csv"):
        run(SOURCE, put(tmp_path / "x.csv", text))
