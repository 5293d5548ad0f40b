"""Where the authority stands among those of its kind, by rate; who could not be ranked, and why."""

from __future__ import annotations

from frankpledge.assessment.blocks import Block, Chart, Fixed, Number, Point, Runs, Series, Table, Text
from frankpledge.assessment.chapters.peers_funnel import funnel_part
from frankpledge.assessment.chapters.peers_similar import place_words, similar_part
from frankpledge.assessment.chapters.topic import comments_of, gap_note
from frankpledge.assessment.phrases import names
from frankpledge.assessment.published import published_remarks, published_table
from frankpledge.assessment.story import Story
from frankpledge.assessment.template import render_chapter
from frankpledge.measures.catalogue.crime import PARTNERSHIP_CRIME
from frankpledge.measures.model import NotAvailable
from frankpledge.measures.peers import STALE, Peer, Peers

_MANY = {
    "unitary authority": "unitary authorities",
    "district": "districts",
    "metropolitan district": "metropolitan districts",
    "London borough": "London boroughs",
    "Welsh unitary authority": "Welsh unitary authorities",
}


def peers_chapter(story: Story) -> tuple[Block, ...]:
    """The chapter, with the ranking or with what would fill it."""
    found = story.peers
    if isinstance(found, NotAvailable) or found.own is None:
        return render_chapter("peers", _nothing(story, found))
    parts = {**_ranking(story, found, found.own), **funnel_part(story, found, _MANY[found.kind]), **similar_part(story)}
    return render_chapter("peers", {**parts, "comments": comments_of(story, "peers")})


def _nothing(story: Story, found: Peers | NotAvailable) -> dict[str, object]:
    if isinstance(found, NotAvailable):
        outcome = found
    else:
        why = next((left.reason for left in found.left_out if left.area.code == story.area.code), "it is not listed")
        outcome = NotAvailable(key="peers", label="Peers", reason=f"{story.area.name} cannot be ranked: {why}")
    return {
        "table": None,
        "gap": gap_note("Comparison with peers by rate", outcome),
        "published": published_table(story, PARTNERSHIP_CRIME),
        "remarks": published_remarks(story, PARTNERSHIP_CRIME),
        "comments": comments_of(story, "peers"),
    }


def _ranking(story: Story, found: Peers, own: Peer) -> dict[str, object]:
    stale = next((note for note in own.rate.notes if note.startswith(STALE)), "")
    return {
        "table": True,
        "area": story.area.name,
        "rank": own.position,
        "place": place_words(own.position),
        "ranked": found.number,
        "kind": _MANY[found.kind],
        "unit": Fixed(own.rate.unit.words, "unit"),
        "year": found.period,
        "source": _source(story),
        "stale": Fixed(stale or f"Rates are on {own.rate.denominator_label}.", "date"),
        "chart": _chart(story, found, own),
        "left_out": [(Fixed(f"{one.area.name}: {one.reason}.", "reference"),) for one in found.left_out],
        "added_up": _added_up(found),
        "combined": names(list(found.combined)) if found.combined else "",
    }


def _source(story: Story) -> Fixed:
    part = story.evaluator.library.edition.of_table("partnership_counts")[0]
    return Fixed(f"{part.publication.title} ({part.publication.publisher})", "reference")


def _added_up(found: Peers) -> list[Runs]:
    """Authorities of which the table has several rows."""
    return [
        (Fixed(f"{peer.area.name}: {note[0].lower()}{note[1:]}", "reference"),)
        for peer in found.ranked
        for note in peer.rate.notes
        if note.startswith("Rows added up")
    ]


def _chart(story: Story, found: Peers, own: Peer) -> Chart:
    highest, lowest = found.ranked[0], found.ranked[-1]
    kind = _MANY[found.kind]
    return Chart(
        form="interval",
        title=(
            Text(f"{story.area.name}’s rate of "),
            Number(own.rate),
            Text(" ranks "),
            Number(own.position),
            Text(" among "),
            Number(found.number),
            Text(f" {kind}"),
        ),
        caption=(
            Text("Recorded crime (without fraud) "),
            Fixed(own.rate.unit.words, "unit"),
            Text(f", {kind}, "),
            Fixed(found.period.label, "date"),
            Text(", with "),
            Fixed("95%", "unit"),
            Text(" intervals. Source: "),
            _source(story),
            Text("; "),
            Fixed(own.rate.denominator_label, "date"),
            Text("."),
        ),
        alternative=(
            Text(f"Chart of rates with intervals. The highest is {highest.area.name} with "),
            Number(highest.rate),
            Text(f", the lowest {lowest.area.name} with "),
            Number(lowest.rate),
            Text(f"; {story.area.name} has "),
            Number(own.rate),
            Text("."),
        ),
        axis="Recorded crimes for each thousand residents",
        series=(
            Series(
                kind,
                tuple(Point(p.area.name, p.rate, emphasis=p is own) for p in found.ranked),
            ),
        ),
        table=_table(found),
        anchor="chart-peers",
    )


def _table(found: Peers) -> Table:
    rows = tuple(
        (
            (Fixed(peer.area.name, "name"),),
            (Number(peer.position),),
            (Number(peer.position, "low"), Text(" to "), Number(peer.position, "high")),
            (Number(peer.rate, "numerator"),),
            (Number(peer.rate, "denominator"),),
            (Number(peer.rate),),
            (Number(peer.rate, "low"), Text(" to "), Number(peer.rate, "high")),
        )
        for peer in found.ranked
    )
    return Table(
        caption=(Text("Recorded crime by rate, "), Fixed(found.period.label, "date")),
        head=(
            (Text("Authority"),),
            (Text("Rank"),),
            (Text("Rank, "), Fixed("95% interval", "unit")),
            (Text("Crimes"),),
            (Text("Residents"),),
            (Text("Rate "), Fixed("per 1,000", "unit")),
            (Text("Rate, "), Fixed("95% interval", "unit")),
        ),
        rows=rows,
        numeric=(False, True, True, True, True, True, True),
        anchor="table-peers",
    )
