"""Recorded crime by quarter and offence group, as the Home Office publishes it for forces and partnerships."""

from __future__ import annotations

from frankpledge.measures.catalogue.crime import OFFENCE_GROUPS, Groups
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import Figure, Outcome
from frankpledge.measures.police import Told, area_named, no_such_part
from frankpledge.measures.tree import NOT_CLASSIFIED, UNCLASSIFIED
from frankpledge.store.query_police import offence_count_rows
from frankpledge.terms.area import Area, area_kind
from frankpledge.terms.period import Period, runs
from frankpledge.terms.words import joined

Row = tuple[Period, str, str, int]  # quarter, name of the area, code, offences

NAME, TITLE = "offence-counts", "Recorded crime in the Home Office tables"
_METHOD = "Sum of the published quarters over offence codes"
_LIMITATION = (
    "A number can lie below nought where crimes recorded in an earlier quarter were cancelled. Fraud that national "
    "bodies record is not in it."
)


def offence_count_figures(
    evaluator: Evaluator, area: str, period: Period, groups: Groups = OFFENCE_GROUPS
) -> tuple[Outcome, ...]:
    """Each whole financial quarter of a period in order: all recorded crime, then each group of codes.

    `area` is a force or a partnership; `groups` gives slug, title and offence codes. Codes in no group come last, as
    `unclassified`, in quarters that have any. A quarter that is not held is one NotAvailable.
    """
    rows = offence_count_rows(evaluator.library, area, period)
    return tuple(
        figure for quarter in _quarters(period) for figure in _of_quarter(evaluator, area, quarter, rows, groups)
    )


def offence_count_figure(evaluator: Evaluator, key: Key, groups: Groups = OFFENCE_GROUPS) -> Outcome:
    """The `level` of all recorded crime or of one group over a run of whole financial quarters.

    Raises MeasureError for a part that is no group.
    """
    return _figure(evaluator, key, offence_count_rows(evaluator.library, key.area, key.period), groups)


def _figure(evaluator: Evaluator, key: Key, rows: list[Row], groups: Groups) -> Outcome:
    titles = {slug: title for slug, title, _ in groups} | {UNCLASSIFIED: NOT_CLASSIFIED}
    if key.part and key.part not in titles:
        raise no_such_part(TITLE, key.part, titles)
    told = _told(evaluator, key.area, key.period, rows[0][1] if rows else "")
    why = _why_not(key.period, {quarter for quarter, *_ in rows})
    if why:
        return told.missing("level", why, part=key.part, words=titles.get(key.part, ""))
    codes = {code for slug, _, group in groups for code in group if slug == key.part}
    known = {code for _, _, group in groups for code in group}
    count = sum(
        value
        for _, _, code, value in rows
        if not key.part or code in codes or (key.part == UNCLASSIFIED and code not in known)
    )
    return told.level(count, key.part, titles.get(key.part, ""), method=_METHOD)


def _of_quarter(
    evaluator: Evaluator, area: str, quarter: Period, rows: list[Row], groups: Groups
) -> tuple[Outcome, ...]:
    own = [row for row in rows if row[0] == quarter]

    def figure(part: str) -> Outcome:
        key = Key(measure=NAME, function="level", area=area, period=quarter, part=part)
        return _figure(evaluator, key, own, groups)

    total = figure("")
    if not isinstance(total, Figure):
        return (total,)
    loose = figure(UNCLASSIFIED)
    shown = (loose,) if isinstance(loose, Figure) and loose.value else ()
    return (total, *(figure(slug) for slug, _, _ in groups), *shown)


def _quarters(period: Period) -> list[Period]:
    """The whole financial quarters of a period: April, July, October and January begin one."""
    begins = [month for month in period if month.month % 3 == 1 and month.plus(2) in period]
    return [Period(first, first.plus(2)) for first in begins]


def _why_not(period: Period, held: set[Period]) -> str:
    quarters = _quarters(period)
    if 3 * len(quarters) != len(period):
        return f"the tables give whole quarters, and {period.label} is not made of them"
    gaps = {month for quarter in quarters if quarter not in held for month in quarter}
    return f"no offence counts of {joined(run.label for run in runs(gaps))} are held" if gaps else ""


def _told(evaluator: Evaluator, area: str, period: Period, published: str) -> Told:
    """The name is the publisher's for a partnership, of which no other list may be held."""
    kind = "partnership" if area_kind(area) == "partnership" else "force"
    return Told(
        measure=NAME,
        title=TITLE,
        area=Area(area, published) if published and kind == "partnership" else area_named(evaluator, area),
        period=period,
        sources=(f"{NAME}-{kind}",),
        edition=evaluator.edition,
        notes=(_LIMITATION,),
    )
