"""What a partner's file must not hold: names, dates of birth, numbers of people, full postcodes, free text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from frankpledge.sources.shape import Line, plain_heading
from frankpledge.terms.errors import IntakeError

Postcodes = Literal["any", "outward only"]
LONGEST, MOST_WORDS = 80, 12  # of a cell; the longest of the Home Office's offence descriptions has 65 and 12
FREE_TEXT = "free text"
_SHOWN = 5
_PERSON = r"(victim|offender|suspect|complainant|witness|person|patient|client|pupil|respondent|reporter|caller)('?s)?"
_HEADINGS: tuple[tuple[str, str], ...] = (
    (
        r"(.* )?(surname|forename|fore name|first ?name|middle ?name|last ?name|family ?name|given ?name|full ?name"
        rf"|nickname|alias|aka|initials)s?( .*)?|{_PERSON} names?|names? of (the |a )?{_PERSON}",
        "names of people",
    ),
    (
        r"(.* )?d\.?o\.?b\.?|(.* )?(date|day|year)s? of birth|(.* )?birth ?(date|day|year)s?|born( on)?",
        "dates of birth",
    ),
    (r"nhs|(.* )?nhs ?(number|numbers|no\.?|num|id)", "NHS numbers"),
    (r"ni ?(number|no\.?)|nino|national insurance.*", "National Insurance numbers"),
    (r"(.* )?(tele)?phone( ?(number|no\.?))?|(.* )?mobile( ?(number|no\.?))?|tel\.?( ?no\.?)?", "telephone numbers"),
    (r"(.* )?e-?mail( address(es)?)?", "e-mail addresses"),
    (
        r"vrm|vrn|vrms|number ?plates?|(.* )?reg(istration)? ?(mark|plate|number|no\.?)|vehicle reg(istration)?",
        "vehicle registrations",
    ),
    (r"((home|full|victim|suspect|offender|property|street) )?address( line)?( ?\d)?", "addresses"),
    (
        r"notes|comments?|mo|m\.o\.|modus operandi|((incident|crime|case) )?(summary|log)|(.* )?narrative"
        r"|(.* )?free ?text|remarks|details|circumstances|what happened",
        FREE_TEXT,
    ),
)
_DATES = re.compile(r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|\b\d{1,2}:\d{2}(:\d{2})?\b")
_NAME = re.compile(
    r"\b(?:[Mm][Rr][Ss]?|M[Ss]|M[Xx]|Miss|MISS|[Cc]llr|CLLR|Rev)\b\.? [A-Z][A-Za-z'’-]+"
    r"|^(?:Dr|DR|Prof|PC|PCSO|DC|DS)\b\.? (?!World\b)[A-Z][A-Za-z'’-]+"
)
_BORN = re.compile(r"\b(?:d\.?o\.?b\.?|born(?: on)?|date of birth)\b\W*\d", re.IGNORECASE)
_NHS = re.compile(r"(?<![\w-])(\d{3})([ -]?)(\d{3})\2(\d{4})(?![\w-])")
_NINO = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.])(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|\(?0)[1-37](?:[ ()-]{0,2}\d){8,9}(?!\w)")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[A-Za-z]{2,}")
_PLATE = re.compile(r"\b[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[1267]\d|5[1-9]) ?(?!AND|THE|FOR|ARE|NOT)[A-HJ-PR-Z]{3}\b")
_OLD_PLATE = re.compile(r"[A-HJ-NPR-Y]\d{1,3} (?!JCT|THE|END)[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3} \d{1,3}[A-HJ-NPR-Y]")
_POSTCODE = re.compile(r"\b([A-Z]{1,2})\d[A-Z\d]?[ -]?\d[ABD-HJLNP-UW-Z]{2}\b")
_POSTAL = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G "
    "GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW "
    "OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC "
    "WD WF WN WR WS WV YO ZE"
)
POSTAL_AREAS = frozenset(_POSTAL.split())


# Most cells of an extract are one of these: none of the patterns above fits any of them.
_HARMLESS = re.compile(
    r"\s*|[0-9a-f]{64}|[EWK]\d{8}|\d{1,9}|[A-Z]?[a-z]{1,30}"
    r"|\d{4}-\d\d(-\d\d)?([ T]\d\d:\d\d(:\d\d)?)?|\d\d:\d\d(:\d\d)?"
)


@dataclass
class _Column:
    """What is known of a column: what its heading gives away, and its bare ten-digit numbers."""

    banned: str
    ten_digits: int = 0
    patients: int = 0
    patient_line: int = 0

    def count(self, cell: str, line: int) -> None:
        """Add the bare ten-digit numbers of one cell."""
        for found in _NHS.finditer(cell):
            if not found[2]:
                self.ten_digits += 1
                if is_nhs_number(found[0]):
                    self.patients += 1
                    self.patient_line = self.patient_line or line


def refuse_personal(
    headings: Sequence[str],
    lines: Iterable[Line],
    name: str,
    *,
    postcodes: Postcodes = "outward only",
    free_text: Literal["refused", "allowed"] = "refused",
) -> None:
    """Raise IntakeError, naming columns and lines and never a value, where the file holds what names a person.

    `postcodes`: "outward only" refuses a full postcode, "any" lets it pass. `free_text`: "allowed" lets long cells and
    columns of notes pass, and nothing else that could name a person. A bare number of ten digits is a patient's
    where most such numbers of its column pass the NHS check digit: of other numbers, one in eleven does by chance.
    """
    found = _look(headings, lines, postcodes)
    if free_text == "allowed":
        found = {(place, what): line for (place, what), line in found.items() if what != FREE_TEXT}
    if found:
        raise _refusal(name, [(_named(headings, place), what, line) for (place, what), line in found.items()])


def _look(headings: Sequence[str], lines: Iterable[Line], postcodes: Postcodes) -> dict[tuple[int, str], int]:
    """Column and what it seems to hold → the first line where it does."""
    columns = [_Column(banned_heading(plain_heading(heading))) for heading in headings]
    verdicts: dict[str, str] = {}
    found: dict[tuple[int, str], int] = {}
    for line, _, cells in lines:
        columns += [_Column("") for _ in range(len(cells) - len(columns))]
        for place, (column, cell) in enumerate(zip(columns, cells, strict=False)):
            if column.banned and cell.strip():
                found.setdefault((place, column.banned), line)
            if _HARMLESS.fullmatch(cell):
                continue
            if cell not in verdicts:
                verdicts[cell] = personal_value(cell, postcodes=postcodes)
            if verdicts[cell]:
                found.setdefault((place, verdicts[cell]), line)
            column.count(cell, line)
    for place, column in enumerate(columns):
        if 2 * column.patients > column.ten_digits:
            found.setdefault((place, "NHS numbers"), column.patient_line)
    return found


def banned_heading(plain: str) -> str:
    """What a column of this plain heading is taken to hold, such as `dates of birth`; nothing where it may be held."""
    return next((what for pattern, what in _HEADINGS if re.fullmatch(pattern, plain)), "")


def personal_value(cell: str, *, postcodes: Postcodes = "outward only") -> str:
    """What in a cell names a person, such as `telephone numbers`; nothing where it may be held."""
    text = " ".join(unicodedata.normalize("NFKC", cell).split())
    return next((what for what, holds in _values(postcodes) if holds(text)), "")


def _values(postcodes: Postcodes) -> Iterator[tuple[str, Callable[[str], object]]]:
    yield "e-mail addresses", _EMAIL.search
    yield "dates of birth", _BORN.search
    yield "NHS numbers", _spaced_patient
    yield "National Insurance numbers", _NINO.search
    yield "telephone numbers", lambda text: _PHONE.search(_DATES.sub("|", text))
    if postcodes == "outward only":
        yield "full postcodes", _full_postcode
    yield "vehicle registrations", lambda text: _PLATE.search(_one_case(text)) or _OLD_PLATE.fullmatch(text)
    yield "names of people", _NAME.search
    yield FREE_TEXT, lambda text: len(text) > LONGEST or len(text.split()) > MOST_WORDS


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits pass the check of the NHS number: weights ten to two, modulus eleven.

    Source: NHS Data Dictionary, NHS number, check digit.
    """
    check = 11 - sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True)) % 11
    return check % 11 == int(digits[9]) and check != 10 and len(set(digits)) > 1


def _spaced_patient(text: str) -> bool:
    return any(found[2] and is_nhs_number(found[1] + found[3] + found[4]) for found in _NHS.finditer(text))


def _full_postcode(text: str) -> bool:
    return any(found[1] in POSTAL_AREAS for found in _POSTCODE.finditer(_one_case(text)))


def _one_case(text: str) -> str:
    """Words in small letters as in capitals; a word in both, such as `2nd`, is neither a postcode nor a plate."""
    return " ".join(
        word.upper() if word.islower() and not re.search(r"\d(st|nd|rd|th)\b", word) else word
        for word in text.split(" ")
    )


def _named(headings: Sequence[str], place: int) -> str:
    """A column by its heading, or by its number where the heading is itself something that must not be told."""
    heading = " ".join(headings[place].split()) if place < len(headings) else ""
    return f"column {place + 1}" if not heading or personal_value(heading) else f"the column {heading}"


def _refusal(name: str, found: list[tuple[str, str, int]]) -> IntakeError:
    shown = [f"what looks like {what} in {column}, line {line:,}" for column, what, line in found[:_SHOWN]]
    more = [f"and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return IntakeError(
        f"{name} holds what must not be taken in: it could name a person",
        expected="no names, dates of birth, numbers of people, telephones, e-mail addresses, vehicles, full postcodes "
        f"or free text; no cell of more than {MOST_WORDS} words or {LONGEST} characters",
        found="; ".join([*shown, *more]),
        cause="The extract was made for casework, or a column was left in that should have been taken out.",
        remedy="Take these columns or cells out, or ask the sender to. Nothing of the file was kept.",
    )
