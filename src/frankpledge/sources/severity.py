"""The Crime Severity Score by local authority: recorded crime weighted by the sentences that courts pass for it.

Columns `ltla23_code, crime_severity_score`. The year stands nowhere in the file: it is taken from the file's name, or
is that of the one known publication with these columns. The scores were worked out by community safety partnership; an
authority with several partnerships stands in several rows, and no score of the whole can be made of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from frankpledge.sources.indicator import ENGLAND, OGL, Indicator, authority_code, number, period_in_name
from frankpledge.sources.shape import RowError, Sheet, Source, Values, open_sheet, sift
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import Coverage, Publication
from frankpledge.store.tables import INDICATORS
from frankpledge.terms.errors import IntakeError
from frankpledge.terms.period import Period

PUBLICATION = Publication(
    key="severity",
    title="Crime Severity Score by local authority",
    publisher="Office for National Statistics",
    licence=OGL,
    attribution="Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    url="https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/"
    "crimeseverityscoreexperimentalstatistics",
    limitation=(
        "An experimental statistic without an interval. It follows the weights of sentencing and how crime is "
        "recorded: a few grave offences, or better recording, can move it as much as harm itself."
    ),
)
_KNOWN = ("ltla23_code", Period.parse("2022-04..2023-03"))
_NONE_GIVEN = ":"


def read(path: Path, name: str) -> Reading:
    """The reading of one year. Raises IntakeError where neither the name nor the columns say which year it is."""
    sheet = open_sheet(path, SOURCE.shape)
    period, remarks = _period(sheet, name)
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=INDICATORS,
        coverage=(Coverage(ENGLAND, period),),
        content=sift(sheet, _Taker(sheet, period)),
        remarks=remarks,
    )


def _period(sheet: Sheet, name: str) -> tuple[Period, tuple[str, ...]]:
    named = period_in_name(name)
    if named:
        return named, ()
    heading, period = _KNOWN
    if sheet.headings[sheet.at(SOURCE.shape[0])] == heading:
        return period, (
            f"The file does not say which year it is of. {period.label} is taken: the year of the only publication "
            "known with these columns.",
        )
    raise IntakeError(
        f"{name} does not say which year its scores are of",
        expected="a year in the file's name, such as year-ending-march-2024",
        found=Path(name).name,
        cause="The year stands nowhere in the file, and the codes are not those of the publication known here.",
        remedy="Write the year into the file's name, and load it again.",
    )


@dataclass
class _Taker:
    """Makes rows of cells; an authority that stands in several rows is refused in each of them."""

    sheet: Sheet
    period: Period
    seen: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._code, self._score = (self.sheet.at(pattern) for pattern in SOURCE.shape)
        cells = [cells for _, _, cells in self.sheet.lines if len(cells) > self._code]
        self.seen.update(line[self._code].strip() for line in cells)

    def __call__(self, cells: list[str]) -> Iterator[Values]:
        area = authority_code(cells[self._code])
        if self.seen[area] > 1:
            raise RowError(f"{area} stands in {self.seen[area]} rows, each a partnership in it: none is of all of it")
        value = number(cells[self._score], "score", (_NONE_GIVEN, "NA"))
        yield Indicator(
            name="crime-severity-score",
            title="Crime Severity Score",
            area=area,
            period=self.period,
            words=self.period.label,
            value=value,
            unit="score: recorded crime weighted by sentences, for each resident",
            note="" if value is not None else "the publisher gives no score",
        ).row


SOURCE = Source(
    key="severity",
    title="Crime Severity Score by local authority",
    shape=(r"ltla\d\d_code", "crime_severity_score"),
    read=read,
)
