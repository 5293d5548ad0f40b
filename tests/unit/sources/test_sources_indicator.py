"""What sources of indicators share: numbers, codes and periods that are read, and those that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.sources.indicator import area_code, authority_code, count, number, period_in_name, slug
from frankpledge.sources.shape import RowError
from frankpledge.terms.period import Period


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("62.68947549", 62.68947549),
        ("27,321.5 ", 27_321.5),
        ("-0.3", -0.3),
        ("1e-05", 0.00001),
        ("0", 0.0),
        ("", None),
        ("  ", None),
        (":", None),
    ],
)
def test_a_number_is_read_as_it_stands_and_a_blank_is_missing_and_not_nought(cell: str, value: float | None) -> None:
    assert number(cell, "value", (":",)) == value


@pytest.mark.parametrize(
    "cell", ["n/a", "#DIV/0!", "12,5", "1,23", "2025-01-31", "12%", "=A1", "٣", "nan", "inf", "1 2"]
)
def test_anything_else_is_no_number(cell: str) -> None:
    with pytest.raises(RowError, match="the value is not a number"):
        number(cell, "value")


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 6)))
def test_every_number_that_a_program_writes_comes_back(value: float) -> None:
    assert number(repr(value), "value") == value


@pytest.mark.parametrize(("cell", "value"), [("12", 12), ("1,204", 1204), ("12.0", 12), ("", None)])
def test_a_count_is_whole(cell: str, value: int | None) -> None:
    assert count(cell, "count") == value


@pytest.mark.parametrize("cell", ["-1", "0.5"])
def test_a_part_or_a_negative_is_no_count(cell: str) -> None:
    with pytest.raises(RowError, match="not a whole number, nought or more"):
        count(cell, "count")


def test_codes_are_told_from_names_and_from_codes_of_other_things() -> None:
    assert authority_code(" E06000035 ") == "E06000035"
    assert area_code("E12000008") == "E12000008"
    for cell in ("E12000008", "Medway", "", "A81001"):
        with pytest.raises(RowError, match="is not the code of a local authority"):
            authority_code(cell)
    for cell in ("A81001", "", "E0600003"):
        with pytest.raises(RowError, match="is not the code of an area"):
            area_code(cell)


def test_a_title_becomes_a_short_name() -> None:
    assert slug("Children's social, emotional and mental health") == "childrens-social-emotional-and-mental-health"
    assert slug("Low-level crime") == "low-level-crime"


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("severity 2022-04..2023-03.csv", "2022-04..2023-03"),
        ("severity-year-ending-march-2023.csv", "2022-04..2023-03"),
        ("severity year to Dec 2021.csv", "2021-01..2021-12"),
        ("severity_ye_June_2024.csv", "2023-07..2024-06"),
        ("severity 2022-23.csv", "2022-04..2023-03"),
        ("severity_2099_00.csv", "2099-04..2100-03"),
        ("2022-23/severity.csv", None),
        ("severity 2022-24.csv", None),
        ("severity 2023.csv", None),
        ("england_crime_severity.csv", None),
    ],
)
def test_a_period_is_read_from_a_files_name_and_not_guessed(name: str, period: str | None) -> None:
    assert period_in_name(name) == (Period.parse(period) if period else None)
