"""Which force and which authority a name or a code is of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.terms.area import Area, area_kind, kind_in_words
from frankpledge.terms.places import authorities, force, force_named

# Name in the column "Falls within" of data.police.uk, slug in its file names, code of the statistics office.
FORCES = """
Avon and Somerset Constabulary|avon-and-somerset|E23000036
Bedfordshire Police|bedfordshire|E23000026
Cambridgeshire Constabulary|cambridgeshire|E23000023
Cheshire Constabulary|cheshire|E23000006
City of London Police|city-of-london|E23000034
Cleveland Police|cleveland|E23000013
Cumbria Constabulary|cumbria|E23000002
Derbyshire Constabulary|derbyshire|E23000018
Devon & Cornwall Police|devon-and-cornwall|E23000035
Dorset Police|dorset|E23000039
Durham Constabulary|durham|E23000008
Dyfed-Powys Police|dyfed-powys|W15000004
Essex Police|essex|E23000028
Gloucestershire Constabulary|gloucestershire|E23000037
Greater Manchester Police|greater-manchester|E23000005
Gwent Police|gwent|W15000002
Hampshire Constabulary|hampshire|E23000030
Hertfordshire Constabulary|hertfordshire|E23000027
Humberside Police|humberside|E23000012
Kent Police|kent|E23000032
Lancashire Constabulary|lancashire|E23000003
Leicestershire Police|leicestershire|E23000021
Lincolnshire Police|lincolnshire|E23000020
Merseyside Police|merseyside|E23000004
Metropolitan Police Service|metropolitan|E23000001
Norfolk Constabulary|norfolk|E23000024
North Wales Police|north-wales|W15000001
North Yorkshire Police|north-yorkshire|E23000009
Northamptonshire Police|northamptonshire|E23000022
Northumbria Police|northumbria|E23000007
Nottinghamshire Police|nottinghamshire|E23000019
South Wales Police|south-wales|W15000003
South Yorkshire Police|south-yorkshire|E23000011
Staffordshire Police|staffordshire|E23000015
Suffolk Constabulary|suffolk|E23000025
Surrey Police|surrey|E23000031
Sussex Police|sussex|E23000033
Thames Valley Police|thames-valley|E23000029
Warwickshire Police|warwickshire|E23000017
West Mercia Police|west-mercia|E23000016
West Midlands Police|west-midlands|E23000014
West Yorkshire Police|west-yorkshire|E23000010
Wiltshire Police|wiltshire|E23000038
"""
NAMED = [tuple(line.split("|")) for line in FORCES.split("\n") if line]


@pytest.mark.parametrize(("name", "slug", "code"), NAMED)
def test_a_force_is_known_by_its_name_its_slug_and_its_code(name: str, slug: str, code: str) -> None:
    area = force(code)
    assert area is not None
    assert force_named(name) == force_named(slug) == force_named(area.name) == area


def test_there_are_forty_three_forces_and_all_are_named_here() -> None:
    assert len({code for _, _, code in NAMED}) == len(NAMED) == 43
    assert {area.code for _, area in authorities().values()} <= {code for _, _, code in NAMED}


@pytest.mark.parametrize("name", ["Hampshire & Isle of Wight Constabulary", "Hampshire and Isle of Wight Constabulary"])
def test_a_force_that_took_a_longer_name_is_still_known(name: str) -> None:
    assert force_named(name) == force("E23000030")


@pytest.mark.parametrize(
    "name", ["", "Police", "British Transport Police", "Police Service of Northern Ireland", "btp", "Kentish", "London"]
)
def test_what_is_not_a_territorial_force_is_not_taken_for_one(name: str) -> None:
    assert force_named(name) is None


@given(st.text(max_size=20))
def test_any_text_can_be_asked_for(name: str) -> None:
    found = force_named(name)
    assert found is None or found.code[:3] in ("E23", "W15")


def test_every_authority_of_england_and_wales_lies_in_one_force() -> None:
    known = authorities()
    assert len(known) == 318
    assert all(
        code == area.code and area.kind == "authority" and police.kind == "force"
        for code, (area, police) in known.items()
    )
    assert known["E06000035"] == (Area("E06000035", "Medway"), Area("E23000032", "Kent"))
    assert sum(code.startswith("W06") for code in known) == 22
    assert sum(code.startswith("E09") for code in known) == 33


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("E01016016", "lsoa", "small area"),
        ("W01000001", "lsoa", "small area"),
        ("E05013863", "ward", "ward"),
        ("W05001000", "ward", "ward"),
        ("E06000035", "authority", "unitary authority"),
        ("E07000110", "authority", "district"),
        ("E08000001", "authority", "metropolitan district"),
        ("E09000001", "authority", "London borough"),
        ("W06000001", "authority", "Welsh unitary authority"),
        ("E22000143", "partnership", "community safety partnership"),
        ("W14000001", "partnership", "community safety partnership"),
        ("E23000032", "force", "police force area"),
        ("W15000001", "force", "police force area"),
    ],
)
def test_a_code_says_what_it_is_the_code_of(code: str, kind: str, words: str) -> None:
    assert area_kind(code) == kind
    assert kind_in_words(code) == words


@pytest.mark.parametrize(
    "code", ["", "Medway", "E06", "E0600003", "E060000355", "S12000033", "E99000001", "e06000035", "E0600003٥"]
)
def test_what_is_no_code_is_refused_with_an_example(code: str) -> None:
    with pytest.raises(ValueError, match="such as E06000035"):
        area_kind(code)
