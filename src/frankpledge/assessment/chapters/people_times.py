"""Hours and days as charts, and in sentences what they leave out."""

from __future__ import annotations

from collections.abc import Sequence

from frankpledge.assessment.blocks import Chart, Fixed, Number, Point, Run, Runs, Series, Table, Text
from frankpledge.assessment.story import Story
from frankpledge.measures.model import Figure
from frankpledge.measures.profile import DAYS, TimeProfile

_METHOD = (
    "A crime that can have happened at any time between two is spread evenly over the hours between them, so the "
    "numbers are expected ones and not whole."
)
_KNOWN = " is known to the day."
_CHANCE = "Days differ by chance too: a small difference between two of them means little."


def hours_chart(story: Story, profile: TimeProfile, nouns: str, name: str) -> Chart:
    """The line over the hours of the day. `nouns`: what is counted; `name`: its part of the chart's anchor."""
    spans = [f"{hour:02}:00 to {hour:02}:59" for hour in range(len(profile.hours))]
    points = [Point(f"{hour:02}:00", figure) for hour, figure in enumerate(profile.hours)]
    most, least = _ends(profile.hours)
    return Chart(
        form="line",
        title=(Text(f"The hour with most {nouns} was "), Fixed(spans[most], "name")),
        caption=(*_caption(story, profile, f"{_head(nouns)} expected in each hour of the day"), Text(f" {_METHOD}")),
        alternative=(
            Text(f"Line chart of {nouns} by hour of the day. The most were "),
            *(Number(profile.hours[most]), Text(" from "), Fixed(spans[most], "name"), Text(", the fewest ")),
            *(Number(profile.hours[least]), Text(" from "), Fixed(spans[least], "name"), Text(".")),
        ),
        axis=f"{_head(nouns)} expected",
        series=(Series(story.area.name, tuple(points)),),
        table=_table("Hour", [Fixed(span, "name") for span in spans], profile.hours, nouns, f"table-{name}-hours"),
        anchor=f"chart-{name}-hours",
    )


def days_chart(story: Story, profile: TimeProfile) -> Chart:
    """A bar for each day of the week, in their order."""
    most, least = _ends(profile.days)
    return Chart(
        form="bar",
        title=(Text(f"The day with most crimes was {DAYS[most]}, with fewest {DAYS[least]}"),),
        caption=(*_caption(story, profile, "Crimes expected on each day of the week"), Text(f" {_CHANCE}")),
        alternative=(
            Text(f"Bar chart of crimes by day of the week. The most were on {DAYS[most]}s with "),
            *(Number(profile.days[most]), Text(f", the fewest on {DAYS[least]}s with ")),
            *(Number(profile.days[least]), Text(".")),
        ),
        axis="Crimes expected",
        series=(Series(story.area.name, tuple(map(Point, DAYS, profile.days))),),
        table=_table("Day", [Text(day) for day in DAYS], profile.days, "crimes", "table-people-days"),
        anchor="chart-people-days",
    )


def left_out(profile: TimeProfile, which: str = "") -> Runs:
    """The share of crimes that the hours leave out. `which` says of what crimes, where no days are shown."""
    share = profile.long_spans
    kept = "" if which else " The days of the week hold these too."
    if not share.value:
        return (Text("No crime is left out of the hours: each of the "), Number(share, "denominator"), Text(_KNOWN))
    return (
        Text("The hours leave out "),
        Number(share),
        Text(f" of crimes {which}".rstrip() + " ("),
        *(Number(share, "numerator"), Text(" of "), Number(share, "denominator")),
        Text(f"): all that is known of them is a span of more than a day.{kept}"),
    )


def without_end(profile: TimeProfile) -> Runs | str:
    """How many give no latest time, where any do."""
    if not profile.without_end.value:
        return ""
    return (
        Text("No latest time is given for "),
        Number(profile.without_end),
        Text(" crimes; each stands in the hour in which it began."),
    )


def _ends(figures: Sequence[Figure]) -> tuple[int, int]:
    """The places of the greatest and the least, the first of several."""
    places = range(len(figures))
    return max(places, key=lambda place: figures[place].value), min(places, key=lambda place: figures[place].value)


def _head(nouns: str) -> str:
    return nouns[0].upper() + nouns[1:]


def _caption(story: Story, profile: TimeProfile, what: str) -> Runs:
    first = profile.hours[0]
    parts = [part for part in story.evaluator.library.edition.parts if part.source in first.sources]
    titles = sorted({f"{part.publication.title} ({part.publication.publisher})" for part in parts})
    return (
        Text(f"{what}, {story.area.name}, "),
        Fixed(first.period.label, "date"),
        Text(". Source: "),
        Fixed("; ".join(titles), "reference"),
        Text("."),
    )


def _table(head: str, places: Sequence[Run], figures: Sequence[Figure], nouns: str, anchor: str) -> Table:
    return Table(
        caption=(Text(f"{_head(nouns)} expected by {head.lower()}, "), Fixed(figures[0].period.label, "date")),
        head=((Text(head),), (Text(f"{_head(nouns)} expected"),)),
        rows=tuple(((place,), (Number(figure),)) for place, figure in zip(places, figures, strict=True)),
        numeric=(False, True),
        anchor=anchor,
    )
