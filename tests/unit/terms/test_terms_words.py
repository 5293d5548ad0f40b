"""Words that depend on a number or a list, errors that help, and digests that agree."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.terms import errors
from frankpledge.terms.digest import canonical_json, digest_bytes, digest_file
from frankpledge.terms.words import closest, day_in_words, joined, ordinal, plural


@pytest.mark.parametrize(
    ("position", "text"),
    [
        *[(1, "first"), (8, "eighth"), (10, "tenth"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st")],
        *[(22, "22nd"), (23, "23rd"), (24, "24th"), (101, "101st"), (111, "111th"), (112, "112th"), (1003, "1,003rd")],
    ],
)
def test_a_position_is_written_as_it_is_said(position: int, text: str) -> None:
    assert ordinal(position) == text


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_joined_as_in_a_sentence(items: list[str], text: str) -> None:
    assert joined(items) == text
    assert joined(items, "or") == text.replace(" and ", " or ")


def test_a_noun_agrees_with_its_number() -> None:
    assert [plural(n, "crime") for n in (0, 1, 2)] == ["crimes", "crime", "crimes"]
    assert plural(2, "body", "bodies") == "bodies"


def test_the_closest_known_word_is_offered_and_nothing_where_none_is_alike() -> None:
    assert closest("burglry", ["burglary", "robbery"]) == "burglary"
    assert closest("zzz", ["burglary", "robbery"]) is None


def test_a_day_is_written_in_words() -> None:
    assert day_in_words(date(2019, 6, 30)) == "30 June 2019"


def test_an_error_says_what_was_expected_found_why_and_what_to_do() -> None:
    error = errors.IntakeError("It broke", expected="a", found="b", cause="c", remedy="d")
    assert str(error).splitlines() == [
        "It broke",
        "  Expected: a",
        "  Found: b",
        "  Likely cause: c",
        "  What to do: d",
    ]
    assert str(errors.IntakeError("It broke", found="b")) == "It broke\n  Found: b"


def test_each_kind_of_error_has_an_exit_code_of_its_own() -> None:
    kinds = errors.FrankpledgeError.__subclasses__()
    codes = [kind.exit_code for kind in (errors.FrankpledgeError, *kinds)]
    assert len(set(codes)) == len(codes)
    assert all(0 < code < 126 for code in codes)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), PLAIN, max_size=5), st.randoms())
def test_the_canonical_text_does_not_depend_on_the_order_of_entries(values: dict[str, object], random: object) -> None:
    items = list(values.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert canonical_json(dict(items)) == canonical_json(values)
    assert json.loads(canonical_json(values)) == values


def test_a_number_that_is_none_has_no_canonical_text() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json({"rate": float("nan")})


def test_a_file_and_its_bytes_have_the_same_digest(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    assert digest_file(tmp_path / "file") == digest_bytes(b"abc")
    assert digest_bytes(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
