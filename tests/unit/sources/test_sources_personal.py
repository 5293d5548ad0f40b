"""What a partner's file must not hold: it is refused by column and line, and no value is ever told."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publishers import refused

from frankpledge.sources.personal import POSTAL_AREAS, banned_heading, is_nhs_number, personal_value, refuse_personal
from frankpledge.store.rows import header, records
from frankpledge.terms.errors import IntakeError

HOSTILE = {
    "names of people": (
        "Mr Smith",
        "MRS JONES",
        "reported by Ms. Okafor",
        "Miss Lee",
        "Dr Watson",
        "PC Plod",
        "Cllr Ng",
    ),
    "dates of birth": ("DOB 01/02/1990", "born on 3.4.85", "Date of birth: 1990-02-01"),
    "NHS numbers": ("943 476 5919", "NHS 943-476-5919", "9434765919", "９４３ ４７６ ５９１９"),
    "National Insurance numbers": ("AB123456C", "ab 12 34 56 c", "NI AB 12 34 56 C."),
    "telephone numbers": (
        *("07700 900123", "+44 7700 900123", "0044 7700900123", "(01634) 306000", "01634306000", "tel:020 7946 0123"),
        "07700-900-123",
    ),
    "e-mail addresses": ("a.b@example.org", "write to <a@b.co.uk>"),
    "vehicle registrations": ("GX02 ABC", "gx02abc", "a red car GX02ABC", "K123 ABC", "ABC 123K"),
    "full postcodes": (
        *("ME7 5AA", "me7 5aa", "ME75AA", "ME7  5AA", "ME7-5AA", "ME7\u00a05AA", "SW1A 1AA", "near M1 1AE, Manchester"),
        "ＭＥ７ ５ＡＡ",
    ),
    "free text": (" ".join(["word"] * 13), "x" * 81),
}
HARMLESS = (
    *("", "  ", "Dover", "Deal", "Medway 012A", "Luton and Wayfield", "Gillingham North", "St Mary's Island", "Mary"),
    *("ME7", "SW1A", "ME14 AND ME15", "me14 and me15", "M25 JCT 3", "A2 THE", "N1 5th", "M2 2nd exit", "PC World"),
    *("E01016016", "E06000035", "Simulated", "2025-01-31", "31/01/2025", "01-02-1990 12:30", "2025-01-31 14:05:00"),
    *(
        "14:05",
        "8.10",
        "105A",
        "8N",
        "49A",
        "344749",
        "344,749",
        "51.3867210123",
        "0.5",
        "0.123456789012",
        "£1,362,645",
    ),
    *("Theft in a dwelling other than from an automatic machine or meter", "Miss", "missed call", "Ms", "£40"),
    *("0" * 64, "a1" * 32, "44/1234/25", "20250131-0001", "46/105123/20", "1 to 9", "16 and over", "F10-F19", "Y90"),
    *("Violence against the person", "Malicious communications", "born again", "Road traffic collision", "X85 to Y09"),
)
HEADINGS = {
    "names of people": (
        "surname",
        "forename",
        "victim name",
        "name of victim",
        "first name",
        "offender surname",
        "alias",
    ),
    "dates of birth": ("dob", "date of birth", "victim dob", "birth date", "year of birth", "d.o.b."),
    "NHS numbers": ("nhs", "nhs number", "nhs no", "patient nhs number"),
    "National Insurance numbers": ("ni number", "nino", "national insurance number"),
    "telephone numbers": ("telephone", "mobile", "phone number", "contact telephone number", "tel no"),
    "e-mail addresses": ("email", "e-mail", "contact email address"),
    "vehicle registrations": ("vrm", "number plate", "vehicle reg", "vehicle registration mark"),
    "addresses": ("address", "home address", "address line 1"),
    "free text": ("notes", "mo", "modus operandi", "summary", "narrative", "comments", "incident log", "free text"),
}
SOUND_HEADINGS = (
    *("note", "ward name", "lsoa name", "area name", "name", "category", "reference", "registered office", "measure"),
    *("victim age", "age at birth", "country of birth", "offence description", "mobile phone theft", "date", "time"),
    *(
        "outcome summary",
        "nhs trust",
        "telephone box",
        "births",
        "monitored",
        "summary offences",
        "weekly summary count",
    ),
)


def look(headings: Sequence[str], *rows: Sequence[str], postcodes: str = "outward only") -> None:
    lines = [(line, "", list(row)) for line, row in enumerate(rows, 2)]
    refuse_personal(headings, lines, "feed.csv", postcodes=postcodes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("what", "cell"), [(what, cell) for what, cells in HOSTILE.items() for cell in cells])
def test_a_cell_that_could_name_a_person_is_refused_by_column_and_line_without_its_value(what: str, cell: str) -> None:
    with refused("feed.csv", f"what looks like {what} in the column Category, line 3"):
        look(["Month", "Category"], ["2025-01", "Assault"], ["2025-01", cell])
    with pytest.raises(IntakeError) as caught:
        look(["Month", "Category"], ["2025-01", cell])
    assert cell not in caught.value.explain()


@pytest.mark.parametrize("cell", HARMLESS)
def test_a_cell_that_names_nobody_passes(cell: str) -> None:
    assert personal_value(cell) == ""
    look(["Month", "Category"], ["2025-01", cell])


@pytest.mark.parametrize(("what", "heading"), [(what, one) for what, some in HEADINGS.items() for one in some])
def test_a_column_of_such_a_name_is_refused_where_it_holds_anything(what: str, heading: str) -> None:
    assert banned_heading(heading) == what
    with refused(f"{what} in the column {heading.upper()}, line 3"):
        look(["Month", heading.upper()], ["2025-01", " "], ["2025-01", "x"])
    look(["Month", heading], ["2025-01", ""], ["2025-01", "  "])


@pytest.mark.parametrize("heading", SOUND_HEADINGS)
def test_a_column_of_another_name_passes(heading: str) -> None:
    assert banned_heading(heading) == ""
    look([heading], ["x"])


def test_a_full_postcode_passes_only_where_it_may() -> None:
    look(["Premises"], ["ME7 5AA"], postcodes="any")
    with refused("full postcodes"):
        look(["Premises"], ["ME7 5AA"])


def test_everything_found_is_told_at_once_up_to_five() -> None:
    with refused("names of people in the column A, line 2; ", "e-mail addresses in the column B, line 2"):
        look(["A", "B"], ["Mr Smith", "a@b.org"])
    with refused("and 1 more"):
        look("ABCDEF", ["a@b.org"] * 6)


def test_a_heading_that_names_somebody_and_a_cell_past_the_last_heading_are_told_by_number() -> None:
    with refused("column 1, line 2", "column 2, line 2"):
        look(["Mr Smith"], ["a@b.org", "c@d.org"])
    with pytest.raises(IntakeError) as caught:
        look(["Mr Smith"], ["a@b.org"])
    assert "Smith" not in caught.value.explain()


def check_digit(nine: str) -> int:
    """As the NHS tells it to a person: multiply, add, divide by eleven, take the rest from eleven; eleven is nought."""
    total = 0
    for place in range(9):
        total += int(nine[place]) * (10 - place)
    rest = 11 - total % 11
    return 0 if rest == 11 else rest


NINE = st.text("0123456789", min_size=9, max_size=9).filter(lambda nine: nine[0] != "0" and len(set(nine)) > 1)


@given(NINE.filter(lambda nine: check_digit(nine) < 10))
def test_a_number_with_the_right_check_digit_is_a_patients_and_with_any_other_is_not(nine: str) -> None:
    right = check_digit(nine)
    assert [digit for digit in range(10) if is_nhs_number(f"{nine}{digit}")] == [right]
    with refused("NHS numbers in the column Reference, line 2"):
        look(["Reference"], [f"{nine}{right}"])
    with refused("NHS numbers"):
        look(["Reference"], [f"{nine[:3]} {nine[3:6]} {nine[6:]}{right}"])
    look(["Reference"], [f"{nine}{(right + 1) % 10}"])


@given(NINE.filter(lambda nine: check_digit(nine) == 10))
def test_nine_digits_that_have_no_check_digit_belong_to_no_patient(nine: str) -> None:
    assert not any(is_nhs_number(f"{nine}{digit}") for digit in range(10))


def test_the_published_example_of_an_nhs_number_passes_its_check() -> None:
    assert is_nhs_number("9434765919")  # NHS Data Dictionary's worked example: 943 476 5919
    assert not is_nhs_number("0000000000")


def test_a_column_of_ten_digit_references_passes_though_one_in_eleven_looks_like_a_patients() -> None:
    numbers = [str(2_025_000_000 + number) for number in range(200)]
    assert 10 < sum(map(is_nhs_number, numbers)) < 30
    look(["Reference"], *([number] for number in numbers))
    patients = [number for number in numbers if is_nhs_number(number)]
    with refused("NHS numbers"):
        look(["Reference"], *([number] for number in [*patients, "2025000001"]))


OUTWARD = st.sampled_from(["9", "99", "9A"]).flatmap(
    lambda shape: st.tuples(
        st.sampled_from(sorted(POSTAL_AREAS)),
        *(st.sampled_from("0123456789" if letter == "9" else "ABCDEFGHJKMNPRSTUVWXY") for letter in shape),
    ).map("".join)
)
INWARD = st.tuples(st.sampled_from("0123456789"), *[st.sampled_from("ABDEFGHJLNPQRSTUWXYZ")] * 2).map("".join)


@given(OUTWARD, INWARD, st.sampled_from([" ", "", "  ", "-"]), st.booleans())
def test_every_full_postcode_is_refused_and_its_outward_half_passes(
    outward: str, inward: str, between: str, small: bool
) -> None:
    full = outward + between + inward
    assert personal_value(full.lower() if small else full) != ""
    assert personal_value(outward) == "" == personal_value(outward.lower())


@pytest.mark.parametrize(
    "file",
    [
        "reference/homeoffice_offence_to_policeuk_category.csv",
        "geography/lookup_lsoa21_ward24_ltla24.csv",
        "geography/lookup_ltla24_csp24_pfa24.csv",
        "recorded_crime/prc-pfa-2017-18.csv",
        "police_uk/2025-01/2025-01-kent-street.csv",
    ],
)
def test_published_names_of_places_and_offences_pass(data: Path, file: str) -> None:
    path = data / file
    with path.open(encoding="utf-8-sig", newline="") as opened:
        assert len(list(csv.reader(opened))) > 100
    refuse_personal(header(path), records(path), path.name)
