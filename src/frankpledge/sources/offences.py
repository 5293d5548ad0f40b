"""Recorded offences by Home Office code: one authority, a run of whole months, one row an offence."""

from __future__ import annotations

import re
from pathlib import Path

from frankpledge.sources.shape import Source, refuse_other_columns
from frankpledge.store.rows import records
from frankpledge.store.schema import Check, Declared, Reading, Take
from frankpledge.store.snapshot import Coverage, Publication
from frankpledge.store.tables import OFFENCES
from frankpledge.terms.area import area_kind
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period

HEADER = ("Record", "Month", "Offence code", "LSOA code", "Area code", "Note")
SIMULATED = "Simulated"
_MONTH = r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])"
PUBLICATION = Publication(
    key="offences",
    title="Recorded offences by Home Office code",
    publisher="the police force",
    licence="As agreed with the force",
    attribution="",
    url="",
    limitation=(
        "One row an offence, by the month in which it was recorded. Times, people and circumstances are not in it."
    ),
)


def read(path: Path, name: str) -> Reading:
    """The reading of one authority's offences. Raises IntakeError where months or areas disagree."""
    refuse_other_columns(path, name, HEADER)
    months: set[Month] = set()
    areas: set[str] = set()
    notes: set[str] = set()
    for _, _, fields in records(path):
        if len(fields) == len(HEADER) and re.fullmatch(_MONTH, fields[1]):
            months.add(Month.parse(fields[1]))
            areas.add(fields[4])
            notes.add(fields[5])
    area = _only_area(areas, name)
    period = _unbroken(months, name)
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=OFFENCES,
        coverage=(Coverage(area, period),),
        content=Declared(header=HEADER, checks=_checks(area, SIMULATED in notes), takes=_takes()),
        simulated="Simulated records" if SIMULATED in notes else "",
    )


def _only_area(areas: set[str], name: str) -> str:
    try:
        (area,) = areas
        if area_kind(area) == "authority":
            return area
    except ValueError:
        pass
    raise IntakeError(
        f"{name} does not say which one authority it is of",
        expected="the same local authority code, such as E06000035, in the column Area code of every row",
        found=", ".join(sorted(areas)[:5]) or "no row of six fields with a month",
        cause="The extract holds several authorities, or was cut or changed by hand.",
        remedy="Ask the force for one file an authority.",
    )


def _unbroken(months: set[Month], name: str) -> Period:
    period = Period(min(months), max(months))
    missing = [str(month) for month in period if month not in months]
    if missing:
        raise IntakeError(
            f"{name} has months with no offence between months that have some",
            expected=f"every month from {period.label}",
            found=f"nothing in {', '.join(missing)}",
            cause="The extract was cut, or a month was not sent.",
            remedy="Ask the force for the months again, or load the runs of whole months as files of their own.",
        )
    return period


def _checks(area: str, simulated: bool) -> tuple[Check, ...]:
    mixed = Check(
        column="Note",
        rule="one of" if simulated else "differs",
        values=(SIMULATED,),
        reason="simulated and published rows are mixed in one file",
    )
    return (
        Check(column="Month", rule="matches", values=(_MONTH,), reason="the month is not one such as 2019-04"),
        Check(column="Area code", rule="one of", values=(area,), reason=f"the area is not {area}"),
        mixed,
        Check(
            column="Record",
            rule="matches",
            values=(r"[0-9a-f]{64}",),
            reason="the record's reference is not 64 hexadecimal digits",
        ),
        Check(
            column="Offence code",
            rule="matches",
            values=(r"[0-9]+[A-Z]?([./][0-9.]+)*",),
            reason="the offence code is not a Home Office code",
        ),
        Check(
            column="LSOA code",
            rule="matches or blank",
            values=(r"[EW]01[0-9]{6}",),
            reason="the LSOA code is not the code of a small area",
        ),
    )


def _takes() -> tuple[Take, ...]:
    return (
        Take("month", "month", "Month"),
        Take("authority", "text", "Area code"),
        Take("lsoa", "text", "LSOA code"),
        Take("code", "text", "Offence code"),
        Take("identity", "identity", "Record"),
    )


SOURCE = Source(
    key="offences",
    title="recorded offences by Home Office code",
    shape=tuple(name.casefold() for name in HEADER),
    read=read,
)
