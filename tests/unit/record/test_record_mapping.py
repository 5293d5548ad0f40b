"""A mapping as a record: what it means, to plain values and back, and what is wrong with one written by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extracts import COLUMNS, MAPPING, mapped, without

from frankpledge.record.ages import BANDS, band_of, band_within
from frankpledge.record.mapping import (
    FIELDS,
    Field,
    Mapping,
    checked,
    mapping_from_plain,
    mapping_to_plain,
    meanings,
)
from frankpledge.terms.errors import WorkspaceError

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)


def error(plain: dict[str, Any]) -> WorkspaceError:
    with pytest.raises(WorkspaceError) as caught:
        mapping_from_plain(plain, "kent", "mappings/kent.toml")
    assert caught.value.problem.startswith("mappings/kent.toml")
    return caught.value


@given(
    st.dictionaries(WORDS, st.sampled_from(meanings("domestic"))),
    st.dictionaries(WORDS, st.sampled_from(meanings("victim_age"))),
    WORDS,
)
def test_a_mapping_comes_back_from_plain_values_as_it_was(
    flags: dict[str, str], ages: dict[str, str], holds: str
) -> None:
    values: tuple[tuple[Field, tuple[tuple[str, str], ...]], ...] = (
        ("domestic", tuple(flags.items())),
        ("victim_age", tuple(ages.items())),
    )
    mapping = mapped(values=values, holds=holds, clock="UTC", ages="bands", dates="month/day/year")
    assert mapping_from_plain(mapping_to_plain(mapping), mapping.name, "here") == mapping


def test_what_everybody_writes_is_understood_and_the_mappings_own_word_comes_first() -> None:
    mapping = mapped(values=(("domestic", (("", "no"), ("Yes ", "no"))),))
    texts = mapping.texts("domestic")
    assert (texts["y"], texts["n"], texts["unknown"], texts[""], texts["yes"]) == (
        *("yes", "no", "not recorded", "no", "no"),
    )
    assert mapping.texts("victim_sex")["f"] == "female"
    assert mapping.texts("weapon") == {}


def test_a_field_without_a_column_has_none() -> None:
    assert mapped(columns=without("hate")).column("hate") is None
    assert MAPPING.column("hate") == "Hate Flag"


def test_every_age_lies_in_the_band_that_its_words_say() -> None:
    for age in range(121):
        band = band_of(age)
        assert band in BANDS
        first, _, last = (band or "").replace(" and over", "–120").partition("–")
        assert int(first) <= age <= int(last)
    assert band_of(121) is None
    assert band_of(-1) is None


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("18-24", "18–24"),
        ("18 to 20", "18–24"),
        ("Aged 16-17", "10–17"),
        ("65+", "65 and over"),
        ("75 and over", "65 and over"),
        ("over 64", "65 and over"),
        ("under 10", "0–9"),
        ("10–17", "10–17"),
        ("15-19", None),
        ("60+", None),
        ("under 18", None),
        ("24-18", None),
        ("34", None),
        ("young", None),
        ("18-240", None),
    ],
)
def test_a_forces_band_is_taken_where_it_lies_inside_one_of_those_kept(text: str, band: str | None) -> None:
    assert band_within(text) == band


PLAIN = mapping_to_plain(MAPPING)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"format": 2}, "another format"),
        ({"format": True}, "another format"),
        ({"columns": {**PLAIN["columns"], "domstic": "DV"}}, "Did you mean 'domestic'"),
        ({"columns": {**PLAIN["columns"], "code": " "}}, "code has no heading"),
        ({"columns": [["code", "HO Code"]]}, "columns should be a table"),
        ({"columns": {"code": 7, "began": "From", "beat": "Beat"}}, "wrong kind of value"),
        ({"columns": {"began": "From", "lsoa": "LSOA"}}, "no column holds the Home Office offence code"),
        ({"columns": {"code": "Code", "lsoa": "LSOA"}}, "no column holds the earliest time"),
        ({"columns": {"code": "Code", "began": "From"}}, "no column holds the small area or the beat"),
        ({"columns": {"code": "C", "began": "F", "beat": "B", "ended_time": "T"}}, "the latest time"),
        ({"area": "E23000032"}, "must be a local authority"),
        ({"area": "Medway"}, "must be a local authority"),
        ({"values": {"domestic": {"J": "yess"}}}, "Did you mean 'yes'"),
        ({"values": {"domestic": "Y"}}, "domestic should be a table"),
        ({"values": {"race": {"a": "b"}}}, "no field is called 'race'"),
        ({"dates": "day first"}, "dates cannot be 'day first'"),
        ({"what": "stops"}, "what cannot be 'stops'"),
        ({"colour": "red"}, "no entry called 'colour'"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_named_with_its_entry(changed: dict[str, Any], words: str) -> None:
    assert words in error({**PLAIN, **changed}).explain()


def test_texts_of_a_field_that_has_no_column_are_told() -> None:
    found = mapped(columns=without("hate"), values=(("hate", (("J", "yes"),)),))
    with pytest.raises(WorkspaceError, match=r"values\.hate"):
        checked(found, "here")


def test_a_beat_is_enough_without_a_small_area() -> None:
    assert checked(Mapping(name="x", area="E06000035", columns=without("lsoa")), "here").column("beat") == "Beat"


def test_every_field_is_told_in_words() -> None:
    assert tuple(field for field, _ in COLUMNS) == tuple(f for f in FIELDS if not f.endswith("_time"))
