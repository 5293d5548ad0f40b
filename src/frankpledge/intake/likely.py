"""Likely names: which column of an extract holds what, told by the headings that forces use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from frankpledge.record.mapping import Field
from frankpledge.sources.shape import plain_heading

_FLAG = r"( (flag|marker|indicator|tag|related|y n))*"
_NUMBER = r"( (number|num|no|id|code))?"
_VICTIM, _SUSPECT = r"(vic|victim|victims|aggrieved|ap)", r"(sus|susp|suspect|suspects|offender|accused|defendant)"
_DAY = r"(date|date time|datetime|dt|on|date and time)"
_CRIME = r"(crime |offence |committed |occurred |occurrence |incident )?"

# Names that leave no doubt, by field. Words apart by one space, no punctuation.
_SURE: Mapping[Field, str] = MappingProxyType(
    {
        "reference": rf"(crime|occurrence|offence|case|record) (ref|reference){_NUMBER}|(crime|occurrence|urn){_NUMBER}"
        rf"|ref|reference{_NUMBER}|crime num|crime report{_NUMBER}|case number",
        "recorded": rf"(crime |offence )?recorded( {_DAY}| month)?|(crime )?{_DAY} recorded|month( recorded)?"
        r"|recorded in|crimed (date|on)|date crimed|crime recorded month",
        "began": rf"{_CRIME}(from|start|earliest|first)( {_DAY})?|{_CRIME}{_DAY} (from|start|first)"
        rf"|first committed( on)?|(date|datetime) committed from|committed {_DAY} from",
        "began_time": rf"{_CRIME}(from|start|earliest|first) time|{_CRIME}time (from|start|first)",
        "ended": rf"{_CRIME}(to|end|latest|last)( {_DAY})?|{_CRIME}{_DAY} (to|end|last)"
        rf"|last committed( on)?|(date|datetime) committed to|committed {_DAY} to",
        "ended_time": rf"{_CRIME}(to|end|latest|last) time|{_CRIME}time (to|end|last)",
        "code": r"(ho|home office|hocr|hocc|ho offence|home office offence|offence|counting rules) (offence )?code"
        r"|ho (class|classification)|home office (class|classification)|offence ho code",
        "lsoa": r"lsoa( (code|cd))?( ?(20)?(11|21))?( ?(cd|code))?|lsoa(11|21)cd|(11|21) lsoa code",
        "beat": r"(police )?(beat|neighbourhood|sector|policing area|npt|snt|lpa)( (code|name|id))?",
        "domestic": rf"(dv|da|domestic|dom)( (abuse|violence|incident))?{_FLAG}",
        "hate": rf"hate( (crime|incident))?{_FLAG}",
        "knife": rf"(knife|bladed article|knife or sharp instrument|sharp instrument|knife enabled)( crime)?{_FLAG}",
        "youth": rf"(youth|under 18|u18|young person|juvenile|child)( (crime|involved))?{_FLAG}",
        "weapon": r"weapon( (used|type|description|category|used type))?|weapons( used)?",
        "victim_age": rf"{_VICTIM} age( (band|group|range|at offence|years))?|age( band)? of {_VICTIM}",
        "victim_sex": rf"{_VICTIM} (sex|gender)|(sex|gender) of {_VICTIM}",
        "suspect_age": rf"{_SUSPECT} age( (band|group|range|at offence|years))?|age( band)? of {_SUSPECT}",
        "suspect_sex": rf"{_SUSPECT} (sex|gender)|(sex|gender) of {_SUSPECT}",
    }
)
# Words that make a column worth proposing where no name is sure; the person is then asked.
_PERHAPS: Mapping[Field, str] = MappingProxyType(
    {
        "reference": r"\b(ref|reference|urn|crime number)\b",
        "recorded": r"\b(recorded|reported|created)\b",
        "began": r"\b(from|start|earliest|offence date|committed|occurred)\b",
        "ended": r"\b(to|end|latest)\b",
        "code": r"\b(ho|home office|offence code|hocode|hoc)\b",
        "lsoa": r"lsoa",
        "beat": r"\b(beat|neighbourhood|sector|ward)\b",
        "domestic": r"\b(dv|da|domestic)\b",
        "hate": r"\bhate\b",
        "knife": r"\b(knife|blade|bladed|sharp)\b",
        "youth": r"\b(youth|young|under 18|u18|juvenile|child)\b",
        "weapon": r"\bweapons?\b",
        "victim_age": rf"\b{_VICTIM}\b.*\bage\b",
        "victim_sex": rf"\b{_VICTIM}\b.*\b(sex|gender)\b",
        "suspect_age": rf"\b{_SUSPECT}\b.*\bage\b",
        "suspect_sex": rf"\b{_SUSPECT}\b.*\b(sex|gender)\b",
    }
)


def columns_of(headings: Sequence[str]) -> tuple[dict[Field, str], frozenset[Field]]:
    """The likely column of each field, and the fields of which there is no doubt. No column is proposed twice."""
    plain = {heading: _words(heading) for heading in headings if heading}
    found: dict[Field, str] = {}
    sure: set[Field] = set()
    for field, pattern in _SURE.items():
        fitting = [heading for heading, words in plain.items() if re.fullmatch(pattern, words)]
        if fitting:
            found[field] = fitting[0]
        if len(fitting) == 1 and headings.count(fitting[0]) == 1:
            sure.add(field)
    for field, pattern in _PERHAPS.items():
        free = [heading for heading in plain if heading not in found.values()]
        likely = [heading for heading in free if re.search(pattern, plain[heading])]
        if field not in found and likely:
            found[field] = likely[0]
    return _without_stray_times(found), frozenset(sure)


def likeness(cells: Sequence[str]) -> int:
    """How many cells of a row are surely headings: tells the row of headings from titles above it."""
    return len(columns_of(tuple(cells))[1])


def _without_stray_times(found: dict[Field, str]) -> dict[Field, str]:
    """A time of day without its date is of no use."""
    stray = {time for day, time in (("began", "began_time"), ("ended", "ended_time")) if day not in found}
    return {field: heading for field, heading in found.items() if field not in stray}


def _words(heading: str) -> str:
    """A heading as names are compared: `DV_Flag (Y/N)` and `dvFlag` are `dv flag y n` and `dv flag`."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.findall(r"[a-z0-9]+", plain_heading(apart)))
