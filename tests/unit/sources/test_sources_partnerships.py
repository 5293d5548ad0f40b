"""Table C2: recorded crimes of every partnership, with everything that a person put around the figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.publishers import MEDWAY, PARTNERSHIPS, TITLE, partnership_text, put, refused
from tests.unit.sources.staged import run

from frankpledge.sources.partnership_table import SOURCE
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage
from frankpledge.terms.period import Period

KENT = ["E23000032", "Kent"]
ROWS = [
    ["E23000012", "Humberside [note 4]", "", "", "", "", "92,817 ", "[x]"],
    [*KENT, "E22000143", "Medway", MEDWAY, "Medway ", "27,321 ", "1,234"],
    [*KENT, "", "Unassigned Kent", "", "", "2,037 ", "7"],
    [*KENT, "E22000137", "Dartford and Gravesham", "Combined Local Authorities", "", "20,000", "9"],
]
OFFENCES = ("Total recorded crime\n (excluding fraud)", "Homicide [note 5]")


def read(folder: Path, rows: list[list[str]], **how: str):  # type: ignore[no-untyped-def]
    return run(SOURCE, put(folder / "c2.csv", partnership_text(rows, OFFENCES, **how)))


def test_every_row_has_its_standing_and_notes_are_taken_off(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, ROWS)
    assert reading.coverage == (Coverage(ENGLAND_AND_WALES, Period.parse("2024-07..2025-06")),)
    assert (account.rows_in, account.kept) == (4, 4)
    total = [row for row in rows if row["offence"] == "Total recorded crime (excluding fraud)"]
    shown = ("force", "partnership", "partnership_name", "authority", "standing", "value")
    assert [tuple(row[name] for name in shown) for row in total] == [
        ("E23000012", None, None, None, "force total", 92_817),
        ("E23000032", "E22000143", "Medway", MEDWAY, "partnership", 27_321),
        ("E23000032", None, "Unassigned Kent", None, "unassigned", 2_037),
        ("E23000032", "E22000137", "Dartford and Gravesham", None, "combined", 20_000),
    ]
    assert {(row["first"], row["last"]) for row in rows} == {(date(2024, 7, 1), date(2025, 6, 1))}
    homicide = {row["standing"]: row["value"] for row in rows if row["offence"] == "Homicide"}
    assert homicide["force total"] is None, "what the publisher leaves out is not nothing"
    assert homicide["partnership"] == 1_234


ASTRAY = "the force code {} is not that of {}"
NOT_A_NUMBER = "a cell holds something that is not a number"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["E23000032", "Surrey", "", "", "", "", "1", "1"], ASTRAY.format("E23000032", "Surrey")),
        (["E23000099", "Rutland", "", "", "", "", "1", "1"], ASTRAY.format("E23000099", "Rutland")),
        ([*KENT, "", "Unassigned Kent", "", "", "", ""], "the row holds no figures"),
        ([*KENT, "", "Unassigned Kent", "", "", "12", "about 7"], NOT_A_NUMBER),
        ([*KENT, "", "Unassigned Kent", "", "", "12", "-7"], NOT_A_NUMBER),
        ([*KENT, "", "Unassigned Kent", "", "", "12", "9" * 25], NOT_A_NUMBER),
        ([*KENT, "", "Medway"], "8 fields are expected and 4 were found: the line is torn"),
    ],
)
def test_a_bad_row_is_refused_with_line_text_and_reason(tmp_path: Path, row: list[str], reason: str) -> None:
    _, account, _ = read(tmp_path, [ROWS[1], row, ROWS[2]])
    (bad,) = account.rejected
    assert bad.reasons == (reason,)
    assert bad.line == 10, "after two lines of notes, six of column names and one row"
    assert bad.raw.startswith(",".join(row[:4]))


@pytest.mark.parametrize(
    ("title", "period"),
    [("year ending March 2024", "2023-04..2024-03"), ("Table C2, year ending December 2019", "2019-01..2019-12")],
)
def test_the_year_is_read_from_the_title(tmp_path: Path, title: str, period: str) -> None:
    assert read(tmp_path, ROWS, title=title)[0].coverage[0].period == Period.parse(period)


@pytest.mark.parametrize("title", ["Table C2", "year ending May 2025", ""])
def test_a_table_without_its_year_is_refused(tmp_path: Path, title: str) -> None:
    with refused("c2.csv does not say which year", "year ending June 2025", "title"):
        read(tmp_path, ROWS, title=title)


def test_columns_in_another_order_are_refused(tmp_path: Path) -> None:
    first, second, *rest = PARTNERSHIPS
    cells = ['"' + name + '"' for name in (second, first, *rest)]
    with refused("c2.csv has its columns in another order"):
        run(SOURCE, put(tmp_path / "c2.csv", f"{TITLE}\n{','.join(cells)},Total\n"))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_marks_and_blank_lines_of_any_system_are_read(tmp_path: Path, newline: str) -> None:
    text = "\ufeff" + partnership_text(ROWS, OFFENCES).replace("\n", newline) + newline * 2
    assert run(SOURCE, put(tmp_path / "c2.csv", text))[1].kept == 4


@pytest.mark.parametrize("text", [f"{TITLE} é".encode("latin-1"), b'"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused("c2.csv"):
        run(SOURCE, put(tmp_path / "c2.csv", text))


def test_a_last_line_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    with refused("cut off at its end"):
        run(SOURCE, put(tmp_path / "c2.csv", partnership_text(ROWS, OFFENCES)[:-20]))


def test_the_real_table_gives_the_known_totals(data: Path) -> None:
    path = data / "recorded_crime" / "ons_table_C2_csp_headline_offences_ye_june_2025.csv"
    reading, account, rows = run(SOURCE, path)
    assert reading.coverage[0].period == Period.parse("2024-07..2025-06")
    assert (account.rows_in, account.kept) == (399, 397)
    gwent, surrey = account.rejected
    assert gwent.reasons == ("the force code W15000003 is not that of Gwent",)
    assert surrey.reasons == ("the force code E23000032 is not that of Surrey", "the row holds no figures")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert [lines[bad.line - 1] for bad in account.rejected] == [gwent.raw, surrey.raw]
    assert "Unassigned Gwent" in gwent.raw
    assert "unassigned Surrey" in surrey.raw
    assert len({row["offence"] for row in rows}) == 23
    total = [row for row in rows if row["offence"] == "Total recorded crime (excluding fraud)"]
    assert [row["value"] for row in total if row["authority"] == MEDWAY] == [27_321]
    assert [row["value"] for row in total if row["partnership_name"] == "Unassigned Kent"] == [2_037]
    assert {row["standing"] for row in total if row["partnership_name"] == "Unassigned Kent"} == {"unassigned"}
    humberside = [row for row in total if row["force"] == "E23000012"]
    assert [row["value"] for row in humberside if row["standing"] == "force total"] == [92_817]
    assert not any("note" in (row["partnership_name"] or "") for row in rows)


def test_in_the_real_table_partnerships_and_unassigned_crimes_add_up_to_their_force(data: Path) -> None:
    path = data / "recorded_crime" / "ons_table_C2_csp_headline_offences_ye_june_2025.csv"
    _, _, rows = run(SOURCE, path)
    kent = [row for row in rows if row["force"] == "E23000032" and row["offence"].startswith("Total recorded")]
    total = [row["value"] for row in kent if row["standing"] == "force total"]
    assert total == [sum(row["value"] for row in kent if row["standing"] != "force total")]
