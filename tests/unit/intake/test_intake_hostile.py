"""A hostile file stops the load with a clear error, and the store is what it was, to the byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.publishers import (
    MEDWAY,
    OFFENCES,
    STREET,
    asb,
    crime,
    csv_text,
    offence,
    partnership_text,
    population_text,
    put,
    refused,
    street_file,
    tree,
    zipped,
)

from frankpledge.intake.load import load
from frankpledge.store.evidence import Evidence

GOOD = [crime(n, "2025-02") for n in range(20)]
TEXT = csv_text(STREET, GOOD)
NAME = "2025-02/2025-02-kent-street.csv"
MANY = csv_text(STREET, [crime(n, "2025-02") for n in range(1000)])
PAGE = "<!DOCTYPE html>\n<html><body><h1>504 Gateway Time-out</h1></body></html>"
OTHER = csv_text(STREET, [crime(n, "2025-02", force="Essex Police") for n in range(20)])

# What it is, under which name, and words of the error: what was expected, what was found, the likely cause.
HOSTILE: dict[str, tuple[str, str | bytes, tuple[str, ...]]] = {
    "empty file": (NAME, "", ("the file is empty", "before it began")),
    "blank lines only": (NAME, "\n\n\n", ("the file is empty",)),
    "header only": (NAME, csv_text(STREET, []), ("holds no rows",)),
    "no header": (NAME, TEXT.partition("\n")[2], ()),
    "error page saved as CSV": (NAME, PAGE, ("a web page", "download failed")),
    "error in XML saved as CSV": (NAME, '<?xml version="1.0"?><Error>AccessDenied</Error>', ("a web page",)),
    "UTF-16": (NAME, TEXT.encode("utf-16"), ("UTF-16", "spreadsheet")),
    "Latin-1": (NAME, TEXT.replace("Fort Street", "Café", 1).encode("latin-1"), ("0xe9 in line 2", "UTF-8")),
    "renamed column": (NAME, TEXT.replace("LSOA code", "LSOA", 1), ("'lsoa code' is missing", "renamed")),
    "extra column": (NAME, csv_text((*STREET, "Suspect"), [[*row, ""] for row in GOOD]), ("'Suspect'",)),
    "column taken out": (NAME, csv_text(STREET[:-1], [row[:-1] for row in GOOD]), ("without Context",)),
    "columns moved": (NAME, csv_text(STREET[::-1], [row[::-1] for row in GOOD]), ("in another order",)),
    "semicolons": (f"{NAME[:-4]}.txt.csv", TEXT.replace(",", ";"), ()),
    "quotation mark never closed": (NAME, TEXT.replace("On or near", '"On or near', 1), ("quotation mark",)),
    "cut off in the middle": (NAME, TEXT[:-60], ("cut off at its end", "download")),
    "cut off in the first row": (NAME, TEXT[: len(",".join(STREET)) + 20], ("holds no rows", "ended early")),
    "zeros at the end": (NAME, TEXT[:400].encode() + bytes(4096), ("zeros", "never written")),
    "zeros far down": (NAME, MANY[:100_000].encode() + bytes(4096), ("cut off at its end",)),
    "megabytes of zeros far down": (NAME, MANY[:100_000].encode() + bytes(3_000_000), ("is not a CSV file from line",)),
    "picture": (NAME, b"\x89PNG\r\n\x1a\n" + bytes(100), ("not a text file",)),
    "month in the wrong folder": ("2025-03/2025-02-kent-street.csv", TEXT, ("Expected: 2025-03", "rows of 2025-02")),
    "month under the wrong name": ("2025-02/2025-03-kent-street.csv", TEXT, ("Expected: 2025-03",)),
    "another force by its rows": (NAME, OTHER, ("Expected: Kent", "Found: Essex")),
    "another force": (NAME.replace("kent", "essex"), OTHER, ("Expected: Kent", "Essex (E23000028)")),
    "another force's name": (NAME.replace("kent", "essex"), TEXT, ("Expected: Essex", "Found: Kent")),
    "unknown force": (NAME, TEXT.replace("Kent Police", "Kentish Police"), ("does not know", "Kentish Police")),
    "every fifth row bad": (
        NAME,
        csv_text(STREET, [crime(n, "2025-02", "?" if n % 5 == 1 else "Burglary") for n in range(20)]),
        ("damaged: 4 of its 20 rows", "fourteen"),
    ),
    "months mixed half and half": (
        NAME,
        csv_text(STREET, [crime(n, "2025-03" if n % 2 else "2025-02") for n in range(20)]),
        ("damaged: 10 of its 20 rows", "the month is not 2025-02"),
    ),
    "dates of a spreadsheet": (NAME, TEXT.replace("2025-02,", "Feb-25,"), ("no month", "spreadsheet")),
    "offences of another authority": (
        "o.csv",
        csv_text(OFFENCES, [offence(1, area="E08000001")]),
        ("of another place", "Medway"),
    ),
    "offences with a month left out": (
        "o.csv",
        csv_text(OFFENCES, [offence(1, "2019-04"), offence(2, "2019-06")]),
        ("nothing in 2019-05",),
    ),
    "population without its year": ("people.csv", population_text([[MEDWAY, "Medway", 3]]), ("renamed",)),
    "population with wrong sums": (
        "population20_ltla20.csv",
        population_text([[MEDWAY, "Medway", 3, 1, 1]], ages=2),
        ("add up to 2, not to the total of 3",),
    ),
    "population without rows": ("population20_ltla20.csv", population_text([]), ("no rows",)),
    "partnership table without its title": ("c2.csv", partnership_text([], title="Table C2"), ("which year",)),
    "partnership table without rows": ("c2.csv", partnership_text([]), ("no rows",)),
    "lookup with codes of another level": (
        "l.csv",
        "lsoa11_code,ward17_code\nE01016016,E06000035\n",
        ("not the code of a ward",),
    ),
    "truncated zip": ("kent.zip", b"PK\x03\x04" + bytes(50), ("cannot be unpacked", "download")),
    "error page saved as zip": ("kent.zip", PAGE, ("cannot be unpacked",)),
    "simulated month": (
        NAME,
        csv_text(STREET, [crime(n, "2025-02", context=f"Simulated records for {MEDWAY} only") for n in range(9)]),
        ("Simulated records and published ones",),
    ),
    "month already held": ("2025-01/2025-01-kent-street.csv", csv_text(STREET, [crime(1)]), ("--issued",)),
}
NOT_A_PUBLISHERS = ("no header", "semicolons", "picture")


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    """A store that holds January."""
    held = Evidence(tmp_path / "evidence")
    load(held, [street_file(tmp_path / "held", [*(crime(n) for n in range(100, 103)), asb()])], area=MEDWAY)
    return held


Ship = Callable[[Path, str, str | bytes], Path]


def in_a_folder(folder: Path, name: str, text: str | bytes) -> Path:
    """The hostile file among good ones, before and after it by name."""
    street_file(folder / "in", [crime("a", "2024-01")], "2024-01")
    street_file(folder / "in", [crime("z", "2026-01")], "2026-01")
    put(folder / "in" / name, text)
    return folder / "in"


def in_a_zip(folder: Path, name: str, text: str | bytes) -> Path:
    good = csv_text(STREET, [crime("a", "2024-01")])
    return zipped(folder / "in" / "all.zip", {"2024-01/2024-01-kent-street.csv": good, name: text})


def alone(folder: Path, name: str, text: str | bytes) -> Path:
    return put(folder / "in" / name, text)


SHIPPED = [
    pytest.param(ship, *what, id=f"{kind} {ship.__name__}")
    for kind, what in HOSTILE.items()
    for ship in (in_a_folder, in_a_zip, alone)
    if kind not in NOT_A_PUBLISHERS and not (ship is in_a_zip and what[0].endswith(".zip"))
]


@pytest.mark.parametrize(("ship", "name", "text", "words"), SHIPPED)
def test_a_hostile_file_is_refused_clearly_and_the_store_is_untouched(
    evidence: Evidence, tmp_path: Path, ship: Ship, name: str, text: str | bytes, words: tuple[str, ...]
) -> None:
    path = ship(tmp_path, name, text)
    before = tree(evidence.folder)
    with refused(Path(name).name, *words):
        load(evidence, [path], area=MEDWAY)
    assert tree(evidence.folder) == before
    assert list((evidence.folder / "staging").iterdir()) == []


@pytest.mark.parametrize("ship", [in_a_folder, in_a_zip, alone])
@pytest.mark.parametrize("kind", NOT_A_PUBLISHERS)
def test_what_cannot_be_told_for_a_publishers_file_is_named_and_not_taken(
    evidence: Evidence, tmp_path: Path, ship: Ship, kind: str
) -> None:
    name, text, words = HOSTILE[kind]
    loaded = load(evidence, [ship(tmp_path, name, text)], area=MEDWAY)
    (passed,) = loaded.passed
    assert passed.name.endswith(name)
    assert passed.asked == (ship is alone)
    assert all(word in passed.why for word in words)
    assert Path(name).name not in {part.file for part in evidence.current().parts}


def test_a_load_after_a_refused_one_goes_on_as_if_nothing_had_been(evidence: Evidence, tmp_path: Path) -> None:
    path = in_a_folder(tmp_path, NAME, PAGE)
    with refused(NAME):
        load(evidence, [path], area=MEDWAY)
    put(path / NAME, TEXT)
    loaded = load(evidence, [path], area=MEDWAY)
    assert len(loaded.taken) == 3
    assert len(loaded.edition.parts) == 4


def test_a_web_page_beside_the_data_is_not_taken_for_a_failed_download(evidence: Evidence, tmp_path: Path) -> None:
    path = in_a_folder(tmp_path, "readme.html", PAGE)
    loaded = load(evidence, [path], area=MEDWAY)
    assert [(passed.name, passed.why) for passed in loaded.passed] == [("in/readme.html", "this is a web page")]
    assert len(loaded.taken) == 2


def test_one_row_in_ten_may_be_bad_and_no_more(evidence: Evidence, tmp_path: Path) -> None:
    def month(bad: int) -> Path:
        rows = [crime(f"{bad}{n}", "2025-02", "?" if n <= bad else "Burglary") for n in range(1, 21)]
        return street_file(tmp_path / str(bad), rows, "2025-02")

    with refused("3 of its 20 rows"):
        load(evidence, [month(3)], area=MEDWAY)
    assert load(evidence, [month(2)], area=MEDWAY).taken[0].part.rejected == 2


def test_a_file_that_may_not_be_read_is_named(
    evidence: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = street_file(tmp_path / "in", GOOD, "2025-02")
    real = Path.open

    def barred(self: Path, *args: object, **how: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied", str(path))
        return real(self, *args, **how)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", barred)
    with refused("2025-02-kent-street.csv cannot be opened", "Permission denied"):
        load(evidence, [path], area=MEDWAY)
