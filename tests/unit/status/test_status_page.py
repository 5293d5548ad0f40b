"""The state of the evidence as a strip of letters and as a page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frankpledge.status.page import write_status
from frankpledge.status.strip import strips
from frankpledge.terms.period import Month
from frankpledge.workspace.holdings import Calendar, Holding, Holdings

CALENDAR = Calendar(
    source="Street-level crime",
    area="Kent",
    months={Month(2018, 10): 19_396, Month(2018, 11): 13_817, Month(2018, 12): 8_437, Month(2020, 1): None},
    thin=frozenset({Month(2018, 11), Month(2018, 12)}),
    reissued=frozenset({Month(2018, 10)}),
)
LINE = Holding(source="Street-level crime", area="Kent", period="2018", files=3, kept=41_650, rejected=1, repeats=2)
HELD = Holdings(
    name="A <b>partnership</b>",
    edition="0123456789ab",
    lines=(LINE,),
    calendars=(CALENDAR,),
    gaps=("Street-level crime, Kent: January to December 2019",),
    refused=("2018-10-kent-street.csv, line 7: torn: <script>alert(1)</script>",),
    caveats=(),
)


def test_a_strip_has_a_letter_for_each_month_held_and_a_small_one_where_rows_are_few() -> None:
    assert strips(CALENDAR) == ["2018  ·········Ond", "2019  ············", "2020  J···········"]


def test_the_gaps_of_a_calendar_are_the_runs_between_its_first_and_last_month() -> None:
    assert [run.label for run in CALENDAR.gaps] == ["January to December 2019"]


@pytest.mark.parametrize("said", ["13,817", "few rows", "re-issued", "not held", "41,650", "January to December 2019"])
def test_the_page_says_in_words_what_its_colours_say(said: str) -> None:
    assert said in write_status(HELD)


def test_what_a_file_holds_cannot_become_a_part_of_the_page() -> None:
    page = write_status(HELD)
    assert "<script>" not in page
    assert "A &lt;b&gt;partnership&lt;/b&gt;" in page


def test_a_page_without_evidence_says_so() -> None:
    empty = Holdings(name="N", edition="e", lines=(), gaps=(), refused=(), caveats=())
    assert "Nothing is loaded yet." in write_status(empty)


def test_every_month_stands_under_its_own_name() -> None:
    page = write_status(HELD)
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    assert [row.count("<td") for row in body.split("</tr>")[:-1]] == [12, 12, 12]


def test_files_of_several_months_are_told_in_one_line_each_and_not_month_by_month() -> None:
    year = Calendar(source="Deliberate fires", area="Medway", months={Month(2019, n): None for n in range(1, 13)})
    assert strips(year) == ["January to December 2019"]
    page = write_status(replace(HELD, calendars=(CALENDAR, year)))
    assert "In files of several months each" in page
    assert "<td>January to December 2019</td>" in page
    assert page.count('class="calendar"') == 1
