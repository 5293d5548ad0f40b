"""Rounding: percentages of a whole, each rounded on its own, and what the rounded ones add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from frankpledge.analysis.inputs import whole_count


@dataclass(frozen=True, slots=True)
class Shares:
    """Percentages in the order of the counts. With `total` not 100, they "do not add because of rounding"."""

    parts: tuple[Decimal, ...]
    total: Decimal
    method: str

    @property
    def adds_up(self) -> bool:
        """Whether the rounded parts sum to 100 exactly."""
        return self.total == 100


def shares(counts: Sequence[int], *, places: int = 0) -> Shares | None:
    """Each count as a percentage of their sum, to `places` decimal places; None when the sum is nought.

    The arithmetic is in whole numbers, so a half is a half and goes up. No part is adjusted to make 100.
    Negative, missing or fractional counts, and negative places, raise ValueError.

    Source: the habit of UK official statistics, where figures are rounded independently and a note says so.
    """
    wholes, scale = (
        [whole_count(count) for count in counts],
        10 ** whole_count(places, "number of decimal places"),
    )
    total = sum(wholes)
    if not total:
        return None
    parts = tuple(Decimal((200 * count * scale + total) // (2 * total)).scaleb(-places) for count in wholes)
    return Shares(parts, sum(parts, Decimal(0)), "each share rounded on its own, halves up")
