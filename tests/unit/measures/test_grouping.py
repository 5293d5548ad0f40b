"""Values taken together in tables of circumstances: rare ones, all of them, and those that would hide much else."""

from __future__ import annotations

from pathlib import Path

from tests.extracts import MAPPING, extract_file, row
from tests.measures.tables import MEDWAY

from frankpledge.intake.load import load
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.grouping import ANY, NEITHER, RARE, Grouping, any_kind, common_kinds, women_and_men
from frankpledge.measures.model import Figure, Outcome
from frankpledge.measures.profile import EXTRACTED, LEAST, WHOLE, TimeProfile, armed, times
from frankpledge.measures.profile_tables import Crossing, Tables, tables
from frankpledge.record.mapping import NOT_RECORDED
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library
from frankpledge.terms.period import Period

FEB = Period.parse("2025-02")


def world(folder: Path, weapons: dict[str, int], **rest: list[str]) -> Evaluator:
    """A crime for each of `weapons`; `rest` gives other columns, value by value and round again."""
    said = [weapon for weapon, count in weapons.items() for _ in range(count)]
    rows = [
        row(
            n, weapon=weapon, recorded="2025-02", **{column: values[n % len(values)] for column, values in rest.items()}
        )
        for n, weapon in enumerate(said)
    ]
    evidence = Evidence(folder / "evidence")
    load(evidence, [extract_file(folder, rows)], area=MEDWAY, mappings=[MAPPING])
    return Evaluator(Library(evidence, evidence.current()))


def made(evaluator: Evaluator, *crossings: Crossing) -> Tables:
    found = tables(evaluator, EXTRACTED, MEDWAY, FEB, crossings)
    assert isinstance(found, Tables), found
    return found


def kinds(evaluator: Evaluator) -> dict[str, tuple[str, ...]]:
    found = common_kinds(evaluator, EXTRACTED, "weapon", MEDWAY, FEB)
    assert found is not None
    return dict(found.parts)


def value(outcome: Outcome) -> int:
    assert isinstance(outcome, Figure), outcome
    return int(outcome.value)


def cell(**values: str) -> frozenset[tuple[str, str]]:
    return frozenset(values.items())


def test_rare_weapons_are_taken_together_and_the_common_stand_apart(tmp_path: Path) -> None:
    found = kinds(world(tmp_path, {"Knife": 50, "Stick": 40, "Bottle": 20, "Axe": 15, "": 30}))
    assert found == {"Knife": ("Knife",), "Stick": ("Stick",), RARE: ("Axe", "Bottle")}


def test_one_rare_weapon_takes_the_next_with_it_for_alone_it_would_be_told(tmp_path: Path) -> None:
    found = kinds(world(tmp_path, {"Knife": 50, "Stick": 40, "Axe": 3}))
    assert found == {"Knife": ("Knife",), RARE: ("Axe", "Stick")}


def test_where_all_weapons_are_few_none_stands_apart(tmp_path: Path) -> None:
    evaluator = world(tmp_path, {"Knife": 20, "Stick": LEAST - 21, "": 50})
    assert common_kinds(evaluator, EXTRACTED, "weapon", MEDWAY, FEB) is None


def test_where_no_weapon_is_rare_there_is_no_part_for_rare_ones(tmp_path: Path) -> None:
    assert kinds(world(tmp_path, {"Knife": 50, "Stick": LEAST})) == {"Knife": ("Knife",), "Stick": ("Stick",)}


def test_a_column_that_is_always_blank_has_no_kinds(tmp_path: Path) -> None:
    evaluator = world(tmp_path, {"": 50})
    assert any_kind(evaluator, "weapon", MEDWAY) is None
    assert common_kinds(evaluator, EXTRACTED, "weapon", MEDWAY, FEB) is None


def test_one_weapon_alone_bears_its_own_name(tmp_path: Path) -> None:
    assert any_kind(world(tmp_path, {"Knife": 5}), "weapon", MEDWAY) == Grouping("weapon", {"Knife": ("Knife",)})


def test_weapons_together_are_counted_together_with_their_share_of_those_recorded(tmp_path: Path) -> None:
    evaluator = world(tmp_path, {"Knife": 50, "Bottle": 20, "Axe": 15, "": 30})
    every, apart = any_kind(evaluator, "weapon", MEDWAY), Grouping("weapon", kinds(evaluator))
    assert every is not None
    found = made(evaluator, (apart,), (every, "victim_sex"))
    assert value(found.counts[cell(weapon=RARE)]) == 35
    assert value(found.counts[cell(weapon=ANY)]) == 85
    assert value(found.counts[cell(weapon=ANY, victim_sex="female")]) == 85
    assert value(found.counts[WHOLE]) == 115
    share = found.shares[cell(weapon=RARE)]
    assert isinstance(share, Figure)
    assert (share.numerator, share.denominator) == (35, 85)
    keys = [outcome.key for outcome in found.counts.values()]
    assert len(keys) == len(set(keys))


def test_all_weapons_together_are_the_crimes_of_the_armed_measure_so_its_hours_tell_nothing_new(tmp_path: Path) -> None:
    evaluator = world(tmp_path, {"Knife": 50, "Bottle": 20, "": 30})
    every = any_kind(evaluator, "weapon", MEDWAY)
    assert every is not None
    first = made(evaluator, (every,))
    assert first.protected is not None
    later = times(evaluator, armed(evaluator, EXTRACTED, MEDWAY), MEDWAY, FEB, earlier=[first.protected])
    assert isinstance(later, TimeProfile)
    (key,) = later.protected.published
    assert first.protected.published[key] == 70


def test_where_the_tables_keep_back_how_many_are_armed_their_hours_are_kept_back_too(tmp_path: Path) -> None:
    """Four crimes without a weapon are few, so with the total shown the number of the others cannot be."""
    evaluator = world(tmp_path, {"Knife": 50, "Bottle": 20, "": 4})
    every = any_kind(evaluator, "weapon", MEDWAY)
    assert every is not None
    first = made(evaluator, (every,))
    assert first.protected is not None
    assert not isinstance(first.counts[cell(weapon=ANY)], Figure)
    later = times(evaluator, armed(evaluator, EXTRACTED, MEDWAY), MEDWAY, FEB, earlier=[first.protected])
    assert not isinstance(later, TimeProfile)


def test_other_sexes_stand_with_those_not_recorded_and_have_no_share_that_would_count_blanks(tmp_path: Path) -> None:
    evaluator = world(tmp_path, {"": 120}, victim_sex=["F", "F", "M", "O", ""])
    found = made(evaluator, ("victim_age", women_and_men("victim_sex")), ("victim_sex",))
    assert value(found.counts[cell(victim_sex=NEITHER)]) == 48
    assert value(found.counts[cell(victim_sex="other")]) == value(found.counts[cell(victim_sex=NOT_RECORDED)]) == 24
    assert cell(victim_sex=NEITHER) not in found.shares
    women = found.shares[cell(victim_sex="female")]
    assert isinstance(women, Figure)
    assert (women.numerator, women.denominator) == (48, 96)


def test_without_a_count_of_blanks_there_is_no_share_of_those_recorded(tmp_path: Path) -> None:
    found = made(world(tmp_path, {"": 60}), (women_and_men("victim_sex"),))
    assert value(found.counts[cell(victim_sex="female")]) == 60
    assert not found.shares
