"""Street-level files of data.police.uk: one force, one month; recorded crimes and anti-social behaviour incidents."""

from __future__ import annotations

from pathlib import Path

from frankpledge.sources.police_files import (
    IDENTIFIED,
    PLACED,
    Origin,
    first_row,
    force_of,
    month_of,
    of_month_and_force,
    origin_of,
    publication,
)
from frankpledge.sources.shape import Source, refuse_other_columns
from frankpledge.store.schema import Check, Declared, Reading, Take
from frankpledge.store.tables import STREET
from frankpledge.terms.period import Month

HEADER = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
)
ASB = "Anti-social behaviour"
CATEGORIES = (
    ASB,
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
)
PUBLICATION = publication(
    key="street",
    title="Street-level crime",
    limitation=(
        "Dates are months only and places are moved to the nearest of a list of anonymous points. Anti-social "
        "behaviour incidents carry no identifier, so incidents that look alike are counted separately. Violence and "
        "sexual offences share one category. Some rows have no small area and cannot be placed."
    ),
)


def read(path: Path, name: str) -> Reading:
    """The reading of one month of one force. Raises IntakeError where name, folder and rows disagree."""
    refuse_other_columns(path, name, HEADER)
    first = first_row(path, name, HEADER)
    month = month_of(first["Month"], name)
    area = force_of(first["Falls within"], name, "street")
    origin = origin_of(first, "Context")
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=STREET,
        coverage=origin.coverage(area.code, month),
        content=_declared(month, first["Falls within"], area.code, origin),
        simulated=origin.simulated,
    )


def _declared(month: Month, falls_within: str, code: str, origin: Origin) -> Declared:
    return Declared(
        header=HEADER,
        checks=(
            *of_month_and_force(month, falls_within),
            Check(
                column="Crime type",
                rule="one of",
                values=CATEGORIES,
                reason="the crime type is not one of the fourteen in use since 2013",
            ),
            PLACED,
            Check(
                column="Crime ID",
                rule="filled",
                unless=("Crime type", ASB),
                reason="a crime without a Crime ID cannot be told from its repeats",
            ),
            IDENTIFIED,
            origin.same,
        ),
        takes=(
            Take("month", "month", "Month"),
            Take("force", "constant", code),
            Take("lsoa", "text", "LSOA code"),
            Take("category", "text", "Crime type"),
            Take("identity", "identity", "Crime ID"),
        ),
    )


SOURCE = Source(
    key="street",
    title="data.police.uk street-level file",
    shape=tuple(name.casefold() for name in HEADER if name != "Context"),
    read=read,
)
