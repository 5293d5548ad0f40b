"""The English Indices of Deprivation by small area."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.publishers import HERE, MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.deprivation import SOURCE
from frankpledge.store.snapshot import Coverage
from frankpledge.terms.period import Period

NAMES = ("IMD", "Income", "Employment", "Education", "Health", "Crime", "Housing_and_Access", "Environment")
DOMAINS = ("imd", "income", "employment", "education", "health", "crime", "housing", "environment")
NAME = "imd2019_england_lsoa11.csv"


def head(census: int = 11, *, scores: bool = False, housing: str = "Access") -> list[str]:
    names = [name.replace("Access", housing) for name in NAMES]
    whats = ["decile", "rank", *(["score"] if scores else [])]
    return [f"lsoa{census}_code", *(f"{name}_{what}" for what in whats for name in names)]


def line(
    code: str = HERE, ranks: tuple[object, ...] = (1,) * 8, deciles: tuple[object, ...] = (1,) * 8
) -> list[object]:
    return [code, *deciles, *ranks]


def put_rows(folder: Path, rows: list[list[object]], name: str = NAME, columns: list[str] | None = None) -> Path:
    return put(folder / name, csv_text(columns or head(), rows))


def test_a_line_gives_a_row_for_each_of_eight_domains(tmp_path: Path) -> None:
    ranks = (3_285, 32_844, *(3_284,) * 6)
    reading, account, rows = run(SOURCE, put_rows(tmp_path, [line(ranks=ranks, deciles=(2, 10, *(1,) * 6))]))
    assert reading.publication.key == "deprivation-2019"
    assert reading.coverage == (Coverage("E92000001", Period.parse("2019-01..2019-12"), "lsoa11"),)
    assert (account.rows_in, account.kept) == (1, 1)
    found = {row["domain"]: (row["rank"], row["decile"], row["score"]) for row in rows}
    assert found == {
        "imd": (3_285, 2, None),
        "income": (32_844, 10, None),
        **dict.fromkeys(DOMAINS[2:], (3_284, 1, None)),
    }
    assert {(row["edition"], row["lsoa_edition"], row["lsoa"]) for row in rows} == {(2019, 2011, HERE)}


def test_the_edition_of_2025_has_scores_and_another_name_for_housing(tmp_path: Path) -> None:
    columns = head(21, scores=True, housing="Services")
    row = [*line(), 8.742, 0.013, 0.014, 0.004, -1.771, -2.22, 10.95, 69.345]
    reading, account, rows = run(SOURCE, put_rows(tmp_path, [row], "imd2025_england_lsoa21.csv", columns))
    assert (reading.publication.key, reading.coverage[0].what, account.kept) == ("deprivation-2025", "lsoa21", 1)
    scores = {kept["domain"]: kept["score"] for kept in rows}
    assert (scores["imd"], scores["health"], scores["housing"]) == (8.742, -1.771, 10.95)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (line(MEDWAY), f"'{MEDWAY}' is not the code of a small area in England"),
        (line("W01000001"), "'W01000001' is not the code of a small area in England"),
        (line(), f"{HERE} stands in the file twice"),
        (line("E01016017", (0, *(1,) * 7)), "imd: the rank is not a number from 1 to 32,844"),
        (line("E01016017", (32_845, *(1,) * 7)), "imd: the rank is not a number from 1 to 32,844"),
        (line("E01016017", (1, "", *(1,) * 6)), "income: the rank is not a number from 1 to 32,844"),
        (line("E01016017", deciles=(*(1,) * 5, 2, 1, 1)), "crime: rank 1 of 32,844 does not lie in tenth 2"),
        (line("E01016017", deciles=(*(1,) * 5, "", 1, 1)), "crime: rank 1 of 32,844 does not lie in tenth None"),
        (["E01016017", 1], "17 fields are expected and 2 were found: the line is torn"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_reason(tmp_path: Path, row: list[object], reason: str) -> None:
    _, account, rows = run(SOURCE, put_rows(tmp_path, [line(), row, line("E01016018")]))
    assert [(bad.line, bad.reasons) for bad in account.rejected] == [(3, (reason,))]
    assert {kept["row"] for kept in rows} == {2, 4}


def test_a_score_that_is_no_number_refuses_its_row(tmp_path: Path) -> None:
    rows = [[*line(), *[1] * 8], [*line("E01016017"), "=A1", *[1] * 7]]
    _, account, _ = run(SOURCE, put_rows(tmp_path, rows, columns=head(scores=True)))
    assert reasons(account) == {"imd: the score is not a number": 1}


@pytest.mark.parametrize(
    ("name", "census"), [("england.csv", 11), ("imd2015_lsoa11.csv", 11), (NAME, 21), ("imd2025_lsoa11.csv", 11)]
)
def test_an_edition_that_is_not_known_or_not_the_one_of_its_name_is_refused(
    tmp_path: Path, name: str, census: int
) -> None:
    """The editions of 2015 and 2019 have the same small areas: the columns alone do not tell them apart."""
    with refused(name, "imd2019", f"lsoa{census}_code"):
        run(SOURCE, put_rows(tmp_path, [line()], name, head(census)))


@pytest.mark.parametrize("text", [",".join(head()).encode() + "\nMéd".encode("latin-1"), b'"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused(NAME):
        run(SOURCE, put(tmp_path / NAME, text))


@pytest.mark.parametrize(
    ("name", "areas", "housing"),
    [(NAME, 32_844, "Housing_and_Access"), ("imd2025_england_lsoa21.csv", 33_755, "Housing_and_Services")],
)
def test_the_real_indices_are_those_that_a_plain_reader_finds(data: Path, name: str, areas: int, housing: str) -> None:
    path = data / "deprivation" / name
    _, account, rows = run(SOURCE, path)
    assert (account.rows_in, account.kept, reasons(account), len(rows)) == (areas, areas, {}, areas * 8)
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    code = next(column for column in lines[0] if column.startswith("lsoa"))
    columns = dict(zip(DOMAINS, [*NAMES[:6], housing, NAMES[7]], strict=True))
    plain = {
        (one[code], domain): (int(one[f"{column}_rank"]), int(one[f"{column}_decile"]))
        for one in lines
        for domain, column in columns.items()
    }
    assert {(row["lsoa"], row["domain"]): (row["rank"], row["decile"]) for row in rows} == plain
