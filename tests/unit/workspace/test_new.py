"""A new workspace: files that a partnership fills in, for the right council, and nothing of anybody's is touched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from frankpledge.terms.errors import WorkspaceError
from frankpledge.terms.period import Period
from frankpledge.workspace.folder import CHAPTERS, Workspace
from frankpledge.workspace.new import new_workspace, period_or_last_year
from frankpledge.workspace.read import read_record

YEAR = Period.parse("2025-01..2025-12")


def _new(path: Path, area: str = "E06000043") -> Workspace:
    return new_workspace(path, area=area, period=YEAR, dated=date(2026, 2, 1))


def test_a_new_workspace_is_named_after_its_council_and_can_be_read_at_once(tmp_path: Path) -> None:
    record = read_record(_new(tmp_path / "brighton"))
    assert record.partnership.area_name == "Brighton and Hove"
    assert record.partnership.name == "Brighton and Hove Community Safety Partnership"
    assert record.partnership.title == "Strategic Assessment 2025"
    assert (record.partnership.period, record.partnership.dated) == (YEAR, date(2026, 2, 1))
    assert record.partnership.status == "draft"
    assert record.partnership.nation == "England"
    assert (record.bodies, record.annotations, record.statements) == ((), (), ())
    assert record.plan is not None and record.plan.priorities == ()


def test_a_welsh_council_is_in_wales(tmp_path: Path) -> None:
    assert read_record(_new(tmp_path / "cardiff", "W06000015")).partnership.nation == "Wales"


def test_a_name_with_a_comma_or_a_full_stop_in_it_is_one_name(tmp_path: Path) -> None:
    for area, name in (
        ("E06000023", "Bristol, City of"),
        ("W06000001", "Isle of Anglesey"),
        ("E08000013", "St. Helens"),
    ):
        assert read_record(_new(tmp_path / area, area)).partnership.area_name == name


def test_there_is_a_file_for_each_thing_that_people_write(tmp_path: Path) -> None:
    place = _new(tmp_path / "brighton").path
    files = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    assert files == {
        *("partnership.toml", "bodies.toml", "plan.toml", "annotations.toml", "statements.toml", ".gitignore"),
        *(f"commentary/{chapter}.md" for chapter in CHAPTERS),
    }
    assert (place / ".gitignore").read_text().split() == ["evidence/", "published/"]


def test_the_files_say_nothing_until_somebody_fills_them_in(tmp_path: Path) -> None:
    record = read_record(_new(tmp_path / "brighton"))
    for comment in record.commentary:
        assert comment.text.strip().startswith("<!--") and comment.text.strip().endswith("-->")


def test_the_examples_in_the_files_work_when_their_hash_is_taken_away(tmp_path: Path) -> None:
    place = _new(tmp_path / "brighton")
    for name in ("bodies", "plan", "annotations", "statements"):
        file = place.path / f"{name}.toml"
        lines = file.read_text(encoding="utf-8").splitlines()
        start = next(number for number, line in enumerate(lines) if line.startswith("# [["))
        file.write_text("\n".join([*lines[:start], *(line.removeprefix("# ") for line in lines[start:])]), "utf-8")
    record = read_record(place)
    assert record.bodies[0].name == "Brighton and Hove Council"
    assert record.plan is not None and record.plan.priorities[0].name == "Reducing reoffending"
    assert record.annotations[0].kind == "lockdown"
    assert record.statements[0].key == "calls"


def test_a_workspace_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    place = _new(tmp_path / "brighton").path
    (place / "partnership.toml").write_text("what somebody typed", encoding="utf-8")
    with pytest.raises(WorkspaceError) as error:
        _new(place)
    assert error.value.problem == f"{place} is a workspace already"
    assert (place / "partnership.toml").read_text(encoding="utf-8") == "what somebody typed"


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "draft.txt").write_text("Dear all", encoding="utf-8")
    with pytest.raises(WorkspaceError) as error:
        _new(tmp_path / "letters")
    assert "is not empty" in error.value.problem and "nothing in it was touched" in error.value.remedy
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["draft.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "brighton").mkdir()
    assert _new(tmp_path / "brighton").path == tmp_path / "brighton"


def test_a_file_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brighton").write_text("notes", encoding="utf-8")
    with pytest.raises(WorkspaceError) as error:
        _new(tmp_path / "brighton")
    assert "is a file" in error.value.problem
    assert (tmp_path / "brighton").read_text(encoding="utf-8") == "notes"


@pytest.mark.parametrize(
    ("area", "cause", "closest"),
    [
        ("E06000430", "It ended, or began after April 2024.", "E06000043"),
        ("e06000043", "not the code of an area", "E06000043, Brighton and Hove"),
        ("E0600043", "not the code of an area", "E06000043, Brighton and Hove"),
        ("E22000143", "The code is of another kind of area.", ""),
        ("Brighton", "not the code of an area", ""),
        ("", "not the code of an area", ""),
    ],
)
def test_a_code_that_is_not_a_councils_is_refused_with_the_closest_that_is(
    tmp_path: Path, area: str, cause: str, closest: str
) -> None:
    with pytest.raises(WorkspaceError) as error:
        _new(tmp_path / "x", area)
    assert error.value.problem == f"{area} is not a local authority of England or Wales as at April 2024"
    assert cause in error.value.cause
    assert closest in error.value.remedy
    assert not (tmp_path / "x").exists()


def test_without_a_period_it_is_the_last_whole_calendar_year() -> None:
    assert period_or_last_year("", today=date(2026, 1, 1)) == YEAR
    assert period_or_last_year("", today=date(2026, 12, 31)) == YEAR
    assert period_or_last_year("2024-04..2025-03") == Period.parse("2024-04..2025-03")


@pytest.mark.parametrize("text", ["2025", "2025-01..", "2025-12..2025-01", "last year", "2025-01-01..2025-12-31"])
def test_a_period_that_cannot_be_read_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(WorkspaceError) as error:
        period_or_last_year(text)
    assert error.value.found == text
    assert "2025-01..2025-12" in error.value.expected
