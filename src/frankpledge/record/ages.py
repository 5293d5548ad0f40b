"""Ages: the bands in which ages are kept. An exact age is never kept."""

from __future__ import annotations

import re

BANDS = ("0–9", "10–17", "18–24", "25–34", "35–44", "45–54", "55–64", "65 and over")
UNDER_18 = BANDS[:2]
_FROM = (0, 10, 18, 25, 35, 45, 55, 65)
_OLDEST = 120


def band_of(age: int) -> str | None:
    """The band in which an age in whole years lies; None for what is no age."""
    if not 0 <= age <= _OLDEST:
        return None
    return next(band for first, band in reversed(list(zip(_FROM, BANDS, strict=True))) if age >= first)


def band_within(text: str) -> str | None:
    """The band that holds all of a band written as `18-24`, `18 to 20`, `65+` or `under 10`; None where none does."""
    plain = " ".join(text.split()).casefold().replace("–", "-").removeprefix("aged ").removesuffix(" years")
    first, last = _ends(plain)
    if first is None or last is None or first > last:
        return None
    return band_of(first) if band_of(first) == band_of(last) else None


def _ends(plain: str) -> tuple[int | None, int | None]:
    found = re.fullmatch(r"([0-9]{1,3}) ?(?:-|to) ?([0-9]{1,3})", plain)
    if found:
        return int(found[1]), int(found[2])
    found = re.fullmatch(r"([0-9]{1,3}) ?(?:\+|and over|and above|or over|plus)", plain)
    if found:
        return int(found[1]), _OLDEST
    found = re.fullmatch(r"over ([0-9]{1,3})", plain)
    if found:
        return int(found[1]) + 1, _OLDEST
    found = re.fullmatch(r"under ([0-9]{1,3})", plain)
    return (0, int(found[1]) - 1) if found else (None, None)
