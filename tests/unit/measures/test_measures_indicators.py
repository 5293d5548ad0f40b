"""A published indicator as figures: what its publisher says, and a change that is tested only where counts allow it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.publishers import MEDWAY, csv_text, put
from tests.unit.measures.loaded import evaluator_of

from frankpledge.analysis.comparison import compare
from frankpledge.analysis.proportion import difference
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.indicators import IndicatorFigures, indicator_figures
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.sources import entrants, fingertips, health_index, reoffending, severity
from frankpledge.sources.shape import Source
from frankpledge.terms.numbers import Unit
from frankpledge.terms.period import Period

ENTRANTS = "first-time-entrants"
TIPS = (
    *("Indicator ID", "Indicator Name", "Area Code", "Area Name", "Area Type", "Sex", "Age", "Category Type"),
    *("Category", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count", "Denominator"),
    *("Value note", "Time period Sortable"),
)


def held(folder: Path, source: Source, head: tuple[str, ...], rows: list[list[object]]) -> Evaluator:
    return evaluator_of(folder, [(source, put(folder / "file.csv", csv_text(head, rows)))])


def entrants_of(folder: Path, *years: tuple[int, object, object], area: str = MEDWAY) -> Evaluator:
    """First-time entrants by financial year: (first year, entrants, children)."""
    rows = [[area, "Medway", f"{year}-04", f"{year + 1}-03", n, base, "", ""] for year, n, base in years]
    return held(folder, entrants.SOURCE, entrants.HEADER, rows)


def tip(period: str, value: object, **cells: object) -> list[object]:
    given = {
        "Indicator ID": 7,
        "Indicator Name": "Smoking",
        "Area Code": MEDWAY,
        "Area Name": "Medway",
        "Sex": "Persons",
    }
    given |= {"Age": "18+ yrs", "Time period": period, "Value": value, "Area Type": "UA"}
    given |= {name.replace("_", " "): cell for name, cell in cells.items()}
    return [given.get(name, "") for name in TIPS]


def tips(folder: Path, *rows: list[object]) -> Evaluator:
    return held(folder, fingertips.SOURCE, TIPS, list(rows))


def found(answer: IndicatorFigures | NotAvailable) -> IndicatorFigures:
    assert isinstance(answer, IndicatorFigures), answer
    return answer


def change_of(answer: IndicatorFigures | NotAvailable) -> Figure:
    change = found(answer).change
    assert isinstance(change, Figure), change
    return change


def reason(answer: object) -> str:
    assert isinstance(answer, NotAvailable), answer
    return answer.reason


# The value


def test_the_latest_value_is_stated_as_its_publisher_gives_it_with_its_counts(tmp_path: Path) -> None:
    evaluator = entrants_of(tmp_path, (2021, 60, 28_000), (2022, 49, 28_560))
    figures = found(indicator_figures(evaluator, ENTRANTS, MEDWAY))
    assert figures.latest == Figure(
        key=f"{ENTRANTS}.level@{MEDWAY}@2022-04..2023-03",
        label="First-time entrants to the youth justice system, 10 to 17, per 100,000 children of 10 to 17, Medway, "
        "April 2022 to March 2023",
        area=evaluator.area(MEDWAY),
        period=Period.parse("2022-04..2023-03"),
        unit=Unit.COUNT,
        value=Decimal("171.5686275"),
        places=1,
        numerator=Decimal(49),
        denominator=Decimal(28_560),
        denominator_label="as published",
        method="As published",
        evidence="stated",
        sources=("entrants",),
        edition=evaluator.edition,
        notes=("worked out here from the published counts",),
    )
    assert figures.before is not None
    assert figures.before.numerator == 60


def test_an_interval_is_the_publishers_own_and_a_value_without_counts_is_an_estimate(tmp_path: Path) -> None:
    limits = {"Lower_CI_95.0_limit": 11.2, "Upper_CI_95.0_limit": 15.4}
    figures = found(indicator_figures(tips(tmp_path, tip("2022", 13.3, **limits)), "fingertips-7", MEDWAY))
    assert (figures.latest.low, figures.latest.high) == (Decimal("11.2"), Decimal("15.4"))
    assert figures.latest.evidence == "estimated"
    assert figures.latest.method == "As published; 95% interval by the publisher"
    assert (figures.before, figures.change, figures.england, figures.median) == (None, None, None, None)


@pytest.mark.parametrize(("value", "places"), [(19.433999, 1), (8.7243, 2), (60, 0), (0.5, 2)])
def test_as_many_decimals_are_shown_as_a_reader_can_use(tmp_path: Path, value: float, places: int) -> None:
    assert found(indicator_figures(tips(tmp_path, tip("2022", value)), "fingertips-7", MEDWAY)).latest.places == places


def test_a_score_and_a_percentage_have_units_of_their_own(tmp_path: Path) -> None:
    scores = held(tmp_path / "a", severity.SOURCE, ("ltla23_code", "crime_severity_score"), [[MEDWAY, "19.4"]])
    assert found(indicator_figures(scores, "crime-severity-score", MEDWAY)).latest.unit is Unit.SCORE
    line = [MEDWAY, "Medway", "2022-04", "2023-03", "adults", 1480, 370, 1221, ""]
    shares = held(tmp_path / "b", reoffending.SOURCE, reoffending.HEADER, [line])
    assert found(indicator_figures(shares, "reoffending-rate", MEDWAY)).latest.unit is Unit.PERCENT


def test_a_later_period_without_a_value_is_named_and_the_latest_value_stands(tmp_path: Path) -> None:
    evaluator = tips(tmp_path, tip("2021", 12.0), tip("2022", "", Value_note="Value suppressed"))
    latest = found(indicator_figures(evaluator, "fingertips-7", MEDWAY)).latest
    assert (latest.value, latest.period) == (Decimal(12), Period.parse("2021-01..2021-12"))
    assert latest.notes == ("No value is given for 2022: Value suppressed.",)


def test_until_asks_for_what_was_known_of_a_period(tmp_path: Path) -> None:
    evaluator = tips(tmp_path, tip("2021", 12.0), tip("2022", 13.0))
    until = Period.parse("2021-01..2021-12")
    assert found(indicator_figures(evaluator, "fingertips-7", MEDWAY, until=until)).latest.value == 12
    early = Period.parse("2019-01..2019-12")
    assert "no value up to the period" in reason(indicator_figures(evaluator, "fingertips-7", MEDWAY, until=early))


# What there is none of


def test_what_is_not_held_is_not_available_with_the_reason(tmp_path: Path) -> None:
    evaluator = tips(tmp_path, tip("2021", ""))
    assert reason(indicator_figures(evaluator, "fingertips-8", MEDWAY)) == "no value of it for Medway is held"
    assert "for Dartford is held" in reason(indicator_figures(evaluator, "fingertips-7", "E07000107"))
    assert "no value up to the period" in reason(indicator_figures(evaluator, "fingertips-7", MEDWAY))
    assert "is held" in reason(indicator_figures(evaluator_of(tmp_path / "none", []), "fingertips-7", MEDWAY))


def test_everybody_is_meant_unless_a_sex_or_an_age_is_named(tmp_path: Path) -> None:
    by_sex = tips(tmp_path / "a", tip("2022", 13.0), tip("2022", 15.0, Sex="Male"), tip("2022", 11.0, Sex="Female"))
    assert found(indicator_figures(by_sex, "fingertips-7", MEDWAY)).latest.value == 13
    women = found(indicator_figures(by_sex, "fingertips-7", MEDWAY, sex="female")).latest
    assert women.value == 11
    assert women.key == f"fingertips-7.level@{MEDWAY}@2022-01..2022-12/female-18-yrs"
    by_age = tips(tmp_path / "b", tip("2022", 13.0), tip("2022", 20.0, Age="16 yrs"))
    assert reason(indicator_figures(by_age, "fingertips-7", MEDWAY)) == (
        "it is given for persons 16 yrs and persons 18+ yrs"
    )
    assert found(indicator_figures(by_age, "fingertips-7", MEDWAY, age="16 yrs")).latest.value == 20


# The change


def test_a_change_between_counts_is_tested_on_the_counts(tmp_path: Path) -> None:
    change = change_of(
        indicator_figures(entrants_of(tmp_path, (2021, 120, 28_000), (2022, 60, 28_560)), ENTRANTS, MEDWAY)
    )
    expected = compare(60, 120, exposure_after=28_560, exposure_before=28_000)
    assert change.test is not None and change.test.verdict == expected.verdict == "fell"
    assert float(change.value) == pytest.approx(100 * (60 / 28_560 / (120 / 28_000) - 1))
    assert expected.percent_low is not None and change.low is not None
    assert float(change.low) == pytest.approx(expected.percent_low)
    assert (change.numerator, change.denominator, change.signed) == (60, 120, True)
    assert change.key == f"{ENTRANTS}.change@{MEDWAY}@2022-04..2023-03~2021-04..2022-03"
    assert change.notes[0].startswith("The test allows for chance")


def test_a_small_change_is_not_clear(tmp_path: Path) -> None:
    change = change_of(
        indicator_figures(entrants_of(tmp_path, (2021, 52, 28_000), (2022, 49, 28_560)), ENTRANTS, MEDWAY)
    )
    assert change.test is not None and change.test.verdict == "no clear change"


@pytest.mark.parametrize(("reoffenders", "verdict"), [(370, "fell"), (430, "no clear change"), (520, "rose")])
def test_a_share_is_compared_in_points_by_the_test_for_shares(tmp_path: Path, reoffenders: int, verdict: str) -> None:
    rows = [
        [MEDWAY, "Medway", "2021-04", "2022-03", "adults", 1500, 440, 1500, ""],
        [MEDWAY, "Medway", "2022-04", "2023-03", "adults", 1480, reoffenders, 1500, ""],
    ]
    evaluator = held(tmp_path, reoffending.SOURCE, reoffending.HEADER, rows)
    change = change_of(indicator_figures(evaluator, "reoffending-rate", MEDWAY))
    expected = difference(reoffenders, 1480, 440, 1500)
    assert change.test is not None and change.test.verdict == verdict
    assert change.unit is Unit.SCORE
    assert change.label.endswith("in percentage points")
    assert float(change.value) == pytest.approx(100 * expected.value)
    assert change.low is not None and float(change.low) == pytest.approx(100 * expected.low)


@pytest.mark.parametrize(
    ("rows", "why_not"),
    [
        ([tip("2021", 12.0), tip("2022", 13.0)], "without the counts"),
        ([tip("2021", 12.0, Count=12), tip("2022", 13.0, Count=13)], "without the counts"),
        (
            [tip("2021", 12.0, Count=12.5, Denominator=100), tip("2022", 13.0, Count=13, Denominator=100)],
            "not whole",
        ),
        (
            [tip("2019 - 21", 12.0, Count=12, Denominator=100), tip("2020 - 22", 13.0, Count=13, Denominator=100)],
            "share months",
        ),
        (
            [tip("2021", 150.0, Count=120, Denominator=99_000), tip("2022", 120.0, Count=120, Denominator=99_000)],
            "they are adjusted",
        ),
        ([tip("2021", 3.0, Count=3, Denominator=100), tip("2022", 1.0, Count=0, Denominator=100)], "they are adjusted"),
    ],
)
def test_a_change_that_the_counts_cannot_bear_is_shown_and_not_tested(
    tmp_path: Path, rows: list[list[object]], why_not: str
) -> None:
    change = change_of(indicator_figures(tips(tmp_path, *rows), "fingertips-7", MEDWAY))
    assert change.test is not None
    assert change.test.verdict == "not tested"
    assert why_not in change.test.method
    assert (change.low, change.high, change.test.p) == (None, None, None)


def test_a_rate_that_fell_to_nought_is_tested(tmp_path: Path) -> None:
    change = change_of(
        indicator_figures(entrants_of(tmp_path, (2021, 12, 28_000), (2022, 0, 28_560)), ENTRANTS, MEDWAY)
    )
    assert change.value == -100
    assert change.test is not None and change.test.verdict == "fell"


def test_a_change_from_nought_has_no_percentage(tmp_path: Path) -> None:
    figures = found(indicator_figures(entrants_of(tmp_path, (2021, 0, 28_000), (2022, 4, 28_560)), ENTRANTS, MEDWAY))
    assert reason(figures.change) == "a change from nought or less has no percentage"


def test_a_quarter_is_not_set_beside_a_year_nor_a_calendar_year_beside_a_financial_one(tmp_path: Path) -> None:
    evaluator = tips(tmp_path, tip("2020/21", 11.0), tip("2021 Q1", 3.0), tip("2021", 12.0))
    figures = found(indicator_figures(evaluator, "fingertips-7", MEDWAY))
    assert (figures.latest.value, figures.before, figures.change) == (12, None, None)


def test_nothing_is_said_of_a_change_to_a_value_that_the_publisher_repeats(tmp_path: Path) -> None:
    areas = [MEDWAY, *(f"E0700010{n}" for n in range(5, 10))]
    rows = [
        [a, year, "Personal crime", n + (year < 2020)] for year in (2019, 2020, 2021) for n, a in enumerate(areas, 5)
    ]
    evaluator = held(tmp_path, health_index.SOURCE, ("ltla21_code", "year", "indicator", "value"), rows)
    figures = found(indicator_figures(evaluator, "health-index-personal-crime", MEDWAY))
    assert figures.latest.notes == ("the publisher repeats the value of 2020",)
    assert reason(figures.change) == "under 2021, the publisher repeats the value of 2020"


# What it stands beside


def test_england_and_the_median_of_the_kind_are_given_for_the_same_period_only(tmp_path: Path) -> None:
    others = [f"E0600000{n}" for n in range(1, 6)]
    rows = [tip("2022", 12.0), tip("2022", 14.5, Area_Code="E92000001", Area_Name="England")]
    rows += [tip("2022", 10.0 + n, Area_Code=code, Area_Name=f"A{n}") for n, code in enumerate(others)]
    rows += [tip("2022", 99.0, Area_Code="E07000107"), tip("2022", 99.0, Area_Code="E06000007", Sex="Male")]
    rows += [tip("2021", 50.0, Area_Code="E06000008"), tip("2022", "", Area_Code="E06000009")]
    figures = found(indicator_figures(tips(tmp_path, *rows), "fingertips-7", MEDWAY))
    assert figures.england is not None and figures.england.value == Decimal("14.5")
    assert figures.england.area.name == "England"
    assert figures.median is not None and figures.median.value == 12
    assert figures.median.notes == ("Of 6 areas of the same kind (unitary authority) with a value, Medway among them.",)
    assert "median of 6 areas of its kind" in figures.median.label


def test_four_areas_make_no_median(tmp_path: Path) -> None:
    rows = [tip("2022", 10.0 + n, Area_Code=f"E0600000{n}") for n in range(1, 4)]
    assert found(indicator_figures(tips(tmp_path, tip("2022", 12.0), *rows), "fingertips-7", MEDWAY)).median is None


def test_the_real_health_index_stands_beside_every_unitary_authority(data: Path, tmp_path: Path) -> None:
    path = data / "indicators" / "england_health_index_indicators.csv"
    evaluator = evaluator_of(tmp_path, [(health_index.SOURCE, path)])
    figures = found(indicator_figures(evaluator, "health-index-road-safety", MEDWAY))
    lines = [line.split(",") for line in path.read_text(encoding="utf-8-sig").splitlines()]
    road = {line[0].strip('"'): float(line[3]) for line in lines if line[1:3] == ["2021", '"Road safety"']}
    assert float(figures.latest.value) == pytest.approx(road[MEDWAY])
    kind = sorted(value for code, value in road.items() if code.startswith("E06"))
    middle = kind[len(kind) // 2] if len(kind) % 2 else (kind[len(kind) // 2 - 1] + kind[len(kind) // 2]) / 2
    assert figures.median is not None and float(figures.median.value) == pytest.approx(middle)
    assert figures.change is not None and isinstance(figures.change, Figure)
    assert figures.change.test is not None and figures.change.test.verdict == "not tested"
    crime = found(indicator_figures(evaluator, "health-index-personal-crime", MEDWAY))
    assert reason(crime.change) == "under 2021, the publisher repeats the value of 2020"
