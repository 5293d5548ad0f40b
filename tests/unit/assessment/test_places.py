"""The chapter on places, as a reader meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.measures.stories import lines, record
from tests.measures.tables import MEDWAY, Files, given, offences, read_csv, street_files
from tests.measures.test_table_places import AREAS, DECILES, EVEN, FORCES, PLACES, WARDS, crimes, index, people

from frankpledge.assessment.blocks import Block, Chart, Heading, Note, Table
from frankpledge.assessment.chapters.places import places
from frankpledge.assessment.story import Story
from frankpledge.intake.load import load
from frankpledge.measures.counts import Evaluator
from frankpledge.record.model import Commentary, Record
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library

ASB = "Anti-social behaviour"


def _story(tmp_path: Path, *files: Files, period: str = "2025-01", written: Record | None = None) -> Story:
    return Story(given(tmp_path, *files, places=PLACES), written or record(period))


def _headings(blocks: tuple[Block, ...]) -> list[str]:
    return ["".join(run.text for run in block.runs) for block in blocks if isinstance(block, Heading)]


def _month(month: str = "2025-01", burglaries: dict[str, int] | None = None, asb: int = 2) -> Files:
    rows = [(month, area, "Burglary", count) for area, count in (burglaries or EVEN).items()]
    return street_files([*rows, *((month, area, ASB, asb) for area in AREAS)])


def test_the_chapter_opens_with_how_few_areas_hold_half_and_what_chance_would_need(tmp_path: Path) -> None:
    story = _story(tmp_path, _month(burglaries=EVEN | {AREAS[0]: 200}), people(), index(DECILES))
    told = list(lines(*places(story)))
    wanted = "Half of the 310 crimes with a known small area fell in 1 of the 12 small areas of Medway. "
    assert any(line.startswith(wanted) and line.endswith("by more than chance.") for line in told)
    even = "Half of the 24 incidents of anti-social behaviour with a known small area fell in 6 of the 12 small areas"
    assert any(line.startswith(even) and line.endswith("than chance would make them.") for line in told)


def test_wards_changes_and_deprivation_follow_where_they_are_held(tmp_path: Path) -> None:
    before = {month: text for m in range(1, 5) for month, text in _month(f"2024-{m:02}").items()}
    now = {month: text for m in range(1, 5) for month, text in _month(f"2025-{m:02}").items()}
    blocks = places(_story(tmp_path, before, now, people(year=24), index(DECILES), period="2025-01..2025-04"))
    assert _headings(blocks) == ["Places", "By ward", "Change by ward", "By deprivation"]
    assert not [block for block in blocks if isinstance(block, Note)]
    assert len([block for block in blocks if isinstance(block, Chart)]) == 1


def test_a_table_of_wards_without_residents_has_counts_and_one_reason(tmp_path: Path) -> None:
    blocks = places(_story(tmp_path, _month(burglaries=EVEN | {"": 3}), index(DECILES)))
    notes = [block.title for block in blocks if isinstance(block, Note)]
    assert notes == ["A rate by ward is not available", "A rate by deprivation is not available"]
    table = next(block for block in blocks if isinstance(block, Table) and block.anchor == "table-places-wards")
    assert len(table.head) == 3
    assert len(table.rows) == len(WARDS) + 1
    assert ["".join(run.text for run in cell) for cell in table.rows[-1]] == ["No small area (Kent, whole)", "3", "0"]


def test_a_ward_that_stands_apart_is_named_in_the_words_and_marked_in_the_chart(tmp_path: Path) -> None:
    blocks = places(_story(tmp_path, _month(burglaries=dict.fromkeys(AREAS, 100) | {AREAS[0]: 400}), people()))
    assert any("these stand apart: Ward 01 (higher)." in line for line in lines(*blocks))
    chart = next(block for block in blocks if isinstance(block, Chart))
    assert [point.label for point in chart.series[0].points if point.emphasis] == ["Ward 01"]


def test_a_period_that_is_not_held_leaves_one_line_in_place_of_the_chapter(tmp_path: Path) -> None:
    blocks = places(_story(tmp_path, _month(), period="2025-01..2025-03"))
    assert _headings(blocks) == ["Places"]
    assert [block.title for block in blocks if isinstance(block, Note)] == ["Where it falls is not available"]


def test_the_chapter_is_left_out_where_no_records_were_ever_loaded(tmp_path: Path) -> None:
    assert places(_story(tmp_path, people())) == ()


def test_records_without_small_areas_are_said_to_have_none_and_asb_is_still_told(tmp_path: Path) -> None:
    by_code = offences("""
        month    code  count
        2025-01  8N    30
    """)
    blocks = places(_story(tmp_path, _month(), by_code))
    told = list(lines(*blocks))
    assert any("None of the 30 crimes has a small area." in line for line in told)
    assert any("24 incidents of anti-social behaviour" in line for line in told)


def test_counts_that_are_not_public_are_not_told_of_wards_with_few(tmp_path: Path) -> None:
    head = "Record,Month,Offence code,LSOA code,Area code,Note"
    rows = [f"{place:016x}{0:048},2025-01,8N,{AREAS[place % 2 * 3]},{MEDWAY}," for place in range(30)]
    rows.append(f"{99:016x}{0:048},2025-01,8N,{AREAS[7]},{MEDWAY},")
    blocks = places(_story(tmp_path, {"2025-offences.csv": "\n".join([head, *rows]) + "\n"}))
    assert any("so few crimes that they could be told" in line for line in lines(*blocks))
    assert not [b for b in blocks if isinstance(b, Table) and b.anchor == "table-places-wards"]


def test_what_the_partnership_says_stands_at_the_end(tmp_path: Path) -> None:
    written = record("2025-01", commentary=(Commentary(chapter="places", text="The centre is being rebuilt."),))
    told = list(lines(*places(_story(tmp_path, _month(), written=written))))
    assert told[-1] == "The centre is being rebuilt."


def test_without_any_lookup_the_chapter_says_so(tmp_path: Path) -> None:
    story = Story(given(tmp_path, crimes(EVEN), places=FORCES), record("2025-01"))
    notes = [block for block in places(story) if isinstance(block, Note)]
    assert [note.title for note in notes] == ["Where it falls is not available"]


@pytest.fixture(scope="module")
def medway(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Story:
    evidence = Evidence(tmp_path_factory.mktemp("medway") / "evidence")
    geography = [
        data / "geography" / name for name in ("lookup_lsoa11_lsoa21_ltla22.csv", "lookup_lsoa21_ward24_ltla24.csv")
    ]
    wanted = [data / "police_uk" / "2025-03", *geography, data / "deprivation" / "imd2025_england_lsoa21.csv"]
    load(evidence, wanted, area=MEDWAY)
    return Story(Evaluator(Library(evidence, evidence.current())), record("2025-03"))


def test_medway_by_ward_is_what_a_plain_reading_of_the_files_gives(medway: Story, data: Path) -> None:
    lookup = read_csv(data / "geography" / "lookup_lsoa21_ward24_ltla24.csv")
    ward_of = {row["lsoa21_code"]: row["ward24_name"] for row in lookup if row["ltla24_code"] == MEDWAY}
    wanted: dict[str, set[str]] = {}
    (file,) = (data / "police_uk" / "2025-03").glob("*street.csv")
    for place, row in enumerate(read_csv(file)):
        if row["LSOA code"] in ward_of and row["Crime type"] != ASB:
            wanted.setdefault(ward_of[row["LSOA code"]], set()).add(row["Crime ID"] or str(place))
    table = next(b for b in places(medway) if isinstance(b, Table) and b.anchor == "table-places-wards")
    found = {row[0][0].text: int(row[1][0].text.replace(",", "")) for row in table.rows[:-1]}
    assert len(found) == 24
    assert found == {name: len(ids) for name, ids in wanted.items()}


def test_the_fifths_of_medway_hold_every_placed_crime(medway: Story) -> None:
    table = next(b for b in places(medway) if isinstance(b, Table) and b.anchor == "table-places-deprivation")
    areas, crimes_ = (sum(int(row[column][0].text.replace(",", "")) for row in table.rows) for column in (1, 3))
    level = medway.figure(medway.crime, "level")
    assert areas == 169
    assert crimes_ == int(level.value)  # type: ignore[union-attr]


def test_the_small_areas_that_hold_a_quarter_are_named_with_their_ward(tmp_path: Path) -> None:
    blocks = places(_story(tmp_path, _month(burglaries=EVEN | {AREAS[0]: 200, AREAS[4]: 150})))
    table = next(b for b in blocks if isinstance(b, Table) and b.anchor == "table-places-busiest")
    cells = [["".join(run.text for run in cell) for cell in row] for row in table.rows]
    assert cells == [[AREAS[0], "Ward 01", "200", "2"]]


def test_small_areas_of_counts_that_are_not_public_are_not_named(tmp_path: Path) -> None:
    head = "Record,Month,Offence code,LSOA code,Area code,Note"
    rows = [f"{place:016x}{0:048},2025-01,8N,{AREAS[place % 12]},{MEDWAY}," for place in range(400)]
    blocks = places(_story(tmp_path, {"2025-offences.csv": "\n".join([head, *rows]) + "\n"}))
    assert any(isinstance(b, Table) and b.anchor == "table-places-wards" for b in blocks)
    assert not [b for b in blocks if isinstance(b, Table) and b.anchor == "table-places-busiest"]


def _square(west: float) -> list[list[float]]:
    east = round(west + 0.01, 2)
    return [[west, 51], [east, 51], [east, 51.01], [west, 51.01], [west, 51]]


def test_the_map_shows_every_small_area_in_the_shade_of_the_part_it_belongs_to(tmp_path: Path) -> None:
    squares = [
        {
            "type": "Feature",
            "properties": {"LSOA21CD": area, "LSOA21NM": f"Medway {area[-3:]}A", "LAD22CD": MEDWAY},
            "geometry": {"type": "Polygon", "coordinates": [_square(x)]},
        }
        for x, area in ((place / 100, area) for place, area in enumerate(AREAS))
    ]
    drawn = {f"{MEDWAY}.geojson": json.dumps({"type": "FeatureCollection", "features": squares})}
    blocks = places(_story(tmp_path, _month(burglaries=EVEN | {AREAS[0]: 90, AREAS[4]: 60}), drawn))
    chart = next(block for block in blocks if isinstance(block, Chart) and block.form == "map")
    assert [len(series.points) for series in chart.series] == [1, 1, 10]
    assert {shape.label for shape in chart.shapes} == set(AREAS)
    assert chart.table.rows[0][0][0].text == "Medway 010A"
