"""Wards: counts, rates where residents of the same list are held, and changes judged as one family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frankpledge.assessment.blocks import Chart, Fixed, Number, Point, Runs, Series, Table, Text
from frankpledge.assessment.chapters.topic import gap_note
from frankpledge.assessment.phrases import names, verdict_words
from frankpledge.assessment.series import cell
from frankpledge.assessment.story import Story
from frankpledge.measures.change import like_for_like
from frankpledge.measures.model import Figure, Measure, NotAvailable, Outcome
from frankpledge.measures.small_areas import SmallAreas, not_placed, small_areas
from frankpledge.measures.ward_changes import ward_changes
from frankpledge.measures.ward_figures import (
    STALE,
    Standing,
    WardRates,
    Wards,
    ward_levels,
    ward_rates,
    wards_of,
)
from frankpledge.terms.period import Period

_DASH: Runs = (Text("–"),)
_CELLS: dict[Standing, str] = {
    "beyond": "{side}, stands apart",
    "chance": "{side} by more than chance",
    "within": "No clear difference",
    "not judged": "Not tested",
}
_Levels = tuple[SmallAreas, dict[str, Figure]]


def wards_part(story: Story, found: Sequence[SmallAreas]) -> dict[str, object]:
    """What the chapter's template needs of the wards. The first of `found` gives the list of wards and the rates."""
    first = found[0]
    wards = wards_of(story.evaluator, first)
    if isinstance(wards, NotAvailable):
        return {"wards": None, "no_wards": gap_note("A table by ward", wards)}
    made = [(one, ward_levels(story.evaluator, one, wards)) for one in found if one.census == first.census]
    levels = [(one, counts) for one, counts in made if isinstance(counts, dict)]
    left = [counts for _, counts in made if isinstance(counts, NotAvailable)]
    if not levels:
        return {"wards": None, "no_wards": gap_note("A table by ward", left[0])}
    main, counts = levels[0]
    rates = ward_rates(story.evaluator, main, wards, counts)
    if isinstance(rates, NotAvailable):
        told = _bare(story, wards, levels, rates)
    else:
        others = [(one, ward_rates(story.evaluator, one, wards, two)) for one, two in levels[1:]]
        rated = [(main, rates), *((one, two) for one, two in others if isinstance(two, WardRates))]
        told = _with_rates(story, wards, levels, rated)
    return {"wards": True, **told, **_changes(story, wards, main)}


def kind_of(measure: Measure) -> str:
    """What several are called where crimes and incidents stand side by side."""
    return "incidents of anti-social behaviour" if measure.name == "asb" else measure.nouns


def _bare(story: Story, wards: Wards, levels: Sequence[_Levels], why: NotAvailable) -> dict[str, object]:
    return {
        "rates": None,
        "no_rates": gap_note("A rate by ward", why),
        "ward_table": _table(story, wards, levels, ()),
        "without": [],
    }


def _with_rates(
    story: Story, wards: Wards, levels: Sequence[_Levels], rated: Sequence[tuple[SmallAreas, WardRates]]
) -> dict[str, object]:
    rates = rated[0][1]
    stale = next((note for note in rates.overall.notes if note.startswith(STALE)), "")
    base = f"Rates are on {rates.overall.denominator_label}, each small area counted whole in one ward."
    return {
        "rates": True,
        "verdicts": [_verdict(kind_of(one.measure), wards, two) for one, two in rated],
        "ward_table": _chart(story, wards, levels, [one for _, one in rated]),
        "base": (Fixed(base, "date"), Text(" "), Fixed(stale, "date")) if stale else Fixed(base, "date"),
        "without": _without(wards, rates),
    }


def _without(wards: Wards, rates: WardRates) -> list[Runs]:
    """Wards without a rate, by reason: several may share one."""
    reasons = dict.fromkeys(rates.without.values())
    return [
        (
            names([ward.name for ward in wards.areas if rates.without.get(ward.code) == reason]),
            Text(": no rate, because "),
            Fixed(f"{reason}.", "reference"),
        )
        for reason in reasons
    ]


def _verdict(nouns: str, wards: Wards, rates: WardRates) -> Runs:
    """Who differs from the rate of all, and whether by more than wards ordinarily do."""
    overall: Runs = (
        Text("Together the wards with a rate had "),
        Number(rates.overall),
        Text(f" {nouns} "),
        Fixed(rates.overall.unit.words, "unit"),
        Text(" ("),
        Fixed(rates.overall.denominator_label, "date"),
        Text("). "),
    )
    if set(rates.standings.values()) == {"not judged"}:
        return (*overall, Text("They are too few to say how much wards ordinarily differ."))
    beyond = [ward for ward in wards.areas if rates.standings.get(ward.code) == "beyond"]
    differ = any(standing == "chance" for standing in rates.standings.values())
    if not beyond and not differ:
        return (*overall, Text("No ward differs from that by more than chance."))
    if not beyond:
        words = "Many wards differ from that by more than chance, but none by more than wards ordinarily differ here."
        return (*overall, Text(words))
    told = names([f"{ward.name} ({_side(rates, ward.code).lower()})" for ward in beyond])
    words = "By more than chance, and by more than wards ordinarily differ here, these stand apart: "
    return (*overall, Text(words), told, Text("."))


def _side(rates: WardRates, code: str) -> str:
    return "Higher" if rates.rates[code].value > rates.overall.value else "Lower"


def _chart(story: Story, wards: Wards, levels: Sequence[_Levels], rated: Sequence[WardRates]) -> Chart:
    rates = rated[0]
    by_rate = sorted(rates.rates.values(), key=lambda rate: (-rate.value, rate.area.code))
    top, low = by_rate[0], by_rate[-1]
    nouns = levels[0][0].measure.nouns
    return Chart(
        form="interval",
        title=(Fixed(top.area.name, "name"), Text(f" had the highest rate of {nouns}, "), Number(top)),
        caption=(
            Text(f"{nouns.capitalize()} "),
            Fixed(top.unit.words, "unit"),
            Text(f" by ward, {story.area.name}, "),
            Fixed(story.period.label, "date"),
            Text(", with "),
            Fixed("95%", "unit"),
            Text(" intervals. In bold: wards that differ by more than wards ordinarily do, if any."),
        ),
        alternative=(
            Text("Chart of rates by ward with intervals. The highest is "),
            Fixed(top.area.name, "name"),
            Text(" with "),
            Number(top),
            Text(", the lowest "),
            Fixed(low.area.name, "name"),
            Text(" with "),
            Number(low),
            Text("."),
        ),
        axis=f"{nouns.capitalize()} for each thousand residents",
        series=(
            Series(
                story.area.name,
                tuple(Point(r.area.name, r, emphasis=rates.standings[r.area.code] == "beyond") for r in by_rate),
            ),
        ),
        table=_table(story, wards, levels, rated),
        anchor="chart-places-wards",
    )


def _table(story: Story, wards: Wards, levels: Sequence[_Levels], rated: Sequence[WardRates]) -> Table:
    counts = [(Text("ASB" if one.measure.name == "asb" else one.measure.nouns.capitalize()),) for one, _ in levels]
    head: tuple[Runs, ...] = ((Text("Ward"),), *counts)
    if rated:
        head += (
            (Text("Residents"),),
            (Text(f"{levels[0][0].measure.nouns.capitalize()} "), Fixed("per 1,000", "unit")),
            (Fixed("95% interval", "unit"),),
            (Text("Against the rate of all"),),
            *((Text("ASB "), Fixed("per 1,000", "unit")) for _ in rated[1:]),
        )
    extra = len(head) - 1 - len(levels)
    rows: list[tuple[Runs, ...]] = [
        (
            (Fixed(ward.name, "name"),),
            *((Number(by_ward[ward.code]),) for _, by_ward in levels),
            *_rated(rated, ward.code),
        )
        for ward in wards.areas
    ]
    blanks = [not_placed(story.evaluator, one) for one, _ in levels]
    place = f"No small area ({blanks[0].area.name}, whole)" if blanks[0].area != story.area else "No small area"
    rows.append(((Text(place),), *((Number(blank),) for blank in blanks), *[_DASH] * extra))
    return Table(
        caption=(
            Text(f"By ward of {story.area.name} (wards of "),
            Fixed(str(wards.edition), "date"),
            Text("), "),
            Fixed(story.period.label, "date"),
        ),
        head=head,
        rows=tuple(rows),
        numeric=(False, *[True] * len(levels), *[place != 3 for place in range(extra)]),
        notes=((Text("Rows without a small area count for the whole and for no ward."),),),
        anchor="table-places-wards",
    )


def _rated(rated: Sequence[WardRates], code: str) -> tuple[Runs, ...]:
    """The cells after a ward's counts; a dash for each where it has no rate."""
    if not rated:
        return ()
    rate = rated[0].rates.get(code)
    if rate is None:
        return (_DASH, (Text("not available"),), *[_DASH] * (1 + len(rated)))
    words = _CELLS[rated[0].standings[code]].format(side=_side(rated[0], code))
    interval: Runs = (Number(rate, "low"), Text(" to "), Number(rate, "high")) if rate.low is not None else _DASH
    others = [(Number(one.rates[code]),) for one in rated[1:]]
    return ((Number(rate, "denominator"),), (Number(rate),), interval, (Text(words),), *others)


def _changes(story: Story, wards: Wards, found: SmallAreas) -> dict[str, object]:
    """The change of each ward over the longest run of months that is held in an earlier year too."""
    pair = _pair(story, found)
    if pair is None:
        return {"changes": None, "no_changes": ""}
    later, earlier = (
        small_areas(story.evaluator, found.measure, story.area.code, period) if period != found.period else found
        for period in pair
    )
    if isinstance(later, NotAvailable) or isinstance(earlier, NotAvailable):
        return {"changes": None, "no_changes": ""}
    changes = ward_changes(story.evaluator, later, earlier, wards)
    if isinstance(changes, NotAvailable):
        why = (Text("Change by ward cannot be told: "), Fixed(f"{changes.reason}.", "reference"))
        return {"changes": None, "no_changes": why}
    if not any(isinstance(one, Figure) for one in changes.values()):
        return {"changes": None, "no_changes": ""}
    return {"changes": _changes_table(wards, found, pair, changes), "changes_words": _moved(wards, changes)}


def _pair(story: Story, found: SmallAreas) -> tuple[Period, Period] | None:
    before = story.period.year_before
    if story.evaluator.counts(found.measure, story.area.code).total(before) is not None:
        return story.period, before
    return next(iter(like_for_like(story.evaluator, found.measure, story.area.code, story.period)), None)


def _moved(wards: Wards, changes: Mapping[str, Outcome]) -> Runs:
    moved = {
        verdict: [ward.name for ward in wards.areas if _verdict_of(changes[ward.code]) == verdict]
        for verdict in ("rose", "fell")
    }
    if not any(moved.values()):
        return (Text("No ward’s change is more than chance would explain, with so many compared at once."),)
    told: list[Runs] = [
        (Text("With so many compared at once, these changes are still more than chance would explain."),)
    ]
    for verdict, some in moved.items():
        if some:
            told.append((Text(f" {verdict.capitalize()}: "), names(some), Text(".")))
    return tuple(run for runs in told for run in runs)


def _verdict_of(change: Outcome) -> str:
    return change.test.verdict if isinstance(change, Figure) and change.test else ""


def _changes_table(
    wards: Wards, found: SmallAreas, pair: tuple[Period, Period], changes: Mapping[str, Outcome]
) -> Table:
    later, earlier = pair
    rows: list[tuple[Runs, ...]] = []
    for ward in wards.areas:
        one = changes[ward.code]
        cells: tuple[Runs, ...] = (cell(one), _DASH, _DASH, (Text("Not tested"),))
        if isinstance(one, Figure):
            cells = ((Number(one, "denominator"),), (Number(one, "numerator"),), (Number(one),), verdict_words(one))
        rows.append(((Fixed(ward.name, "name"),), *cells))
    return Table(
        caption=(
            Text(f"{found.measure.title} by ward, "),
            Fixed(later.label, "date"),
            Text(" with "),
            Fixed(earlier.label, "date"),
        ),
        head=(
            (Text("Ward"),),
            (Fixed(earlier.label, "date"),),
            (Fixed(later.label, "date"),),
            (Text("Change"),),
            (Text("Verdict"),),
        ),
        rows=tuple(rows),
        numeric=(False, True, True, True, False),
        notes=((Text("Called a rise or a fall only where false findings are kept to one in twenty over all rows."),),),
        anchor="table-places-ward-changes",
    )
