"""Stop and search: searches by object, outcome, ethnicity and age, and how often the outcome fitted the object."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
import shapely
from tests.measures.tables import HERE, MAIDSTONE, MEDWAY, NEXT_DOOR, PLACES, read_csv, write
from tests.publishers import KENT, csv_text, put
from tests.unit.measures.loaded import evaluator_of

from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import parse_key
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.measures.stops import Place, StopCounts, stop_counts, stop_figure, stop_months
from frankpledge.sources import lookups, stops
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Month, Period

JULY = Period.parse("2019-07")
NOTHING, ARREST = "A no further action disposal", "Arrest"
WEST, EAST = "0.5", "0.9"  # of 0.7 degrees: in Medway or next door, as `by_line` places them
DRUGS, KNIVES = "Controlled drugs", "Offensive weapons"


def search(
    outcome: str = NOTHING,
    linked: str = "False",
    *,
    object_: str = DRUGS,
    where: str = WEST,
    age: str = "18-24",
    seen: str = "White",
    operation: str = "",
) -> list[str]:
    latitude = "51.3" if where else ""
    return [
        *("Person search", "2019-07-02T09:20:00+00:00", "False", operation, latitude, where, "Male", age, "", seen),
        *("Misuse of Drugs Act 1971 (section 23)", object_, outcome, linked, "False"),
    ]


def world(
    folder: Path,
    rows: list[list[str]],
    august: list[list[str]] | None = None,
    *,
    beside: list[list[str]] | None = None,
) -> Evaluator:
    """Searches of Kent in July 2019 (and August, and a second file of July), with the lookups of two authorities."""
    months = {"2019-07": rows, **({"2019-08": august} if august else {})}
    files = [
        put(folder / month / f"{month}-kent-stop-and-search.csv", csv_text(stops.HEADER, searches))
        for month, searches in months.items()
    ]
    if beside:
        files.append(
            put(folder / "beside" / "2019-07" / files[0].name, csv_text(stops.HEADER, beside)),
        )
    write(folder / "places", PLACES)
    places = [(lookups.SOURCE, folder / "places" / name) for name in PLACES]
    return evaluator_of(folder, [*((stops.SOURCE, path) for path in files), *places])


def by_line(longitudes: Sequence[float], latitudes: Sequence[float]) -> Sequence[str | None]:
    """A place for tests: west of a line lies a small area of Medway, east of it one next door, far out to sea none."""
    assert len(longitudes) == len(latitudes)
    return [None if east > 1.5 else HERE if east < 0.7 else NEXT_DOOR for east in longitudes]


def told(evaluator: Evaluator, area: str = KENT, place: Place | None = None) -> StopCounts:
    found = stop_counts(evaluator, area, JULY, place)
    assert isinstance(found, StopCounts), found
    return found


def parts(counts: StopCounts, dimension: str) -> dict[str, int]:
    return {parse_key(one.key).part: int(one.numerator or 0) for one in counts.parts[dimension]}


MIXED = [
    search(ARREST, "True", age="10-17", seen="Black"),
    search(ARREST, "True", object_=KNIVES),
    search(ARREST, "False"),
    search(),
    search(seen="", age=""),
]


def test_searches_are_counted_by_object_outcome_ethnicity_and_age(tmp_path: Path) -> None:
    counts = told(world(tmp_path, MIXED))
    assert counts.searches.value == 5
    assert counts.searches.key == f"stops.level@{KENT}@2019-07"
    assert parts(counts, "object") == {"object-controlled-drugs": 4, "object-offensive-weapons": 1}
    assert parts(counts, "outcome") == {"outcome-arrest": 3, "outcome-a-no-further-action-disposal": 2}
    assert parts(counts, "ethnicity") == {"ethnicity-white": 3, "ethnicity-black": 1, "ethnicity-not-recorded": 1}
    assert parts(counts, "age") == {"age-18-24": 3, "age-10-17": 1, "age-not-recorded": 1}
    assert all(sum(one.value for one in shares) == 100 for shares in counts.parts.values())


def test_a_share_has_its_counts_and_its_label(tmp_path: Path) -> None:
    share = told(world(tmp_path, MIXED)).parts["object"][0]
    assert share.label == "Stop and search: object, Controlled drugs, Kent, July 2019"
    assert (share.value, share.numerator, share.denominator, share.denominator_label) == (80, 4, 5, "searches")


def test_the_find_rate_is_the_share_with_a_linked_outcome_with_its_interval(tmp_path: Path) -> None:
    """8 of 10: Wilson's limits are 49.0 % and 94.3 %."""
    rate = told(world(tmp_path, [*[search(ARREST, "True")] * 8, *[search()] * 2])).find_rate
    assert isinstance(rate, Figure)
    assert rate.key == f"stops.share@{KENT}@2019-07/linked"
    assert (rate.value, rate.numerator, rate.denominator) == (80, 8, 10)
    assert rate.low is not None and rate.high is not None
    assert (round(rate.low, 1), round(rate.high, 1)) == (Decimal("49.0"), Decimal("94.3"))


def test_linked_searches_that_ended_without_action_and_searches_that_do_not_say_are_told(tmp_path: Path) -> None:
    rows = [search(NOTHING, "True"), search(ARREST, "True"), *[search()] * 17, search(NOTHING, "")]
    rate = told(world(tmp_path, rows)).find_rate
    assert isinstance(rate, Figure)
    assert (rate.numerator, rate.denominator) == (2, 19)
    assert "Linked, and ended without further action: 1." in rate.notes
    assert "Searches that do not say, which are left out: 1." in rate.notes


def test_there_is_no_find_rate_where_many_searches_do_not_say(tmp_path: Path) -> None:
    """A force that writes True or nothing would find in every search that says."""
    rate = told(world(tmp_path, [search(ARREST, "True"), search(NOTHING, "")])).find_rate
    assert isinstance(rate, NotAvailable)
    assert rate.reason == "1 of 2 searches do not say whether the outcome was linked to the object"


def test_searches_are_never_set_against_residents_by_ethnicity_without_a_population_by_ethnicity(
    tmp_path: Path,
) -> None:
    evaluator = world(tmp_path, MIXED)
    lacking = told(evaluator).disproportionality
    assert lacking.reason.startswith("no population by ethnic group is held")
    assert stop_figure(evaluator, parse_key(f"stops.rate@{KENT}@2019-07")) == lacking


def test_an_authoritys_searches_are_those_whose_point_lies_in_its_small_areas(tmp_path: Path) -> None:
    rows = [search(), search(), search(ARREST, where=EAST), search(where="2.1"), search(where="")]
    counts = told(world(tmp_path, rows), MEDWAY, by_line)
    assert counts.searches.value == 2
    assert parts(counts, "outcome") == {"outcome-a-no-further-action-disposal": 2}
    assert counts.unplaced == 1
    assert "Searches of the force without a place, which are left out: 1." in counts.searches.notes
    assert counts.searches.label == "Stop and search, Medway, July 2019"


def test_a_place_that_gives_the_authority_itself_will_do(tmp_path: Path) -> None:
    counts = told(
        world(tmp_path, [search(), search(where=EAST)]), MEDWAY, lambda east, _: [*[MEDWAY for _ in east][:1], None]
    )
    assert counts.searches.value == 1


def test_without_boundaries_an_authority_has_no_searches_and_a_force_has(tmp_path: Path) -> None:
    evaluator = world(tmp_path, MIXED)
    lacking = stop_counts(evaluator, MEDWAY, JULY)
    assert isinstance(lacking, NotAvailable)
    assert "no boundaries to place them by are held" in lacking.reason and lacking.remedy
    assert told(evaluator, KENT).unplaced == 0


def of_itself(outcome: str = NOTHING, area: str = MEDWAY) -> list[str]:
    """A simulated search: without a point, in a file that is of one authority alone."""
    return search(outcome, where="", operation=f"Simulated records for {area} only")


def test_an_authority_of_which_a_file_of_its_own_is_held_needs_no_boundaries(tmp_path: Path) -> None:
    evaluator = world(tmp_path, [of_itself(), of_itself(ARREST)])
    counts = told(evaluator, MEDWAY)
    assert (counts.searches.value, counts.unplaced, counts.without_place.value) == (2, 0, 0)
    assert counts.searches.label == "Stop and search, Medway, July 2019"
    assert not any("without a place" in note for note in counts.searches.notes)
    assert parts(counts, "outcome") == {"outcome-a-no-further-action-disposal": 1, "outcome-arrest": 1}
    assert stop_months(evaluator, MEDWAY) == {Month(2019, 7)}


def test_a_file_of_one_authority_is_none_of_its_force_its_neighbour_or_a_small_area(tmp_path: Path) -> None:
    evaluator = world(tmp_path, [of_itself()])
    for area in (KENT, MAIDSTONE):
        lacking = stop_counts(evaluator, area, JULY)
        assert isinstance(lacking, NotAvailable) and lacking.reason == "no searches of July 2019 are held"
        assert stop_months(evaluator, area) == frozenset()
    lacking = stop_counts(evaluator, HERE, JULY)
    assert isinstance(lacking, NotAvailable) and "carry a point and no area" in lacking.reason


def test_files_of_two_authorities_of_one_force_are_not_counted_as_those_of_either(tmp_path: Path) -> None:
    evaluator = world(tmp_path / "both", [of_itself()], beside=[of_itself(area=MAIDSTONE)])
    lacking = stop_counts(evaluator, MEDWAY, JULY)
    assert isinstance(lacking, NotAvailable)
    assert lacking.reason.startswith("searches of Maidstone are held as well") and lacking.remedy


def test_an_authoritys_own_months_are_not_stretched_over_others(tmp_path: Path) -> None:
    lacking = stop_counts(world(tmp_path, [of_itself()]), MEDWAY, Period.parse("2019-07..2019-08"))
    assert isinstance(lacking, NotAvailable) and lacking.reason == "no searches of August 2019 are held"


def test_a_month_that_is_not_held_is_named(tmp_path: Path) -> None:
    lacking = stop_counts(world(tmp_path, MIXED), KENT, Period.parse("2019-07..2019-09"))
    assert isinstance(lacking, NotAvailable)
    assert lacking.reason == "no searches of August to September 2019 are held"


def test_searches_of_other_months_do_not_enter(tmp_path: Path) -> None:
    later = [cell.replace("2019-07", "2019-08") for cell in search(ARREST)]
    assert parts(told(world(tmp_path, [search()], [later, later])), "outcome") == {
        "outcome-a-no-further-action-disposal": 1
    }


def test_an_area_without_any_search_has_a_count_of_nought_and_no_shares(tmp_path: Path) -> None:
    counts = told(world(tmp_path, [search(where=EAST)]), MEDWAY, by_line)
    assert counts.searches.value == 0
    assert counts.parts["object"] == ()
    assert isinstance(counts.find_rate, NotAvailable)
    assert counts.find_rate.reason == "there were no searches to take a share of"


def test_a_figure_is_found_by_its_key_and_nought_where_others_had_it(tmp_path: Path) -> None:
    evaluator = world(tmp_path, [*MIXED, search(object_="Fireworks", where=EAST)])

    def value(key: str, place: Place | None = None) -> Decimal:
        found = stop_figure(evaluator, parse_key(key), place)
        assert isinstance(found, Figure), found
        assert found.key == key
        return found.value

    assert value(f"stops.level@{KENT}@2019-07") == 6
    assert value(f"stops.level@{KENT}@2019-07/object-fireworks") == 1
    assert value(f"stops.level@{MEDWAY}@2019-07/object-fireworks", by_line) == 0
    assert value(f"stops.level@{KENT}@2019-07/linked") == 2
    assert value(f"stops.share@{MEDWAY}@2019-07/linked", by_line) == 40
    assert value(f"stops.share@{MEDWAY}@2019-07/age-18-24", by_line) == 60
    with pytest.raises(MeasureError, match=r"Did you mean 'object-fireworks'\?"):
        value(f"stops.level@{KENT}@2019-07/object-firework")


def summer(data: Path) -> list[Path]:
    return [next((data / "police_uk" / f"2019-0{n}").glob("*-stop-and-search.csv")) for n in (7, 8, 9)]


def test_the_real_searches_of_a_summer_are_those_that_a_plain_loop_counts(data: Path, tmp_path: Path) -> None:
    """595 of 2,125 searches of Kent in July to September 2019 had a linked outcome: 28.0 %."""
    files = summer(data)
    evaluator = evaluator_of(tmp_path, [(stops.SOURCE, path) for path in files])
    counts = stop_counts(evaluator, KENT, Period.parse("2019-07..2019-09"))
    assert isinstance(counts, StopCounts)
    plain = [row for path in files for row in read_csv(path)]
    assert counts.searches.value == len(plain) == 2_125
    headings = {"object": 11, "outcome": 12, "ethnicity": 9, "age": 7}
    for dimension, at in headings.items():
        by_hand = Counter(row[stops.HEADER[at]] or "not recorded" for row in plain)
        ours = {
            one.label.split(f"{dimension}, ")[1].rsplit(", Kent", 1)[0]: one.numerator
            for one in counts.parts[dimension]
        }
        assert ours == by_hand
    rate = counts.find_rate
    assert isinstance(rate, Figure)
    assert (rate.numerator, rate.denominator, round(rate.value, 1)) == (595, 2_125, Decimal("28.0"))
    assert "Linked, and ended without further action: 94." in rate.notes


def test_the_real_searches_in_medway_are_those_whose_points_lie_in_its_boundary(data: Path, tmp_path: Path) -> None:
    """341 of 2,125, placed one by one in the ground of the whole authority; 59 have no place."""
    drawn = json.loads((data / "geography" / "boundaries" / "lsoa2011" / f"{MEDWAY}.geojson").read_text("utf-8"))
    shapes = {
        one["properties"]["LSOA11CD"]: shapely.from_geojson(json.dumps(one["geometry"])) for one in drawn["features"]
    }
    whole = shapely.union_all(list(shapes.values()))

    def place(longitudes: Sequence[float], latitudes: Sequence[float]) -> list[str | None]:
        points = [shapely.Point(at) for at in zip(longitudes, latitudes, strict=True)]
        return [next((code for code, shape in shapes.items() if shape.intersects(point)), None) for point in points]

    sources = [(stops.SOURCE, path) for path in summer(data)]
    lookup = (lookups.SOURCE, data / "geography" / "lookup_lsoa11_ltla19.csv")
    counts = stop_counts(evaluator_of(tmp_path, [*sources, lookup]), MEDWAY, Period.parse("2019-07..2019-09"), place)
    assert isinstance(counts, StopCounts)
    plain = [row for path in summer(data) for row in read_csv(path)]
    inside = [
        r
        for r in plain
        if r["Latitude"] and whole.intersects(shapely.Point(float(r["Longitude"]), float(r["Latitude"])))
    ]
    assert counts.searches.value == len(inside) == 341
    assert counts.unplaced == sum(not row["Latitude"] for row in plain) == 59
    assert isinstance(counts.find_rate, Figure)
    assert counts.find_rate.numerator == sum(row[stops.HEADER[13]] == "True" for row in inside)
