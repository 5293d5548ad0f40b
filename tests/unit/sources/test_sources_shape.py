"""A file below its header: every line kept or refused, and nothing of a confidential line shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.publishers import refused

from frankpledge.sources.shape import RowError, Values, open_sheet, sift

SHAPE = ("code", "value")


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


def _take(cells: list[str]) -> list[Values]:
    if not cells[1].isdigit():
        raise RowError("the value is not a whole number")
    return [(cells[0], int(cells[1]))]


def test_titles_may_stand_above_the_header(tmp_path: Path) -> None:
    sheet = open_sheet(_file(tmp_path, "A title,\n\nCode [note 1],Value\na,1\n"), SHAPE)
    assert sheet.headings == ("code", "value")
    assert sift(sheet, _take).rows == ((2, ("a", 1)),)


def test_a_file_without_its_header_is_refused(tmp_path: Path) -> None:
    with refused("file.csv has no row of column names", "code, value"):
        open_sheet(_file(tmp_path, "a,1\nb,2\n"), SHAPE)


def test_every_line_is_kept_or_refused_with_its_line_and_reason(tmp_path: Path) -> None:
    found = sift(open_sheet(_file(tmp_path, "code,value\na,1\nb,x\nc\nd,4,,\n"), SHAPE), _take)
    assert [values for _, values in found.rows] == [("a", 1), ("d", 4)]
    assert [(row.line, row.raw) for row in found.rejected] == [(3, "b,x"), (4, "c")]
    assert found.rejected[0].reasons == ("the value is not a whole number",)
    assert found.rows_in == len(found.rows) + len(found.rejected) == 4


def test_lines_without_any_text_are_no_rows(tmp_path: Path) -> None:
    assert sift(open_sheet(_file(tmp_path, "code,value\n,\n  ,\na,1\n"), SHAPE), _take).rows_in == 1


def test_the_text_of_a_refused_line_of_a_confidential_file_is_not_kept(tmp_path: Path) -> None:
    found = sift(open_sheet(_file(tmp_path, "code,value\nsecret,x\n"), SHAPE), _take, confidential=True)
    assert found.rejected[0].raw == ""
    assert "secret" not in repr(found)


def test_a_column_is_found_by_its_pattern_or_said_to_be_absent(tmp_path: Path) -> None:
    sheet = open_sheet(_file(tmp_path, "code,value,lsoa21_code\na,1,b\n"), SHAPE)
    assert sheet.at(r"lsoa\d\d_code") == 2
    assert sheet.maybe("ward") is None
    with pytest.raises(StopIteration):
        sheet.at("ward")
