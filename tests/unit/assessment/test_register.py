"""The register of sources: what is held, from whom, of when, and what was refused of it."""

from __future__ import annotations

from pathlib import Path

from tests.measures.tables import HERE, MEDWAY, evidence_of, given, residents, street

from frankpledge.assessment.register import register
from frankpledge.store.edition import EMPTY

JANUARY = "2025-01/2025-01-kent-street.csv"
RECORDS = street(f"""
    month    lsoa    category  count
    2024-11  {HERE}  Burglary  1
    2025-01  {HERE}  Burglary  20
    2025-02  {HERE}  Burglary  1
""")
PEOPLE = residents(f"""
    year  code      name    residents
    2019  {MEDWAY}  Medway  900
    2020  {MEDWAY}  Medway  1000
""")


def test_each_source_has_one_entry_with_its_months_its_terms_and_its_limitation(tmp_path: Path) -> None:
    entries = register(given(tmp_path, RECORDS, PEOPLE).library.edition)
    assert list(entries) == sorted(entries)
    street_entry, people = entries["street"], entries["population"]
    assert street_entry.covers == "November 2024 and January to February 2025"
    assert (street_entry.files, street_entry.kept, street_entry.rejected, street_entry.repeats) == (3, 22, 0, 0)
    assert street_entry.licence == "Open Government Licence v3.0"
    assert "Open Government Licence v3.0" in street_entry.attribution
    assert street_entry.limitation and street_entry.url.startswith("https://")
    assert (people.covers, people.files) == ("mid-2019 and mid-2020", 2)
    assert street_entry.simulated == ""


def test_a_lookup_covers_the_year_of_its_areas(tmp_path: Path) -> None:
    entries = register(given(tmp_path, RECORDS).library.edition)
    lookups = {key: entry.covers for key, entry in entries.items() if key.startswith("lookup")}
    assert lookups == {"lookup-lsoa2021-ltla2024": "2024", "lookup-ltla2024-csp2024-pfa2024": "2024"}


def test_refused_rows_and_repeats_are_counted_apart(tmp_path: Path) -> None:
    head, *rows = RECORDS[JANUARY].splitlines()
    rows[1] = rows[1].replace("2025-01", "2025-13", 1)
    files = {JANUARY: "\n".join([head, *rows, rows[0], ""])}
    entry = register(evidence_of(tmp_path, files).current())["street"]
    assert (entry.kept, entry.rejected, entry.repeats) == (19, 1, 1)


def test_simulated_records_are_marked(tmp_path: Path) -> None:
    note = f"Simulated records for {MEDWAY} only"
    files = {name: text.replace(",Burglary,,", f",Burglary,,{note}") for name, text in RECORDS.items()}
    assert register(given(tmp_path, files).library.edition)["street"].simulated == note


def test_an_empty_edition_has_an_empty_register() -> None:
    assert register(EMPTY) == {}
