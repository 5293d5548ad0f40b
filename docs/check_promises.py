"""Fail where docs/promises.md names a test that did not run and pass.

    python docs/check_promises.py REPORT.xml      (a JUnit report of the whole test run)

A row names one or more tests as `path/to/test_file.py::test_name`; of a parametrised test, every case must have passed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

PROMISES = Path(__file__).parent / "promises.md"
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+(?:::\w+)?)`")


def named(text: str) -> list[tuple[str, str]]:
    """The tests that the page names, in order."""
    return [(found[1], found[2]) for found in _NAMED.finditer(text)]


def rows_without_test(text: str) -> list[str]:
    """Rows of the tables that name no test and do not say why in the words *measured by hand*."""
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| promise", "|--"))]
    return [row for row in rows if not _NAMED.search(row) and "measured by hand" not in row]


def outcomes(report: Path) -> dict[tuple[str, str], set[str]]:
    """For each test of the report, how its cases ended: passed, failed or skipped."""
    found: dict[tuple[str, str], set[str]] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        file = case.get("classname", "").replace(".", "/") + ".py"
        name = re.sub(r"\[.*\]$", "", case.get("name", ""), flags=re.DOTALL)
        bad = {child.tag for child in case} & {"failure", "error", "skipped"}
        found.setdefault((file, name), set()).add(next(iter(bad), "passed"))
    return found


def main(report: Path) -> int:
    text = PROMISES.read_text(encoding="utf-8")
    ran = outcomes(report)
    faults = [f"no test is named: {row[:100]}" for row in rows_without_test(text)]
    for file, name in named(text):
        ended = ran.get((file, name))
        if ended != {"passed"}:
            faults.append(f"{file}::{name} {'did not run' if ended is None else ' and '.join(sorted(ended))}")
    for fault in faults:
        print(f"A promise is not kept: {fault}")
    print(f"{len(named(text))} tests named in docs/promises.md, {len(faults)} faults")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
