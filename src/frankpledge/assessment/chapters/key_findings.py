"""Key findings: at most ten plain sentences, each tied to a figure, with its direction and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator

from frankpledge.assessment.blocks import Block, Bullets, Fixed, Heading, KeyFact, KeyFacts, Number, Runs, Text
from frankpledge.assessment.chapters.topic import comments_of
from frankpledge.assessment.phrases import change_words, interval_words, subject_of
from frankpledge.assessment.story import Story
from frankpledge.measures.catalogue import measure as find
from frankpledge.measures.change import like_for_like
from frankpledge.measures.model import Figure, Measure, NotAvailable

_MOST = 10


def key_findings(story: Story) -> tuple[Block, ...]:
    """The chapter: large numbers, then sentences."""
    heading = Heading(1, (Text("Key findings"),), "key-findings")
    facts = tuple(_facts(story))
    sentences = tuple(_sentences(story))[:_MOST]
    row = (KeyFacts(facts),) if facts else ()
    nothing: Runs = (Text("No figure can be given yet: no records for the period are held."),)
    return (heading, *row, Bullets(sentences or (nothing,)), *comments_of(story, "key-findings"))


def _facts(story: Story) -> Iterator[KeyFact]:
    level, rate = story.figure(story.crime, "level"), story.figure(story.crime, "rate")
    change, asb = story.change(story.crime), story.figure(story.asb, "level")
    when: Runs = (Fixed(story.period.label, "date"),)
    if isinstance(level, Figure):
        where = " in the street-level files" if story.crime.events == "street" else ""
        yield KeyFact(Number(level), (Text(f"{story.crime.nouns}{where}"),), when)
    if isinstance(rate, Figure):
        base = (Text("; "), Fixed(rate.denominator_label, "date"))
        yield KeyFact(Number(rate), (Text("crimes "), Fixed(rate.unit.words, "unit")), (*interval_words(rate), *base))
    if isinstance(change, Figure):
        sure = "more than chance" if change.test and change.test.verdict in ("rose", "fell") else "no clear change"
        counts = (Text("from "), Number(change, "denominator"), Text(" to "), Number(change, "numerator"))
        yield KeyFact(Number(change), (Text("crimes, on the year before"),), (*counts, Text(f"; {sure}")))
    if isinstance(asb, Figure):
        yield KeyFact(Number(asb), (Text("incidents of anti-social behaviour"),), when)


def _sentences(story: Story) -> Iterator[Runs]:
    yield from _of_measure(story, story.crime)
    for name in ("violence-against-the-person", "crimes-against-society"):
        group = find(name)
        change = story.change(group)
        if isinstance(change, Figure):
            yield (Text(f"{group.title} "), *change_words(change), Text("."))
    largest = _largest(story)
    if largest:
        yield largest
    yield from _of_measure(story, story.asb)
    table = story.peers
    if not isinstance(table, NotAvailable) and table.own:
        yield (
            Text("Among "),
            Number(table.number),
            Text(f" {'unitary authorities' if table.kind == 'unitary authority' else 'authorities of its kind'}, "),
            Text(f"{story.area.name}’s rate of recorded crime in the year "),
            Fixed(table.period.label, "date"),
            Text(" on "),
            Fixed(table.own.rate.denominator_label, "date"),
            Text(", ranks "),
            Number(table.own.position),
            Text(", highest first; allowing for chance, between "),
            Number(table.own.position, "low"),
            Text(" and "),
            Number(table.own.position, "high"),
            Text("."),
        )


def _of_measure(story: Story, measure: Measure) -> Iterator[Runs]:
    """The change on the year before, or what can be compared in its place."""
    subject, change = subject_of(measure), story.change(measure)
    if isinstance(change, Figure):
        yield (Text(f"{subject} "), *change_words(change), Text("."))
        return
    for pair in like_for_like(story.evaluator, measure, story.area.code, story.period):
        compared = story.change(measure, pair=pair)
        if isinstance(compared, Figure):
            later, earlier = (Fixed(period.label, "date") for period in pair)
            yield (Text(f"{subject} "), *change_words(compared), Text(" ("), later, Text(" with "), earlier, Text(")."))


def _largest(story: Story) -> Runs:
    """The largest type and its share."""
    levels = [
        (level.value, title, slug)
        for slug, title, _ in story.crime.groups
        if isinstance(level := story.figure(story.crime, "level", part=slug), Figure)
    ]
    if not levels:
        return ()
    _, title, slug = max(levels)
    share = story.figure(story.crime, "share", part=slug)
    if not isinstance(share, Figure):
        return ()
    counts = (Number(share, "numerator"), Text(" of "), Number(share, "denominator"))
    return (Text(f"{title} made up "), Number(share), Text(f" of {story.crime.nouns} ("), *counts, Text(")."))
