"""Where an authority stands: the table by partnership and the residents in, a ranking out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.measures.tables import (
    MEDWAY,
    Files,
    figure,
    given,
    missing,
    partnerships,
    residents,
    table_c2,
)

from frankpledge.measures.aspect import write
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.model import NotAvailable
from frankpledge.measures.peers import Peers, peers
from frankpledge.terms.period import Period

YEAR = Period.parse("2025-01..2025-12")
BRIGHTON, POOLE, DORSET, BUCKS, YORKS, LUTON = (f"E060000{n}" for n in (43, 58, 59, 60, 65, 32))
LOOKUP = partnerships(f"""
    code         name                                 csp        csp_name           force      force_name
    {MEDWAY}     Medway                               E22000143  Medway             E23000032  Kent
    E07000110    Maidstone                            E22000142  Maidstone          E23000032  Kent
    {BRIGHTON}   Brighton and Hove                    E22000279  Brighton and Hove  E23000033  Sussex
    {POOLE}      Bournemouth, Christchurch and Poole  E22000367  Dorset             E23000039  Dorset
    {DORSET}     Dorset                               E22000367  Dorset             E23000039  Dorset
    {BUCKS}      Buckinghamshire                      E22000303  Aylesbury Vale     E23000029  Thames Valley
    {YORKS}      North Yorkshire                      E22000372  North Yorkshire    E23000009  North Yorkshire
    {LUTON}      Luton                                E22000034  Luton              E23000026  Bedfordshire
""")
PEOPLE = residents(f"""
    year  code       name               residents
    2024  {MEDWAY}   Medway             1000
    2024  {BRIGHTON}  Brighton and Hove  1000
    2024  {POOLE}    Bournemouth        1000
    2024  {DORSET}   Dorset             1000
    2024  {BUCKS}    Buckinghamshire    2000
    2024  {LUTON}    Luton              1000
    2024  E07000110  Maidstone          1000
""")
ROWS = f"""
    force      force_name       csp        csp_name           code       name               total
    E23000032  Kent             -          -                  -          -                  999
    E23000032  Kent             E22000143  Medway             {MEDWAY}   Medway             90
    E23000032  Kent             E22000142  Maidstone          E07000110  Maidstone          800
    E23000032  Kent             E22000352  Dartford and Gravesham  Combined Local Authorities  -  70
    E23000032  Kent             -          Unassigned Kent    -          -                  50
    E23000033  Sussex           E22000279  Brighton and Hove  {BRIGHTON}  Brighton and Hove  120
    E23000039  Dorset           E22000063  Bournemouth        {POOLE}    Bournemouth        60
    E23000039  Dorset           E22000367  Dorset             {DORSET}   Dorset             40
    E23000029  Thames Valley    E22000303  Aylesbury Vale     {BUCKS}    Buckinghamshire    70
    E23000029  Thames Valley    E22000306  Chiltern           {BUCKS}    Buckinghamshire    50
    E23000009  North Yorkshire  E22000372  North Yorkshire    {YORKS}    North Yorkshire    300
"""


def _world(tmp_path: Path, *more: Files) -> Evaluator:
    return given(tmp_path, LOOKUP, PEOPLE, table_c2(ROWS), *more, places={})


def _peers(world: Evaluator, area: str = MEDWAY, period: Period = YEAR) -> Peers:
    found = peers(world, area, period)
    assert isinstance(found, Peers)
    return found


def test_authorities_of_the_same_kind_are_ranked_by_rate_with_the_highest_first(tmp_path: Path) -> None:
    found = _peers(_world(tmp_path))
    assert [(one.area.name, write(one.rate), write(one.position)) for one in found.ranked] == [
        ("Brighton and Hove", "120.0", "1"),
        ("Medway", "90.0", "2"),
        ("Buckinghamshire", "60.0", "3"),
    ]
    assert found.number.value == 3
    assert found.kind == "unitary authority"
    assert found.own is not None and found.own.area.code == MEDWAY


def test_partnerships_of_one_authority_are_added_up_and_named(tmp_path: Path) -> None:
    (bucks,) = [one for one in _peers(_world(tmp_path)).ranked if one.area.code == BUCKS]
    assert (bucks.rate.numerator, bucks.rate.denominator) == (120, 2000)
    assert "Rows added up: Aylesbury Vale and Chiltern." in bucks.rate.notes


def test_each_authority_that_is_left_out_has_its_reason(tmp_path: Path) -> None:
    left = {one.area.code: one.reason for one in _peers(_world(tmp_path)).left_out}
    assert left == {
        POOLE: "its partnership Dorset also covers Dorset, so count and residents do not match",
        DORSET: "its partnership Dorset also covers Bournemouth, Christchurch and Poole, so count and residents do not"
        " match",
        YORKS: "no population estimate with its code is held, and none is made up",
        LUTON: "the table has no row of its own for it",
    }


def test_a_cell_that_the_publisher_left_without_a_figure_is_not_nought(tmp_path: Path) -> None:
    ((name, text),) = table_c2(ROWS).items()
    title, head, *lines = text.splitlines()
    unknown = f"E23000026,Bedfordshire,E22000034,Luton,{LUTON},Luton,[x],4"
    wider = "\n".join([f"{title},", f"{head},Robbery", *(f"{line},1" for line in lines), unknown, ""])
    left = {one.area.code: one.reason for one in _peers(_world(tmp_path, {name: wider})).left_out}
    assert left[LUTON] == "the table gives no figure for it"


def test_rows_of_several_authorities_are_named_and_stand_in_no_rank(tmp_path: Path) -> None:
    found = _peers(_world(tmp_path))
    assert found.combined == ("Dartford and Gravesham",)
    assert "E07000110" not in {one.area.code for one in (*found.ranked, *found.left_out)}


def test_the_rank_has_an_interval_that_holds_it(tmp_path: Path) -> None:
    for peer in _peers(_world(tmp_path)).ranked:
        assert peer.position.low is not None and peer.position.high is not None
        assert peer.position.low <= peer.position.value <= peer.position.high


def test_ranks_are_the_same_every_time_they_are_worked_out(tmp_path: Path) -> None:
    world = _world(tmp_path)
    assert _peers(world) == _peers(world)


def test_an_authority_that_is_left_out_can_still_see_the_ranking_of_the_others(tmp_path: Path) -> None:
    found = _peers(_world(tmp_path), area=YORKS)
    assert found.own is None
    assert len(found.ranked) == 3


def test_the_ranking_has_its_own_year_and_not_the_period_that_was_asked_for(tmp_path: Path) -> None:
    found = _peers(_world(tmp_path))
    assert found.period.label == "July 2024 to June 2025"
    for peer in found.ranked:
        assert peer.rate.period == peer.position.period == found.period
        assert "2024-07..2025-06" in peer.rate.key and "2025-12" not in peer.rate.key


def test_of_two_tables_whose_years_end_in_the_period_the_later_one_is_used(tmp_path: Path) -> None:
    world = _world(tmp_path, table_c2(ROWS.replace("  90", "  500"), ending="March 2025"))
    medway = next(one for one in _peers(world).ranked if one.area.code == MEDWAY)
    assert medway.rate.numerator == 90


def test_a_table_of_another_year_is_not_used(tmp_path: Path) -> None:
    found = peers(_world(tmp_path), MEDWAY, Period.parse("2019-04..2020-03"))
    assert isinstance(found, NotAvailable)
    assert found.reason == (
        "no table of recorded crime by partnership for a year that ends in April 2019 to March 2020 is held"
    )
    assert found.remedy == "Load Table C2 of the recorded crime tables of that year."


def test_a_rate_and_a_rank_of_the_table_are_found_by_their_own_keys(tmp_path: Path) -> None:
    world = _world(tmp_path)
    assert figure(world, f"partnership-crime.rate@{BRIGHTON}@2024-07..2025-06").value == Decimal(120)
    assert figure(world, f"partnership-crime.rank@{BRIGHTON}@2024-07..2025-06").value == 1
    assert figure(world, f"partnership-crime.rank@{MEDWAY}@2024-07..2025-06/number-ranked").value == 3


def test_the_rank_of_one_that_is_left_out_is_not_available_for_its_reason(tmp_path: Path) -> None:
    gap = missing(_world(tmp_path), f"partnership-crime.rank@{LUTON}@2024-07..2025-06")
    assert gap.reason == "the table has no row of its own for it"


def test_districts_are_ranked_among_districts(tmp_path: Path) -> None:
    found = _peers(_world(tmp_path), area="E07000110")
    assert [one.area.name for one in found.ranked] == ["Maidstone"]
    assert found.kind == "district"
