"""What other services see: counts side by side and never added up, few people never shown, nothing loaded unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.measures.stories import lines, record, story, words
from tests.measures.tables import HERE, MEDWAY, Files, street

from frankpledge.assessment.blocks import Block, Chart, Heading, Number, Table, runs_of
from frankpledge.assessment.chapters.services import services
from frankpledge.assessment.chapters.services_indicators import reasons
from frankpledge.assessment.compose import compose
from frankpledge.assessment.ledger import make_ledger
from frankpledge.measures.catalogue.partners import FEEDS, SERIES
from frankpledge.measures.kinds import refuse_mixture
from frankpledge.record.model import Commentary
from frankpledge.terms.errors import MeasureError

BOTH = "2024-01..2025-12"
KENT = "E23000032"
STREET = street(f"month  lsoa  category  count\n2025-01  {HERE}  Burglary  12")


def feed(dataset: str, counts: dict[str, int], span: str = BOTH, category: str = "x") -> Files:
    """A dataset of Medway: so many events a year, spread over its months, from `year: count` or `month: count`."""
    rows = ["Dataset,Date,Time,Category,LSOA code,Outward postcode,Area code,Reference,Note"]
    for when, count in counts.items():
        months = [when] if "-" in when else [f"{when}-{month:02}" for month in range(1, 13)]
        rows += [f"{dataset},{months[n % len(months)]},,{category},,,{MEDWAY},{when}-{n}," for n in range(count)]
    return {f"sent {dataset} {MEDWAY} {span}.csv": "\n".join(rows) + "\n"}


def contacts(*rows: str) -> Files:
    """Counts of their owner, from `measure kind first last value`."""
    head = "Measure,What,Kind,Part of,Area code,From,To,Value,Base,Source,Note"
    cells = [row.split() for row in rows]
    made = [f"{name},What,{kind},,{KENT},{first},{last},{value},,Police," for name, kind, first, last, value in cells]
    return {"calls.csv": "\n".join([head, *made]) + "\n"}


def statements(*rows: str) -> Files:
    head = (
        "Key,Statement,Who,Value,Unit,Area,From,To,Numerator,Base,Baseline,Baseline of,Low,High,Source,Limitation,Note"
    )
    return {"statements.csv": "\n".join([head, *rows]) + "\n"}


def told(tmp_path: Path, *files: Files, **parts: object) -> tuple[Block, ...]:
    return services(story(tmp_path, *files, written=record(**parts)))  # type: ignore[arg-type]


def table(blocks: tuple[Block, ...], anchor: str) -> Table:
    return next(block for block in blocks if isinstance(block, Table) and block.anchor == anchor)


def rows_of(found: Table) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in found.rows]


def heads(blocks: tuple[Block, ...]) -> list[str]:
    return [words(block.runs) for block in blocks if isinstance(block, Heading)]


def test_the_chapter_is_left_out_where_no_source_of_it_was_loaded(tmp_path: Path) -> None:
    assert told(tmp_path, STREET) == ()


def test_what_people_wrote_for_it_is_told_though_nothing_is_held(tmp_path: Path) -> None:
    comment = Commentary(chapter="services", text="The hospital sends nothing yet.")
    blocks = told(tmp_path, STREET, commentary=(comment,))
    assert heads(blocks) == ["What other services see", "What the partnership says"]
    assert "The hospital sends nothing yet." in list(lines(*blocks))


def test_a_dataset_is_told_with_both_counts_its_change_and_its_verdict(tmp_path: Path) -> None:
    blocks = told(tmp_path, feed("F3", {"2024": 486, "2025": 300}))
    found = table(blocks, "table-feeds")
    assert [words(head) for head in found.head] == ["Dataset", "2025", "2024", "Change", "Verdict", "Months held"]
    assert rows_of(found) == [["Deliberate secondary fires", "300", "486", "−38.3%", "Fell", "all"]]
    assert "Fell by more than chance would explain: deliberate secondary fires." in list(lines(*blocks))


def test_small_counts_of_people_are_withheld_and_the_sign_is_explained(tmp_path: Path) -> None:
    files = (
        feed("H1", {"2024": 12, "2025": 3}),
        feed("H5", {"2024": 9, "2025": 30}),
        feed("F1", {"2024": 3, "2025": 2}),
        feed("L3", {"2025": 4}),
    )
    blocks = told(tmp_path, *files)
    shown = {row[0]: row[1:5] for row in rows_of(table(blocks, "table-feeds"))}
    assert shown["Hospital admissions for assault"] == ["[c]", "12", "[c]", "[c]"]
    assert shown["Admissions in respect of domestic abuse"] == ["30", "[c]", "[c]", "[c]"]
    assert shown["Deliberate primary fires"][:2] == ["2", "3"]
    assert shown["Racial incidents reported to the council"] == ["[c]", "0", "–", "Not tested"]
    said = (
        "[c] stands for a count from one to four (one to nine for admissions in respect of domestic abuse), or for a "
        "change that would give one away. It is withheld so that nobody can be known by it."
    )
    assert said in list(lines(*blocks))


def test_no_figure_of_the_chapter_holds_a_small_count_of_people(tmp_path: Path) -> None:
    blocks = told(tmp_path, feed("H1", {"2024": 12, "2025": 3}), feed("L2", {"2024": 40, "2025": 9}))
    numbers = [run for block in blocks for runs in runs_of(block) for run in runs if isinstance(run, Number)]
    assert {run.text for run in numbers} == {"12", "40"}


def test_a_sensitive_dataset_alone_has_its_own_threshold_in_words(tmp_path: Path) -> None:
    blocks = told(tmp_path, feed("L2", {"2024": 40, "2025": 9}))
    assert any(line.startswith("[c] stands for a count from one to nine, or") for line in lines(*blocks))


def test_nothing_is_said_of_what_is_withheld_where_nothing_is(tmp_path: Path) -> None:
    assert not any("[c]" in line for line in lines(*told(tmp_path, feed("H1", {"2024": 120, "2025": 130}))))


def test_a_dataset_that_is_held_for_some_months_says_which(tmp_path: Path) -> None:
    months = {f"2025-{month:02}": 2 for month in range(1, 4)}
    (row,) = rows_of(table(told(tmp_path, feed("F6", months, "2025-01..2025-03")), "table-feeds"))
    assert row == [
        *("Malicious false alarms – January to March 2025", "6", "not held", "–", "Not tested"),
        "January to March 2025",
    ]


def test_a_chart_is_drawn_of_the_largest_that_moved_but_not_of_people_nor_of_the_police(tmp_path: Path) -> None:
    files = (
        feed("L4", {"2024": 400, "2025": 700}),
        feed("F3", {"2024": 200, "2025": 100}),
        feed("H1", {"2024": 900, "2025": 2000}),
        feed("P1", {"2024": 900, "2025": 2000}),
    )
    charts = [block for block in told(tmp_path, *files) if isinstance(block, Chart)]
    assert [chart.anchor for chart in charts] == ["chart-council-asb-months"]


def test_no_chart_is_drawn_where_nothing_moved(tmp_path: Path) -> None:
    blocks = told(tmp_path, feed("L4", {"2024": 400, "2025": 401}))
    assert not any(isinstance(block, Chart) for block in blocks)
    assert "None of those that could be tested shows a clear change." in list(lines(*blocks))


def test_no_total_of_the_datasets_is_shown(tmp_path: Path) -> None:
    blocks = told(tmp_path, feed("H1", {"2024": 120, "2025": 130}), feed("H2", {"2024": 60, "2025": 70}))
    assert not {"200", "180"} & {words((run,)) for block in blocks for runs in runs_of(block) for run in runs}
    with pytest.raises(MeasureError):
        refuse_mixture([FEEDS[0], SERIES[0]])


def test_calls_are_of_the_whole_force_and_a_fall_can_be_a_move(tmp_path: Path) -> None:
    files = contacts(
        "calls-999 call 2024-01 2024-12 300000",
        "calls-999 call 2025-01 2025-12 290000",
        "online-reports report 2025-01 2025-12 24000",
        "taxi-complaints report 2025-01 2025-12 57",
    )
    blocks = told(tmp_path, files)
    found = table(blocks, "table-contacts")
    assert (
        words(found.caption)
        == "Calls and reports, Kent police force area, January to December 2025, and the year before"
    )
    assert [row[:4] for row in rows_of(found)] == [
        ["Emergency calls (999)", "290,000", "300,000", "−3.3%"],
        ["Reports made online", "24,000", "not held", "–"],
    ]
    said = list(lines(*blocks))
    assert any("can be a move to other ways of reaching the police" in line for line in said)
    assert any(line.startswith("The counts are of the whole Kent police force area.") for line in said)
    assert "Also held, and not shown because no measure describes them: taxi-complaints" in said


def test_calls_by_the_month_are_drawn_a_line_for_each_way(tmp_path: Path) -> None:
    months = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
    rows = [f"calls-999 call {month} {month} {25_000 + place}" for place, month in enumerate(months)]
    rows += [f"live-chats report {month} {month} 900" for month in months[5:]]
    (chart,) = (block for block in told(tmp_path, contacts(*rows)) if isinstance(block, Chart))
    assert [series.name for series in chart.series] == ["Emergency calls (999)", "Live chats"]
    assert words(chart.title) == "Emergency calls (999): most in December 2025"
    assert rows_of(chart.table)[0] == ["January 2024", "25,000", "not held"]
    assert len(chart.table.rows) == len(months)


def test_an_owners_count_of_another_year_than_the_documents_is_told_as_of_that_year(tmp_path: Path) -> None:
    files = contacts("calls-101 call 2023-04 2024-03 800", "calls-101 call 2024-04 2025-03 820")
    (row,) = rows_of(table(told(tmp_path, files), "table-contacts"))
    assert row[:3] == ["Non-emergency calls (101) – April 2024 to March 2025", "820", "800"]


def test_statements_stand_by_who_states_them_with_what_they_rest_on(tmp_path: Path) -> None:
    blocks = told(
        tmp_path,
        statements(
            "visits,Homes visited,Fire,2140,count,Medway,2025-01,2025-12,,,1985,2024,,,Report,Visits and not homes.,",
            f"left,Left treatment,Health,21.4,percent,{MEDWAY},2025-01,2025-12,118,551,,,18.2,25.0,Report,,",
            "wrong,Content,Health,50,percent,Medway,2025-01,2025-12,118,551,,,,,Report,,",
            "bare,Tenancies kept,Health,75,percent,Medway,,,,,,,,,Report,,",
            'rate,Deaths,Health,4.4,"per 100,000",Medway,2025-01,2025-12,,,,,,,Report,,',
            "old,Old,Health,4,count,Medway,2019-01,2019-12,,,,,,,Report,,",
        ),
    )
    fire, health = (block for block in blocks if isinstance(block, Table))
    assert words(fire.caption) == "As stated by Fire"
    assert rows_of(fire) == [
        [
            "Homes visited – Medway, January to December 2025",
            "2,140",
            "Compared with 1,985 (2024). Visits and not homes.",
        ]
    ]
    assert rows_of(health) == [
        ["Tenancies kept – Medway, period not given", "75%", "Base not given."],
        ["Left treatment – Medway, January to December 2025", "21.4% (18.2% to 25.0%)", "118 of 551."],
        ["Deaths, per 100,000 – Medway, January to December 2025", "4.4", "–"],
        ["Content – Medway, January to December 2025", "50%", "118 of 551. That gives 21%."],
    ]
    assert "Older statements are held and are not shown here." in list(lines(*blocks))


def test_unmet_need_is_told_with_its_interval(tmp_path: Path) -> None:
    blocks = told(
        tmp_path,
        statements(
            "users,People estimated to use,Health,1459,count,Medway,2025-01,2025-12,,,,,1210,1804,Report,,",
            "users-in-treatment,In treatment,Health,530,count,Medway,2025-01,2025-12,,,,,,,Report,,",
        ),
    )
    said = "People estimated to use, Medway, January to December 2025: 63.7% of an estimated 1,459 are not in treatment"
    assert any(line.startswith(said) and "95% interval" in line for line in lines(*blocks))


def index(*rows: str) -> Files:
    return {"index.csv": "\n".join(["ltla21_code,year,indicator,value", *rows]) + "\n"}


SEVEN = [f"E0600003{n}" for n in range(1, 8)]


def test_only_what_bears_on_safety_is_shown_of_the_health_index(tmp_path: Path) -> None:
    rows = [
        f"{code},{year},{title},{10 + place + (year - 2020) * moved}"
        for title, moved in (("Personal crime", 0), ("Road safety", 1), ("Dementia", 1))
        for year in (2020, 2021)
        for place, code in enumerate(SEVEN)
    ]
    blocks = told(tmp_path, index(*rows))
    found = table(blocks, "table-health-index")
    assert [words(head) for head in found.head] == ["Indicator", "2021", "Before", "Middle"]
    assert rows_of(found) == [
        ["Personal crime: crime against people.", "14", "repeated", "13"],
        ["Road safety: harm on the roads.", "15", "14 (2020)", "14"],
    ]
    said = list(lines(*blocks))
    assert "Personal crime: under 2021 the publisher repeats the value of 2020." in said
    assert any("same kind (unitary authority)" in line for line in said)


def test_every_indicator_of_the_list_says_why_it_is_there() -> None:
    assert len(reasons()) >= 8
    for name, why in reasons().items():
        assert name.startswith("health-index-") and why.endswith(".") and why[0].isupper()


ENTRANTS = 'Area code,Area name,Period from,Period to,Entrants,Population 10 to 17,"Rate per 100,000",Note\n'


@pytest.mark.parametrize(("after", "cell"), [(30, "Fell (−50.0%)"), (54, "No clear change (−10.0%)")])
def test_an_indicator_with_its_counts_is_compared_by_a_test(tmp_path: Path, after: int, cell: str) -> None:
    years = (("2023-04", "2024-03", 60), ("2024-04", "2025-03", after))
    rows = "".join(f"{MEDWAY},Medway,{first},{last},{count},30000,{count / 0.3:.1f},\n" for first, last, count in years)
    blocks = told(tmp_path, {"entrants.csv": ENTRANTS + rows})
    found = table(blocks, "table-indicators")
    assert [words(head) for head in found.head] == ["Indicator", "Value", "What it rests on", "Before", "Change"]
    (row,) = rows_of(found)
    assert row[0].startswith("First-time entrants to the youth justice system, per 100,000 children of 10 to 17 – ")
    assert (row[2], row[4]) == (f"{after} of 30,000", cell)


def test_the_chapters_figures_go_into_the_ledger_of_the_whole_document(tmp_path: Path) -> None:
    files = (feed("L4", {"2024": 400, "2025": 700}), contacts("calls-999 call 2025-01 2025-12 290000"))
    ledger = make_ledger(compose(story(tmp_path, STREET, *files)), {})
    assert {f"council-asb.level@{MEDWAY}@2025-01..2025-12", f"calls-999.level@{KENT}@2025-01..2025-12"} <= {
        *ledger.figures
    }
