"""Background and data: the law, the partnership, its plan, the register of sources, and what to bear in mind."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from frankpledge.assessment.blocks import Block, Fixed, Number, Runs, Table, Text
from frankpledge.assessment.chapters.topic import comments_of
from frankpledge.assessment.law import Law, laws_at
from frankpledge.assessment.ledger import SourceEntry
from frankpledge.assessment.register import register
from frankpledge.assessment.story import Story
from frankpledge.assessment.template import render_chapter
from frankpledge.measures.account import account_figure, unplaced_share
from frankpledge.measures.few import is_about_people
from frankpledge.measures.model import Figure, Measure
from frankpledge.record.model import Body
from frankpledge.terms.period import Month, Period, runs
from frankpledge.terms.words import joined

_LOOKUP = "lookup"
_REFUSED_SHOWN = 20


def background(story: Story) -> tuple[Block, ...]:
    """The chapter."""
    partnership = story.record.partnership
    laws = laws_at(partnership.dated, partnership.nation)
    entries = list(register(story.evaluator.library.edition).values())
    return render_chapter(
        "background",
        {
            "laws": [_law(law) for law in laws],
            "unread": _unread(laws),
            "bodies": _bodies(story),
            "plan": _plan(story),
            "simulated": _simulated(story),
            "assumptions": [(Fixed(one.text, "reference"),) for one in story.record.assumptions],
            "sources": _sources(story),
            "attributions": [(Fixed(text, "reference"),) for text in _distinct(e.attribution for e in entries)],
            "limitations": [
                (Fixed(f"{title}: {text}", "reference"),)
                for title, text in dict.fromkeys((_short(e.key, e.title), e.limitation) for e in entries)
            ],
            "gaps": _gaps(story),
            "rejected": _rejected(story),
            "unplaced": _unplaced(story),
            "comments": comments_of(story, "background"),
        },
    )


def _distinct(items: Iterable[str]) -> list[str]:
    return [item for item in dict.fromkeys(items) if item]


def _short(key: str, title: str) -> str:
    """The lookups share their limitation, so they share its line."""
    return "Lookups between areas" if key.startswith(_LOOKUP) else title


def _law(law: Law) -> Runs:
    mark = (Text(" (to be checked)", "emphasis"),) if law.standing != "verified" else ()
    return (Fixed(law.says, "law"), Text(" "), Fixed(law.citation, "law"), *mark, Text("."))


def _unread(laws: tuple[Law, ...]) -> str:
    if all(law.standing == "verified" for law in laws):
        return ""
    return "Where a duty is marked to be checked, the text of the provision has not been read against these words."


def _bodies(story: Story) -> Table | None:
    """The bodies that existed in the period, with who took over from those that ended."""
    first, last = story.period.first.first_day, story.period.last.plus(1).first_day
    there = [
        body
        for body in story.record.bodies
        if (body.valid_from is None or body.valid_from < last) and (body.valid_to is None or body.valid_to >= first)
    ]
    if not there:
        return None
    return Table(
        caption=(Text("Bodies of the partnership as at "), Fixed(story.period.label, "date")),
        head=((Text("Body"),), (Text("Kind"),), (Text("Standing"),)),
        rows=tuple(_body(body) for body in there),
        numeric=(False, False, False),
        anchor="table-bodies",
    )


def _body(body: Body) -> tuple[Runs, ...]:
    name = f"{body.name} ({body.abbreviation})" if body.abbreviation else body.name
    after = (Text("; followed by "), Fixed(body.succeeded_by, "name")) if body.succeeded_by else ()
    return ((Fixed(name, "name"),), (Text(body.kind.capitalize()),), (Text(body.role.capitalize()), *after))


def _plan(story: Story) -> Table | None:
    plan = story.record.plan
    if plan is None or not plan.priorities:
        return None
    return Table(
        caption=(Fixed(plan.title, "name"),),
        head=((Text("Priority"),), (Text("What stands under it"),)),
        rows=tuple(
            ((Fixed(p.name, "name"),), (Fixed("; ".join(p.sub_priorities) or "nothing yet", "name"),))
            for p in plan.priorities
        ),
        numeric=(False, False),
        anchor="table-plan",
    )


def _simulated(story: Story) -> Runs | str:
    parts = [part for part in story.evaluator.library.edition.parts if part.simulated]
    if not parts:
        return ""
    titles = joined(sorted({part.publication.title for part in parts}))
    return (
        Text("Every record in these files was drawn by a simulator: "),
        Fixed(titles, "name"),
        Text(
            ". They meet the totals that were published and say nothing about any real event, person or street. "
            "Populations and the list of areas are real."
        ),
    )


def _sources(story: Story) -> Table:
    edition = story.evaluator.library.edition
    entries = register(edition).values()
    hidden = any(is_about_people(entry.key) for entry in entries)
    rows = tuple(
        (
            (Fixed(entry.title, "reference"),),
            (Fixed(entry.publisher, "reference"),),
            (Fixed(entry.covers, "date"),),
            *_account(story, entry),
        )
        for entry in entries
    )
    heads = ("Source", "Publisher", "Covers", "Files", "Rows counted", "Refused", "Repeats")
    return Table(
        caption=(Text("Register of sources"),),
        head=tuple((Text(head),) for head in heads),
        rows=rows,
        numeric=(False, False, False, True, True, True, True),
        notes=(
            (Text("Rows in a file are counted, refused or a repeat of another row: the three add up."),),
            *([(Text("[c]: not told, so that no small number of people can be worked out."),)] if hidden else []),
        ),
        anchor="table-sources",
    )


def _account(story: Story, entry: SourceEntry) -> tuple[Runs, ...]:
    """The numbers of the register. Rows of people are not told: less a year that is shown, they give a small one."""
    if is_about_people(entry.key):
        return ((Text("[c]"),),) * 4
    numbers = {
        "files": entry.files,
        "kept": entry.kept,
        "refused": entry.rejected,
        "repeats": entry.repeats,
    }
    return tuple((_count(story, entry.key, what, number),) for what, number in numbers.items())


def _count(story: Story, source: str, what: str, number: int) -> Number:
    return Number(account_figure(story.evaluator, source, what, Decimal(number), story.area, story.period))


def _gaps(story: Story) -> list[Runs]:
    """Months missing between the first and the last held, for each measure of the document."""
    found: list[Runs] = []
    for measure in dict.fromkeys((story.crime, story.asb)):
        held = story.evaluator.counts(measure, story.area.code).by_month
        if held:
            missing = _between(set(held))
            if missing:
                found.append((Text(f"{measure.title}: "), Fixed(missing, "date"), Text(".")))
    return found


def _between(held: set[Month]) -> str:
    """The months that are missing between the first and the last of `held`."""
    return joined(run.label for run in runs({m for m in Period(min(held), max(held)) if m not in held}))


def _rejected(story: Story) -> Table | None:
    """The refused rows: source, line and every reason. Their text stays in the workspace: it could hold anything."""
    library = story.evaluator.library
    rows: list[tuple[Runs, ...]] = [
        (
            (Fixed(part.publication.title, "reference"),),
            (Fixed(str(row.line), "reference"),),
            (Fixed("; ".join(row.reasons), "reference"),),
        )
        for part in library.edition.parts
        if part.rejected
        for row in library.evidence.rejected_of(part)
    ]
    if not rows:
        return None
    return Table(
        caption=(Text("Each refused row and every reason"),),
        head=((Text("Source"),), (Text("Line"),), (Text("Why"),)),
        rows=tuple(rows[:_REFUSED_SHOWN]),
        numeric=(False, True, False),
        notes=((Text("Only the first rows are shown."),),) if len(rows) > _REFUSED_SHOWN else (),
        anchor="table-refused",
    )


def _unplaced(story: Story) -> Runs | str:
    """The share of the force's rows that carry no small area and so cannot be counted in any authority."""
    measures: list[Measure] = [one for one in (story.crime, story.asb) if one.events == "street"]
    found = unplaced_share(story.evaluator, measures[0], story.area, story.period) if measures else None
    if not isinstance(found, Figure):
        return ""
    return (
        Text("In "),
        Fixed(story.period.label, "date"),
        Text(", "),
        Number(found, "numerator"),
        Text(" of the "),
        Number(found, "denominator"),
        Text(f" rows of {found.area.name} ("),
        Number(found),
        Text(") have no small area. Some of them lie in "),
        Text(story.area.name),
        Text(", so its figures are a little too low."),
    )
