"""A tree that would lose an offence or count it twice is refused, with what is wrong and what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from frankpledge.measures.tree import read_trees
from frankpledge.measures.tree.node import Tree
from frankpledge.terms.errors import MeasureError

CODES = [{"code": code, "group": "", "subgroup": "", "police_uk_category": ""} for code in ("1", "2", "3")]
GOOD: dict[str, dict[str, Any]] = {
    "all": {},
    "theft": {"rolls_up_to": "all", "codes": ["1"]},
    "burglary": {"rolls_up_to": "all"},
    "dwelling": {"rolls_up_to": "burglary", "codes": ["2"], "valid_to": "2017-03"},
    "home": {"rolls_up_to": "burglary", "codes": ["3"], "valid_from": "2017-04", "replaces": ["dwelling"]},
    "worst": {"codes": ["3"], "overlaps": True, "lies_within": "burglary"},
}


def _text(nodes: Mapping[str, Mapping[str, Any]], root: str = "all") -> str:
    """The tree in TOML. JSON writes text, lists and truth as TOML does."""
    lines = ["[[tree]]", 'key = "small"', 'title = "Small tree"', f'root = "{root}"']
    lines += ['source = "nobody"', 'citation = "none"', 'standing = "to be checked"']
    for slug, words in nodes.items():
        lines += ["[[tree.node]]", f'slug = "{slug}"', f'title = "{slug.title()}"']
        lines += [f"{word} = {json.dumps(value)}" for word, value in words.items()]
    return "\n".join(lines)


def _read(root: str = "all", **changed: dict[str, Any] | None) -> Tree:
    """The good tree with nodes changed, added, or taken out (None)."""
    nodes = {slug: words for slug, words in {**GOOD, **changed}.items() if words is not None}
    return read_trees(_text(nodes, root), CODES)["small"]


def _but(slug: str, **words: Any) -> dict[str, Any]:
    """A node of the good tree with words changed, or taken out (None)."""
    return {word: value for word, value in {**GOOD[slug], **words}.items() if value is not None}


def test_the_tree_that_these_tests_break_is_good() -> None:
    assert _read().offences("all") == {"1", "2", "3"}


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"burglary": _but("burglary", rolls_up_to="home")}, "its nodes go round in a circle"),
        ({"theft": _but("theft", rolls_up_to="theft")}, "its nodes go round in a circle"),
        ({"theft": _but("theft", rolls_up_to="al")}, "theft rolls up to 'al', which is not declared"),
        ({"worst": _but("worst", lies_within="burgle")}, "worst lies within 'burgle', which is not declared"),
        ({"home": _but("home", replaces=["dweling"])}, "home replaces 'dweling', which is not declared"),
        ({"theft": _but("theft", codes=["1", "2"])}, "2 is both in theft and in dwelling"),
        ({"theft": _but("theft", codes=["1", "9"])}, "theft names 9, which the code list does not hold"),
        ({"theft": None}, "1 is in no node"),
        ({"dwelling": _but("dwelling", valid_to="2017-02")}, "March 2017 is in neither of dwelling and home"),
        (
            {"dwelling": _but("dwelling", valid_to="2016-12")},
            "January to March 2017 is in neither of dwelling and home",
        ),
        ({"dwelling": _but("dwelling", valid_to="2017-05")}, "April to May 2017 is in both of dwelling and home"),
        ({"dwelling": _but("dwelling", valid_to=None)}, "home replaces dwelling, without a date"),
        ({"home": _but("home", replaces=None)}, "dwelling ends in 2017-03 and nothing replaces it"),
        ({"home": _but("home", valid_to="2017-01")}, r"home ends \(2017-01\) before it begins \(2017-04\)"),
        (
            {"burglary": _but("burglary", valid_from="2015-04")},
            "dwelling is in use until March 2017, but what it rolls",
        ),
        ({"burglary": _but("burglary", codes=["1"])}, "burglary is made of both offences and nodes"),
        ({"spare": {"rolls_up_to": "all"}}, "spare is made of neither offences nor nodes"),
        ({"worst": _but("worst", rolls_up_to="all")}, "worst overlaps, and enters a total"),
        ({"worst": _but("worst", lies_within=None)}, "worst does not say what it overlaps"),
        ({"worst": _but("worst", overlaps=None)}, "worst does not say what it overlaps"),
        ({"worst": _but("worst", codes=["1", "3"])}, "1 of worst is not in burglary"),
        ({"calls": {"rolls_up_to": "all", "kind": "call"}}, "calls and all count different kinds of thing"),
        (
            {"theft": _but("theft", kind="crimes")},
            "theft of the tree small counts a kind of thing that nobody declared",
        ),
        ({"theft": _but("theft", standing="read")}, "theft of the tree small has a standing that nobody declared"),
        ({"theft": _but("theft", valid_till="2017-03")}, "theft of the tree small has a word that nodes do not have"),
        (
            {"home": _but("home", valid_from="April 2017")},
            "home of the tree small has a valid_from that is not a month",
        ),
    ],
)
def test_a_tree_that_cannot_be_counted_by_is_refused_with_what_is_wrong(
    changed: dict[str, dict[str, Any] | None], problem: str
) -> None:
    with pytest.raises(MeasureError, match=problem) as error:
        _read(**changed)
    assert error.value.remedy
    assert error.value.expected


def test_a_circle_is_shown() -> None:
    with pytest.raises(MeasureError) as error:
        _read(burglary=_but("burglary", rolls_up_to="home"))
    assert error.value.found in ("burglary → home → burglary", "home → burglary → home")


def test_a_gap_shows_when_both_classes_were_in_use() -> None:
    with pytest.raises(MeasureError) as error:
        _read(dwelling=_but("dwelling", valid_to="2017-02"))
    assert error.value.found == "dwelling until February 2017 → home from April 2017"


@pytest.mark.parametrize("root", ["nowhere", "theft", "worst"])
def test_a_root_is_a_total_that_rolls_up_to_nothing(root: str) -> None:
    with pytest.raises(MeasureError, match=f"its root '{root}' is not a total"):
        _read(root=root)


def test_an_offence_may_move_from_one_node_to_another_at_a_date() -> None:
    moved = _read(dwelling=_but("dwelling", codes=["2"]), home=_but("home", codes=["2", "3"]))
    assert {node.slug for node in moved.leaves["2"]} == {"dwelling", "home"}


def test_an_offence_in_two_nodes_for_a_single_month_is_refused() -> None:
    april = {"rolls_up_to": "burglary", "codes": ["2"], "valid_from": "2017-04"}
    later = _but("home", valid_from="2017-05")
    with pytest.raises(MeasureError, match="2 is both in dwelling and in flat"):
        _read(dwelling=_but("dwelling", valid_to="2017-04"), home=later, flat=april)


def test_a_slug_declared_twice_is_refused() -> None:
    twice = _text(GOOD) + '\n[[tree.node]]\nslug = "theft"\ntitle = "Theft"\ncodes = ["1"]\n'
    with pytest.raises(MeasureError, match="theft is declared twice"):
        read_trees(twice, CODES)


def test_a_tree_declared_twice_is_refused() -> None:
    with pytest.raises(MeasureError, match="Two trees are called 'small'"):
        read_trees(_text(GOOD) + "\n" + _text(GOOD), CODES)


def test_a_node_without_a_title_and_a_tree_without_a_root_are_refused() -> None:
    with pytest.raises(MeasureError, match="theft of the tree small does not say its title"):
        read_trees(_text(GOOD).replace('title = "Theft"\n', ""), CODES)
    with pytest.raises(MeasureError, match="A tree does not say its root"):
        read_trees(_text(GOOD).replace('root = "all"\n', ""), CODES)


def test_a_file_that_is_cut_off_is_refused() -> None:
    with pytest.raises(MeasureError, match="The trees cannot be read"):
        read_trees(_text(GOOD)[:-3], CODES)
