"""What followed: outcomes and searches of the months held, said clearly where these are not those of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.measures.stories import lines, record, words
from tests.measures.tables import HERE, PLACES, write
from tests.publishers import KENT, STREET, crime, csv_text, identity, put
from tests.unit.measures.loaded import evaluator_of

from frankpledge.assessment.blocks import Block, Heading, Note, Table
from frankpledge.assessment.chapters.outcomes import outcomes as chapter
from frankpledge.assessment.story import Story
from frankpledge.measures.calculate import calculate_named
from frankpledge.measures.model import Figure
from frankpledge.record.model import Commentary
from frankpledge.sources import lookups, outcomes, stops, street

CHARGED, NOBODY = "Suspect charged", "Investigation complete; no suspect identified"
NOTHING, ARREST = "A no further action disposal", "Arrest"


def story(
    folder: Path,
    *,
    given: dict[str, list[tuple[int, str]]] | None = None,
    searched: dict[str, list[list[str]]] | None = None,
    period: str = "2019-07",
    area: str = KENT,
    **parts: object,
) -> Story:
    """Kent, ten crimes a month with the outcomes `given` to some of them by number, and the searches of each month."""
    found = []
    for month, rows in (given or {}).items():
        crimes = [crime(n, month, lsoa=HERE) for n in range(10)]
        results = [
            [identity(n), month, "Kent Police", "Kent Police", "", "", "", "", "", outcome] for n, outcome in rows
        ]
        found += [
            (street.SOURCE, put(folder / month / f"{month}-kent-street.csv", csv_text(STREET, crimes))),
            (outcomes.SOURCE, put(folder / month / f"{month}-kent-outcomes.csv", csv_text(outcomes.HEADER, results))),
        ]
    for month, rows in (searched or {}).items():
        path = put(folder / month / f"{month}-kent-stop-and-search.csv", csv_text(stops.HEADER, rows))
        found.append((stops.SOURCE, path))
    write(folder / "places", PLACES)
    evaluator = evaluator_of(folder, [*found, *((lookups.SOURCE, folder / "places" / name) for name in PLACES)])
    written = record(period, **parts)
    return Story(evaluator, replace(written, partnership=replace(written.partnership, area=area, area_name="Kent")))


def search(outcome: str = NOTHING, linked: str = "False", month: str = "2019-07", where: str = "0.5") -> list[str]:
    latitude = "51.3" if where else ""
    return [
        *("Person search", f"{month}-02T09:20:00+00:00", "False", "", latitude, where, "Male", "18-24", "", "White"),
        *("Misuse of Drugs Act 1971 (section 23)", "Controlled drugs", outcome, linked, "False"),
    ]


SOME = [(0, CHARGED), *((n, NOBODY) for n in range(1, 5))]
SEARCHES = [search(ARREST, "True"), search(NOTHING, "True"), *[search()] * 8]


def cells(blocks: Sequence[Block], anchor: str) -> dict[str, list[str]]:
    """The rows of a table by the words at their head."""
    table = next(block for block in blocks if isinstance(block, Table) and block.anchor == anchor)
    return {words(head): [words(cell) for cell in rest] for head, *rest in table.rows}


def test_the_chapter_is_left_out_where_no_outcome_and_no_search_was_ever_loaded(tmp_path: Path) -> None:
    assert chapter(story(tmp_path)) == ()


def test_outcomes_are_shares_with_their_counts_and_intervals(tmp_path: Path) -> None:
    """1 of 10: Wilson's limits are 1.8 % and 40.4 %."""
    blocks = chapter(story(tmp_path, given={"2019-07": SOME}))
    assert cells(blocks, "table-outcomes") == {
        NOBODY: ["4", "40.0%", "16.8% to 68.7%"],
        CHARGED: ["1", "10.0%", "1.8% to 40.4%"],
        "No outcome published": ["5", "50.0%", "23.7% to 76.3%"],
        "All": ["10", "all", "–"],
    }
    said = list(lines(*blocks))
    assert any("from July 2019, an outcome was published for 50.0% (5 of 10)." in line for line in said)
    assert any("What a court decided is not in these files" in line for line in said)
    assert not any("What follows is of" in line for line in said)


def test_searches_have_their_find_rate_and_tables_and_nothing_on_disproportionality(tmp_path: Path) -> None:
    """2 of 10: Wilson's limits are 5.7 % and 51.0 %."""
    blocks = chapter(story(tmp_path, searched={"2019-07": SEARCHES}))
    said = list(lines(*blocks))
    assert any("10 times in Kent from July 2019." in line for line in said)
    (rate,) = [line for line in said if line.startswith("The find rate was")]
    assert "20.0% (2 of 10), 95% interval 5.7% to 51.0%" in rate
    assert "In 1 of these nothing further followed." in rate
    assert any("cannot be said here: no population by ethnic group is held" in line for line in said)
    assert cells(blocks, "table-stops-outcome")["Arrest"][:2] == ["1", "10.0%"]
    assert {block.anchor for block in blocks if isinstance(block, Table)} == {
        f"table-stops-{dimension}" for dimension in ("object", "outcome", "ethnicity", "age")
    }


def test_other_months_within_five_years_stand_for_the_period_and_are_named(tmp_path: Path) -> None:
    blocks = chapter(
        story(tmp_path, given={"2019-07": SOME}, searched={"2019-07": SEARCHES}, period="2022-01..2022-12")
    )
    said = list(lines(*blocks))
    for what in ("outcomes", "searches"):
        assert any(line.startswith(f"No {what} of January to December 2022 are held.") for line in said)
    assert any("Kent from July 2019, an outcome" in line for line in said)


def test_months_of_the_period_itself_are_called_part_of_it(tmp_path: Path) -> None:
    blocks = chapter(story(tmp_path, given={"2019-07": SOME}, period="2019-01..2019-12"))
    assert any(line.startswith("Not all outcomes of January to December 2019 are held.") for line in lines(*blocks))


def test_older_months_are_named_and_not_told_of(tmp_path: Path) -> None:
    blocks = chapter(
        story(tmp_path, given={"2019-07": SOME}, searched={"2019-07": SEARCHES}, period="2025-01..2025-12")
    )
    assert not any(isinstance(block, Table) for block in blocks)
    notes = [block for block in blocks if isinstance(block, Note)]
    assert [note.title for note in notes] == [
        "What became of crimes is not available",
        "Stop and search is not available",
    ]
    for note in notes:
        assert "Those held are of July 2019, and not of the five years" in words(note.body[1])


def test_only_what_was_loaded_has_a_heading(tmp_path: Path) -> None:
    blocks = chapter(story(tmp_path, searched={"2019-07": SEARCHES}))
    assert [words(block.runs) for block in blocks if isinstance(block, Heading)] == [
        "What followed: outcomes, and stop and search",
        "Stop and search",
    ]


def test_searches_that_no_boundary_can_place_say_what_is_needed(tmp_path: Path) -> None:
    blocks = chapter(story(tmp_path, searched={"2019-07": SEARCHES}, area="E06000035"))
    (note,) = [block for block in blocks if isinstance(block, Note)]
    assert words(note.body[1]) == "Load the boundaries of the small areas."


def test_what_stands_beside_the_searches_is_found_by_its_name(tmp_path: Path) -> None:
    evaluator = story(tmp_path, searched={"2019-07": SEARCHES}).evaluator
    for part, count in (("linked-without-action", 1), ("unplaced", 0)):
        found = calculate_named(evaluator, f"stops.level@{KENT}@2019-07/{part}")
        assert isinstance(found, Figure)
        assert (found.value, found.key) == (count, f"stops.level@{KENT}@2019-07/{part}")


def test_what_the_partnership_says_stands_in_the_chapter(tmp_path: Path) -> None:
    said = (Commentary(chapter="outcomes", text="Searches fell."),)
    assert "Searches fell." in list(lines(*chapter(story(tmp_path, given={"2019-07": SOME}, commentary=said))))
