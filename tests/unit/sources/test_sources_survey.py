"""A survey is counted on its way in: shares can be worked out, and no respondent can be found again."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publishers import MEDWAY, csv_text, put, refused, tree
from tests.unit.sources.staged import run

import frankpledge.intake.recognise as recognise
from frankpledge.intake.load import load
from frankpledge.sources.survey import SOURCE
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library, distinct
from frankpledge.store.schema import Parsed
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage
from frankpledge.store.tables import SURVEY
from frankpledge.terms.period import Period

NAME = "survey Safer places 2020-01..2020-02.csv"
SAFE = "Q1 [single] How safe do you feel by day?"
WORRIES = "Q2 [multiple; ;] What worries you?"
TRUST = "Q3 [scale 1-3] How much do you trust the police?"
HEADER = (SAFE, WORRIES, TRUST)


def read(folder: Path, rows: list[list[str]], header: tuple[str, ...] = HEADER, name: str = NAME) -> Any:
    return run(SOURCE, put(folder / name, csv_text(header, rows)), name)


def counts(rows: list[dict[str, Any]], question: str) -> dict[str, tuple[int, int, int]]:
    chosen = sorted((row for row in rows if row["question"] == question), key=lambda row: row["position"])
    assert [row["position"] for row in chosen] == list(range(1, len(chosen) + 1))
    return {row["answer"]: (row["chosen"], row["answered"], row["respondents"]) for row in chosen}


FOUR = [
    *(["Very safe", "ASB; Drugs", "3"], ["fairly safe", "drugs;ASB; asb", "1"], ["Fairly  Safe", "", ""]),
    ["", "Noise", "3"],
]


def test_answers_are_counted_of_those_who_answered_and_blanks_leave_the_base(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, FOUR)
    assert counts(rows, "Q1") == {"Very safe": (1, 3, 4), "fairly safe": (2, 3, 4)}
    assert counts(rows, "Q2") == {"ASB": (2, 3, 4), "Drugs": (2, 3, 4), "Noise": (1, 3, 4)}
    assert counts(rows, "Q3") == {"1": (1, 3, 4), "2": (0, 3, 4), "3": (2, 3, 4)}
    assert (account.rows_in, account.kept, account.rejected) == (4, 4, ())
    first = rows[0]
    assert (first["survey"], first["first"], first["last"]) == ("Safer places", date(2020, 1, 1), date(2020, 2, 1))
    assert (first["text"], first["kind"], first["weight_chosen"]) == ("How safe do you feel by day?", "single", None)
    assert reading.coverage == (Coverage(ENGLAND_AND_WALES, Period.parse("2020-01..2020-02"), "Safer places"),)
    assert reading.publication.title == "Survey: Safer places"
    assert reading.confidential
    assert reading.remarks == ("4 respondents counted of 4.",)


def test_weights_are_summed_and_their_squares_too(tmp_path: Path) -> None:
    rows = [[*row, weight] for row, weight in zip(FOUR, ("0.5", "2", "1.25", "3"), strict=True)]
    _, _, found = read(tmp_path, rows, (*HEADER, "Weight"))
    one = {row["answer"]: row for row in found if row["question"] == "Q1"}
    assert (one["Very safe"]["weight_chosen"], one["fairly safe"]["weight_chosen"]) == (0.5, 3.25)
    assert {(row["weight_answered"], row["weight_squared"]) for row in one.values()} == {(3.75, 5.8125)}
    assert next(row for row in found if row["answer"] == "2")["weight_chosen"] == 0


ANSWERS = st.lists(st.lists(st.sampled_from(["ASB", "Drugs", "Noise"]), max_size=3), min_size=1, max_size=12)


@given(ANSWERS, st.data())
def test_counts_and_weights_are_those_of_a_plain_tally(
    tmp_path_factory: pytest.TempPathFactory, answers: list[list[str]], data: st.DataObject
) -> None:
    weights = [data.draw(st.sampled_from(["0.1", "0.7", "1", "3.3"])) for _ in answers]
    rows = [["x", "; ".join(given), weight] for given, weight in zip(answers, weights, strict=True)]
    path = put(tmp_path_factory.mktemp("x") / NAME, csv_text((SAFE, WORRIES, "Weight"), rows))
    content = SOURCE.read(path, NAME).content
    assert isinstance(content, Parsed)
    chosen: Counter[str] = Counter()
    for some in answers:
        chosen.update(set(some))
    base = [float(weight) for some, weight in zip(answers, weights, strict=True) if some]
    found = {str(row[7]): row for _, row in content.rows if row[3] == "Q2"}
    assert {answer: row[8] for answer, row in found.items()} == chosen
    for answer, row in found.items():
        mine = [float(weight) for some, weight in zip(answers, weights, strict=True) if answer in some]
        assert row[9:] == (
            *(len(base), len(answers)),
            *(math.fsum(mine), math.fsum(base), math.fsum(weight * weight for weight in base)),
        )


def test_no_respondent_can_be_found_again_in_what_a_load_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise, "SOURCES", (SOURCE, *(one for one in recognise.SOURCES if one.key != "survey")))
    canary = ["Heliotrope", "Marzipan; Zeppelin", "2"]
    rows = [["Very safe", "ASB", "3"]] * 20 + [canary] + [["Quartz; Onyx", "Ultramarine", "1"]]
    file = put(tmp_path / "in" / NAME, csv_text(HEADER, rows))
    evidence = Evidence(tmp_path / "evidence")
    load(evidence, [file], area=MEDWAY)
    kept = tree(evidence.folder)
    assert file.read_bytes() not in kept.values()
    for word in (b"Quartz", b"Onyx", b"Ultramarine", b"Marzipan; Zeppelin", b'Heliotrope,"Marz', b"Heliotrope,Marz"):
        assert not [name for name, data in kept.items() if word in data], word
    columns = [column.name for column in SURVEY.columns]
    for row in distinct(Library(evidence, evidence.current()), "survey", columns):
        text = " ".join(map(str, row))
        assert sum(word in text for word in ("Heliotrope", "Marzipan", "Zeppelin")) <= 1
        assert not [word for word in ("Quartz", "Onyx", "Ultramarine") if word in text]


def test_a_single_question_with_two_answers_is_refused_with_the_line_and_no_answer(tmp_path: Path) -> None:
    rows = [["Yes", "", ""]] * 10 + [["Yes; Mango", "ASB", "1"], ["No", "ASB", "1"]]
    reading, _, found = read(tmp_path, rows)
    assert counts(found, "Q1") == {"Yes": (10, 11, 11), "No": (1, 11, 11)}
    assert counts(found, "Q2") == {"ASB": (1, 1, 11)}
    assert reading.remarks == (
        "11 respondents counted of 12.",
        "Not counted: line 12: Q1 takes one answer and has several.",
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["Yes", "", "4", "1"], "Q3 is answered with something else than 1 to 3"),
        (["Yes", "", "2.5", "1"], "Q3 is answered with something else than 1 to 3"),
        (["Yes", "", "agree", "1"], "Q3 is answered with something else than 1 to 3"),
        (["Yes", "", "1;2", "1"], "Q3 is answered with something else than 1 to 3"),
        (["Yes", "", "1", ""], "the weight is not a number above nought"),
        (["Yes", "", "1", "0"], "the weight is not a number above nought"),
        (["Yes", "", "1", "-1"], "the weight is not a number above nought"),
        (["Yes", "", "1", "1e3"], "the weight is not a number above nought"),
        (["Yes", "", "1", "inf"], "the weight is not a number above nought"),
        (["Yes", ""], "4 fields are expected and 2 were found: the line is torn"),
    ],
)
def test_a_respondent_with_a_fault_is_left_out_whole_and_told(tmp_path: Path, row: list[str], reason: str) -> None:
    rows = [["Yes", "ASB", "1", "1"]] * 10
    reading, _, found = read(tmp_path, [*rows[:5], row, *rows[5:]], (*HEADER, "Weight"))
    assert reading.remarks[1] == f"Not counted: line 7: {reason}."
    assert counts(found, "Q1") == {"Yes": (10, 10, 10)}


def test_a_file_with_more_than_one_fault_in_ten_is_refused(tmp_path: Path) -> None:
    rows = [["Yes", "", "1"]] * 9
    assert read(tmp_path, [*rows, ["Yes", "", "9"]])[2]
    with refused("2 of its 11 respondents cannot be counted", "Correct the header"):
        read(tmp_path, [*rows, *[["Yes", "", "9"]] * 2])
    with refused("no respondent"):
        read(tmp_path, [])


def test_a_question_that_nobody_answered_is_told(tmp_path: Path) -> None:
    reading, _, rows = read(tmp_path, [["Yes", "", ""]])
    assert reading.remarks == ("1 respondent counted of 1.", "Nobody answered Q2 and Q3.")
    assert counts(rows, "Q3") == {"1": (0, 0, 1), "2": (0, 0, 1), "3": (0, 0, 1)}


def test_a_question_answered_in_peoples_own_words_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with refused("people's own words", "Take the column Q4 out"):
        read(tmp_path, [["a", "b", "1", "c"]], (*HEADER, "Q4 [text] Anything else?"))


def test_answers_that_hardly_anybody_shares_are_taken_for_peoples_own_words(tmp_path: Path) -> None:
    rows = [[f"my own answer {number}", "", ""] for number in range(13)]
    with refused("Q1: 13 different answers among 13"):
        read(tmp_path, rows)
    assert len(read(tmp_path, rows[:12])[2]) == 15
    assert len(read(tmp_path, rows * 2)[2]) == 16


def test_a_long_answer_is_taken_where_others_gave_it_too(tmp_path: Path) -> None:
    long = "I have been a victim of a crime in the last year and I told the police about it"
    assert counts(read(tmp_path, [[long, "", ""]] * 3)[2], "Q1") == {long: (3, 3, 3)}
    with refused("a long answer that hardly anybody else gave"):
        read(tmp_path, [[long, "", ""]] * 2)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["Mr Smith", "ASB", "1"], "names of people in the column Q1 [single]"),
        (["Yes", "ASB; ring 01634 306000", "1"], "telephone numbers in the column Q2 [multiple; ;]"),
        (["Yes", "ME7 5AA;ASB", "1"], "full postcodes in the column Q2"),
    ],
)
def test_an_answer_that_could_name_a_person_is_refused_without_its_text(
    tmp_path: Path, row: list[str], words: str
) -> None:
    with refused(words, "line 3"):
        read(tmp_path, [["Yes", "ASB", "1"], row])


@pytest.mark.parametrize(
    ("heading", "rows", "expected"),
    [
        ("Q1 [multiple] What?", [["a; b"], ["b"]], {"a": 1, "b": 2}),
        ("q1 [Multiple; |] What?", [["a; b|c"], ["c"]], {"a; b": 1, "c": 2}),
        ("Q1a [single;|] What?", [["a; b"], ["c"]], {"a; b": 1, "c": 1}),
        ("Q1 [scale 0 to 2]What?", [["0"], ["2"]], {"0": 1, "1": 0, "2": 1}),
        ("Q1 [scale 0–2] What?", [["0"], ["2"]], {"0": 1, "1": 0, "2": 1}),
    ],
)
def test_a_question_is_declared_in_the_header(
    tmp_path: Path, heading: str, rows: list[list[str]], expected: dict[str, int]
) -> None:
    _, _, found = read(tmp_path, rows, (heading,))
    assert {row["answer"]: row["chosen"] for row in found} == expected
    assert {row["question"][0] for row in found} == {"Q"}


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ((*HEADER, "Respondent"), "'Respondent' besides"),
        ((*HEADER, "Q4 How old are you?"), "'Q4 How old are you?' besides"),
        ((*HEADER, "Q1 [single] Again?"), "q1 twice"),
        ((*HEADER, "Weight", "weight"), "a column twice"),
        ((SAFE, WORRIES, "Q3 [scale] x"), "[scale 1-5]"),
        ((SAFE, WORRIES, "Q3 [scale 5-1] x"), "Write the lower point first."),
        (("Weight", "Note", ""), "a column twice"),
    ],
)
def test_a_header_that_declares_no_questions_or_other_columns_is_refused(
    tmp_path: Path, header: tuple[str, ...], words: str
) -> None:
    with refused(words):
        read(tmp_path, [["1"] * len(header)], header)


@pytest.mark.parametrize(
    ("name", "title", "period"),
    [
        ("survey Safer places 2020-01..2020-02.csv", "Safer places", "2020-01..2020-02"),
        ("Survey_PSPO-review_2020-09.csv", "PSPO-review", "2020-09"),
        ("in/survey Streets 2020-01..2020-02 final.csv", "Streets", "2020-01..2020-02"),
        ("survey Streets 2020-01..2020-02.xlsx/Answers", "Streets", "2020-01..2020-02"),
    ],
)
def test_a_surveys_name_and_months_are_read_from_the_files_name(
    tmp_path: Path, name: str, title: str, period: str
) -> None:
    path = put(tmp_path / "answers.csv", csv_text(HEADER, FOUR))
    assert SOURCE.read(path, name).coverage == (Coverage(ENGLAND_AND_WALES, Period.parse(period), title),)


@pytest.mark.parametrize(
    "name", ["survey.csv", "survey 2020-01.csv", "answers 2020-01.csv", "survey x.csv", "survey x 2020-02..2020-01.csv"]
)
def test_a_file_whose_name_does_not_say_its_survey_is_refused(tmp_path: Path, name: str) -> None:
    with refused("which survey it is of", "survey Community safety 2020-01..2020-02.csv"):
        SOURCE.read(put(tmp_path / "answers.csv", csv_text(HEADER, FOUR)), name)


def test_a_simulated_survey_says_so_in_every_row(tmp_path: Path) -> None:
    rows = [["Yes", "ASB", "1", "Simulated"]] * 11
    assert read(tmp_path, rows, (*HEADER, "Note"))[0].simulated == "Simulated answers"
    mixed = read(tmp_path, [*rows, ["Yes", "ASB", "1", ""]], (*HEADER, "Note"))[0]
    assert mixed.remarks[1] == "Not counted: line 13: simulated and published rows are mixed in one file."


def test_a_file_that_is_cut_off_in_its_last_line_is_refused(tmp_path: Path) -> None:
    text = csv_text(HEADER, [["Yes", "ASB", "1"]] * 20)
    with refused("cut off at its end"):
        run(SOURCE, put(tmp_path / NAME, text[:-6]), NAME)


@pytest.mark.parametrize("text", [csv_text(HEADER, FOUR).encode() + b"\xe9\n", b'Q1 [single] x,"never closed'])
def test_what_is_not_text_or_not_csv_is_refused(tmp_path: Path, text: bytes) -> None:
    with refused(NAME):
        run(SOURCE, put(tmp_path / NAME, text), NAME)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_blank_lines_and_line_ends_of_any_system_are_read(tmp_path: Path, newline: str) -> None:
    text = "\ufeff" + csv_text(HEADER, FOUR, newline) + newline + ",," + newline
    _, _, rows = run(SOURCE, put(tmp_path / NAME, text), NAME)
    assert counts(rows, "Q1") == {"Very safe": (1, 3, 4), "fairly safe": (2, 3, 4)}
