"""Which files a command means: files, folders to any depth, and zips as they were downloaded."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.publishers import put, refused, zipped

from frankpledge.intake import gather as module
from frankpledge.intake.gather import gather


def named(folder: Path, *paths: Path, besides: Path | None = None) -> dict[str, bytes]:
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    return {found.name: found.path.read_bytes() for found in gather(paths, scratch, besides=besides)}


def test_a_folder_is_searched_to_any_depth_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.csv", "b/1.csv", "a/x/y/z.csv"):
        put(tmp_path / "in" / name, name)
    assert list(named(tmp_path, tmp_path / "in")) == ["in/a/x/y/z.csv", "in/b/1.csv", "in/b/2.csv"]


def test_what_the_system_hides_is_left_out(tmp_path: Path) -> None:
    for name in (".DS_Store", ".git/x.csv", "__MACOSX/2025-01/._x.csv", "__MACOSX/x.csv", "2025-01/x.csv"):
        put(tmp_path / "in" / name, name)
    assert list(named(tmp_path, tmp_path / "in")) == ["in/2025-01/x.csv"]
    members = {"__MACOSX/2025-01/._x.csv": b"\0", ".DS_Store": b"\0", "2025-01/x.csv": b"x"}
    assert list(named(tmp_path, zipped(tmp_path / "kent.zip", members))) == ["kent.zip/2025-01/x.csv"]


def test_a_file_is_known_by_its_name_and_its_folder(tmp_path: Path) -> None:
    file = put(tmp_path / "2025-01" / "x.csv", "x")
    (found,) = gather([file], tmp_path)
    assert (found.name, found.asked) == ("2025-01/x.csv", True)
    (found,) = gather([tmp_path / "2025-01"], tmp_path)
    assert (found.name, found.asked) == ("2025-01/x.csv", False)


def test_a_zip_is_unpacked_wherever_it_lies(tmp_path: Path) -> None:
    zipped(tmp_path / "in" / "one.ZIP", {"2025-01/x.csv": "1", "2025-02/x.csv": "2"})
    zipped(tmp_path / "in" / "two.zip", {"2025-01/x.csv": "3"})
    assert named(tmp_path, tmp_path / "in") == {
        "one.ZIP/2025-01/x.csv": b"1",
        "one.ZIP/2025-02/x.csv": b"2",
        "two.zip/2025-01/x.csv": b"3",
    }


def test_the_evidence_of_the_workspace_is_not_loaded_into_it(tmp_path: Path) -> None:
    put(tmp_path / "work" / "evidence" / "raw" / "abc", "x")
    put(tmp_path / "work" / "files" / "x.csv", "x")
    assert list(named(tmp_path, tmp_path / "work", besides=tmp_path / "work" / "evidence")) == ["work/files/x.csv"]


@pytest.mark.parametrize("name", ["nothing.csv", "no/such/folder", ""])
def test_a_path_to_nothing_is_refused_by_name(tmp_path: Path, name: str) -> None:
    with refused(name, "misspelt"):
        named(tmp_path, tmp_path / name / "x" if not name else tmp_path / name)


def test_members_that_would_leave_the_folder_stay_in_it(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {"../../evil.csv": "1", "/etc/evil2.csv": "2", "a/../../evil3.csv": "3"}
    before = set(tmp_path.rglob("*.csv"))
    found = named(tmp_path, zipped(tmp_path / "in" / "evil.zip", members))
    assert sorted(found.values()) == [b"1", b"2", b"3"]
    outside = {path for path in tmp_path.rglob("*.csv") if "scratch/zip-0" not in path.as_posix()}
    assert outside == before
    assert not Path("/etc/evil2.csv").exists()


def test_a_link_in_a_zip_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("x.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert named(tmp_path, path) == {"link.zip/x.csv": b"/etc/passwd"}


def test_a_zip_that_is_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "kent.zip", {f"2025-01/{n}.csv": "some text " * 50 for n in range(3)}).read_bytes()
    for length in range(0, len(whole), 7):
        with refused("kent.zip cannot be unpacked", "download"):
            named(tmp_path, put(tmp_path / "kent.zip", whole[:length]))


def test_a_zip_with_any_byte_changed_gives_the_same_text_or_is_refused(tmp_path: Path) -> None:
    text = b"Crime ID,Month\n" * 20
    whole = zipped(tmp_path / "kent.zip", {"x.csv": text}).read_bytes()
    for at in range(len(whole)):
        put(tmp_path / "kent.zip", whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        try:
            found = named(tmp_path, tmp_path / "kent.zip")
        except Exception as error:  # noqa: BLE001 - whatever it is, it must be the one kind
            assert type(error).__name__ == "IntakeError", f"byte {at}: {error!r}"
            continue
        assert set(found.values()) <= {text}, f"byte {at}"


def test_an_error_page_under_the_name_of_a_zip_is_refused(tmp_path: Path) -> None:
    with refused("kent.zip", "File is not a zip file"):
        named(tmp_path, put(tmp_path / "kent.zip", "<html>504 Gateway Time-out</html>"))


def test_a_zip_that_would_fill_the_disk_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_UNPACKED_LIMIT", 1000)
    with refused("kent.zip would fill the disk"):
        named(tmp_path, zipped(tmp_path / "kent.zip", {"a.csv": "x" * 600, "b.csv": "x" * 600}))
    assert not list((tmp_path / "scratch").rglob("*.csv"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_in_which_two_files_have_one_name_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "kent.zip", "w") as archive:
        archive.writestr("x.csv", "1")
        archive.writestr("x.csv", "2")
    with refused("kent.zip", "the same name"):
        named(tmp_path, tmp_path / "kent.zip")
