"""Which population a rate is worked out on."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publishers import HERE, MEDWAY, csv_text, put
from tests.unit.geography.shelf import shelf

from frankpledge.geography import bases
from frankpledge.geography.bases import AgeBand, Base, Households, base_for, households, populations, residents
from frankpledge.sources import households as households_source
from frankpledge.sources import population, small_area_population
from frankpledge.store.query import Library
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Month, Period

PEOPLE = {2018: 277_855, 2019: 278_556, 2020: 279_142}


@pytest.mark.parametrize(
    ("period", "mid_year", "before"),
    [
        ("2019-04..2020-03", 2019, 0),
        ("2019-01..2019-12", 2019, 0),
        ("2019-06", 2019, 0),
        ("2019-07..2020-05", 2019, 1),
        ("2018-07..2019-06", 2019, 0),
        ("2019-01..2019-05", 2018, 1),
        ("2025-01..2025-12", 2020, 5),
        ("2024-07..2025-06", 2020, 5),
        ("2018-01..2020-12", 2020, 0),
    ],
)
def test_the_base_is_the_middle_of_the_year_inside_the_period_else_the_latest_before_it(
    period: str, mid_year: int, before: int
) -> None:
    base = base_for(PEOPLE, Period.parse(period))
    assert base == Base(PEOPLE[mid_year], mid_year)
    assert base.years_before(Period.parse(period)) == before
    assert base.label == f"residents, mid-{mid_year}"


def test_there_is_no_base_before_the_first_estimate_and_none_without_any() -> None:
    assert base_for(PEOPLE, Period.parse("2018-01..2018-05")) is None
    assert base_for({}, Period.parse("2025-01..2025-12")) is None


years = st.dictionaries(st.integers(2000, 2030), st.integers(1, 10**6))
periods = st.builds(
    lambda first, more: Period(first, first.plus(more)),
    st.builds(Month, st.integers(2000, 2030), st.integers(1, 12)),
    st.integers(0, 24),
)


@given(years, periods)
def test_a_base_is_never_invented_and_never_of_the_future(held: dict[int, int], period: Period) -> None:
    base = base_for(held, period)
    earlier = [year for year in held if Month(year, 6) <= period.last]
    if base is None:
        assert not earlier
    else:
        assert held[base.mid_year] == base.residents
        assert base.mid_year == max(earlier)
        own = Month(base.mid_year, 6) in period or base.mid_year == period.last.year
        assert (base.years_before(period) == 0) == own


def test_two_estimates_that_agree_are_one_and_two_that_do_not_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        ("E06000035", 2019, 2019, 278_556),
        ("E06000035", 2020, 2021, 279_142),
        ("E06000035", 2019, 2021, 278_556),
    ]
    monkeypatch.setattr(bases, "base_rows", lambda *_, **__: rows)
    assert populations(cast(Library, None)) == {"E06000035": {2019: 278_556, 2020: 279_142}}
    rows.append(("E06000035", 2019, 2022, 278_566))
    with pytest.raises(MeasureError) as error:
        populations(cast(Library, None))
    assert error.value.problem == "Two population estimates for E06000035 at mid-2019 disagree"
    assert error.value.found == "278,556 and 278,566"
    assert error.value.remedy


AGES = [*map(str, range(90)), "90+"]


@pytest.mark.parametrize(
    ("band", "label", "ends"),
    [
        (AgeBand(10, 17), "aged 10 to 17", (10, 17)),
        (AgeBand(65), "aged 65 and over", (65, 90)),
        (AgeBand(18, 18), "aged 18", (18, 18)),
        (AgeBand(90), "aged 90 and over", (90, 90)),
        (AgeBand(0), "aged 0 and over", (0, 90)),
    ],
)
def test_a_band_of_ages_has_its_words(band: AgeBand, label: str, ends: tuple[int, int]) -> None:
    assert (band.label, band.ends) == (label, ends)
    assert Base(10, 2020, band).label == f"residents {label}, mid-2020"


@pytest.mark.parametrize(("low", "high"), [(17, 10), (-1, 5), (91, None), (85, 95), (80, 90), (90, 90)])
def test_a_band_that_the_estimates_cannot_give_is_a_mistake_of_the_caller(low: int, high: int | None) -> None:
    with pytest.raises(ValueError, match="are not a band"):
        AgeBand(low, high)


@pytest.fixture
def held(tmp_path: Path) -> Library:
    """Medway with single ages, one authority without; a small area; households by two lists."""
    people = csv_text(
        ["ltla21_code", "ltla21_name", "total_population", *AGES],
        [[MEDWAY, "Medway", sum(range(91)), *range(91)], ["E07000110", "Maidstone", 9, *[""] * 91]],
    )
    files = [
        (population.SOURCE, "population20_ltla21.csv", people),
        (small_area_population.SOURCE, "population20_lsoa11.csv", f"lsoa11_code,total_population\n{HERE},7\n"),
        (
            households_source.SOURCE,
            "households21_ltla21.csv",
            f"ltla21_code,households\n{MEDWAY},111500\nE07000026,44000\n",
        ),
        (households_source.SOURCE, "households21_ltla23.csv", f"ltla23_code,households\n{MEDWAY},111458\n"),
    ]
    return shelf(tmp_path, *((source, put(tmp_path / name, text)) for source, name, text in files))


def test_residents_of_a_band_are_the_sum_of_its_single_ages(held: Library) -> None:
    assert residents(held, "ltla", band=AgeBand(10, 17)) == {MEDWAY: {2020: sum(range(10, 18))}}
    assert residents(held, "ltla", band=AgeBand(90)) == {MEDWAY: {2020: 90}}
    assert residents(held, "ltla", band=AgeBand(0)) == {MEDWAY: {2020: sum(range(91))}}


def test_an_area_without_single_ages_has_residents_and_no_band(held: Library) -> None:
    assert residents(held, "ltla")["E07000110"] == {2020: 9}
    assert residents(held, "lsoa") == {HERE: {2020: 7}}
    assert residents(held, "lsoa", band=AgeBand(65)) == {}


def test_residents_are_asked_for_by_the_list_of_one_year(held: Library) -> None:
    assert residents(held, "lsoa", edition=2011) == {HERE: {2020: 7}}
    assert residents(held, "lsoa", edition=2021) == {}


def test_households_are_of_the_latest_list_that_has_the_authority(held: Library) -> None:
    assert households(held) == {
        MEDWAY: Households(111_458, 2021, 2023),
        "E07000026": Households(44_000, 2021, 2021),
    }
    assert households(held)[MEDWAY].label == "households, census of 2021"


KENT = (MEDWAY, *(f"E07000{number}" for number in range(105, 117)))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("year", "medway"), [(2019, 278_556), (2020, 279_142)])
def test_the_real_residents_of_each_kent_authority_are_the_sum_of_its_small_areas(
    data: Path, real: Library, year: int, medway: int
) -> None:
    whole, small = residents(real, "ltla"), residents(real, "lsoa")
    assert whole[MEDWAY][year] == medway
    inside: dict[str, int] = {}
    for row in read(data / "geography" / "lookup_lsoa11_ltla19.csv"):
        inside[row["ltla19_code"]] = inside.get(row["ltla19_code"], 0) + small[row["lsoa11_code"]][year]
    assert {code: inside[code] for code in KENT} == {code: whole[code][year] for code in KENT}


def test_the_real_single_ages_of_small_areas_add_up_to_their_authority(data: Path, real: Library) -> None:
    band = AgeBand(10, 17)
    plain = next(row for row in read(data / "population" / "population20_ltla21.csv") if row["ltla21_code"] == MEDWAY)
    children = sum(int(plain[str(age)]) for age in range(10, 18))
    small = residents(real, "lsoa", band=band)
    lookup = read(data / "geography" / "lookup_lsoa11_ltla19.csv")
    assert residents(real, "ltla", band=band)[MEDWAY][2020] == children == 28_170
    assert sum(small[row["lsoa11_code"]][2020] for row in lookup if row["ltla19_code"] == MEDWAY) == children


def test_the_real_households_of_medway_are_the_census_count_not_the_rounded_one(real: Library) -> None:
    assert households(real)[MEDWAY] == Households(111_458, 2021, 2023)
