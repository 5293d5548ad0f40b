"""Outcome files of data.police.uk: one force, one month; what became of crimes recorded in that month or before.

Simulated files say so in the column Location: `Simulated records for E06000035 only`.
"""

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
from frankpledge.store.tables import OUTCOMES
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
    "Outcome type",
)
PUBLICATION = publication(
    key="outcomes",
    title="Outcomes of street-level crime",
    limitation=(
        "One row an outcome, in the month in which it was given: a crime can have several, and the same outcome can "
        "stand in a file more than once. What a court decided is not in it. A crime without a row may still be under "
        "investigation."
    ),
)


def read(path: Path, name: str) -> Reading:
    """The reading of one month of one force. Raises IntakeError where name, folder and rows disagree."""
    refuse_other_columns(path, name, HEADER)
    first = first_row(path, name, HEADER)
    month = month_of(first["Month"], name)
    area = force_of(first["Falls within"], name, "outcomes")
    origin = origin_of(first, "Location")
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=OUTCOMES,
        coverage=origin.coverage(area.code, month),
        content=_declared(month, first["Falls within"], area.code, origin),
        simulated=origin.simulated,
    )


def _declared(month: Month, falls_within: str, code: str, origin: Origin) -> Declared:
    """Outcome types are kept as published: the list has changed more than once, and a new one is no fault of a row."""
    return Declared(
        header=HEADER,
        checks=(
            *of_month_and_force(month, falls_within),
            Check(column="Outcome type", rule="filled", reason="the row does not say what the outcome was"),
            PLACED,
            Check(
                column="Crime ID",
                rule="filled",
                reason="an outcome without a Crime ID cannot be linked to its crime",
            ),
            IDENTIFIED,
            origin.same,
        ),
        takes=(
            Take("month", "month", "Month"),
            Take("force", "constant", code),
            Take("lsoa", "text", "LSOA code"),
            Take("outcome", "text", "Outcome type"),
            Take("crime", "identity", "Crime ID"),
        ),
    )


SOURCE = Source(
    key="outcomes",
    title="data.police.uk outcomes file",
    shape=tuple(name.casefold() for name in HEADER),
    read=read,
)
