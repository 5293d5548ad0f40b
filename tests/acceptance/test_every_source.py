"""Medway 2020, Medway 2025 and another district of Kent with every source: taken, told by status, and written up."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.acceptance.held import ROOT, done, once, published
from tests.publishers import csv_text
from tests.unit.sources import test_sources_fingertips as profiles
from tests.unit.sources import test_sources_offence_counts as offences
from tests.unit.sources import test_sources_ward_population as wards

from frankpledge.workspace.folder import Workspace

FILES = ROOT / "examples" / "files"
MEDWAY, THANET = "E06000035", "E07000114"
PUBLISHED = {
    *("street", "outcomes", "stops", "offence-counts-force", "partnership-table"),
    *("population", "population-lsoa", "households", "deprivation-2019", "deprivation-2025"),
    *("small-area-changes", "authority-changes", "boundaries", "health-index", "severity", "homelessness"),
}
# No sound file of these was at hand: they are written here, in the layouts that their publishers give them.
WRITTEN = {"fingertips", "offence-counts-partnership", "population-ward"}
SENT = {"crimes", "feed-F3", "series", "stated", "survey", "reoffending", "entrants"}


def _sent(folder: Path, data: Path, area: str) -> Path:
    """The example files as a partner of the area would send them: its own codes, and not simulated."""
    with (data / "geography" / "lookup_lsoa21_ward24_ltla24.csv").open(encoding="utf-8-sig", newline="") as file:
        own = [row["lsoa21_code"] for row in csv.DictReader(file) if row["ltla24_code"] == area][:2]
    folder.mkdir()
    for path in FILES.glob("*.csv"):
        text = path.read_text(encoding="utf-8").replace("Simulated", "").replace(MEDWAY, area)
        text = text.replace("E01016016", own[0]).replace("E01016017", own[1])
        (folder / path.name.replace(MEDWAY, area)).write_text(text, encoding="utf-8")
    return folder


def _written(folder: Path, area: str) -> Path:
    """A public health profile, the Home Office's table by partnership, and ward estimates, with a row or two each."""
    folder.mkdir()
    (folder / "indicators.csv").write_text(csv_text(profiles.HEAD, [profiles.line(Area_Code=area)]), encoding="utf-8")
    rows = [offences.in_partnership(), offences.in_partnership("28E", "3")]
    (folder / "prc-csp.csv").write_text(csv_text(offences.BY_PARTNERSHIP, rows), encoding="utf-8")
    (folder / "wards.csv").write_text(wards.sheet([wards.ward(authority=area)]), encoding="utf-8")
    return folder


def _make(data: Path, area: str, start: Path | None) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        if start:
            shutil.copytree(start, folder)
            shutil.rmtree(folder / "published", ignore_errors=True)
        else:
            done("new", folder, "--area", area, "--period", "2025-01..2025-12")
        sent = _sent(folder.parent / f"{folder.name}-files", data, area)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("builtins.input", lambda _: "")
            done("map", folder, sent / "police-extract.csv")
        done("load", folder, sent, _written(folder.parent / f"{folder.name}-written", area), *([] if start else [data]))
        done("assess", folder)

    return make


def _make_2020(data: Path, demo: Path) -> Callable[[Path], None]:
    """The example, whose records are simulated, with every published total and list of areas beside them."""

    def make(folder: Path) -> None:
        shutil.copytree(demo, folder)
        shutil.rmtree(folder / "published")
        totals = [data / name for name in ("geography", "population", "deprivation", "indicators", "recorded_crime")]
        written = _written(folder.parent / f"{folder.name}-written", MEDWAY)
        done("load", folder, *totals, written, "--issued", "2026-01-31")
        done("assess", folder)

    return make


@pytest.fixture(scope="module", params=["medway-2020", "medway-2025", "thanet-2025"])
def place(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    data: Path,
    demo: Path,
    medway_2025: Path,
) -> Path:
    make = {
        "medway-2020": _make_2020(data, demo),
        "medway-2025": _make(data, MEDWAY, medway_2025),
        "thanet-2025": _make(data, THANET, None),
    }[request.param]
    return once(tmp_path_factory, f"every-{request.param}", make)


def test_every_source_is_held(place: Path) -> None:
    edition = Workspace.at(place).evidence.current()
    held = {"feed-F3" if part.source.startswith("feed-") else part.source for part in edition.parts} - {"offences"}
    lookups = {key for key in held if key.startswith("lookup-")}
    assert held - lookups == PUBLISHED | WRITTEN | SENT
    assert len(lookups) == 4


def test_status_tells_every_source(place: Path, tmp_path: Path) -> None:
    page = tmp_path / "status.html"
    said = done("status", place, "--html", page)
    titles = {part.publication.title for part in Workspace.at(place).evidence.current().parts}
    assert {title for title in titles if title not in said} == set()
    text = page.read_text(encoding="utf-8").replace("&#39;", "'")
    assert {title for title in titles if title not in text} == set()


def test_the_document_is_written_from_every_source(place: Path) -> None:
    text = (published(place) / "assessment.html").read_text(encoding="utf-8")
    for heading in (
        *("Key findings", "Places", "When, who and with what", "What followed", "What other services see"),
        *("Peers", "What people say", "Background and data"),
    ):
        assert heading in text, heading


def test_no_figure_of_a_document_rests_on_a_source_that_is_not_registered(place: Path) -> None:
    rows = list(csv.DictReader((published(place) / "figures.csv").read_text(encoding="utf-8").splitlines()))
    held = {part.source for part in Workspace.at(place).evidence.current().parts}
    named = {source for row in rows for source in row["sources"].split()}
    assert named <= held, named - held
