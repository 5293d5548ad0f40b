"""What became of crimes: each crime once, with its last published outcome, those without one among them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from tests.measures.tables import HERE, MAIDSTONE, MEDWAY, NEXT_DOOR, PLACES, read_csv, write
from tests.publishers import ASB, KENT, STREET, asb, crime, csv_text, identity, put
from tests.unit.measures.loaded import evaluator_of

from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import parse_key
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.measures.outcomes import OutcomeShares, outcome_figure, outcome_months, outcome_shares
from frankpledge.sources import lookups, outcomes, street
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Month, Period

CHARGED, NOBODY, CAUTION = (
    "Suspect charged",
    "Investigation complete; no suspect identified",
    "Offender given a caution",
)
JULY = Period.parse("2019-07")
Outcomes = list[tuple[int, str]]


def world(
    folder: Path, crimes: dict[str, list[list[str]]], given: dict[str, Outcomes], simulated: str = ""
) -> Evaluator:
    """Crimes by month and (number of the crime, outcome) by month, with the lookups of Medway and Maidstone.

    `simulated`: what the outcome files say of that.
    """
    street_files = [
        put(folder / month / f"{month}-kent-street.csv", csv_text(STREET, rows)) for month, rows in crimes.items()
    ]
    outcome_files = [
        put(
            folder / month / f"{month}-kent-outcomes.csv",
            csv_text(
                outcomes.HEADER,
                [
                    [identity(n), month, "Kent Police", "Kent Police", "", "", simulated, "", "", kind]
                    for n, kind in rows
                ],
            ),
        )
        for month, rows in given.items()
    ]
    write(folder / "places", PLACES)
    return evaluator_of(
        folder,
        [
            *((street.SOURCE, path) for path in street_files),
            *((outcomes.SOURCE, path) for path in outcome_files),
            *((lookups.SOURCE, folder / "places" / name) for name in PLACES),
        ],
    )


def told(evaluator: Evaluator, area: str = KENT, period: Period = JULY) -> OutcomeShares:
    found = outcome_shares(evaluator, area, period)
    assert isinstance(found, OutcomeShares), found
    return found


def counts(shares: OutcomeShares) -> dict[str, tuple[int, int]]:
    """Slug → count and base, as the figures give them."""
    figures = (*shares.shares, shares.without, shares.given)
    return {parse_key(one.key).part: (int(one.numerator or 0), int(one.denominator or 0)) for one in figures}


def month_of(*numbers: int, month: str = "2019-07", lsoa: str = HERE) -> list[list[str]]:
    return [crime(n, month, lsoa=lsoa) for n in numbers]


def test_every_crime_is_counted_once_with_an_outcome_or_without_one(tmp_path: Path) -> None:
    shares = told(
        world(tmp_path, {"2019-07": month_of(1, 2, 3, 4)}, {"2019-07": [(1, CHARGED), (2, NOBODY), (3, NOBODY)]})
    )
    assert counts(shares) == {
        "investigation-complete-no-suspect-identified": (2, 4),
        "suspect-charged": (1, 4),
        "none": (1, 4),
        "": (3, 4),
    }
    assert sum(one.value for one in shares.shares) + shares.without.value == 100


def test_a_share_has_its_counts_its_interval_its_name_and_its_sources(tmp_path: Path) -> None:
    """8 of 10: Wilson's limits are 49.0 % and 94.3 %."""
    given = [(n, CHARGED) for n in range(8)]
    (share,) = told(world(tmp_path, {"2019-07": month_of(*range(10))}, {"2019-07": given})).shares
    assert share.key == f"outcomes.share@{KENT}@2019-07/suspect-charged"
    assert share.label == "Outcomes of crimes in the street-level files: Suspect charged, Kent, July 2019"
    assert (share.value, share.numerator, share.denominator, share.denominator_label) == (80, 8, 10, "crimes")
    assert share.low is not None and share.high is not None
    assert (round(share.low, 1), round(share.high, 1)) == (Decimal("49.0"), Decimal("94.3"))
    assert share.sources == ("outcomes", "street")


def test_the_last_outcome_counts_and_one_that_stands_twice_counts_once(tmp_path: Path) -> None:
    given = {"2019-07": [(1, NOBODY), (2, CHARGED), (2, CHARGED)], "2019-08": [(1, CHARGED), (1, CHARGED)]}
    shares = told(world(tmp_path, {"2019-07": month_of(1, 2)}, given))
    assert counts(shares)["suspect-charged"] == (2, 2)
    assert len(shares.shares) == 1


def test_two_outcomes_in_one_month_are_neither_guessed_at_nor_lost(tmp_path: Path) -> None:
    shares = told(world(tmp_path, {"2019-07": month_of(1, 2)}, {"2019-07": [(1, CHARGED), (1, CAUTION)]}))
    assert counts(shares) == {"several": (1, 2), "none": (1, 2), "": (1, 2)}


def test_anti_social_behaviour_is_no_crime_and_a_crime_that_repeats_counts_once(tmp_path: Path) -> None:
    incidents = [asb("2019-07"), asb("2019-07"), crime(5, "2019-07", ASB)]  # the last with an identifier all the same
    rows = {"2019-07": [*month_of(1), *incidents], "2019-08": month_of(1, month="2019-08")}
    given = {"2019-07": [(1, CHARGED)], "2019-08": [(9, CHARGED)]}
    shares = told(world(tmp_path, rows, given), period=Period.parse("2019-07..2019-08"))
    assert counts(shares) == {"suspect-charged": (1, 1), "none": (0, 1), "": (1, 1)}


def test_outcomes_of_crimes_of_other_months_do_not_enter(tmp_path: Path) -> None:
    shares = told(world(tmp_path, {"2019-07": month_of(1)}, {"2019-07": [(7, CHARGED), (8, CHARGED)]}))
    assert counts(shares) == {"none": (1, 1), "": (0, 1)}


def test_crimes_of_other_months_do_not_enter(tmp_path: Path) -> None:
    crimes = {"2019-07": month_of(1), "2019-08": month_of(2, 3, month="2019-08")}
    shares = told(world(tmp_path, crimes, {"2019-07": [(1, CHARGED)], "2019-08": [(2, CHARGED)]}))
    assert counts(shares) == {"suspect-charged": (1, 1), "none": (0, 1), "": (1, 1)}


def test_outcomes_after_a_gap_are_left_out_for_those_of_the_gap_were_missed(tmp_path: Path) -> None:
    given = {"2019-07": [(1, NOBODY)], "2019-08": [(9, NOBODY)], "2019-10": [(1, CHARGED)]}
    shares = told(world(tmp_path, {"2019-07": month_of(1)}, given))
    assert shares.until == Month(2019, 8)
    assert counts(shares)["investigation-complete-no-suspect-identified"] == (1, 1)
    assert any("July to August 2019" in note for note in shares.without.notes)


def test_crimes_are_those_of_the_area_by_small_area(tmp_path: Path) -> None:
    rows = [*month_of(1, 2), *month_of(3, lsoa=NEXT_DOOR), *month_of(4, lsoa="")]
    evaluator = world(tmp_path, {"2019-07": rows}, {"2019-07": [(1, CHARGED), (3, CHARGED), (4, CHARGED)]})
    assert counts(told(evaluator, MEDWAY))["suspect-charged"] == (1, 2)
    assert counts(told(evaluator, KENT))["suspect-charged"] == (3, 4)


def test_files_of_an_authority_alone_tell_of_it_and_of_its_small_areas_and_not_of_its_force(tmp_path: Path) -> None:
    only = f"Simulated records for {MEDWAY} only"
    rows = [crime(n, "2019-07", lsoa=HERE, context=only) for n in (1, 2, 3)]
    evaluator = world(tmp_path, {"2019-07": rows}, {"2019-07": [(1, CHARGED), (2, NOBODY)]}, only)
    for area in (MEDWAY, HERE):
        assert counts(told(evaluator, area)) == {
            "investigation-complete-no-suspect-identified": (1, 3),
            "suspect-charged": (1, 3),
            "none": (1, 3),
            "": (2, 3),
        }
        assert outcome_months(evaluator, area) == {Month(2019, 7)}
    for area in (KENT, MAIDSTONE):
        assert isinstance(outcome_shares(evaluator, area, JULY), NotAvailable)
        assert outcome_months(evaluator, area) == frozenset()


def test_a_month_without_outcomes_or_without_crimes_is_named(tmp_path: Path) -> None:
    evaluator = world(
        tmp_path,
        {"2019-07": month_of(1), "2019-08": month_of(2, month="2019-08")},
        {"2019-07": [(1, CHARGED)], "2019-09": [(1, CHARGED)]},
    )
    lacking = outcome_shares(evaluator, KENT, Period.parse("2019-07..2019-08"))
    assert isinstance(lacking, NotAvailable) and lacking.reason == "no outcomes of August 2019 are held"
    lacking = outcome_shares(evaluator, KENT, Period.parse("2019-07..2019-09"))
    assert isinstance(lacking, NotAvailable) and lacking.reason == "no records of September 2019 are held"
    assert lacking.key == f"outcomes.share@{KENT}@2019-07..2019-09"


def test_a_place_with_no_crime_has_no_share(tmp_path: Path) -> None:
    evaluator = world(tmp_path, {"2019-07": month_of(1, lsoa=NEXT_DOOR)}, {"2019-07": [(1, CHARGED)]})
    lacking = outcome_shares(evaluator, MEDWAY, JULY)
    assert isinstance(lacking, NotAvailable) and lacking.reason == "there were no crimes to take a share of"


def test_a_figure_is_found_by_its_key_as_share_and_as_count_and_nought_where_others_had_it(tmp_path: Path) -> None:
    given = {"2019-07": [(1, CHARGED), (9, CAUTION)]}
    evaluator = world(tmp_path, {"2019-07": month_of(1, 2)}, given)

    def value(function: str, part: str) -> Decimal:
        found = outcome_figure(evaluator, parse_key(f"outcomes.{function}@{KENT}@2019-07{part}"))
        assert isinstance(found, Figure)
        assert found.key == f"outcomes.{function}@{KENT}@2019-07{part}"
        return found.value

    assert value("share", "/suspect-charged") == 50
    assert (value("level", "/suspect-charged"), value("level", "/none"), value("level", "")) == (1, 1, 1)
    assert value("share", "/offender-given-a-caution") == 0
    with pytest.raises(MeasureError, match=r"Did you mean 'suspect-charged'\?"):
        value("share", "/suspect-charge")


@pytest.fixture(scope="module")
def summer(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Evaluator:
    """July to September 2019 of Kent, with the lookup of small areas of 2011."""
    months = [data / "police_uk" / f"2019-0{n}" for n in (7, 8, 9)]
    return evaluator_of(
        tmp_path_factory.mktemp("summer"),
        [
            *((street.SOURCE, next(month.glob("*-street.csv"))) for month in months),
            *((outcomes.SOURCE, next(month.glob("*-outcomes.csv"))) for month in months),
            (lookups.SOURCE, data / "geography" / "lookup_lsoa11_ltla19.csv"),
            (lookups.SOURCE, data / "geography" / "lookup_ltla24_csp24_pfa24.csv"),
        ],
    )


@pytest.fixture(scope="module")
def by_hand(data: Path) -> list[tuple[str, str, str]]:
    """(month, small area, last outcome or nothing) of each crime: dictionaries over the files, each ID counted once."""
    last: dict[str, tuple[str, str]] = {}
    for month in ("2019-07", "2019-08", "2019-09"):
        for row in read_csv(data / "police_uk" / month / f"{month}-kent-outcomes.csv"):
            last[row["Crime ID"]] = (month, row["Outcome type"])
    crimes: dict[str, tuple[str, str, str]] = {}
    for month in ("2019-07", "2019-08", "2019-09"):
        for row in read_csv(data / "police_uk" / month / f"{month}-kent-street.csv"):
            if row["Crime ID"]:
                what = last.get(row["Crime ID"], ("", ""))[1]
                crimes.setdefault(row["Crime ID"], (month, row["LSOA code"], what))
    return list(crimes.values())


SUMMER = Period.parse("2019-07..2019-09")


def test_the_real_crimes_of_a_summer_have_the_outcomes_that_a_plain_loop_finds(
    summer: Evaluator, by_hand: list[tuple[str, str, str]]
) -> None:
    """37,486 of 46,259 crimes have an outcome row within the three months: 81.0 %."""
    shares = told(summer, KENT, SUMMER)
    plain = Counter(what for _, _, what in by_hand)
    assert (shares.given.numerator, shares.given.denominator) == (37_486, 46_259)
    assert round(shares.given.value, 1) == Decimal("81.0")
    assert shares.without.numerator == plain[""] == 8_773
    assert {
        one.label.split(": ", 1)[1].removesuffix(", Kent, July to September 2019"): one.numerator
        for one in shares.shares
    } == {what: count for what, count in plain.items() if what}


@pytest.mark.parametrize(
    ("month", "with_one", "crimes"), [(7, 14_496, 15_975), (8, 12_630, 14_866), (9, 10_360, 15_418)]
)
def test_crimes_of_later_months_have_had_less_time_for_an_outcome(
    summer: Evaluator, month: int, with_one: int, crimes: int
) -> None:
    shares = told(summer, KENT, Period.parse(f"2019-0{month}"))
    assert (shares.given.numerator, shares.given.denominator) == (with_one, crimes)
    assert shares.until == Month(2019, 9)


def test_the_real_crimes_of_medway_are_those_of_its_small_areas(
    summer: Evaluator, by_hand: list[tuple[str, str, str]], data: Path
) -> None:
    rows = read_csv(data / "geography" / "lookup_lsoa11_ltla19.csv")
    here = {row["lsoa11_code"] for row in rows if row["ltla19_code"] == MEDWAY}
    plain = Counter(bool(what) for _, lsoa, what in by_hand if lsoa in here)
    shares = told(summer, MEDWAY, SUMMER)
    assert (shares.given.numerator, shares.without.numerator) == (plain[True], plain[False])
    assert plain[True] > 5_000
