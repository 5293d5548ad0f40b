"""Stop and search files of data.police.uk: one force, one month; times are turned to London time.

Simulated files say so in the column Policing operation: `Simulated records for E06000035 only`.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from frankpledge.sources.police_files import (
    Origin,
    first_row,
    month_and_force_named,
    origin_of,
    publication,
    refuse_other_month,
)
from frankpledge.sources.shape import RowError, Source, Values, open_sheet, refuse_other_columns, sift
from frankpledge.store.schema import Reading
from frankpledge.store.tables import STOPS
from frankpledge.terms.period import Month

HEADER = (
    "Type",
    "Date",
    "Part of a policing operation",
    "Policing operation",
    "Latitude",
    "Longitude",
    "Gender",
    "Age range",
    "Self-defined ethnicity",
    "Officer-defined ethnicity",
    "Legislation",
    "Object of search",
    "Outcome",
    "Outcome linked to object of search",
    "Removal of more than just outer clothing",
)
KINDS = ("Person search", "Vehicle search", "Person and Vehicle search")
PUBLICATION = publication(
    key="stops",
    title="Stop and search",
    limitation=(
        "Searches carry no identifier, so searches that look alike are counted separately. Places are moved to the "
        "nearest of a list of anonymous points, and some searches have none. Some forces give dates only: their "
        "searches stand at midnight. Ethnicity is what the officer saw or what the person said, and often is neither."
    ),
)
_LONDON = ZoneInfo("Europe/London")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})")
_LINKED = {"True": "yes", "False": "no", "": None}
_NORTH, _EAST = (49.0, 61.0), (-9.0, 2.5)  # degrees between which the British Isles lie


def read(path: Path, name: str) -> Reading:
    """The reading of one month of one force, both of which the file's name alone tells.

    Raises IntakeError where the name does not, and where no row is of the month.
    """
    refuse_other_columns(path, name, HEADER)
    origin = origin_of(first_row(path, name, HEADER), "Policing operation")
    month, area = month_and_force_named(name, "stop-and-search")
    sheet = open_sheet(path, SOURCE.shape)
    _refuse_renamed(name, [cells for _, _, cells in sheet.lines])
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=STOPS,
        coverage=origin.coverage(area.code, month),
        content=sift(sheet, lambda cells: [_values(dict(zip(HEADER, cells, strict=True)), month, area.code, origin)]),
        simulated=origin.simulated,
    )


def _refuse_renamed(name: str, lines: list[list[str]]) -> None:
    """Files of one month hold that month's rows alone, so a file that holds none of them bears another's name."""
    times = (_london(cells[1]) for cells in lines if len(cells) > 1)
    held = sorted({Month.of(time) for time in times if time})
    if held:
        refuse_other_month(name, tuple(held))


def _values(row: dict[str, str], month: Month, force: str, origin: Origin) -> Values:
    """The canonical row. Raises RowError with every reason for which it cannot be kept.

    The publisher's months are London's: of Kent's files of July to September 2019, which write times with the offset
    +00:00, each begins with searches at 23:00 or later on the last day of the month before, which is after midnight by
    British Summer Time, and none reaches past 23:00 on its own last day. So a row outside the month by London time is
    refused: it belongs to the file of another month, where it would be counted again, and a count of a month that
    nobody covered would not be one.
    """
    time = _london(row["Date"])
    longitude, latitude = _degrees(row["Longitude"], _EAST), _degrees(row["Latitude"], _NORTH)
    reasons = [
        *(["the search is neither of a person nor of a vehicle nor of both"] if row["Type"] not in KINDS else []),
        *(["the time is not one such as 2019-07-01T09:20:00+00:00"] if time is None else []),
        *([f"the search was not made in {month} by London time"] if time and Month.of(time) != month else []),
        *(_misplaced(row, longitude, latitude)),
        *(["whether the outcome is linked is neither True nor False"] if row[HEADER[13]] not in _LINKED else []),
        *([origin.same.reason] if not origin.same.passes(row) else []),
    ]
    if reasons or time is None:
        raise RowError(*reasons)
    return (
        month.first_day.isoformat(),
        time.hour,
        force,
        row["Type"],
        row["Gender"] or None,
        row["Age range"] or None,
        row["Officer-defined ethnicity"] or None,
        row["Self-defined ethnicity"] or None,
        row["Legislation"] or None,
        row["Object of search"] or None,
        row["Outcome"] or None,
        _LINKED[row[HEADER[13]]],
        longitude,
        latitude,
    )


def _london(text: str) -> datetime | None:
    """A time with its offset as London time; None for anything else, such as a time without one."""
    if not _TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text).astimezone(_LONDON)
    except (ValueError, OverflowError):
        return None


def _degrees(text: str, within: tuple[float, float]) -> float | None:
    """A coordinate in decimal degrees that lies in its range; None for anything else."""
    if not re.fullmatch(r"-?[0-9]{1,2}(\.[0-9]+)?", text, re.ASCII):
        return None
    return float(text) if within[0] <= float(text) <= within[1] else None


def _misplaced(row: dict[str, str], longitude: float | None, latitude: float | None) -> list[str]:
    """A search without a place has neither coordinate; any other has both, in the British Isles."""
    if row["Longitude"] == row["Latitude"] == "" or None not in (longitude, latitude):
        return []
    return ["the coordinates are not those of a place in the British Isles"]


SOURCE = Source(
    key="stops",
    title="data.police.uk stop and search file",
    shape=tuple(name.casefold() for name in HEADER),
    read=read,
)
