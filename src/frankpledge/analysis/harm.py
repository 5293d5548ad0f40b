"""Harm: counts of offences weighted by how grave each kind is, and how few offences may carry the sum."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

from frankpledge.analysis.dispersion import applied_dispersion
from frankpledge.analysis.inputs import positive, probability, whole_count

FEW_BELOW = 10
"""Where the sum hangs on fewer offences than this, its limits are a rough guide; `method` says so."""


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of offence: how many, and what share of the whole score they make up."""

    kind: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Harm:
    """A score per `scale` of the base, its limits, and its largest parts, largest first.

    `bearing` is how many offences of one weight would be as uncertain: one murder among many thefts leaves about
    one. Limits and `bearing` are None where nothing was counted. `edition` names the weights: scores of two
    editions are not to be compared.
    """

    value: float
    low: float | None
    high: float | None
    bearing: float | None
    counted: int
    largest: tuple[Part, ...]
    edition: str
    method: str


def harm_score(
    counts: Mapping[str, int],
    weights: Mapping[str, float],
    base: float,
    *,
    edition: str,
    scale: float = 1.0,
    dispersion: float = 1.0,
    largest: int = 3,
    level: float = 0.95,
) -> Harm:
    """The sum of weight times count over the base, such as days of sentence a resident.

    The variance of the sum is the dispersion times Σ w²x (a compound Poisson sum); weights are taken as known, and
    are the same for every area and year. A kind counted and without a weight raises ValueError, and so do other
    unusable numbers.

    Sources: ONS, Crime Severity Score (2016), for the score; Sherman, Neyroud and Neyroud (2016), Policing 10:171,
    for the Cambridge index.
    """
    x = {kind: whole_count(count, f"count of {kind}") for kind, count in counts.items()}
    missing = sorted(kind for kind in x if kind not in weights)
    if missing:
        raise ValueError(
            f"The weights of {edition} have none for {', '.join(missing)}: give one, or leave the kind out."
        )
    harm = {kind: _weight(kind, weights[kind]) * count for kind, count in x.items()}
    total, squares = math.fsum(harm.values()), math.fsum(weights[kind] * part for kind, part in harm.items())
    factor = positive(scale, "scale") / positive(base, "base")
    named, method = sorted(harm, key=lambda kind: (-harm[kind], kind)), "weighted sum of counts"
    parts = tuple(Part(kind, x[kind], harm[kind] / total) for kind in named[:largest] if harm[kind])
    if not total:
        return Harm(0.0, None, None, None, sum(x.values()), parts, edition, method)
    half = NormalDist().inv_cdf(0.5 + probability(level, "level") / 2)
    half *= math.sqrt(applied_dispersion(dispersion) * squares)
    bearing = total**2 / squares
    method += ", rough: few offences bear it" if bearing < FEW_BELOW else ""
    low, high = factor * max(0.0, total - half), factor * (total + half)
    return Harm(factor * total, low, high, bearing, sum(x.values()), parts, edition, method)


def _weight(kind: str, weight: float) -> float:
    if not 0 <= weight < math.inf:
        raise ValueError(f"The weight of {kind} must be a number, nought or more; found {weight}.")
    return float(weight)
