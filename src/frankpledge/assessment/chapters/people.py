"""When, who and with what: hours, days, flags, people and weapons, from a record-level police extract alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.analysis.disclosure.protect import Protected
from frankpledge.assessment.blocks import Block, Fixed, Paragraph, Runs, Text
from frankpledge.assessment.chapters.people_tables import (
    flags_table,
    kinds_table,
    person_sentences,
    person_table,
    persons_with_weapon,
    places_table,
    weapon_words,
)
from frankpledge.assessment.chapters.people_times import days_chart, hours_chart, left_out, without_end
from frankpledge.assessment.chapters.topic import comments_of, gap_note
from frankpledge.assessment.story import Story
from frankpledge.assessment.template import render_chapter
from frankpledge.measures.grouping import Grouping, any_kind, common_kinds, wards, women_and_men
from frankpledge.measures.latest import latest_run
from frankpledge.measures.model import Figure, NotAvailable, Withheld
from frankpledge.measures.profile import EXTRACTED, WHOLE, TimeProfile, armed, months_of, recorded, times, why_not
from frankpledge.measures.profile_tables import Crossing, Tables, tables
from frankpledge.record.mapping import AGES, FIELDS, FLAGS, SEXES, Field
from frankpledge.store.query_crimes import values_in
from frankpledge.terms.period import Period
from frankpledge.terms.words import joined

_WHAT = "An account of hours, days, weapons and people"
_PERSONS = (("victim", "Victims"), ("suspect", "Suspects"))
_MOST_PLACES = 40
_FEW = "it holds too few crimes for tables that could not tell who was harmed"
_BLANK_WEAPON = "Where no weapon is recorded there may have been none, or nobody wrote it down."


@dataclass(frozen=True)
class _Held:
    """What the extract says of the chapter's crimes: its columns that hold anything, its tables, its groupings."""

    story: Story
    period: Period
    fields: tuple[Field, ...]
    kinds: Grouping | None
    weapon: Grouping | None
    places: Grouping | None
    tables: Tables
    protected: Protected
    total: Figure


def people(story: Story) -> tuple[Block, ...]:
    """The chapter."""
    evaluator, area = story.evaluator, story.area.code
    period = latest_run(months_of(evaluator, area), story.period)
    held = _held(story, period or story.period)
    comments = comments_of(story, "people")
    if not isinstance(held, _Held):
        return render_chapter("people", {"gap": gap_note(_WHAT, held), "comments": comments})
    return render_chapter("people", {"gap": "", "comments": comments, **_context(held)})


def _held(story: Story, period: Period) -> _Held | NotAvailable | Withheld:
    """One call makes every table, so that all are protected together. Of very few crimes none is shown."""
    evaluator, area = story.evaluator, story.area.code
    missing = why_not(evaluator, EXTRACTED, area, period, "cell", ", by circumstance")
    if missing:
        return missing
    fields = recorded(evaluator, area, (*FLAGS, *AGES, *SEXES, "weapon", "beat"))
    kinds = common_kinds(evaluator, EXTRACTED, "weapon", area, period)
    weapon = any_kind(evaluator, "weapon", area)
    places = _places(story, period)
    crossings: list[Crossing] = [(flag,) for flag in FLAGS if flag in fields]
    ages = {field: field for field in AGES if field in fields}
    sexes = {field: women_and_men(field) for field in SEXES if field in fields}
    for age, sex in zip(AGES, SEXES, strict=True):
        both = tuple(column for column in (ages.get(age), sexes.get(sex)) if column)
        crossings += [both] if both else []
    crossings += [(sex,) for sex in sexes]
    if weapon:
        crossings += [(kinds,)] if kinds else []
        crossings += [(weapon, column) for column in (*ages.values(), *sexes.values())]
        crossings.append((weapon, places) if places else (weapon,))
    found = tables(evaluator, EXTRACTED, area, period, crossings or [()])
    if isinstance(found, NotAvailable):
        return found
    whole = found.counts[WHOLE]
    if found.protected is None or not isinstance(whole, Figure):
        return Withheld(key=whole.key, label=whole.label, reason=_FEW)
    return _Held(story, period, fields, kinds, weapon, places, found, found.protected, whole)


def _places(story: Story, period: Period) -> Grouping | None:
    """The force's beats where it writes some and not too many, else the wards that the small areas lie in."""
    beats = values_in(story.evaluator.library, "beat", area=story.area.code)
    if 1 < len(beats) <= _MOST_PLACES:
        return Grouping("beat", {beat: (beat,) for beat in beats})
    return wards(story.evaluator, story.area.code, period)


def _context(held: _Held) -> dict[str, object]:
    story, found = held.story, held.tables
    profile = times(story.evaluator, EXTRACTED, story.area.code, held.period, earlier=[held.protected])
    return {
        "elsewhen": _elsewhen(story, held.period),
        "total": held.total,
        "area": story.area.name,
        "period": held.period,
        "caveat": EXTRACTED.limitation,
        "unsaid": _unsaid(held.fields),
        **_times(story, profile),
        "flags": flags_table(found, [flag for flag in FLAGS if flag in held.fields], story.area.name, held.period),
        "people": [one for who, heading in _PERSONS for one in _person(held, who, heading)],
        **_weapons(held),
    }


def _elsewhen(story: Story, period: Period) -> Runs | str:
    """That the months told of are not those of the document, where they are not."""
    if period == story.period:
        return ""
    return (
        Text("No extract of all months from "),
        Fixed(story.period.label, "date"),
        Text(" is held. What follows is of "),
        Fixed(period.label, "date"),
        Text(", the latest months held."),
    )


def _unsaid(fields: Sequence[Field]) -> Runs | str:
    """Which columns the extract leaves blank throughout, or has not at all."""
    blank = [FIELDS[field] for field in (*FLAGS, *AGES, *SEXES, "weapon") if field not in fields]
    return (Text("The extract does not say: "), Fixed(f"{joined(blank)}.", "reference")) if blank else ""


def _times(story: Story, profile: TimeProfile | NotAvailable | Withheld) -> dict[str, object]:
    if not isinstance(profile, TimeProfile):
        return {"hours": None, "no_times": gap_note("A profile of hours and days", profile)}
    return {
        "hours": hours_chart(story, profile, "crimes", "people"),
        "days": days_chart(story, profile),
        "left_out": left_out(profile),
        "without_end": without_end(profile),
    }


def _person(held: _Held, who: str, heading: str) -> list[dict[str, object]]:
    """The heading, sentences and table of victims or suspects; nothing where neither age nor sex is recorded."""
    if not any(field.startswith(who) for field in held.fields):
        return []
    return [
        {
            "heading": heading,
            "sentences": person_sentences(held.tables, who, held.fields),
            "table": person_table(held.tables, who, held.fields, held.story.area.name, held.period),
        }
    ]


def _weapons(held: _Held) -> dict[str, object]:
    """Weapons by kind, hour, place and person; nothing where no crime has one."""
    story, found = held.story, held.tables
    if held.weapon is None:
        return {"weapons": []}
    part = next(iter(held.weapon.parts))
    where = (story.area.name, held.period)
    blocks: list[Block | str | None] = [kinds_table(found, held.kinds, *where), *_armed_hours(held)]
    blocks.append(places_table(found, part, held.places, *where))
    blocks.append(persons_with_weapon(found, part, held.fields, *where))
    return {
        "weapons": [block for block in blocks if block],
        "weapon_words": weapon_words(found, part),
        "weapon_caveat": _BLANK_WEAPON,
    }


def _armed_hours(held: _Held) -> list[Block | str]:
    """The hours of crimes with a weapon; what the tables keep back it keeps back too."""
    story = held.story
    measure = armed(story.evaluator, EXTRACTED, story.area.code)
    profile = times(story.evaluator, measure, story.area.code, held.period, earlier=[held.protected])
    if isinstance(profile, TimeProfile):
        return [
            hours_chart(story, profile, "crimes with a weapon", "weapons"),
            Paragraph(left_out(profile, "with a weapon")),
        ]
    return [gap_note("A profile of the hours of crimes with a weapon", profile)]
