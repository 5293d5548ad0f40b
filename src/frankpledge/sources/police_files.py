"""What the files of data.police.uk share: one force and one month each, which a file's name and its rows both tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from frankpledge.store.rows import records
from frankpledge.store.schema import Check
from frankpledge.store.snapshot import Coverage, Publication
from frankpledge.terms.area import Area
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period
from frankpledge.terms.places import force_named

_FILE_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}(?=-)")
_FOLDER_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_SIMULATED = re.compile(r"Simulated records for ([EW][0-9]{8}) only")

PLACED = Check(
    column="LSOA code",
    rule="matches or blank",
    values=(r"[EW]01[0-9]{6}",),
    reason="the LSOA code is not the code of a small area",
)
IDENTIFIED = Check(
    column="Crime ID",
    rule="matches or blank",
    values=(r"[0-9a-f]{64}",),
    reason="the Crime ID is not 64 hexadecimal digits",
)


@dataclass(frozen=True)
class Origin:
    """Whether a file's rows are published or simulated, which `column` says in every row. `simulated`: its words."""

    column: str
    simulated: str

    def coverage(self, force: str, month: Month) -> tuple[Coverage, ...]:
        """A published file speaks of its force, a simulated one of the area that its words name and of no other."""
        named = _SIMULATED.fullmatch(self.simulated)
        return (Coverage(named[1] if named else force, Period(month, month)),)

    @property
    def same(self) -> Check:
        """A file that says it is simulated says so in every row, and a published one in none."""
        mixed = "simulated and published rows are mixed in one file"
        if self.simulated:
            return Check(column=self.column, rule="one of", values=(self.simulated,), reason=mixed)
        return Check(column=self.column, rule="differs", values=(_SIMULATED.pattern,), reason=mixed)


def origin_of(first: dict[str, str], column: str) -> Origin:
    """What the first row of a file says: the layouts have no column for it, so `column` is one of other use."""
    text = first[column]
    return Origin(column, text if _SIMULATED.fullmatch(text) else "")


def publication(*, key: str, title: str, limitation: str) -> Publication:
    """One of the products of data.police.uk, all of which are published on the same terms."""
    return Publication(
        key=key,
        title=title,
        publisher="data.police.uk, from the police forces",
        licence="Open Government Licence v3.0",
        attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
        url="https://data.police.uk/data/",
        limitation=limitation,
    )


def first_row(path: Path, name: str, header: tuple[str, ...]) -> dict[str, str]:
    """The first row that is whole, by column. Raises IntakeError where there is none."""
    for _, _, fields in records(path):
        if len(fields) == len(header):
            return dict(zip(header, fields, strict=True))
    raise IntakeError(
        f"{name} holds no rows",
        expected=f"a header and at least one row of {len(header)} fields",
        found="none",
        cause="The download ended early, or the force sent nothing for the month.",
        remedy="Download the month again. If it is empty there too, leave it out: it will show as a gap.",
    )


def month_of(text: str, name: str) -> Month:
    """The month of the rows, as their column Month gives it. Raises IntakeError where name or folder say another."""
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
    refuse_other_month(name, (month,))
    return month


def refuse_other_month(name: str, held: tuple[Month, ...]) -> None:
    """Raise IntakeError where the file's name or its folder names a month that is none of those that the rows hold."""
    file = Path(name)
    for named in (_FILE_MONTH.match(file.name), _FOLDER_MONTH.fullmatch(file.parent.name)):
        if named and named[0] not in map(str, held):
            raise IntakeError(
                f"{name} holds another month than its name or folder says",
                expected=named[0],
                found=f"rows of {', '.join(map(str, held))}",
                cause="The file was moved or renamed by hand.",
                remedy="Put it back under its own month, or download the month again.",
            )


def force_of(falls_within: str, name: str, kind: str) -> Area:
    """The area of the force in the column Falls within.

    `kind` is the last word of the files' own names: `street`, `outcomes`. Raises IntakeError for a force without an
    area of its own, and where the file's name is of another.
    """
    area = force_named(falls_within)
    if area is None:
        raise _unknown_force(name, falls_within or "nothing in the column Falls within")
    named = (_named(name, kind) or ("", None))[1]
    if named and named != area:
        raise IntakeError(
            f"{name} holds another force than its name says",
            expected=named.name,
            found=area.name,
            cause="The file was renamed by hand.",
            remedy="Download the month of your own force again.",
        )
    return area


def month_and_force_named(name: str, kind: str) -> tuple[Month, Area]:
    """Month and force of a file that tells them by its name alone: `2019-07-kent-stop-and-search.csv`.

    Raises IntakeError where the name does not, or is of a force without an area of its own.
    """
    named = _named(name, kind)
    try:
        month = Month.parse(named[0]) if named else None
    except ValueError:
        month = None
    if named is None or month is None:
        raise IntakeError(
            f"{name} does not say which force and month it is of",
            expected=f"the name that its publisher gave it, such as 2025-01-kent-{kind}.csv",
            found=Path(name).name,
            cause="Force and month stand in the file's name only, and the file was renamed.",
            remedy="Give the file its own name back, or download the month again.",
        )
    if named[1] is None:
        raise _unknown_force(name, Path(name).name)
    return month, named[1]


def of_month_and_force(month: Month, falls_within: str) -> tuple[Check, Check]:
    """Every row of a file is of its one month and its one force."""
    return (
        Check(column="Month", rule="one of", values=(str(month),), reason=f"the month is not {month}"),
        Check(
            column="Falls within",
            rule="one of",
            values=(falls_within,),
            reason=f"the row does not fall within {falls_within}",
        ),
    )


def _named(name: str, kind: str) -> tuple[str, Area | None] | None:
    """The month and the force in a file's own name; None where the name is not of the publisher's making."""
    found = re.search(rf"([0-9]{{4}}-[0-9]{{2}})-(.+)-{kind}", Path(name).stem)
    return (found[1], force_named(found[2])) if found else None


def _unknown_force(name: str, found: str) -> IntakeError:
    return IntakeError(
        f"{name} is of a force that Frankpledge does not know",
        expected="one of the police forces of England and Wales with an area of its own, such as Kent Police",
        found=found,
        cause="It is of a force without an area of its own, such as the British Transport Police, or of elsewhere.",
        remedy="Download the file of the force that polices your area.",
    )
