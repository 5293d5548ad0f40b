"""The datasets that partners owe one another: police, fire and rescue, the council, hospitals and ambulances."""

from __future__ import annotations

from collections.abc import Sequence

from frankpledge.analysis.disclosure.primary import THRESHOLD
from frankpledge.assessment.blocks import Fixed, Runs, Text
from frankpledge.assessment.chapters.services_counts import Counted, counted, counts_table, remarks_on, within
from frankpledge.assessment.phrases import change_words
from frankpledge.assessment.series import months_chart
from frankpledge.assessment.story import Story
from frankpledge.measures.catalogue.partners import FEEDS
from frankpledge.measures.few import SENSITIVE, threshold_of
from frankpledge.measures.model import Figure, Withheld
from frankpledge.terms.words import joined

_UP_TO = {THRESHOLD: "one to four", SENSITIVE: "one to nine"}
_MANY = 6  # rows from which one in twenty is worth a thought
_SHORTEST = 24
_POLICE = "P"  # these have chapters of their own, with their months
_ALONE = (
    "Each row is tested on its own: of twenty rows in which nothing changed, about one would be called a rise or a "
    "fall by chance."
)


def feeds_part(story: Story) -> dict[str, object]:
    """What the chapter's template needs of the datasets."""
    rows = counted(story, FEEDS)
    if not rows:
        return {"feeds": None, "withheld": "", "feed_remarks": [], "feed_chart": None}
    drawn = _drawn(rows)
    alone: list[Runs] = [(Text(_ALONE),)] if len(rows) >= _MANY else []
    when = (Fixed(story.period.label, "date"), Text(", and the year before"))
    return {
        "feeds": counts_table(
            story,
            rows,
            first="Dataset",
            caption=(Text(f"Counts that partners share, {story.area.name}, "), *when),
            anchor="table-feeds",
        ),
        "feed_summary": _summary(rows),
        "withheld": _withheld(rows),
        "feed_remarks": [*alone, *remarks_on(rows)],
        "feed_lead": _moved(drawn) if drawn else "",
        "feed_chart": months_chart(story, drawn.measure) if drawn else None,
    }


def _summary(rows: Sequence[Counted]) -> Runs | str:
    """Which of them moved by more than chance would explain."""
    tested = [row for row in rows if isinstance(row.change, Figure)]
    if not tested:
        return ""
    parts: list[str] = []
    for verdict in ("rose", "fell"):
        titles = [within(row.measure.title) for row in tested if row.verdict == verdict]
        parts += [f"{verdict.capitalize()} by more than chance would explain: {joined(titles)}."] if titles else []
    if not parts:
        return (Text("None of those that could be tested shows a clear change."),)
    others = any(row.verdict == "no clear change" for row in tested)
    rest = " The others that could be tested show no clear change." if others else ""
    return (Fixed(" ".join(parts), "name"), Text(rest))


def _moved(row: Counted) -> Runs:
    assert isinstance(row.change, Figure)
    return (Text(f"{row.measure.title} "), *change_words(row.change), Text("."))


def _withheld(rows: Sequence[Counted]) -> Runs | str:
    """What [c] means, where it stands."""
    if not any(isinstance(one, Withheld) for row in rows for one in (row.level, row.before, row.change)):
        return ""
    least = min(_thresholds(rows))
    strict = [within(row.measure.title) for row in rows if (threshold_of(row.measure) or 0) > least]
    but: Runs = (Text(f" ({_UP_TO[SENSITIVE]} for "), Fixed(joined(strict), "name"), Text(")")) if strict else ()
    return (
        Text(f"[c] stands for a count from {_UP_TO[least]}"),
        *but,
        Text(", or for a change that would give one away. It is withheld so that nobody can be known by it."),
    )


def _thresholds(rows: Sequence[Counted]) -> list[int]:
    return [found for row in rows if (found := threshold_of(row.measure)) is not None]


def _drawn(rows: Sequence[Counted]) -> Counted | None:
    """The largest dataset that rose or fell, where two years of months are held; none about people."""
    shown = [
        row
        for row in rows
        if row.verdict in ("rose", "fell")
        and threshold_of(row.measure) is None
        and not row.measure.what.startswith(_POLICE)
        and sum(map(len, row.held)) >= _SHORTEST
    ]
    if not shown:
        return None
    return max(shown, key=lambda row: (row.level.value if isinstance(row.level, Figure) else 0, row.measure.name))
