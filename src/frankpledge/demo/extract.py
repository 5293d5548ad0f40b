"""The police extract: the circumstances of every simulated crime of the last year, drawn as was chosen by kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frankpledge.demo.chance import Bools, Dice, Indices, dice_for
from frankpledge.demo.choices import ages, circumstances, weapons
from frankpledge.demo.moments import STEP, Moments, days_within, times_on, written
from frankpledge.demo.simulator import Crimes
from frankpledge.demo.tables import YEARS, areas, offences

YEAR = YEARS[-1]
DELAYS = (60, 25, 10, 5)
"""Per cent of crimes that are recorded on their day, and one, two and three days later."""

WOMEN_DOMESTIC, WOMEN_OTHER, MEN_SUSPECTED = 70, 47, 78
"""Per cent women of the victims of domestic abuse and of other victims, and per cent men of suspects."""

ADULT = 18
"""The age from which nobody sets the youth flag."""

HEADER = (
    "Crime Ref,Date Recorded,Committed From,Committed To,HO Code,LSOA Code,DA Flag,Hate Flag,Knife Flag,Youth Flag,"
    "Weapon,Victim Age,Victim Sex,Suspect Age,Suspect Sex,Note"
)


@dataclass(frozen=True)
class _Crimes:
    """The crimes of the extract; positions as in `simulator.Crimes`."""

    month: Indices
    offence: Indices
    place: Indices

    def chosen(self, name: str) -> Indices:
        """What was chosen for the kind of each crime."""
        by_class = [getattr(circumstances()[one.street_kind], name) for one in offences()]
        return np.array(by_class, dtype=np.int64)[self.offence]


@dataclass(frozen=True)
class _People:
    """Whether there is a person to each crime, and of what age and sex. `first_sex` says whether of the first."""

    known: Bools
    age: Indices
    first_sex: Bools

    def written(self, sexes: str) -> tuple[list[str], list[str]]:
        """Ages and sexes as cells, blank where nobody is known; `sexes` are the letters of the first and the other."""
        texts = [str(age) if known else "" for known, age in zip(self.known.tolist(), self.age.tolist(), strict=True)]
        first = self.first_sex.tolist()
        letters = [sexes[not one] if text else "" for text, one in zip(texts, first, strict=True)]
        return texts, letters


def extract_rows(crimes: Crimes, seed: int, note: str) -> list[str]:
    """The rows of the extract, by the day on which crimes were recorded; `note` stands at the end of each."""
    dice, own = dice_for(seed, "extract"), _of_the_year(crimes)
    recorded, began, ended = _when(dice, own)
    domestic, hate, armed = (dice.chances(own.chosen(name)) for name in ("domestic", "hate", "weapon"))
    weapon = dice.picks(np.array([one.share for one in weapons()], dtype=np.float64), len(own.month))
    knife = armed & np.array([one.sharp for one in weapons()])[weapon]
    victims = _people(dice, own, "victim", domestic, np.where(domestic, WOMEN_DOMESTIC, WOMEN_OTHER))
    suspects = _people(dice, own, "suspect", domestic, np.full(len(own.month), MEN_SUSPECTED))
    cells = (
        written(recorded),
        *_times(began, ended),
        [offences()[one].code for one in own.offence.tolist()],
        [areas()[one].lsoa_code for one in own.place.tolist()],
        *(
            ["Y" if one else "N" for one in flag.tolist()]
            for flag in (domestic, hate, knife, _young(victims, suspects))
        ),
        [weapons()[one].word if has else "" for has, one in zip(armed.tolist(), weapon.tolist(), strict=True)],
        *victims.written("FM"),
        *suspects.written("MF"),
    )
    return _by_day(recorded, [",".join((*row, note)) for row in zip(*cells, strict=True)])


def _of_the_year(crimes: Crimes) -> _Crimes:
    first = int(np.searchsorted(crimes.month, 12 * YEARS.index(YEAR)))
    return _Crimes(crimes.month[first:], crimes.offence[first:], crimes.place[first:])


def _times(began: Moments, ended: Moments) -> tuple[list[str], list[str]]:
    """The earliest and the latest time; the latest is blank where the time is known."""
    first, last = written(began), written(ended)
    return first, [to if to != since else "" for to, since in zip(last, first, strict=True)]


def _young(victims: _People, suspects: _People) -> Bools:
    found: Bools = (victims.known & (victims.age < ADULT)) | (suspects.known & (suspects.age < ADULT))
    return found


def _by_day(recorded: Moments, lines: list[str]) -> list[str]:
    """The rows in the order of recording, each with the year and its number for a reference."""
    order = np.argsort(recorded, kind="stable").tolist()
    years = [str(day)[2:4] for day in recorded.tolist()]
    return [f"{years[one]}{number:06d},{lines[one]}" for number, one in enumerate(order, 1)]


def _when(dice: Dice, own: _Crimes) -> tuple[Moments, Moments, Moments]:
    """When each crime was recorded, and the earliest and the latest time that it can have happened.

    The time itself is drawn first; what nobody saw lies anywhere between two times round it, and is recorded a day
    later, so that no crime is recorded before its end.
    """
    unseen, recorded = own.chosen("unseen_hours"), days_within(dice, own.month)
    delay = dice.picks(np.array(DELAYS, dtype=np.float64), len(own.month)) + (unseen > 0)
    happened = times_on(dice, recorded - delay.astype("timedelta64[D]"), own.chosen("peak_hour"))
    steps = dice.whole(unseen * 60 // STEP)
    before = dice.whole(steps + 1)
    began = happened - (STEP * before).astype("timedelta64[m]")
    return recorded, began, began + (STEP * steps).astype("timedelta64[m]")


def _people(dice: Dice, own: _Crimes, who: str, certain: Bools, first_sex: Indices) -> _People:
    """Victims or suspects; `certain` where domestic abuse says that both are known to one another."""
    bands = ages()
    band = dice.picks(np.array([getattr(one, f"{who}s") for one in bands], dtype=np.float64), len(own.month))
    first = np.array([one.first for one in bands])
    size = np.array([one.last for one in bands]) - first + 1
    known = certain | dice.chances(own.chosen(who))
    return _People(known, first[band] + dice.whole(size[band]), dice.chances(first_sex))
