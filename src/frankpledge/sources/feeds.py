"""Datasets that partners owe one another by the Prescribed Information Regulations (SI 2007/1831), one file a dataset.

Columns: Dataset, Date, Time, Category, LSOA code, Outward postcode, Area code, Reference, Note. A row is an event; of
road traffic collisions (L1) it is a person killed or injured, and Reference is the collision's. Date is a day
(2025-01-31) or, where no more is known, a month (2025-01). Time may be blank. Health datasets are placed by the outward
half of a postcode and by nothing finer. Reference may be blank: rows without one cannot be told from their repeats.

A run of months in the file's name, as in `fires F1 E06000035 2025-01..2025-03.csv`, says that the file speaks of all
of them: a month without a row is then one in which nothing happened. A file without rows needs dataset and area there.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

from frankpledge.sources.own import (
    MONTH,
    check_note,
    day_of,
    file_words,
    is_simulated,
    only_value,
    run_in_name,
    unbroken,
)
from frankpledge.sources.personal import POSTAL_AREAS, refuse_personal
from frankpledge.sources.shape import RowError, Sheet, Source, Values, plain_heading, refuse_other_columns, sift
from frankpledge.store.rows import records
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import Coverage, Publication
from frankpledge.store.tables import INCIDENTS
from frankpledge.terms.area import area_kind
from frankpledge.terms.digest import digest_bytes
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Month, Period

HEADER = (
    *("Dataset", "Date", "Time", "Category", "LSOA code", "Outward postcode", "Area code", "Reference"),
    "Note",
)
CASUALTIES = tuple(
    f"{who} {how}" for who in ("adult", "child") for how in ("killed", "seriously injured", "slightly injured")
)
_URL = "https://www.legislation.gov.uk/uksi/2007/1831"
_DATASET, _AREA = r"[PFLH]\d{1,2}", r"(?:E0[6-9]|W06)\d{6}"
_OUTWARD = re.compile(r"([A-Z]{1,2})\d[A-Z\d]?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """One dataset of the Regulations. `standing` says whether the provision's own text was read."""

    id: str
    holder: str
    words: str
    fields: str
    provision: str
    standing: str


@cache
def datasets() -> dict[str, Dataset]:
    """Every dataset by its id, in the order of the Regulations."""
    text = resources.files("frankpledge.sources").joinpath("feeds.toml").read_text(encoding="utf-8")
    return {one["id"]: Dataset(**one) for one in tomllib.loads(text)["dataset"]}


def read(path: Path, name: str) -> Reading:
    """The reading of one dataset of one authority. Raises IntakeError where datasets, areas or months disagree."""
    refuse_other_columns(path, name, HEADER)
    lines = tuple(records(path))
    refuse_personal(HEADER, lines, name)
    whole = [cells[: len(HEADER)] for _, _, cells in lines if len(cells) >= len(HEADER) and any(map(str.strip, cells))]
    run = run_in_name(name)
    dataset = _dataset(whole, name)
    area = only_value(_column(whole, 6, name, _AREA), name, "Area code", _AREA, "E06000035, a local authority")
    taker = _Taker(dataset.id, area, run, is_simulated(cells[8] for cells in whole))
    parsed = sift(Sheet(tuple(map(plain_heading, HEADER)), lines), taker, confidential=True)
    return Reading(
        publication=_publication(dataset),
        version=1,
        table=INCIDENTS,
        coverage=(Coverage(area, run or _months(taker.months, name), dataset.id),),
        content=parsed,
        simulated="Simulated records" if taker.simulated else "",
        confidential=True,
    )


def _column(whole: Sequence[Sequence[str]], place: int, name: str, pattern: str) -> list[str]:
    """The values of a column, or of the file's name where the file has no rows at all."""
    if whole:
        return [cells[place].strip() for cells in whole]
    return [found for found in re.split(r"[ _,()]+", file_words(name)) if re.fullmatch(pattern, found, re.ASCII)]


def _dataset(whole: Sequence[Sequence[str]], name: str) -> Dataset:
    known = "|".join(datasets())
    return datasets()[only_value(_column(whole, 0, name, _DATASET), name, "Dataset", known, "F1, one of P1 to H6")]


def _months(months: set[Month], name: str) -> Period:
    if months:
        return unbroken(months, name)
    raise IntakeError(
        f"{name} has no row with a date that can be read",
        expected="days such as 2025-01-31, or months such as 2025-01",
        found="none in the column Date",
        cause="A spreadsheet wrote the dates again in its own way, or the file is empty.",
        remedy="Write the dates as year-month-day. If nothing happened, write dataset, area and months into the file's "
        "name, as in fires F1 E06000035 2025-01..2025-03.csv.",
    )


def _publication(dataset: Dataset) -> Publication:
    checked = "" if dataset.standing == "verified" else " The provision has still to be checked against its text."
    return Publication(
        key=f"feed-{dataset.id}",
        title=dataset.words,
        publisher=f"the {dataset.holder} partner",
        licence="Disclosed under section 17A of the Crime and Disorder Act 1998; not for publication",
        attribution="",
        url=_URL,
        limitation=f"{dataset.provision}: {dataset.fields}. Depersonalised by its holder; how events are chosen and "
        f"placed is the holder's practice.{checked}",
    )


@dataclass
class _Taker:
    """Turns the cells of one row into the canonical row, and remembers the months that it saw."""

    dataset: str
    area: str
    run: Period | None
    simulated: bool
    months: set[Month] = field(default_factory=set)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __call__(self, cells: list[str]) -> list[Values]:
        _, date, time, category, lsoa, outward, _, reference, note = (cell.strip() for cell in cells)
        check_note(note, self.simulated)
        month, day = self._when(date)
        what = self._category(category)
        place = self._place(lsoa, outward)
        hour = _hour(time)
        self.months.add(month)
        first = month.first_day.isoformat()
        return [(first, self.area, self.dataset, what, day, hour, *place, self._identity(reference, what or ""))]

    def _when(self, text: str) -> tuple[Month, str | None]:
        day = day_of(text)
        if day is None and not re.fullmatch(MONTH, text, re.ASCII):
            raise RowError("the date is neither a day such as 2025-01-31 nor a month such as 2025-01")
        month = Month.of(day) if day else Month.parse(text)
        if self.run and month not in self.run:
            raise RowError("the date is outside the months that the file's name gives")
        return month, day.isoformat() if day else None

    def _category(self, text: str) -> str | None:
        if self.dataset != "L1":
            return text or None
        plain = " ".join(text.casefold().replace(",", " ").split())
        found = next((one for one in CASUALTIES if plain in (one, one.removesuffix(" injured"))), None)
        if found is None:
            raise RowError(f"the category is not one of {', '.join(CASUALTIES)}")
        return found

    def _place(self, lsoa: str, outward: str) -> tuple[str | None, str | None]:
        if lsoa and self.dataset.startswith("H"):
            raise RowError("health datasets have no small area: the outward half of the postcode is the finest place")
        if lsoa and not _is_small_area(lsoa):
            raise RowError("the LSOA code is not the code of a small area")
        half = _OUTWARD.fullmatch(outward.upper())
        if outward and not (half and half[1] in POSTAL_AREAS):
            raise RowError("the outward postcode is not one such as ME7")
        return lsoa or None, outward.upper() or None

    def _identity(self, reference: str, category: str) -> int | None:
        """The same reference of another dataset or area is another event; of a collision, another person's.

        The people of one collision are told apart by category and order.
        """
        if not reference:
            return None
        named = [self.dataset, self.area, reference]
        if self.dataset == "L1":
            self.seen[reference, category] += 1
            named += [category, str(self.seen[reference, category])]
        return int(digest_bytes("\n".join(named).encode())[:16], 16)


def _is_small_area(code: str) -> bool:
    try:
        return area_kind(code) == "lsoa"
    except ValueError:
        return False


def _hour(text: str) -> int | None:
    found = re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?", text, re.ASCII)
    if text and not found:
        raise RowError("the time is not one such as 14:05")
    return int(found[1]) if found else None


SOURCE = Source(
    key="feed",
    title="dataset of the Prescribed Information Regulations",
    shape=tuple(name.casefold() for name in HEADER),
    read=read,
)
