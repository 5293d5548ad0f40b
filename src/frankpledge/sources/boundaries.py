"""Boundaries of small areas and of wards: GeoJSON in longitude and latitude, one district or the whole country."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from frankpledge.sources.shape import Source
from frankpledge.store.schema import Parsed, Reading, Rejected
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import SHAPES
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period
from frankpledge.terms.words import joined

PUBLICATION = Publication(
    key="boundaries",
    title="Boundaries",
    publisher="Office for National Statistics",
    licence="Open Government Licence v3.0",
    attribution=(
        "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
        "Contains OS data © Crown copyright and database right."
    ),
    url="https://geoportal.statistics.gov.uk/",
    limitation=(
        "Lines are simplified by the publisher. Crimes are published at points near to where they happened, so a crime "
        "beside a border can be placed on its other side."
    ),
)
_LEVELS = {
    "lsoa": ("lsoa", "small areas", re.compile(r"[EW]01[0-9]{6}")),
    "wd": ("ward", "wards", re.compile(r"[EW]05[0-9]{6}|S13[0-9]{6}|N08[0-9]{6}")),
}
_CODE = re.compile(r"(lsoa|wd)([0-9]{2})cd", re.IGNORECASE)
_WITHIN = (-9.0, 49.0, 2.5, 61.5)  # west, south, east, north of the United Kingdom
_LIES_IN = re.compile(r"lad[0-9]{2}cd|ladcd_active", re.IGNORECASE)
_AUTHORITY = re.compile(r"E0[6-9][0-9]{6}|W06[0-9]{6}")
_GAP = re.compile(r"[\s,]*")


@dataclass(frozen=True)
class _List:
    """What the boundaries are of, told by the name of the property that holds the code, such as `WD25CD`."""

    level: str
    edition: int
    code: str
    name: str
    fits: re.Pattern[str]

    @property
    def what(self) -> str:
        return f"{self.level}{self.edition % 100:02}"


def read(path: Path, name: str) -> Reading:
    """The reading of one file. Raises IntakeError where it is cut off, is of no known level, or has other coordinates.

    A boundary that crosses itself is kept as published and remarked on: whoever uses it has to mend it first.
    """
    document = _document(path, name)
    features = _features(document, name)
    of = _list_of(features, name)
    _refuse_other_coordinates(document, features, name)
    sifter = _Sifter(of)
    for number, feature in enumerate(features, 2):
        sifter.take(number, feature)
    lines = _lines(path, len(features)) if sifter.rejected else []
    places = _authorities(features, Path(name).stem) or [ENGLAND_AND_WALES]
    year = Period(Month(of.edition, 1), Month(of.edition, 12))
    title = f"Boundaries of {_words(of)} of {of.edition}"
    rejected = tuple(replace(bad, line=lines[bad.line - 2]) for bad in sifter.rejected)
    return Reading(
        publication=replace(PUBLICATION, title=title),
        version=1,
        table=SHAPES,
        coverage=tuple(Coverage(place, year, of.what) for place in places),
        content=Parsed(rows_in=len(features), rows=tuple(sifter.kept), rejected=rejected),
        remarks=tuple(sifter.remarks),
    )


def _words(of: _List) -> str:
    return next(words for level, words, _ in _LEVELS.values() if level == of.level)


def _document(path: Path, name: str) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:  # not UTF-8, or not JSON
        raise IntakeError(
            f"{name} cannot be read as boundaries",
            expected="a whole GeoJSON file in UTF-8",
            found=str(error)[:200],
            cause="The download stopped before its end, or the file was changed by hand.",
            remedy="Download the file again.",
        ) from error
    return document if isinstance(document, dict) else {}


def _no_number(word: str) -> float:
    raise ValueError(f"{word} stands where a number should be")


def _features(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    features = document.get("features")
    if document.get("type") == "FeatureCollection" and isinstance(features, list) and features:
        return [feature if isinstance(feature, dict) else {} for feature in features]
    raise IntakeError(
        f"{name} holds no boundaries",
        expected="a GeoJSON FeatureCollection with an area for each feature",
        found=f"type {document.get('type')!r}, {len(features) if isinstance(features, list) else 'no'} features",
        cause="It is another kind of JSON file, or the request for it found nothing.",
        remedy="Download the boundaries as GeoJSON.",
    )


def _list_of(features: list[dict[str, Any]], name: str) -> _List:
    """The smallest level that the properties name. Its year has to be one and the same for all."""
    keys = {key for feature in features for key in _properties(feature)}
    codes = sorted(key for key in keys if _CODE.fullmatch(key))
    levels = [key[:-4].casefold() for key in codes]
    if len(codes) == len(set(levels)) > 0:
        code = codes[levels.index(min(levels))]  # a small area before a ward
        level, _, fits = _LEVELS[code[:-4].casefold()]
        return _List(level, 2000 + int(code[-4:-2]), code, f"{code[:-2]}{'NM' if code.isupper() else 'nm'}", fits)
    raise IntakeError(
        f"{name} does not say which areas its boundaries are of",
        expected="a property such as LSOA21CD or WD25CD: the level, the year and the code",
        found=", ".join(codes) or f"the properties {', '.join(sorted(keys)[:12]) or '(none)'}",
        cause="They are boundaries of other areas, or files of two years were put together.",
        remedy="Load boundaries of small areas (LSOA) or of wards of one year, as they were downloaded.",
    )


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else {}


def _authorities(features: list[dict[str, Any]], stem: str) -> list[str]:
    """The authorities that the areas lie in, by their properties, else by the file's name; none where none is told."""
    told = [
        {str(value) for key, value in _properties(feature).items() if _LIES_IN.fullmatch(key)} for feature in features
    ]
    if all(len(places) == 1 and _AUTHORITY.fullmatch(min(places)) for places in told):
        return sorted(set().union(*told))
    return [stem] if _AUTHORITY.fullmatch(stem) and not any(told) else []


def _refuse_other_coordinates(document: dict[str, Any], features: list[dict[str, Any]], name: str) -> None:
    """Raise IntakeError where the numbers are no longitudes and latitudes of this country."""
    crs = json.dumps(document.get("crs") or "")
    pairs = [pair for feature in features if (pair := _first_pair(feature.get("geometry"))) is not None]
    west, south, east, north = _WITHIN
    outside = [(x, y) for x, y in pairs if not (west <= x <= east and south <= y <= north)]
    named = re.search(r"(?:EPSG|epsg)\D*(\d+)", crs)
    if not outside and (named is None or named[1].endswith("4326")):
        return
    x, y = outside[0] if outside else pairs[0] if pairs else (0.0, 0.0)
    grid = max(abs(x), abs(y)) > 180
    turned = not grid and west <= y <= east and south <= x <= north
    raise IntakeError(
        f"{name} is not in longitude and latitude",
        expected="longitudes from -9 to 2.5 and latitudes from 49 to 61.5 (WGS 84)",
        found=f"{x:.10g}, {y:.10g}" + (f" and the coordinate system EPSG {named[1]}" if named else ""),
        cause=(
            "The coordinates are metres, such as eastings and northings of the British National Grid."
            if grid or named
            else "Latitude stands before longitude."
            if turned
            else "The boundaries are of another country."
        ),
        remedy="Download the boundaries again as GeoJSON in WGS 84 (EPSG 4326).",
    )


def _first_pair(geometry: object) -> tuple[float, float] | None:
    """The first corner of a geometry, where it has one."""
    found = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(found, list) and found and isinstance(found[0], list):
        found = found[0]
    if isinstance(found, list) and len(found) >= 2 and all(isinstance(number, int | float) for number in found[:2]):
        return float(found[0]), float(found[1])
    return None


class _Sifter:
    """Keeps each sound feature as a row, refuses the others, and remarks on what has to be mended."""

    def __init__(self, of: _List) -> None:
        self.of = of
        self.kept: list[tuple[int, tuple[str | int | float | None, ...]]] = []
        self.rejected: list[Rejected] = []
        self.remarks: list[str] = []
        self.seen: set[str] = set()

    def take(self, number: int, feature: dict[str, Any]) -> None:
        properties = _properties(feature)
        code, label = str(properties.get(self.of.code) or "").strip(), properties.get(self.of.name)
        geometry, faults, remark = _geometry(feature.get("geometry"))
        if not self.of.fits.fullmatch(code):
            faults = [f"{code!r} is not the code of one of the {_words(self.of)}", *faults]
        if code in self.seen:
            faults.append(f"{code} stands in the file twice")
        if faults:
            raw = json.dumps(properties, ensure_ascii=False)
            self.rejected.append(Rejected(line=number, raw=raw, reasons=tuple(faults)))
            return
        self.seen.add(code)
        text = str(label).strip() if label else None
        self.kept.append((number, (self.of.level, self.of.edition, code, text or None, geometry)))
        if remark:
            self.remarks.append(f"The boundary of {code} {f'({text}) ' if text else ''}{remark}")


def _geometry(geometry: object) -> tuple[str, list[str], str]:
    """The geometry as text, what is wrong with it, and what has to be said of it."""
    import shapely  # here, because it takes a while to load and most files are no boundaries

    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        return "", [f"its geometry is {kind or 'missing'}, not a Polygon or a MultiPolygon"], ""
    text = json.dumps(geometry, separators=(",", ":"))
    try:
        shape = shapely.from_geojson(text)
    except (shapely.errors.GEOSException, ValueError) as error:
        return "", [f"its geometry cannot be read: {str(error).splitlines()[0]}"], ""
    west, south, east, north = shapely.bounds(shape)
    if not (_WITHIN[0] <= west <= east <= _WITHIN[2] and _WITHIN[1] <= south <= north <= _WITHIN[3]):
        return "", ["it has no corners, or some that lie outside the country"], ""
    if shape.is_valid:
        return text, [], ""
    if shapely.area(shapely.make_valid(shape)) == 0:
        return "", ["its geometry encloses nothing"], ""
    why = str(shapely.is_valid_reason(shape)).partition("[")[0].casefold()
    return text, [], f"is not sound as published ({why}) and is mended before use."


def _lines(path: Path, expected: int) -> list[int]:
    """The line of the file on which each feature begins: only asked for where one is refused."""
    text = path.read_text(encoding="utf-8-sig")
    found = re.search(r'"features"\s*:\s*\[', text)
    place, line, counted = found.end() if found else 0, 1, 0
    decoder, lines = json.JSONDecoder(), list[int]()
    while len(lines) < expected:
        gap = _GAP.match(text, place)
        place = gap.end() if gap else place
        line, counted = line + text.count("\n", counted, place), place
        lines.append(line)
        _, place = decoder.raw_decode(text, place)
    return lines


def begins_like(head: bytes) -> bool:
    """Whether the first bytes of a file are those of boundaries, for whoever has to tell what a file is."""
    return b'"FeatureCollection"' in head and _CODE.search(head.decode("utf-8", "replace")) is not None


SOURCE = Source(
    key="boundaries",
    title=f"boundaries of {joined([words for _, words, _ in _LEVELS.values()])}",
    shape=("featurecollection", _CODE.pattern),  # no table has such columns: `begins_like` tells them
    read=read,
)
