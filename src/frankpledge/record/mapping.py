"""Mapping: which columns of a force's extract hold what, and what their texts mean. Asked once and kept."""

from __future__ import annotations

from collections.abc import Mapping as Texts
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from frankpledge.record.ages import BANDS
from frankpledge.record.codec import build, to_plain
from frankpledge.terms.area import area_kind
from frankpledge.terms.errors import WorkspaceError
from frankpledge.terms.words import closest, joined

FORMAT = 1
Field: TypeAlias = Literal[
    "reference",
    "recorded",
    "began",
    "began_time",
    "ended",
    "ended_time",
    "code",
    "lsoa",
    "beat",
    "domestic",
    "hate",
    "knife",
    "youth",
    "weapon",
    "victim_age",
    "victim_sex",
    "suspect_age",
    "suspect_sex",
]
Dates: TypeAlias = Literal["day/month/year", "month/day/year", "year-month-day"]

FIELDS: Texts[Field, str] = MappingProxyType(
    {
        "reference": "the force's reference of the crime",
        "recorded": "the date or month of recording",
        "began": "the earliest time at which it can have happened",
        "began_time": "the time of day that belongs to the earliest date",
        "ended": "the latest time at which it can have happened",
        "ended_time": "the time of day that belongs to the latest date",
        "code": "the Home Office offence code",
        "lsoa": "the code of the small area (LSOA)",
        "beat": "the force's own beat",
        "domestic": "the domestic abuse flag",
        "hate": "the hate crime flag",
        "knife": "the knife or sharp instrument flag",
        "youth": "the flag for a person under 18",
        "weapon": "the weapon",
        "victim_age": "the victim's age",
        "victim_sex": "the victim's sex",
        "suspect_age": "the suspect's age",
        "suspect_sex": "the suspect's sex",
    }
)
NEEDED: tuple[Field, ...] = ("code", "began")
_TIMES: tuple[tuple[Field, Field], ...] = (("began", "began_time"), ("ended", "ended_time"))
FLAGS: tuple[Field, ...] = ("domestic", "hate", "knife", "youth")
AGES: tuple[Field, ...] = ("victim_age", "suspect_age")
SEXES: tuple[Field, ...] = ("victim_sex", "suspect_sex")
NOT_RECORDED = "not recorded"

_UNKNOWN = dict.fromkeys(
    ("", "-", "u", "unk", "unknown", "nk", "n/k", "not known", "nr", "not recorded", "not stated"), NOT_RECORDED
)
_FLAG = {
    **_UNKNOWN,
    **dict.fromkeys(("y", "yes", "true", "1"), "yes"),
    **dict.fromkeys(("n", "no", "false", "0"), "no"),
}
_SEX = {
    **_UNKNOWN,
    **dict.fromkeys(("f", "female", "woman"), "female"),
    **dict.fromkeys(("m", "male", "man"), "male"),
    **dict.fromkeys(("o", "x", "other", "non-binary", "non binary"), "other"),
}


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """How one force's extract is read. `columns` pairs a field with the heading of its column, as the force writes it.

    `values` pairs a field with what its texts mean, beyond what is understood anyhow (`Y` is yes); the text "" stands
    for a blank cell. `holds` says which crimes the extract is of where it is not of all that were recorded. `ages` says
    whether ages come as whole years or as bands, `clock` which clock times without a time zone are of.
    """

    name: str
    area: str
    columns: tuple[tuple[Field, str], ...]
    values: tuple[tuple[Field, tuple[tuple[str, str], ...]], ...] = ()
    dates: Dates = "day/month/year"
    clock: Literal["London", "UTC"] = "London"
    ages: Literal["exact", "bands"] = "exact"
    holds: str = ""
    what: Literal["crimes"] = "crimes"
    format: int = FORMAT

    def column(self, field: Field) -> str | None:
        """The heading of the column that holds a field; None where the extract has none."""
        return dict(self.columns).get(field)

    def texts(self, field: Field) -> dict[str, str]:
        """What the texts of a field mean, by the text in small letters: the mapping's own before those known anyhow."""
        own = {plain_text(text): meaning for text, meaning in dict(self.values).get(field, ())}
        return {**understood(field), **own}


def understood(field: Field) -> dict[str, str]:
    """What is understood without being told, by the text in small letters."""
    return dict(_FLAG if field in FLAGS else _SEX if field in SEXES else _UNKNOWN if field in AGES else {})


def plain_text(cell: str) -> str:
    """A cell as texts are compared: single spaces, small letters."""
    return " ".join(cell.split()).casefold()


def meanings(field: Field) -> tuple[str, ...]:
    """What a text of a field can mean; nothing where the force's own words are kept."""
    if field in FLAGS:
        return ("yes", "no", NOT_RECORDED)
    if field in SEXES:
        return ("female", "male", "other", NOT_RECORDED)
    return (*BANDS, NOT_RECORDED) if field in AGES else ()


def mapping_to_plain(mapping: Mapping) -> dict[str, Any]:
    """A mapping as its file holds it: tables of columns and texts, without the name, which is the file's own."""
    plain: dict[str, Any] = {key: value for key, value in to_plain(mapping).items() if key != "name"}
    values = {field: dict(texts) for field, texts in mapping.values}
    return {"format": plain.pop("format"), **plain, "columns": dict(mapping.columns), "values": values}


def mapping_from_plain(plain: Texts[str, Any], name: str, where: str) -> Mapping:
    """The reverse of `mapping_to_plain`. Raises WorkspaceError naming `where` and the entry that is wrong."""
    found = plain.get("format")
    if type(found) is not int or found != FORMAT:
        raise WorkspaceError(
            f"{where} is in another format",
            expected=f"format = {FORMAT} in the first line",
            found=f"format = {found}",
            cause="It was written by a newer release, or the line was taken out.",
            remedy="Use the release that wrote it, or map the file again: frankpledge map WORKSPACE FILE.",
        )
    columns = _table(plain, "columns", where)
    values = {field: _table(_table(plain, "values", where), field, where) for field in _table(plain, "values", where)}
    for field in (*columns, *values):
        _require_field(field, where)
    pairs = [[field, [list(pair) for pair in texts.items()]] for field, texts in values.items()]
    made = {**plain, "name": name, "columns": [list(pair) for pair in columns.items()], "values": pairs}
    return checked(build(Mapping, made, where), where)


def checked(mapping: Mapping, where: str) -> Mapping:
    """The mapping, if a file can be read with it. Raises WorkspaceError naming `where` and what is wrong."""
    _require_columns(mapping, where)
    _require_area(mapping.area, where)
    for field, texts in mapping.values:
        if mapping.column(field) is None:
            raise WorkspaceError(
                f"{where}: values.{field} tells of texts, and no column holds them",
                expected=f'a line {field} = "heading" under [columns]',
                remedy="Add the column, or remove the table.",
            )
        for text, meaning in texts:
            _require_meaning(field, text, meaning, where)
    return mapping


def _table(plain: Texts[str, Any], name: str, where: str) -> dict[str, Any]:
    found = plain.get(name, {})
    if not isinstance(found, dict):
        raise WorkspaceError(
            f"{where}: {name} should be a table", expected=f'lines such as began = "Committed From" under [{name}]'
        )
    return found


def _require_field(field: str, where: str) -> None:
    if field in FIELDS:
        return
    guess = closest(field, list(FIELDS))
    raise WorkspaceError(
        f"{where}: no field is called {field!r}",
        expected=joined(FIELDS, "or"),
        remedy=f"Did you mean {guess!r}?" if guess else "Remove it.",
    )


def _require_columns(mapping: Mapping, where: str) -> None:
    for field, heading in mapping.columns:
        if not heading.strip():
            raise WorkspaceError(
                f"{where}: {field} has no heading", remedy="Write the heading of its column, or remove the line."
            )
    missing = [FIELDS[field] for field in NEEDED if not mapping.column(field)]
    if not (mapping.column("lsoa") or mapping.column("beat")):
        missing.append("the small area or the beat")
    missing += [FIELDS[day] for day, time in _TIMES if mapping.column(time) and not mapping.column(day)]
    if missing:
        raise WorkspaceError(
            f"{where}: no column holds {joined(dict.fromkeys(missing))}",
            expected="columns for code, for began and for lsoa or beat; a time of day needs its date",
            remedy="Add them under [columns]. An extract without them cannot be read: ask the force for it again.",
        )


def _require_area(area: str, where: str) -> None:
    try:
        if area_kind(area) == "authority":
            return
    except ValueError:
        pass
    raise WorkspaceError(
        f"{where}: area must be a local authority",
        expected="a code that begins with E06, E07, E08, E09 or W06",
        found=area,
        remedy="Write the code of the council's area that the extract is of.",
    )


def _require_meaning(field: Field, text: str, meaning: str, where: str) -> None:
    allowed = meanings(field)
    if not allowed or meaning in allowed:
        return
    guess = closest(meaning, allowed)
    raise WorkspaceError(
        f"{where}: {text!r} of values.{field} cannot mean {meaning!r}",
        expected=joined(allowed, "or"),
        remedy=f"Did you mean {guess!r}?" if guess else "",
    )
