"""Where in the authority crime and anti-social behaviour fall: few small areas, wards, fifths of deprivation."""

from __future__ import annotations

from frankpledge.assessment.blocks import Block, Fixed, Number, Runs, Table, Text
from frankpledge.assessment.chapters.places_busiest import busiest_part
from frankpledge.assessment.chapters.places_deprivation import deprivation_part
from frankpledge.assessment.chapters.places_wards import kind_of, wards_part
from frankpledge.assessment.chapters.topic import comments_of, gap_note
from frankpledge.assessment.story import Story
from frankpledge.assessment.template import render_chapter
from frankpledge.measures.concentration import Concentration, Held, concentration
from frankpledge.measures.model import NotAvailable
from frankpledge.measures.small_areas import PUBLIC, SNAPPED, SmallAreas, small_areas


def places(story: Story) -> tuple[Block, ...]:
    """The chapter; left out where no records that could have a small area were ever loaded."""
    held = story.evaluator.library.edition.of_table
    measures = [measure for measure in (story.crime, story.asb) if held(measure.events)]
    if not measures:
        return ()
    outcomes = [(of, small_areas(story.evaluator, of, story.area.code, story.period)) for of in measures]
    found = [one for _, one in outcomes if isinstance(one, SmallAreas)]
    missing = [(of, one) for of, one in outcomes if isinstance(one, NotAvailable)]
    if not found:
        return render_chapter("places", {"gap": gap_note("Where it falls", missing[0][1])})
    told = [(one, concentration(story.evaluator, one)) for one in found]
    spread = [(one, two) for one, two in told if isinstance(two, Concentration)]
    return render_chapter(
        "places",
        {
            "gap": "",
            "leads": [_lead(story, one, two) for one, two in spread],
            "gaps": [gap_note(f"{of.title} by small area", one) for of, one in missing]
            + [
                gap_note(f"{one.measure.title} by small area", two)
                for one, two in told
                if isinstance(two, NotAvailable)
            ],
            "meaning": _meaning(found[0]),
            "snapped": SNAPPED if any(one.measure.events == PUBLIC for one in found) else "",
            "concentration": _table(story, spread) if spread else None,
            **busiest_part(story, spread),
            **wards_part(story, found),
            **deprivation_part(story, found),
            "comments": comments_of(story, "places"),
        },
    )


def _meaning(found: SmallAreas) -> Runs:
    if found.census is None:
        words = "The months span two lists of small areas, so those that changed are joined until both lists agree."
        return (Text(words),)
    return (Text("A small area is a neighbourhood as drawn for the census of "), Fixed(f"{found.census}.", "date"))


def _lead(story: Story, found: SmallAreas, told: Concentration) -> Runs:
    """`Half of the 25,082 crimes fell in 35 of the 169 small areas of Medway. Were each as likely as another, …`."""
    half = told.half
    return (
        Text("Half of the "),
        Number(told.placed),
        Text(f" {kind_of(found.measure)} with a known small area fell in "),
        Number(half.areas),
        Text(" of the "),
        Number(told.number),
        Text(f" small areas of {story.area.name}. Were each area as likely as another, chance would need about "),
        Number(half.chance),
        Text(". "),
        Text(_verdict(half)),
    )


def _verdict(held: Held) -> str:
    if held.concentrated:
        return "So they gather in some places by more than chance."
    return "So they are no more gathered than chance would make them."


def _table(story: Story, spread: list[tuple[SmallAreas, Concentration]]) -> Table:
    quarter, half = Text("Hold a quarter"), Text("Hold half")
    return Table(
        caption=(
            Text(f"How few small areas of {story.area.name} hold a quarter and half of all, "),
            Fixed(story.period.label, "date"),
        ),
        head=(
            (Text("What"),),
            (Text("Counted"),),
            (quarter,),
            (Text("By chance"),),
            (half,),
            (Text("By chance"),),
            (Text("Gini"),),
            (Text("Gini by chance"),),
        ),
        rows=tuple(_row(one, two) for one, two in spread),
        numeric=(False, True, True, True, True, True, True, True),
        notes=(
            (
                Text("By chance: what as many would give if each fell in any area as likely as in another. Gini: "),
                Text("nought when spread as evenly as can be, one when all fall in one area."),
            ),
        ),
        anchor="table-places-concentration",
    )


def _row(found: SmallAreas, told: Concentration) -> tuple[Runs, ...]:
    quarter, half = told.quarter, told.half
    figures = (told.placed, quarter.areas, quarter.chance, half.areas, half.chance, told.gini, told.gini_chance)
    return ((Text(found.measure.title),), *((Number(figure),) for figure in figures))
