"""A file is known by its columns; what is not known is named with the closest guess."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publishers import (
    OFFENCES,
    STREET,
    crime,
    csv_text,
    offence,
    partnership_text,
    population_text,
    put,
)

from frankpledge.intake.recognise import Recognised, recognise


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("recognise")


def known(folder: Path, text: str | bytes) -> Recognised:
    return recognise(put(folder / "file", text))


SHAPES = {
    "street": csv_text(STREET, [crime(1)]),
    "offences": csv_text(OFFENCES, [offence(1)]),
    "population": population_text([["E06000035", "Medway", 3]]),
    "partnership-table": partnership_text([]),
    "lookup": csv_text(["lsoa11_code", "ward17_code"], []),
}
LOOKUPS = [
    ["lsoa11_code", "ltla19_code"],
    ["ltla24_code", "csp24_code", "pfa24_code"],
    ["lsoa21_code", "csp24_code"],
    ["pfa24_name", "pfa24_code", "ltla24_code"],
    ["ward24_code", "ltla24_code"],
]


@pytest.mark.parametrize(("source", "text"), SHAPES.items(), ids=SHAPES.keys())
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_is_known_by_its_columns_under_any_name(folder: Path, source: str, text: str, mark: str) -> None:
    for newline in ("\n", "\r\n"):
        found = known(folder, mark + text.replace("\n", newline))
        assert found.source is not None
        assert found.source.key == source


@pytest.mark.parametrize("columns", LOOKUPS, ids="-".join)
def test_a_lookup_between_any_two_levels_is_known(folder: Path, columns: list[str]) -> None:
    for header in (columns, columns[::-1]):
        found = known(folder, csv_text(header, []))
        assert found.source is not None
        assert found.source.key == "lookup"


def without(columns: tuple[str, ...], *names: str) -> str:
    return csv_text([f"x {name}" if name in names else name for name in columns], [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            without(STREET, "LSOA code"),
            "closest is data.police.uk street-level file, but the column 'lsoa code' is missing",
        ),
        (without(STREET, "Month", "LSOA code"), "but the columns 'month', 'lsoa code' are missing"),
        (
            without(OFFENCES, "Record"),
            "closest is recorded offences by Home Office code, but the column 'record' is missing",
        ),
        ("ltla20_code,ltla20_name,people\n", "closest is mid-year population by local authority, but the column"),
    ],
)
def test_a_file_that_is_nearly_known_is_named_with_the_closest_guess(folder: Path, text: str, words: str) -> None:
    found = known(folder, text)
    assert found.source is None
    assert found.why.startswith("closest is ")
    assert words in found.why


@pytest.mark.parametrize(
    ("text", "why", "damaged"),
    [
        (b"", "the file is empty", True),
        (b" \n\n", "the file is empty", True),
        ("Crime ID,Month\n".encode("utf-16"), "UTF-16", True),
        (b"<!DOCTYPE html><html>", "web page", True),
        (b"\xef\xbb\xbf\n  <html>", "web page", True),
        (b'<?xml version="1.0"?><Error><Code>AccessDenied</Code>', "web page", True),
        (b"<head><title>502 Bad Gateway</title>", "web page", True),
        (b'{"type": "Topology"', "JSON", False),
        (b"[1, 2]", "JSON", False),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a text file", False),
        (b"a,b,c\n1,2,3\n", "no publisher's file known here", False),
        (b"Crime ID;Month;Reported by\n", "no publisher's file known here", False),
        (b"Some notes of a meeting", "no publisher's file known here", False),
    ],
)
def test_what_is_no_publishers_file_is_told_from_one_that_is_damaged(
    folder: Path, text: bytes, why: str, damaged: bool
) -> None:
    found = known(folder, text)
    assert found.source is None
    assert why in found.why
    assert bool(found.cause) == damaged


@settings(max_examples=150)
@given(text=st.binary(max_size=200) | st.text(alphabet='",\n\r ab', max_size=60).map(str.encode))
def test_any_bytes_can_be_looked_at(folder: Path, text: bytes) -> None:
    found = known(folder, text)
    assert found.source is not None or found.why


def test_a_byte_of_another_encoding_far_down_does_not_hide_what_the_file_is(folder: Path) -> None:
    found = known(folder, csv_text(STREET, [crime(1, place="é")]).encode("latin-1"))
    assert found.source is not None


REAL = {
    "police_uk/2025-01/2025-01-kent-street.csv": "street",
    "recorded_crime/ons_table_C2_csp_headline_offences_ye_june_2025.csv": "partnership-table",
    "population/population19_ltla19.csv": "population",
    "population/population20_ltla21.csv": "population",
    "geography/lookup_lsoa11_ltla19.csv": "lookup",
    "geography/lookup_lsoa11_ward17.csv": "lookup",
    "geography/lookup_lsoa21_ward24_ltla24.csv": "lookup",
    "geography/lookup_ltla24_csp24_pfa24.csv": "lookup",
    "police_uk/2019-07/2019-07-kent-outcomes.csv": "outcomes",
    "police_uk/2019-07/2019-07-kent-stop-and-search.csv": "stops",
    "geography/lookup_lsoa11_lsoa21_ltla22.csv": "small-area-changes",
    "geography/lookup_ltla_ltla.csv": "authority-changes",
    "geography/ruc21_lsoa21.csv": "rural and urban",
    "population/population19_lsoa11.csv": "population-lsoa",
    "population/ons_mid2020_ward_persons_by_age.csv": "population-ward",
    "population/households21_ltla21.csv": "households",
    "recorded_crime/prc-pfa-2017-18.csv": "offence-counts-force",
    "reference/homeoffice_offence_to_policeuk_category.csv": "offence codes and categories",
    "geography/boundaries/ward2025/E06000035.geojson": "boundaries",
    "deprivation/imd2019_england_lsoa11.csv": "deprivation",
    "deprivation/imd2025_england_lsoa21.csv": "deprivation",
    "indicators/england_crime_severity.csv": "severity",
    "indicators/england_homelessness.csv": "homelessness",
    "indicators/england_health_index_indicators.csv": "health-index",
}


@pytest.mark.parametrize(("name", "what"), REAL.items(), ids=REAL.keys())
def test_every_real_file_is_known_or_named(data: Path, name: str, what: str) -> None:
    found = recognise(data / name)
    assert (found.source.key if found.source else found.why).startswith(what)
    assert not found.cause


def test_no_real_file_is_mistaken_for_a_damaged_one(data: Path) -> None:
    files = [path for path in data.rglob("*") if path.suffix in (".csv", ".geojson")]
    assert len(files) > 100
    assert [path.name for path in files if recognise(path).cause] == []
