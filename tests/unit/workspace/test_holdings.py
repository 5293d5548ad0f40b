"""What a workspace holds: source × area × period, gaps, refused rows, caveats."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.measures.tables import HERE, PLACES, Files, residents, street, write

from frankpledge.intake.load import load
from frankpledge.terms.period import Month, Period
from frankpledge.workspace.folder import Workspace
from frankpledge.workspace.holdings import Holdings, holdings, place_name
from frankpledge.workspace.new import new_workspace

MONTHS = street(f"""
    month    lsoa    category  count
    2024-11  {HERE}  Burglary  1
    2025-01  {HERE}  Burglary  20
    2025-02  {HERE}  Burglary  3
    2025-05  {HERE}  Burglary  4
""")
PEOPLE = residents("year  code  name  residents\n2024  E06000035  Medway  1000")
JANUARY = "2025-01/2025-01-kent-street.csv"


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "medway", area="E06000035", period=Period.parse("2025-01..2025-12"))


def _load(place: Workspace, *files: Files, issued: date | None = None) -> Holdings:
    folder = place.path.parent / f"files{issued or ''}"
    load(place.evidence, [write(folder, *files)], area="E06000035", issued=issued)
    return holdings(place)


def test_an_empty_workspace_holds_nothing(place: Workspace) -> None:
    held = holdings(place)
    assert held.name == "Medway Community Safety Partnership"
    assert (held.lines, held.gaps, held.refused) == ((), (), ())


def test_each_source_is_told_by_area_and_unbroken_run_of_months(place: Workspace) -> None:
    held = _load(place, PLACES, MONTHS, PEOPLE)
    lines = [(line.source, line.area, line.period, line.files, line.kept) for line in held.lines]
    assert [line for line in lines if line[0] == "Street-level crime"] == [
        ("Street-level crime", "Kent", "November 2024", 1, 1),
        ("Street-level crime", "Kent", "January to February 2025", 2, 23),
        ("Street-level crime", "Kent", "May 2025", 1, 4),
    ]
    assert ("Mid-year population estimates", "England and Wales", "June 2024", 1, 1) in lines


def test_the_gaps_between_months_are_named_and_other_sources_have_none(place: Workspace) -> None:
    assert _load(place, PLACES, MONTHS, PEOPLE).gaps == (
        "Street-level crime, Kent: December 2024 and March to April 2025",
    )


def test_refused_rows_are_shown_with_file_line_every_reason_and_their_text(place: Workspace) -> None:
    text = MONTHS[JANUARY]
    lines = text.splitlines()
    lines[2] = lines[2].replace("Burglary", "Burgling").replace(HERE, "Medway")
    held = _load(place, PLACES, {JANUARY: "\n".join(lines) + "\n"})
    (refused,) = held.refused
    assert refused.startswith("2025-01-kent-street.csv, line 3: ")
    assert "the crime type is not one of the fourteen in use since 2013" in refused
    assert "the LSOA code is not the code of a small area" in refused
    assert refused.endswith(lines[2][:100])
    (line,) = [line for line in held.lines if line.source == "Street-level crime"]
    assert (line.kept, line.rejected) == (19, 1)


def test_beyond_twenty_refused_rows_their_number_is_told(place: Workspace) -> None:
    many = street(f"month  lsoa  category  count\n2025-01  {HERE}  Burglary  300")
    head, *lines = many[JANUARY].splitlines()
    bad = [line.replace("Burglary", "Burgling") if number < 23 else line for number, line in enumerate(lines)]
    held = _load(place, PLACES, {JANUARY: "\n".join([head, *bad]) + "\n"})
    assert len(held.refused) == 21
    assert held.refused[-1] == "and 3 more rows"


def test_rows_that_repeat_another_are_counted_apart_so_that_the_account_closes(place: Workspace) -> None:
    head, *lines = MONTHS[JANUARY].splitlines()
    held = _load(place, PLACES, {JANUARY: "\n".join([head, *lines, lines[0]]) + "\n"})
    (line,) = [line for line in held.lines if line.source == "Street-level crime"]
    assert (line.kept, line.rejected, line.repeats) == (20, 0, 1)


def test_what_the_publishers_say_of_their_files_and_what_people_noted_are_caveats(place: Workspace) -> None:
    (place.path / "annotations.toml").write_text(
        '[[annotation]]\nkind = "under-recorded"\nperiod = "2018-11..2018-12"\ntext = "Fewer rows than usual."\n'
    )
    caveats = _load(place, PLACES, MONTHS).caveats
    assert any(caveat.startswith("Street-level crime: Dates are months only") for caveat in caveats)
    assert caveats[-1] == "under-recorded, November to December 2018: Fewer rows than usual."
    assert len(set(caveats)) == len(caveats)


def test_a_file_that_a_later_issue_replaced_is_said_to_be_set_aside(place: Workspace) -> None:
    _load(place, PLACES, MONTHS, issued=date(2025, 7, 1))
    again = street(f"month  lsoa  category  count\n2025-01  {HERE}  Burglary  2")
    held = _load(place, again, issued=date(2025, 8, 1))
    assert held.replaced == ("2025-01-kent-street.csv is set aside: a later issue is held",)
    (calendar,) = held.calendars
    assert calendar.reissued == {Month(2025, 1)}
    assert any(line.period == "January to February 2025" and line.kept == 5 for line in held.lines)


def test_simulated_records_are_said_to_be(place: Workspace) -> None:
    simulated = {JANUARY: MONTHS[JANUARY].replace(",Burglary,,", ",Burglary,,Simulated records for E06000035 only")}
    held = _load(place, PLACES, simulated)
    assert held.caveats[0] == "Some records are simulated."
    assert any(line.area == "Medway" for line in held.lines)


def test_a_place_is_named_for_a_reader() -> None:
    assert place_name("E06000043") == "Brighton and Hove"
    assert place_name("E23000032") == "Kent"
    assert place_name("K04000001") == "England and Wales"
    assert place_name("E06999999") == "E06999999"


def test_a_calendar_gives_the_rows_of_each_month_and_leaves_out_those_not_held(place: Workspace) -> None:
    (calendar,) = _load(place, PLACES, MONTHS, PEOPLE).calendars
    assert (calendar.source, calendar.area, list(calendar.years)) == ("Street-level crime", "Kent", [2024, 2025])
    assert calendar.months == {Month(2024, 11): 1, Month(2025, 1): 20, Month(2025, 2): 3, Month(2025, 5): 4}


def test_a_month_with_far_fewer_rows_a_day_than_those_around_it_is_told(place: Workspace) -> None:
    rows = "\n".join(f"2025-{number:02}  {HERE}  Burglary  {20 if number == 5 else 40}" for number in range(1, 9))
    held = _load(place, PLACES, street(f"month  lsoa  category  count\n{rows}"))
    assert held.thin == ("Street-level crime, Kent: May 2025",)


def test_a_short_month_is_not_taken_for_one_with_rows_missing(place: Workspace) -> None:
    rows = "\n".join(f"2025-{n:02}  {HERE}  Burglary  {Month(2025, n).days}" for n in range(1, 9))
    assert _load(place, PLACES, street(f"month  lsoa  category  count\n{rows}")).thin == ()


def test_the_two_months_that_kent_under_recorded_stand_out_in_the_real_files(data: Path, place: Workspace) -> None:
    load(place.evidence, sorted((data / "police_uk").glob("201[89]-*/*-street.csv")), area="E06000035")
    assert holdings(place).thin == ("Street-level crime, Kent: November to December 2018",)


def test_a_source_of_many_areas_is_one_line_with_their_number(data: Path, place: Workspace) -> None:
    load(place.evidence, [data / "geography" / "boundaries" / "ward2025"], area="E06000035")
    (line,) = holdings(place).lines
    assert (line.source, line.area, line.files, line.kept) == ("Boundaries of wards of 2025", "13 areas", 13, 279)
