"""Mapping an extract by a short dialogue: a proposal from likely names, a question only where there is a doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.extracts import HEADINGS, MAPPING, extract_file, row, without
from tests.publishers import MEDWAY, csv_text, put, refused

from frankpledge.intake.dialogue import ask, mapping_of, told
from frankpledge.intake.load import load
from frankpledge.intake.proposal import Asked, Proposal, look_at, propose
from frankpledge.record.mapping import FIELDS, Mapping
from frankpledge.store.evidence import Evidence
from frankpledge.terms.errors import IntakeError, WorkspaceError


def mapped(proposal: Proposal, **answers: str) -> Mapping:
    given: dict[Asked, str] = {question.field: answers.get(question.field, "") for question in proposal.questions}
    return mapping_of(proposal, given, name="kent-crimes", area=MEDWAY)


def answering(*answers: str) -> tuple[Callable[[str], str], list[str]]:
    """A person who gives these answers in turn, and what that person is shown."""
    shown: list[str] = []
    waiting = list(answers)

    def reply(prompt: str) -> str:
        shown.append(prompt)
        return waiting.pop(0)

    return reply, shown


def asked(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [question.field for question in propose(headings, rows).questions]


SOUND = [row(1, recorded="13/02/2025"), row(2, youth="N")]


def test_an_extract_with_plain_headings_is_mapped_with_one_answer() -> None:
    proposal = propose(HEADINGS, SOUND)
    assert [question.field for question in proposal.questions] == ["holds"]
    reply, shown = answering("")
    mapping = mapping_of(proposal, ask(proposal.questions, reply), name="kent-crimes", area=MEDWAY)
    assert mapping == MAPPING
    assert len(shown) == 1


NAMES = {
    "reference": ("Crime No", "Crime Reference Number", "Occurrence Number", "URN", "crime_ref"),
    "recorded": ("Crime Recorded Date", "Date Recorded", "Recorded Month", "recordedDate", "Month"),
    "began": ("Committed From Date", "Date From", "Offence Start Date", "FromDate", "Earliest Date/Time"),
    "began_time": ("Committed From Time", "Time From", "Start Time"),
    "ended": ("Committed To Date", "Date To", "Offence End Date/Time", "Committed To", "last_committed_on"),
    "ended_time": ("Committed To Time", "Time To", "End Time"),
    "code": ("Offence Code", "HO Code", "Home Office Code", "HO Offence Code", "HO_Class"),
    "lsoa": ("LSOA", "LSOA Code", "LSOA21CD", "lsoa_code_2011", "LSOA 2021 Code"),
    "beat": ("Beat", "Beat Code", "Neighbourhood", "Policing Area"),
    "domestic": ("DV flag", "DA", "Domestic Abuse Flag", "Domestic Violence (Y/N)", "domestic_incident"),
    "hate": ("Hate Crime", "Hate Flag", "Hate Crime Marker"),
    "knife": ("Knife", "Knife Crime Flag", "Bladed Article", "Knife Enabled"),
    "youth": ("Youth Flag", "Under 18", "Young Person Involved"),
    "weapon": ("Weapon", "Weapon Used", "Weapon Type"),
    "victim_age": ("Victim Age", "Age of Victim", "Vic Age Band", "Aggrieved Age"),
    "victim_sex": ("Victim Gender", "Victim Sex", "Sex of Victim"),
    "suspect_age": ("Suspect Age", "Offender Age Group", "Accused Age"),
    "suspect_sex": ("Suspect Sex", "Offender Gender", "Sex of Accused"),
}


@pytest.mark.parametrize(("field", "heading"), [(field, name) for field, names in NAMES.items() for name in names])
def test_likely_names_are_known_without_a_question(field: str, heading: str) -> None:
    wanted = dict(MAPPING.columns)
    headings = [heading if one == field else wanted[one] for one in wanted]
    headings += [heading] if field not in wanted else []
    proposal = propose(headings, [])
    assert dict(proposal.columns)[field] == heading  # type: ignore[index]
    assert [question.field for question in proposal.questions] == ["holds"]


def test_every_wanted_field_is_asked_about_at_most_once() -> None:
    found = asked(("x", "y", "z"), [["1", "2", "3"]])
    assert len(found) == len(set(found))
    assert set(found) == {*FIELDS, "holds"} - {"began_time", "ended_time"}


def test_a_field_without_a_column_is_not_asked_about_where_no_column_is_left() -> None:
    headings = [heading for field, heading in without("hate", "suspect_sex", "ended", "lsoa")]
    assert asked(headings, []) == ["holds"]


def test_a_likely_column_that_is_not_sure_is_proposed_and_taken_with_enter() -> None:
    headings = ("Date Reported", "Start", "Offence HO code (4 digits)", "Local beat name")
    proposal = propose(headings, [])
    mapping = mapped(proposal, recorded="-")
    assert mapping.columns == (
        *(("began", "Start"), ("code", "Offence HO code (4 digits)"), ("beat", "Local beat name")),
    )
    assert mapped(proposal).column("recorded") == "Date Reported"


def test_two_columns_of_likely_names_are_asked_about() -> None:
    proposal = propose([*HEADINGS, "Committed From Date"], [])
    assert [question.field for question in proposal.questions if question.field == "began"] == ["began"]
    assert mapped(proposal, began="committed from date").column("began") == "Committed From Date"


def test_an_answer_can_be_a_name_a_number_or_none() -> None:
    headings = ("a", "b", "c", "HO Code", "From", "Beat")
    proposal = propose(headings, [])
    mapping = mapped(proposal, domestic="B", hate="3", knife="-", weapon="")
    assert (mapping.column("domestic"), mapping.column("hate"), mapping.column("knife")) == ("b", "c", None)


def test_an_answer_that_cannot_be_used_is_asked_for_again_with_the_reason() -> None:
    proposal = propose(("colum one", "From", "Beat"), [])
    code = [question for question in proposal.questions if question.field == "code"]
    reply, shown = answering("colum on", "9", "-", "", "1")
    assert ask(code, reply) == {"code": "1"}
    assert "Did you mean 'colum one'?" in shown[1]
    assert "There is no '9'" in shown[2]
    assert "This is needed" in shown[3]
    assert "This is needed" in shown[4]


def test_a_dialogue_that_nobody_answers_ends() -> None:
    proposal = propose(("x", "From", "Beat"), [])
    with refused("The columns were not mapped"):
        ask(proposal.questions, lambda _: "nonsense")


def test_without_a_needed_column_there_is_no_mapping() -> None:
    with pytest.raises(WorkspaceError, match="no column holds"):
        mapped(propose(("x", "From", "Beat"), []))


def test_what_a_blank_flag_means_is_asked_where_only_yes_is_written() -> None:
    rows = [row(1, recorded="13/02/2025", domestic="Y"), row(2, domestic="", youth="N")]
    proposal = propose(HEADINGS, rows)
    assert [question.field for question in proposal.questions] == ["domestic", "holds"]
    reply, shown = answering(*["blank=no" if q.field == "domestic" else "" for q in proposal.questions])
    mapping = mapping_of(proposal, ask(proposal.questions, reply), name="x", area=MEDWAY)
    assert "Taken as not recorded: a blank. To say otherwise: blank=no." in shown[0]
    assert mapping.texts("domestic")[""] == "no"
    assert mapped(proposal).texts("domestic")[""] == "not recorded"


def test_texts_that_nobody_knows_are_asked_about() -> None:
    rows = [row(1, recorded="13/02/2025", victim_sex="W", youth="N"), row(2, victim_sex="Trans", youth="Y")]
    (question,) = [one for one in propose(HEADINGS, rows).questions if one.field == "victim_sex"]
    assert question.texts == ("Trans", "W")
    texts = mapped(propose(HEADINGS, rows), victim_sex="W=female, Trans = Other").texts("victim_sex")
    assert (texts["w"], texts["trans"]) == ("female", "other")
    assert mapped(propose(HEADINGS, rows), victim_sex="W=female").texts("victim_sex")["trans"] == "not recorded"
    reply, shown = answering("W=lady", "W=female")
    ask([question], reply)
    assert "'lady' is none of female, male, other or not recorded" in shown[1]


def test_no_value_of_a_row_is_shown_but_the_few_texts_of_flags() -> None:
    """A column of names that bears a flag's heading shows none of them; neither do references, times or places."""
    secrets = [f"Person Number {n} Quillfeather" for n in range(12)]
    rows = [row(n, recorded="13/02/2025", victim_sex=secret, youth=secret) for n, secret in enumerate(secrets)]
    proposal = propose(("Unknown", *HEADINGS), [["hidden", *cells] for cells in rows])
    reply, shown = answering(*["" for _ in proposal.questions])
    ask(proposal.questions, reply)
    text = " ".join([*shown, repr(proposal), *told(mapped(proposal))])
    for value in ("Quillfeather", "hidden", "46/1/25", "E01016016", "22:30", "34", "MC1 Town"):
        assert value not in text


@pytest.mark.parametrize(
    ("cells", "dates", "doubt"),
    [
        (["31/01/2025", "01/02/2025"], "day/month/year", False),
        (["01/31/2025", "01/02/2025"], "month/day/year", False),
        (["01/02/2025", "03/04/2025"], "day/month/year", True),
        (["2025-01-31", ""], "year-month-day", False),
        (["31-Jan-2025"], "day/month/year", False),
        (["31/01/2025", "01/31/2025"], "day/month/year", True),
    ],
)
def test_the_order_of_dates_is_told_from_the_sample_or_asked(cells: list[str], dates: str, doubt: bool) -> None:
    rows = [row(n, began=cell, ended="", recorded="", youth="N") for n, cell in enumerate(cells)]
    proposal = propose(HEADINGS, rows)
    assert proposal.dates == dates
    assert ("dates" in [question.field for question in proposal.questions]) == doubt
    assert mapped(proposal, dates="month/day/year").dates == ("month/day/year" if doubt else dates)


@pytest.mark.parametrize(
    ("ages", "kind", "texts"),
    [
        (("34", "7"), "exact", ()),
        (("18-24", "65+"), "bands", ()),
        (("18-24", "34"), "exact", ()),
        (("18-24", "15-19"), "bands", ("15-19",)),
        (("3", "4"), "bands", ("3", "4")),
        (("", ""), "exact", ()),
    ],
)
def test_ages_are_years_or_bands_by_the_sample(ages: tuple[str, str], kind: str, texts: tuple[str, ...]) -> None:
    rows = [row(n, victim_age=age, suspect_age="", recorded="13/02/2025", youth="N") for n, age in enumerate(ages)]
    proposal = propose(HEADINGS, rows)
    assert proposal.ages == kind
    assert [question.texts for question in proposal.questions if question.field == "victim_age"] == (
        [texts] if texts else []
    )


def test_a_band_can_be_answered_with_a_plain_hyphen() -> None:
    rows = [row(1, victim_age="15-19", suspect_age="")]
    assert mapped(propose(HEADINGS, rows), victim_age="15-19=10-17").texts("victim_age")["15-19"] == "10–17"


def test_which_crimes_the_extract_holds_is_kept() -> None:
    proposal = propose(HEADINGS, SOUND)
    assert mapped(proposal, holds="knife crime only").holds == "knife crime only"
    assert mapped(proposal, holds="Yes").holds == ""


def test_the_whole_mapping_is_told_field_by_field() -> None:
    lines = told(mapped(propose([h for f, h in without("hate")], SOUND)))
    assert "the Home Office offence code: HO Code" in lines
    assert "the hate crime flag: none" in lines


def test_headings_below_a_title_are_found(tmp_path: Path) -> None:
    path = put(tmp_path / "x.csv", "Crimes of Medway,2025\n" + csv_text(HEADINGS, SOUND))
    assert look_at(path, "x.csv").headings == HEADINGS


def test_a_file_that_names_people_is_not_mapped_and_an_empty_one_neither(tmp_path: Path) -> None:
    with refused("names of people"):
        look_at(extract_file(tmp_path, [[*SOUND[0], "A"]], (*HEADINGS, "Victim Surname")), "x.csv")
    with pytest.raises(IntakeError, match="is empty"):
        look_at(put(tmp_path / "empty.csv", "\n"), "empty.csv")


def test_the_file_that_was_mapped_is_taken_by_its_mapping(tmp_path: Path) -> None:
    path = extract_file(tmp_path, SOUND)
    mapping = mapped(look_at(path, path.name))
    (taken,) = load(Evidence(tmp_path / "evidence"), [path], area=MEDWAY, mappings=[mapping]).taken
    assert (taken.part.table, taken.part.kept, taken.part.rejected) == ("crimes", 2, 0)
