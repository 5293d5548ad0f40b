"""The figures of what partners send and of what followed, in words, for the sentences that say what was assumed."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Mapping

from frankpledge.demo.choices import FEED_YEARS, Feed, ages, circumstances, feeds, questions, weapons
from frankpledge.demo.events import COLLISIONS, OUTWARD, PEOPLE
from frankpledge.demo.extract import ADULT, DELAYS, MEN_SUSPECTED, WOMEN_DOMESTIC, WOMEN_OTHER, YEAR
from frankpledge.demo.mix import largest_remainder
from frankpledge.demo.moments import HOUR_SWING_PERCENT
from frankpledge.demo.outcomes import AFTER
from frankpledge.demo.searches import PEAK_HOUR, SEARCHES
from frankpledge.demo.survey import RESPONDENTS
from frankpledge.demo.tables import FOLLOWED, MONTHS, rows
from frankpledge.terms.words import joined

Words = Mapping[str, str]


def partner_settings() -> dict[str, str]:
    """Names in braces that every sentence may use."""
    names = ("on_the_day", "a_day_later", "two_days_later", "three_days_later")
    numbers = {
        "hour_swing": HOUR_SWING_PERCENT,
        "women_domestic": WOMEN_DOMESTIC,
        "women_other": WOMEN_OTHER,
        "men_suspected": MEN_SUSPECTED,
        "adult": ADULT,
        "people": PEOPLE,
        "collisions": COLLISIONS,
        "respondents": RESPONDENTS,
        **dict(zip(names, DELAYS, strict=True)),
    }
    return {
        **{name: str(number) for name, number in numbers.items()},
        **_followed(),
        "extract_year": _year(YEAR),
        "outward": joined(OUTWARD),
        "weapons": ", ".join(f"{one.word.lower()} {one.share}%" for one in weapons()),
    }


def _followed() -> dict[str, str]:
    """What is said of outcomes and searches."""
    after = ("same_month", "month_after", "two_months_after", "no_outcome")
    shares = largest_remainder(100, AFTER)
    return {
        "first_followed": _month(MONTHS[-FOLLOWED]),
        "last_followed": _month(MONTHS[-1]),
        "searches": f"{SEARCHES:,}",
        "search_hour": str(PEAK_HOUR),
        **{name: str(share) for name, share in zip(after, shares, strict=True)},
    }


def partner_tables() -> dict[str, Mapping[str, Words]]:
    """Tables of which every row fills in a sentence, each row by a name of its own."""
    return {
        "kinds": _kinds(),
        "people": _people(),
        "feeds": {feed.dataset: _feed(feed) for feed in feeds()},
        "questions": _questions(),
        "reoffending": _reoffending(),
        "entrants": _entrants(),
    }


def _kinds() -> Mapping[str, Words]:
    return {
        kind: {
            **{name: str(value) for name, value in vars(one).items()},
            "seen": f"unseen, within up to {one.unseen_hours} hours" if one.unseen_hours else "seen as it happens",
        }
        for kind, one in circumstances().items()
    }


def _people() -> Mapping[str, Words]:
    told = {
        "victims": [f"{one.first} to {one.last}: {one.victims}%" for one in ages()],
        "suspects": [f"{one.first} to {one.last}: {one.suspects}%" for one in ages()],
    }
    return {who: {"who": who, "ages": "; ".join(shares)} for who, shares in told.items()}


def _feed(feed: Feed) -> Words:
    events = "the incidents of the street files"
    if feed.season:
        years = [f"{count:,} in {_year(year)}" for count, year in zip(feed.counts, FEED_YEARS, strict=True)]
        month = month_name[feed.season.peak_month]
        events = f"{joined(years)}, {feed.season.swing_percent}% above the mean in {month}"
    if feed.peak_hour is not None:
        events += f"; most at {feed.peak_hour}:00"
    shares = zip(feed.categories, feed.shares, strict=True)
    return {
        "dataset": feed.dataset,
        "name": feed.name,
        "events": events,
        "categories": ", ".join(f"{what.lower()} {share}%" for what, share in shares),
    }


def _questions() -> Mapping[str, Words]:
    return {
        one.name: {
            "number": one.name.removeprefix("Q"),
            "answers": ", ".join(f"{answer.lower()} {times}" for answer, times in one.answers.items()),
        }
        for one in questions()
    }


def _reoffending() -> Mapping[str, Words]:
    return {
        f"{row['Group']}-{row['Cohort from'][:4]}": {
            "group": row["Group"],
            "first": row["Cohort from"],
            "last": row["Cohort to"],
            **{name.lower(): f"{int(row[name]):,}" for name in ("Offenders", "Reoffenders", "Reoffences")},
        }
        for row in rows("demo", "data", "reoffending.csv")
    }


def _entrants() -> Mapping[str, Words]:
    return {
        row["Period from"][:4]: {
            "first": row["Period from"],
            "last": row["Period to"],
            "entrants": f"{int(row['Entrants']):,}",
            "children": f"{int(row['Population 10 to 17']):,}",
        }
        for row in rows("demo", "data", "first_time_entrants.csv")
    }


def _year(name: str) -> str:
    """`2019-20` as people write it: 2019/20."""
    return name.replace("-", "/")


def _month(name: str) -> str:
    """`2020-01` as people write it: January 2020."""
    return f"{month_name[int(name[5:])]} {name[:4]}"
