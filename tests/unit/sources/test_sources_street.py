"""Street-level files: one force, one month, every row placed in its month and its force or refused with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.publishers import ASB, HERE, KENT, STREET, asb, crime, csv_text, identity, put, refused, street_file
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.street import CATEGORIES, HEADER, SOURCE
from frankpledge.store.snapshot import Coverage
from frankpledge.terms.period import Period


def test_a_sound_file_gives_month_force_place_category_and_identity(tmp_path: Path) -> None:
    path = street_file(tmp_path, [crime(1), asb(), crime(2, category="Robbery", lsoa="")])
    reading, account, rows = run(SOURCE, path, "2025-01/2025-01-kent-street.csv")
    assert reading.coverage == (Coverage(KENT, Period.parse("2025-01")),)
    assert reading.simulated == ""
    assert (account.rows_in, account.kept, account.rejected) == (3, 3, ())
    month = {"month": date(2025, 1, 1), "force": KENT}
    assert rows == [
        {"row": 2, **month, "lsoa": HERE, "category": "Burglary", "identity": int(identity(1)[:16], 16)},
        {"row": 3, **month, "lsoa": HERE, "category": ASB, "identity": None},
        {"row": 4, **month, "lsoa": None, "category": "Robbery", "identity": int(identity(2)[:16], 16)},
    ]


def test_every_category_of_the_publisher_is_taken(tmp_path: Path) -> None:
    rows = [crime(n, category=name) for n, name in enumerate(CATEGORIES)]
    assert run(SOURCE, street_file(tmp_path, rows))[1].kept == 14 == len(set(CATEGORIES))


BAD = {
    "the month is not 2025-01": crime(9, "2025-02"),
    "the row does not fall within Kent Police": crime(9, force="Essex Police"),
    "the crime type is not one of the fourteen in use since 2013": crime(9, category="Violent crime"),
    "the LSOA code is not the code of a small area": crime(9, lsoa="Medway 015D"),
    "a crime without a Crime ID cannot be told from its repeats": crime(None),
    "the Crime ID is not 64 hexadecimal digits": ["1.5E+10", *crime(9)[1:]],
    "simulated and published rows are mixed in one file": crime(9, context="Simulated records for E06000035 only"),
}


@pytest.mark.parametrize(("reason", "row"), BAD.items(), ids=BAD.keys())
def test_a_bad_row_is_refused_with_its_reason_and_the_others_stay(tmp_path: Path, reason: str, row: list[str]) -> None:
    _, account, rows = run(SOURCE, street_file(tmp_path, [crime(1), row, crime(2)]))
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]
    assert account.rejected[0].raw == csv_text(row, []).strip()
    assert [kept["row"] for kept in rows] == [2, 4]


def test_a_row_that_is_wrong_in_several_ways_is_told_all_of_them(tmp_path: Path) -> None:
    _, account, _ = run(SOURCE, street_file(tmp_path, [crime(1), crime(None, "2024-01", "?", lsoa="?", force="?")]))
    assert len(account.rejected[0].reasons) == 5


def test_a_torn_line_a_field_with_a_line_end_and_blank_lines_do_not_harm_the_rest(tmp_path: Path) -> None:
    whole = csv_text(STREET, [crime(1), crime(2, place='On or near "The\nKeep", Fort'), crime(3)])
    path = put(tmp_path / "x.csv", whole.replace(identity(3), f"torn,line\n\n\n{identity(3)}"))
    _, account, rows = run(SOURCE, path)
    assert reasons(account) == {"12 fields are expected and 2 were found: the line is torn": 1}
    assert account.rejected[0].line == 5
    assert len(rows) == 3


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_of_any_system_are_read(tmp_path: Path, newline: str, mark: str) -> None:
    path = put(tmp_path / "x.csv", mark + csv_text(STREET, [crime(1), asb(), asb()], newline))
    reading, account, _ = run(SOURCE, path)
    assert (account.kept, len(account.rejected)) == (3, 0)
    assert reading.coverage[0].area == KENT


def test_a_simulated_file_covers_its_area_alone_and_says_so(tmp_path: Path) -> None:
    context = "Simulated records for E06000035 only"
    path = street_file(tmp_path, [crime(1, context=context), crime(2), crime(3, context=context)])
    reading, account, _ = run(SOURCE, path)
    assert reading.coverage == (Coverage("E06000035", Period.parse("2025-01")),)
    assert reading.simulated == context
    assert reasons(account) == {"simulated and published rows are mixed in one file": 1}


@pytest.mark.parametrize(
    "name",
    [
        "2025-01/2025-02-kent-street.csv",
        "2025-02/2025-01-kent-street.csv",
        "2025-02/anything.csv",
        "kent.zip/2025-02/2025-01-kent-street.csv",
    ],
)
def test_a_month_in_the_wrong_folder_or_under_the_wrong_name_is_refused(tmp_path: Path, name: str) -> None:
    with refused(name, "Expected: 2025-02", "rows of 2025-01", "moved or renamed"):
        run(SOURCE, street_file(tmp_path, [crime(1)]), name)


@pytest.mark.parametrize(
    "name",
    [
        "2025-01/2025-01-kent-street.csv",
        "2026-02-03 download/2025-01-kent-street.csv",
        "2026-02-kent.zip/2025-01-kent-street.csv",
        "2025-01-kent-street (1).csv",
        "street.csv",
    ],
)
def test_a_date_that_is_not_the_month_of_the_rows_is_not_mistaken_for_it(tmp_path: Path, name: str) -> None:
    assert run(SOURCE, street_file(tmp_path, [crime(1)]), name)[1].kept == 1


@pytest.mark.parametrize("name", ["2025-01-essex-street.csv", "2025-01/2025-01-essex-street (2).csv"])
def test_another_forces_name_on_the_file_is_refused(tmp_path: Path, name: str) -> None:
    with refused(name, "Expected: Essex", "Found: Kent", "renamed"):
        run(SOURCE, street_file(tmp_path, [crime(1)]), name)


@pytest.mark.parametrize("force", ["British Transport Police", "Police Service of Northern Ireland", ""])
def test_a_force_without_an_area_in_england_or_wales_is_refused(tmp_path: Path, force: str) -> None:
    with refused("2025-01-btp-street.csv", "British Transport Police"):
        run(SOURCE, street_file(tmp_path, [crime(1, force=force)], slug="btp"))


@pytest.mark.parametrize("month", ["01/01/2025", "Jan-25", "", "2025-13"])
def test_months_that_a_spreadsheet_wrote_again_are_refused(tmp_path: Path, month: str) -> None:
    with refused("the first row has no month", "spreadsheet"):
        run(SOURCE, street_file(tmp_path, [crime(1, month)]))


@pytest.mark.parametrize("rows", [[], [["torn", "line"]]])
def test_a_file_with_a_header_and_nothing_else_is_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    with refused("holds no rows", "gap"):
        run(SOURCE, street_file(tmp_path, rows))


LAYOUTS = {
    "extra": ((*STREET, "Suspect"), ["with 'Suspect' besides"]),
    "missing": (STREET[:-1], ["without Context"]),
    "renamed": ((*STREET[:7], "LSOA", *STREET[8:]), ["without LSOA code", "with 'LSOA' besides"]),
    "moved": ((*STREET[:2], STREET[3], STREET[2], *STREET[4:]), ["the same in another order or twice"]),
    "no header": (tuple(crime(1)), ["without Crime ID"]),
}


@pytest.mark.parametrize(("header", "words"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_another_layout_is_refused_with_what_is_missing_and_what_is_new(
    tmp_path: Path, header: tuple[str, ...], words: list[str]
) -> None:
    with refused("x.csv has other columns", ", ".join(HEADER), *words):
        run(SOURCE, put(tmp_path / "x.csv", csv_text(header, [crime(1)])))


def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    text = csv_text(STREET, [crime(1), crime(2, place="PLACE"), crime(3)]).replace("PLACE", '"On or near')
    with refused("from line 3 on", "quotation mark"):
        run(SOURCE, put(tmp_path / "x.csv", text))


def test_a_byte_of_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    text = csv_text(STREET, [crime(1), crime(2, place="Café")])
    with refused("0xe9 in line 3", "UTF-8"):
        run(SOURCE, put(tmp_path / "x.csv", text.encode("latin-1")))


def test_a_download_that_stopped_in_the_middle_is_refused(tmp_path: Path) -> None:
    text = csv_text(STREET, [crime(n) for n in range(50)])
    with refused("cut off at its end", "download"):
        run(SOURCE, put(tmp_path / "x.csv", text[: len(text) // 2]))


def test_the_real_months_of_kent_give_the_known_totals(data: Path) -> None:
    files = sorted((data / "police_uk").glob("*/*-kent-street.csv"))
    assert len(files) == 47
    first = files[0]
    reading, account, rows = run(SOURCE, first, f"{first.parent.name}/{first.name}")
    assert reading.coverage == (Coverage(KENT, Period.parse("2014-01")),)
    assert account.rejected == ()
    with first.open(encoding="utf-8") as file:
        assert account.kept == len(rows) == len(file.readlines()) - 1
