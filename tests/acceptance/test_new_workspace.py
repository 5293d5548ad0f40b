"""A partnership's first year: a new workspace, its files, words of its own, a document, a month that is re-issued."""

from __future__ import annotations

import csv
import html
import re
from pathlib import Path

import pytest
from tests.acceptance.held import done, published, run
from tests.measures.tables import Files, partnerships, residents, small_areas, street, write

BRIGHTON, LSOA, BESIDE = "E06000043", "E01016945", "E01021365"
PLACES = small_areas(f"""
    lsoa      code         name
    {LSOA}    {BRIGHTON}   Brighton and Hove
    {BESIDE}  E07000063    Lewes
""") | partnerships(f"""
    code        name               csp        csp_name           force      force_name
    {BRIGHTON}  Brighton and Hove  E22000279  Brighton and Hove  E23000033  Sussex
    E07000063   Lewes              E22000282  Lewes              E23000033  Sussex
""")
PEOPLE = residents(f"year  code  name  residents\n2024  {BRIGHTON}  Brighton and Hove  2000")


def _sussex(table: str) -> Files:
    """Street-level files of Sussex."""
    return {
        name.replace("kent", "sussex"): text.replace("Kent Police", "Sussex Police")
        for name, text in street(table).items()
    }


YEAR = _sussex(f"""
    month    lsoa      category               count
    2024-01  {LSOA}    Burglary               100
    2024-02  {LSOA}    Drugs                  100
    2024-03  {LSOA}    Burglary               100
    2025-01  {LSOA}    Burglary               70
    2025-01  {LSOA}    Anti-social behaviour  9
    2025-02  {LSOA}    Drugs                  70
    2025-03  {BESIDE}  Drugs                  70
""")
WORDS = """+++
approved_by = "The strategy group"
[approved_values]
"crime.level" = "140"
+++

Crime came to {crime.level} and {statement.survey:value} of people asked felt safe. See {fixed:section 6}.
"""
SURVEY = """
[[statement]]
key = "survey"
text = "People who felt safe"
who = "The council"
value = "61"
unit = "percent"
period = "2025-03"
area = "Brighton and Hove"
numerator = "61"
base = "100"
source = "Residents’ survey"
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Brighton's workspace after its first load and with its own words."""
    folder = tmp_path_factory.mktemp("first-year")
    place = folder / "brighton"
    done("new", place, "--area", BRIGHTON, "--period", "2025-01..2025-03")
    done("load", place, write(folder / "files", PLACES, PEOPLE, YEAR))
    (place / "commentary" / "crime.md").write_text(WORDS, encoding="utf-8")
    statements = place / "statements.toml"
    statements.write_text(statements.read_text(encoding="utf-8") + SURVEY, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def page(place: Path) -> str:
    done("assess", place)
    return _read(published(place))


def _read(folder: Path) -> str:
    """What a reader sees of a published page."""
    text = (folder / "assessment.html").read_text(encoding="utf-8")
    bare = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", text, flags=re.DOTALL)
    return re.sub(r"\s+([.,:])", r"\1", " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split()))


def test_the_document_is_of_the_partnership_its_area_and_its_period(page: str) -> None:
    assert "Brighton and Hove Community Safety Partnership" in page
    assert "January to March 2025" in page
    assert "140 crimes in Brighton and Hove from January to March 2025: 70.00 per 1,000 residents" in page
    assert "2,000 residents, mid-2024" in page


def test_a_fall_is_told_with_its_counts_and_its_test(page: str) -> None:
    assert re.search(
        r"Crime in the street-level files fell by 53\.3%, from 300 to 140, more than chance would explain", page
    )


def test_the_words_of_the_partnership_stand_with_their_figures_put_in(page: str) -> None:
    assert "Crime came to 140 and 61% of people asked felt safe. See section 6." in page


def test_the_largest_type_is_told_without_the_month_that_holds_none_of_it(place: Path, page: str) -> None:
    assert "made up 50.0% of crimes" in page
    march = done("figure", place, f"street-crime.level@{BRIGHTON}@2025-03")
    assert "Value:                             0\n" in march


def test_each_figure_of_the_page_is_answered_by_the_figure_command(place: Path, page: str) -> None:
    rows = csv.DictReader((published(place) / "figures.csv").read_text(encoding="utf-8").splitlines())
    row = next(row for row in rows if row["key"].startswith("street-crime.change"))
    text = done("figure", place, row["key"])
    assert row["printed"] in text and row["printed"].removeprefix("−") in page
    assert "140 in January to March 2025 against 300 in January to March 2024" in text


def test_a_reissued_month_takes_the_place_of_the_old_one_and_words_that_no_longer_fit_are_held(
    place: Path, page: str, tmp_path: Path
) -> None:
    assert page
    again = _sussex(f"month  lsoa  category  count\n2025-01  {LSOA}  Burglary  80")
    files = write(tmp_path / "again", again)
    refused = run("load", place, files)
    assert refused.code == 3 and "Two different files cover" in refused.err and "--issued" in refused.err
    done("load", place, files, "--issued", "2025-06-01")
    assert "is set aside: a later issue is held" in done("status", place)
    (old,) = (place / "published").iterdir()
    done("assess", place)
    (new,) = (folder for folder in (place / "published").iterdir() if folder != old)
    text = _read(new)
    assert "held until they are approved again" in text
    assert "crime.level was 140 when approved and is 150." in text
    assert "of people asked felt safe" not in text
    assert "of people asked felt safe" in _read(old), "what was published stays as it was"
    assert (place / "commentary" / "crime.md").read_text(encoding="utf-8") == WORDS


def test_files_of_another_force_do_not_get_in(place: Path, tmp_path: Path) -> None:
    ran = run(
        "load", place, write(tmp_path / "kent", street(f"month  lsoa  category  count\n2025-04  {LSOA}  Drugs  1"))
    )
    assert ran.code == 3
    assert "Sussex, the police force area of Brighton and Hove" in ran.err
