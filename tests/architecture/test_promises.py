"""The page of promises is itself checked: each row has a test, and a test that failed or was skipped is found out."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_promises", ROOT / "docs" / "check_promises.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_promise_has_a_test_that_is_there(checker: ModuleType) -> None:
    text = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    assert checker.rows_without_test(text) == []
    named = checker.named(text)
    assert named
    for file, name in named:
        source = (ROOT / file).read_text(encoding="utf-8")
        assert f"def {name.rpartition('::')[2]}(" in source, f"{file} has no {name}"


@pytest.mark.parametrize(
    ("case", "ended"),
    [
        ("<testcase {0}/>", 0),
        ("<testcase {0}><skipped/></testcase>", 1),
        ("<testcase {0}><failure/></testcase>", 1),
        ("", 1),
    ],
)
def test_a_promise_whose_test_did_not_pass_is_found_out(
    checker: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str, ended: int
) -> None:
    page = tmp_path / "promises.md"
    page.write_text(
        "| promise | test | measured |\n|---|---|---|\n| It holds | `tests/unit/test_it.py::test_holds` | yes |\n"
    )
    monkeypatch.setattr(checker, "PROMISES", page)
    report = tmp_path / "report.xml"
    named = 'classname="tests.unit.test_it" name="test_holds[one]"'
    report.write_text(f"<testsuites><testsuite>{case.format(named)}</testsuite></testsuites>")
    assert checker.main(report) == ended
