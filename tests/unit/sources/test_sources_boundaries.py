"""Boundaries of small areas and wards as GeoJSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.publishers import HERE, MEDWAY, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.boundaries import SOURCE, begins_like
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage
from frankpledge.terms.period import Period

SQUARE = [[0.5, 51.3], [0.6, 51.3], [0.6, 51.4], [0.5, 51.4], [0.5, 51.3]]
BOW_TIE = [[0.5, 51.3], [0.6, 51.4], [0.6, 51.3], [0.5, 51.4], [0.5, 51.3]]
YEAR = Period.parse("2021-01..2021-12")
Feature = dict[str, Any]


def polygon(ring: list[list[float]]) -> Feature:
    return {"type": "Polygon", "coordinates": [ring]}


def feature(code: object = HERE, geometry: object = None, **more: object) -> Feature:
    properties = {"FID": 1, "LSOA21CD": code, "LSOA21NM": "Medway 015A", **more}
    return {"type": "Feature", "properties": properties, "geometry": geometry or polygon(SQUARE)}


def document(*features: object, **more: object) -> str:
    """One feature a line, as the publisher writes it."""
    lines = ",\n".join(json.dumps(one) for one in features)
    rest = "".join(f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in more.items())
    return f'{{\n"type": "FeatureCollection",\n{rest}"features": [\n{lines}\n]\n}}\n'


def read(folder: Path, text: str | bytes, name: str = "areas.geojson"):  # type: ignore[no-untyped-def]
    return run(SOURCE, put(folder / name, text))


def test_a_sound_file_gives_each_boundary_as_published(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, document(feature(LAD22CD=MEDWAY), name="x"))
    assert (reading.publication.key, reading.publication.title) == ("boundaries", "Boundaries of small areas of 2021")
    assert reading.coverage == (Coverage(MEDWAY, YEAR, "lsoa21"),)
    assert (account.rows_in, account.kept, reading.remarks) == (1, 1, ())
    assert {key: value for key, value in rows[0].items() if key != "geometry"} == {
        **{"row": 2, "level": "lsoa", "edition": 2021, "area": HERE, "name": "Medway 015A"}
    }
    assert json.loads(rows[0]["geometry"]) == polygon(SQUARE)


@pytest.mark.parametrize(
    ("code", "value", "level", "edition"),
    [
        ("LSOA11CD", HERE, "lsoa", 2011),
        ("lsoa21cd", HERE, "lsoa", 2021),
        ("WD13CD", "E05002249", "ward", 2013),
        ("WD25CD", "W05000001", "ward", 2025),
    ],
)
def test_level_and_year_are_told_by_the_name_of_the_property(
    tmp_path: Path, code: str, value: str, level: str, edition: int
) -> None:
    one = {"type": "Feature", "properties": {code: value, f"{code[:-2]}NM": "x"}, "geometry": polygon(SQUARE)}
    reading, _, rows = read(tmp_path, document(one))
    assert (rows[0]["level"], rows[0]["edition"], rows[0]["area"]) == (level, edition, value)
    assert reading.coverage[0].what == f"{level}{edition % 100}"


def test_small_areas_that_name_their_ward_are_small_areas(tmp_path: Path) -> None:
    _, _, rows = read(tmp_path, document(feature(WD24CD="E05014449")))
    assert (rows[0]["level"], rows[0]["area"]) == ("lsoa", HERE)


def test_the_authority_is_told_by_the_properties_else_by_the_name_of_the_file(tmp_path: Path) -> None:
    told = document(feature(LADCD_ACTIVE=MEDWAY), feature("E01016017", LADCD_ACTIVE="E07000110"))
    silent = document(feature())
    places = [
        [one.area for one in read(tmp_path, text, name)[0].coverage]
        for text, name in ((told, "x.geojson"), (silent, f"{MEDWAY}.geojson"), (silent, "x.geojson"))
    ]
    assert places == [[MEDWAY, "E07000110"], [MEDWAY], [ENGLAND_AND_WALES]]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (feature(MEDWAY), f"'{MEDWAY}' is not the code of one of the small areas"),
        (feature(None), "'' is not the code of one of the small areas"),
        (feature(), f"{HERE} stands in the file twice"),
        (
            {**feature("E01016017"), "geometry": None},
            "its geometry is missing, not a Polygon or a MultiPolygon",
        ),
        (
            feature("E01016017", {"type": "Point", "coordinates": [0.5, 51.3]}),
            "its geometry is Point, not a Polygon or a MultiPolygon",
        ),
        (feature("E01016017", polygon([])), "it has no corners, or some that lie outside the country"),
        (
            feature("E01016017", polygon([[0.5, 51.3], [0.6, 51.3], [40.0, 51.4], [0.5, 51.3]])),
            "it has no corners, or some that lie outside the country",
        ),
        (
            feature("E01016017", polygon([[0.5, 51.3], [0.6, 51.3], [0.7, 51.3], [0.5, 51.3]])),
            "its geometry encloses nothing",
        ),
        ("no feature", "'' is not the code of one of the small areas"),
    ],
)
def test_a_bad_feature_is_refused_with_its_line_and_reason(tmp_path: Path, bad: Feature, reason: str) -> None:
    _, account, rows = read(tmp_path, document(feature(), bad, feature("E01016018")))
    assert [(one.line, one.reasons[0]) for one in account.rejected] == [(5, reason)]
    assert [row["area"] for row in rows] == [HERE, "E01016018"]
    assert account.rows_in == 3


@pytest.mark.parametrize("ring", [SQUARE[:2], SQUARE[:4], [[0.5], [0.6]], [["a", "b"]] * 4])
def test_a_ring_that_is_not_one_is_refused_with_what_is_wrong(tmp_path: Path, ring: list[Any]) -> None:
    _, account, _ = read(tmp_path, document(feature(), feature("E01016017", polygon(ring))))
    assert [one.reasons[0].startswith("its geometry cannot be read: ") for one in account.rejected] == [True]


def test_a_boundary_that_crosses_itself_is_kept_as_published_and_remarked_on(tmp_path: Path) -> None:
    reading, account, rows = read(tmp_path, document(feature(geometry=polygon(BOW_TIE))))
    assert account.kept == 1
    assert json.loads(rows[0]["geometry"]) == polygon(BOW_TIE)
    assert reading.remarks == (
        f"The boundary of {HERE} (Medway 015A) is not sound as published (self-intersection) and is mended before use.",
    )


@pytest.mark.parametrize(
    ("point", "cause"),
    [
        ([575_802.0, 167_303.0], "eastings and northings of the British National Grid"),
        ([51.3, 0.5], "Latitude stands before longitude"),
        ([13.4, 52.5], "another country"),
    ],
)
def test_other_coordinates_are_refused_with_what_they_seem_to_be(
    tmp_path: Path, point: list[float], cause: str
) -> None:
    ring = [[point[0] + x, point[1] + y] for x, y in ((0, 0), (0.1, 0), (0.1, 0.1), (0, 0))]
    with refused("is not in longitude and latitude", cause, f"{point[0]:.10g}, {point[1]:.10g}", "WGS 84"):
        read(tmp_path, document(feature(geometry=polygon(ring))))


def test_a_coordinate_system_that_the_file_names_and_is_not_wgs_84_is_refused(tmp_path: Path) -> None:
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    with refused("EPSG 27700"):
        read(tmp_path, document(feature(), crs=named))
    named["properties"] = {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}
    assert read(tmp_path, document(feature(), crs=named))[1].kept == 1


@pytest.mark.parametrize(
    "properties",
    [
        {"LAD25CD": MEDWAY},
        {},
        {"LSOA11CD": HERE, "LSOA21CD": HERE},
    ],
)
def test_a_file_that_does_not_say_which_areas_it_is_of_is_refused(tmp_path: Path, properties: Feature) -> None:
    one = {"type": "Feature", "properties": properties, "geometry": polygon(SQUARE)}
    with refused("does not say which areas", "LSOA21CD or WD25CD"):
        read(tmp_path, document(one))


@pytest.mark.parametrize("text", ["[]", '{"type": "Topology"}', document(), '{"type": "Feature"}'])
def test_json_without_boundaries_is_refused(tmp_path: Path, text: str) -> None:
    with refused("areas.geojson", "holds no boundaries"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        document(feature())[:-20],
        document(feature()).replace("51.3", "NaN"),
        document(feature()).encode() + b"\xe9",
        b"LSOA21CD,LSOA21NM\n",
        "[" * 100_000,
    ],
)
def test_a_file_that_is_cut_off_or_is_no_json_is_refused(tmp_path: Path, text: str | bytes) -> None:
    with refused("areas.geojson", "cannot be read as boundaries"):
        read(tmp_path, text)


def test_a_mark_at_the_beginning_and_line_ends_of_any_system_are_read(tmp_path: Path) -> None:
    text = "\ufeff" + document(feature(), feature(MEDWAY)).replace("\n", "\r\n")
    _, account, _ = read(tmp_path, text)
    assert (account.kept, [bad.line for bad in account.rejected]) == (1, [5])


def test_the_beginning_of_a_file_tells_boundaries_from_other_json() -> None:
    assert begins_like(document(feature()).encode())
    assert not begins_like(b'{"type": "FeatureCollection", "features": [{"properties": {"LAD25CD": "E06000035"}}]}')
    assert not begins_like(b'{"LSOA21CD": 1}')


@pytest.mark.parametrize(
    ("folder", "level", "edition", "medway", "kent"),
    [
        ("lsoa2011", "lsoa", 2011, 163, 1_065),
        ("lsoa2021", "lsoa", 2021, 169, 1_107),
        ("ward2013", "ward", 2013, 22, 305),
        ("ward2025", "ward", 2025, 24, 279),
    ],
)
def test_the_real_boundaries_are_all_kept(
    data: Path, folder: str, level: str, edition: int, medway: int, kent: int
) -> None:
    number, remarks = 0, []
    for path in sorted((data / "geography" / "boundaries" / folder).glob("*.geojson")):
        reading, account, rows = run(SOURCE, path)
        assert begins_like(path.read_bytes()[:65_536])
        assert reading.coverage == (
            Coverage(path.stem, Period.parse(f"{edition}-01..{edition}-12"), f"{level}{edition % 100}"),
        )
        published = {
            one["properties"][
                next(key for key in one["properties"] if key in ("LSOA11CD", "LSOA21CD", "WD13CD", "WD25CD"))
            ]: one["geometry"]
            for one in json.loads(path.read_text(encoding="utf-8"))["features"]
        }
        assert {row["area"]: json.loads(row["geometry"]) for row in rows} == published
        assert reasons(account) == {}
        assert path.stem != MEDWAY or account.kept == medway
        number += account.kept
        remarks += reading.remarks
    assert number == kent
    swale = "The boundary of E01024572 (Swale 008C) is not sound as published (nested shells) and is mended before use."
    assert remarks == ([swale] if level == "lsoa" else [])
