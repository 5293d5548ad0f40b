"""Recorded crime of a force by quarter and group, as the Home Office tables have it, and reasons where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.measures.tables import read_csv
from tests.publishers import KENT, csv_text, put
from tests.unit.measures.loaded import evaluator_of

from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import parse_key
from frankpledge.measures.model import Figure, NotAvailable, Outcome
from frankpledge.measures.offence_counts import offence_count_figure, offence_count_figures
from frankpledge.sources.offence_counts import FORCE, PARTNERSHIP
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Period

COLUMNS = ("Financial Year", "Financial Quarter", "Force Name", "Offence Code", "Number of Offences")
YEAR = Period.parse("2017-04..2018-03")
GROUPS = (("violence", "Violence", ("8N", "105A")), ("arson", "Arson", ("56A",)))


def world(folder: Path, rows: str) -> Evaluator:
    """From lines of `quarter force code number`."""
    cells = [line.split() for line in rows.strip().splitlines()]
    text = csv_text(COLUMNS, [["2017/18", *line] for line in cells])
    return evaluator_of(folder, [(FORCE, put(folder / "prc.csv", text))])


def values(outcomes: tuple[Outcome, ...]) -> dict[str, int]:
    """Quarter and part → count."""
    return {one.key.split("@", 2)[2]: int(one.value) for one in outcomes if isinstance(one, Figure)}


SMALL = """
    1 Kent  8N   10
    1 Kent  105A 5
    1 Kent  56A  -2
    1 Essex 8N   999
    2 Kent  8N   7
    2 Kent  999Z 3
    3 Essex 8N   999
"""


def test_each_quarter_has_its_total_its_groups_and_what_is_in_none(tmp_path: Path) -> None:
    figures = offence_count_figures(world(tmp_path, SMALL), KENT, Period.parse("2017-04..2017-09"), GROUPS)
    assert values(figures) == {
        "2017-04..2017-06": 13,
        "2017-04..2017-06/violence": 15,
        "2017-04..2017-06/arson": -2,
        "2017-07..2017-09": 10,
        "2017-07..2017-09/violence": 7,
        "2017-07..2017-09/arson": 0,
        "2017-07..2017-09/unclassified": 3,
    }
    assert figures[1].label == "Recorded crime in the Home Office tables: Violence, Kent, April to June 2017"


def test_a_quarter_in_which_the_table_has_other_forces_alone_is_missing_and_not_nought(tmp_path: Path) -> None:
    figures = offence_count_figures(world(tmp_path, SMALL), KENT, YEAR, GROUPS)
    lacking = [one for one in figures if isinstance(one, NotAvailable)]
    assert [one.reason for one in lacking] == [
        "no offence counts of October to December 2017 are held",
        "no offence counts of January to March 2018 are held",
    ]


def test_a_run_of_quarters_is_their_sum_and_a_period_of_other_months_is_not_available(tmp_path: Path) -> None:
    evaluator = world(tmp_path, SMALL)

    def found(period: str, part: str = "") -> Outcome:
        return offence_count_figure(evaluator, parse_key(f"offence-counts.level@{KENT}@{period}{part}"), GROUPS)

    half, other = found("2017-04..2017-09", "/violence"), found("2017-05..2017-07")
    quarter = found("2017-04..2017-06", "/violence")
    assert isinstance(half, Figure) and half.value == 22
    assert isinstance(quarter, Figure) and quarter.value == 15
    assert isinstance(other, NotAvailable)
    assert other.reason == "the tables give whole quarters, and May to July 2017 is not made of them"
    with pytest.raises(MeasureError, match=r"Did you mean 'violence'\?"):
        found("2017-04..2017-06", "/violenc")


def test_a_partnership_bears_the_name_that_the_table_gives_it(tmp_path: Path) -> None:
    header = (*COLUMNS[:2], "CSP Name", "ONS Code", *COLUMNS[3:])
    path = put(tmp_path / "csp.csv", csv_text(header, [["2017/18", "1", "Medway", "E22000143", "8N", "4"]]))
    evaluator = evaluator_of(tmp_path, [(PARTNERSHIP, path)])
    total, *_ = offence_count_figures(evaluator, "E22000143", Period.parse("2017-04..2017-06"), GROUPS)
    assert isinstance(total, Figure)
    assert (total.value, total.area.name, total.sources) == (4, "Medway", ("offence-counts-partnership",))


def test_the_real_quarters_of_kent_are_what_a_plain_loop_adds_up(data: Path, tmp_path: Path) -> None:
    path = data / "recorded_crime" / "prc-pfa-2017-18.csv"
    figures = offence_count_figures(evaluator_of(tmp_path, [(FORCE, path)]), KENT, YEAR)
    rows = [row for row in read_csv(path) if row["Force Name"] == "Kent"]
    ours = {(one.period, one.label): int(one.value) for one in figures if isinstance(one, Figure)}
    totals = [
        count for (_, label), count in ours.items() if label.startswith("Recorded crime in the Home Office tables,")
    ]
    assert totals == [41_233, 45_726, 46_337, 43_891]
    for number, quarter in enumerate(
        ("2017-04..2017-06", "2017-07..2017-09", "2017-10..2017-12", "2018-01..2018-03"), 1
    ):
        for group in {row["Offence Group"] for row in rows}:
            by_hand = sum(
                int(row["Number of Offences"])
                for row in rows
                if row["Offence Group"] == group and row["Financial Quarter"] == str(number)
            )
            period = Period.parse(quarter)
            label = f"Recorded crime in the Home Office tables: {group}, Kent, {period.label}"
            assert ours[period, label] == by_hand
