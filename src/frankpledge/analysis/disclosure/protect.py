"""Protect: a table made fit to be published, with all that has been published before in mind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from frankpledge.analysis.disclosure.audit import Band, View, feasible, recoverable, some_table
from frankpledge.analysis.disclosure.differencing import differences, subtracted
from frankpledge.analysis.disclosure.primary import THRESHOLD, primary_cells
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
class _Wish:
    """How low (None: no matter) and how high a count should seem able to go, and how high it must."""

    low: int | None
    must: int
    high: int


@dataclass(frozen=True, slots=True)
class Protected:
    """A table as published. It holds no count of a cell kept back, and is what a later release needs of this one.

    `published` has every cell in the order of the table, None for one kept back. Readers must see one and the
    same mark for all of these: which are `primary` (small, or a nought that tells) and which `secondary` is for
    the record of decisions only, and out of the repr, because a reader who could tell them apart would know
    more than the audit allowed for. `zeros` says whether a mark may stand for nought, and `least` whether it was
    proved that no safe pattern keeps back fewer cells, or as many of a smaller total.
    """

    published: Mapping[Key, int | None]
    primary: frozenset[Key] = field(repr=False)
    secondary: frozenset[Key] = field(repr=False)
    equations: tuple[Equation, ...]
    threshold: int
    reach: int
    zeros: bool
    least: bool


def protect(
    table: Table,
    *,
    threshold: int = THRESHOLD,
    reach: int | None = None,
    groups: Collection[Key] = (),
    earlier: Sequence[Protected] = (),
    links: Sequence[Equation] = (),
    conceded: Collection[Key] = (),
) -> Protected:
    """The table with small counts kept back, and as few others as will keep them from being worked out.

    A protected count is safe while, for all that a reader of this and the earlier releases can prove, it could be
    anything from the least that a mark can stand for up to `reach`: twice the threshold and one, unless given, so
    that from one upwards the interval is twice the threshold wide. Then the marks together tell no more than each
    does alone, no cell is known to be small, and two small counts never hide behind each other alone, where a guess
    that both are small would give them away. A width alone, wherever it lies, would not do: 4 to 14 tells that a
    count under five is four. Where earlier releases leave less room than `reach`, all that they leave is kept, and
    the threshold at least.

    `groups` are totals of identifiable people, as in `primary_cells`. `earlier` are releases of the same register:
    equal keys are equal counts, and where keys are Populations the differences between tables are protected like
    cells. `links` are further sums across tables. `conceded` are cells given away before, which somebody has
    decided to live with. What cannot be protected raises UnprotectableError, counts that disagree ValueError.
    """
    primary = primary_cells(table, threshold=threshold, groups=groups)
    reach = 2 * threshold + 1 if reach is None else reach
    if reach < threshold:
        raise ValueError(f"The reach must be the threshold of {threshold} or more; found {reach}.")
    zeros = bool(groups) or any(release.zeros for release in earlier)
    sums = unrepeated((*table.equations, *links))
    whole = Protected(table.counts, primary, frozenset(), sums, int(threshold), int(reach), zeros, True)
    problem = _problem(whole, earlier, frozenset(conceded))
    pattern = secondary_cells(problem)
    published = _without(table.counts, primary | pattern.cells)
    result = replace(whole, published=published, secondary=pattern.cells, least=pattern.least)
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


def _problem(whole: Protected, earlier: Sequence[Protected], conceded: frozenset[Key]) -> Problem:
    """What the search must solve. Whether it can be solved is settled here: keeping back everything must do."""
    zeros = frozenset(key for key, count in whole.published.items() if count == 0 and not whole.zeros)
    shut = replace(whole, published=_without(whole.published, whole.published.keys() - zeros))
    most, least = what_a_reader_holds(*earlier, whole), what_a_reader_holds(*earlier, shut)
    wishes = {**_own_wishes(least, (*earlier, whole)), **_difference_wishes(least, most, (*earlier, whole))}
    needed = _attainable(least, {key: wish for key, wish in wishes.items() if key not in conceded})
    keys = dict.fromkeys((*least.published, *_named(least.equations)))
    back = [key for key in keys if least.published.get(key) is None]
    choices = tuple(key for key in back if key in whole.published and key not in whole.primary)
    counts = {key: count for key, count in most.published.items() if count is not None} | some_table(most)
    return Problem(counts, least.equations, frozenset(back) - set(choices), choices, needed, least.may_be_zero)


def _own_wishes(view: View, releases: Sequence[Protected]) -> dict[Key, _Wish]:
    """For every cell protected for its own sake, in any release."""
    wishes: dict[Key, _Wish] = {}
    for release in releases:
        for key in release.primary:
            before = wishes.get(key, _Wish(None, 0, 0))
            must, high = max(before.must, release.threshold), max(before.high, release.reach)
            wishes[key] = _Wish(0 if key in view.may_be_zero else 1, must, high)
    return wishes


def _difference_wishes(least: View, most: View, releases: Sequence[Protected]) -> dict[Key, _Wish]:
    """For the populations that no table shows and that are small. One below the threshold must do for these.

    Where the publisher cannot tell whether one is small, no reader may know that it is.
    """
    threshold, reach = max(one.threshold for one in releases), max(one.reach for one in releases)
    known = subtracted(most.equations, {key: count for key, count in most.published.items() if count is not None})
    unseen = [key for key in _named(least.equations) if key not in least.published]
    small = {key: _Wish(0, threshold - 1, reach) for key in unseen if 0 < known.get(key, 0) < threshold}
    return {**small, **{key: _Wish(None, threshold, threshold) for key in unseen if key not in known}}


def _attainable(view: View, wishes: Mapping[Key, _Wish]) -> dict[Key, Band]:
    """The bands that would stay possible if the whole table were kept back; short of a must, UnprotectableError.

    What a total must at least be follows from its parts, so a band may have to start higher than wished. Where
    nobody can tell whether a difference is small, earlier releases alone decide what is known of it.
    """
    bands = {key: Band(wish.low, wish.high) for key, wish in wishes.items()}
    lost, short = set[Key](), recoverable(view, bands)
    limits = feasible(view, short)
    for key in short:
        limit, wish = limits.get(key, Band(0, 0)), wishes[key]
        high = wish.high if limit.high is None else min(limit.high, wish.high)
        if high >= wish.must:
            bands[key] = Band(None if wish.low is None else limit.low, high)
        elif wish.low is None:
            del bands[key]
        else:
            lost.add(key)
    if lost:
        raise UnprotectableError(lost)
    return bands


def _without(counts: Mapping[Key, int | None], back: Collection[Key]) -> dict[Key, int | None]:
    return {key: None if key in back else count for key, count in counts.items()}


def _named(equations: Iterable[Equation]) -> dict[Key, None]:
    """Every key in the sums, in order."""
    return dict.fromkeys(key for equation in equations for key in (equation.total, *equation.parts))
