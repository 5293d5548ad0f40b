"""Shrinkage: rates of small areas drawn towards the rate of all, the further the less each has to go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.analysis.inputs import positive, positives, whole_counts


@dataclass(frozen=True, slots=True)
class Shrunk:
    """An area's own rate and its drawn-in one, per `scale`; `trust` is how much of its own rate was kept, 0 to 1."""

    own: float
    rate: float
    trust: float


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Areas in the order given; the rate of all and the variance between areas' true rates, both per `scale`."""

    areas: tuple[Shrunk, ...]
    overall: float
    between: float
    method: str


def shrunk_rates(counts: Sequence[int], bases: Sequence[float], *, scale: float = 1000) -> Shrinkage | None:
    """Each area's count over its base, drawn towards the rate of all by how little its base can tell.

    What chance adds to the scatter of the rates is taken off; the rest is the variance between areas. An area
    keeps the share of its distance from the rate of all that this variance is of the variance of its own rate.
    Where chance explains all the scatter, every area gets the rate of all. For maps and for finding areas that
    need a look, not for a count of an area. None without areas or events. Unusable numbers raise ValueError.

    Source: Marshall (1991), Applied Statistics 40:283, the global estimator of moments.
    """
    x, n, per = whole_counts(counts), positives(bases, "base"), positive(scale, "scale")
    if x.shape != n.shape:
        raise ValueError(f"Each area needs one count and one base; found {x.size} counts and {n.size} bases.")
    if not x.any():
        return None
    own, overall = x / n, float(x.sum() / n.sum())
    scatter = float((n * (own - overall) ** 2).sum() / n.sum())
    between = max(0.0, scatter - overall / float(n.mean()))
    trust = between / (between + overall / n)
    rows = zip((per * own).tolist(), (per * (overall + trust * (own - overall))).tolist(), trust.tolist(), strict=True)
    method = "empirical Bayes, drawn towards the rate of all" + ("" if between else ", which chance alone explains")
    return Shrinkage(tuple(Shrunk(*row) for row in rows), per * overall, per**2 * between, method)
