"""Police extracts: what the mapping names is kept, in bands and by the London clock; whom it is about is not."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extracts import COLUMNS, HEADINGS, MAPPING, extract_file, mapped, row, without
from tests.publishers import HERE, MEDWAY, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.record.mapping import Mapping
from frankpledge.sources.extract import source_of
from frankpledge.sources.extract_cells import span_of, time_of
from frankpledge.store.schema import Parsed
from frankpledge.store.snapshot import Coverage
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Period

SOURCE = source_of(MAPPING)


def kept(tmp_path: Path, rows: list[list[str]], mapping: Mapping = MAPPING) -> list[dict[str, Any]]:
    headings = [heading for _, heading in mapping.columns]
    return run(source_of(mapping), extract_file(tmp_path, rows, headings))[2]


def only(tmp_path: Path, mapping: Mapping = MAPPING, **changed: str) -> dict[str, Any]:
    (found,) = kept(tmp_path, [row(1, **changed)], mapping)
    return found


def why(tmp_path: Path, mapping: Mapping = MAPPING, **changed: str) -> list[str]:
    """The reasons against one row that stands beside a sound one."""
    _, account, _ = run(source_of(mapping), extract_file(tmp_path, [row(0), row(1, **changed)]))
    return list(reasons(account))


def test_a_fault_that_stands_in_several_rows_is_told_of_each_and_one_text_means_what_its_own_column_says(
    tmp_path: Path,
) -> None:
    bad = [row(number, code="hate", recorded="soon") for number in (1, 2)]
    _, account, rows = run(SOURCE, extract_file(tmp_path, [row(0, hate="N", weapon="N", suspect_age=""), *bad]))
    assert [len(one.reasons) for one in account.rejected] == [2, 2]
    assert account.rejected[0].reasons == account.rejected[1].reasons
    assert [(one["hate"], one["weapon"], one["suspect_age"]) for one in rows] == [("no", "N", None)]


def test_a_sound_file_gives_every_field_of_a_crime(tmp_path: Path) -> None:
    reading, account, rows = run(SOURCE, extract_file(tmp_path, [row(1)]))
    assert reading.coverage == (Coverage(MEDWAY, Period.parse("2025-02")),)
    assert reading.confidential
    assert (account.rows_in, account.kept, account.rejected) == (1, 1, ())
    reference = hashlib.sha256(f"{MEDWAY}\n46/1/25".encode()).hexdigest()[:16]
    assert rows == [
        {
            "row": 2,
            "month": date(2025, 2, 1),
            "authority": MEDWAY,
            "lsoa": HERE,
            "beat": "MC1 Town",
            "code": "8N",
            "began": datetime(2025, 2, 1, 22, 30),  # noqa: DTZ001
            "ended": datetime(2025, 2, 1, 23, 30),  # noqa: DTZ001
            "domestic": "yes",
            "hate": "no",
            "knife": "no",
            "youth": None,
            "weapon": "Blunt instrument",
            "victim_age": "25–34",
            "victim_sex": "female",
            "suspect_age": "10–17",
            "suspect_sex": "male",
            "identity": int(reference, 16),
        }
    ]


def test_a_file_is_known_by_the_columns_that_the_mapping_names() -> None:
    assert source_of(mapped(columns=(("code", "HO Code (main)"), ("began", "From"), ("beat", "from")))).shape == (
        *(r"ho code \(main\)", "from"),
    )


def test_the_reference_is_salted_with_the_area(tmp_path: Path) -> None:
    here = only(tmp_path)["identity"]
    assert only(tmp_path, reference=" 46/1/25 ")["identity"] == here
    assert only(tmp_path, mapped(area="E07000110"))["identity"] != here


BAD = {
    "there is no reference": {"reference": ""},
    "a spreadsheet has shortened the reference": {"reference": "4.6E+10"},
    "the offence code is not a Home Office code": {"code": "assault"},
    "the LSOA code is not the code of a small area": {"lsoa": "Medway 001A"},
    "the force's own beat is not a few plain words": {"beat": "=HYPERLINK(1)"},
    "the weapon is not a few plain words": {"weapon": "=1+1"},
    "the domestic abuse flag is a text of which the mapping does not say what it means": {"domestic": "perhaps"},
    "the victim's sex is a text of which the mapping does not say what it means": {"victim_sex": "Alma"},
    "the victim's age is neither an age in whole years nor a band inside one of those that are kept": {
        "victim_age": "1,034"
    },
    "the suspect's age is neither an age in whole years nor a band inside one of those that are kept": {
        "suspect_age": "121"
    },
    "there is no earliest time": {"began": ""},
    "the earliest time is not one such as 31/01/2025 14:05, the way that the mapping says": {"began": "45688.9"},
    "the latest time is not one such as 31/01/2025 14:05, the way that the mapping says": {"ended": "02/13/2025"},
    "the latest time is before the earliest": {"ended": "01/02/2025 22:29"},
    "the date or month of recording is not one such as 31/01/2025 or 2025-01": {"recorded": "########"},
    "it was recorded before it began": {"recorded": "31/01/2025"},
}


@pytest.mark.parametrize(("reason", "changed"), BAD.items(), ids=BAD.keys())
def test_a_bad_row_is_refused_with_its_reason_and_without_its_text(
    tmp_path: Path, reason: str, changed: dict[str, str]
) -> None:
    _, account, rows = run(SOURCE, extract_file(tmp_path, [row(1), row(2, **changed), row(3)]))
    assert [(bad.line, bad.reasons, bad.raw) for bad in account.rejected] == [(3, (reason,), "")]
    assert [found["row"] for found in rows] == [2, 4]


ANY = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=3, max_size=30)


@settings(max_examples=60)
@given(
    st.sampled_from([field for field, _ in COLUMNS]),
    st.one_of(ANY, st.from_regex(r"[0-9/: TZ-]{3,20}", fullmatch=True)),
)
def test_whatever_a_cell_holds_the_row_is_kept_or_refused_and_no_reason_repeats_it(field: str, text: str) -> None:
    with TemporaryDirectory() as folder:
        path = extract_file(Path(folder), [row(1), row(2, **{field: text})])
        try:
            reading = SOURCE.read(path, "x.csv")
        except IntakeError as error:
            assert text.strip() in ("", *HEADINGS) or text not in error.explain()
            return
    content = reading.content
    assert isinstance(content, Parsed)
    assert content.rows_in == 2 == len(content.rows) + len(content.rejected)
    assert not any(bad.raw for bad in content.rejected)
    if not re.fullmatch(r"[\w/: -]{1,10}", text):  # a short word can stand in a reason by chance
        assert not any(text in reason for bad in content.rejected for reason in bad.reasons)


def test_every_reason_against_a_row_is_told(tmp_path: Path) -> None:
    assert len(why(tmp_path, code="?", lsoa="?", began="?", recorded="?", domestic="?")) == 5


TIMES = [
    ("day/month/year", "London", "31/01/2025 14:05", "2025-01-31 14:05:00"),
    ("day/month/year", "London", "31/01/2025 14:05:59.123", "2025-01-31 14:05:59"),
    ("day/month/year", "London", "31-Jan-25 2:05 PM", "2025-01-31 14:05:00"),
    ("day/month/year", "London", "1.2.2025 0:05", "2025-02-01 00:05:00"),
    ("day/month/year", "London", "31/01/2025 12:05am", "2025-01-31 00:05:00"),
    ("day/month/year", "London", "2025-01-31T14:05", "2025-01-31 14:05:00"),
    ("month/day/year", "London", "01/31/2025 14:05", "2025-01-31 14:05:00"),
    ("year-month-day", "London", "2025/01/31 1405", "2025-01-31 14:05:00"),
    ("day/month/year", "London", "2025-07-31T13:05Z", "2025-07-31 14:05:00"),
    ("day/month/year", "UTC", "31/07/2025 23:30", "2025-08-01 00:30:00"),
    ("day/month/year", "UTC", "31/01/2025 23:30", "2025-01-31 23:30:00"),
    ("day/month/year", "UTC", "2025-07-31T14:05+01:00", "2025-07-31 14:05:00"),
    ("day/month/year", "London", "2025-07-31 09:05 -0400", "2025-07-31 14:05:00"),
]


@pytest.mark.parametrize(("dates", "clock", "text", "expected"), TIMES)
def test_times_are_by_the_london_clock_however_they_are_written(
    tmp_path: Path, dates: str, clock: str, text: str, expected: str
) -> None:
    mapping = mapped(dates=dates, clock=clock)
    assert str(only(tmp_path, mapping, began=text, ended="", recorded="2025-08")["began"]) == expected


@pytest.mark.parametrize(
    "text",
    ["31/01/2025 24:00", "31/01/2025 14:60", "31/02/2025", "1/2", "14:05", "31/01/2025x", "01/31/2025", "31/01/202"],
)
def test_what_is_no_time_is_not_made_one(tmp_path: Path, text: str) -> None:
    assert len(why(tmp_path, began=text, ended="")) == 1


@pytest.mark.parametrize("zone", ["Z", "+00:00"])
def test_the_hour_that_comes_twice_in_october_does_not_end_before_it_begins(tmp_path: Path, zone: str) -> None:
    """01:50 in summer time is before 01:10 in winter time, whether or not the cell says which it is."""
    told = only(tmp_path, began=f"2025-10-26T00:50{zone}", ended=f"2025-10-26T01:10{zone}", recorded="2025-10")
    assert str(told["began"]) == str(told["ended"]) == "2025-10-26 01:50:00"
    untold = only(tmp_path, began="26/10/2025 01:50", ended="26/10/2025 01:10", recorded="2025-10")
    assert untold["began"] == untold["ended"] == told["began"]
    assert why(tmp_path, began="26/10/2025 03:50", ended="26/10/2025 03:10", recorded="2025-10") == [
        "the latest time is before the earliest"
    ]


@given(st.datetimes(datetime(1999, 1, 1), datetime(2040, 1, 1)), st.timedeltas(timedelta(0), timedelta(90)))  # noqa: DTZ001
def test_a_span_that_truly_runs_forward_is_never_refused(begins: datetime, length: timedelta) -> None:
    start = begins.replace(second=0, microsecond=0)
    cells = [f"{moment:%Y-%m-%dT%H:%M}Z" for moment in (start, start + length)]
    first, last = (time_of(cell, "", MAPPING, "began") for cell in cells)
    assert first is not None
    began, ended = span_of(first, last)
    assert ended is not None
    assert began <= ended
    assert began == start.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo("Europe/London")).replace(tzinfo=None)


def test_a_date_and_a_time_in_two_columns_are_one_time(tmp_path: Path) -> None:
    mapping = mapped(columns=(*COLUMNS, ("began_time", "From Time")))
    cells = [*row(1, began="01/02/2025", ended=""), "22:15"]
    assert str(kept(tmp_path, [cells], mapping)[0]["began"]) == "2025-02-01 22:15:00"
    cells = [*row(1, began="2025-02-01 00:00:00", ended=""), "22:15:00"]
    assert str(kept(tmp_path, [cells], mapping)[0]["began"]) == "2025-02-01 22:15:00"
    cells = [*row(1, began="01/02/2025 21:00", ended=""), "22:15"]
    with refused("no row that can be read"):
        kept(tmp_path, [cells], mapping)


def test_a_day_without_a_time_lasts_until_its_midnight_and_is_told(tmp_path: Path) -> None:
    reading, _, rows = run(SOURCE, extract_file(tmp_path, [row(1, began="01/02/2025", ended="")]))
    assert (str(rows[0]["began"]), str(rows[0]["ended"])) == ("2025-02-01 00:00:00", "2025-02-02 00:00:00")
    assert "1 crime has a day and no time: each is spread over its whole day." in reading.remarks
    days = only(tmp_path, began="01/02/2025", ended="02/02/2025")
    assert str(days["ended"]) == "2025-02-03 00:00:00"


def test_a_time_without_an_end_has_none(tmp_path: Path) -> None:
    assert only(tmp_path, ended="")["ended"] is None


def test_ages_are_kept_in_bands_only(tmp_path: Path) -> None:
    assert only(tmp_path, victim_age="9", suspect_age="65")["victim_age"] == "0–9"
    bands = mapped(ages="bands", values=(("victim_age", (("3", "18–24"), ("15-19", "not recorded"))),))
    assert only(tmp_path, bands, victim_age="3", suspect_age="18-20")["suspect_age"] == "18–24"
    assert only(tmp_path, bands, victim_age="3", suspect_age="")["victim_age"] == "18–24"
    assert only(tmp_path, bands, victim_age="15-19", suspect_age="")["victim_age"] is None
    with refused("the victim's age is neither"):
        only(tmp_path, bands, victim_age="34", suspect_age="")


def test_the_mapping_says_what_texts_mean_and_a_blank_among_them(tmp_path: Path) -> None:
    mapping = mapped(values=(("domestic", (("", "no"), ("DA", "yes"))), ("weapon", (("None", "not recorded"),))))
    assert only(tmp_path, mapping, domestic="")["domestic"] == "no"
    assert only(tmp_path, mapping, domestic="da", weapon="none")["domestic"] == "yes"
    assert only(tmp_path, mapping, weapon="none")["weapon"] is None
    assert only(tmp_path, domestic="Unknown")["domestic"] is None


@pytest.mark.parametrize(("text", "code"), [("008n", "8N"), (" 105 A ", "105A"), ("4.4", "4.4"), ("8/6", "8/6")])
def test_codes_lose_blanks_and_leading_noughts(tmp_path: Path, text: str, code: str) -> None:
    assert only(tmp_path, code=text)["code"] == code


def test_a_crime_that_nobody_placed_is_kept_without_a_place(tmp_path: Path) -> None:
    found = only(tmp_path, lsoa="", beat="")
    assert (found["lsoa"], found["beat"]) == (None, None)


def test_without_a_date_of_recording_the_month_is_the_one_in_which_it_began(tmp_path: Path) -> None:
    mapping = mapped(columns=without("recorded"))
    path = extract_file(tmp_path, [[cell for cell in row(1) if cell != "03/02/2025"]], [h for _, h in mapping.columns])
    reading, _, rows = run(source_of(mapping), path)
    assert rows[0]["month"] == date(2025, 2, 1)
    assert any("does not say when it was recorded" in remark for remark in reading.remarks)


@pytest.mark.parametrize("text", ["2025-02", "02/2025", "Feb-25", "February 2025", "28/02/2025 11:00", "2025-02-28"])
def test_a_month_of_recording_is_read_as_it_is_written(tmp_path: Path, text: str) -> None:
    assert only(tmp_path, recorded=text)["month"] == date(2025, 2, 1)


def test_rows_that_repeat_a_reference_and_a_file_without_any_are_told(tmp_path: Path) -> None:
    reading, _, rows = run(SOURCE, extract_file(tmp_path, [row(1), row(1, victim_age="40"), row(2)]))
    assert len({found["identity"] for found in rows}) == 2
    assert any(remark.startswith("1 row repeats a reference") for remark in reading.remarks)
    mapping = mapped(columns=without("reference"))
    path = extract_file(tmp_path, [row(1)[1:], row(1)[1:]], HEADINGS[1:])
    reading, _, rows = run(source_of(mapping), path)
    assert [found["identity"] for found in rows] == [None, None]
    assert any("cannot be told" in remark for remark in reading.remarks)


def test_an_extract_of_some_crimes_covers_those_alone(tmp_path: Path) -> None:
    reading, _, _ = run(source_of(mapped(holds="knife crime")), extract_file(tmp_path, [row(1)]))
    assert reading.coverage[0].what == "knife crime"
    assert any("knife crime" in remark for remark in reading.remarks)


def test_another_mapping_reads_a_file_anew_and_another_name_does_not(tmp_path: Path) -> None:
    path = extract_file(tmp_path, [row(1)])
    versions = [
        source_of(mapping).read(path, "x").version
        for mapping in (MAPPING, mapped(name="other"), mapped(values=(("domestic", (("", "no"),)),)), mapped(holds="x"))
    ]
    assert versions[0] == versions[1]
    assert len(set(versions)) == 3


def test_months_between_others_without_a_crime_are_refused(tmp_path: Path) -> None:
    rows = [row(1), row(2, recorded="01/05/2025"), row(3, recorded="01/06/2025")]
    with refused("every month from February to June 2025", "February 2025 and May to June 2025"):
        run(SOURCE, extract_file(tmp_path, rows))
    mapping = mapped(columns=without("recorded"))
    with refused("some began long before", "Ask the force for the date of recording"):
        kept(tmp_path, [[c for n, c in enumerate(r) if n != 1] for r in (row(1), row(2, began="01/02/1998"))], mapping)


def test_columns_in_any_order_and_unmapped_ones_are_no_matter(tmp_path: Path) -> None:
    headings = ("Team", *HEADINGS[::-1])
    (_, _, rows) = run(SOURCE, extract_file(tmp_path, [["West", *row(1)[::-1]]], headings))
    assert rows[0]["code"] == "8N"
    assert "West" not in map(str, rows[0].values())


PERSONAL = {
    "names of people": ("Victim Surname", "Attwood"),
    "dates of birth": ("Suspect DOB", "03/04/1988"),
    "addresses": ("Home Address", "7 High Street"),
    "full postcodes": ("Location", "ME4 4BB"),
    "free text": ("Summary", "short"),
    "telephone numbers": ("Contact", "07700 900123"),
    "e-mail addresses": ("Officer", "a.b@example.org"),
}


@pytest.mark.parametrize(("what", "column"), PERSONAL.items(), ids=PERSONAL.keys())
def test_a_file_that_holds_what_names_a_person_in_any_column_is_refused(
    tmp_path: Path, what: str, column: tuple[str, str]
) -> None:
    heading, value = column
    with pytest.raises(Exception, match=what) as caught:
        run(SOURCE, extract_file(tmp_path, [[*row(1), value]], (*HEADINGS, heading)))
    assert value not in str(caught.value)


def test_what_names_a_person_is_refused_in_a_mapped_column_too(tmp_path: Path) -> None:
    with refused("names of people", "weapon used"):
        run(SOURCE, extract_file(tmp_path, [row(1, weapon="Mr Attwood")]))


def test_weapons_that_are_written_anew_each_time_are_free_text(tmp_path: Path) -> None:
    letters = "abcdefghijk"
    rows = [row(n, weapon=f"stick {a}{b}") for n, (a, b) in enumerate((a, b) for a in letters for b in letters)]
    with refused("121 different texts for the weapon"):
        run(SOURCE, extract_file(tmp_path, rows))


def test_simulated_records_are_marked_and_a_mixture_loses_its_unmarked_rows(tmp_path: Path) -> None:
    rows = [[*row(1), "Simulated"], [*row(2), ""], [*row(3), "Simulated"]]
    reading, account, _ = run(SOURCE, extract_file(tmp_path, rows, (*HEADINGS, "Note")))
    assert reading.simulated
    assert reasons(account) == {"simulated and published rows are mixed in one file": 1}
    reading, _, _ = run(SOURCE, extract_file(tmp_path, [[*row(1), ""]], (*HEADINGS, "Note")))
    assert not reading.simulated


def test_hostile_files_are_refused(tmp_path: Path) -> None:
    with refused("'HO Code'".lower(), "twice"):
        run(SOURCE, extract_file(tmp_path, [[*row(1), "8N"]], (*HEADINGS, "ho code")))
    with refused("no row of column names"):
        run(SOURCE, extract_file(tmp_path, [row(1)], ("Ref", *HEADINGS[1:])))
    with refused("UTF-8"):
        run(SOURCE, put(tmp_path / "x.csv", csv_text(HEADINGS, [row(1)]).encode() + b"\xe9\n"))
    with refused("cut off"):
        run(SOURCE, put(tmp_path / "x.csv", csv_text(HEADINGS, [row(1)]).encode() + b"46/2/25,03/02"))
    with refused("no row that can be read", "no rows"):
        run(SOURCE, extract_file(tmp_path, []))
    with refused("no row that can be read", "the latest time is not one such as 31/01/2025"):
        run(SOURCE, extract_file(tmp_path, [row(1, ended="2/13/2025")]))


def test_a_title_above_blank_lines_and_line_ends_of_any_system_are_read(tmp_path: Path) -> None:
    text = "\ufeffCrimes of Medway\r\n\r\n" + csv_text(HEADINGS, [row(1), [""] * 16, row(2)], "\r\n")
    _, account, rows = run(SOURCE, put(tmp_path / "x.csv", text))
    assert (account.rows_in, account.kept, len(rows)) == (2, 2, 2)
