"""Recorded crime and anti-social behaviour."""

from __future__ import annotations

import csv
from datetime import date
from importlib import resources

from frankpledge.measures.model import Measure

Groups = tuple[tuple[str, str, tuple[str, ...]], ...]

_RULES = "Home Office Counting Rules for Recorded Crime; police recorded crime open data tables"
_WEBSITE = "data.police.uk, about the data (crime categories)"
_SOCIETY = ("Drug offences", "Possession of weapons offences", "Public order offences", "Miscellaneous crimes")
_CHECKED = "the makers of Frankpledge"
_REVIEW = date(2027, 11, 1)


def _slug(title: str) -> str:
    return title.casefold().replace(" ", "-")


def _offence_groups() -> Groups:
    """Home Office offence codes by group, in the order of the Home Office's own tables."""
    text = resources.files("frankpledge.measures.catalogue").joinpath("offence_codes.csv").read_text(encoding="utf-8")
    groups: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        groups.setdefault(row["group"], []).append(row["code"])
    order = ("Violence against the person", "Sexual offences", "Robbery", "Theft offences", "Criminal damage and arson")
    return tuple((_slug(name), name, tuple(sorted(groups[name]))) for name in (*order, *_SOCIETY))


def _codes(*titles: str) -> tuple[str, ...]:
    return tuple(code for _, title, codes in OFFENCE_GROUPS if title in titles for code in codes)


OFFENCE_GROUPS = _offence_groups()
STREET_CATEGORIES = (
    "Violence and sexual offences",
    "Criminal damage and arson",
    "Public order",
    "Shoplifting",
    "Vehicle crime",
    "Other theft",
    "Burglary",
    "Drugs",
    "Other crime",
    "Robbery",
    "Theft from the person",
    "Possession of weapons",
    "Bicycle theft",
)
_STREET_GROUPS: Groups = tuple((_slug(name), name, (name,)) for name in STREET_CATEGORIES)

RECORDED_CRIME = Measure(
    name="recorded-crime",
    title="All recorded crime",
    noun="crime",
    nouns="crimes",
    events="offences",
    where=(),
    within="code",
    groups=OFFENCE_GROUPS,
    better="lower",
    citation=_RULES,
    why_it_matters="How much crime the police record, and so how much work follows from it.",
    limitation="Counts what was recorded: a change in how crimes are recorded changes it too.",
    checked_by=_CHECKED,
    review_by=_REVIEW,
)
VIOLENCE = Measure(
    name="violence-against-the-person",
    title="Violence against the person",
    noun="crime of violence against the person",
    nouns="crimes of violence against the person",
    events="offences",
    where=(("code", _codes("Violence against the person")),),
    better="lower",
    citation=_RULES,
    why_it_matters="Harm to people, from harassment to homicide. Sexual offences and robbery are counted apart.",
    limitation="Holds offences without injury, stalking and harassment as well as injury.",
    checked_by=_CHECKED,
    review_by=_REVIEW,
)
SOCIETY = Measure(
    name="crimes-against-society",
    title="Crimes against society",
    noun="crime against society",
    nouns="crimes against society",
    events="offences",
    where=(("code", _codes(*_SOCIETY)),),
    better="neither",
    citation=_RULES,
    why_it_matters="Drugs, weapons, public order and miscellaneous crimes: those without one victim.",
    limitation="Drug and weapon offences come to light by police work, so fewer of them can mean less of that work.",
    checked_by=_CHECKED,
    review_by=_REVIEW,
)
STREET_CRIME = Measure(
    name="street-crime",
    title="All crime in the street-level files",
    noun="crime",
    nouns="crimes",
    events="street",
    where=(("category", STREET_CATEGORIES),),
    within="category",
    groups=_STREET_GROUPS,
    better="lower",
    citation=_WEBSITE,
    why_it_matters="How much crime the police published by small area and month.",
    limitation="Not the official count of recorded crime: what could not be placed is left out.",
    checked_by=_CHECKED,
    review_by=_REVIEW,
)
ASB = Measure(
    name="asb",
    title="Anti-social behaviour",
    noun="incident",
    nouns="incidents",
    events="street",
    where=(("category", ("Anti-social behaviour",)),),
    better="lower",
    citation=_WEBSITE,
    why_it_matters="What residents report most often, and what the partnership's own services act on.",
    limitation="Reported to the police and never added to crimes. What only councils heard of is not in it.",
    checked_by=_CHECKED,
    review_by=_REVIEW,
)
PARTNERSHIP_CRIME = Measure(
    name="partnership-crime",
    title="Recorded crime in the partnership table",
    noun="recorded crime",
    nouns="recorded crimes",
    events="partnership_counts",
    where=(("offence", ("Total recorded crime (excluding fraud)",)),),
    better="lower",
    citation="Office for National Statistics, Table C2: recorded crime by community safety partnership area",
    why_it_matters="The one count that is published alike for every partnership, so that they can be compared.",
    limitation="Fraud is left out, and so are crimes that a force could not assign to a partnership.",
    checked_by=_CHECKED,
    review_by=_REVIEW,
)
MEASURES = (RECORDED_CRIME, VIOLENCE, SOCIETY, STREET_CRIME, ASB, PARTNERSHIP_CRIME)
