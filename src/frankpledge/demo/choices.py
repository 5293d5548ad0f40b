"""What was chosen for crimes, for what followed them, for partners' datasets and for the survey, kept as CSV."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from frankpledge.demo.tables import Season, rows


@dataclass(frozen=True)
class Circumstances:
    """How crimes of one kind happen. Percentages are of the kind's crimes; no hours unseen: somebody saw it happen."""

    kind: str
    peak_hour: int
    unseen_hours: int
    domestic: int
    hate: int
    weapon: int
    victim: int
    suspect: int


@dataclass(frozen=True)
class Ages:
    """Ages from `first` to `last`, both included, and their percentage among victims and among suspects."""

    first: int
    last: int
    victims: int
    suspects: int


@dataclass(frozen=True)
class Weapon:
    """A word of the force's list of weapons, its percentage among crimes with one, and whether it is sharp."""

    word: str
    share: int
    sharp: bool


@dataclass(frozen=True)
class Feed:
    """A dataset that a partner sends: how many events each year had, and when they are most.

    Without counts and season, the events are those of anti-social behaviour that the street files hold. Without an
    hour, its holder says the month of an event and neither day nor time.
    """

    dataset: str
    name: str
    counts: tuple[int, ...]
    season: Season | None
    peak_hour: int | None
    categories: tuple[str, ...]
    shares: tuple[int, ...]


@dataclass(frozen=True)
class Question:
    """A question of the survey, and how many of those asked gave each answer."""

    name: str
    kind: str
    text: str
    answers: dict[str, int]


@dataclass(frozen=True)
class Searched:
    """A value of a column of the stop and search files, and how many of Kent's searches had it.

    `linked` is how many of those with this outcome had one linked to the object, `law` the commonest for this object.
    """

    value: str
    searches: int
    linked: int
    law: str


FEED_YEARS = ("2018-19", "2019-20")


@cache
def circumstances() -> dict[str, Circumstances]:
    """By kind of crime, as the street files name kinds."""
    found = (Circumstances(row.pop("kind"), **_whole(row)) for row in rows("demo", "data", "kinds.csv"))
    return {one.kind: one for one in found}


def _whole(row: dict[str, str]) -> dict[str, int]:
    return {name: int(text) for name, text in row.items()}


@cache
def ages() -> tuple[Ages, ...]:
    """The ages of victims and suspects."""
    return tuple(Ages(**_whole(row)) for row in rows("demo", "data", "ages.csv"))


@cache
def weapons() -> tuple[Weapon, ...]:
    """The list of weapons."""
    return tuple(
        Weapon(row["weapon"], int(row["share"]), row["sharp"] == "yes") for row in rows("demo", "data", "weapons.csv")
    )


@cache
def feeds() -> tuple[Feed, ...]:
    """Some datasets of each holder."""
    kinds = list(rows("demo", "data", "feed_categories.csv"))
    found = []
    for row in rows("demo", "data", "feeds.csv"):
        own = [one for one in kinds if one["dataset"] == row["dataset"]]
        found.append(
            Feed(
                dataset=row["dataset"],
                name=row["name"],
                counts=tuple(int(row[year]) for year in FEED_YEARS if row[year]),
                season=Season(int(row["peak_month"]), int(row["swing_percent"])) if row["peak_month"] else None,
                peak_hour=int(row["peak_hour"]) if row["peak_hour"] else None,
                categories=tuple(one["category"] for one in own),
                shares=tuple(int(one["share"]) for one in own),
            )
        )
    return tuple(found)


@cache
def questions() -> tuple[Question, ...]:
    """The questions of the survey, in the order asked."""
    found: dict[str, Question] = {}
    for row in rows("demo", "data", "survey.csv"):
        asked = found.setdefault(row["question"], Question(row["question"], row["kind"], row["text"], {}))
        asked.answers[row["answer"]] = int(row["respondents"])
    return tuple(found.values())


@cache
def kent_outcomes() -> dict[str, dict[str, int]]:
    """How many of Kent's crimes of July to September 2019 had each outcome, by kind (data.police.uk).

    The last outcome published in these months counts; crimes without one are left out.
    """
    found: dict[str, dict[str, int]] = {}
    for row in rows("demo", "data", "kent_outcomes_2019.csv"):
        found.setdefault(row["kind"], {})[row["outcome"]] = int(row["crimes"])
    return found


@cache
def kent_searches() -> dict[str, tuple[Searched, ...]]:
    """How many of Kent's searches of July to September 2019 had each value, by column (data.police.uk)."""
    found: dict[str, tuple[Searched, ...]] = {}
    for row in rows("demo", "data", "kent_searches_2019.csv"):
        one = Searched(row["value"], int(row["searches"]), int(row["linked"] or 0), row["law"])
        found[row["column"]] = (*found.get(row["column"], ()), one)
    return found
