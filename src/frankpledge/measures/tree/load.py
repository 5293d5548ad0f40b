"""The trees as they are written down: crime_tree.toml over the code list offence_codes.csv."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, get_args

from frankpledge.measures.model import Kind
from frankpledge.measures.tree.check import check
from frankpledge.measures.tree.node import Node, Tree
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Month
from frankpledge.terms.words import closest, joined

_COLUMNS = {"groups": "group", "subgroups": "subgroup", "categories": "police_uk_category"}
_SHARED = ("source", "citation", "standing")
_STANDINGS = ("verified", "to be checked")
_KNOWN = {*_COLUMNS, "codes", *(field.name for field in fields(Node))} - {"tree", "offences"}

Offence = Mapping[str, str]


@cache
def trees() -> Mapping[str, Tree]:
    """The trees that come with Frankpledge, checked. Raises MeasureError where one cannot be counted by."""
    return read_trees(_text("crime_tree.toml"), tuple(csv.DictReader(_text("offence_codes.csv").splitlines())))


def read_trees(text: str, listed: Iterable[Offence]) -> Mapping[str, Tree]:
    """The trees written in TOML, each checked against the code list and the offences that the text adds to it."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MeasureError("The trees cannot be read", found=str(error), remedy="Mend the file as TOML.") from error
    offences = (*listed, *written.get("offence", ()))
    codes = [offence["code"] for offence in offences]
    found: dict[str, Tree] = {}
    for one in written.get("tree", ()):
        tree = check(_tree(one, offences), codes)
        if tree.key in found:
            raise MeasureError(f"Two trees are called {tree.key!r}", expected="each key once", remedy="Take one out.")
        found[tree.key] = tree
    return MappingProxyType(found)


def _tree(written: Mapping[str, Any], offences: Iterable[Offence]) -> Tree:
    _require(written, ("key", "title", "root", "node"), "A tree")
    shared = {name: written[name] for name in _SHARED if name in written}
    nodes = tuple(_node({**shared, **entry}, written["key"], offences) for entry in written["node"])
    return Tree(key=written["key"], title=written["title"], root=written["root"], nodes=nodes)


def _node(entry: Mapping[str, Any], tree: str, offences: Iterable[Offence]) -> Node:
    what = f"{entry.get('slug', 'A node')} of the tree {tree}"
    _require(entry, ("slug", "title", *_SHARED), what)
    for word in entry:
        _one_of(word, _KNOWN, f"{what} has a word that nodes do not have")
    _one_of(entry.get("kind", "crime"), get_args(Kind), f"{what} counts a kind of thing that nobody declared")
    _one_of(entry["standing"], _STANDINGS, f"{what} has a standing that nobody declared")
    plain = {name: value for name, value in entry.items() if name not in (*_COLUMNS, "codes")}
    for name in ("valid_from", "valid_to"):
        if name in plain:
            plain[name] = _month(plain[name], f"{what} has a {name} that is not a month")
    plain["replaces"] = tuple(plain.get("replaces", ()))
    return Node(**plain, tree=tree, offences=_offences(entry, offences))


def _require(entry: Mapping[str, Any], names: Iterable[str], what: str) -> None:
    missing = [name for name in names if name not in entry]
    if missing:
        raise MeasureError(
            f"{what} does not say its {joined(missing)}",
            expected=joined(names),
            remedy="Write what is missing in the file crime_tree.toml.",
        )


def _one_of(word: str, known: Iterable[str], problem: str) -> None:
    allowed = sorted(known)
    if word not in allowed:
        guess = closest(word, allowed)
        remedy = f"Did you mean {guess!r}?" if guess else "Take it out, or write one that is known."
        raise MeasureError(problem, expected=", ".join(allowed), found=word, remedy=remedy)


def _month(text: str, problem: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as error:
        remedy = "Write the year and the month, with a hyphen."
        raise MeasureError(problem, expected="a month such as 2017-04", found=str(text), remedy=remedy) from error


def _offences(entry: Mapping[str, Any], offences: Iterable[Offence]) -> frozenset[str]:
    """The codes that a node names, one by one or by a column of the code list."""
    named = set(entry.get("codes", ()))
    for word, column in _COLUMNS.items():
        named |= {offence["code"] for offence in offences if offence[column] in entry.get(word, ())}
    return frozenset(named)


def _text(name: str) -> str:
    return resources.files("frankpledge.measures").joinpath("catalogue", name).read_text(encoding="utf-8")
