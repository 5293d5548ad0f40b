"""The chapter on peers: the ranking, whether it means anything, and the most similar authorities."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.measures.peer_tables import ALIKE, OTHERS, UNLIKE, grouped, ranked
from tests.measures.stories import lines, record, words
from tests.measures.tables import Files, given

from frankpledge.assessment.blocks import Block, Chart, Document, Note, Number, Table, Text, runs_of
from frankpledge.assessment.chapters.peers import peers_chapter
from frankpledge.assessment.compose import compose
from frankpledge.assessment.ledger import make_ledger
from frankpledge.assessment.page.writer import write_html
from frankpledge.assessment.register import register
from frankpledge.assessment.story import Story
from frankpledge.terms.numbers import Unit

SOURCE = "Home Office most similar groups, 2024"


def _story(tmp_path: Path, *files: Files, chosen: tuple[str, ...] = ()) -> Story:
    written = record()
    partnership = replace(written.partnership, peer_group=chosen, peer_group_source=SOURCE if chosen else "")
    return Story(given(tmp_path, *files, places={}), replace(written, partnership=partnership))


def _text(*blocks: Block) -> str:
    return "\n".join(lines(*blocks))


def _funnels(blocks: tuple[Block, ...]) -> list[Chart]:
    return [block for block in blocks if isinstance(block, Chart) and block.form == "funnel"]


def _gaps(blocks: tuple[Block, ...]) -> list[str]:
    return [block.title for block in blocks if isinstance(block, Note) and block.kind == "gap"]


def test_a_rate_within_ordinary_differences_is_not_made_into_news(tmp_path: Path) -> None:
    text = _text(*peers_chapter(_story(tmp_path, *ranked(UNLIKE))))
    assert "Medway would have 1,050 crimes. It had 1,300: 1.24 times as many" in text
    assert "higher by more than chance, but no more than unitary authorities ordinarily differ" in text
    assert "not in itself a sign that something is out of the ordinary" in text
    assert "would call nearly all unitary authorities unusual: 10 of the 12 lie beyond them" in text


def test_a_rate_within_chance_says_nothing_by_itself(tmp_path: Path) -> None:
    text = _text(*peers_chapter(_story(tmp_path, *ranked(ALIKE))))
    assert "no more than chance could do: Medway’s place in the ranking says nothing by itself" in text
    assert "the 12 unitary authorities differ no more than chance would make them" in text


@pytest.mark.parametrize(("own", "side"), [(9000, "higher"), (60, "lower")])
def test_a_rate_beyond_ordinary_differences_calls_for_an_explanation(tmp_path: Path, own: int, side: str) -> None:
    text = _text(*peers_chapter(_story(tmp_path, *ranked((own, *UNLIKE[1:])))))
    assert f"{side} by more than chance and by more than unitary authorities ordinarily differ" in text
    assert "It calls for an explanation, which the rate itself cannot give." in text


def test_the_funnel_names_the_area_draws_both_kinds_of_limits_and_has_its_table(tmp_path: Path) -> None:
    (chart,) = _funnels(peers_chapter(_story(tmp_path, *ranked(UNLIKE))))
    assert [point.label for point in chart.series[0].points if point.emphasis] == ["Medway"]
    assert [(pair.name, pair.faint) for pair in chart.limits] == [
        ("chance", True),
        ("", True),
        ("95%", False),
        ("99.8%", False),
    ]
    assert len(chart.table.rows) == 12
    assert "Medway, with 1.24, lies within the limits" in words(chart.alternative)


def test_where_chance_explains_all_there_is_one_kind_of_limits(tmp_path: Path) -> None:
    (chart,) = _funnels(peers_chapter(_story(tmp_path, *ranked(ALIKE))))
    assert [(pair.name, pair.faint) for pair in chart.limits] == [("95%", False), ("99.8%", False)]
    assert "Faint" not in words(chart.caption)


def test_the_title_of_the_funnel_says_on_which_side_the_area_lies(tmp_path: Path) -> None:
    (chart,) = _funnels(peers_chapter(_story(tmp_path, *ranked((60, *UNLIKE[1:])))))
    assert words(chart.title).endswith("times the expected crimes, lies below the limits")


def test_too_few_authorities_for_a_funnel_and_nothing_to_build_a_group_by_are_two_plain_gaps(tmp_path: Path) -> None:
    blocks = peers_chapter(_story(tmp_path, *ranked(UNLIKE[:4])))
    assert not _funnels(blocks)
    assert _gaps(blocks) == [
        "The comparison with ordinary differences is not available",
        "Comparison with the most similar authorities is not available",
    ]


def test_a_group_that_was_built_is_marked_as_built_and_shown_with_what_it_was_built_by(tmp_path: Path) -> None:
    blocks = peers_chapter(_story(tmp_path, *grouped()))
    text = _text(*blocks)
    assert text.count("Built by Frankpledge; not the Home Office’s group") == 2  # in words and over the table
    assert "of 19 in England that can be compared" in text
    assert "Few such things are held, so the group is a rough one." in text
    assert "Residents for each household: not held." in text
    members, traits = [block for block in blocks if isinstance(block, Table)]
    assert [words(cell) for cell in members.head][-1] == "Stays, of 2"
    assert len(members.rows) == 15 and members.rows[0][0] == (Text("Medway", "strong"),)
    assert len(traits.rows) == 2


def test_a_place_that_chance_can_move_is_given_with_its_ends(tmp_path: Path) -> None:
    text = _text(*peers_chapter(_story(tmp_path, *grouped())))
    assert "ranks 15 of the 15 in the group, itself included. Allowing for chance in the counts, its place lies" in text


def test_the_partnerships_own_list_is_used_with_its_source_and_nothing_is_built(tmp_path: Path) -> None:
    blocks = peers_chapter(_story(tmp_path, *grouped(), chosen=(OTHERS[3], OTHERS[9], "E06000043")))
    text = _text(*blocks)
    assert f"The group is the partnership’s own list. Source: {SOURCE}." in text
    assert "Built by Frankpledge" not in text
    assert "Brighton and Hove: the table has no row of its own for it." in text
    (members,) = [block for block in blocks if isinstance(block, Table)]
    assert len(members.rows) == 3 and len(members.head) == 4


def test_the_year_of_the_residents_stands_with_every_rate(tmp_path: Path) -> None:
    blocks = peers_chapter(_story(tmp_path, *grouped()))
    for place, block in enumerate(blocks):
        numbers = [run for runs in runs_of(block) for run in runs if isinstance(run, Number)]
        if any(number.figure.unit is Unit.PER_1000 for number in numbers):
            assert "mid-2024" in _text(*blocks[place : place + 2]), _text(block)[:200]


@pytest.mark.parametrize("files", [ranked(UNLIKE), ranked(ALIKE), grouped()], ids=["unlike", "alike", "built"])
def test_every_number_of_the_chapter_opens_its_account(tmp_path: Path, files: tuple[Files, ...]) -> None:
    told = _story(tmp_path, *files)
    whole = compose(told)
    document = Document(cover=whole.cover, blocks=(whole.blocks[0], *peers_chapter(told)))
    page = write_html(document, make_ledger(document, register(told.evaluator.library.edition)))
    assert len(page.tokens) > 100
