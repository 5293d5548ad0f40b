"""The files that people write, as a record: what is wrong is named with its file, its entry and a way out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from frankpledge.record.codec import to_json
from frankpledge.record.file import read_record as read_json
from frankpledge.terms.errors import WorkspaceError
from frankpledge.workspace.folder import Workspace
from frankpledge.workspace.read import read_record

MAIN = """format = 1
name = "Medway Community Safety Partnership"
title = "Strategic Assessment 2025"
area = "E06000035"
area_name = "Medway"
period = "2025-01..2025-12"
dated = "2026-02-01"
"""
STATEMENT = """[[statement]]
key = "calls"
text = "Calls to the non-emergency number"
who = "The police force"
value = "470314"
period = "2019-04..2020-03"
area = "Kent"
source = "Published crime data"
"""
CRIME = "commentary/crime.md"
APPROVED = """+++
approved_by = "The board"
[approved_values]
"crime.rate" = "119.67"
"crime.level" = "33,334"
+++

It fell.
"""


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    (tmp_path / "partnership.toml").write_text(MAIN, encoding="utf-8")
    (tmp_path / "commentary").mkdir()
    return Workspace.at(tmp_path)


def _write(place: Workspace, name: str, text: str) -> None:
    (place.path / name).write_text(text, encoding="utf-8")


def _error(place: Workspace) -> WorkspaceError:
    with pytest.raises(WorkspaceError) as error:
        read_record(place)
    return error.value


def test_the_smallest_workspace_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "partnership.toml").write_text(MAIN, encoding="utf-8")
    record = read_record(Workspace.at(tmp_path))
    assert record.partnership.name == "Medway Community Safety Partnership"
    assert record.partnership.dated == date(2026, 2, 1)
    assert record.plan is None
    assert record.bodies == record.statements == record.commentary == ()


def test_a_folder_that_is_no_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    for folder, found in ((tmp_path, "no such file"), (tmp_path / "nowhere", "no such folder")):
        with pytest.raises(WorkspaceError) as error:
            Workspace.at(folder)
        assert error.value.problem == f"{folder} is not a workspace"
        assert error.value.found == found
        assert "partnership.toml" in error.value.expected
        assert "frankpledge new NAME --area CODE" in error.value.remedy


def test_everything_that_people_wrote_is_in_the_record(place: Workspace) -> None:
    _write(place, "bodies.toml", '[[body]]\nname = "Medway Council"\nkind = "council"\nvalid_from = 1998-04-01\n')
    _write(place, "plan.toml", 'title = "Plan"\n[[priorities]]\nname = "Listening"\nsub_priorities = ["Events"]\n')
    _write(place, "annotations.toml", '[[annotation]]\nkind = "note"\nperiod = "2025-03"\ntext = "A note."\n')
    _write(place, "statements.toml", STATEMENT)
    _write(place, "assumptions.toml", '[[assumption]]\nkey = "a"\ntext = "It is assumed."\n')
    _write(place, CRIME, "Crime fell.")
    record = read_record(place)
    assert record.bodies[0].valid_from == date(1998, 4, 1)
    assert record.plan is not None and record.plan.priorities[0].sub_priorities == ("Events",)
    assert record.annotations[0].period.label == "March 2025"
    assert record.statements[0].value == Decimal(470314)
    assert record.assumptions[0].text == "It is assumed."
    assert (record.commentary[0].chapter, record.commentary[0].text) == ("crime", "Crime fell.\n")


def test_the_record_of_a_workspace_survives_being_written_as_json(place: Workspace) -> None:
    _write(place, "statements.toml", STATEMENT)
    _write(place, CRIME, '+++\napproved_by = "The board"\n[approved_values]\n"crime.level" = "9"\n+++\nHi.')
    record = read_record(place)
    assert read_json(to_json(record)) == record


def test_lines_that_end_as_windows_ends_them_and_a_byte_order_mark_change_nothing(place: Workspace) -> None:
    plain = read_record(place)
    (place.path / "partnership.toml").write_bytes(b"\xef\xbb\xbf" + MAIN.replace("\n", "\r\n").encode())
    assert read_record(place) == plain


def test_reading_changes_no_file(place: Workspace) -> None:
    before = {path: path.read_bytes() for path in place.path.rglob("*") if path.is_file()}
    read_record(place)
    assert {path: path.read_bytes() for path in place.path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("old", "new", "problem", "says"),
    [
        ('name = "Medway', "name = Medway", "partnership.toml cannot be read", "missing quotation mark"),
        ("title =", "titel =", "partnership.toml: there is no entry called 'titel' here", "Did you mean 'title'?"),
        ('area_name = "Medway"\n', "", "partnership.toml: the entry 'area_name' is missing", "Add area_name = …"),
        ("format = 1", "format = 2", "partnership.toml is in another format", "Found: format = 2"),
        ("format = 1\n", "", "partnership.toml is in another format", "expected: format = 1 in the first line"),
        ("format = 1", 'format = "1"', "partnership.toml is in another format", "format = 1"),
        ("format = 1", "format = true", "partnership.toml is in another format", "format = 1"),
        ("E06000035", "Medway", "partnership.toml: area is not a code", "E06000035"),
        ("E06000035", "E06000350", "partnership.toml: no local authority has the code E06000350", "closest"),
        ("E06000035", "E22000143", "partnership.toml: area must be a local authority", "Found: E22000143"),
        ("2025-01..2025-12", "2025", "partnership.toml: period cannot be read", "2019-04"),
        ("2025-01..2025-12", "2025-12..2025-01", "partnership.toml: period cannot be read", "cannot end"),
        ("2026-02-01", "1 February", "partnership.toml: dated cannot be read", "1 February"),
        ('"Medway"\n', "12\n", "partnership.toml: area_name has the wrong kind of value", "Found: 12"),
        ("format = 1", 'format = 1\nstatus = "approvd"', "partnership.toml: status cannot be 'approvd'", "'approved'?"),
    ],
)
def test_a_fault_in_the_main_file_is_named_with_its_entry_and_what_to_do(
    place: Workspace, old: str, new: str, problem: str, says: str
) -> None:
    assert old in MAIN
    _write(place, "partnership.toml", MAIN.replace(old, new, 1))
    error = _error(place)
    assert error.problem == problem
    assert says.casefold() in str(error).casefold()
    assert error.exit_code == 2


BODY = '[[body]]\nname = "Medway Council"\nkind = "council"\n'
LOCKDOWN = '[[annotation]]\nkind = "lockdwn"\nperiod = "2020-03"\ntext = "x"\n'


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("bodies.toml", BODY.replace("body", "bodies"), "bodies.toml holds 'bodies'"),
        ("bodies.toml", BODY + '[[body]]\nname = "y"\n', "bodies.toml, body 2: the entry 'kind' is missing"),
        ("bodies.toml", BODY.replace("[[body]]", "[body]"), "bodies.toml: body should be a list"),
        ("bodies.toml", "body = 3\n", "bodies.toml: body should be a list"),
        ("bodies.toml", "body = [3]\n", "bodies.toml, body 1: a table of entries belongs here"),
        ("bodies.toml", BODY.replace('"council"', '"polise"'), "bodies.toml, body 1: kind cannot be 'polise'"),
        ("statements.toml", STATEMENT * 2, "statements.toml: two entries have the key 'calls'"),
        ("statements.toml", STATEMENT.replace('"470314"', "4.5"), "statements.toml, statement 1: value has the wrong"),
        ("statements.toml", STATEMENT.replace("470314", "many"), "statements.toml, statement 1: value cannot be read"),
        ("plan.toml", 'title = "P"\npriorities = ["x"]\n', "plan.toml: priorities, item 1: a table of entries"),
        ("plan.toml", "title = \n", "plan.toml cannot be read"),
        ("annotations.toml", LOCKDOWN, "annotations.toml, annotation 1: kind cannot be 'lockdwn'"),
        (CRIME, "+++\napproved_by = 'x'\nIt fell.\n", f"{CRIME}: the head is never closed"),
        (CRIME, "+++\napproved = 'x'\n+++\nIt fell.\n", f"{CRIME}: there is no entry called 'approved'"),
        (CRIME, "+++\napproved_by = x\n+++\nIt fell.\n", f"{CRIME}, head cannot be read"),
        (CRIME, "+++\napproved_values = 'x'\n+++\nIt fell.\n", f"{CRIME}: approved_values is not a table"),
    ],
)
def test_a_fault_in_another_file_is_named_with_its_file_and_its_entry(
    place: Workspace, file: str, text: str, problem: str
) -> None:
    _write(place, file, text)
    assert _error(place).problem.startswith(problem)


@pytest.mark.parametrize("file", ["partnership.toml", "statements.toml", CRIME])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_file_in_another_encoding_is_named_and_not_guessed_at(place: Workspace, file: str, encoding: str) -> None:
    (place.path / file).write_bytes("# The café of the council\n".encode(encoding))
    error = _error(place)
    assert error.problem == f"{Path(file).name} is not in UTF-8"
    assert error.remedy == "Save it again as UTF-8 text."


def test_the_head_of_a_commentary_says_who_approved_it_and_with_which_values(place: Workspace) -> None:
    _write(place, CRIME, APPROVED)
    (comment,) = read_record(place).commentary
    assert comment.approved_by == "The board"
    assert comment.approved_values == (("crime.level", "33,334"), ("crime.rate", "119.67"))
    assert comment.text.strip() == "It fell."


@pytest.mark.parametrize(("text", "rest"), [("+++\n+++\nIt fell.", "It fell."), ("+++\n+++", "")])
def test_a_head_with_nothing_in_it_is_a_head(place: Workspace, text: str, rest: str) -> None:
    _write(place, CRIME, text)
    assert read_record(place).commentary[0].text.strip() == rest


def test_what_stands_below_a_head_keeps_the_line_that_it_has_in_the_file(place: Workspace) -> None:
    _write(place, CRIME, APPROVED)
    assert read_record(place).commentary[0].text.split("\n").index("It fell.") == APPROVED.split("\n").index("It fell.")


def test_a_fault_in_a_head_is_named_with_the_line_of_the_file(place: Workspace) -> None:
    _write(place, CRIME, '+++\napproved_by = "The board"\napproved_values = 1 2\n+++\n')
    assert "at line 3" in _error(place).cause


@pytest.mark.parametrize(
    ("file", "text", "problem", "guess"),
    [
        ("commentary/crimes.md", "It fell.", "commentary/crimes.md: there is no chapter called 'crimes'", "crime"),
        (
            "annotations.toml",
            '[[annotation]]\nkind = "note"\nperiod = "2025-01"\ntext = "x"\nmeasures = ["asb", "streetcrime"]',
            "annotations.toml, annotation 1: there is no measure called 'streetcrime'",
            "street-crime",
        ),
        (
            "statements.toml",
            STATEMENT + 'about = "recorded_crime"\n',
            "statements.toml, statement 1: there is no measure called 'recorded_crime'",
            "recorded-crime",
        ),
    ],
)
def test_words_for_a_chapter_or_a_measure_that_is_not_there_are_never_read_and_then_left_out(
    place: Workspace, file: str, text: str, problem: str, guess: str
) -> None:
    _write(place, file, text)
    error = _error(place)
    assert error.problem == problem
    assert error.remedy == f"Did you mean {guess!r}?"


def test_commentaries_come_in_the_order_of_their_names_whatever_the_disk_says(place: Workspace) -> None:
    for chapter in ("peers", "asb", "crime"):
        _write(place, f"commentary/{chapter}.md", "Words.")
    assert [comment.chapter for comment in read_record(place).commentary] == ["asb", "crime", "peers"]
