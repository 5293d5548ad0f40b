"""Recorded crime and anti-social behaviour."""

from __future__ import annotations

from datetime import date

from frankpledge.measures.model import Better, Measure
from frankpledge.measures.tree import APPENDIX, HOME_OFFICE, POLICE_UK, children, codes_of, node

Groups = tuple[tuple[str, str, tuple[str, ...]], ...]

_RULES = "Home Office Counting Rules for Recorded Crime; police recorded crime open data tables"
_WEBSITE = "data.police.uk, about the data (crime categories)"
_CHECKED = "the makers of Frankpledge"
_REVIEW = date(2027, 11, 1)


def _codes(slug: str, of: str = APPENDIX) -> tuple[str, ...]:
    return tuple(sorted(codes_of(slug, of=of)))


def _parts(slug: str, of: str = APPENDIX) -> Groups:
    """The nodes that a total is made of, in the tree's order, each with its codes."""
    return tuple((node.slug, node.title, _codes(node.slug, of)) for node in children(slug, of=of))


OFFENCE_GROUPS = _parts("recorded-crime", HOME_OFFICE)
_STREET_GROUPS: Groups = tuple(
    (node.slug, node.title, (node.title,)) for node in children("street-crime", of=POLICE_UK)
)
STREET_CATEGORIES = tuple(title for _, title, _ in _STREET_GROUPS)

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
    where=(("code", _codes("violence-against-the-person")),),
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
    where=(("code", _codes("crimes-against-society")),),
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
    kind="incident",
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


def _crime_type(slug: str, noun: str, nouns: str, *, better: Better = "lower", why: str, limitation: str) -> Measure:
    """A crime type of the appendix tree, broken down into the types that it is made of.

    A type whose parts came and went is not broken down: its parts could not be compared over the change.
    """
    dated = any(part.valid_from or part.valid_to for part in children(slug, of=APPENDIX))
    parts = () if dated else _parts(slug)
    return Measure(
        name=slug,
        title=node(slug, of=APPENDIX).title,
        noun=noun,
        nouns=nouns,
        events="offences",
        where=(("code", _codes(slug)),),
        within="code" if parts else "",
        groups=parts,
        node=slug,
        better=better,
        citation=_RULES,
        why_it_matters=why,
        limitation=limitation,
        checked_by=_CHECKED,
        review_by=_REVIEW,
    )


CRIME_TYPES = (
    _crime_type(
        "violent-crime",
        "violent crime",
        "violent crimes",
        why="Violence against the person, sexual offences and robbery together: the crimes that harm people most.",
        limitation="Holds offences without injury, stalking and harassment, so it is not a count of grave harm.",
    ),
    _crime_type(
        "sexual-offences",
        "sexual offence",
        "sexual offences",
        why="Grave harm, some of it done long before it is reported.",
        limitation="Many are never reported, so a rise can mean that more people come forward.",
        better="neither",
    ),
    _crime_type(
        "robbery",
        "robbery",
        "robberies",
        why="Theft with force or the threat of it, of people and of businesses.",
        limitation="Where there are few, the number moves a good deal by chance.",
    ),
    _crime_type(
        "burglary",
        "burglary",
        "burglaries",
        why="Homes, sheds, shops and offices broken into.",
        limitation="Its classes changed in April 2017, so homes cannot be told from other buildings across that month.",
    ),
    *(
        _crime_type(
            slug,
            "burglary of this class",
            "burglaries of this class",
            why="A class of burglary as it was recorded in its years.",
            limitation="The classes changed in April 2017: only all burglary can be followed across that month.",
        )
        for slug in (
            "burglary-dwelling",
            "burglary-other-than-dwelling",
            "burglary-residential",
            "burglary-business-and-community",
        )
    ),
    _crime_type(
        "vehicle-crime",
        "vehicle crime",
        "vehicle crimes",
        why="Vehicles stolen, stolen from and tampered with.",
        limitation="Damage to a vehicle is counted as criminal damage.",
    ),
    _crime_type(
        "theft",
        "theft",
        "thefts",
        why="Thefts in shops, of bicycles and elsewhere, outside burglary, robbery and vehicle crime.",
        limitation="Shops report some of what is stolen. Handling stolen goods is among crimes against society.",
    ),
    _crime_type(
        "shoplifting",
        "theft from a shop",
        "thefts from shops",
        why="Harm to shops and to those who work in them.",
        limitation="Counts what shops report: a change in how they report changes it too.",
    ),
    _crime_type(
        "criminal-damage-and-arson",
        "crime of damage or arson",
        "crimes of damage and arson",
        why="Damage to homes, vehicles and public places, and fires that were set.",
        limitation="Much damage is never reported.",
    ),
    _crime_type(
        "drug-offences",
        "drug offence",
        "drug offences",
        better="neither",
        why="Trafficking and possession of drugs, as the police find them.",
        limitation="Comes to light by police work, so fewer can mean less of that work.",
    ),
    _crime_type(
        "possession-of-weapons",
        "weapon offence",
        "weapon offences",
        better="neither",
        why="Knives, firearms and other weapons carried unlawfully.",
        limitation="Comes to light by police work. A weapon used to hurt somebody is counted as violence.",
    ),
    _crime_type(
        "public-order-offences",
        "public order offence",
        "public order offences",
        better="neither",
        why="Fear, alarm and disorder in public places.",
        limitation="What is recorded as an offence and what as anti-social behaviour is a judgement that can change.",
    ),
)
MEASURES = (RECORDED_CRIME, VIOLENCE, SOCIETY, STREET_CRIME, ASB, PARTNERSHIP_CRIME, *CRIME_TYPES)
