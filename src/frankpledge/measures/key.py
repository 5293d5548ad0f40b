"""The name of a figure: `measure.function@area@period`, then `~period` compared with and `/part` of a whole.

recorded-crime.rate@E06000035@2019-04..2020-03
street-crime.change@E06000035@2025-01..2025-04~2024-01..2024-04
recorded-crime.level@E06000035@2019-04..2020-03/robbery
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Period

FUNCTIONS = (
    *("level", "rate", "change", "share", "season", "trend", "rank"),
    *(
        "hour",
        "day",
        "span",
        "end",
        "cell",
        "cellshare",
        "median",
        "ratio",
        "similar",
        "concentration",
        "areas",
        "areashare",
        "unplaced",
    ),
)
_SHAPE = re.compile(
    r"(?P<measure>[a-z0-9-]+)\.(?P<function>[a-z]+)@(?P<area>[EWK]\d{8})@(?P<period>[\d.-]+)"
    r"(?:~(?P<against>[\d.-]+))?(?:/(?P<part>[a-z0-9-]+))?",
    re.ASCII,
)


@dataclass(frozen=True, kw_only=True)
class Key:
    """A figure's name, taken apart."""

    measure: str
    function: str
    area: str
    period: Period
    against: Period | None = None
    part: str = ""

    def __str__(self) -> str:
        against = f"~{self.against}" if self.against else ""
        part = f"/{self.part}" if self.part else ""
        return f"{self.measure}.{self.function}@{self.area}@{self.period}{against}{part}"


def parse_key(text: str) -> Key:
    """Take a name apart. Raises MeasureError for one that is not a figure's name."""
    found = _SHAPE.fullmatch(text)
    if not found or found["function"] not in FUNCTIONS:
        raise _not_a_key(text)
    try:
        return Key(
            measure=found["measure"],
            function=found["function"],
            area=found["area"],
            period=Period.parse(found["period"]),
            against=Period.parse(found["against"]) if found["against"] else None,
            part=found["part"] or "",
        )
    except ValueError as error:
        raise _not_a_key(text, str(error)) from error


def _not_a_key(text: str, cause: str = "") -> MeasureError:
    return MeasureError(
        f"{text!r} is not the name of a figure",
        expected="measure.function@area@period, such as asb.level@E06000035@2019-04..2020-03",
        cause=cause or f"The functions are {', '.join(FUNCTIONS)}.",
        remedy="Take the key from figures.csv, or from the panel that opens beside a number.",
    )
