"""Where it falls: rows with small areas in; few areas, wards and fifths of deprivation out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from tests.measures.tables import MAIDSTONE, MEDWAY, NEXT_DOOR, Files, given, partnerships, street_files

from frankpledge.measures.catalogue import measure
from frankpledge.measures.concentration import Concentration, concentration
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.deprived import Deprived, deprived
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.measures.small_areas import SmallAreas, not_placed, small_areas
from frankpledge.measures.ward_changes import ward_changes
from frankpledge.measures.ward_figures import WardRates, Wards, standings_of, ward_levels, ward_rates, wards_of
from frankpledge.terms.period import Period

AREAS = [f"E010160{number:02}" for number in range(10, 22)]
WARDS = [f"E050144{number:02}" for number in range(10, 22)]
OLD = "E01015999"  # one small area of 2011, cut into the first two of 2021
CRIME = measure("street-crime")
FORCES = partnerships(f"""
    code         name       csp        csp_name   force      force_name
    {MEDWAY}     Medway     E22000143  Medway     E23000032  Kent
    {MAIDSTONE}  Maidstone  E22000142  Maidstone  E23000032  Kent
""")


def csv(head: str, *rows: Sequence[object]) -> str:
    return "\n".join([head, *(",".join(map(str, row)) for row in rows)]) + "\n"


LOOKUP = {
    "lookup_lsoa21_ward24_ltla24.csv": csv(
        "lsoa21_code,ward24_code,ward24_name,ltla24_code,ltla24_name",
        *(
            [area, ward, f"Ward {ward[-1]}{ward[-2]}", MEDWAY, "Medway"]
            for area, ward in zip(AREAS, WARDS, strict=True)
        ),
        [NEXT_DOOR, "E05014499", "Elsewhere", MAIDSTONE, "Maidstone"],
    )
}
EARLIER = {
    "lookup_lsoa11_ltla19.csv": csv(
        "lsoa11_code,ltla19_code,ltla19_name",
        *([area, MEDWAY, "Medway"] for area in [OLD, *AREAS[2:]]),
    ),
}
CHANGES = {
    "changes.csv": csv(
        "lsoa11_code,change_code,lsoa21_code",
        [OLD, "S", AREAS[0]],
        [OLD, "S", AREAS[1]],
        *([area, "U", area] for area in AREAS[2:]),
    )
}
PLACES = FORCES | LOOKUP


def people(census: int = 21, year: int = 25, each: int = 1000) -> Files:
    rows = [[area, each] for area in AREAS]
    return {f"population{year}_lsoa{census}.csv": csv(f"lsoa{census}_code,total_population", *rows)}


def crimes(counts: Mapping[str, int], month: str = "2025-01", category: str = "Burglary") -> Files:
    """A file of one month, from small area (blank: none) → crimes."""
    return street_files((month, area, category, count) for area, count in counts.items())


def index(deciles: Sequence[int], areas: Sequence[str] = AREAS, census: int = 21) -> Files:
    domains = ("Income", "Employment", "Education", "Health", "Crime", "Housing_and_Services", "Environment")
    names = [f"{one}_decile" for one in ("IMD", *domains)] + [f"{one}_rank" for one in ("IMD", *domains)]
    ranks = [(decile - 1) * 3375 + 100 + place for place, decile in enumerate(deciles)]  # a tenth of 33,755 each
    rows = [[area, *[decile] * 8, *[rank] * 8] for area, decile, rank in zip(areas, deciles, ranks, strict=True)]
    return {f"imd2025_england_lsoa{census}.csv": csv(",".join([f"lsoa{census}_code", *names]), *rows)}


def world(tmp_path: Path, *files: Files, places: Files = PLACES) -> Evaluator:
    return given(tmp_path, *files, places=places)


def at(evaluator: Evaluator, period: str = "2025-01") -> SmallAreas:
    found = small_areas(evaluator, CRIME, MEDWAY, Period.parse(period))
    assert isinstance(found, SmallAreas), found
    return found


def why_not(evaluator: Evaluator, period: str = "2025-01") -> str:
    found = small_areas(evaluator, CRIME, MEDWAY, Period.parse(period))
    assert isinstance(found, NotAvailable)
    return found.reason


EVEN = dict.fromkeys(AREAS, 10)


def test_every_small_area_is_counted_those_without_a_crime_too(tmp_path: Path) -> None:
    found = at(world(tmp_path, crimes({AREAS[0]: 3, AREAS[5]: 1, NEXT_DOOR: 9, "": 2})))
    assert found.census == 2021
    assert sorted(found.by_unit) == [0] * 10 + [1, 3]
    assert found.placed == 4


def test_a_month_that_is_not_held_is_named_and_nothing_is_said_of_places(tmp_path: Path) -> None:
    told = why_not(world(tmp_path, crimes(EVEN)), "2025-01..2025-02")
    assert told == "no records of February 2025 are held"


def test_how_few_areas_hold_half_stands_beside_what_chance_would_need(tmp_path: Path) -> None:
    """60 of 115 crimes in one of twelve areas; five in each of the others."""
    counts = dict.fromkeys(AREAS, 5) | {AREAS[3]: 60}
    evaluator = world(tmp_path, crimes(counts))
    told = concentration(evaluator, at(evaluator))
    assert isinstance(told, Concentration)
    assert (told.placed.value, told.number.value) == (115, 12)
    assert told.half.areas.value == 1
    assert told.quarter.areas.value == 1
    assert told.half.concentrated
    assert told.half.chance.value == pytest.approx(Decimal("4.9"), abs=Decimal("0.3"))
    assert told.half.chance.low is not None and told.half.chance.low > 1
    assert told.gini.value > told.gini_chance.value > 0
    assert "They hold 60 of 115 crimes." in told.half.areas.notes


def test_crimes_spread_evenly_are_not_called_concentrated(tmp_path: Path) -> None:
    evaluator = world(tmp_path, crimes(EVEN))
    told = concentration(evaluator, at(evaluator))
    assert isinstance(told, Concentration)
    assert told.half.areas.value == 6
    assert not told.half.concentrated


def test_a_place_without_a_crime_has_no_concentration(tmp_path: Path) -> None:
    evaluator = world(tmp_path, crimes({NEXT_DOOR: 3}))
    assert isinstance(concentration(evaluator, at(evaluator)), NotAvailable)


def test_months_on_both_sides_of_a_census_are_counted_by_the_ground_that_both_lists_make(tmp_path: Path) -> None:
    months = crimes({OLD: 7, AREAS[4]: 2}, "2024-12") | crimes({AREAS[0]: 3, AREAS[1]: 1, AREAS[4]: 1}, "2025-01")
    found = at(world(tmp_path, months, EARLIER, CHANGES), "2024-12..2025-01")
    assert found.censuses == (2011, 2021)
    assert found.census is None
    assert dict(zip(found.units, found.by_unit, strict=True))[frozenset({OLD, AREAS[0], AREAS[1]})] == 11
    assert len(found.units) == 11
    assert sum(found.by_unit) == 14


def test_without_the_table_of_changes_such_a_run_of_months_is_broken(tmp_path: Path) -> None:
    months = crimes({OLD: 7}, "2024-12") | crimes({AREAS[0]: 3}, "2025-01")
    told = why_not(world(tmp_path, months, EARLIER), "2024-12..2025-01")
    assert "no table of the changes of small areas from 2011 to 2021 is held" in told


def test_neither_wards_nor_deprivation_are_told_over_a_change_of_codes(tmp_path: Path) -> None:
    months = crimes({OLD: 7}, "2024-12") | crimes({AREAS[0]: 3}, "2025-01")
    evaluator = world(tmp_path, months, EARLIER, CHANGES, index([1] * 12))
    found = at(evaluator, "2024-12..2025-01")
    assert isinstance(wards_of(evaluator, found), NotAvailable)
    assert isinstance(deprived(evaluator, found), NotAvailable)


def test_rows_without_a_small_area_are_the_forces_and_no_wards(tmp_path: Path) -> None:
    evaluator = world(tmp_path, crimes({AREAS[0]: 3, "": 2}))
    found = at(evaluator)
    blank = not_placed(evaluator, found)
    assert (blank.value, blank.area.code, blank.area.name) == (2, "E23000032", "Kent")
    levels = _levels(evaluator, found)
    assert sum(level.value for level in levels.values()) == 3


def _wards(evaluator: Evaluator, found: SmallAreas) -> Wards:
    wards = wards_of(evaluator, found)
    assert isinstance(wards, Wards)
    return wards


def _levels(evaluator: Evaluator, found: SmallAreas) -> dict[str, Figure]:
    levels = ward_levels(evaluator, found, _wards(evaluator, found))
    assert isinstance(levels, dict)
    return levels


def test_a_ward_without_a_crime_has_nought_and_wards_of_elsewhere_are_not_listed(tmp_path: Path) -> None:
    evaluator = world(tmp_path, crimes({AREAS[0]: 3, NEXT_DOOR: 9}))
    levels = _levels(evaluator, at(evaluator))
    assert {code: int(level.value) for code, level in levels.items()} == dict.fromkeys(WARDS, 0) | {WARDS[0]: 3}


def test_a_ward_has_its_rate_on_residents_of_the_same_list_with_an_interval(tmp_path: Path) -> None:
    evaluator = world(tmp_path, crimes(EVEN), people(year=24))
    found = at(evaluator)
    wards = _wards(evaluator, found)
    rates = ward_rates(evaluator, found, wards, _levels(evaluator, found))
    assert isinstance(rates, WardRates)
    rate = rates.rates[WARDS[0]]
    assert (rate.value, rate.numerator, rate.denominator) == (10, 10, 1000)
    assert rate.low is not None and rate.high is not None
    assert rate.low == pytest.approx(Decimal("4.794"), abs=Decimal("0.02"))  # Byar for ten: 4.79 to 18.39
    assert rate.high == pytest.approx(Decimal("18.39"), abs=Decimal("0.02"))
    assert rates.overall.numerator == 120
    assert set(rates.standings.values()) == {"within"}


def test_without_residents_the_reason_stands_in_place_of_the_rates(tmp_path: Path) -> None:
    evaluator = world(tmp_path, crimes(EVEN))
    found = at(evaluator)
    told = ward_rates(evaluator, found, _wards(evaluator, found), _levels(evaluator, found))
    assert isinstance(told, NotAvailable)
    assert told.reason == "no population by small area or by ward is held"


def test_without_a_lookup_to_wards_none_is_told(tmp_path: Path) -> None:
    plain = {"lookup_lsoa21_ltla24.csv": csv("lsoa21_code,ltla24_code", *([area, MEDWAY] for area in AREAS))}
    evaluator = world(tmp_path, crimes(EVEN), places=FORCES | plain)
    told = wards_of(evaluator, at(evaluator))
    assert isinstance(told, NotAvailable)
    assert told.reason == "no lookup from small areas to wards is held"


def test_one_ward_far_above_others_that_are_alike_stands_apart() -> None:
    assert standings_of([100] * 11 + [300], [1000] * 12) == ["within"] * 11 + ["beyond"]


def test_wards_that_all_differ_widely_are_beyond_chance_and_not_beyond_one_another() -> None:
    counts = [20, 40, 60, 80, 100, 120, 140, 160, 200, 240]
    standings = standings_of(counts, [1000] * 10)
    assert "beyond" not in standings
    assert standings.count("chance") >= 6


def test_few_wards_cannot_say_how_much_wards_ordinarily_differ() -> None:
    assert standings_of([1, 2, 300], [1000] * 3) == ["not judged"] * 3
    assert standings_of([0] * 12, [1000] * 12) == ["not judged"] * 12


def _months(year: int, counts: Mapping[str, int]) -> Files:
    return {name: text for month in range(1, 5) for name, text in crimes(counts, f"{year}-{month:02}").items()}


def test_a_change_of_one_ward_is_judged_with_all_the_others(tmp_path: Path) -> None:
    """One ward trebles from 80 to 240; one goes from 80 to 100, alone p = 0.16; the others stay."""
    after = dict.fromkeys(AREAS, 20) | {AREAS[0]: 60, AREAS[1]: 25}
    evaluator = world(tmp_path, _months(2024, dict.fromkeys(AREAS, 20)), _months(2025, after))
    later, earlier = at(evaluator, "2025-01..2025-04"), at(evaluator, "2024-01..2024-04")
    changes = ward_changes(evaluator, later, earlier, _wards(evaluator, later))
    assert isinstance(changes, dict)
    risen = changes[WARDS[0]]
    assert isinstance(risen, Figure) and risen.test is not None
    assert (risen.value, risen.numerator, risen.denominator, risen.test.verdict) == (200, 240, 80, "rose")
    assert risen.test.rows == 12
    others = [one.test.verdict for one in changes.values() if isinstance(one, Figure) and one.test and one is not risen]
    assert others == ["no clear change"] * 11


def test_a_ward_that_had_none_before_has_no_change(tmp_path: Path) -> None:
    evaluator = world(tmp_path, _months(2024, {AREAS[1]: 20}), _months(2025, dict.fromkeys(AREAS, 20)))
    later, earlier = at(evaluator, "2025-01..2025-04"), at(evaluator, "2024-01..2024-04")
    changes = ward_changes(evaluator, later, earlier, _wards(evaluator, later))
    assert isinstance(changes, dict)
    assert isinstance(changes[WARDS[0]], NotAvailable)
    assert isinstance(changes[WARDS[1]], Figure)


def test_a_change_over_a_new_list_of_small_areas_is_refused_with_the_reason(tmp_path: Path) -> None:
    evaluator = world(tmp_path, _months(2024, {OLD: 5}), _months(2025, EVEN), EARLIER, CHANGES)
    later, earlier = at(evaluator, "2025-01..2025-04"), at(evaluator, "2024-01..2024-04")
    assert (later.census, earlier.census) == (2021, 2011)
    told = ward_changes(evaluator, later, earlier, _wards(evaluator, later))
    assert isinstance(told, NotAvailable)
    assert "counted by different lists of small areas" in told.reason


DECILES = [1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]


def test_two_tenths_make_a_fifth_and_the_counts_stand_beside_the_shares(tmp_path: Path) -> None:
    evaluator = world(tmp_path, crimes(EVEN | {AREAS[0]: 50, "": 4}), index(DECILES))
    told = deprived(evaluator, at(evaluator))
    assert isinstance(told, Deprived)
    assert [(fifth.fifth, int(fifth.areas.value), int(fifth.level.value)) for fifth in told.fifths] == [
        (1, 3, 70),
        (2, 2, 20),
        (3, 2, 20),
        (4, 2, 20),
        (5, 3, 30),
    ]
    share = told.fifths[0].share
    assert isinstance(share, Figure)
    assert (share.value, share.numerator, share.denominator) == (Decimal("43.75"), 70, 160)
    assert told.fifths[0].areas_share.value == 25


def test_a_fifth_that_no_area_is_in_is_not_told(tmp_path: Path) -> None:
    evaluator = world(tmp_path, crimes(EVEN), index([9] * 12))
    told = deprived(evaluator, at(evaluator))
    assert isinstance(told, Deprived)
    assert [fifth.fifth for fifth in told.fifths] == [5]


def test_a_rate_by_deprivation_needs_residents_of_the_same_small_areas(tmp_path: Path) -> None:
    evaluator = world(tmp_path / "with", crimes(EVEN), index(DECILES), people(year=24))
    told = deprived(evaluator, at(evaluator))
    assert isinstance(told, Deprived) and told.no_rate is None
    rate = told.fifths[0].rate
    assert isinstance(rate, Figure)
    assert (rate.value, rate.numerator, rate.denominator) == (10, 30, 3000)
    evaluator = world(tmp_path / "without", crimes(EVEN), index(DECILES), people(census=11, year=20))
    told = deprived(evaluator, at(evaluator))
    assert isinstance(told, Deprived) and told.no_rate is not None
    wanted = "no residents for small areas of 2021 are held: those held are of small areas of 2011"
    assert told.no_rate.reason == wanted


def test_small_areas_that_the_indices_do_not_have_are_not_left_out_in_silence(tmp_path: Path) -> None:
    evaluator = world(tmp_path, crimes(EVEN), index(DECILES[:11], AREAS[:11]))
    told = deprived(evaluator, at(evaluator))
    assert isinstance(told, NotAvailable)
    assert told.reason == "1 of its small areas is not in the indices of 2025"


def test_indices_of_the_other_census_are_not_used(tmp_path: Path) -> None:
    evaluator = world(tmp_path, crimes(EVEN))
    told = deprived(evaluator, at(evaluator))
    assert isinstance(told, NotAvailable)
    assert told.reason == "no indices on the small areas of 2021 are held"


def test_every_figure_says_that_points_are_moved_and_that_nothing_is_withheld(tmp_path: Path) -> None:
    evaluator = world(tmp_path, crimes(EVEN))
    level = _levels(evaluator, at(evaluator))[WARDS[0]]
    assert any("nothing is said of streets" in note for note in level.notes)
    assert any("no cell is withheld" in note for note in level.notes)
