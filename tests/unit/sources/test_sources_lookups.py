"""Lookups between areas, with any two or more levels in any order of columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.publishers import HERE, MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.lookups import SOURCE
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage
from frankpledge.terms.period import Period

LINK = (
    "child_level",
    "child_edition",
    "child",
    "child_name",
    "parent_level",
    "parent_edition",
    "parent",
    "parent_name",
)


def test_each_level_lies_in_the_next_larger_whatever_the_order_of_the_columns(tmp_path: Path) -> None:
    header = ["pfa24_name", "pfa24_code", "ltla24_code", "csp24_code", "ltla24_name", "note"]
    path = put(tmp_path / "x.csv", csv_text(header, [["Kent", "E23000032", MEDWAY, "E22000143", "Medway", "n"]]))
    reading, account, rows = run(SOURCE, path)
    assert reading.publication.key == "lookup-ltla2024-csp2024-pfa2024"
    assert reading.coverage == (Coverage(ENGLAND_AND_WALES, Period.parse("2024-01..2024-12")),)
    assert (account.rows_in, account.kept) == (1, 1)
    assert [tuple(row[name] for name in LINK) for row in rows] == [
        ("csp", 2024, "E22000143", None, "pfa", 2024, "E23000032", "Kent"),
        ("ltla", 2024, MEDWAY, "Medway", "csp", 2024, "E22000143", None),
    ]


@pytest.mark.parametrize(
    ("row", "reasons_given"),
    [
        ([HERE, "E06000035"], ["'E06000035' is not the code of a ward"]),
        (["", ""], ["'' is not the code of a small area", "'' is not the code of a ward"]),
        (["E0101601٦", "E05009412"], ["'E0101601٦' is not the code of a small area"]),
        ([HERE], ["2 fields are expected and 1 were found: the line is torn"]),
    ],
)
def test_a_bad_row_is_refused_with_every_reason(tmp_path: Path, row: list[str], reasons_given: list[str]) -> None:
    rows = [[HERE, "E05009412"], row, [HERE, "E05009412"]]
    _, account, kept = run(SOURCE, put(tmp_path / "x.csv", csv_text(["lsoa11_code", "ward17_code"], rows)))
    assert [(bad.line, list(bad.reasons)) for bad in account.rejected] == [(3, reasons_given)]
    assert [row["row"] for row in kept] == [2, 4]


@pytest.mark.parametrize(
    ("header", "found"),
    [(["ltla19_code", "ltla24_code"], "ltla19, ltla24"), (["lsoa11_code", "name"], "lsoa11"), (["a", "b"], "none")],
)
def test_one_level_alone_or_twice_is_no_lookup(tmp_path: Path, header: list[str], found: str) -> None:
    with refused("x.csv", f"Found: {found}"):
        run(SOURCE, put(tmp_path / "x.csv", csv_text(header, [[MEDWAY, MEDWAY]])))


@pytest.mark.parametrize("text", ["lsoa11_code,ward17_name\n,Méd\n".encode("latin-1"), b'"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused("x.csv"):
        run(SOURCE, put(tmp_path / "x.csv", text))


REAL = [
    ("lookup_lsoa11_ltla19.csv", "lookup-lsoa2011-ltla2019", 34_753, 1),
    ("lookup_lsoa11_ward17.csv", "lookup-lsoa2011-ward2017", 34_753, 1),
    ("lookup_lsoa21_ward24_ltla24.csv", "lookup-lsoa2021-ward2024-ltla2024", 35_672, 2),
    ("lookup_ltla24_csp24_pfa24.csv", "lookup-ltla2024-csp2024-pfa2024", 332, 2),
]


@pytest.mark.parametrize(("name", "key", "records", "links"), REAL)
def test_the_real_lookups_give_the_known_totals(data: Path, name: str, key: str, records: int, links: int) -> None:
    reading, account, rows = run(SOURCE, data / "geography" / name)
    assert reading.publication.key == key
    assert (account.rows_in, account.kept, reasons(account)) == (records, records, {})
    assert len(rows) == records * links


def test_the_real_lookups_place_medway(data: Path) -> None:
    _, _, wards = run(SOURCE, data / "geography" / "lookup_lsoa21_ward24_ltla24.csv")
    medway = {row["child"] for row in wards if row["parent"] == MEDWAY}
    assert len(medway) == 24
    assert len({row["child"] for row in wards if row["parent"] in medway}) == 169
    _, _, small = run(SOURCE, data / "geography" / "lookup_lsoa11_ltla19.csv")
    assert sum(row["parent"] == MEDWAY for row in small) == 163
    _, _, upper = run(SOURCE, data / "geography" / "lookup_ltla24_csp24_pfa24.csv")
    assert [row["parent"] for row in upper if row["child"] == MEDWAY] == ["E22000143"]
    assert len({row["child"] for row in upper if row["child_level"] == "csp"}) == 314
