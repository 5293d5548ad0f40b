"""Charts and tables of a measure: by month, by type, by year. Each title is made from its figures."""

from __future__ import annotations

from decimal import Decimal

from frankpledge.analysis.rounding import shares
from frankpledge.assessment.blocks import Chart, Fixed, Mark, Number, Point, Run, Runs, Series, Table, Text
from frankpledge.assessment.phrases import verdict_words
from frankpledge.assessment.story import Story
from frankpledge.measures.model import Figure, Measure, NotAvailable, Outcome
from frankpledge.measures.season import season_test
from frankpledge.terms.period import Month, Period
from frankpledge.terms.words import joined

_MONTHS_SHOWN = 60
_YEARS_SHOWN = 5
_SIGNIFICANT = Decimal("0.05")
_NO_DATA: Runs = (Text("not held"),)


def cell(outcome: Outcome, aspect: str = "value") -> Runs:
    """A figure in a table, or words in its place."""
    if isinstance(outcome, Figure):
        return (Number(outcome, aspect),)
    return (Text("withheld"),) if not isinstance(outcome, NotAvailable) else (Text("not available"),)


def months_chart(story: Story, measure: Measure) -> Chart | None:
    """The monthly line of the five years up to the period's end, from the first month held; None with nothing held."""
    held = story.evaluator.counts(measure, story.area.code).by_month
    window = Period(story.period.last.plus(1 - _MONTHS_SHOWN), story.period.last)
    shown = [month for month in window if month in held]
    if not shown:
        return None
    span = Period(shown[0], window.last)
    levels = {m: story.figure(measure, "level", period=Period(m, m)) for m in span}
    figures = {month: level for month, level in levels.items() if isinstance(level, Figure)}
    high = max(figures.values(), key=lambda figure: figure.value)
    low = min(figures.values(), key=lambda figure: figure.value)
    missing = len(span) > len(figures)
    subject = measure.nouns[0].upper() + measure.nouns[1:]
    return Chart(
        form="line",
        title=(Text(f"The month with most {measure.nouns} was "), Fixed(high.period.label, "date")),
        caption=(
            Text(f"{subject} a month, {story.area.name}, "),
            Fixed(span.label, "date"),
            Text(". Months that are not held are left blank." if missing else "."),
            *_source(story, measure),
        ),
        alternative=(
            Text(f"Line chart of {measure.nouns} by month. The most were "),
            Number(high),
            Text(" in "),
            Fixed(high.period.label, "date"),
            Text(", the fewest "),
            Number(low),
            Text(" in "),
            Fixed(low.period.label, "date"),
            Text(". Some months are not held, and the line is broken there." if missing else "."),
        ),
        axis=subject,
        series=(Series(story.area.name, tuple(Point(m.label, figures.get(m.first)) for m in _singles(span))),),
        table=_months_table(story, measure, levels),
        anchor=f"chart-{measure.name}-months",
        marks=_marks(story, measure, span),
    )


def _singles(span: Period) -> list[Period]:
    return [Period(month, month) for month in span]


def _months_table(story: Story, measure: Measure, levels: dict[Month, Outcome]) -> Table:
    """A row a month name, a column a year, so that the same months stand side by side."""
    years = sorted({month.year for month in levels})
    rows = []
    for number in range(1, 13):
        cells = [_month_cell(levels.get(Month(year, number))) for year in years]
        rows.append(((Text(Month(2000, number).name),), *cells))
    return Table(
        caption=(Text(f"{measure.title} by month, {story.area.name}"),),
        head=((Text("Month"),), *((Fixed(str(year), "date"),) for year in years)),
        rows=tuple(rows),
        numeric=(False, *(True for _ in years)),
        anchor=f"table-{measure.name}-months",
    )


def _month_cell(level: Outcome | None) -> Runs:
    """A dash outside the months shown, words where the month is not held."""
    if level is None:
        return (Text("–"),)
    return (Number(level),) if isinstance(level, Figure) else _NO_DATA


def _marks(story: Story, measure: Measure, span: Period) -> tuple[Mark, ...]:
    """Annotations that begin inside the months shown, by their kind."""
    return tuple(
        Mark(Period(note.period.first, note.period.first).label, note.kind.capitalize())
        for note in story.record.annotations
        if note.period.first in span and (not note.measures or measure.name in note.measures)
    )


def _source(story: Story, measure: Measure) -> Runs:
    counts = story.evaluator.counts(measure, story.area.code)
    parts = [part for part in story.evaluator.library.edition.parts if part.source in counts.sources]
    titles = sorted({f"{part.publication.title} ({part.publication.publisher})" for part in parts})
    return (Text(" Source: "), Fixed("; ".join(titles), "reference"), Text("."))


def types_table(story: Story, measure: Measure) -> Table | None:
    """Parts of a measure with count, share and, where a year before is held, change and verdict; largest first."""
    parts = _parts(story, measure)
    if not parts:
        return None
    changes = {slug: story.change(measure, part=slug) for slug, _, _ in parts}
    compared = any(isinstance(change, Figure) for change in changes.values())
    rows = []
    for slug, title, level in parts:
        row = [(Text(title),), cell(level), cell(story.figure(measure, "share", part=slug))]
        if compared:
            change = changes[slug]
            row += (
                [cell(change, "denominator"), cell(change), verdict_words(change)]
                if isinstance(change, Figure)
                else [(Text("none"),), cell(change), (Text("Not tested"),)]
            )
        rows.append(tuple(row))
    rows.append(_total_row(story, measure, compared))
    before = story.period.year_before
    head: list[Runs] = [(Text("Type"),), (Fixed(story.period.short, "date"),), (Text("Share"),)]
    if compared:
        head += [(Fixed(before.short, "date"),), (Text("Change"),), (Text("Verdict"),)]
    several: Run = Text(
        "With this many rows some would differ by chance, so a row is called a rise or a fall only by a stricter test."
    )
    notes = [(rounding,)] if (rounding := _rounding(parts)) else []
    return Table(
        caption=(Text(f"{measure.title} by type, {story.area.name}, "), Fixed(story.period.label, "date")),
        head=tuple(head),
        rows=tuple(rows),
        numeric=(False, True, True, True, True, False) if compared else (False, True, True),
        notes=(*notes, (several,)) if compared else tuple(notes),
        anchor=f"table-{measure.name}-types",
    )


def _rounding(parts: list[tuple[str, str, Figure]]) -> Run | None:
    """The note that shares do not add up, where they do not."""
    found = shares([int(level.value) for _, _, level in parts], places=1)
    if found is None or found.adds_up:
        return None
    return Text("Shares do not add up to the whole because each is rounded on its own.")


def _total_row(story: Story, measure: Measure, compared: bool) -> tuple[Runs, ...]:
    total = story.figure(measure, "level")
    change = story.change(measure)
    row: list[Runs] = [(Text("All", "strong"),), cell(total), (Text("all"),)]
    if compared:
        row += [cell(change, "denominator"), cell(change)]
        row.append(verdict_words(change) if isinstance(change, Figure) else (Text("Not tested"),))
    return tuple(row)


def _parts(story: Story, measure: Measure) -> list[tuple[str, str, Figure]]:
    found = []
    for slug, title in [*((slug, title) for slug, title, _ in measure.groups), ("unclassified", "Not classified")]:
        level = story.figure(measure, "level", part=slug)
        if isinstance(level, Figure) and (slug != "unclassified" or level.value):
            found.append((slug, title, level))
    return sorted(found, key=lambda part: (-part[2].value, part[1]))


def types_chart(story: Story, measure: Measure) -> Chart | None:
    """A bar for each part, largest first."""
    parts, table = _parts(story, measure), types_table(story, measure)
    if not parts or table is None:
        return None
    slug, title, level = parts[0]
    share = story.figure(measure, "share", part=slug)
    if not isinstance(share, Figure):
        return None
    return Chart(
        form="bar",
        title=(Text(f"{title} made up "), Number(share), Text(f" of {measure.nouns}")),
        caption=(
            Text(f"{measure.title} by type, {story.area.name}, "),
            Fixed(story.period.label, "date"),
            Text("."),
            *_source(story, measure),
        ),
        alternative=(
            Text(f"Bar chart of {measure.nouns} by type. The largest is {title.casefold()} with "),
            Number(level),
            Text(", the smallest "),
            Text(parts[-1][1].casefold()),
            Text(" with "),
            Number(parts[-1][2]),
            Text("."),
        ),
        axis=measure.nouns[0].upper() + measure.nouns[1:],
        series=(Series(story.area.name, tuple(Point(name, figure) for _, name, figure in parts)),),
        table=table,
        anchor=f"chart-{measure.name}-types",
    )


def years_table(story: Story, measure: Measure) -> Table | NotAvailable:
    """Five whole years up to the period's end, each with its change on the one before."""
    years = [story.period.plus(-12 * back) for back in reversed(range(_YEARS_SHOWN))]
    levels = [story.figure(measure, "level", period=year) for year in years]
    missing = [year.short for year, level in zip(years, levels, strict=True) if not isinstance(level, Figure)]
    if missing:
        return NotAvailable(
            key=str(story.key(measure, "level")),
            label=f"Five years of {measure.nouns}",
            reason=f"five whole years are needed; not held whole: {joined(missing)}",
        )
    rows = []
    for place, (year, level) in enumerate(zip(years, levels, strict=True)):
        change = story.change(measure, pair=(year, year.year_before)) if place else None
        moved = cell(change) if change else (Text("–"),)
        words = _year_words(story, measure, year, change)
        rows.append(((Fixed(year.label, "date"),), cell(level), moved, words))
    return Table(
        caption=(Text(f"{measure.title}, {story.area.name}, by year"),),
        head=(
            (Text("Year"),),
            (Text(measure.nouns[0].upper() + measure.nouns[1:]),),
            (Text("Change"),),
            (Text("Verdict"),),
        ),
        rows=tuple(rows),
        numeric=(False, True, True, False),
        anchor=f"table-{measure.name}-years",
    )


def _year_words(story: Story, measure: Measure, year: Period, change: Outcome | None) -> Runs:
    """The verdict on a year, unless how crimes are recorded changed in it or in the year before."""
    if not isinstance(change, Figure):
        return (Text("–"),)
    first, last = year.year_before.first, year.last
    if any(note.period.first <= last and note.period.last >= first for note in story.breaks(measure)):
        return (Text("Recording changed: not comparable"),)
    return verdict_words(change)


def season_table(story: Story, measure: Measure) -> Table | NotAvailable:
    """Each calendar month against the average month."""
    outcomes = [story.figure(measure, "season", part=f"{number:02}") for number in range(1, 13)]
    lacking = next((outcome for outcome in outcomes if isinstance(outcome, NotAvailable)), None)
    if lacking:
        return lacking
    rows = tuple(((Text(Month(2000, number).name),), cell(outcome)) for number, outcome in enumerate(outcomes, 1))
    test = season_test(story.evaluator, measure, story.key(measure, "season"))
    return Table(
        caption=(
            Text(f"Seasonal index of {measure.nouns}, {story.area.name}: an average month is "),
            Fixed("1.00", "unit"),
        ),
        head=((Text("Month"),), (Text("Index"),)),
        rows=rows,
        numeric=(False, True),
        notes=(_season_note(test),) if test else (),
        anchor=f"table-{measure.name}-season",
    )


def _season_note(test: Figure) -> Runs:
    """Whether the time of year makes more difference than chance would."""
    sure = test.value < _SIGNIFICANT
    words = "The months differ by more than chance would explain"
    if not sure:
        words = "Chance alone could explain how the months differ"
    return (Text(f"{words} (probability "), Number(test), Text(")."))
