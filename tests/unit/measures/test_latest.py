"""Which months stand for a period: its own where they are held, else the latest within five years."""

from __future__ import annotations

import pytest

from frankpledge.measures.latest import latest_run
from frankpledge.terms.period import Period

YEAR = Period.parse("2025-01..2025-12")


def told(*held: str) -> str | None:
    found = latest_run({month for text in held for month in Period.parse(text)}, YEAR)
    return None if found is None else str(found)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (["2024-01..2026-03"], "2025-01..2025-12"),
        (["2025-01..2025-09"], "2025-01..2025-09"),
        (["2023-04..2025-06"], "2024-07..2025-06"),
        (["2022-01..2022-03", "2023-07..2023-09"], "2023-07..2023-09"),
        (["2020-11..2021-02"], "2021-01..2021-02"),
        (["2020-12"], None),
        (["2026-01..2026-06"], None),
        ([], None),
    ],
)
def test_the_latest_run_before_a_periods_end_stands_for_it_and_is_no_longer_than_it(
    held: list[str], expected: str | None
) -> None:
    assert told(*held) == expected
