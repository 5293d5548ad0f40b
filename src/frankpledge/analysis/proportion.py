"""Proportion: so many out of so many, how it differs from another, and whether that could be chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from frankpledge.analysis.inputs import positive, positives, probability, whole_count

LEAST_EXPECTED = 5
"""With fewer expected in any cell of two by two, the test is Fisher’s exact one."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share from 0 to 1 and its limits. `base` is how many people, or what weighting leaves of them."""

    value: float
    low: float
    high: float
    base: float
    method: str


@dataclass(frozen=True, slots=True)
class WeightedOptions:
    """A share for each option, in order, of the people who answered; shares may pass 1 in all."""

    options: tuple[Proportion, ...]
    answered: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The first share less the second, from −1 to 1, with its limits and the p of no difference."""

    value: float
    low: float
    high: float
    p: float
    method: str


def proportion(count: int, base: int, *, population: int | None = None, level: float = 0.95) -> Proportion:
    """`count` out of `base` with Wilson's limits, which also serve for none and for all.

    With `population`, the number from whom the base was drawn without replacement, the limits are as from a
    base larger by (N − 1) ÷ (N − n): the finite population correction. Limits of a base that chose itself
    hold only as if it were a random sample. Unusable numbers raise ValueError.

    Sources: Wilson (1927), Journal of the American Statistical Association 22:209; Newcombe (1998),
    Statistics in Medicine 17:857; Cochran, Sampling Techniques (1977), for the correction.
    """
    x, n = _count_of(count, base)
    if population is None:
        return Proportion(x / n, *_wilson(x / n, n, level), n, "Wilson’s limits")
    people = whole_count(population, "population")
    if people < n:
        raise ValueError(f"The population must be at least as large as the base of {n}; found {people}.")
    method = "Wilson’s limits, finite population correction"
    if people == n:
        return Proportion(x / n, x / n, x / n, n, method)
    return Proportion(x / n, *_wilson(x / n, n * (people - 1) / (people - n), level), n, method)


def share_of_weights(chosen: float, total: float, squared: float, *, level: float = 0.95) -> Proportion:
    """The weighted share from sums alone: of those who chose, of all, and of the squares of all weights.

    As `weighted_proportion`, for counts of which the people are no longer there. Unusable numbers raise ValueError.
    """
    whole, squares = positive(total, "sum of the weights"), positive(squared, "sum of the squared weights")
    if not 0 <= chosen <= whole:
        raise ValueError(f"The weights of those who chose must lie between 0 and {whole}; found {chosen}.")
    base = whole**2 / squares
    share = chosen / whole
    return Proportion(share, *_wilson(share, base, level), base, "Wilson’s limits on the effective base")


def weighted_proportion(chosen: Sequence[bool], weights: Sequence[float], *, level: float = 0.95) -> Proportion:
    """The weighted share of those `chosen`, with Wilson's limits on Kish's effective base.

    The effective base is (Σw)² ÷ Σw²: what the weights leave of the number of people. Each person has one
    weight, above nought. Unusable numbers raise ValueError.

    Source: Kish, Survey Sampling (1965).
    """
    each = positives(weights, "weight")
    if len(each) != len(chosen) or not len(each):
        raise ValueError(f"Each person needs one weight; found {len(chosen)} people and {len(each)} weights.")
    total = float(each.sum())
    value, base = float(each[[bool(one) for one in chosen]].sum()) / total, total**2 / float((each**2).sum())
    return Proportion(value, *_wilson(value, base, level), base, "Wilson’s limits on the effective base")


def options(counts: Sequence[int], answered: int, *, level: float = 0.95) -> tuple[Proportion, ...]:
    """Each option of a question with several answers, out of the people who answered it. Shares may pass 1 in all.

    Options are not independent of one another, so there is no test across them. Unusable numbers raise ValueError.

    Source: Newcombe (1998), Statistics in Medicine 17:857.
    """
    return tuple(proportion(count, answered, level=level) for count in counts)


def weighted_options(
    chosen: Sequence[Sequence[bool] | None], weights: Sequence[float], *, level: float = 0.95
) -> WeightedOptions:
    """Each option of a question with several answers, weighted, out of the people who answered the question.

    `chosen` has for each person whether they chose each option, in one order, or None where they did not answer:
    they are counted apart and their weights left out. Every option has the same effective base. Answers of
    different lengths, nobody who answered, and other unusable numbers raise ValueError.

    Source: Kish, Survey Sampling (1965); Wilson’s limits as in `weighted_proportion`.
    """
    if len(chosen) != len(weights):
        raise ValueError(f"Each person needs one weight; found {len(chosen)} people and {len(weights)} weights.")
    answers = [(row, weight) for row, weight in zip(chosen, weights, strict=True) if row is not None]
    if not answers or len({len(row) for row, _ in answers}) != 1:
        raise ValueError("Somebody must have answered, and everyone who did for every option.")
    columns = zip(*(row for row, _ in answers), strict=True)
    left = [weight for _, weight in answers]
    each = tuple(weighted_proportion(column, left, level=level) for column in columns)
    return WeightedOptions(each, len(answers), len(chosen) - len(answers))


def difference(count: int, base: int, other_count: int, other_base: int, *, level: float = 0.95) -> Difference:
    """The first share less the second, of separate people, with Newcombe's limits (his method 10).

    p is of the pooled z, or Fisher's exact one where fewer than five are expected in any cell. Limits and p
    are made differently and may disagree at the margin. Unusable numbers raise ValueError.

    Sources: Newcombe (1998), Statistics in Medicine 17:873; Fisher (1935), The Design of Experiments.
    """
    (x, n), (y, m) = _count_of(count, base), _count_of(other_count, other_base)
    one, other = proportion(x, n, level=level), proportion(y, m, level=level)
    value = one.value - other.value
    low = value - math.hypot(one.value - one.low, other.high - other.value)
    high = value + math.hypot(one.high - one.value, other.value - other.low)
    if min(n, m) * min(x + y, n + m - x - y) / (n + m) < LEAST_EXPECTED:
        from scipy.stats import fisher_exact

        p = float(fisher_exact([[x, n - x], [y, m - y]]).pvalue)
        return Difference(value, low, high, p, "Newcombe’s limits, Fisher’s exact test")
    pooled = (x + y) / (n + m)
    z = value / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return Difference(value, low, high, math.erfc(abs(z) / math.sqrt(2)), "Newcombe’s limits, pooled z")


def paired_p(one_way: int, other_way: int) -> float:
    """McNemar's exact p of the same people asked twice: how many changed one way, how many the other.

    Those who did not change do not count. Twice the smaller tail; 1 where nobody changed. A number that is
    not whole and nought or more raises ValueError.

    Source: McNemar (1947), Psychometrika 12:153, made exact by the binomial.
    """
    from scipy.special import bdtr

    fewer, more = sorted((whole_count(one_way, "number one way"), whole_count(other_way, "number the other way")))
    return min(1.0, 2 * float(bdtr(fewer, fewer + more, 0.5)))


def _count_of(count: int, base: int) -> tuple[int, int]:
    x, n = whole_count(count), whole_count(positive(base, "base"), "base")
    if x > n:
        raise ValueError(f"The count must be no more than its base of {n}; found {x}.")
    return x, n


def _wilson(share: float, base: float, level: float) -> tuple[float, float]:
    """Limits of a share; a base need not be whole. They hold the share, whatever rounding does at 0 and 1."""
    z2 = NormalDist().inv_cdf(0.5 + probability(level, "level") / 2) ** 2
    middle = 2 * base * share + z2
    half = math.sqrt(z2 * (z2 + 4 * base * share * (1 - share)))
    low, high = ((middle + side) / (2 * (base + z2)) for side in (-half, half))
    return max(0.0, min(low, share)), min(1.0, max(high, share))
