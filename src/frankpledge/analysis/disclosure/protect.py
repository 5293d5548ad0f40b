"""Protect: a table made fit to be published, with all that has been published before in mind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from frankpledge.analysis.disclosure.audit import Band, View, feasible, recoverable, some_table
from frankpledge.analysis.disclosure.differencing import differences, subtracted
from frankpledge.analysis.disclosure.primary import THRESHOLD, least_shown, primary_cells
from frankpledge.analysis.disclosure.secondary import Problem, secondary_cells
from frankpledge.analysis.disclosure.table import Equation, Key, Table, unrepeated

_REVISED = "{key!r} is given two different counts by these tables; a revised count needs a key of its own."


class UnprotectableError(ValueError):
    """Nothing kept back in this table could protect `cells`: what was published before gives them away."""

    def __init__(self, cells: Collection[Key]) -> None:
        self.cells = frozenset(cells)
        some = ", ".join(sorted(map(repr, self.cells))[:3]) + (", …" if len(self.cells) > 3 else "")
        super().__init__(
            f"Keeping back the whole table would not protect {len(self.cells)} of its cells or differences ({some}): "
            "earlier releases already give them away. Leave those populations out of the table, or concede them."
        )


@dataclass(frozen=True, slots=True)
class Protected:
    """A table as published. It holds no count of a cell kept back, and is what a later release needs of this one.

    `published` has every cell in the order of the table, None for one kept back. Readers must see one and the
    same mark for all of these: which are `primary` (small, or a nought that tells) and which `secondary` is for
    the record of decisions only, because a reader who could tell them apart would know more than the audit
    allowed for. `zeros` says whether a mark may stand for nought, and `least` whether it was proved that no safe
    pattern keeps back fewer cells, or as many of a smaller total.
    """

    published: Mapping[Key, int | None]
    primary: frozenset[Key]
    secondary: frozenset[Key]
    equations: tuple[Equation, ...]
    threshold: int
    zeros: bool
    least: bool


def protect(
    table: Table,
    *,
    threshold: int = THRESHOLD,
    groups: Collection[Key] = (),
    earlier: Sequence[Protected] = (),
    links: Sequence[Equation] = (),
    conceded: Collection[Key] = (),
) -> Protected:
    """The table with small counts kept back, and as few others as will keep them from being worked out.

    A protected count is safe while, for all that a reader of this and the earlier releases can tell, it could be
    anything from the least that a mark can stand for up to the threshold. So the marks together tell no more than
    each does alone, and no cell is known to be small. The width alone would not do: it could lie all on one side.

    `groups` are totals of identifiable people, as in `primary_cells`. `earlier` are releases of the same register:
    equal keys are equal counts, and where keys are Populations the differences between tables are protected like
    cells. `links` are further sums across tables. `conceded` are cells given away before, which somebody has
    decided to live with. What cannot be protected raises UnprotectableError, counts that disagree ValueError.
    """
    primary = primary_cells(table, threshold=threshold, groups=groups)
    zeros = bool(groups) or any(release.zeros for release in earlier)
    sums = unrepeated((*table.equations, *links))
    everything = Protected(table.counts, primary, frozenset(), sums, least_shown(threshold), zeros, True)
    problem = _problem(everything, earlier, frozenset(conceded))
    pattern = secondary_cells(problem)
    published = _without(table.counts, primary | pattern.cells)
    result = replace(everything, published=published, secondary=pattern.cells, least=pattern.least)
    if recoverable(what_a_reader_holds(*earlier, result), problem.needed):
        raise ArithmeticError("The pattern found does not pass its own audit, so nothing is published.")
    return result


def what_a_reader_holds(*releases: Protected) -> View:
    """All releases together: what any of them published, and every sum within and between them.

    Releases that give one key different counts raise ValueError.
    """
    published: dict[Key, int | None] = {}
    for release in releases:
        for key, count in release.published.items():
            before = published.get(key)
            if None not in (before, count) and before != count:
                raise ValueError(_REVISED.format(key=key))
            published[key] = count if before is None else before
    some = {key for one in releases if not one.zeros for key, count in one.published.items() if count is None}
    if any(published[key] == 0 for key in some):
        raise ValueError(_REVISED.format(key=next(key for key in some if published[key] == 0)))
    own = unrepeated(equation for release in releases for equation in release.equations)
    equations = own + differences((*published, *_named(own)), own)
    return View(published, equations, frozenset((published.keys() | _named(equations)) - some))


def _problem(everything: Protected, earlier: Sequence[Protected], conceded: frozenset[Key]) -> Problem:
    """What the search must solve. Whether it can be solved is settled here: keeping back everything must do."""
    zeros = frozenset(key for key, count in everything.published.items() if count == 0 and not everything.zeros)
    shut = replace(everything, published=_without(everything.published, everything.published.keys() - zeros))
    most, least = what_a_reader_holds(*earlier, everything), what_a_reader_holds(*earlier, shut)
    counts = {key: count for key, count in most.published.items() if count is not None}
    needed = {**_bands(least, (*earlier, everything)), **_difference_bands(least, most, everything.threshold)}
    needed = _attainable(least, {key: band for key, band in needed.items() if key not in conceded})
    unpublished = [
        key for key in dict.fromkeys((*least.published, *_named(least.equations))) if least.published.get(key) is None
    ]
    choices = tuple(key for key in unpublished if key in everything.published and key not in everything.primary)
    hidden = frozenset(unpublished) - set(choices)
    return Problem({**counts, **some_table(most)}, least.equations, hidden, choices, needed, least.may_be_zero)


def _bands(view: View, releases: Sequence[Protected]) -> dict[Key, Band]:
    """Every cell protected for its own sake, in any release: from the least that its mark can be to the threshold."""
    highest: dict[Key, int] = {}
    for release in releases:
        for key in release.primary:
            highest[key] = max(release.threshold, highest.get(key, 0))
    return {key: Band(0 if key in view.may_be_zero else 1, high) for key, high in highest.items()}


def _difference_bands(least: View, most: View, threshold: int) -> dict[Key, Band]:
    """The populations that no table shows. Where the publisher cannot tell either, none may be known to be small."""
    known = subtracted(most.equations, {key: count for key, count in most.published.items() if count is not None})
    unseen = [key for key in _named(least.equations) if key not in least.published]
    small = {key: Band(0, threshold) for key in unseen if 0 < known.get(key, 0) < threshold}
    return {**small, **{key: Band(None, threshold) for key in unseen if key not in known}}


def _attainable(view: View, needed: Mapping[Key, Band]) -> dict[Key, Band]:
    """The bands that keeping back the whole table would leave possible; too little above is UnprotectableError.

    What a total must at least be follows from its parts, so a band may have to start higher. A difference that
    is known to be nought tells of nobody.
    """
    short = recoverable(view, needed)
    limits, bands, lost = feasible(view, short), dict(needed), set[Key]()
    for key in short:
        low, high = (limits[key].low, limits[key].high) if key in limits else (None, 0)
        if high == 0 and key not in view.published:
            del bands[key]
        elif high is not None and high < (bands[key].high or 0):
            lost.add(key)
        else:
            bands[key] = Band(low, bands[key].high)
    if lost:
        raise UnprotectableError(lost)
    return bands


def _without(counts: Mapping[Key, int | None], back: Collection[Key]) -> dict[Key, int | None]:
    return {key: None if key in back else count for key, count in counts.items()}


def _named(equations: Iterable[Equation]) -> dict[Key, None]:
    """Every key in the sums, in order."""
    return dict.fromkeys(key for equation in equations for key in (equation.total, *equation.parts))
