"""Dominance: whether one or two contributors make up so much of a sum that showing it would tell what theirs is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frankpledge.analysis.disclosure.table import Key
from frankpledge.analysis.inputs import positive, whole_count

LARGEST, SHARE = 2, 85.0
"""The usual (n, k): the two largest make up more than 85 per cent."""

NEARNESS = 10.0
"""The usual p: the second largest could tell the largest to within ten per cent."""


def dominated(contributions: Sequence[float], *, largest: int = LARGEST, share: float = SHARE) -> bool:
    """Whether the `largest` contributors make up more than `share` per cent of the sum: the (n, k) rule.

    A sum of nothing tells nothing. A contribution that is missing, infinite or under nought is a ValueError, which
    tells none of them; so is a share outside 0 to 100. Keep both settings from readers.

    Source: Hundepool and others, Handbook on Statistical Disclosure Control, 2nd edition, 4.2.
    """
    ordered, limit = _descending(contributions), positive(share, "share in per cent")
    if limit >= 100 or whole_count(largest, "number of largest contributors") < 1:
        raise ValueError(
            "The rule needs one contributor or more and a share under 100 per cent; with 100 it has no effect."
        )
    return 100 * sum(ordered[:largest]) > limit * sum(ordered)


def guessable(contributions: Sequence[float], *, nearness: float = NEARNESS) -> bool:
    """Whether the second largest contributor could tell the largest to within `nearness` per cent: the p% rule.

    It takes its own part from the sum; what is left over the largest is all the others. Preferred to `dominated`,
    which protects some sums without need. A sum of nothing tells nothing. Errors are as in `dominated`.

    Source: Hundepool and others, Handbook on Statistical Disclosure Control, 2nd edition, 4.2.
    """
    ordered, limit = _descending(contributions), positive(nearness, "nearness in per cent")
    return bool(ordered) and 100 * sum(ordered[2:]) < limit * ordered[0]


def unsafe_sums(cells: Mapping[Key, Sequence[float]], *, nearness: float = NEARNESS) -> frozenset[Key]:
    """The cells that must not be shown, each given as the contributions to it, such as the harm of each offence.

    Those that are `guessable`, and those that hang on the two largest by the usual setting of `dominated`.
    """
    return frozenset(key for key, each in cells.items() if guessable(each, nearness=nearness) or dominated(each))


def _descending(contributions: Sequence[float]) -> list[float]:
    if not all(0 <= each < float("inf") for each in contributions):
        raise ValueError("Every contribution must be a number, nought or more; a missing one is not a nought.")
    return sorted((float(each) for each in contributions if each), reverse=True)
