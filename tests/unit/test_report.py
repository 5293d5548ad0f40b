"""What the commands print: plain lines, true to what is in the files, that a person reads and a pipe can keep."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from tests.acceptance.held import done, run
from tests.measures.tables import HERE, PLACES, Files, street, table_c2, write

from frankpledge.report import load_and_show

JANUARY = "2025-01/2025-01-kent-street.csv"
RECORDS = street(f"month  lsoa  category  count\n2025-01  {HERE}  Burglary  40")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    done("new", tmp_path / "medway", "--area", "E06000035", "--period", "2025-01..2025-03")
    return tmp_path / "medway"


def _load(place: Path, *files: Files) -> str:
    return done("load", place, write(place.parent / "files", PLACES, *files))


def _spoilt(what: str) -> Files:
    """A month of which the second row has something else than its month."""
    head, first, second, *rest = RECORDS[JANUARY].splitlines()
    return {JANUARY: "\n".join([head, first, second.replace("2025-01", what, 1), *rest, ""])}


@pytest.mark.parametrize("what", ["[x]", "[/b]", "[bold]2025[/bold]", ":bomb:", "[link=https://example.org]x"])
def test_what_stands_in_a_row_is_printed_as_it_stands(place: Path, what: str) -> None:
    """Brackets and colons mean nothing to the printer: a refused row is shown as the file has it."""
    _load(place, _spoilt(what))
    text = done("status", place)
    assert "2025-01-kent-street.csv, line 3: " in text
    assert f",{what}," in text


def test_what_stands_in_a_name_is_printed_as_it_stands(tmp_path: Path) -> None:
    place = tmp_path / "medway [draft]"
    assert str(place) in done("new", place, "--area", "E06000035")
    assert str(place) in done("status", place)
    ran = run("load", place, write(tmp_path / "files", {"a [b].txt": "nothing known"}) / "a [b].txt")
    assert "a [b].txt" in ran.out


def test_refused_rows_are_counted_at_once_and_shown_by_status(place: Path) -> None:
    text = _load(place, _spoilt("2025-02"))
    assert "1 row refused; see status." in text
    assert "the month is not 2025-01" in done("status", place)


def test_numbers_of_a_source_add_up_to_its_rows(place: Path) -> None:
    text = _load(place, _spoilt("2025-02"))
    (line,) = [line.split() for line in text.splitlines() if line.strip().startswith("Street-level crime")]
    _, rows_in, counted, refused, repeats, _ = (int(cell) for cell in line[2:])
    assert rows_in == counted + refused + repeats == 40
    assert refused == 1


def test_files_that_were_not_taken_for_one_reason_stand_in_one_line(place: Path) -> None:
    text = _load(place, {f"{name}.txt": "nothing known" for name in "abcdefg"})
    (line,) = [line for line in text.splitlines() if line.startswith("Not taken")]
    assert line == (
        "Not taken: files/a.txt, files/b.txt, files/c.txt, files/d.txt, files/e.txt and 2 more: "
        "no publisher's file known here has such columns."
    )


def test_simulated_files_are_announced(place: Path) -> None:
    simulated = {JANUARY: RECORDS[JANUARY].replace(",Burglary,,", ",Burglary,,Simulated records for E06000035 only")}
    assert "these records are simulated. Documents made from them say so on every page." in _load(place, simulated)


def test_a_file_that_a_later_issue_replaced_is_announced(place: Path) -> None:
    files = write(place.parent / "first", RECORDS)
    done("load", place, files, "--issued", "2025-03-01")
    again = write(place.parent / "second", street(f"month  lsoa  category  count\n2025-01  {HERE}  Burglary  41"))
    done("load", place, again, "--issued", "2025-04-01")
    text = done("load", place, files)
    assert "set aside for a file of the same months with a later date of issue" in text


def test_in_a_pipe_no_cell_is_broken_and_nothing_is_coloured(place: Path) -> None:
    c2 = table_c2("""
        force      force_name  csp        csp_name  code       name    total
        E23000032  Kent        E22000143  Medway    E06000035  Medway  90
    """)
    _load(place, RECORDS, c2)
    text = done("status", place)
    assert "Table C2, recorded crime by community safety partnership" in text
    assert "\x1b" not in text


class _Watched(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


def test_progress_is_told_only_where_somebody_watches(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = write(place.parent / "files", PLACES, RECORDS)
    assert run("load", place, files).err == ""
    more = write(place.parent / "more", street(f"month  lsoa  category  count\n2025-02  {HERE}  Burglary  1"))
    watched = _Watched()
    monkeypatch.setattr(sys, "stderr", watched)
    load_and_show(place, [more], "")
    assert watched.getvalue() == "\rReading file 1 of 1\n"


def test_an_error_goes_to_the_error_stream_and_leaves_the_output_empty(tmp_path: Path) -> None:
    ran = run("status", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{tmp_path} is not a workspace\n  Expected: ")
