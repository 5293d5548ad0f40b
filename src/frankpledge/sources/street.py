"""Street-level files of data.police.uk: one force, one month; recorded crimes and anti-social behaviour incidents."""

from __future__ import annotations

import re
from pathlib import Path

from frankpledge.sources.shape import Source, refuse_other_columns
from frankpledge.store.rows import records
from frankpledge.store.schema import Check, Declared, Reading, Take
from frankpledge.store.snapshot import Coverage, Publication
from frankpledge.store.tables import STREET
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period
from frankpledge.terms.places import force, force_named

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
PUBLICATION = Publication(
    key="street",
    title="Street-level crime",
    publisher="data.police.uk, from the police forces",
    licence="Open Government Licence v3.0",
    attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
    url="https://data.police.uk/data/",
    limitation=(
        "Dates are months only and places are moved to the nearest of a list of anonymous points. Anti-social "
        "behaviour incidents carry no identifier, so incidents that look alike are counted separately. Violence and "
        "sexual offences share one category. Some rows have no small area and cannot be placed."
    ),
)
_FILE_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}(?=-)")
_FOLDER_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_SIMULATED = re.compile(r"Simulated records for ([EW][0-9]{8}) only")


def read(path: Path, name: str) -> Reading:
    """The reading of one month of one force. Raises IntakeError where name, folder and rows disagree."""
    refuse_other_columns(path, name, HEADER)
    first = _first_row(path, name)
    month = _month(first["Month"], name)
    area = force_named(first["Falls within"])
    if area is None:
        raise IntakeError(
            f"{name} is of a force that Frankpledge does not know",
            expected="one of the police forces of England and Wales with an area of its own, such as Kent Police",
            found=first["Falls within"] or "nothing in the column Falls within",
            cause="It is of a force without an area of its own, such as the British Transport Police, or of elsewhere.",
            remedy="Download the file of the force that polices your area.",
        )
    _agree(name, area.code)
    context = first["Context"]
    simulated = _SIMULATED.fullmatch(context)
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=STREET,
        coverage=(Coverage(simulated[1] if simulated else area.code, Period(month, month)),),
        content=_declared(month, first["Falls within"], area.code, context if simulated else ""),
        simulated=context if simulated else "",
    )


def _first_row(path: Path, name: str) -> dict[str, str]:
    for _, _, fields in records(path):
        if len(fields) == len(HEADER):
            return dict(zip(HEADER, fields, strict=True))
    raise IntakeError(
        f"{name} holds no rows",
        expected="a header and at least one row of twelve fields",
        found="none",
        cause="The download ended early, or the force sent nothing for the month.",
        remedy="Download the month again. If it is empty there too, leave it out: it will show as a gap.",
    )


def _month(text: str, name: str) -> Month:
    """The month of the rows, which the file's name and its folder must share where they name one."""
    try:
        month = Month.parse(text)
    except ValueError as error:
        raise IntakeError(
            f"{name}: the first row has no month",
            expected="a month such as 2025-01 in the column Month",
            found=repr(text),
            cause="A spreadsheet wrote the months again in its own way, or a column was moved.",
            remedy="Load the file as it was downloaded.",
        ) from error
    file = Path(name)
    for named in (_FILE_MONTH.match(file.name), _FOLDER_MONTH.fullmatch(file.parent.name)):
        if named and named[0] != text:
            raise IntakeError(
                f"{name} holds another month than its name or folder says",
                expected=named[0],
                found=f"rows of {text}",
                cause="The file was moved or renamed by hand.",
                remedy="Put it back under its own month, or download the month again.",
            )
    return month


def _agree(name: str, code: str) -> None:
    slug = re.search(r"[0-9]{4}-[0-9]{2}-(.+)-street", Path(name).stem)
    named = force_named(slug[1]) if slug else None
    if named and named.code != code:
        inside = force(code)
        raise IntakeError(
            f"{name} holds another force than its name says",
            expected=named.name,
            found=inside.name if inside else code,
            cause="The file was renamed by hand.",
            remedy="Download the month of your own force again.",
        )


def _declared(month: Month, falls_within: str, code: str, context: str) -> Declared:
    return Declared(
        header=HEADER,
        checks=(
            Check(column="Month", rule="one of", values=(str(month),), reason=f"the month is not {month}"),
            Check(
                column="Falls within",
                rule="one of",
                values=(falls_within,),
                reason=f"the row does not fall within {falls_within}",
            ),
            Check(
                column="Crime type",
                rule="one of",
                values=CATEGORIES,
                reason="the crime type is not one of the fourteen in use since 2013",
            ),
            Check(
                column="LSOA code",
                rule="matches or blank",
                values=(r"[EW]01[0-9]{6}",),
                reason="the LSOA code is not the code of a small area",
            ),
            Check(
                column="Crime ID",
                rule="filled",
                unless=("Crime type", ASB),
                reason="a crime without a Crime ID cannot be told from its repeats",
            ),
            Check(
                column="Crime ID",
                rule="matches or blank",
                values=(r"[0-9a-f]{64}",),
                reason="the Crime ID is not 64 hexadecimal digits",
            ),
            _same_context(context),
        ),
        takes=(
            Take("month", "month", "Month"),
            Take("force", "constant", code),
            Take("lsoa", "text", "LSOA code"),
            Take("category", "text", "Crime type"),
            Take("identity", "identity", "Crime ID"),
        ),
    )


def _same_context(context: str) -> Check:
    """A file that says it is simulated says so in every row, and a published one in none."""
    mixed = "simulated and published rows are mixed in one file"
    if context:
        return Check(column="Context", rule="one of", values=(context,), reason=mixed)
    return Check(column="Context", rule="differs", values=(_SIMULATED.pattern,), reason=mixed)


SOURCE = Source(
    key="street",
    title="data.police.uk street-level file",
    shape=tuple(name.casefold() for name in HEADER if name != "Context"),
    read=read,
)
