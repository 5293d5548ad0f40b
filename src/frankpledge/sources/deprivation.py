"""The English Indices of Deprivation by small area: ranks and tenths of eight domains."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from frankpledge.sources.indicator import ENGLAND
from frankpledge.sources.shape import RowError, Sheet, Source, Values, open_sheet, sift, whole_number
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import Coverage, Publication
from frankpledge.store.tables import DEPRIVATION
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period

PUBLICATION = Publication(
    key="deprivation",
    title="English Indices of Deprivation",
    publisher="Ministry of Housing, Communities and Local Government",
    licence="Open Government Licence v3.0",
    attribution=(
        "Contains public sector information licensed under the Open Government Licence v3.0: Ministry of Housing, "
        "Communities and Local Government, English Indices of Deprivation."
    ),
    url="https://www.gov.uk/government/collections/english-indices-of-deprivation",
    limitation=(
        "A rank says how an area stands beside others in England, not how deprived it is nor how each resident lives. "
        "Ranks of two editions show no change over time. The crime domain is itself built on recorded crime, so it "
        "can't explain it."
    ),
)
_DOMAINS = {
    "imd": "imd",
    "income": "income",
    "employment": "employment",
    "education": "education",
    "health": "health",
    "crime": "crime",
    "housing": r"housing_and_(access|services)",
    "environment": "environment",
}
_SCORE = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", re.ASCII)


@dataclass(frozen=True)
class _Indices:
    """One edition: the census whose small areas it is of, and how many of them are ranked."""

    edition: int
    lsoa_edition: int
    areas: int


_EDITIONS = (_Indices(2019, 2011, 32_844), _Indices(2025, 2021, 33_755))


def read(path: Path, name: str) -> Reading:
    """The reading of one edition. Raises IntakeError where the name and the columns do not agree on which it is."""
    sheet = open_sheet(path, SOURCE.shape, within=1)
    indices = _edition(sheet, name)
    year, what = indices.edition, f"lsoa{indices.lsoa_edition % 100:02}"
    return Reading(
        publication=replace(PUBLICATION, key=f"deprivation-{year}", title=f"{PUBLICATION.title} {year}"),
        version=1,
        table=DEPRIVATION,
        coverage=(Coverage(ENGLAND, Period(Month(year, 1), Month(year, 12)), what),),
        content=sift(sheet, _Taker(sheet, indices)),
    )


def _edition(sheet: Sheet, name: str) -> _Indices:
    """The year stands in the name: the small areas of 2011 had other editions too."""
    named = re.search(r"(?:imd|iod)[ _-]?(20\d\d)(?!\d)", Path(name).stem, re.ASCII | re.IGNORECASE)
    heading = sheet.headings[sheet.at(SOURCE.shape[0])]
    for one in _EDITIONS:
        if named and int(named[1]) == one.edition and int(heading[4:6]) == one.lsoa_edition % 100:
            return one
    raise IntakeError(
        f"{name} is not an edition of the Indices of Deprivation that is known here",
        expected="a name with imd2019 and a column lsoa11_code, or one with imd2025 and a column lsoa21_code",
        found=f"{named[0] if named else Path(name).name} with a column {heading}",
        cause="The file was renamed, or is of another edition, whose ranks are of another number of areas.",
        remedy="Give the file its own name back, or load the edition of 2019 or of 2025.",
    )


class _Taker:
    """Makes a row for each domain of a line, or says what is wrong with it."""

    def __init__(self, sheet: Sheet, indices: _Indices) -> None:
        self.indices, self.code = indices, sheet.at(SOURCE.shape[0])
        self.domains = [
            (domain, sheet.at(f"{column}_rank"), sheet.at(f"{column}_decile"), sheet.maybe(f"{column}_score"))
            for domain, column in _DOMAINS.items()
        ]
        self.seen: set[str] = set()

    def __call__(self, cells: list[str]) -> list[Values]:
        code = cells[self.code].strip()
        faults = [] if re.fullmatch(r"E01[0-9]{6}", code) else [f"{code!r} is not the code of a small area in England"]
        faults += [f"{code} stands in the file twice"] if code in self.seen else []
        found: list[Values] = []
        for domain, rank_at, decile_at, score_at in self.domains:
            rank, decile = whole_number(cells[rank_at]), whole_number(cells[decile_at])
            score = cells[score_at].strip() if score_at is not None else ""
            faults += _faults(domain, rank, decile, score, self.indices.areas)
            found.append((self.indices.edition, self.indices.lsoa_edition, code, domain, rank, decile, score or None))
        if faults:
            raise RowError(*faults)
        self.seen.add(code)
        return found


def _faults(domain: str, rank: int | None, decile: int | None, score: str, areas: int) -> list[str]:
    faults = []
    if rank is None or not 1 <= rank <= areas:
        faults.append(f"{domain}: the rank is not a number from 1 to {areas:,}")
    elif decile != (rank * 10 + areas - 1) // areas:
        faults.append(f"{domain}: rank {rank:,} of {areas:,} does not lie in tenth {decile}")
    if score and not _SCORE.fullmatch(score):
        faults.append(f"{domain}: the score is not a number")
    return faults


SOURCE = Source(
    key="deprivation",
    title="English Indices of Deprivation",
    shape=(
        r"lsoa\d\d_code",
        *(f"{column}_rank" for column in _DOMAINS.values()),
        *(f"{column}_decile" for column in _DOMAINS.values()),
    ),
    read=read,
)
