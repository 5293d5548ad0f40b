"""What files of residents by single year of age have in common: a code, a name, a total and the ages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from frankpledge.sources.shape import RowError, Sheet, Values, whole_number
from frankpledge.store.schema import Parsed
from frankpledge.terms.area import AreaKind, area_kind
from frankpledge.terms.errors import IntakeError

_AGE = re.compile(r"[0-9]+\+?", re.ASCII)
_AGES = (*map(str, range(90)), "90+")
_PLAIN = re.compile(r"[0-9]{1,7}(,[0-9]{1,7})*", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Estimates:
    """What the file is of: a level of areas, the year of its list, and the middle of which year."""

    level: str
    kind: AreaKind
    in_words: str
    mid_year: int
    edition: int


def year_and_list(name: str, what: str, level: str, example: str) -> tuple[int, int]:
    """The year of the figures and of the list of areas, from a name such as `population20_ltla21.csv`.

    Raises IntakeError where the name does not say them.
    """
    named = re.search(rf"{what}(\d\d)\w*?_{level}(\d\d)(?![0-9A-Za-z])", Path(name).stem, re.ASCII)
    if named:
        return 2000 + int(named[1]), 2000 + int(named[2])
    raise IntakeError(
        f"{name} does not say which year its estimates are of",
        expected=f"a name such as {example}",
        found=Path(name).name,
        cause="The year stands in the file's name only, and the file was renamed.",
        remedy="Give the file its own name back and load it again.",
    )


def refuse_other_list(name: str, edition: int, heading: str, level: str, areas: str) -> None:
    """Raise IntakeError unless the heading has the year that the name has: a renamed file shows."""
    expected = f"{level}{edition % 100:02}_code"
    if heading != expected:
        raise IntakeError(
            f"{name} is of another list of {areas} than its name says",
            expected=f"the column {expected}",
            found=heading,
            cause="The file was renamed by hand.",
            remedy="Give the file its own name back and load it again.",
        )


def taker(sheet: Sheet, of: Estimates, code: str, name: str, total: str) -> Callable[[list[str]], list[Values]]:
    """What makes rows of the table `population` from the lines of `sheet`; the patterns say where things stand.

    A row is refused where its code is not one of the level's or came before, where its total is not a whole number,
    and where its single ages add up to something else.
    """
    code_at, total_at, name_at = sheet.at(code), sheet.at(total), sheet.maybe(name)
    ages_at = [place for place, heading in enumerate(sheet.headings) if _AGE.fullmatch(heading)]
    whole = tuple(sheet.headings[place] for place in ages_at) == _AGES
    seen: set[str] = set()

    def take(cells: list[str]) -> list[Values]:
        area, ages = cells[code_at].strip(), _counts([cells[place] for place in ages_at])
        faults = [*_code_faults(area, of, seen), *_total_faults(cells[total_at], ages)]
        if faults:
            raise RowError(*faults)
        seen.add(area)
        listed = f"[{','.join(map(str, ages))}]" if ages and whole else None
        label = cells[name_at].strip() if name_at is not None else None
        value = whole_number(cells[total_at])
        return [("residents", of.level, of.mid_year, of.edition, area, label or None, value, listed)]

    return take


def code_is_of(code: str, kind: AreaKind) -> bool:
    """Whether a code is one of an area of this kind."""
    try:
        return area_kind(code) == kind
    except ValueError:
        return False


def remarks_on_ages(content: Parsed) -> tuple[str, ...]:
    """A remark where some rows have their single ages and others do not."""
    without = sum(values[-1] is None for _, values in content.rows)
    if not 0 < without < len(content.rows):
        return ()
    return (f"Of {len(content.rows):,} areas, {without:,} have no single years of age.",)


def _code_faults(area: str, of: Estimates, seen: set[str]) -> list[str]:
    faults = [] if code_is_of(area, of.kind) else [f"{area!r} is not the code of a {of.in_words}"]
    return [*faults, f"{area} stands in the file twice"] if area in seen else faults


def _total_faults(total: str, ages: list[int]) -> list[str]:
    residents = whole_number(total)
    if residents is None:
        return ["the total is not a whole number"]
    if ages and sum(ages) != residents:
        return [f"the single ages add up to {sum(ages):,}, not to the total of {residents:,}"]
    return []


def _counts(cells: list[str]) -> list[int]:
    """The ages as numbers; nothing where the file has none or one of them is not a number."""
    text = ",".join(cells)
    if cells and text.count(",") == len(cells) - 1 and _PLAIN.fullmatch(text):
        return list(map(int, cells))
    counts = [whole_number(cell) for cell in cells]  # slower: blanks, thousands separators
    return [count for count in counts if count is not None] if None not in counts else []
