"""The funnel and the similar group over the publishers' files, against sums that read those files themselves."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from tests.acceptance.held import story_of
from tests.measures.tables import MEDWAY, read_csv

from frankpledge.analysis.similar import group_average, most_similar
from frankpledge.measures.funnel import PeerFunnel, peer_funnel
from frankpledge.measures.peers import Peers
from frankpledge.measures.similar import SimilarPeers, similar_peers


@pytest.fixture(scope="module")
def ranking(medway_2025: Path) -> Peers:
    found = story_of(medway_2025).peers
    assert isinstance(found, Peers)
    return found


@pytest.fixture(scope="module")
def funnel(medway_2025: Path, ranking: Peers) -> PeerFunnel:
    found = peer_funnel(story_of(medway_2025).evaluator, ranking)
    assert isinstance(found, PeerFunnel)
    return found


@pytest.fixture(scope="module")
def group(medway_2025: Path) -> SimilarPeers:
    told = story_of(medway_2025)
    found = similar_peers(told.evaluator, MEDWAY, told.period)
    assert isinstance(found, SimilarPeers)
    return found


def test_medways_ratio_is_its_count_over_its_residents_at_the_rate_of_all(ranking: Peers, funnel: PeerFunnel) -> None:
    crimes = sum(int(peer.rate.numerator or 0) for peer in ranking.ranked)
    people = sum(int(peer.rate.denominator or 0) for peer in ranking.ranked)
    assert float(funnel.own.ratio.value) == pytest.approx(27_321 / (279_142 * crimes / people))
    assert float(funnel.rate.value) == pytest.approx(1000 * crimes / people)


def test_nearly_every_authority_is_an_outlier_by_chance_alone_and_few_are_when_limits_are_widened(
    funnel: PeerFunnel,
) -> None:
    outside = 0
    for one in funnel.standings:
        expected = float(one.ratio.denominator or 0)
        outside += abs(float(one.ratio.numerator or 0) - expected) > 1.96 * math.sqrt(expected)
    assert abs(int(funnel.chance_beyond.value) - outside) <= 1  # the normal approximation, of large counts
    assert int(funnel.beyond.value) < 57 / 8
    assert funnel.own.label == "not significant"


def test_the_group_is_the_one_that_the_printed_things_give(data: Path, group: SimilarPeers) -> None:
    """Two of the things are worked out again from the files, and the group's averages of them are the members'."""
    ages = {row["ltla21_code"]: row for row in read_csv(data / "population" / "population20_ltla21.csv")}
    old = {code: 100 * _over(row, 65) / int(row["total_population"]) for code, row in ages.items()}
    places = {
        row["lsoa21_code"]: row["ltla24_code"]
        for row in read_csv(data / "geography" / "lookup_lsoa21_ward24_ltla24.csv")
    }
    ranks: dict[str, list[int]] = {}
    for row in read_csv(data / "deprivation" / "imd2025_england_lsoa21.csv"):
        ranks.setdefault(places[row["lsoa21_code"]], []).append(int(row["Income_rank"]))
    assert group.built is not None
    found = {one.title.split(",")[0]: one for one in group.built.traits}
    codes = [MEDWAY, *(like.area.code for like in group.members)]
    for title, values in (
        ("Residents aged sixty-five and over", old),
        ("Income deprivation", {code: sum(some) / len(some) for code, some in ranks.items()}),
    ):
        assert float(found[title].own.value) == pytest.approx(values[MEDWAY], abs=1e-5)
        assert float(found[title].group.value) == pytest.approx(sum(values[code] for code in codes) / 15, abs=1e-5)


def _over(row: dict[str, str], age: int) -> int:
    return sum(int(value) for name, value in row.items() if name.rstrip("+").isdigit() and int(name.rstrip("+")) >= age)


def test_the_average_is_that_of_the_published_method(group: SimilarPeers) -> None:
    """The mean of the rates, each counting the same, as the inspectorate works it out."""
    members = {like.area.code: float(like.rate.value) for like in group.members}
    rates = {MEDWAY: float(group.own.value), **members}
    stand_in = most_similar(MEDWAY, {"order": {code: float(n) for n, code in enumerate(rates)}}, size=14)
    assert float(group.average.value) == pytest.approx(group_average(rates, stand_in).value)


def test_all_eight_things_are_held_and_every_member_is_an_authority_with_a_rate(group: SimilarPeers) -> None:
    assert group.built is not None
    assert len(group.built.traits) == 8 and group.built.unused == ()
    assert group.built.nations == "England"
    assert len(group.members) == 14 and int(group.number.value) == 15
    assert all(like.rate.numerator and like.rate.denominator for like in group.members)
