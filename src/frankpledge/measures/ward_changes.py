"""The change of each ward on the same months of an earlier year, all of them judged as one family."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from frankpledge.analysis.comparison import Comparison, compare
from frankpledge.analysis.dispersion import applied_dispersion, seasonal_dispersion
from frankpledge.analysis.multiple import benjamini_hochberg
from frankpledge.geography.wards import count_by_ward
from frankpledge.measures.annotated import why_incomplete
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.key import Key
from frankpledge.measures.model import NotAvailable, Outcome, Test, Verdict
from frankpledge.measures.small_areas import SmallAreas, missing, place_figure
from frankpledge.measures.ward_figures import Q_BELOW, Wards, by_code
from frankpledge.terms.area import Area
from frankpledge.terms.numbers import Unit, to_decimal
from frankpledge.terms.period import Period

_Monthly = Mapping[str, tuple[list[int], list[int]]]


def ward_changes(
    evaluator: Evaluator, later: SmallAreas, earlier: SmallAreas, wards: Wards
) -> dict[str, Outcome] | NotAvailable:
    """Ward code → its change. The scatter of months is estimated over all wards together: of one it tells too little.

    Not available where the months are of two lists of small areas, as a ward's share of a changed one is not known,
    or where somebody noted a month of them as incomplete.
    """
    why = _why_not(evaluator, later, earlier)
    if why:
        return missing(evaluator, later.measure, later.area, later.period, why)
    monthly = _monthly(later, earlier, wards)
    phi = _shared_dispersion(monthly.values())
    applied = applied_dispersion(phi) if phi else 1.0  # months that keep their proportions exactly give nought
    results = [compare(sum(after), sum(before), dispersion=applied) for before, after in monthly.values()]
    family = benjamini_hochberg([result.p if result.percent is not None else None for result in results])
    shown = to_decimal(phi, 4) if phi and applied > 1 else None
    found: dict[str, Outcome] = {}
    for ward, counts, result, q in zip(wards.areas, monthly.values(), results, family.q, strict=True):
        before, after = (sum(months) for months in counts)
        test = Test(
            verdict=_verdict(q, before, after),
            method=f"{result.method}; {family.method}",
            p=_bound(result.p),
            z=_bound(result.z),
            phi=shown,
            rows=family.tested,
        )
        found[ward.code] = _change(evaluator, (later, earlier), wards, ward, (before, after), result, test)
    return found


def _why_not(evaluator: Evaluator, later: SmallAreas, earlier: SmallAreas) -> str:
    if later.census is None or later.census != earlier.census:
        return f"{earlier.period.label} and {later.period.label} are counted by different lists of small areas"
    return why_incomplete(evaluator, later.measure, later.area, later.period, earlier.period)


def _monthly(later: SmallAreas, earlier: SmallAreas, wards: Wards) -> _Monthly:
    """Ward code → its counts month by month, (before, after)."""

    def by_month(found: SmallAreas) -> list[Mapping[str, int]]:
        return [count_by_ward(wards.listed, by_code(found.by_month.get(month, {}))).counts for month in found.period]

    before, after = by_month(earlier), by_month(later)
    return {
        ward.code: ([month[ward.code] for month in before], [month[ward.code] for month in after])
        for ward in wards.areas
    }


def _shared_dispersion(tables: Iterable[Sequence[list[int]]]) -> float | None:
    """The mean over the wards of which it can be estimated; each has as many degrees of freedom."""
    found = [phi for phi in (seasonal_dispersion(list(table)) for table in tables) if phi is not None]
    return sum(found) / len(found) if found else None


def _verdict(q: float | None, before: int, after: int) -> Verdict:
    if q is None or q >= Q_BELOW:
        return "no clear change"
    return "rose" if after > before else "fell"


def _change(
    evaluator: Evaluator,
    pair: tuple[SmallAreas, SmallAreas],
    wards: Wards,
    ward: Area,
    counts: tuple[int, int],
    result: Comparison,
    test: Test,
) -> Outcome:
    (later, earlier), (before, after) = pair, counts
    key = _key(later, earlier.period, ward, wards)
    if before == 0:
        reason = f"there were no {later.measure.nouns} in {earlier.period.label}"
        return NotAvailable(key=str(key), label=f"{later.measure.title}, change, {ward.name}", reason=reason)
    return place_figure(
        evaluator,
        later,
        key,
        f"change on {earlier.period.label}",
        area=ward,
        also=wards.sources,
        compared_with=earlier.period,
        unit=Unit.PERCENT,
        value=to_decimal(Decimal(after - before) * 100 / Decimal(before)),
        places=1,
        signed=True,
        numerator=Decimal(after),
        denominator=Decimal(before),
        low=_bound(result.percent_low),
        high=_bound(result.percent_high),
        test=test,
        method="Later count less earlier count, as a percentage of the earlier; one dispersion for all wards",
    )


def _key(found: SmallAreas, against: Period, ward: Area, wards: Wards) -> Key:
    part = f"wards-{wards.edition}"
    name, period = found.measure.name, found.period
    return Key(measure=name, function="change", area=ward.code, period=period, against=against, part=part)


def _bound(value: float | None) -> Decimal | None:
    return None if value is None else to_decimal(value)
