"""The example's files through the door by which everybody's come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from frankpledge.assessment.publish import open_story
from frankpledge.assessment.story import Story
from frankpledge.demo.choices import feeds
from frankpledge.demo.example import WRITTEN, write_workspace
from frankpledge.intake.load import Loaded, load
from frankpledge.measures.catalogue import MEASURES
from frankpledge.measures.survey import questions_of
from frankpledge.terms.period import Period
from frankpledge.workspace.mappings import mappings_of, to_toml
from frankpledge.workspace.read import read_record

MEDWAY, KENT = "E06000035", "E23000032"
YEAR = Period.parse("2019-04..2020-03")
FACTS = ("lookup", "population", "series", "stated")


@dataclass(frozen=True)
class Held:
    """What became of the files, and the story told from them."""

    loaded: Loaded
    story: Story


@pytest.fixture(scope="module")
def held(written: Any, tmp_path_factory: pytest.TempPathFactory) -> Held:
    workspace = write_workspace(tmp_path_factory.mktemp("loaded") / "example")
    record = read_record(workspace)
    loaded = load(
        workspace.evidence,
        [written.folder, workspace.path / WRITTEN],
        area=MEDWAY,
        mappings=mappings_of(workspace),
    )
    return Held(loaded, open_story(workspace.evidence, record))


def level(held: Held, measure: str, area: str = MEDWAY, period: Period = YEAR) -> int | None:
    return held.story.evaluator.counts(MEASURES[measure], area).total(period)


def test_every_file_is_taken_whole(held: Held) -> None:
    assert held.loaded.passed == ()
    assert [(one.name, one.part.rejected) for one in held.loaded.taken if one.part.rejected] == []
    assert not any(one.superseded for one in held.loaded.taken)


def test_everything_is_marked_as_simulated_but_for_what_was_published(held: Held) -> None:
    for one in held.loaded.taken:
        assert bool(one.part.simulated) is not one.part.source.startswith(FACTS), one.name


def test_every_kind_of_source_that_can_say_so_is_there(held: Held) -> None:
    kinds = {one.part.source.split("-")[0] for one in held.loaded.taken}
    assert kinds == {
        *("offences", "street", "outcomes", "stops", "crimes", "feed", "series", "stated", "survey"),
        *("reoffending", "entrants", "lookup", "population"),
    }


def test_the_mapping_of_the_extract_is_written_as_a_dialogue_writes_it(held: Held) -> None:
    folder = held.story.evaluator.library.evidence.folder.parent
    (file,) = (folder / "mappings").iterdir()
    (mapping,) = mappings_of(write_workspace(folder))
    assert file.read_text(encoding="utf-8") == to_toml(mapping)


def test_the_datasets_are_counted_as_many_as_were_chosen(held: Held) -> None:
    by_dataset = {measure.what: name for name, measure in MEASURES.items() if measure.events == "incidents"}
    for feed in feeds():
        expected = feed.counts[1] if feed.counts else 5_690
        assert level(held, by_dataset[feed.dataset]) == expected, feed.dataset
        assert level(held, by_dataset[feed.dataset], period=YEAR.year_before) is not None


def test_calls_are_of_the_force_and_say_so_of_both_years(held: Held) -> None:
    assert (level(held, "calls-999", KENT), level(held, "calls-101", KENT)) == (344_749, 470_314)
    assert level(held, "calls-999", KENT, YEAR.year_before) == 333_968
    assert level(held, "calls-101", KENT, YEAR.year_before) == 455_597
    assert (level(held, "online-reports", KENT), level(held, "live-chats", KENT)) == (24_268, 17_257)
    assert level(held, "calls-999") is None


def test_flags_of_the_extract_are_counted_over_the_year_and_no_other(held: Held, written: Any) -> None:
    for measure, flag in (
        ("domestic-abuse-crimes", "DA Flag"),
        ("hate-crimes", "Hate Flag"),
        ("knife-crimes", "Knife Flag"),
        ("youth-crimes", "Youth Flag"),
    ):
        assert level(held, measure) == sum(row[flag] == "Y" for row in written.extract)
        assert level(held, measure, period=YEAR.year_before) is None


def test_the_survey_is_asked_of_105_people(held: Held) -> None:
    library = held.story.evaluator.library
    asked = questions_of(library, held.story.area)
    assert [one.name for one in asked] == ["Q1", "Q2", "Q3", "Q4"]
    assert {one.survey for one in asked} == {"Medway consultation event"}
    assert {one.answered.value for one in asked} == {105}
