"""What people say: every share with its base and its interval, and what it cannot say beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.measures.stories import lines, record, story, words
from tests.measures.tables import HERE, Files, street

from frankpledge.assessment.blocks import Block, Heading, Table
from frankpledge.assessment.chapters.residents import residents
from frankpledge.record.model import Commentary

STREET = street(f"month  lsoa  category  count\n2025-01  {HERE}  Burglary  12")
SAFE, WORRIES = "Q1 [single] How safe by day?", "Q2 [multiple] What worries you?"


def survey(head: Iterable[str], rows: Iterable[Iterable[object]], name: str = "Safer places 2025-01..2025-02") -> Files:
    made = [",".join(map(str, row)) for row in (head, *rows)]
    return {f"survey {name}.csv": "\n".join(made) + "\n"}


def told(tmp_path: Path, *files: Files, **parts: object) -> tuple[Block, ...]:
    return residents(story(tmp_path, STREET, *files, written=record(**parts)))  # type: ignore[arg-type]


def tables(blocks: tuple[Block, ...]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def rows_of(found: Table) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in found.rows]


FORTY = [("Safe", "Drugs; Speeding")] * 30 + [("Unsafe", "Drugs")] * 8 + [("", "Speeding")] * 2


def test_the_chapter_is_left_out_where_no_survey_is_held(tmp_path: Path) -> None:
    assert told(tmp_path) == ()


def test_what_people_wrote_for_it_is_told_though_no_survey_is_held(tmp_path: Path) -> None:
    blocks = told(tmp_path, commentary=(Commentary(chapter="residents", text="We will ask in spring."),))
    assert "We will ask in spring." in list(lines(*blocks))
    assert "What cannot be said" not in list(lines(*blocks))


def test_each_answer_has_its_count_its_share_and_its_interval_and_the_base_stands_below(tmp_path: Path) -> None:
    first, second = tables(told(tmp_path, survey((SAFE, WORRIES), FORTY)))
    assert words(first.caption) == "How safe by day?"
    assert [words(head) for head in first.head] == ["Answer", "People", "Share", "95% interval"]
    assert rows_of(first) == [["Safe", "30", "79%", "64% to 89%"], ["Unsafe", "8", "21%", "11% to 36%"]]
    assert words(first.notes[0]) == "Base: 38 of 40 respondents answered."
    assert [row[:3] for row in rows_of(second)] == [["Drugs", "38", "95%"], ["Speeding", "32", "80%"]]


def test_a_question_with_several_answers_says_that_the_shares_can_add_up_to_more(tmp_path: Path) -> None:
    first, second = tables(told(tmp_path, survey((SAFE, WORRIES), FORTY)))
    assert words(second.notes[0]).endswith(
        "People could choose several answers, so the shares can add up to more than a hundred per cent."
    )
    assert "several" not in words(first.notes[0])


def test_weighted_shares_are_told_apart_from_the_people_counted(tmp_path: Path) -> None:
    rows = [("Safe", 0.5)] * 20 + [("Unsafe", 2.0)] * 10
    blocks = told(tmp_path, survey((SAFE, "Weight"), rows))
    (found,) = tables(blocks)
    assert [words(head) for head in found.head][1:3] == ["People, not weighted", "Share, weighted"]
    assert [row[:3] for row in rows_of(found)] == [["Safe", "20", "33%"], ["Unsafe", "10", "67%"]]
    assert any("The shares are weighted" in line for line in lines(*blocks))


def test_a_question_that_too_few_answered_has_no_percentages_and_says_why(tmp_path: Path) -> None:
    rows = [("Safe", "Drugs")] * 19 + [("", "Drugs")] * 5
    blocks = told(tmp_path, survey((SAFE, WORRIES), rows))
    assert [words(found.caption) for found in tables(blocks)] == ["What worries you?"]
    said = "How safe by day? – only 19 people answered, and a percentage of fewer than 20 misleads."
    assert said in list(lines(*blocks))


def test_who_answered_and_what_cannot_be_said_stand_with_the_answers(tmp_path: Path) -> None:
    blocks = told(tmp_path, survey((SAFE, WORRIES), FORTY))
    said = list(lines(*blocks))
    assert any(line.startswith("40 people took part in January to February 2025.") for line in said)
    assert any("people who chose to answer" in line for line in said)
    assert [words(block.runs) for block in blocks if isinstance(block, Heading)] == [
        *("What people say", "Safer places", "What cannot be said")
    ]


def test_the_last_wave_of_a_survey_is_shown_and_the_others_are_named(tmp_path: Path) -> None:
    months = ("2024-01..2024-02", "2025-01", "2026-06")
    waves = [
        survey((SAFE, WORRIES), [*FORTY, *FORTY[:more]], f"Safer places {when}") for more, when in enumerate(months)
    ]
    blocks = told(tmp_path, *waves)
    said = list(lines(*blocks))
    assert any(line.startswith("41 people took part in January 2025.") for line in said)
    assert len(tables(blocks)) == 2
    assert "Also held and not shown: Safer places, January to February 2024 and Safer places, June 2026." in said
