"""The duties that a document names: dated, cited, by nation, and honest about what nobody has read."""

from __future__ import annotations

from datetime import date

import pytest

from frankpledge.assessment.law import Law, laws_at

LAWS = {law.key: law for nation in ("England", "Wales") for law in laws_at(date(2026, 1, 1), nation)}


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_each_duty_has_its_words_its_citation_and_where_its_text_stands(law: Law) -> None:
    assert law.says.endswith(".") and law.citation
    assert law.address.startswith("https://www.legislation.gov.uk/")
    assert law.standing in ("verified", "to be checked")
    assert set(law.nation) <= {"England", "Wales"} and law.nation


def test_a_document_is_judged_by_the_duties_of_its_own_date() -> None:
    before = {law.key for law in laws_at(date(2023, 1, 30), "England")}
    after = {law.key for law in laws_at(date(2023, 1, 31), "England")}
    assert after - before == {"serious-violence"}
    assert before < after


def test_a_document_of_2020_names_no_duty_that_came_later() -> None:
    assert all(law.since is None or law.since <= date(2020, 11, 30) for law in laws_at(date(2020, 11, 30), "England"))
    assert "serious-violence" not in {law.key for law in laws_at(date(2020, 11, 30), "England")}


def test_regulations_for_england_are_not_named_in_wales() -> None:
    wales = {law.key for law in laws_at(date(2026, 1, 1), "Wales")}
    assert "strategy" in wales
    assert not wales & {"assessment", "views"}


def test_no_duty_applies_nowhere() -> None:
    assert laws_at(date(2026, 1, 1), "Scotland") == ()
