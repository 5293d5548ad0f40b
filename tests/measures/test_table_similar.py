"""The authorities most like one: tables in, a group out with all it was built by; or the partnership's own list."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.measures.peer_tables import CODES, OTHERS, PEOPLE, grouped
from tests.measures.tables import MEDWAY, Files, given

from frankpledge.analysis.similar import SIZE
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.model import NotAvailable
from frankpledge.measures.similar import SimilarPeers, similar_peers
from frankpledge.terms.period import Period

YEAR = Period.parse("2025-01..2025-12")
CARDIFF = "W06000015"


def _households(codes: tuple[str, ...], each: tuple[int, ...]) -> Files:
    lines = [f"{code},{many}" for code, many in zip(codes, each, strict=True)]
    return {"households21_ltla24.csv": "\n".join(["ltla24_code,households", *lines, ""])}


def _given(tmp_path: Path, *files: Files) -> Evaluator:
    return given(tmp_path, *files, places={})


def _group(world: Evaluator, area: str = MEDWAY, **chosen: tuple[str, ...]) -> SimilarPeers:
    found = similar_peers(world, area, YEAR, **chosen)
    assert isinstance(found, SimilarPeers), found
    return found


def _gap(world: Evaluator, area: str = MEDWAY, **chosen: tuple[str, ...]) -> NotAvailable:
    found = similar_peers(world, area, YEAR, **chosen)
    assert isinstance(found, NotAvailable), found
    return found


def test_the_fourteen_nearest_are_found_of_whatever_kind_nearest_first(tmp_path: Path) -> None:
    found = _group(_given(tmp_path, *grouped()))
    assert [like.area.code for like in found.members] == list(OTHERS[:SIZE])
    distances = [like.distance.value for like in found.members if like.distance]
    assert distances == sorted(distances) and len(distances) == SIZE


def test_the_average_is_the_plain_mean_of_the_rates_with_the_areas_own_among_them(tmp_path: Path) -> None:
    found = _group(_given(tmp_path, *grouped()))
    rates = [found.own.value, *(like.rate.value for like in found.members)]
    assert found.average.value == sum(rates) / 15 == Decimal(57)  # 50, 51 … 64 for each thousand
    assert found.number.value == 15


def test_the_place_is_among_the_members_and_itself_with_an_interval(tmp_path: Path) -> None:
    position = _group(_given(tmp_path, *grouped())).position
    assert position.value == 15  # Medway has the lowest rate
    assert position.low is not None and position.low < 15 == position.high


def test_the_things_it_was_built_by_are_given_of_the_area_the_group_and_all(tmp_path: Path) -> None:
    built = _group(_given(tmp_path, *grouped())).built
    assert built is not None
    young, old = built.traits
    assert (young.title, old.title) == ("Residents aged fifteen to twenty-four", "Residents aged sixty-five and over")
    assert (young.own.value, young.own.numerator, young.own.denominator) == (10, 1000, PEOPLE)
    assert float(young.group.value) == pytest.approx(10 - 0.1 * 7)  # the mean of nought to fourteen steps
    assert float(young.all.value) == pytest.approx(10 - 0.1 * 9)
    assert built.candidates.value == 19
    assert built.nations == "England"


def test_what_is_not_held_is_left_out_by_name(tmp_path: Path) -> None:
    built = _group(_given(tmp_path, *grouped())).built
    assert built is not None
    assert ("Residents for each household", "not held") in built.unused
    assert ("Income deprivation, mean rank of small areas", "not held") in built.unused
    assert len(built.traits) + len(built.unused) == 8


def test_a_thing_that_many_have_no_figure_of_is_left_out_and_it_says_of_how_many(tmp_path: Path) -> None:
    some = _households(CODES[:12], tuple(range(4000, 4012)))
    built = _group(_given(tmp_path, *grouped(CODES, some))).built
    assert built is not None
    assert ("Residents for each household", "held for 12 of 19 authorities only") in built.unused
    assert built.unplaced == ()


def test_an_authority_that_lacks_what_nearly_all_have_is_left_out_by_name(tmp_path: Path) -> None:
    but_one = _households(CODES[:-1], tuple(range(4000, 4018)))
    built = _group(_given(tmp_path, *grouped(CODES, but_one))).built
    assert built is not None
    assert len(built.traits) == 3
    assert [(one.area.code, one.reason) for one in built.unplaced] == [(OTHERS[-1], "no residents for each household")]
    assert built.candidates.value == 18


def test_a_thing_not_held_for_the_area_itself_is_left_out(tmp_path: Path) -> None:
    without = _households(OTHERS, tuple(range(4000, 4018)))
    built = _group(_given(tmp_path, *grouped(CODES, without))).built
    assert built is not None
    assert ("Residents for each household", "not held for Medway") in built.unused


def test_a_thing_that_is_the_same_everywhere_says_nothing(tmp_path: Path) -> None:
    same = _households(CODES, (4000,) * 19)
    built = _group(_given(tmp_path, *grouped(CODES, same))).built
    assert built is not None
    assert ("Residents for each household", "the same everywhere") in built.unused


def test_how_much_the_group_hangs_on_one_thing_is_told(tmp_path: Path) -> None:
    # The last four are as crowded as Medway; the four that are nearest to it by age are not.
    crowded = tuple(4000 if n in (0, 15, 16, 17, 18) else 5000 + 10 * n for n in range(19))
    found = _group(_given(tmp_path, *grouped(CODES, _households(CODES, crowded))))
    assert found.built is not None
    goes = {one.title: one.goes.value for one in found.built.traits}
    assert goes["Residents for each household"] > 0
    stays = [like.stays for like in found.members if like.stays]
    assert {figure.denominator for figure in stays} == {3}
    assert found.built.always.value == sum(figure.value == 3 for figure in stays) < SIZE


def test_deprivation_is_the_mean_rank_of_an_authoritys_small_areas_and_never_by_its_crime(tmp_path: Path) -> None:
    ranks = {code: (100 + n, 300 + 3 * n) for n, code in enumerate(CODES)}
    built = _group(_given(tmp_path, *grouped(CODES, *_deprivation(ranks)))).built
    assert built is not None
    (income,) = [one for one in built.traits if one.title.startswith("Income")]
    assert (income.own.value, income.own.numerator, income.own.denominator) == (200, 400, 2)
    assert income.own.period.short == "2025"
    assert not any("rime" in one.title for one in built.traits)


def test_an_authority_with_a_small_area_that_is_not_ranked_has_no_mean_rank(tmp_path: Path) -> None:
    ranks = {code: (100 + n, 300 + 3 * n) for n, code in enumerate(CODES)} | {OTHERS[0]: (101,)}
    built = _group(_given(tmp_path, *grouped(CODES, *_deprivation(ranks)))).built
    assert built is not None
    assert [one.area.code for one in built.unplaced] == [OTHERS[0]]


def _deprivation(ranks: dict[str, tuple[int, ...]]) -> tuple[Files, Files]:
    """Two small areas for every authority, and the indices of those that have a rank here."""
    domains = ("IMD", "Income", "Employment", "Education", "Health", "Crime", "Housing_and_Services", "Environment")
    head = ",".join(["lsoa21_code", *(f"{d}_decile" for d in domains), *(f"{d}_rank" for d in domains)])
    areas = {code: [f"E010{place:03}{n:02}" for n in range(2)] for place, code in enumerate(ranks)}
    lines = [
        ",".join([small, *["1"] * 8, *[str(rank)] * 8])
        for code, some in ranks.items()
        for small, rank in zip(areas[code], some, strict=False)
    ]
    lookup = [f"{small},{code},Place {code}" for code, both in areas.items() for small in both]
    return (
        {"imd2025_england_lsoa21.csv": "\n".join([head, *lines, ""])},
        {"lookup_lsoa21_ltla24.csv": "\n".join(["lsoa21_code,ltla24_code,ltla24_name", *lookup, ""])},
    )


def test_homelessness_is_the_publishers_rate_and_a_blank_is_not_nought(tmp_path: Path) -> None:
    rates = "Households assessed as homeless per (000s)", "Households in temporary accommodation per 1,000"
    head = f'ltla24_code,"{rates[0]}","{rates[1]}"'
    lines = [f"{code},{1 + n / 10},{'' if n == 3 else 2 + n / 10}" for n, code in enumerate(CODES)]
    files = {"homelessness 2024-10..2024-12.csv": "\n".join([head, *lines, ""])}
    built = _group(_given(tmp_path, *grouped(CODES, files))).built
    assert built is not None
    own = {one.title: one.own for one in built.traits}
    assert own["Households found homeless, for each thousand"].value == 1
    assert own["Households in temporary accommodation, for each thousand"].period.label == "October to December 2024"
    assert [one.area.code for one in built.unplaced] == [CODES[3]]


def test_where_nothing_is_held_to_build_by_it_says_what_to_load(tmp_path: Path) -> None:
    gap = _gap(_given(tmp_path, *grouped(ages=False)))
    assert gap.reason == "nothing is held by which authorities like Medway could be found"
    assert "mid-year population estimates by single year of age" in gap.remedy
    assert "English Indices of Deprivation" in gap.remedy


def test_fewer_than_fourteen_others_make_no_group(tmp_path: Path) -> None:
    gap = _gap(_given(tmp_path, *grouped(CODES[:14])))
    assert gap.reason == "only 14 authorities can be compared, and a group of 14 besides Medway is looked for"


def test_fourteen_others_make_a_group(tmp_path: Path) -> None:
    assert len(_group(_given(tmp_path, *grouped(CODES[:15]))).members) == SIZE


def test_without_the_table_there_is_no_group(tmp_path: Path) -> None:
    lookup, people, _ = grouped()
    assert _gap(_given(tmp_path, lookup, people)).remedy.startswith("Load Table C2")


def test_authorities_of_the_other_nation_are_among_them_where_all_is_held_for_both(tmp_path: Path) -> None:
    found = _group(_given(tmp_path, *grouped((MEDWAY, CARDIFF, *OTHERS))))
    assert CARDIFF in [like.area.code for like in found.members]
    assert found.built is not None and found.built.nations == "England and Wales"


def test_authorities_of_the_other_nation_are_left_out_where_something_is_of_one_nation(tmp_path: Path) -> None:
    codes = (MEDWAY, CARDIFF, *OTHERS)
    some = _households(CODES, tuple(range(4000, 4019)))
    found = _group(_given(tmp_path, *grouped(codes, some)))
    assert CARDIFF not in [like.area.code for like in found.members]
    assert found.built is not None and found.built.nations == "England"


def test_a_list_is_taken_as_it_is_and_nothing_is_built_beside_it(tmp_path: Path) -> None:
    found = _group(_given(tmp_path, *grouped()), chosen=(OTHERS[16], OTHERS[2], MEDWAY))
    assert found.built is None
    assert [like.area.code for like in found.members] == [OTHERS[16], OTHERS[2]]  # highest rate first
    assert all(like.distance is None and like.stays is None for like in found.members)
    assert float(found.average.value) == pytest.approx((50 + 53 + 67) / 3)
    assert (found.position.value, found.number.value) == (3, 3)


def test_a_listed_authority_without_a_rate_is_named_with_the_reason_and_left_out_of_the_average(tmp_path: Path) -> None:
    found = _group(_given(tmp_path, *grouped()), chosen=(OTHERS[2], "E06000043"))
    assert [(one.area.name, one.reason) for one in found.left_out] == [
        ("Brighton and Hove", "the table has no row of its own for it")
    ]
    assert found.number.value == 2


def test_a_list_without_any_rate_is_a_gap(tmp_path: Path) -> None:
    gap = _gap(_given(tmp_path, *grouped()), chosen=("E06000043",))
    assert gap.reason == "none of the authorities listed has a rate"


def test_an_area_without_a_rate_has_no_group(tmp_path: Path) -> None:
    gap = _gap(_given(tmp_path, *grouped()), area="E06000043")
    assert gap.reason == "Brighton and Hove has no rate: the table has no row of its own for it"


def test_the_figures_of_a_list_and_of_a_built_group_never_share_a_key(tmp_path: Path) -> None:
    world = _given(tmp_path, *grouped())
    built, listed = _group(world), _group(world, chosen=OTHERS[:14])
    for one in ("average", "position", "number"):
        assert getattr(built, one).key != getattr(listed, one).key


def test_every_figure_of_a_built_group_has_a_key_of_its_own(tmp_path: Path) -> None:
    found = _group(_given(tmp_path, *grouped()))
    assert len({figure.key for figure in found.figures}) == len(found.figures) == 3 + 2 * SIZE + 2 + 2 * 4
