"""Grouping: values of a column that a table of circumstances counts together, such as all weapons, or the rare ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from frankpledge.geography.wards import WardList, ward_editions, ward_list
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.model import Measure
from frankpledge.measures.profile import LEAST, where_of
from frankpledge.record.mapping import NOT_RECORDED, Field
from frankpledge.store.query_crimes import crime_counts, values_in
from frankpledge.terms.period import Period

ANY, RARE = "of any kind", "of a rarer kind"
NEITHER, NOWHERE = "other or not recorded", "in no known ward"


@dataclass(frozen=True)
class Grouping:
    """A column and its values in parts, each under a name. A part of one value bears the value's own name.

    `rest` is what blanks are counted under, and every value that is in no part.
    """

    field: Field
    parts: Mapping[str, tuple[str, ...]]
    rest: str = NOT_RECORDED

    def part_of(self, value: str | None) -> str:
        """The part that a value belongs to, or the rest."""
        return next((name for name, values in self.parts.items() if value in values), self.rest)

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.parts, self.rest)


def women_and_men(field: Field) -> Grouping:
    """A column of sexes with other ones under the rest: so few in each band of age would hide much beside them."""
    return Grouping(field, {value: (value,) for value in ("female", "male")}, NEITHER)


def wards(evaluator: Evaluator, area: str, period: Period) -> Grouping | None:
    """The small areas of the extract by ward, in the list of the year nearest to the period; None without a list."""
    library, end = evaluator.library, period.last.year
    edition = min(ward_editions(library), key=lambda year: (abs(year - end), year), default=None)
    listed = None if edition is None else ward_list(library, edition)
    if not isinstance(listed, WardList):
        return None
    parts: dict[str, tuple[str, ...]] = {}
    for small in values_in(library, "lsoa", area=area):
        ward = listed.ward_of.get(small)
        if ward:
            name = listed.names.get(ward, ward)
            parts[name] = (*parts.get(name, ()), small)
    return Grouping("lsoa", dict(sorted(parts.items())), NOWHERE) if len(parts) > 1 else None


def any_kind(evaluator: Evaluator, field: Field, area: str) -> Grouping | None:
    """Every value of a column as one part, in the order in which `armed` names them; None where it is always blank."""
    known = values_in(evaluator.library, field, area=area)
    return (Grouping(field, {ANY: known}) if len(known) > 1 else Grouping(field, {known[0]: known})) if known else None


def common_kinds(evaluator: Evaluator, measure: Measure, field: Field, area: str, period: Period) -> Grouping | None:
    """The values of a column, with rare ones together; None where even all together are fewer than LEAST crimes.

    Rare are values of fewer than LEAST crimes, and as many more, the rarest first, as make LEAST together: a part that
    is itself rare would have to be kept back, and something beside it. Which values are together is not told.
    """
    found = crime_counts(evaluator.library, by=(field,), where=where_of(measure, area), period=period)
    counts = {value: count for (value,), count in found.items() if value is not None}
    if sum(counts.values()) < LEAST:
        return None
    rare: list[str] = []
    for value in sorted(counts, key=lambda value: (counts[value], value)):
        together = sum(counts[one] for one in rare)
        if counts[value] < LEAST or (rare and together < LEAST):
            rare.append(value)
    apart = {value: (value,) for value in sorted(set(counts) - set(rare))}
    return Grouping(field, apart | ({RARE: tuple(sorted(rare))} if rare else {}))
