"""Cells of a police extract as values: times, flags, ages, codes. What is wrong is told without the cell's text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from frankpledge.record.ages import band_of, band_within
from frankpledge.record.mapping import AGES, FIELDS, FLAGS, NOT_RECORDED, SEXES, Dates, Field, Mapping, plain_text
from frankpledge.sources.shape import RowError
from frankpledge.terms.period import Month

LONDON = ZoneInfo("Europe/London")
_LIKE = {"day/month/year": "31/01/2025", "month/day/year": "01/31/2025", "year-month-day": "2025-01-31"}
_ISO = re.compile(r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})")
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_NAMED = r"(?P<month>[0-9]{1,2}|[A-Za-z]{3,9})"
_WRITTEN: dict[Dates, re.Pattern[str]] = {
    "day/month/year": re.compile(rf"(?P<day>[0-9]{{1,2}})[-/. ]{_NAMED}[-/. ]{_YEAR}"),
    "month/day/year": re.compile(rf"{_NAMED}[-/. ](?P<day>[0-9]{{1,2}})[-/. ]{_YEAR}"),
    "year-month-day": _ISO,
}
_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2}):?(?P<minute>[0-9]{2})(:(?P<second>[0-9]{2})(\.[0-9]+)?)?"
    r" ?(?P<half>[AaPp][Mm])? ?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_MONTH_ALONE = (
    re.compile(r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})"),
    re.compile(r"(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})"),
    re.compile(r"(?P<month>[A-Za-z]{3,9})[- ]" + _YEAR),
)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CODE = re.compile(r"[0-9]+[A-Z]?([./][0-9.]+)*")
_SMALL_AREA = re.compile(r"[EW]01[0-9]{6}")
_WORDS = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./&,'’()+-]{0,59}")
_SHORTENED = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+")


@dataclass(frozen=True)
class Time:
    """A time by the London clock. `known` is False where the cell gives a day alone: the time is then its midnight.

    `instant` is the same moment by universal time, where the cell says which of two alike it is.
    """

    wall: datetime
    known: bool
    instant: datetime | None = None


def time_of(day: str, clock: str, mapping: Mapping, field: Field) -> Time | None:
    """The time in a cell of its own or in two, a date and a time of day; None where the date is blank.

    Raises RowError for what is no time of the mapping's kind. A date such as 2025-01-31 is always understood.
    """
    if not day:
        return None
    try:
        return _time(day, clock, mapping)
    except (ValueError, OverflowError):
        like = _LIKE[mapping.dates]
        which = "the earliest time" if field == "began" else "the latest time"
        raise RowError(f"{which} is not one such as {like} 14:05, the way that the mapping says") from None


def _time(day: str, clock: str, mapping: Mapping) -> Time:
    midnight, rest = _date_and_rest(day, mapping.dates)
    if rest and clock and _midnight(rest):
        rest = ""  # a spreadsheet's date beside a column of times: its own midnight says nothing
    found = _CLOCK.fullmatch(rest or clock)
    if (rest and clock) or ((rest or clock) and not found):
        raise ValueError
    if found is None:
        return Time(midnight, known=False)
    return _on_the_clock(midnight + _since_midnight(found), found["zone"], mapping.clock)


def _date_and_rest(text: str, dates: Dates) -> tuple[datetime, str]:
    found = _ISO.match(text) or _WRITTEN[dates].match(text)
    if not found:
        raise ValueError
    rest = text[found.end() :]
    if rest and not re.match(r"[ T,]", rest):
        raise ValueError
    first = date(_century(int(found["year"])), _month(found["month"]), int(found["day"]))
    return datetime.combine(first, time.min), rest.strip(" T,")


def _century(year: int) -> int:
    """A year of two digits is of this century up to 68, as in the C library. No crime is of 1900 or before."""
    full = year if year > 99 else year + (2000 if year <= 68 else 1900)
    if not 1900 < full < 2100:
        raise ValueError
    return full


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _NAMES.index(text[:3].casefold()) + 1


def _midnight(rest: str) -> bool:
    return re.fullmatch(r"0?0:00(:00)?", rest) is not None


def _since_midnight(found: re.Match[str]) -> timedelta:
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if found["half"].casefold() == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _on_the_clock(moment: datetime, zone: str | None, clock: str) -> Time:
    """A time with a zone, or of a system that keeps universal time, as London's clocks showed it."""
    if zone is None and clock == "London":
        return Time(moment, known=True)
    offset = timedelta(0)
    if zone and zone != "Z":
        digits = zone[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if zone[0] == "-" else 1)
    instant = moment.replace(tzinfo=timezone(offset)).astimezone(UTC)
    return Time(instant.astimezone(LONDON).replace(tzinfo=None), known=True, instant=instant)


def span_of(began: Time, ended: Time | None) -> tuple[datetime, datetime | None]:
    """The earliest and the latest time. A day without a time lasts until its midnight. RowError for an end before.

    In the hour that comes twice in October an end can be later and its clock earlier: it then ends as it begins.
    """
    if ended is None:
        return began.wall, None if began.known else began.wall + timedelta(days=1)
    last = ended.wall if ended.known else ended.wall + timedelta(days=1)
    if last >= began.wall:
        return began.wall, last
    if _instant(began, fold=0) <= _instant(ended, fold=1):
        return began.wall, began.wall
    raise RowError("the latest time is before the earliest")


def _instant(moment: Time, *, fold: int) -> datetime:
    return moment.instant or moment.wall.replace(tzinfo=LONDON, fold=fold).astimezone(UTC)


def month_of(cell: str, mapping: Mapping) -> Month:
    """The month of recording, from a month or a date. Raises RowError for anything else, a blank among them."""
    try:
        for pattern in _MONTH_ALONE:
            found = pattern.fullmatch(cell)
            if found:
                return Month(_century(int(found["year"])), _month(found["month"]))
        return Month.of(_time(cell, "", mapping).wall)
    except (ValueError, OverflowError):
        like = _LIKE[mapping.dates]
        raise RowError(f"{FIELDS['recorded']} is not one such as {like} or 2025-01") from None


def identity_of(reference: str, area: str) -> int:
    """The first 64 bits of the SHA-256 of area and reference: tells repeats, and is not the reference.

    Raises RowError for a blank and for a number that a spreadsheet has shortened, which would make many crimes one.
    """
    plain = " ".join(reference.split()).upper()
    if not plain:
        raise RowError("there is no reference")
    if _SHORTENED.fullmatch(plain):
        raise RowError("a spreadsheet has shortened the reference")
    return int.from_bytes(hashlib.sha256(f"{area}\n{plain}".encode()).digest()[:8], "big")


def code_of(cell: str, texts: dict[str, str]) -> str:
    """A Home Office offence code, without blanks and leading noughts: `008n ` is 8N."""
    plain = texts.get(plain_text(cell), "".join(cell.split()).upper()).lstrip("0")
    if not _CODE.fullmatch(plain):
        raise RowError("the offence code is not a Home Office code")
    return plain


def small_area_of(cell: str) -> str | None:
    """The code of a small area; None for a blank."""
    if cell and not _SMALL_AREA.fullmatch(cell):
        raise RowError("the LSOA code is not the code of a small area")
    return cell or None


def words_of(cell: str, texts: dict[str, str], field: Field) -> str | None:
    """The force's own words for a beat or a weapon, or what the mapping makes of them; None for a blank."""
    plain = texts.get(plain_text(cell), " ".join(cell.split()))
    if plain in ("", NOT_RECORDED):
        return None
    if not _WORDS.fullmatch(plain):
        raise RowError(f"{FIELDS[field]} is not a few plain words")
    return plain


def meaning_of(cell: str, texts: dict[str, str], field: Field, ages: str) -> str | None:
    """What a flag, a sex or an age means; None where it is not recorded. RowError for a text nobody explained."""
    meaning = texts.get(plain_text(cell))
    if meaning is None and field in AGES:
        meaning = _exact(cell) if ages == "exact" else band_within(cell)
    if meaning is None:
        raise RowError(f"{FIELDS[field]} {_NOT_UNDERSTOOD[field]}")
    return None if meaning == NOT_RECORDED else meaning


def _exact(cell: str) -> str | None:
    return band_of(int(cell)) if re.fullmatch(r"[0-9]{1,3}", cell) else None


_NOT_UNDERSTOOD: dict[Field, str] = {
    **dict.fromkeys((*FLAGS, *SEXES), "is a text of which the mapping does not say what it means"),
    **dict.fromkeys(AGES, "is neither an age in whole years nor a band inside one of those that are kept"),
}
