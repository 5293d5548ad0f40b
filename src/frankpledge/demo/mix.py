"""How a year's total is shared among the Home Office's offence classes: as Kent's crimes of 2017/18 were."""

from __future__ import annotations

from collections.abc import Sequence

from frankpledge.demo.tables import YEARS, Offence, former_classes, kent_counts, offences, yearly_totals
from frankpledge.measures.tree import APPENDIX, UNCLASSIFIED, path_of
from frankpledge.terms.period import Month


def largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """Whole numbers in proportion to `weights` that sum to `total`.

    The method of Hamilton and Hare, in whole-number arithmetic; of equal remainders the earlier comes first.
    ValueError if the total or a weight is below zero, or no weight is above it.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0 or total < 0:
        raise ValueError("A total and weights of zero or more are needed, one weight above zero.")
    parts = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    neediest = sorted(range(len(weights)), key=lambda index: -remainders[index])
    for index in neediest[: total - sum(parts)]:
        parts[index] += 1
    return parts


def code_weights(year: str) -> dict[str, int]:
    """A hundred times Kent's counts of 2017/18 by class, in the classes that `year` had by the crime tree."""
    weights = {code: 100 * count for code, count in kent_counts().items()}
    later = [former for former in former_classes() if not in_use(former.code, year)]
    for former in later:
        moved = kent_counts().get(former.code, 0) * former.percent
        weights[former.former_code] = weights.get(former.former_code, 0) + moved
    for former in later:
        weights.pop(former.code, None)
    return weights


def in_use(code: str, year: str) -> bool:
    """Whether crimes were recorded under a class in a financial year; classes change on 1 April."""
    return path_of(code, Month(int(year[:4]), 4), of=APPENDIX)[-1] != UNCLASSIFIED


def code_counts(year: str) -> dict[str, int]:
    """How many records of each class `year` holds; the groups sum to `tables.yearly_totals` exactly."""
    weights, column = code_weights(year), YEARS.index(year)
    counts: dict[str, int] = {}
    for group, members in _by_group().items():
        codes = [offence.code for offence in members]
        parts = largest_remainder(yearly_totals()[group][column], [weights.get(code, 0) for code in codes])
        counts.update(zip(codes, parts, strict=True))
    return counts


def _by_group() -> dict[str, list[Offence]]:
    groups: dict[str, list[Offence]] = {}
    for offence in offences():
        groups.setdefault(offence.group, []).append(offence)
    return groups
