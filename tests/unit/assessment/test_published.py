"""What was published beside what the records give, and whether a published rate follows from its own parts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.measures.stories import record, story, words
from tests.measures.tables import HERE, MEDWAY, residents, street

from frankpledge.assessment.blocks import Number
from frankpledge.assessment.published import published_remarks, published_table
from frankpledge.assessment.story import Story
from frankpledge.record.model import Statement
from frankpledge.terms.errors import WorkspaceError
from frankpledge.terms.period import Period

JANUARY = Period.parse("2025-01")


def _statement(key: str, value: str, **parts: object) -> Statement:
    given = {
        "key": key,
        "text": f"The {key}",
        "who": "The partnership",
        "value": Decimal(value),
        "period": JANUARY,
        "area": "Medway",
        "source": "Last year’s assessment",
        "about": "street-crime",
    }
    return Statement(**(given | parts))  # type: ignore[arg-type]


WRONG_BASE = _statement(
    "rate", "12.00", places=2, unit="per 1,000", numerator=Decimal(12), base=Decimal(1010), compares="crime.rate"
)
RIGHT = _statement("count", "12", compares="crime.level")
BARE = _statement("rank", "8", unit="rank", limitation="It ranks how many and not how many for each resident.")
OTHER = _statement("elsewhere", "3", about="asb")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return story(
        tmp_path_factory.mktemp("world"),
        street(f"month  lsoa  category  count\n2025-01  {HERE}  Burglary  12"),
        residents(f"year  code  name  residents\n2024  {MEDWAY}  Medway  1000"),
        written=record("2025-01"),
    )


def _told(world: Story, *statements: Statement) -> Story:
    return Story(world.evaluator, record("2025-01", statements=statements))


def test_each_published_value_stands_beside_what_the_records_give(world: Story) -> None:
    told = _told(world, WRONG_BASE, RIGHT, BARE, OTHER)
    table = published_table(told, told.crime)
    assert table is not None
    assert [[words(cell) for cell in row] for row in table.rows] == [
        ["The rate per 1,000 residents", "12.00", "12.00"],
        ["The count", "12", "12"],
        ["The rank", "8", "nothing to compare"],
    ]


def test_where_nothing_was_published_about_a_measure_there_is_no_table(world: Story) -> None:
    told = _told(world, OTHER)
    assert published_table(told, told.crime) is None
    assert published_remarks(told, told.crime) == []
    assert published_table(told, told.asb) is not None


def test_a_rate_that_its_own_base_does_not_give_is_told_with_the_base_that_does(world: Story) -> None:
    told = _told(world, WRONG_BASE)
    (remark,) = published_remarks(told, told.crime)
    text = words(remark)
    for number in ("1,010", "12.00", "11.88", "1,000"):
        assert number in text
    assert "does not give" in text
    assert sum(isinstance(run, Number) for run in remark) == 4


def test_a_rate_that_follows_from_its_parts_needs_no_remark(world: Story) -> None:
    right = _statement("rate", "11.88", places=2, unit="per 1,000", numerator=Decimal(12), base=Decimal(1010))
    told = _told(world, right)
    assert published_remarks(told, told.crime) == []


def test_where_our_own_base_does_not_give_it_either_no_base_is_offered(world: Story) -> None:
    wrong = _statement(
        "rate", "13.00", places=2, unit="per 1,000", numerator=Decimal(12), base=Decimal(1010), compares="crime.rate"
    )
    told = _told(world, wrong)
    (remark,) = published_remarks(told, told.crime)
    assert "1,000" not in words(remark)


def test_a_limitation_of_a_statement_is_printed(world: Story) -> None:
    told = _told(world, BARE)
    assert [words(remark) for remark in published_remarks(told, told.crime)] == [f"The rank: {BARE.limitation}"]


def test_a_statement_that_compares_with_nothing_that_exists_is_an_error(world: Story) -> None:
    told = _told(world, _statement("x", "1", compares="crime.levl"))
    with pytest.raises(WorkspaceError) as error:
        published_table(told, told.crime)
    assert "Did you mean 'crime.level'?" in error.value.remedy
