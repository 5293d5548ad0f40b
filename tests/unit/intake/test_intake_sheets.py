"""Workbooks as they reach a source: every visible sheet as CSV, value for value, or a refusal that helps."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publishers import partnership_text, put, refused, zipped
from tests.workbooks import DATE, LENGTH, MOMENT, MONTH, PERCENT, TIME, cell, inline, ods, ods_cell, ods_row, rows, xlsx

from frankpledge.intake import workbook
from frankpledge.intake import xlsx as reader
from frankpledge.intake.gather import gather
from frankpledge.intake.sheets import Sheet, is_workbook, plain, sheets_of
from frankpledge.sources import partnership_table

HEAD = rows(["Area code", "Value"], ["E06000035", 3])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def texts(path: Path) -> dict[str, str]:
    """The sheets of a workbook by name."""
    return {sheet.name: sheet.path.read_bytes().decode() for sheet in written(path)}


def written(path: Path) -> tuple[Sheet, ...]:
    scratch = path.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    return sheets_of(path, scratch)


def only(path: Path) -> str:
    (text,) = texts(path).values()
    return text


def _as_xlsx(path: Path, lines: list[list[str]]) -> Path:
    """Cells as a spreadsheet would hold them: what is only digits as numbers."""
    return xlsx(path, [("C2", rows(*([int(c) if c.isdigit() else c for c in line] for line in lines)))])


def _as_ods(path: Path, lines: list[list[str]]) -> Path:
    return ods(path, [("C2", "".join(ods_row(*(int(c) if c.isdigit() else c for c in line)) for line in lines))])


# XLSX


def test_every_visible_sheet_with_rows_is_written_as_csv_in_the_order_of_the_workbook(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "b.xlsx", [("Zed", HEAD), ("Blank", rows([])), ("Alpha / 2", rows(["x"]))])
    assert texts(path) == {"Zed": "Area code,Value\nE06000035,3\n", "Alpha / 2": "x\n"}
    first, second = written(path)
    assert (first.path.name, second.path.name) == ("b.xlsx 1 Zed.csv", "b.xlsx 3 Alpha _ 2.csv")
    assert first.remark == ""


def test_hidden_sheets_are_left_out_and_named(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "b.xlsx", [("Data", HEAD), ("Old", HEAD, "hidden"), ("Working", HEAD, "veryHidden")])
    (sheet,) = written(path)
    assert sheet.name == "Data"
    assert sheet.remark == "The workbook also has hidden sheets, which were left out: Old and Working."


def test_numbers_are_written_as_plainly_as_they_can_be(tmp_path: Path) -> None:
    values = ("1954", "0.10000000000000001", "1e-7", "-0.5", "1E+21", "278556.0", "0.123")
    path = xlsx(tmp_path / "b.xlsx", [("S", rows([cell(value) for value in values]))])
    assert only(path) == "1954,0.1,0.0000001,-0.5,1000000000000000000000,278556,0.123\n"


def test_text_stays_text_with_its_zeros_and_a_header_keeps_its_line_end(tmp_path: Path) -> None:
    shared = (
        "<t>Local Authority\ncode</t>",
        '<r><t xml:space="preserve">Rich </t></r><r><t>text</t></r>',
        "<t>a_x000D_\nb</t>",
    )
    strings = [cell(n, kind="s") for n in range(3)]
    body = rows(strings, [inline("0042"), inline("27,321 "), cell("7", kind="str", formula="A1")])
    assert only(xlsx(tmp_path / "b.xlsx", [("S", body)], shared=shared)) == (
        '"Local Authority\ncode",Rich text,"a\nb"\n0042,"27,321 ",7\n'
    )


@pytest.mark.parametrize(("settings", "day"), [("", "2025-01-31"), ('date1904="1"', "2029-02-01")])
def test_dates_and_times_are_told_by_their_format_in_either_calendar(tmp_path: Path, settings: str, day: str) -> None:
    line = [
        *(cell(45688, style=DATE), cell("45688.586805555555", style=MOMENT), cell("0.586805555555555", style=TIME)),
        *(cell(45688, style=MONTH), cell(1.5, style=LENGTH), cell(0.12, style=PERCENT), cell("2025-01-31", kind="d")),
    ]
    path = xlsx(tmp_path / "b.xlsx", [("S", rows(line))], settings=settings)
    assert only(path) == f"{day},{day} 14:05:00,14:05:00,{day},36:00:00,0.12,2025-01-31\n"


def test_an_error_is_written_as_the_text_that_a_person_sees_and_never_as_a_blank(tmp_path: Path) -> None:
    body = rows(["a", "b"], [1, cell("#DIV/0!", kind="e", formula="1/0")], [cell("#N/A", kind="e"), 2])
    assert only(xlsx(tmp_path / "b.xlsx", [("S", body)])) == "a,b\n1,#DIV/0!\n#N/A,2\n"


def test_an_error_in_the_very_last_cell_is_written_too(tmp_path: Path) -> None:
    body = rows(["a"], [], [cell(), cell(), cell("#REF!", kind="e")])
    assert only(xlsx(tmp_path / "b.xlsx", [("S", body)])) == "a,,\n\n,,#REF!\n"


def test_booleans_blanks_titles_and_merged_cells_keep_their_places(tmp_path: Path) -> None:
    body = rows(["A title", cell(), cell()], [], ["x", cell(1, kind="b"), cell(0, kind="b")], [cell(), 5], [cell()])
    assert only(xlsx(tmp_path / "b.xlsx", [("S", body)])) == "A title,,\n\nx,TRUE,FALSE\n,5,\n"


def test_cells_that_say_where_they_are_stand_there(tmp_path: Path) -> None:
    body = f'<row r="3">{cell(1, at="B3")}{cell(2)}{cell("#N/A", kind="e", at="AA3")}</row>'
    assert only(xlsx(tmp_path / "b.xlsx", [("S", body)])) == "\n\n,1,2" + "," * 24 + "#N/A\n"


@pytest.mark.parametrize("value", ["", None])
def test_a_formula_that_was_never_worked_out_is_refused_with_its_place(tmp_path: Path, value: str | None) -> None:
    path = xlsx(tmp_path / "b.xlsx", [("Data", rows(["x", "y"], [1, cell(value, formula="SUM(A1)")]))])
    with refused("b.xlsx has formulas that were never worked out", "B2 of the sheet 'Data'", "save it"):
        written(path)


def test_a_formula_whose_value_is_an_empty_text_or_a_number_is_read(tmp_path: Path) -> None:
    body = rows(["x", cell("", kind="str", formula="T(A9)"), cell(4, formula="2+2")])
    assert only(xlsx(tmp_path / "b.xlsx", [("S", body)])) == "x,,4\n"


def test_noughts_that_a_program_put_beside_its_formulas_are_not_taken_for_values(tmp_path: Path) -> None:
    body, asked = rows(["x", cell(0, formula="SUM(A1:A9)")]), '<calcPr fullCalcOnLoad="1"/>'
    with refused("never worked out", "of the sheet 'S'"):
        written(xlsx(tmp_path / "b.xlsx", [("S", body)], book=asked))
    assert only(xlsx(tmp_path / "c.xlsx", [("S", HEAD)], book=asked)) == "Area code,Value\nE06000035,3\n"


def test_a_formula_on_a_hidden_sheet_does_no_harm(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "b.xlsx", [("S", HEAD), ("H", rows([cell(formula="A1")]), "hidden")])
    assert list(texts(path)) == ["S"]


def test_other_prefixes_and_absolute_places_of_parts_are_read(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "b.xlsx", [("S", "")])
    main = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = (
        f'<x:worksheet {main}><x:sheetData><x:row><x:c t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace('"worksheets', '"/xl/worksheets')
    assert only(zipped(tmp_path / "c.xlsx", dict(parts))) == "#N/A\n"


# ODS


def test_an_open_document_gives_its_values_and_not_what_is_shown(tmp_path: Path) -> None:
    line = ods_row(
        ods_cell("12%", 'office:value-type="percentage" office:value="0.12"'),
        ods_cell("£5.00", 'office:value-type="currency" office:value="5"'),
        ods_cell("WAHR", 'office:value-type="boolean" office:boolean-value="true"'),
        ods_cell("31/01/25", 'office:value-type="date" office:date-value="2025-01-31"'),
        ods_cell("x", 'office:value-type="date" office:date-value="2025-01-31T14:05:00"'),
        ods_cell("2 pm", 'office:value-type="time" office:time-value="PT14H05M00S"'),
        ods_cell("38:00", 'office:value-type="time" office:time-value="PT38H00M00S"'),
        ods_cell("0042", 'office:value-type="string"'),
        0.1,
    )
    assert only(ods(tmp_path / "b.ods", [("S", line)])) == (
        "0.12,5,TRUE,2025-01-31,2025-01-31 14:05:00,14:05:00,38:00:00,0042,0.1\n"
    )


def test_an_error_of_an_open_document_is_its_text_even_where_a_nought_stands_for_it(tmp_path: Path) -> None:
    error = 'table:formula="of:=1/0" calcext:value-type="error" office:value-type='
    line = ods_row(
        ods_cell("#DIV/0!", error + '"string" office:string-value=""'),
        ods_cell("#N/A", error + '"float" office:value="0"'),
        ods_cell("", error + '"float" office:value="0"'),
    )
    assert only(ods(tmp_path / "b.ods", [("S", line)])) == "#DIV/0!,#N/A,#ERROR\n"


def test_repeated_cells_and_rows_are_written_out_and_the_blank_end_of_a_sheet_is_not(tmp_path: Path) -> None:
    many = ods_cell("", 'table:number-columns-repeated="1024"')
    twice = ods_cell("x", 'office:value-type="string" table:number-columns-repeated="2"')
    merged = twice + "<table:covered-table-cell/>" + ods_cell("y", 'office:value-type="string"')
    body = ods_row("top") + ods_row(many, times=2) + ods_row(merged, many, times=2) + ods_row(many, times=1_048_571)
    assert only(ods(tmp_path / "b.ods", [("S", body)])) == "top,,,\n\n\nx,x,,y\nx,x,,y\n"


def test_line_ends_spaces_and_spans_in_a_cell_are_text_and_remarks_and_drawings_are_not(tmp_path: Path) -> None:
    note = (
        "<office:annotation><text:p>a remark</text:p></office:annotation><draw><box><text:p>a box</text:p></box></draw>"
    )
    mixed = 'a<text:s text:c="2"/>b<text:line-break/>c<text:tab/><text:span>d</text:span>'
    body = ods_row("Area\ncode", mixed, ods_cell("real", 'office:value-type="string"', note))
    assert only(ods(tmp_path / "b.ods", [("S", body)])) == '"Area\ncode","a  b\nc\td",real\n'


def test_hidden_sheets_of_an_open_document_are_left_out_and_named(tmp_path: Path) -> None:
    bare = ods_row(ods_cell("", 'table:formula="of:=A1"'))
    (sheet,) = written(ods(tmp_path / "b.ods", [("Old", bare, True), ("Data", ods_row("x"))]))
    assert (sheet.name, sheet.path.read_text()) == ("Data", "x\n")
    assert sheet.remark == "The workbook also has hidden sheets, which were left out: Old."


def test_a_formula_of_an_open_document_that_was_never_worked_out_is_refused(tmp_path: Path) -> None:
    body = ods_row("x") + ods_row(ods_cell("", 'table:formula="of:=SUM([.A1])"'))
    with refused("b.ods has formulas that were never worked out", "row 2 of the sheet 'S'"):
        written(ods(tmp_path / "b.ods", [("S", body)]))


# What is a workbook, and what is refused


def test_a_workbook_is_told_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    assert only(xlsx(tmp_path / "figures.csv", [("S", HEAD)])).startswith("Area code")
    assert only(ods(tmp_path / "figures.xlsx", [("S", ods_row("x"))])) == "x\n"
    others: dict[str, bytes] = {
        "a.csv": b"Area code,Value\n",
        "Thumbs.db": OLE + b"\0" * 600,
        "locked.docx": OLE + "EncryptedPackage".encode("utf-16-le"),
        "broken.docx": b"PK\x03\x04" + b"\0" * 22 + b"\x0a\0word/x.xml",
        "empty.csv": b"",
    }
    assert [name for name, content in others.items() if is_workbook(put(tmp_path / name, content))] == []
    assert not is_workbook(zipped(tmp_path / "letter.docx", {"word/document.xml": "<w/>"}))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), ("an .xls workbook", "save it as .xlsx")),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), ("behind a password", "save it without one")),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 60, ("without its end", "Download it again")),
    ],
)
def test_what_cannot_be_read_as_a_workbook_says_what_to_do(
    tmp_path: Path, name: str, content: bytes, words: tuple[str, ...]
) -> None:
    path = put(tmp_path / name, content)
    assert is_workbook(path)
    with refused(f"{name} cannot be read as a workbook", *words):
        written(path)


def test_a_locked_open_document_and_a_binary_workbook_are_refused(tmp_path: Path) -> None:
    with refused("behind a password"):
        written(ods(tmp_path / "a.ods", [("S", ods_row("x"))], manifest="<manifest:encryption-data/>"))
    with refused("a binary .xlsb workbook", "save it as .xlsx"):
        written(zipped(tmp_path / "a.xlsx", {"xl/workbook.bin": "x"}))


def test_a_text_file_given_as_a_workbook_is_refused(tmp_path: Path) -> None:
    with refused("a.xlsx cannot be read as a workbook", "something else"):
        written(put(tmp_path / "a.xlsx", "Area code\n"))


@pytest.mark.parametrize("make", [lambda p: xlsx(p, [("S", HEAD)]), lambda p: ods(p, [("S", ods_row("x"))])])
def test_a_workbook_cut_anywhere_is_refused_and_nothing_of_it_is_taken(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    whole = make(tmp_path / "whole").read_bytes()
    for length in range(60, len(whole), 97):
        path = put(tmp_path / "cut.xlsx", whole[:length])
        with refused("cut.xlsx", "Download it again"):
            written(path)


def test_a_part_with_changed_bytes_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [("S", rows([f"row {n}" for n in range(2000)]))])
    content = bytearray(path.read_bytes())
    at = content.index(b"xl/worksheets/sheet1.xml") + 200
    content[at : at + 8] = b"\0" * 8
    with refused("a.xlsx is a damaged workbook", "again"):
        written(put(path, bytes(content)))


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>"),
        ("xl/worksheets/sheet1.xml", '<worksheet><sheetData><row><c r="1A"><v>1</v></c></row></sheetData></worksheet>'),
        ("xl/worksheets/sheet1.xml", '<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet><c><v>&a;</v></c></worksheet>'),
        ("xl/workbook.xml", "not XML"),
        ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship/></Relationships>"),
    ],
)
def test_a_part_that_is_not_what_it_should_be_is_refused(tmp_path: Path, part: str, text: str) -> None:
    with refused("a.xlsx is a damaged workbook"):
        written(_with(tmp_path, part, text))


def _with(folder: Path, part: str, text: str) -> Path:
    with zipfile.ZipFile(xlsx(folder / "sound.xlsx", [("S", HEAD)])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(folder / "a.xlsx", {**parts, part: text})


def test_two_sheets_of_one_name_are_refused(tmp_path: Path) -> None:
    with refused("damaged workbook", "two of its sheets have the same name"):
        written(xlsx(tmp_path / "a.xlsx", [("S", HEAD), ("S", HEAD)]))


def test_more_sheets_or_cells_or_bytes_than_a_workbook_is_good_for_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with refused("too large", "at most 64 sheets", "65 sheets"):
        written(xlsx(tmp_path / "a.xlsx", [(f"S{n}", "") for n in range(65)]))
    with refused("too large", "at most 64 sheets", "65 sheets"):
        written(ods(tmp_path / "a.ods", [(f"S{n}", "") for n in range(65)]))
    monkeypatch.setattr(workbook, "_UNPACKED_LIMIT", 1000)
    with refused("too large", "when unpacked", "as CSV"):
        written(xlsx(tmp_path / "b.xlsx", [("S", HEAD)]))
    assert reader.MOST_CELLS == 2_000_000


def test_two_cells_a_world_apart_do_not_fill_the_memory(tmp_path: Path) -> None:
    far = f'<row r="1">{cell(1, at="A1")}</row><row r="1048576">{cell(2, at="XFD1048576")}</row>'
    with refused("too large", "17,179,869,184 cells"):
        written(xlsx(tmp_path / "a.xlsx", [("S", far)]))
    wide = ods_cell("x", 'office:value-type="string" table:number-columns-repeated="16384"')
    with refused("too large", "2,000,000 cells"):
        written(ods(tmp_path / "a.ods", [("S", ods_row(wide, times=1_000_000))]))
    below = ods_row("x") + ods_row(times=10**12) + ods_row("y")
    with refused("too large", "2,000,000 cells"):
        written(ods(tmp_path / "b.ods", [("S", below)]))


def test_cells_that_are_only_coloured_do_not_count(tmp_path: Path) -> None:
    far = f'<row r="1">{cell("x", kind="str", at="A1")}</row><row r="1048576">{cell(style=1, at="XFD1048576")}</row>'
    assert only(xlsx(tmp_path / "a.xlsx", [("S", far)])) == "x\n"


def test_the_same_workbook_gives_the_same_bytes(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [("S", HEAD), ("T", HEAD)])
    first, second = written(path), written(path)
    assert [s.path.read_bytes() for s in first] == [s.path.read_bytes() for s in second]
    assert [s.path.name for s in first] == [s.path.name for s in second]
    assert first[0].path != second[0].path


def test_a_workbook_is_not_unpacked_as_a_zip_of_files_and_one_inside_a_zip_is_found(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "in" / "a.xlsx", [("S", HEAD)]) if (tmp_path / "in").mkdir() is None else None
    assert book is not None
    zipped(tmp_path / "in" / "b.zip", {"folder/c.xlsx": book.read_bytes()})
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    found = gather([tmp_path / "in"], scratch)
    assert [file.name for file in found] == ["in/a.xlsx", "b.zip/folder/c.xlsx"]
    assert [is_workbook(file.path) for file in found] == [True, True]


@pytest.mark.parametrize("make", [_as_xlsx, _as_ods])
def test_a_source_reads_from_a_workbook_what_it_reads_from_the_publishers_csv(
    tmp_path: Path, make: Callable[[Path, list[list[str]]], Path]
) -> None:
    kent = ["E23000032", "Kent", "E22000143", "Medway", "E06000035", "Medway "]
    text = partnership_text(
        [[*kent, "27,321 ", "1234"], [*kent[:2], "", "Unassigned Kent", "", "", "2037", ""]], ("A", "B")
    )
    plain_file = put(tmp_path / "c2.csv", text)
    (sheet,) = written(make(tmp_path / "book", list(csv.reader(io.StringIO(text, newline="")))))
    expected, found = (partnership_table.read(path, path.name) for path in (plain_file, sheet.path))
    assert found.content == expected.content
    assert found.coverage == expected.coverage


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1000.0, "1000"),
        (True, "TRUE"),
        (date(2025, 1, 31), "2025-01-31"),
        (datetime(2025, 1, 31, 14, 4, 59, 999_600), "2025-01-31 14:05:00"),  # noqa: DTZ001
        (time(14, 4, 59, 999_600), "14:05:00"),
        (timedelta(hours=-1, minutes=-30), "-01:30:00"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_a_value_is_written_as_sources_expect_it(value: object, text: str) -> None:
    assert plain(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_from_its_text_as_the_same_number(value: float) -> None:
    text = plain(value)
    assert float(text) == value
    assert "e" not in text.casefold()
    assert not text.endswith(".0")
