"""What partners count: the datasets of the Prescribed Information Regulations, calls and reports, a force's extract."""

from __future__ import annotations

from datetime import date

from frankpledge.measures.model import Better, Kind, Measure

_CHECKED = "the makers of Frankpledge"
_REVIEW = date(2027, 11, 1)
_REGULATIONS = (
    "The Crime and Disorder (Prescribed Information) Regulations 2007, schedule; read in part, see docs/law.md"
)
_OWNER = "As its owner counts it"
_EXTRACT = "The force's own flags in its extract, one row a crime; their definitions are the force's"


def _measure(
    name: str,
    title: str,
    noun: str,
    nouns: str,
    *,
    events: str,
    why: str,
    limitation: str,
    citation: str,
    kind: Kind = "incident",
    better: Better = "lower",
    what: str = "",
    where: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> Measure:
    return Measure(
        name=name,
        title=title,
        noun=noun,
        nouns=nouns,
        events=events,
        where=where,
        what=what,
        better=better,
        kind=kind,
        citation=citation,
        why_it_matters=why,
        limitation=limitation,
        checked_by=_CHECKED,
        review_by=_REVIEW,
    )


def _feed(
    dataset: str,
    name: str,
    title: str,
    noun: str,
    nouns: str,
    why: str,
    limitation: str = "Counts what its holder recorded and sent.",
    better: Better = "lower",
    kind: Kind = "incident",
) -> Measure:
    return _measure(
        name,
        title,
        noun,
        nouns,
        events="incidents",
        what=dataset,
        where=(("dataset", (dataset,)),),
        why=why,
        limitation=limitation,
        citation=f"{_REGULATIONS} (dataset {dataset} here)",
        better=better,
        kind=kind,
    )


_FIRE = "What the fire and rescue service was called to; whether a fire was set is its judgement at the scene."
_CARE = "Admissions count people who needed a bed, not all who were hurt; one person can be admitted several times."
_POLICE = "Counts what the police recorded; the same event can stand in other sources too."
FEEDS = (
    _feed(
        *("P1", "police-asb", "Anti-social behaviour incidents, police", "incident", "incidents"),
        why="What residents call the police about most often, with the place and the time.",
        limitation=_POLICE,
    ),
    _feed(
        *("P2", "transport-incidents", "Transport incidents", "incident", "incidents"),
        why="Collisions and other calls to the police on roads and railways.",
        limitation=_POLICE,
        better="neither",
    ),
    _feed(
        *("P3", "welfare-incidents", "Public safety and welfare incidents", "incident", "incidents"),
        why="Concern for somebody's safety, missing people and like calls, which take much of police time.",
        limitation=_POLICE,
        better="neither",
    ),
    *(
        _feed(dataset, name, title, noun, nouns, why, _POLICE, kind="crime")
        for dataset, name, title, noun, nouns, why in (
            ("P4", "sent-burglary", "Burglary, as sent", "burglary", "burglaries", "Homes and businesses broken into."),
            ("P5", "sent-damage", "Criminal damage, as sent", "crime", "crimes", "Damage to property."),
            ("P6", "sent-drugs", "Drug offences, as sent", "crime", "crimes", "Drugs, as the police find them."),
            ("P7", "sent-fraud", "Fraud and forgery, as sent", "crime", "crimes", "Fraud that a force recorded."),
            ("P8", "sent-robbery", "Robbery, as sent", "robbery", "robberies", "Theft with force."),
            ("P9", "sent-sexual", "Sexual offences, as sent", "crime", "crimes", "Grave harm, much of it unreported."),
            ("P10", "sent-theft", "Theft and handling, as sent", "crime", "crimes", "Theft outside burglary."),
            ("P11", "sent-violence", "Violence, as sent", "crime", "crimes", "Harm to people."),
            ("P12", "sent-other", "Other offences, as sent", "crime", "crimes", "What no other dataset holds."),
        )
    ),
    _feed(
        *("F1", "deliberate-primary-fires", "Deliberate primary fires", "fire", "fires"),
        why="Fires that were set in buildings and other property of value.",
        limitation=_FIRE,
    ),
    _feed(
        *("F2", "deliberate-vehicle-fires", "Deliberate fires in vehicles", "fire", "fires"),
        why="Vehicles set alight, often after a theft.",
        limitation=_FIRE,
    ),
    _feed(
        *("F3", "deliberate-secondary-fires", "Deliberate secondary fires", "fire", "fires"),
        why="Small fires that were set outdoors, in rubbish and on grassland: a sign of disorder.",
        limitation=_FIRE,
    ),
    _feed(
        *("F4", "violence-to-firefighters", "Violence against firefighters", "incident", "incidents"),
        why="Attacks on those who come to help.",
        limitation=_FIRE,
    ),
    _feed(
        *("F5", "fires-without-alarm", "Dwelling fires without a smoke alarm", "fire", "fires"),
        why="Homes where a fire had nothing to give warning of it.",
        limitation=_FIRE,
    ),
    _feed(
        *("F6", "malicious-false-alarms", "Malicious false alarms", "false alarm", "false alarms"),
        why="Calls that take crews from where they are needed.",
        limitation=_FIRE,
    ),
    _feed(
        *("L1", "road-casualties", "People killed or hurt on the roads", "casualty", "casualties"),
        why="Harm on the roads, by how grave it was.",
        limitation="Collisions that nobody reported to the police are not in it.",
    ),
    _feed(
        *("L2", "school-exclusions", "Exclusions from school", "exclusion", "exclusions"),
        why="Children out of school are more exposed to harm and to being drawn into crime.",
        limitation="A child can be excluded more than once.",
    ),
    _feed(
        *("L3", "racial-incidents", "Racial incidents reported to the council", "incident", "incidents"),
        why="Hatred that people report to somebody other than the police.",
        limitation="Counts what was reported: more reports can mean more trust.",
        better="neither",
    ),
    _feed(
        *("L4", "council-asb", "Anti-social behaviour reported to the council", "report", "reports"),
        why="What residents tell the council and not the police.",
        limitation="One behaviour can be reported by several people and to the police too.",
    ),
    _feed(
        *("L5", "environmental-crime", "Environmental crime", "incident", "incidents"),
        why="Fly-tipping, graffiti and like harm to streets and open places.",
        limitation="Counts what was reported or found by the council's own crews.",
    ),
    _feed(
        *("H1", "assault-admissions", "Hospital admissions for assault", "admission", "admissions"),
        why="Violence that police records may not show.",
        limitation=_CARE,
    ),
    _feed(
        *("H2", "substance-admissions", "Admissions for disorders due to substances", "admission", "admissions"),
        why="Harm from drugs and alcohol that needed a hospital.",
        limitation=_CARE,
    ),
    _feed(
        *("H3", "alcohol-poisonings", "Admissions for the toxic effect of alcohol", "admission", "admissions"),
        why="Acute harm from alcohol.",
        limitation=_CARE,
    ),
    _feed(
        *("H4", "alcohol-involved", "Admissions with alcohol involved", "admission", "admissions"),
        why="How often alcohol had a part in what brought somebody to hospital.",
        limitation=_CARE,
        better="neither",
    ),
    _feed(
        *("H5", "abuse-admissions", "Admissions in respect of domestic abuse", "admission", "admissions"),
        why="Harm at home that came to a hospital.",
        limitation=f"{_CARE} Staff must ask and record, so more can mean that they do.",
        better="neither",
    ),
    _feed(
        *("H6", "ambulance-calls", "Ambulance calls to crime and disorder", "call", "calls"),
        why="Violence and disorder that the ambulance service saw.",
        limitation="One incident can have several calls.",
        kind="call",
    ),
)


def _series(name: str, title: str, noun: str, nouns: str, kind: Kind, why: str, limitation: str) -> Measure:
    return _measure(
        *(name, title, noun, nouns),
        events="series",
        what=name,
        kind=kind,
        better="neither",
        citation=_OWNER,
        why=why,
        limitation=limitation,
    )


_CALLS = "Counts contacts, not events: one event can bring many calls, and many events bring none."
SERIES = (
    _series(
        "calls-999", "Emergency calls (999)", "call", "calls", "call", "Demand on the police at its height.", _CALLS
    ),
    _series("calls-101", "Non-emergency calls (101)", "call", "calls", "call", "How people reach the police.", _CALLS),
    _series(
        *("online-reports", "Reports made online", "report", "reports", "report"),
        "A fall in calls can be a move to reports online, not a fall in trouble.",
        _CALLS,
    ),
    _series(
        *("live-chats", "Live chats", "chat", "chats", "report"),
        "One more way to reach the police, to be read beside the calls.",
        _CALLS,
    ),
)


def _flag(column: str, name: str, title: str, noun: str, nouns: str, why: str, limitation: str) -> Measure:
    return _measure(
        *(name, title, noun, nouns),
        events="crimes",
        where=((column, ("yes",)),),
        kind="crime",
        better="neither",
        citation=_EXTRACT,
        why=why,
        limitation=limitation,
    )


EXTRACT = (
    _flag(
        *("domestic", "domestic-abuse-crimes", "Crimes flagged as domestic abuse", "crime", "crimes"),
        "Harm between partners and in families, which offence codes do not show.",
        "Depends on an officer setting the flag: more can mean better recording.",
    ),
    _flag(
        *("hate", "hate-crimes", "Crimes flagged as hate crime", "crime", "crimes"),
        "Crimes that somebody took to be driven by hostility to who the victim is.",
        "Depends on victims saying so and officers setting the flag: more can mean more trust.",
    ),
    _flag(
        *("knife", "knife-crimes", "Crimes with a knife or sharp instrument", "crime", "crimes"),
        "Serious violence and the threat of it.",
        "The force's flag is not the national definition of knife crime, which is of certain offences only.",
    ),
    _flag(
        *("youth", "youth-crimes", "Crimes that involve somebody under 18", "crime", "crimes"),
        "Children and young people harmed, or suspected.",
        "Ages of suspects are often not known.",
    ),
)
MEASURES = (*FEEDS, *SERIES, *EXTRACT)
