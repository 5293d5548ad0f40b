"""What the chapters of one document share: which crimes it counts, and the short names of its figures."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.measures.stories import record, story
from tests.measures.tables import HERE, MEDWAY, Files, offences, residents, street

from frankpledge.assessment.story import Story
from frankpledge.measures.aspect import write
from frankpledge.measures.catalogue import measure
from frankpledge.measures.model import Figure, NotAvailable, Withheld
from frankpledge.record.model import Statement
from frankpledge.terms.errors import MeasureError, WorkspaceError
from frankpledge.terms.period import Period

PERIOD = "2025-01..2025-02"
STREET = street(f"""
    month    lsoa    category               count
    2025-01  {HERE}  Burglary               3
    2025-01  {HERE}  Anti-social behaviour  2
    2025-02  {HERE}  Drugs                  4
""")
CODES = offences("""
    month    code  count
    2025-01  28E   5
    2025-02  8N    6
""")
PEOPLE = residents(f"year  code  name  residents\n2024  {MEDWAY}  Medway  1000")
CALLS = Statement(
    key="calls",
    text="Calls",
    who="The force",
    value=Decimal(470314),
    period=Period.parse("2025-01"),
    area="Kent",
    source="Published data",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return story(tmp_path_factory.mktemp("world"), STREET, PEOPLE, written=record(PERIOD, statements=(CALLS,)))


def test_crime_is_counted_by_offence_code_where_codes_are_held_for_the_whole_period(tmp_path: Path) -> None:
    told = story(tmp_path, STREET, CODES, written=record(PERIOD))
    assert told.crime.name == "recorded-crime"
    found = told.resolve("crime.level")
    assert isinstance(found, Figure) and found.value == 11


def test_crime_is_counted_from_the_street_files_where_a_month_of_codes_is_missing(tmp_path: Path) -> None:
    told = story(tmp_path, STREET, offences("month  code  count\n2025-01  28E  5"), written=record(PERIOD))
    assert told.crime.name == "street-crime"
    found = told.resolve("crime.level")
    assert isinstance(found, Figure) and found.value == 7


def test_with_neither_the_street_files_are_asked_for(tmp_path: Path) -> None:
    told = story(tmp_path, PEOPLE, written=record(PERIOD))
    assert told.crime.name == "street-crime"
    assert isinstance(told.resolve("crime.level"), NotAvailable)


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("crime.level", "7", f"street-crime.level@{MEDWAY}@{PERIOD}"),
        ("crime.rate", "7.00", f"street-crime.rate@{MEDWAY}@{PERIOD}"),
        ("asb.level", "2", f"asb.level@{MEDWAY}@{PERIOD}"),
        ("statement.calls", "470,314", "statement.calls"),
        (f"street-crime.level@{MEDWAY}@2025-01", "3", f"street-crime.level@{MEDWAY}@2025-01"),
        (f"street-crime.share@{MEDWAY}@{PERIOD}/drugs", "57.1%", f"street-crime.share@{MEDWAY}@{PERIOD}/drugs"),
    ],
)
def test_a_figure_is_found_by_its_short_name_or_its_full_key(told: Story, name: str, text: str, key: str) -> None:
    found = told.resolve(name)
    assert isinstance(found, Figure)
    assert (write(found), found.key) == (text, key)


def test_a_change_that_the_evidence_cannot_give_is_not_available_and_not_an_error(told: Story) -> None:
    for name in ("crime.change", "asb.change", "peers.rank"):
        found = told.resolve(name)
        assert isinstance(found, NotAvailable) and found.reason


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("crime.levels", "'crime.level'"),
        ("crimes.rate", "'crime.rate'"),
        ("abs.level", "'asb.level'"),
        ("peer.rank", "'peers.rank'"),
        ("statement.call", "'statement.calls'"),
        ("zzz", "A full key from figures.csv works too."),
        ("", "A full key from figures.csv works too."),
    ],
)
def test_a_name_that_means_nothing_is_answered_with_the_closest(told: Story, name: str, guess: str) -> None:
    with pytest.raises(WorkspaceError) as error:
        told.resolve(name)
    assert error.value.problem == f"There is no figure called {name!r}"
    assert guess in error.value.remedy


@pytest.mark.parametrize("name", ["crime.share", "crime.season", "asb.rank", "crime.level@Medway"])
def test_a_name_that_asks_for_what_cannot_be_asked_is_an_error_of_the_measure(told: Story, name: str) -> None:
    with pytest.raises(MeasureError):
        told.resolve(name)


def test_a_figure_of_another_period_and_of_a_pair_of_periods_can_be_asked_for(told: Story) -> None:
    january = told.figure(told.crime, "level", period=Period.parse("2025-01"))
    assert isinstance(january, Figure) and january.value == 3
    pair = (Period.parse("2025-01"), Period.parse("2024-01"))
    gap = told.change(told.crime, pair=pair)
    assert isinstance(gap, NotAvailable)
    assert gap.key == f"street-crime.change@{MEDWAY}@2025-01~2024-01"


def test_the_area_is_named_as_the_partnership_names_it(told: Story) -> None:
    assert (told.area.code, told.area.name) == (MEDWAY, "Medway")


def feed(dataset: str, *days: str) -> Files:
    """A dataset of Medway over two years, an event a day that is named."""
    head = "Dataset,Date,Time,Category,LSOA code,Outward postcode,Area code,Reference,Note"
    rows = [f"{dataset},{day},,x,,,{MEDWAY},{place}," for place, day in enumerate(days)]
    return {f"sent {dataset} {MEDWAY} 2024-01..2025-02.csv": "\n".join([head, *rows]) + "\n"}


def calls(*rows: str) -> Files:
    """Counts of emergency calls, from `area first last value`."""
    head = "Measure,What,Kind,Part of,Area code,From,To,Value,Base,Source,Note"
    cells = (row.split() for row in rows)
    lines = [f"calls-999,Calls,call,,{area},{first},{last},{value},,Police," for area, first, last, value in cells]
    return {"calls.csv": "\n".join([head, *lines]) + "\n"}


STATED = (
    "Key,Statement,Who,Value,Unit,Area,From,To,Numerator,Base,Baseline,Baseline of,Low,High,Source,Limitation,Note\n"
    "visits,Homes visited,Fire,2140,count,Medway,2025-01,2025-02,,,,,,,Report,,\n"
)


def test_a_measure_of_the_catalogue_is_found_by_its_name(tmp_path: Path) -> None:
    told = story(tmp_path, feed("L4", "2025-01-03", "2025-02-03", "2024-01-03"), written=record(PERIOD))
    level, change = told.resolve("council-asb.level"), told.resolve("council-asb.change")
    assert isinstance(level, Figure) and (write(level), level.key) == ("2", f"council-asb.level@{MEDWAY}@{PERIOD}")
    assert isinstance(change, Figure) and write(change) == "+100.0%"
    with pytest.raises(WorkspaceError) as error:
        told.resolve("council-asd.level")
    assert error.value.remedy == "Did you mean 'council-asb.level'?"


def test_calls_are_those_of_the_force_where_its_owner_counts_them_only_there(tmp_path: Path) -> None:
    told = story(tmp_path, calls("E23000032 2025-01 2025-02 900"), written=record(PERIOD))
    found = told.resolve("calls-999.level")
    assert isinstance(found, Figure) and (write(found), found.area.code) == ("900", "E23000032")


def test_calls_of_the_authority_itself_come_before_those_of_the_force(tmp_path: Path) -> None:
    rows = calls("E23000032 2025-01 2025-02 900", f"{MEDWAY} 2025-01 2025-02 80")
    found = story(tmp_path, rows, written=record(PERIOD)).resolve("calls-999.level")
    assert isinstance(found, Figure) and (write(found), found.area.code) == ("80", MEDWAY)


def test_what_a_file_states_is_found_as_what_the_record_states(tmp_path: Path) -> None:
    told = story(tmp_path, {"statements.csv": STATED}, written=record(PERIOD, statements=(CALLS,)))
    visits = told.resolve("statement.visits")
    assert isinstance(visits, Figure) and write(visits) == "2,140"
    assert isinstance(told.resolve("statement.calls"), Figure)
    with pytest.raises(WorkspaceError) as error:
        told.resolve("statement.visit")
    assert error.value.remedy == "Did you mean 'statement.visits'?"


FEW = feed("H1", *(f"2025-01-{day:02}" for day in range(1, 5)), *(f"2025-02-{day:02}" for day in range(1, 4)))


def test_no_name_gives_a_small_count_of_people_nor_two_that_differ_by_one(tmp_path: Path) -> None:
    told = story(tmp_path, FEW, written=record(PERIOD))
    whole = told.resolve("assault-admissions.level")
    assert isinstance(whole, Figure) and write(whole) == "7"
    assert isinstance(told.figure(measure("assault-admissions"), "level", period=Period.parse("2025-02")), Withheld)
    for name in ("level@E06000035@2025-01", "level@E06000035@2024-12..2025-02", "trend@E06000035@2025-01..2025-02"):
        assert not isinstance(told.resolve(f"assault-admissions.{name}"), Figure)
    assert told.resolve(f"assault-admissions.level@{MEDWAY}@{PERIOD}") == whole


def test_what_is_not_held_whole_is_told_of_the_months_that_are(tmp_path: Path) -> None:
    council, calls_999 = measure("council-asb"), measure("calls-999")
    rows = calls("E23000032 2023-04 2024-03 800", "E23000032 2024-04 2025-03 900")
    told = story(tmp_path, feed("L4", "2025-01-03"), rows, written=record("2025-01..2025-12"))
    assert told.pair(council) == (Period.parse("2025-01..2025-02"), Period.parse("2024-01..2024-02"))
    assert told.pair(calls_999) == (Period.parse("2024-04..2025-03"), Period.parse("2023-04..2024-03"))
    assert told.pair(measure("police-asb")) == (told.period, told.period.year_before)
