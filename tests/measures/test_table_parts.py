"""What it is made of: codes and types in, parts and shares out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.measures.tables import HERE, MEDWAY, figure, given, missing, offences, street

from frankpledge.measures.aspect import write
from frankpledge.measures.catalogue import measure

CODES = offences("""
    month    code  count
    2025-01  8N    5
    2025-01  105A  3
    2025-01  34B   1
    2025-01  999Z  1
    2025-02  8N    2
""")
KEY = f"recorded-crime.{{}}@{MEDWAY}@2025-01..2025-02/{{}}"


def test_offence_codes_fall_into_the_groups_of_the_home_office(tmp_path: Path) -> None:
    world = given(tmp_path, CODES)
    assert figure(world, KEY.format("level", "violence-against-the-person")).value == 10
    assert figure(world, KEY.format("level", "robbery")).value == 1
    assert figure(world, KEY.format("level", "drug-offences")).value == 0


def test_a_code_that_no_group_holds_shows_up_as_not_classified(tmp_path: Path) -> None:
    part = figure(given(tmp_path, CODES), KEY.format("level", "unclassified"))
    assert part.value == 1
    assert part.label.startswith("All recorded crime: Not classified, Medway")


def test_a_share_has_its_part_and_its_whole(tmp_path: Path) -> None:
    share = figure(given(tmp_path, CODES), KEY.format("share", "violence-against-the-person"))
    assert share.value == to_percent(10, 12)
    assert write(share) == "83.3%"
    assert (write(share, "numerator"), write(share, "denominator")) == ("10", "12")
    assert share.denominator_label == "crimes"


def to_percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("1e-12"))


def test_a_share_of_nothing_is_not_available(tmp_path: Path) -> None:
    world = given(
        tmp_path,
        street(f"""
            month    lsoa    category               count
            2025-01  {HERE}  Anti-social behaviour  1
        """),
    )
    gap = missing(world, f"street-crime.share@{MEDWAY}@2025-01/burglary")
    assert gap.reason == "there were no crimes to take a share of"


def test_a_part_of_months_that_are_not_covered_is_not_nought(tmp_path: Path) -> None:
    world = given(tmp_path, CODES)
    for function in ("level", "share"):
        gap = missing(world, f"recorded-crime.{function}@{MEDWAY}@2025-01..2025-03/robbery")
        assert gap.reason == "no records of March 2025 are held"


def test_every_type_of_the_street_files_is_a_part_of_its_own(tmp_path: Path) -> None:
    kinds = [title for _, title, _ in measure("street-crime").groups]
    table = "\n".join(
        ["month  lsoa  category  count", *(f"2025-01  {HERE}  {kind}  {n}" for n, kind in enumerate(kinds, 1))]
    )
    world = given(tmp_path, street(table))
    for number, (slug, _, _) in enumerate(measure("street-crime").groups, 1):
        assert figure(world, f"street-crime.level@{MEDWAY}@2025-01/{slug}").value == number
    assert figure(world, f"street-crime.level@{MEDWAY}@2025-01/unclassified").value == 0
