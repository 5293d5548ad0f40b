"""Sums that would count twice or mix kinds are refused, and series over a change of classes are said to be broken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.measures.catalogue import MEASURES, measure
from frankpledge.measures.kinds import NAMES, refuse_mixture
from frankpledge.measures.model import Kind
from frankpledge.measures.tree import APPENDIX, HOME_OFFICE, POLICE_UK, Node, adds_up, codes_of, node, tree, why_not
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Period


@dataclass(frozen=True)
class Thing:
    """Something that counts things of a kind."""

    title: str
    kind: Kind


def test_most_serious_violence_is_never_added_to_anything() -> None:
    with pytest.raises(MeasureError, match="Most serious violence overlaps") as error:
        adds_up([node("most-serious-violence", of=APPENDIX), node("burglary", of=APPENDIX)])
    assert "Violence against the person already" in error.value.problem
    assert "more than once" in error.value.cause


def test_a_total_is_not_added_to_its_own_part() -> None:
    with pytest.raises(MeasureError, match="Theft offences and Shoplifting both count 46"):
        adds_up([node("theft-offences"), node("robbery"), node("shoplifting")])


def test_a_node_is_not_added_to_itself() -> None:
    with pytest.raises(MeasureError, match="both count"):
        adds_up([node("robbery"), node("robbery")])
    asb = node("anti-social-behaviour", of=POLICE_UK)
    with pytest.raises(MeasureError, match="both count the same"):
        adds_up([asb, asb])


def test_nodes_of_two_ways_of_grouping_are_not_added() -> None:
    with pytest.raises(MeasureError, match="divide the same crimes"):
        adds_up([node("robbery"), node("burglary", of=POLICE_UK)])


def test_crimes_and_incidents_are_not_added() -> None:
    with pytest.raises(MeasureError, match="Recorded crimes and Incidents cannot be added up"):
        adds_up([node("burglary", of=POLICE_UK), node("anti-social-behaviour", of=POLICE_UK)])


def test_nodes_that_share_nothing_add_up_to_their_codes() -> None:
    assert adds_up([node("robbery"), node("shoplifting")]) == {"34A", "34B", "46"}
    assert adds_up([node("most-serious-violence", of=APPENDIX)]) == codes_of("most-serious-violence", of=APPENDIX)


@given(st.lists(st.sampled_from([one for one in tree(APPENDIX).nodes if one.kind == "crime"]), min_size=2, max_size=5))
def test_a_sum_that_is_allowed_counts_no_offence_twice(nodes: list[Node]) -> None:
    each = [codes_of(one.slug, of=APPENDIX) for one in nodes]
    try:
        codes = adds_up(nodes)
    except MeasureError:
        assert sum(map(len, each)) > len(frozenset().union(*each)) or any(one.overlaps for one in nodes)
    else:
        assert sum(map(len, each)) == len(codes)


@given(st.lists(st.sampled_from(sorted(NAMES)), max_size=6))
def test_only_things_of_one_kind_are_added_or_shared(kinds: list[Kind]) -> None:
    things = [Thing(f"Measure {number}", kind) for number, kind in enumerate(kinds)]
    if len(set(kinds)) < 2:
        refuse_mixture(things)
        return
    with pytest.raises(MeasureError) as error:
        refuse_mixture(things)
    assert all(NAMES[kind] in error.value.found for kind in kinds)


def test_anti_social_behaviour_is_of_another_kind_than_every_measure_of_crime() -> None:
    asb = measure("asb")
    crimes = [one for one in MEASURES.values() if one.events in ("offences", "partnership_counts")]
    assert {"recorded-crime", "violent-crime", "partnership-crime"} <= {one.name for one in crimes}
    refuse_mixture(crimes)
    for one in (*crimes, measure("street-crime")):
        with pytest.raises(MeasureError, match="cannot be added up"):
            refuse_mixture([one, asb])


def test_every_kind_of_thing_has_a_name() -> None:
    assert set(NAMES) == set(get_args(Kind))


def test_a_mixture_is_refused_in_plain_words() -> None:
    with pytest.raises(MeasureError) as error:
        refuse_mixture([Thing("All recorded crime", "crime"), Thing("Calls to 101", "call")])
    assert error.value.problem == (
        "Recorded crimes and Calls to the police cannot be added up, nor be shares of one total"
    )
    assert error.value.found == "All recorded crime counts recorded crimes; Calls to 101 counts calls to the police"
    assert "count it again" in error.value.cause
    assert "side by side" in error.value.remedy


@pytest.mark.parametrize(
    ("slug", "of", "period", "says"),
    [
        ("burglary-dwelling", APPENDIX, "2016-04..2017-03", ""),
        ("burglary-residential", APPENDIX, "2017-04..2020-03", ""),
        ("burglary", APPENDIX, "2015-04..2020-03", ""),
        ("burglary", POLICE_UK, "2015-04..2020-03", ""),
        ("theft-offences", HOME_OFFICE, "2015-04..2020-03", ""),
        ("robbery", HOME_OFFICE, "2015-04..2020-03", ""),
        ("domestic-burglary", HOME_OFFICE, "2017-04..2020-03", ""),
        (
            "burglary-dwelling",
            APPENDIX,
            "2017-04..2018-03",
            "Burglary Dwelling was in use until March 2017, not in April 2017 to March 2018: Burglary counts alike "
            "throughout",
        ),
        (
            "burglary-residential",
            APPENDIX,
            "2016-04..2018-03",
            "Burglary – Residential was in use from April 2017, so a series over April 2016 to March 2018 is broken: "
            "Burglary counts alike throughout",
        ),
        (
            "domestic-burglary",
            HOME_OFFICE,
            "2017-03..2017-04",
            "in April 2017 Burglary – Residential took the place of Burglary Dwelling and Burglary Other than "
            "Dwelling, so a series of Domestic burglary over March to April 2017 is broken: Burglary counts alike "
            "throughout",
        ),
    ],
)
def test_a_series_over_a_change_of_classes_is_broken_unless_its_node_joins_both(
    slug: str, of: str, period: str, says: str
) -> None:
    assert why_not(slug, Period.parse(period), of=of) == says


def test_a_comparison_over_a_change_of_classes_is_broken_too() -> None:
    later, earlier = Period.parse("2017-04..2018-03"), Period.parse("2016-04..2017-03")
    assert why_not("domestic-burglary", later) == why_not("domestic-burglary", earlier) == ""
    assert "is broken" in why_not("domestic-burglary", later, earlier)
    assert why_not("burglary", later, earlier) == ""
