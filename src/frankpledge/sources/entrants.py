"""First-time entrants to the youth justice system: children of 10 to 17 with a first caution or conviction.

A layout of ours, with one header row: `Area code, Area name, Period from, Period to, Entrants, Population 10 to 17,
"Rate per 100,000", Note`. Months as 2022-04; the rate as published, or blank; Note is blank, or Simulated in every row.
A count that the publisher withholds stays blank. The publishers' own layouts were not at hand and are not read, save
the one of the public health profiles, where this is indicator 10401.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from frankpledge.sources.indicator import OGL, WORKED_OUT, Indicator, area_code, count, number, whole_span
from frankpledge.sources.own import check_note, is_simulated, period_of
from frankpledge.sources.shape import RowError, Source, Values, open_sheet, refuse_other_columns, sift
from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage, Publication
from frankpledge.store.tables import INDICATORS
from frankpledge.terms.period import Period
from frankpledge.terms.words import plural

HEADER = (
    *("Area code", "Area name", "Period from", "Period to"),
    *("Entrants", "Population 10 to 17", "Rate per 100,000", "Note"),
)
PUBLICATION = Publication(
    key="entrants",
    title="First-time entrants to the youth justice system",
    publisher="Youth Justice Board and Ministry of Justice",
    licence=OGL,
    attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
    url="https://www.gov.uk/government/collections/youth-justice-statistics",
    limitation=(
        "Children by where they live, at their first caution or conviction on the Police National Computer. Fewer may "
        "mean less offending, more diversion, or slower courts."
    ),
)
_SCALE = 100_000
_FAR_OFF = 0.05  # further from the counts than this, the rate is of something else, or on another scale


def read(path: Path, name: str) -> Reading:
    """The reading of every period in the file. Raises IntakeError for other columns, or where no row is sound."""
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
        remarks=_remarks(taker.differing),
    )


def _remarks(differing: int) -> tuple[str, ...]:
    if not differing:
        return ()
    rows = f"{differing:,} {plural(differing, 'row')}"
    return (f"In {rows} the published rate is not what the counts beside it give: see the notes of the values.",)


@dataclass
class _Taker:
    """Makes a row of each line, and compares the published rate with its own parts."""

    simulated: bool
    periods: set[Period] = field(default_factory=set)
    seen: set[tuple[str, Period]] = field(default_factory=set)
    differing: int = 0

    def __call__(self, cells: list[str]) -> Iterator[Values]:
        code, name, first, last, entrants, children, rate, note = cells
        area, period = area_code(code), period_of(first, last)
        check_note(note, self.simulated)
        if (area, period) in self.seen:
            raise RowError(f"{area} in {period.label} stands in the file twice")
        counted, base = count(entrants, "number of entrants"), count(children, "population")
        stated = number(rate, "rate")
        if counted is not None and base is not None and counted > base:
            raise RowError("there are more entrants than children")
        given = _SCALE * counted / base if counted is not None and base else None
        remark = _compared(stated, given, rate)
        self.differing += bool(remark)
        self.seen.add((area, period))
        self.periods.add(period)
        yield Indicator(
            name="first-time-entrants",
            title="First-time entrants to the youth justice system",
            area=area,
            area_name=name.strip(),
            period=period,
            words=period.label,
            age="10 to 17",
            value=given if stated is None else stated,
            numerator=counted,
            denominator=base,
            unit="per 100,000 children of 10 to 17",
            note=remark or (WORKED_OUT if stated is None and given is not None else ""),
        ).row


def _compared(stated: float | None, given: float | None, text: str) -> str:
    """What is to be noted of a published rate that its own parts do not give. Raises RowError where it is far off."""
    if stated is None or given is None:
        return ""
    half_a_step = 0.5 * 10.0 ** -len(text.strip().partition(".")[2])
    if abs(stated - given) <= half_a_step * 1.000001:
        return ""
    if abs(stated - given) > max(_FAR_OFF * given, half_a_step * 2):
        raise RowError(f"the rate is far from the {given:,.1f} that the counts beside it give")
    return f"the published rate is {text.strip()}; the counts beside it give {given:,.1f}"


SOURCE = Source(
    key="entrants",
    title="first-time entrants to the youth justice system, in the layout of our own",
    shape=tuple(name.casefold() for name in HEADER),
    read=read,
)
