"""Table C2: recorded crimes for headline offences by community safety partnership, one year to the end of a quarter."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from frankpledge.sources.shape import Source, plain_heading, whole_number
from frankpledge.store.rows import rows, torn
from frankpledge.store.schema import Parsed, Reading, Rejected
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import PARTNERSHIP_COUNTS
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period
from frankpledge.terms.places import force_named

PUBLICATION = Publication(
    key="partnership-table",
    title="Table C2, recorded crime by community safety partnership",
    publisher="Office for National Statistics, from the Home Office",
    licence="Open Government Licence v3.0",
    attribution=(
        "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
        "Police recorded crime data are not accredited official statistics."
    ),
    url="https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/recordedcrimedatabycommunitysafetypartnershiparea",
    limitation=(
        "Fraud is left out. Crimes that a force could not assign to a partnership are in its total and in no "
        "partnership. Some partnerships cover several authorities and some authorities have several partnerships."
    ),
)
_KEYS = (
    "police force area code",
    "police force area name",
    "community safety partnership code",
    "community safety partnership name",
    "local authority code",
    "local authority name",
)
_YEAR = re.compile(r"year ending (March|June|September|December) (\d{4})")
_QUARTERS = {"March": 3, "June": 6, "September": 9, "December": 12}
_COMBINED = "Combined Local Authorities"


def read(path: Path, name: str) -> Reading:
    """The reading of the whole table. Raises IntakeError where the title gives no year or the table has no rows."""
    table = list(rows(path))
    at = _header_at([cells for _, _, cells in table], name)
    period = _period(" ".join(cell for _, _, cells in table[:at] for cell in cells), name)
    offences = [_clean(cell) for cell in table[at][2][6:]]
    kept: list[tuple[int, tuple[str | int | None, ...]]] = []
    rejected: list[Rejected] = []
    for number, (line, raw, cells) in enumerate(table[at + 1 :], 2):
        reasons = _faults(cells, len(offences))
        if reasons:
            rejected.append(Rejected(line=line, raw=raw, reasons=reasons))
        else:
            kept += [(number, values) for values in _rows(cells, offences, period)]
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=PARTNERSHIP_COUNTS,
        coverage=(Coverage(ENGLAND_AND_WALES, period),),
        content=Parsed(rows_in=len(table) - at - 1, rows=tuple(kept), rejected=tuple(rejected)),
    )


def _header_at(table: list[list[str]], name: str) -> int:
    """Where the row of column names is, below the notes."""
    for number, cells in enumerate(table):
        if tuple(map(plain_heading, cells[: len(_KEYS)])) == _KEYS:
            return number
    raise IntakeError(
        f"{name} has its columns in another order",
        expected=", ".join(_KEYS),
        found="the same names elsewhere in the row",
        cause="Columns were moved or put in by hand.",
        remedy="Load the table as it was downloaded.",
    )


def _period(title: str, name: str) -> Period:
    found = _YEAR.search(title)
    if not found:
        raise IntakeError(
            f"{name} does not say which year it counts",
            expected="a title with “year ending June 2025” or another quarter above the table",
            found=_clean(title)[:80] or "no title",
            cause="The lines above the table were removed.",
            remedy="Load the table as it was downloaded, with its title.",
        )
    last = Month(int(found[2]), _QUARTERS[found[1]])
    return Period(last.plus(-11), last)


def _faults(cells: list[str], offences: int) -> tuple[str, ...]:
    if len(cells) != len(_KEYS) + offences:
        return (torn(len(_KEYS) + offences, len(cells)),)
    reasons = []
    area = force_named(_clean(cells[1]))
    if area is None or area.code != cells[0].strip():
        reasons.append(f"the force code {cells[0].strip()} is not that of {_clean(cells[1])}")
    if not any(whole_number(cell) is not None for cell in cells[6:]):
        reasons.append("the row holds no figures")
    if any(whole_number(cell) is None and cell.strip() not in ("", "[x]") for cell in cells[6:]):
        reasons.append("a cell holds something that is not a number")
    return tuple(reasons)


def _rows(cells: list[str], offences: list[str], period: Period) -> list[tuple[str | int | None, ...]]:
    force, _, partnership, name, authority, authority_name = (_clean(cell) for cell in cells[:6])
    standing = _standing(partnership, name, authority)
    first, last = _iso(period.first), _iso(period.last)
    whole = standing == "partnership"
    key = (first, last, force, partnership or None, name or None)
    owner = (authority if whole else None, authority_name if whole else None, standing)
    return [(*key, *owner, offence, whole_number(cell)) for offence, cell in zip(offences, cells[6:], strict=True)]


def _standing(partnership: str, name: str, authority: str) -> str:
    if authority == _COMBINED:
        return "combined"
    if partnership and authority:
        return "partnership"
    return "unassigned" if name else "force total"


def _iso(month: Month) -> str:
    return date(month.year, month.month, 1).isoformat()


def _clean(cell: str) -> str:
    return " ".join(cell.split("[note")[0].split())


SOURCE = Source(key="partnership-table", title="Table C2, recorded crime by partnership", shape=_KEYS, read=read)
