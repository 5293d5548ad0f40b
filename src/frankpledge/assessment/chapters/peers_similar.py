"""The authorities most like this one: a list that the partnership gives, or a group that is built and shown."""

from __future__ import annotations

from frankpledge.assessment.blocks import Fixed, Number, Runs, Table, Text
from frankpledge.assessment.chapters.topic import gap_note
from frankpledge.assessment.phrases import names
from frankpledge.assessment.story import Story
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.measures.similar import SimilarPeers, similar_peers
from frankpledge.measures.similar_built import FEW, Built, Like

_NOT_THE_HOME_OFFICES = "Built by Frankpledge; not the Home Office’s group"


def similar_part(story: Story) -> dict[str, object]:
    """What the chapter's template needs of the group of similar authorities."""
    partnership = story.record.partnership
    found = similar_peers(story.evaluator, story.area.code, story.period, chosen=partnership.peer_group)
    if isinstance(found, NotAvailable):
        return {"similar": None, "similar_gap": gap_note("Comparison with the most similar authorities", found)}
    return {
        "similar": True,
        "similar_rate": found.own,
        "similar_unit": (Fixed("per 1,000", "unit"), Text(" ("), Fixed(found.own.denominator_label, "date"), Text(")")),
        "similar_rank": found.position,
        "similar_number": found.number,
        "similar_average": found.average,
        "similar_place": place_words(found.position),
        "group_source": Fixed(partnership.peer_group_source, "reference"),
        "similar_left_out": [(Fixed(f"{one.area.name}: {one.reason}.", "reference"),) for one in found.left_out],
        "members": _members(found, partnership.peer_group_source),
        **_built(story.area.name, found.built),
    }


def place_words(position: Figure) -> Runs:
    """How far chance could move a place: a sentence."""
    if position.low == position.high:
        return (Text("Chance in the counts would not move that place."),)
    ends = (Number(position, "low"), Text(" and "), Number(position, "high"))
    return (Text("Allowing for chance in the counts, its place lies between "), *ends, Text("."))


def _built(area: str, built: Built | None) -> dict[str, object]:
    if built is None:
        return {"built": None}
    return {
        "built": True,
        "candidates": built.candidates,
        "nations": built.nations,
        "always": built.always,
        "traits": _traits(area, built),
        "few": len(built.traits) < FEW,
        "unused": [(Fixed(f"{title}: {reason}.", "reference"),) for title, reason in built.unused],
        "unplaced": names([one.area.name for one in built.unplaced]) if built.unplaced else "",
    }


def _members(found: SimilarPeers, source: str) -> Table:
    stays = found.members[0].stays
    built = stays is not None
    heads: tuple[Runs, ...] = (
        (Text("Authority"),),
        *([(Text("Distance"),)] if built else []),
        (Text("Crimes"),),
        (Text("Rate "), Fixed("per 1,000", "unit")),
        (Text("Rate, "), Fixed("95% interval", "unit")),
        *([(Text("Stays, of "), Number(stays, "denominator"))] if stays else []),
    )
    own = Like(area=found.own.area, rate=found.own)
    notes: list[Runs] = [(Text("Rates are on "), Fixed(found.own.denominator_label, "date"), Text("."))]
    if built:
        notes.append((Text("Stays: in how many of the groups it still is that leave one of the things out."),))
    what = _NOT_THE_HOME_OFFICES if built else f"By the partnership’s list: {source}"
    return Table(
        caption=(
            Text("Most similar authorities, "),
            Fixed(found.period.label, "date"),
            Text(". "),
            Fixed(what, "reference"),
        ),
        head=heads,
        rows=tuple(_row(like, built, own=like is own) for like in (own, *found.members)),
        numeric=(False, *[True] * (len(heads) - 1)),
        notes=tuple(notes),
        anchor="table-similar",
    )


def _row(like: Like, built: bool, *, own: bool) -> tuple[Runs, ...]:
    nothing: Runs = (Text("–"),)
    distance: Runs = (Number(like.distance),) if like.distance else nothing
    stays: Runs = (Number(like.stays),) if like.stays else nothing
    return (
        (Text(like.area.name, "strong"),) if own else (Fixed(like.area.name, "name"),),
        *([distance] if built else []),
        (Number(like.rate, "numerator"),),
        (Number(like.rate),),
        (Number(like.rate, "low"), Text(" to "), Number(like.rate, "high")),
        *([stays] if built else []),
    )


def _traits(area: str, built: Built) -> Table:
    rows = tuple(
        (
            (Fixed(one.title, "name"), Text(", "), Fixed(one.period.short, "date")),
            (Number(one.own),),
            (Number(one.group),),
            (Number(one.all),),
            (Number(one.goes),),
        )
        for one in built.traits
    )
    return Table(
        caption=(Text("What the group was built by"),),
        head=((Text("What"),), (Text(area),), (Text("The group"),), (Text("All"),), (Text("Leave without it"),)),
        rows=rows,
        numeric=(False, True, True, True, True),
        notes=(
            (Text("The group and all: means, each authority counting the same. Ranks: a low one is more deprived."),),
            (Text("Leave without it: how many of the group go when that one thing is left out."),),
        ),
        anchor="table-similar-by",
    )
