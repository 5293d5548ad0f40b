"""Proven reoffending by area: of a cohort of offenders, how many reoffended within a year, and how often.

A layout of ours, with one header row: `Area code, Area name, Cohort from, Cohort to, Group, Offenders, Reoffenders,
Reoffences, Note`. Months as 2022-04; Group is adults, children or all; Note is blank, or Simulated in every row. A
count that the publisher withholds stays blank. The Ministry of Justice's own layout was not at hand and is not read:
its geographical tool names areas without codes, so its rows are copied into this layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from frankpledge.sources.indicator import OGL, WORKED_OUT, Indicator, area_code, count, whole_span
from frankpledge.sources.own import check_note, is_simulated, period_of
from frankpledge.sources.shape import RowError, Source, Values, open_sheet, refuse_other_columns, sift
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import INDICATORS
from frankpledge.terms.period import Period

HEADER = (
    *("Area code", "Area name", "Cohort from", "Cohort to", "Group"),
    *("Offenders", "Reoffenders", "Reoffences", "Note"),
)
PUBLICATION = Publication(
    key="reoffending",
    title="Proven reoffending by area",
    publisher="Ministry of Justice",
    licence=OGL,
    attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
    url="https://www.gov.uk/government/collections/proven-reoffending-statistics",
    limitation=(
        "Reoffending that led to a caution or a conviction, within a year of release, sentence or caution; six months "
        "more are allowed for the courts. Areas differ in whom they hold: a rate that is not adjusted does not say how "
        "well an area does."
    ),
)
_GROUPS = {"adults": "adults, 18 and over", "children": "children, 10 to 17", "all": "all ages"}


def read(path: Path, name: str) -> Reading:
    """The reading of every cohort in the file. Raises IntakeError for other columns, or where no row is sound."""
    refuse_other_columns(path, name, HEADER)
    sheet = open_sheet(path, SOURCE.shape, within=1)
    simulated = is_simulated(cells[-1] for _, _, cells in sheet.lines if len(cells) == len(HEADER))
    taker = _Taker(simulated)
    content = sift(sheet, taker)
    return Reading(
        publication=PUBLICATION,
        version=1,
        table=INDICATORS,
        coverage=(Coverage(ENGLAND_AND_WALES, whole_span(taker.periods, name)),),
        content=content,
        simulated="Simulated values" if simulated else "",
    )


@dataclass
class _Taker:
    """Makes two rows of each line: how many reoffended, and how often those who did."""

    simulated: bool
    periods: set[Period] = field(default_factory=set)
    seen: set[tuple[str, Period, str]] = field(default_factory=set)

    def __call__(self, cells: list[str]) -> Iterator[Values]:
        code, name, first, last, group, *counts, note = cells
        area, period, group = area_code(code), period_of(first, last), group.strip().casefold()
        check_note(note, self.simulated)
        if group not in _GROUPS:
            raise RowError("the group is not adults, children or all")
        if (area, period, group) in self.seen:
            raise RowError(f"{group} of {area} in {period.label} stand in the file twice")
        offenders, reoffenders, reoffences = map(count, counts, HEADER[5:8])
        _refuse_impossible(offenders, reoffenders, reoffences)
        self.seen.add((area, period, group))
        self.periods.add(period)
        shared = Indicator(
            name="",
            title="",
            area=area,
            area_name=name.strip(),
            period=period,
            words=f"cohort of {period.label}",
            age=_GROUPS[group],
            value=None,
            note=WORKED_OUT,
        )
        yield replace(
            shared,
            name="reoffending-rate",
            title="Offenders who reoffended within a year",
            value=_over(reoffenders, offenders, 100),
            numerator=reoffenders,
            denominator=offenders,
            unit="percent",
        ).row
        yield replace(
            shared,
            name="reoffences-per-reoffender",
            title="Reoffences for each reoffender",
            value=_over(reoffences, reoffenders),
            numerator=reoffences,
            denominator=reoffenders,
            unit="reoffences for each reoffender",
        ).row


def _over(part: int | None, whole: int | None, scale: int = 1) -> float | None:
    return scale * part / whole if part is not None and whole else None


def _refuse_impossible(offenders: int | None, reoffenders: int | None, reoffences: int | None) -> None:
    if offenders is not None and reoffenders is not None and reoffenders > offenders:
        raise RowError("there are more reoffenders than offenders")
    if (
        reoffenders is not None
        and reoffences is not None
        and (reoffences < reoffenders or (reoffences and not reoffenders))
    ):
        raise RowError("the reoffences do not fit the reoffenders: each has at least one, and nobody else any")


SOURCE = Source(
    key="reoffending",
    title="proven reoffending by area, in the layout of our own",
    shape=tuple(name.casefold() for name in HEADER),
    read=read,
)
