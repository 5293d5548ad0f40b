"""The commands as a user gives them: what they print, how they end, and what is said when something is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.acceptance.held import done, run
from tests.measures.tables import HERE, NEXT_DOOR, PLACES, residents, street, write

AREA = ("--area", "E06000035", "--period", "2025-01..2025-03")
RECORDS = street(f"""
    month    lsoa         category               count
    2025-01  {HERE}       Burglary               11
    2025-01  {HERE}       Anti-social behaviour  4
    2025-02  {HERE}       Drugs                  9
    2025-03  {NEXT_DOOR}  Drugs                  9
""")
PEOPLE = residents("year  code  name  residents\n2024  E06000035  Medway  1000")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A new workspace, and beside it a folder `files` to load."""
    done("new", tmp_path / "medway", *AREA)
    write(tmp_path / "files", PLACES, RECORDS, PEOPLE)
    return tmp_path / "medway"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with files in it, for commands that only look."""
    folder = tmp_path_factory.mktemp("loaded")
    done("new", folder / "medway", *AREA)
    done("load", folder / "medway", write(folder / "files", PLACES, RECORDS, PEOPLE))
    return folder / "medway"


def _typed(place: Path) -> dict[str, bytes]:
    """The files that people write, by name."""
    own = ("evidence", "published")
    files = [file for file in place.rglob("*") if file.is_file() and file.relative_to(place).parts[0] not in own]
    return {file.relative_to(place).as_posix(): file.read_bytes() for file in files}


def test_help_names_each_command_and_what_it_does() -> None:
    text = done("--help")
    for command in ("demo", "new", "load", "status", "assess", "figure"):
        assert f"\n  {command} " in text
    assert "raw files in" in text
    assert "WORKSPACE" in done("load", "--help") and "FILE_OR_FOLDER" in done("load", "--help")


def test_the_commands_work_in_a_process_of_their_own(tmp_path: Path) -> None:
    """The way in that is installed: the exit code and the words reach the shell, and no traceback does."""
    ran = subprocess.run(
        [sys.executable, "-m", "frankpledge", "status", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert f"{tmp_path} is not a workspace" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_new_makes_a_workspace_for_brighton_and_says_what_comes_next(tmp_path: Path) -> None:
    text = done("new", tmp_path / "brighton", "--area", "E06000043")
    assert "partnership.toml" in text
    assert f"Next: frankpledge load {tmp_path / 'brighton'} FILE_OR_FOLDER…" in text
    assert 'area_name = "Brighton and Hove"' in (tmp_path / "brighton" / "partnership.toml").read_text(encoding="utf-8")


def test_a_new_workspace_says_that_nothing_is_loaded_and_how_to_load(place: Path) -> None:
    assert done("status", place) == f"Nothing is loaded yet. Next: frankpledge load {place} FILE_OR_FOLDER…\n"


@pytest.mark.parametrize("command", [("assess",), ("figure", "crime.level")])
def test_with_nothing_loaded_there_is_nothing_to_write_and_the_error_says_what_to_load(
    place: Path, command: tuple[str, ...]
) -> None:
    ran = run(command[0], place, *command[1:])
    assert ran.code == 2
    assert ran.err.startswith("Nothing is loaded yet\n")
    assert "frankpledge load WORKSPACE FILE_OR_FOLDER…" in ran.err
    assert not (place / "published").exists()


def test_load_says_of_each_source_what_it_took(place: Path) -> None:
    text = done("load", place, place.parent / "files")
    (line,) = [line.split() for line in text.splitlines() if line.strip().startswith("Street-level crime")]
    assert line[2:] == ["3", "33", "33", "0", "0", "3"]
    assert "Edition " in text and ": 6 files." in text


def test_loading_the_same_files_again_takes_nothing_new_and_changes_nothing(place: Path) -> None:
    first = done("load", place, place.parent / "files")
    second = done("load", place, place.parent / "files")
    assert first.splitlines()[-1] == second.splitlines()[-1]
    (line,) = [line.split() for line in second.splitlines() if line.strip().startswith("Street-level crime")]
    assert line[-1] == "0"


def test_a_file_that_is_named_and_not_recognised_is_an_error_with_the_closest_guess(place: Path) -> None:
    odd = place.parent / "odd.csv"
    odd.write_text("ltla20_code,ltla20_name,people\nE06000035,Medway,1\n", encoding="utf-8")
    ran = run("load", place, odd)
    assert ran.code == 3
    assert "odd.csv" in ran.out and "closest is mid-year population by local authority" in ran.out
    assert "'total_population' is missing" in ran.out


def test_a_file_that_lies_in_a_folder_and_is_not_recognised_is_told_and_is_no_error(place: Path) -> None:
    (place.parent / "files" / "minutes.txt").write_text("Minutes of the meeting\n", encoding="utf-8")
    text = done("load", place, place.parent / "files")
    assert "Not taken: files/minutes.txt: no publisher's file known here has such columns." in text


def test_a_path_that_is_not_there_is_named(place: Path) -> None:
    ran = run("load", place, place.parent / "nowhere")
    assert ran.code == 3
    assert ran.err.startswith(f"There is no file or folder {place.parent / 'nowhere'}\n")


def test_a_date_of_issue_that_is_none_is_refused_before_anything_is_read(place: Path) -> None:
    ran = run("load", place, place.parent / "files", "--issued", "January")
    assert ran.code == 2
    assert "--issued is not a date" in ran.err and "Found: January" in ran.err
    assert not (place / "evidence" / "CURRENT").exists()


def test_a_damaged_file_leaves_the_evidence_as_it_was(place: Path) -> None:
    done("load", place, place.parent / "files")
    before = (place / "evidence" / "CURRENT").read_bytes()
    bad = place.parent / "page.csv"
    bad.write_text("<!DOCTYPE html><title>Error</title>", encoding="utf-8")
    ran = run("load", place, bad)
    assert ran.code == 3
    assert "this is a web page" in ran.err
    assert (place / "evidence" / "CURRENT").read_bytes() == before


def test_status_tells_source_area_period_gaps_and_caveats(loaded: Path) -> None:
    text = done("status", loaded)
    assert text.startswith("Medway Community Safety Partnership: edition ")
    (line,) = [line for line in text.splitlines() if line.strip().startswith("Street-level crime  ")]
    assert line.split() == ["Street-level", "crime", "Kent", *["January", "to", "March", "2025"], "3", "33", "0", "0"]
    assert "\nCaveats\n  " in text
    assert "Gaps" not in text and "Refused rows" not in text


def test_assess_writes_the_document_and_says_where(place: Path) -> None:
    done("load", place, place.parent / "files")
    typed = _typed(place)
    text = done("assess", place)
    (folder,) = (place / "published").iterdir()
    assert f"Published {folder}" in text
    for name in ("assessment.html", "assessment.pdf"):
        assert f"  {folder / name}\n" in text and (folder / name).stat().st_size > 10_000
    assert "numbers read back and found right" in text
    assert _typed(place) == typed


@pytest.mark.parametrize("key", ["crime.rate", "street-crime.rate@E06000035@2025-01..2025-03"])
def test_a_figure_is_told_by_its_short_name_and_by_its_full_key(loaded: Path, key: str) -> None:
    lines = [line.split(":", 1) for line in done("figure", loaded, key).splitlines()]
    told = {heading: text.strip() for heading, text in lines}
    assert told["Value"] == "20.00 per 1,000 residents"
    assert told["Worked out from"] == "20 divided by 1,000 residents, mid-2024, times 1,000"
    assert told["Period"] == "January to March 2025"
    assert told["Key in the ledger"] == "street-crime.rate@E06000035@2025-01..2025-03"
    assert told["Method"].startswith("Crude rate")


def test_a_figure_that_is_not_available_says_why(loaded: Path) -> None:
    text = done("figure", loaded, "crime.change")
    assert text.splitlines()[1] == "Not available: no records of January to March 2024 are held."


def test_a_rank_without_the_table_says_what_is_missing_and_what_to_load(loaded: Path) -> None:
    text = done("figure", loaded, "peers.rank")
    assert "Not available: no table of recorded crime by partnership" in text
    assert "Load Table C2" in text


def test_a_figure_of_the_ledger_that_no_measure_gives_is_found_too(loaded: Path) -> None:
    assert "Value:                             3\n" in done("figure", loaded, "source.street.files")


@pytest.mark.parametrize(
    ("key", "code", "says"),
    [
        ("crime.rat", 2, "Did you mean 'crime.rate'?"),
        ("statement.calls", 2, "There is no figure called 'statement.calls'"),
        ("nonsense", 2, "crime.level"),
        ("asb.middle@E06000035@2025-01", 5, "is not the name of a figure"),
        ("asbo.level@E06000035@2025-01", 5, "Did you mean 'asb'?"),
        ("street-crime.level@E06000035@2025-01/burglry", 5, "Did you mean 'burglary'?"),
        ("crime.rank", 5, "peers.rank"),
    ],
)
def test_a_name_that_is_no_figures_is_answered_with_the_closest(loaded: Path, key: str, code: int, says: str) -> None:
    ran = run("figure", loaded, key)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err


@pytest.mark.parametrize("command", ["load", "status", "assess", "figure"])
def test_every_command_says_of_a_folder_that_is_no_workspace_how_to_make_one(tmp_path: Path, command: str) -> None:
    more = {"load": [tmp_path], "figure": ["crime.level"]}.get(command, [])
    ran = run(command, tmp_path, *more)
    assert ran.code == 2
    assert ran.err.startswith(f"{tmp_path} is not a workspace\n")
    assert "frankpledge new NAME --area CODE" in ran.err


@pytest.mark.parametrize("command", ["load", "status", "assess", "figure"])
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('name = "Medway', "name = Medway", "partnership.toml cannot be read"),
        ("title =", "titel =", "Did you mean 'title'?"),
        ("format = 1", "format = 9", "Found: format = 9"),
    ],
)
def test_every_command_names_what_is_wrong_in_the_main_file(
    place: Path, command: str, old: str, new: str, says: str
) -> None:
    file = place / "partnership.toml"
    text = file.read_text(encoding="utf-8").replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    more = {"load": [place.parent / "files"], "figure": ["crime.level"]}.get(command, [])
    ran = run(command, place, *more)
    assert ran.code == 2
    assert says in ran.err
    assert not (place / "evidence" / "CURRENT").exists()
    assert file.read_text(encoding="utf-8") == text


def test_a_file_in_another_encoding_and_a_key_used_twice_are_named(place: Path) -> None:
    entry = 'key = "calls"\ntext = "x"\nwho = "y"\nvalue = "1"\nperiod = "2025-01"\narea = "z"\nsource = "s"\n'
    (place / "statements.toml").write_text(f"[[statement]]\n{entry}" * 2, encoding="utf-8")
    assert "two entries have the key 'calls'" in run("status", place).err
    (place / "statements.toml").write_bytes("# caf\xe9\n".encode("latin-1"))
    assert "statements.toml is not in UTF-8" in run("status", place).err


def test_a_code_that_is_no_councils_is_answered_with_the_closest_and_nothing_is_made(tmp_path: Path) -> None:
    ran = run("new", tmp_path / "x", "--area", "E0600043")
    assert ran.code == 2
    assert "The closest code is E06000043, Brighton and Hove." in ran.err
    assert not (tmp_path / "x").exists()


def test_new_never_writes_over_what_is_there(place: Path) -> None:
    typed = _typed(place)
    for folder in (place, place.parent / "files"):
        ran = run("new", folder, *AREA)
        assert ran.code == 2
        assert ran.out == ""
    assert _typed(place) == typed


def test_no_command_changes_what_was_typed_even_when_it_fails(place: Path) -> None:
    (place / "commentary" / "crime.md").write_text("Crime rose by 20 per cent.\n", encoding="utf-8")
    (place / "notes of mine.txt").write_text("Ask the fire service.\n", encoding="utf-8")
    typed = _typed(place)
    done("load", place, place.parent / "files")
    done("status", place)
    ran = run("assess", place)
    assert ran.code == 6
    assert "commentary/crime.md, line 1: the number 20 is typed" in ran.err
    assert _typed(place) == typed


@pytest.mark.parametrize("arguments", [("assess",), ("load", "x"), ("new", "x"), ("figure", "x"), ("asses", "x")])
def test_a_command_without_what_it_needs_says_so_and_ends_with_two(arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert "Traceback" not in ran.err and ran.err
