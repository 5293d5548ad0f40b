"""The example's files, in the publishers' own shapes: the code that loads real files loads these."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from frankpledge.demo.chance import Indices
from frankpledge.demo.csv_file import write_lines, write_table
from frankpledge.demo.outcomes import HEADER as OUTCOME_HEADER
from frankpledge.demo.outcomes import outcome_rows
from frankpledge.demo.partners import write_partners
from frankpledge.demo.searches import HEADER as SEARCH_HEADER
from frankpledge.demo.searches import search_rows
from frankpledge.demo.simulator import SEED, Crimes, Incidents, simulate
from frankpledge.demo.tables import (
    ASB,
    CONTEXT,
    DISTRICT_CODE,
    DISTRICT_NAME,
    FORCE_LABEL,
    MONTHS,
    NOTE,
    YEARS,
    areas,
    offences,
)

PARTNERSHIP_CODE, PARTNERSHIP_NAME = "E22000143", "Medway"
FORCE_CODE, FORCE_NAME = "E23000032", "Kent"
NO_POINT = "No Location"

OFFENCE_HEADER = "Record,Month,Offence code,LSOA code,Area code,Note"
STREET_HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)


def write_files(folder: Path, *, seed: int = SEED) -> None:
    """Write the example's files under `folder`, which is made if it is missing.

    Offences by financial year, street files by month, what followed in the last months, what partners send, lookups
    and residents; UTF-8, line feeds. The same seed gives the same bytes. OSError if the folder cannot be written.
    """
    simulation = simulate(seed)
    _write_offences(folder / "offences", simulation.crimes)
    _write_street(folder / "police_uk", simulation.crimes, simulation.incidents)
    _write_followed(folder / "police_uk", simulation.crimes, seed)
    write_partners(folder, simulation, seed)
    _write_lookups(folder)


def _write_offences(folder: Path, crimes: Crimes) -> None:
    codes = [offence.code for offence in offences()]
    places = [area.lsoa_code for area in areas()]
    bounds = np.searchsorted(crimes.month, 12 * np.arange(len(YEARS) + 1)).tolist()
    for year, first, end in zip(YEARS, bounds, bounds[1:], strict=False):
        rows = [
            f"{record},{MONTHS[month]},{codes[offence]},{places[place]},{DISTRICT_CODE},{NOTE}"
            for record, month, offence, place in zip(
                crimes.record[first:end],
                crimes.month[first:end].tolist(),
                crimes.offence[first:end].tolist(),
                crimes.place[first:end].tolist(),
                strict=True,
            )
        ]
        write_lines(folder / f"{year}-medway-offences.csv", [OFFENCE_HEADER, *rows])


def _write_street(folder: Path, crimes: Crimes, incidents: Incidents) -> None:
    crime_bounds, incident_bounds = _month_bounds(crimes.month), _month_bounds(incidents.month)
    kinds = [offence.street_kind for offence in offences()]
    for number, month in enumerate(MONTHS):
        own = slice(crime_bounds[number], crime_bounds[number + 1])
        asb = slice(incident_bounds[number], incident_bounds[number + 1])
        entries = [(place, ASB, "") for place in incidents.place[asb].tolist()]
        entries += [
            (place, kinds[offence], record)
            for place, offence, record in zip(
                crimes.place[own].tolist(), crimes.offence[own].tolist(), crimes.record[own], strict=True
            )
        ]
        write_lines(folder / month / f"{month}-kent-street.csv", [STREET_HEADER, *_street_rows(month, entries)])


def _write_followed(folder: Path, crimes: Crimes, seed: int) -> None:
    for month, rows in outcome_rows(crimes, seed).items():
        write_lines(folder / month / f"{month}-kent-outcomes.csv", [OUTCOME_HEADER, *rows])
    for month, rows in search_rows(seed).items():
        write_lines(folder / month / f"{month}-kent-stop-and-search.csv", [SEARCH_HEADER, *rows])


def _month_bounds(month: Indices) -> list[int]:
    bounds: list[int] = np.searchsorted(month, np.arange(len(MONTHS) + 1)).tolist()
    return bounds


def _street_rows(month: str, entries: list[tuple[int, str, str]]) -> list[str]:
    """The rows of a month, ordered by area and kind so that nothing of the order of recording is left."""
    before = f",{month},{FORCE_LABEL},{FORCE_LABEL},,,{NO_POINT},"
    places = [f"{area.lsoa_code},{area.lsoa_name}" for area in areas()]
    return [f"{record}{before}{places[place]},{kind},,{CONTEXT}" for place, kind, record in sorted(entries)]


def _write_lookups(folder: Path) -> None:
    write_table(
        folder / "lookup_lsoa11_ltla19.csv",
        ["lsoa11_name", "lsoa11_code", "ltla19_name", "ltla19_code"],
        ([area.lsoa_name, area.lsoa_code, DISTRICT_NAME, DISTRICT_CODE] for area in areas()),
    )
    write_table(
        folder / "lookup_lsoa11_ward17.csv",
        ["lsoa11_code", "ward17_code", "ward17_name"],
        ([area.lsoa_code, area.ward_code, area.ward_name] for area in areas()),
    )
    write_table(
        folder / "lookup_ltla24_csp24_pfa24.csv",
        ["ltla24_code", "ltla24_name", "csp24_code", "csp24_name", "pfa24_code", "pfa24_name"],
        [[DISTRICT_CODE, DISTRICT_NAME, PARTNERSHIP_CODE, PARTNERSHIP_NAME, FORCE_CODE, FORCE_NAME]],
    )
    write_table(
        folder / "population19_ltla19.csv",
        ["ltla19_code", "ltla19_name", "total_population"],
        [[DISTRICT_CODE, DISTRICT_NAME, sum(area.residents for area in areas())]],
    )
    write_table(
        folder / "population19_lsoa11.csv",
        ["lsoa11_name", "lsoa11_code", "total_population"],
        ([area.lsoa_name, area.lsoa_code, area.residents] for area in areas()),
    )
