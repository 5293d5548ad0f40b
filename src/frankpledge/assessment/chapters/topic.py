"""One subject on one page: level, rate, change, types, months, years, time of year. Crime and ASB are told alike."""

from __future__ import annotations

from collections.abc import Sequence

from frankpledge.assessment.blocks import Block, Fixed, Note, Number, Run, Runs, Text
from frankpledge.assessment.commentary import commentary_blocks
from frankpledge.assessment.phrases import change_words, interval_words, subject_of, trend_words
from frankpledge.assessment.published import published_remarks, published_table
from frankpledge.assessment.series import months_chart, season_table, types_chart, years_table
from frankpledge.assessment.story import Story
from frankpledge.assessment.template import render_chapter
from frankpledge.measures.catalogue import measure as find
from frankpledge.measures.change import like_for_like
from frankpledge.measures.model import Figure, Measure, NotAvailable, Outcome
from frankpledge.measures.unusual import Unusual, unusual_months
from frankpledge.terms.period import Period

_FIVE_YEARS = 60
_GROUPS = ("violence-against-the-person", "crimes-against-society")


def crime(story: Story) -> tuple[Block, ...]:
    """The chapter on all recorded crime."""
    by_code = story.crime.events == "offences"
    opening = "The police recorded" if by_code else "The street-level files hold"
    return _topic(story, story.crime, "All recorded crime", opening, "crime", groups=_GROUPS if by_code else ())


def asb(story: Story) -> tuple[Block, ...]:
    """The chapter on anti-social behaviour, which is never added to crime."""
    return _topic(story, story.asb, "Anti-social behaviour", "The police recorded", "asb")


def _topic(
    story: Story, measure: Measure, heading: str, opening: str, chapter: str, groups: Sequence[str] = ()
) -> tuple[Block, ...]:
    level, rate, change = story.figure(measure, "level"), story.figure(measure, "rate"), story.change(measure)
    span = story.trend_period(measure)
    found = unusual_months(story.evaluator, measure, story.area.code, span)
    trend = story.figure(measure, "trend", period=span)
    kind = measure.nouns if measure.name != "asb" else "incidents of anti-social behaviour"
    return render_chapter(
        "topic",
        {
            "heading": heading,
            "opening": opening,
            "subject": subject_of(measure),
            "nouns": kind,
            "area": story.area.name,
            "period": story.period,
            "level": level,
            "rate": rate,
            "rate_unit": Fixed("per 1,000 residents", "unit"),
            "interval": interval_words(rate) if isinstance(rate, Figure) else "",
            "base": Fixed(rate.denominator_label, "date") if isinstance(rate, Figure) else "",
            "stale": _stale(rate),
            "no_rate": gap_note("The rate", rate),
            "no_level": gap_note(heading, level),
            "caveats": [(Fixed(measure.limitation, "reference"),)],
            "published": published_table(story, measure),
            "published_remarks": published_remarks(story, measure),
            "change": change,
            "change_words": change_words(change) if isinstance(change, Figure) else "",
            "no_change": gap_note("Annual change", change),
            "like_for_like": [] if isinstance(change, Figure) else _comparisons(story, measure),
            "parts": _parts(story, groups),
            "annotations": _annotations(story, measure),
            "types_chart": types_chart(story, measure) if measure.groups else None,
            "months_chart": months_chart(story, measure),
            "unusual": _unusual(story, measure, found) if isinstance(found, tuple) else [],
            "no_unusual": _cannot_say(found) if isinstance(found, NotAvailable) else "",
            "years": _or_gap("The five-year trend", years_table(story, measure)),
            "trend": trend,
            "trend_words": trend_words(trend) if isinstance(trend, Figure) else "",
            "trend_interval": interval_words(trend) if isinstance(trend, Figure) else "",
            "trend_period": span,
            "trend_late": len(span) < _FIVE_YEARS,
            "season": _or_gap("The seasonal index", season_table(story, measure)),
            "comments": comments_of(story, chapter),
        },
    )


def gap_note(what: str, outcome: Outcome) -> Note | str:
    """What stands where a figure should: that it is not available, and why."""
    if isinstance(outcome, Figure):
        return ""
    reason = outcome.reason[0].upper() + outcome.reason[1:]
    body: list[Runs] = [(Fixed(f"{reason}.", "reference"),)]
    if isinstance(outcome, NotAvailable) and outcome.remedy:
        body.append((Fixed(outcome.remedy, "reference"),))
    return Note(f"{what} is not available", tuple(body), "gap")


def _or_gap(what: str, made: Block | NotAvailable) -> Block | str:
    return gap_note(what, made) if isinstance(made, NotAvailable) else made


def _stale(rate: Outcome) -> Run | str:
    """The remark on a base that is not of the period, if it is not."""
    notes = rate.notes if isinstance(rate, Figure) else ()
    late = next((note for note in notes if note.startswith("The latest estimate")), "")
    return Fixed(late, "date") if late else ""


def _comparisons(story: Story, measure: Measure) -> list[Runs]:
    """A sentence for each run of months that is held in this year and in an earlier one."""
    sentences = []
    for pair in like_for_like(story.evaluator, measure, story.area.code, story.period):
        change = story.change(measure, pair=pair)
        if isinstance(change, Figure):
            later, earlier = (Fixed(period.label, "date") for period in pair)
            subject = measure.nouns[0].upper() + measure.nouns[1:]
            sentences.append((later, Text(" with "), earlier, Text(f": {subject} "), *change_words(change), Text(".")))
    return sentences


def _unusual(story: Story, measure: Measure, found: Sequence[Unusual]) -> list[Runs]:
    """A line for each month of the year that stands out, with its count."""
    lines: list[Runs] = []
    for one in (one for one in found if one.month in story.period):
        level = story.figure(measure, "level", period=Period(one.month, one.month))
        if isinstance(level, Figure):
            month = Fixed(level.period.label, "date")
            lines.append((month, Text(": "), Number(level), Text(f", {one.side} the usual range")))
    return lines


def _cannot_say(found: NotAvailable) -> Runs:
    return (Text("Which months stand out cannot be said: "), Fixed(f"{found.reason}.", "reference"))


def _parts(story: Story, groups: Sequence[str]) -> list[Runs]:
    """A sentence for each group that only offence codes can tell apart."""
    sentences: list[Runs] = []
    for name in groups:
        group = find(name)
        change = story.change(group)
        if isinstance(change, Figure):
            note = (Text(" "), Fixed(group.limitation, "reference")) if group.better == "neither" else ()
            sentences.append((Text(f"{group.title} "), *change_words(change), Text("."), *note))
    return sentences


def _annotations(story: Story, measure: Measure) -> list[Runs]:
    """What happened to the data in the five years shown."""
    first = story.period.first.plus(-48)
    return [
        (
            Text(f"{note.kind.capitalize()}, ", "strong"),
            Fixed(note.period.label, "date"),
            Text(": "),
            Fixed(note.text, "reference"),
        )
        for note in story.record.annotations
        if note.period.last >= first
        and note.period.first <= story.period.last
        and (not note.measures or measure.name in note.measures)
    ]


def comments_of(story: Story, chapter: str) -> tuple[Block, ...]:
    found = [one for one in story.record.commentary if one.chapter == chapter]
    return commentary_blocks(found[0], story.resolve) if found else ()
