"""What followed: the outcomes of crimes, and stop and search, of the months held nearest the document's period."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from frankpledge.assessment.blocks import Block, Fixed, Number, Paragraph, Runs, Table, Text
from frankpledge.assessment.chapters.topic import comments_of, gap_note
from frankpledge.assessment.phrases import interval_words
from frankpledge.assessment.story import Story
from frankpledge.assessment.template import render_chapter
from frankpledge.measures.latest import latest_run
from frankpledge.measures.model import Figure, NotAvailable
from frankpledge.measures.outcomes import OutcomeShares, outcome_months, outcome_shares
from frankpledge.measures.stops import LIMITATION, StopCounts, stop_counts, stop_months
from frankpledge.store.tables import OUTCOMES, STOPS
from frankpledge.terms.period import Month, Period, runs
from frankpledge.terms.words import joined

_DIMENSIONS = {
    "object": "What the search was for",
    "outcome": "What followed",
    "ethnicity": "Ethnicity, as the officer saw it",
    "age": "Age",
}


def outcomes(story: Story) -> tuple[Block, ...]:
    """The chapter; nothing where no file of outcomes or searches was ever loaded."""
    edition = story.evaluator.library.edition
    followed, searched = edition.of_table(OUTCOMES.name), edition.of_table(STOPS.name)
    if not followed and not searched:
        return ()
    return render_chapter(
        "outcomes",
        {
            "outcomes": _outcomes(story) if followed else None,
            "stops": _stops(story) if searched else None,
            "comments": comments_of(story, "outcomes"),
        },
    )


def _outcomes(story: Story) -> dict[str, object]:
    held = outcome_months(story.evaluator, story.area.code)
    period = latest_run(held, story.period)
    found = outcome_shares(story.evaluator, story.area.code, period or story.period)
    if isinstance(found, NotAvailable):
        return {"elsewhen": "", "gap": gap_note("What became of crimes", _with_held(found, held, period))}
    return {
        "elsewhen": _elsewhen("outcomes", story.period, found.period),
        "gap": "",
        "sentence": _followed(found),
        "caveats": [(Fixed(note, "reference"),) for note in found.given.notes],
        "table": _outcomes_table(found),
    }


def _followed(found: OutcomeShares) -> Runs:
    given = found.given
    return (
        Text("Of the crimes of the street-level files in "),
        *(Fixed(found.area.name, "name"), Text(" from "), Fixed(found.period.label, "date")),
        *(Text(", an outcome was published for "), *_share(given), Text(".")),
    )


def _outcomes_table(found: OutcomeShares) -> Table:
    rows = [_row(_part_words(share), share) for share in (*found.shares, found.without)]
    rows.append(((Text("All", "strong"),), (Number(found.given, "denominator"),), (Text("all"),), (Text("–"),)))
    return _table(
        (Text("Crimes by the last outcome published, "), *_where(found.area.name, found.period)),
        ("Outcome", "Crimes"),
        rows,
        "table-outcomes",
    )


def _stops(story: Story) -> dict[str, object]:
    held = stop_months(story.evaluator, story.area.code)
    period = latest_run(held, story.period)
    found = stop_counts(story.evaluator, story.area.code, period or story.period)
    if isinstance(found, NotAvailable):
        return {"elsewhen": "", "gap": gap_note("Stop and search", _with_held(found, held, period))}
    return {
        "elsewhen": _elsewhen("searches", story.period, found.period),
        "gap": "",
        "sentence": _searched(found),
        "found": _find_rate(found),
        "disproportionality": _disproportionality(found.disproportionality),
        "caveats": [LIMITATION, *_left_out(found)],
        "tables": [_stops_table(found, *pair) for pair in _DIMENSIONS.items() if found.parts[pair[0]]],
    }


def _searched(found: StopCounts) -> Runs:
    return (
        Text("The police searched people, or their vehicles, "),
        *(Number(found.searches), Text(" times in "), Fixed(found.area.name, "name"), Text(" from ")),
        *(Fixed(found.period.label, "date"), Text(".")),
    )


def _left_out(found: StopCounts) -> list[Runs]:
    """How many searches of the force have no place, and so are not among those of the area."""
    if not found.unplaced:
        return []
    return [(Number(found.without_place), Text(" searches of the force name no place. They are left out."))]


def _find_rate(found: StopCounts) -> Block | str:
    """How often the outcome had to do with what was looked for; or why that cannot be said."""
    rate, idle = found.find_rate, found.without_action
    if not isinstance(rate, Figure):
        return gap_note("The find rate", rate)
    silent = found.searches.value != rate.denominator
    more = (Text(" In "), Number(idle), Text(" of these nothing further followed.")) if idle.value else ()
    return Paragraph(
        (
            Text("The find rate was "),
            *(*_share(rate), Text(", "), *interval_words(rate)),
            Text(". These are the searches after which the outcome was linked to what the police looked for."),
            *more,
            *((Text(" Searches that do not say so either way are left out."),) if silent else ()),
        )
    )


def _disproportionality(missing: NotAvailable) -> Runs:
    return (
        Text("Whether people of some ethnic groups are searched more often than others cannot be said here: "),
        Fixed(f"{missing.reason}. {missing.remedy}", "reference"),
    )


def _stops_table(found: StopCounts, dimension: str, title: str) -> Table:
    head = title.partition(",")[0]
    rows = [_row(_part_words(share, dimension), share) for share in found.parts[dimension]]
    return _table(
        (Text(f"{title}: searches in "), *_where(found.area.name, found.period)),
        (head, "Searches"),
        rows,
        f"table-stops-{dimension}",
    )


def _part_words(share: Figure, dimension: str = "") -> Runs:
    """The part of a whole that a share is of, as it was published."""
    words = share.label.partition(": ")[2].removesuffix(f", {share.area.name}, {share.period.label}")
    plain = words.removeprefix(f"{dimension}, ") if dimension else words
    return (Fixed(plain[:1].upper() + plain[1:], "name"),)


def _row(label: Runs, share: Figure) -> tuple[Runs, ...]:
    interval = (Number(share, "low"), Text(" to "), Number(share, "high"))
    return (label, (Number(share, "numerator"),), (Number(share),), interval)


def _table(caption: Runs, head: tuple[str, str], rows: list[tuple[Runs, ...]], anchor: str) -> Table:
    """Counts with their shares and how sure those are."""
    interval: Runs = (Fixed("95%", "unit"), Text(" interval"))
    return Table(
        caption=caption,
        head=((Text(head[0]),), (Text(head[1]),), (Text("Share"),), interval),
        rows=tuple(rows),
        numeric=(False, True, True, True),
        anchor=anchor,
    )


def _share(share: Figure) -> Runs:
    """`81.0% (37,486 of 46,259)`."""
    counts = (Text(" ("), Number(share, "numerator"), Text(" of "), Number(share, "denominator"), Text(")"))
    return (Number(share), *counts)


def _where(area: str, period: Period) -> Runs:
    return (Fixed(area, "name"), Text(", "), Fixed(period.label, "date"))


def _elsewhen(what: str, wanted: Period, given: Period) -> Runs | str:
    """That the months told of are not those of the document, where they are not."""
    if given == wanted:
        return ""
    some = f"Not all {what}" if set(given) & set(wanted) else f"No {what}"
    months = (Fixed(given.label, "date"), Text(", the latest months held before its end."))
    return (Text(f"{some} of "), Fixed(wanted.label, "date"), Text(" are held. What follows is of "), *months)


def _with_held(found: NotAvailable, held: Set[Month], period: Period | None) -> NotAvailable:
    """The same, with the months that are held where none of them is near enough to stand for the period."""
    if period or not held:
        return found
    months = joined(run.label for run in runs(frozenset(held)))
    return replace(found, remedy=f"Those held are of {months}, and not of the five years up to the end of the period.")
