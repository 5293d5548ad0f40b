"""When, who and with what: told from a force's own extract alone, and never a small count of people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.extracts import MAPPING, extract_file, row
from tests.measures.stories import lines, record, words
from tests.measures.stories import story as story_of
from tests.measures.tables import HERE, HERE_TOO, MEDWAY, street
from tests.publishers import put

from frankpledge.assessment.blocks import Block, Chart, Document, Heading, Note, Table
from frankpledge.assessment.chapters.people import people
from frankpledge.assessment.chapters.people_tables import MARK
from frankpledge.assessment.compose import compose
from frankpledge.assessment.ledger import make_ledger
from frankpledge.assessment.story import Story
from frankpledge.intake.load import load
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.model import Figure
from frankpledge.record.model import Commentary
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library

Rows = list[list[str]]


def story(
    folder: Path,
    rows: Sequence[Sequence[str]],
    period: str = "2025-02",
    files: Sequence[Path] = (),
    **parts: object,
) -> Story:
    evidence = Evidence(folder / "evidence")
    load(evidence, [extract_file(folder, rows), *files], area=MEDWAY, mappings=[MAPPING])
    return Story(Evaluator(Library(evidence, evidence.current())), record(period, **parts))


def crimes(count: int, first: int = 0, **changed: str) -> Rows:
    """So many crimes of one kind in February 2025."""
    same = {"recorded": "2025-02", "began": "03/02/2025 22:15", "ended": "03/02/2025 22:45", **changed}
    return [row(first + n, **same) for n in range(count)]


CROWD = [
    *crimes(60, weapon="Knife", victim_age="30", victim_sex="F", beat="Town"),
    *crimes(50, 100, weapon="", victim_age="40", victim_sex="M", beat="River", domestic=""),
    *crimes(40, 200, weapon="Stick", victim_age="30", victim_sex="M", beat="River", ended="05/02/2025 22:15"),
    *crimes(7, 300, weapon="", victim_age="12", victim_sex="F", beat="Town", ended=""),
]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Block, ...]:
    return people(story(tmp_path_factory.mktemp("crowd"), CROWD))


def tables_of(blocks: Sequence[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, (Table, Chart)):
            yield block.table if isinstance(block, Chart) else block


def cells(blocks: Sequence[Block], anchor: str) -> dict[str, list[str]]:
    """The rows of a table by the words at their head."""
    table = next(table for table in tables_of(blocks) if table.anchor == anchor)
    return {words(head): [words(cell) for cell in rest] for head, *rest in table.rows}


def headings(blocks: Sequence[Block]) -> list[str]:
    return [words(block.runs) for block in blocks if isinstance(block, Heading)]


def test_the_chapter_goes_from_hours_and_days_to_flags_people_and_weapons(crowd: tuple[Block, ...]) -> None:
    assert headings(crowd) == [
        "When, who and with what",
        "Hours of the day",
        "Days of the week",
        "Domestic abuse, hate, knives and young people",
        "Victims",
        "Suspects",
        "Weapons",
    ]


def test_hours_and_days_are_charts_with_their_numbers_and_what_the_hours_leave_out(crowd: tuple[Block, ...]) -> None:
    hours, days, armed = (block for block in crowd if isinstance(block, Chart))
    assert (hours.form, days.form, armed.form) == ("line", "bar", "line")
    assert words(hours.title) == "The hour with most crimes was 22:00 to 22:59"
    assert words(days.title).startswith("The day with most crimes was Monday")
    assert cells(crowd, "table-people-hours")["22:00 to 22:59"] == ["117.0"]
    assert (len(hours.table.rows), len(days.table.rows)) == (24, 7)
    said = list(lines(*crowd))
    assert any(line.startswith("The hours leave out 25.5% of crimes (40 of 157)") for line in said)
    assert any(line.startswith("No latest time is given for 7 crimes") for line in said)
    assert cells(crowd, "table-weapons-hours")["22:00 to 22:59"] == ["60.0"]


def test_flags_leave_those_not_recorded_out_of_the_base_and_say_how_many_they_are(crowd: tuple[Block, ...]) -> None:
    assert cells(crowd, "table-people-flags")["Domestic abuse"] == ["107", "107", "100.0%", "50"]


def test_a_small_number_of_people_is_nowhere_and_the_mark_in_its_place_is_explained(crowd: tuple[Block, ...]) -> None:
    victims = cells(crowd, "table-people-victims")
    assert victims["10–17"][0] == MARK
    assert sum(row.count(MARK) for row in victims.values()) > 1
    table = next(table for table in tables_of(crowd) if table.anchor == "table-people-victims")
    assert any(words(note).startswith(f"{MARK}: confidential.") for note in table.notes)
    shown = [words(cell) for table in tables_of(crowd) for row in table.rows for cell in row[1:]]
    assert "7" not in shown


def test_no_cell_kept_back_follows_from_the_row_and_the_column_that_it_stands_in(crowd: tuple[Block, ...]) -> None:
    """Where one mark stands alone in a row or column whose total is shown, taking away would give it."""
    for anchor in ("table-people-victims", "table-people-suspects"):
        rows = [row[:4] for row in cells(crowd, anchor).values()]
        for line in [*rows, *map(list, zip(*rows, strict=True))]:
            assert line.count(MARK) != 1, (anchor, line)


def test_a_table_without_a_mark_does_not_explain_one(tmp_path: Path) -> None:
    blocks = people(story(tmp_path, crimes(60, weapon="Knife") + crimes(60, 100, weapon="Stick")))
    assert not any(MARK in line for line in lines(*blocks))


def test_weapons_are_shown_by_kind_beat_and_person_beside_all_crimes(tmp_path: Path) -> None:
    rows = crimes(60, weapon="Knife", victim_sex="F", beat="Town") + crimes(40, 100, weapon="Stick", beat="River")
    blocks = people(story(tmp_path, rows + crimes(50, 200, weapon="", victim_sex="M", beat="River")))
    assert cells(blocks, "table-weapons-kinds") == {"Knife": ["60", "60.0%"], "Stick": ["40", "40.0%"]}
    assert cells(blocks, "table-weapons-places") == {
        "River": ["40", "90"],
        "Town": ["60", "60"],
        "Total": ["100", "150"],
    }
    assert cells(blocks, "table-weapons-people")["Male"][:2] == ["0", "50"]
    assert any(line.startswith("A weapon is recorded for 100 crimes.") for line in lines(*blocks))


def test_without_beats_weapons_are_shown_by_the_wards_of_the_small_areas(tmp_path: Path) -> None:
    head = "lsoa21_name,lsoa21_code,ward24_name,ward24_code,ltla24_name,ltla24_code"
    smalls = ((HERE, "Northfield", "E05000001"), (HERE_TOO, "Southfield", "E05000002"))
    text = "\n".join([head, *(f"{code},{code},{name},{ward},Medway,{MEDWAY}" for code, name, ward in smalls)]) + "\n"
    lookup = put(tmp_path / "lookup_lsoa21_ward24_ltla24.csv", text)
    rows = crimes(50, weapon="Knife", beat="", lsoa=HERE) + crimes(60, 100, weapon="", beat="", lsoa=HERE_TOO)
    blocks = people(story(tmp_path, rows + crimes(40, 200, weapon="Knife", beat="", lsoa=""), files=[lookup]))
    assert cells(blocks, "table-weapons-places") == {
        "Northfield": ["50", "50"],
        "Southfield": ["0", "60"],
        "In no known ward": ["40", "40"],
        "Total": ["90", "150"],
    }


def test_what_the_extract_does_not_say_is_named_and_not_shown(tmp_path: Path) -> None:
    bare = dict.fromkeys(("weapon", "suspect_age", "suspect_sex", "youth", "victim_sex"), "")
    blocks = people(story(tmp_path, crimes(60, **bare)))
    assert "Suspects" not in headings(blocks) and "Weapons" not in headings(blocks)
    (said,) = [line for line in lines(*blocks) if line.startswith("The extract does not say:")]
    assert "the weapon" in said and "the suspect's age" in said and "the victim's sex" in said
    assert cells(blocks, "table-people-victims")["25–34"] == ["60", "100.0%"]


def test_published_files_alone_make_one_note_that_says_what_to_ask_the_force_for(tmp_path: Path) -> None:
    files = street(f"month  lsoa  category  count\n2025-02  {HERE}  Burglary  3")
    heading, note = people(story_of(tmp_path, files, written=record("2025-02")))
    assert isinstance(heading, Heading) and isinstance(note, Note)
    assert note.kind == "gap" and len(note.body) == 2
    assert words(note.body[0]) == "Data.police.uk gives months only, and no record-level extract of the police is held."
    assert words(note.body[1]).startswith("Ask the force for its record-level extract")


def test_an_extract_of_other_months_is_told_of_with_its_months(tmp_path: Path) -> None:
    blocks = people(story(tmp_path, CROWD, period="2025-01..2025-12"))
    said = list(lines(*blocks))
    assert any("No extract of all months from January to December 2025 is held" in line for line in said)
    assert any("157 crimes recorded in Medway from February 2025" in line for line in said)


def test_an_extract_of_a_time_long_past_is_not_told_of(tmp_path: Path) -> None:
    _, note = people(story(tmp_path, CROWD, period="2031-01..2031-12"))
    assert isinstance(note, Note)
    assert "no record-level extract of January to December 2031 is held" in words(note.body[0]).replace("No", "no")


def test_of_very_few_crimes_nothing_is_shown(tmp_path: Path) -> None:
    _, note = people(story(tmp_path, crimes(6)))
    assert isinstance(note, Note)
    assert "too few crimes" in words(note.body[0])
    assert not re.search(r"\d", words(note.body[0]))


def test_what_the_partnership_says_stands_in_the_chapter_with_and_without_an_extract(tmp_path: Path) -> None:
    said = (Commentary(chapter="people", text="Evenings matter."),)
    files = street(f"month  lsoa  category  count\n2025-02  {HERE}  Burglary  3")
    for blocks in (
        people(story(tmp_path / "extract", CROWD, commentary=said)),
        people(story_of(tmp_path / "street", files, written=record("2025-02", commentary=said))),
    ):
        assert "Evenings matter." in list(lines(*blocks))


def test_every_figure_of_the_chapter_has_a_name_of_its_own(tmp_path: Path) -> None:
    document: Document = compose(story(tmp_path, CROWD))
    figures = make_ledger(document, {}).figures
    assert all(isinstance(figure, Figure) for figure in figures.values())
    assert sum(key.startswith("extract-crime") for key in figures) > 100
