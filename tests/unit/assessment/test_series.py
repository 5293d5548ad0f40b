"""Charts and tables of a measure: gaps stay gaps, parts have their counts, years that cannot be compared say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.measures.stories import lines, record, story, words
from tests.measures.tables import HERE, Files, offence_files, offences, street

from frankpledge.assessment.blocks import Chart, Number, Table
from frankpledge.assessment.series import cell, months_chart, season_table, types_chart, types_table, years_table
from frankpledge.assessment.story import Story
from frankpledge.measures.model import NotAvailable, Withheld
from frankpledge.record.model import Annotation
from frankpledge.terms.period import Month, Period

GAPPED = street(f"""
    month    lsoa    category               count
    2019-12  {HERE}  Burglary               9
    2024-11  {HERE}  Burglary               5
    2025-02  {HERE}  Burglary               8
    2025-02  {HERE}  Anti-social behaviour  1
    2025-03  {HERE}  Burglary               2
""")


def _rows(table: Table) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in table.rows]


def _months(first: str, numbers: list[int]) -> Files:
    begin = Month.parse(first)
    return offence_files((str(begin.plus(n)), "28E", count) for n, count in enumerate(numbers))


def _months_chart(told: Story) -> Chart:
    chart = months_chart(told, told.crime)
    assert chart is not None
    return chart


def test_months_that_are_not_held_are_gaps_in_the_line_and_words_in_the_table(tmp_path: Path) -> None:
    chart = _months_chart(story(tmp_path, GAPPED, written=record("2025-01..2025-03")))
    (series,) = chart.series
    assert [(point.label, point.figure.value if point.figure else None) for point in series.points] == [
        ("November 2024", 5),
        ("December 2024", None),
        ("January 2025", None),
        ("February 2025", 8),
        ("March 2025", 2),
    ]
    rows = {row[0]: row[1:] for row in _rows(chart.table)}
    assert rows["January"] == ["–", "not held"]
    assert rows["February"] == ["–", "8"]
    assert rows["November"] == ["5", "–"]
    assert rows["December"] == ["not held", "–"]
    assert any("not held" in text and "broken" in text for text in lines(chart))


def test_the_line_begins_with_the_first_month_held_of_the_last_five_years(tmp_path: Path) -> None:
    chart = _months_chart(story(tmp_path, GAPPED, written=record("2025-01..2025-03")))
    assert chart.series[0].points[0].label == "November 2024"
    assert "November 2024 to March 2025" in words(chart.caption)


def test_the_title_of_the_line_names_the_month_with_most(tmp_path: Path) -> None:
    chart = _months_chart(story(tmp_path, GAPPED, written=record("2025-01..2025-03")))
    assert words(chart.title) == "The month with most crimes was February 2025"
    assert "8" in words(chart.alternative) and "2" in words(chart.alternative)


def test_with_nothing_held_there_is_no_line(tmp_path: Path) -> None:
    told = story(tmp_path, GAPPED, written=record("2031-01..2031-12"))
    assert months_chart(told, told.crime) is None


def test_what_happened_to_the_data_is_marked_on_the_line_it_touches(tmp_path: Path) -> None:
    notes = (
        Annotation(kind="lockdown", period=Period.parse("2025-02..2025-03"), text="x"),
        Annotation(kind="note", period=Period.parse("2025-02"), text="x", measures=("asb",)),
        Annotation(kind="note", period=Period.parse("2020-02"), text="x"),
    )
    told = story(tmp_path, GAPPED, written=record("2025-01..2025-03", annotations=notes))
    assert [(mark.label, mark.text) for mark in _months_chart(told).marks] == [("February 2025", "Lockdown")]


CODES = offences("""
    month    code  count
    2024-01  8N    40
    2024-01  34B   10
    2024-02  28E   5
    2025-01  8N    80
    2025-01  34B   11
    2025-02  999   3
    2025-02  92D   6
""")


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return story(tmp_path_factory.mktemp("coded"), CODES, written=record("2025-01..2025-02"))


def test_the_types_have_count_share_earlier_count_change_and_verdict_with_the_largest_first(coded: Story) -> None:
    table = types_table(coded, coded.crime)
    assert table is not None
    rows = _rows(table)
    assert rows[0] == ["Violence against the person", "80", "80.0%", "40", "+100.0%", "Rose"]
    assert rows[1] == ["Robbery", "11", "11.0%", "10", "+10.0%", "No clear change"]
    assert ["Not classified", "3", "3.0%", "none", "not available", "Not tested"] in rows
    assert rows[-1][:2] == ["All", "100"]
    counts = [int(row[1]) for row in rows[:-1]]
    assert counts == sorted(counts, reverse=True) and sum(counts) == 100
    assert [words(head) for head in table.head][1:4:2] == ["January to February 2025", "January to February 2024"]


def test_every_number_of_the_types_is_a_figure(coded: Story) -> None:
    table = types_table(coded, coded.crime)
    assert table is not None
    for row in table.rows:
        for runs in row[1:]:
            digits = any(letter.isdigit() for letter in words(runs))
            assert digits == any(isinstance(run, Number) for run in runs)


def test_without_the_year_before_the_types_have_no_change_and_no_verdict(tmp_path: Path) -> None:
    told = story(tmp_path, offences("month  code  count\n2025-01  8N  3"), written=record("2025-01"))
    table = types_table(told, told.crime)
    assert table is not None
    assert len(table.head) == 3
    assert _rows(table)[-1] == ["All", "3", "all"]


def test_what_could_not_be_classified_has_a_row_only_when_there_is_some(tmp_path: Path) -> None:
    told = story(tmp_path, offences("month  code  count\n2025-01  8N  3"), written=record("2025-01"))
    table = types_table(told, told.crime)
    assert table is not None and "Not classified" not in [row[0] for row in _rows(table)]


def test_shares_that_do_not_add_up_for_their_rounding_say_so_and_others_say_nothing(tmp_path: Path) -> None:
    thirds = offences("month  code  count\n2025-01  8N  1\n2025-01  34B  1\n2025-01  28E  1")
    halves = offences("month  code  count\n2025-01  8N  1\n2025-01  34B  1")
    noted = []
    for name, files in (("thirds", thirds), ("halves", halves)):
        told = story(tmp_path / name, files, written=record("2025-01"))
        table = types_table(told, told.crime)
        assert table is not None
        noted.append([words(note) for note in table.notes])
    assert any("do not add up" in note for note in noted[0])
    assert not any("add up" in note for note in noted[1])


def test_the_bars_are_the_rows_of_the_table(coded: Story) -> None:
    chart = types_chart(coded, coded.crime)
    assert chart is not None
    assert [point.label for point in chart.series[0].points] == [row[0] for row in _rows(chart.table)[:-1]]
    assert words(chart.title) == "Violence against the person made up 80.0% of crimes"


def test_of_a_period_that_is_not_held_there_are_no_types(tmp_path: Path) -> None:
    told = story(tmp_path, GAPPED, written=record("2025-01..2025-12"))
    assert types_table(told, told.crime) is None and types_chart(told, told.crime) is None


def test_five_whole_years_make_a_table_with_the_change_of_each(tmp_path: Path) -> None:
    told = story(tmp_path, _months("2021-01", [2] * 12 + [4] * 12 + [4] * 36), written=record())
    table = years_table(told, told.crime)
    assert isinstance(table, Table)
    assert [row[:3] for row in _rows(table)] == [
        ["January to December 2021", "24", "–"],
        ["January to December 2022", "48", "+100.0%"],
        ["January to December 2023", "48", "0.0%"],
        ["January to December 2024", "48", "0.0%"],
        ["January to December 2025", "48", "0.0%"],
    ]
    assert [row[3] for row in _rows(table)][1:3] == ["Rose", "No clear change"]


def test_years_on_either_side_of_a_change_in_recording_are_not_called_a_rise(tmp_path: Path) -> None:
    broke = Annotation(kind="recording break", period=Period.parse("2022-04..2022-06"), text="Counted otherwise.")
    files = _months("2021-01", [2] * 12 + [4] * 48)
    told = story(tmp_path, files, written=record(annotations=(broke,)))
    table = years_table(told, told.crime)
    assert isinstance(table, Table)
    verdicts = [row[3] for row in _rows(table)]
    assert verdicts[1] == verdicts[2] == "Recording changed: not comparable"
    assert verdicts[3] == "No clear change"


def test_five_years_that_are_not_whole_are_not_available_and_are_named(tmp_path: Path) -> None:
    told = story(tmp_path, _months("2022-02", [4] * 47), written=record())
    gap = years_table(told, told.crime)
    assert isinstance(gap, NotAvailable)
    assert "five whole years are needed" in gap.reason
    assert "2021 and 2022" in gap.reason and "2023" not in gap.reason


def test_the_time_of_year_is_a_table_of_twelve_months_or_is_not_available(tmp_path: Path) -> None:
    told = story(tmp_path / "a", _months("2022-01", [4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4] * 4), written=record())
    table = season_table(told, told.crime)
    assert isinstance(table, Table)
    assert [row[0] for row in _rows(table)][::11] == ["January", "December"] and len(table.rows) == 12
    short = story(tmp_path / "b", _months("2024-01", [4] * 24), written=record())
    gap = season_table(short, short.crime)
    assert isinstance(gap, NotAvailable) and "36 months running are needed" in gap.reason


def test_a_cell_says_what_stands_in_the_place_of_a_figure() -> None:
    assert words(cell(NotAvailable(key="k", label="x", reason="why"))) == "not available"
    assert words(cell(Withheld(key="k", label="x", reason="why"))) == "withheld"


def test_the_caption_of_a_chart_names_its_source_and_publisher(tmp_path: Path) -> None:
    told = story(tmp_path, offence_files([("2025-01", "8N", 3)]), written=record("2025-01"))
    assert "Source: Recorded offences by Home Office code (the police force)." in words(_months_chart(told).caption)
