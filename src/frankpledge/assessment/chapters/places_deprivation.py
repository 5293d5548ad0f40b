"""Crime and anti-social behaviour by national fifth of deprivation."""

from __future__ import annotations

from collections.abc import Sequence

from frankpledge.assessment.blocks import Fixed, Number, Runs, Table, Text
from frankpledge.assessment.chapters.topic import gap_note
from frankpledge.assessment.series import cell
from frankpledge.assessment.story import Story
from frankpledge.measures.deprived import Deprived, Fifth, deprived
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.measures.small_areas import SmallAreas

_NAMES = ("Most deprived fifth", "Second", "Middle", "Fourth", "Least deprived fifth")
_CAVEAT = (
    "Fifths are of all small areas of England. Deprivation is of a place and not of its residents, and says nothing of "
    "who did what."
)


def deprivation_part(story: Story, found: Sequence[SmallAreas]) -> dict[str, object]:
    """What the chapter's template needs of deprivation. Measures of other small areas than the first are left out."""
    outcomes = [(one, deprived(story.evaluator, one)) for one in found if one.census == found[0].census]
    held = [(one, two) for one, two in outcomes if isinstance(two, Deprived)]
    if not held:
        why = next(two for _, two in outcomes if isinstance(two, NotAvailable))
        return {"deprived": None, "no_deprived": gap_note("Crime by deprivation", why)}
    first = held[0][1]
    return {
        "deprived": _table(story, held),
        "deprived_words": _words(story, *held[0]),
        "deprived_caveat": _CAVEAT,
        "no_deprived_rate": gap_note("A rate by deprivation", first.no_rate) if first.no_rate else "",
    }


def _words(story: Story, found: SmallAreas, told: Deprived) -> Runs:
    """How much fell in the most deprived fifth, or that the area has none of it."""
    top = told.fifths[0]
    nouns = found.measure.nouns
    if top.fifth != 1:
        return (Text(f"No small area of {story.area.name} is in the most deprived fifth of England."),)
    head: Runs = (
        Number(top.areas),
        Text(" of the "),
        Number(told.number),
        Text(f" small areas of {story.area.name} ("),
        Number(top.areas_share),
        Text(") are in the most deprived fifth of England, by the indices of "),
        Fixed(str(told.edition), "date"),
    )
    if not isinstance(top.share, Figure):
        return (*head, Text("."))
    return (
        *head,
        Text(". In them fell "),
        Number(top.share, "numerator"),
        Text(" of the "),
        Number(top.share, "denominator"),
        Text(f" {nouns} that have a small area ("),
        Number(top.share),
        Text(")."),
    )


def _table(story: Story, held: Sequence[tuple[SmallAreas, Deprived]]) -> Table:
    rated = [isinstance(told.fifths[0].rate, Figure) for _, told in held]
    heads: list[Runs] = [(Text("Fifth"),), (Text("Small areas"),), (Text("Share of areas"),)]
    for (one, _), with_rate in zip(held, rated, strict=True):
        noun = "ASB" if one.measure.name == "asb" else one.measure.nouns.capitalize()
        heads += [(Text(noun),), (Text("Share"),)]
        heads += [(Text("Rate "), Fixed("per 1,000", "unit")), (Fixed("95% interval", "unit"),)] if with_rate else []
    rows = []
    for place, fifth in enumerate(held[0][1].fifths):
        cells: list[Runs] = [(Number(fifth.areas),), (Number(fifth.areas_share),)]
        for _, told in held:
            cells += _cells(told.fifths[place])
        rows.append(((Text(_NAMES[fifth.fifth - 1]),), *cells))
    return Table(
        caption=(
            Text(f"By national fifth of deprivation, {story.area.name}, "),
            Fixed(story.period.label, "date"),
            Text(", indices of "),
            Fixed(str(held[0][1].edition), "date"),
        ),
        head=tuple(heads),
        rows=tuple(rows),
        numeric=(False, *[True] * (len(heads) - 1)),
        notes=_notes(held),
        anchor="table-places-deprivation",
    )


def _cells(fifth: Fifth) -> list[Runs]:
    cells: list[Runs] = [(Number(fifth.level),), cell(fifth.share)]
    if isinstance(fifth.rate, Figure):
        low: Runs = (Number(fifth.rate, "low"), Text(" to ")) if fifth.rate.low is not None else (Text("up to "),)
        cells += [(Number(fifth.rate),), (*low, Number(fifth.rate, "high"))]
    return cells


def _notes(held: Sequence[tuple[SmallAreas, Deprived]]) -> tuple[Runs, ...]:
    notes: list[Runs] = [(Text("Each share is rounded on its own. Only what has a small area is in the table."),)]
    rate = held[0][1].fifths[0].rate
    if isinstance(rate, Figure):
        stale = [note for note in rate.notes if note.startswith("The latest estimate")]
        notes.append((Text("Rates are on "), Fixed(" ".join([f"{rate.denominator_label}.", *stale]), "date")))
    return tuple(notes)
