"""The whole document as blocks: its order, its cover, and what people wrote in its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.measures.stories import lines, record, story, words
from tests.measures.tables import HERE, MEDWAY, NEXT_DOOR, residents, street, table_c2

from frankpledge.assessment.blocks import Chart, Fixed, Heading, Note, Number, Table, Text, runs_of
from frankpledge.assessment.compose import compose
from frankpledge.assessment.ledger import make_ledger
from frankpledge.assessment.register import register
from frankpledge.assessment.story import Story
from frankpledge.record.model import Annotation, Assumption, Body, Commentary, Plan, Priority
from frankpledge.terms.errors import GuardError, WorkspaceError
from frankpledge.terms.period import Period

RECORDS = street(f"""
    month    lsoa         category               count
    2025-01  {HERE}       Burglary               12
    2025-01  {HERE}       Anti-social behaviour  5
    2025-01  -            Burglary               1
    2025-02  {NEXT_DOOR}  Burglary               1
""")
PEOPLE = residents(f"year  code  name  residents\n2024  {MEDWAY}  Medway  1000")
CHAPTERS = [
    *("Key findings", "All recorded crime", "Anti-social behaviour", "Places", "When, who and with what"),
    *("Peers", "Background and data"),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return story(tmp_path_factory.mktemp("world"), RECORDS, PEOPLE, written=record("2025-01..2025-02"))


def _with(world: Story, **parts: object) -> Story:
    return Story(world.evaluator, replace(world.record, **parts))  # type: ignore[arg-type]


def _comment(chapter: str, text: str) -> Commentary:
    return Commentary(chapter=chapter, text=text)


def test_the_chapters_come_in_the_order_of_the_outline(world: Story) -> None:
    found = [words(block.runs) for block in compose(world).blocks if isinstance(block, Heading) and block.level == 1]
    assert found == CHAPTERS


def test_the_cover_says_who_when_and_from_which_evidence(world: Story) -> None:
    cover = compose(world).cover
    assert cover.partnership == "Medway Community Safety Partnership"
    assert words(cover.period) == "January to February 2025"
    assert cover.dated.text == "1 February 2026"
    assert (cover.status, cover.marking) == ("draft", "OFFICIAL")
    assert cover.edition.text == world.evaluator.edition
    assert cover.notice == ""


def test_the_digits_of_a_title_are_a_date_and_its_words_are_words(world: Story) -> None:
    partnership = replace(world.record.partnership, title="Assessment 2019/20 of Medway")
    title = compose(_with(world, partnership=partnership)).cover.title
    assert title == (Text("Assessment "), Fixed("2019/20", "date"), Text(" of Medway"))


def test_a_change_of_the_record_changes_its_name_and_not_the_editions(world: Story) -> None:
    other = compose(_with(world, commentary=(_comment("crime", "It fell."),))).cover
    cover = compose(world).cover
    assert cover.record != other.record and cover.edition == other.edition


def test_simulated_records_are_announced_on_the_cover_and_in_the_background(tmp_path: Path) -> None:
    note = f"Simulated records for {MEDWAY} only"
    files = {name: text.replace(",Burglary,,", f",Burglary,,{note}") for name, text in RECORDS.items()}
    files = {name: text.replace("behaviour,,", f"behaviour,,{note}") for name, text in files.items()}
    document = compose(story(tmp_path, files, PEOPLE, written=record("2025-01..2025-02")))
    assert "simulated" in document.cover.notice
    assert any("drawn by a simulator" in line for line in lines(*document.blocks))


def test_a_partnerships_own_notice_stands_on_the_cover(world: Story) -> None:
    partnership = replace(world.record.partnership, notice="Draft for the board.")
    assert compose(_with(world, partnership=partnership)).cover.notice == "Draft for the board."


ORDER = ["key-findings", "crime", "asb", "places", "people", "peers", "background"]


@pytest.mark.parametrize("chapter", ORDER)
def test_what_people_wrote_for_a_chapter_stands_in_it_once(world: Story, chapter: str) -> None:
    told = _with(world, commentary=(_comment(chapter, "The lamps on the pier went out."),))
    blocks = compose(told).blocks
    starts = [n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    (place,) = [n for n, block in enumerate(blocks) if "The lamps on the pier went out." in list(lines(block))]
    assert sum(start <= place for start in starts) - 1 == ORDER.index(chapter)


def test_a_comment_that_nobody_wrote_leaves_no_heading(world: Story) -> None:
    told = _with(world, commentary=(_comment("crime", "<!-- nothing yet -->\n"),))
    assert list(lines(*compose(told).blocks)) == list(lines(*compose(world).blocks))


def test_a_fault_in_a_comment_stops_the_document(world: Story) -> None:
    with pytest.raises(GuardError):
        compose(_with(world, commentary=(_comment("asb", "It came to 7."),)))
    with pytest.raises(WorkspaceError):
        compose(_with(world, commentary=(_comment("asb", "It moved by {asb.change}."),)))


def test_everything_that_people_wrote_down_is_printed(world: Story) -> None:
    told = _with(
        world,
        bodies=(Body(name="Medway Council", kind="council"), Body(name="Kent Police", kind="police")),
        plan=Plan(title="Plan 2024", priorities=(Priority(name="Listening", sub_priorities=("Events",)),)),
        annotations=(Annotation(kind="note", period=Period.parse("2025-02"), text="A lamp was out."),),
        assumptions=(Assumption(key="a", text="The moon is assumed to be round."),),
    )
    text = "\n".join(lines(*compose(told).blocks))
    for word in ("Medway Council", "Kent Police", "Plan 2024", "Listening", "Events", "A lamp was out.", "be round."):
        assert word in text


def test_a_body_that_ended_before_the_period_is_not_named_and_one_that_ended_in_it_is(world: Story) -> None:
    from datetime import date

    bodies = (
        Body(name="The Old Board", kind="other", valid_to=date(2024, 12, 31)),
        Body(name="The Late Board", kind="other", valid_to=date(2025, 1, 15), succeeded_by="The New Board"),
        Body(name="The Coming Board", kind="other", valid_from=date(2025, 3, 1)),
    )
    text = "\n".join(lines(*compose(_with(world, bodies=bodies)).blocks))
    assert "The Late Board" in text and "The New Board" in text
    assert "The Old Board" not in text and "The Coming Board" not in text


def test_what_cannot_be_given_is_a_note_with_its_reason_and_not_a_hole(world: Story) -> None:
    gaps = [block for block in compose(world).blocks if isinstance(block, Note) and block.kind == "gap"]
    titles = {gap.title: " ".join(lines(gap)) for gap in gaps}
    assert any("Annual change" in title for title in titles)
    assert all("January to February 2024" in text for title, text in titles.items() if "Annual change" in title)
    for what in ("five-year trend", "seasonal index", "peers by rate"):
        assert any(what in title for title in titles), what


def test_with_no_records_of_the_period_the_document_says_so_and_shows_no_crime(tmp_path: Path) -> None:
    told = story(tmp_path, PEOPLE, written=record("2025-01..2025-02"))
    document = compose(told)
    text = "\n".join(lines(*document.blocks))
    assert "No figure can be given yet" in text
    assert "no file that covers Medway is held" in text.replace("No file", "no file")
    assert not any(isinstance(block, Chart) for block in document.blocks)


def test_there_are_at_most_ten_key_findings(world: Story) -> None:
    blocks = compose(world).blocks
    second = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and n > 0 and block.level == 1)
    findings = [line for block in blocks[:second] if not isinstance(block, Heading) for line in runs_of(block)]
    assert 1 <= sum(1 for line in findings if words(line).endswith(".")) <= 10


def test_every_anchor_is_used_once(world: Story) -> None:
    anchors: list[str] = []
    for block in compose(world).blocks:
        if isinstance(block, (Heading, Table, Chart)):
            anchors.append(block.anchor)
        if isinstance(block, Chart):
            anchors.append(block.table.anchor)
    assert len(anchors) == len(set(anchors)), sorted(anchors)


def test_every_source_is_in_the_register_with_its_terms(world: Story) -> None:
    text = "\n".join(lines(*compose(world).blocks))
    for entry in register(world.evaluator.library.edition).values():
        assert entry.title in text and entry.attribution in text


def test_a_rate_is_never_printed_without_the_year_of_its_base(world: Story) -> None:
    text = " ".join(lines(*compose(world).blocks))
    assert "12.00" in text
    assert "1,000 residents, mid-2024" in text


def test_the_share_of_rows_without_a_place_is_told_for_the_period(world: Story) -> None:
    text = "\n".join(lines(*compose(world).blocks))
    assert "1 of the 19 rows of Kent (5.3%) have no small area" in text


def test_the_same_story_makes_the_same_document_and_ledger(world: Story) -> None:
    again = Story(type(world.evaluator)(world.evaluator.library), world.record)
    assert compose(again) == compose(world)
    entries = register(world.evaluator.library.edition)
    assert list(make_ledger(compose(again), entries).figures) == list(make_ledger(compose(world), entries).figures)


def test_the_years_of_two_measures_never_share_a_line(tmp_path: Path) -> None:
    """The partnership table is of another year than the street files: no sentence, caption or cell holds both."""
    c2 = table_c2(f"""
        force      force_name  csp        csp_name  code       name    total
        E23000032  Kent        E22000143  Medway    {MEDWAY}   Medway  90
    """)
    told = story(tmp_path, RECORDS, PEOPLE, c2, written=record("2024-07..2025-06"))
    for block in compose(told).blocks:
        for runs in runs_of(block):
            measures = {run.figure.key.split(".")[0] for run in runs if isinstance(run, Number)}
            assert not {"partnership-crime"} < measures, words(runs)
