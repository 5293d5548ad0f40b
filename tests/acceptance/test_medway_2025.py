"""The example over real files: what they allow is said, what they do not is refused, with the reason."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.acceptance.held import ROOT, done, printed, published, run, story_of
from tests.measures.stories import lines, words
from tests.measures.tables import MEDWAY

from frankpledge.assessment.blocks import Block, Chart, Document, Note, Number, Runs, runs_of
from frankpledge.assessment.compose import compose
from frankpledge.assessment.story import Story
from frankpledge.terms.numbers import Unit
from frankpledge.terms.period import Period

YEAR, TABLE_YEAR = "2025-01..2025-12", "2024-07..2025-06"
YEAR_IN_WORDS, TABLE_YEAR_IN_WORDS = "January to December 2025", "July 2024 to June 2025"


@pytest.fixture(scope="module")
def told(medway_2025: Path) -> Story:
    return story_of(medway_2025)


@pytest.fixture(scope="module")
def document(told: Story) -> Document:
    return compose(told)


@pytest.fixture(scope="module")
def text(document: Document) -> str:
    return "\n".join(lines(*document.blocks))


@pytest.fixture(scope="module")
def ledger(medway_2025: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((published(medway_2025) / "figures.csv").read_text(encoding="utf-8").splitlines()))


def _row(text: str, title: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if line.strip().startswith(title + "  ")]
    return line.split()[len(title.split()) :]


def test_two_commands_take_the_47_months_and_write_the_assessment(medway_2025: Path) -> None:
    said = printed(medway_2025)
    assert _row(said, "Street-level crime") == ["47", "725,805", "725,791", "0", "14", "47"]
    assert _row(said, "Mid-year population estimates") == ["2", "670", "670", "0", "0", "2"]
    assert _row(said, "Table C2, recorded crime by community safety partnership") == ["1", "399", "397", "2", "0", "1"]
    for name in ("assessment.html", "assessment.pdf"):
        assert str(published(medway_2025) / name) in said


def test_the_example_in_the_repository_holds_no_data() -> None:
    """Publishers' files are never committed: the folder has what people write and nothing else."""
    files = [path for path in (ROOT / "examples" / "medway-2025").rglob("*") if path.is_file()]
    kept = [path for path in files if path.relative_to(ROOT).parts[2] not in ("evidence", "published")]
    assert {path.suffix or path.name for path in kept} <= {".toml", ".md", ".gitignore"}


def test_what_no_measure_uses_yet_is_named_and_not_taken(medway_2025: Path) -> None:
    said = printed(medway_2025)
    for title in ("rural and urban classification", "offence codes and categories"):
        assert f"{title}: no measure uses these" in said
    assert "ons_mid2020_ward_persons_by_age.csv: 8,053 codes in a row" in said


def test_what_the_months_held_cannot_give_is_refused_with_its_reason(document: Document) -> None:
    gaps: dict[str, list[str]] = {}
    for block in document.blocks:
        if isinstance(block, Note) and block.kind == "gap":
            gaps.setdefault(block.title, []).append(" ".join(words(runs) for runs in block.body))
    elsewhere = {
        "A rate by deprivation is not available": "those held are of small areas of 2011",
        "An account of hours, days, weapons and people is not available": "months only",
        "What became of crimes is not available": "July to September 2019",
        "Stop and search is not available": "July to September 2019",
    }
    assert all(words_said in gaps[title][0] for title, words_said in elsewhere.items())
    assert {title: said for title, said in gaps.items() if title not in elsewhere} == {
        "Annual change is not available": ["No records of May to December 2024 are held."] * 2,
        "The five-year trend is not available": [
            "Five whole years are needed; not held whole: 2021, 2022, 2023 and 2024."
        ]
        * 2,
        "The seasonal index is not available": ["36 months running are needed up to December 2025 and 12 are held."]
        * 2,
    }


def test_only_like_for_like_months_are_compared_and_it_says_which(text: str, ledger: list[dict[str, str]]) -> None:
    pairs = {(row["period"], row["compared_with"]) for row in ledger if row["compared_with"]}
    assert pairs == {("2025-01..2025-04", "2024-01..2024-04"), ("2025-01..2025-11", "2022-01..2022-11")}
    assert "January to April 2025 with January to April 2024" in text
    assert "January to November 2025 with January to November 2022" in text


def test_no_figure_rests_on_a_month_that_is_not_held(told: Story, ledger: list[dict[str, str]]) -> None:
    held = told.evaluator.counts(told.crime, MEDWAY).by_month
    for row in ledger:
        if row["sources"].startswith("street"):
            for period in filter(None, (row["period"], row["compared_with"])):
                assert all(month in held for month in Period.parse(period)), row["key"]


def _beside(blocks: tuple[Block, ...], place: int) -> str:
    """What a reader sees with a block: itself and the block after it."""
    return " ".join(lines(*blocks[place : place + 2]))


def _holds_a_rate(block: Block) -> bool:
    return any(isinstance(run, Number) and run.figure.unit is Unit.PER_1000 for runs in runs_of(block) for run in runs)


def test_mid_2020_stands_beside_each_rate(document: Document) -> None:
    places = [place for place, block in enumerate(document.blocks) if _holds_a_rate(block)]
    assert len(places) >= 4
    for place in places:
        assert "mid-2020" in _beside(document.blocks, place), " ".join(lines(document.blocks[place]))[:200]


def test_each_account_of_a_rate_says_that_its_base_is_of_mid_2020(told: Story, ledger: list[dict[str, str]]) -> None:
    rates = [row for row in ledger if row["unit"] == "per_1000"]
    assert len(rates) > 57 + 2 + 12 + 40, "the ranked, crime and ASB, the similar group with its average, the wards"
    for row in rates:
        assert "mid-2020, 5 years before" in row["notes"], row["key"]
    account = done("figure", told.evaluator.library.evidence.folder.parent, "crime.rate")
    assert "279,142 residents, mid-2020" in account
    assert "The latest estimate held is of mid-2020, 5 years before" in account


def _every_line(document: Document) -> Iterator[Runs]:
    for block in document.blocks:
        yield from runs_of(block)


def _measures(runs: Runs) -> set[str]:
    return {run.figure.key.split(".")[0] for run in runs if isinstance(run, Number)}


def test_the_table_and_the_street_files_never_share_a_sentence_a_caption_a_cell_or_a_row(document: Document) -> None:
    streets = {"street-crime", "asb"}
    assert any("partnership-crime" in _measures(runs) for runs in _every_line(document))
    for runs in _every_line(document):
        found = _measures(runs)
        assert not ("partnership-crime" in found and found & streets), words(runs)
    for block in document.blocks:
        found = set().union(*map(_measures, runs_of(block)))
        if isinstance(block, Chart):
            assert not ("partnership-crime" in found and found & streets)


def test_a_line_with_a_number_of_one_never_bears_the_year_of_the_other(document: Document) -> None:
    for runs in _every_line(document):
        if "partnership-crime" in _measures(runs):
            assert YEAR_IN_WORDS not in words(runs)
        if _measures(runs) & {"street-crime", "asb"}:
            assert TABLE_YEAR_IN_WORDS not in words(runs)


def test_the_key_and_the_label_of_each_figure_bear_the_year_of_its_own_source(ledger: list[dict[str, str]]) -> None:
    seen = set()
    for row in ledger:
        measure = row["key"].split(".")[0]
        if measure == "partnership-crime":
            assert row["period"] == TABLE_YEAR and f"@{TABLE_YEAR}" in row["key"]
            assert TABLE_YEAR_IN_WORDS in row["label"] and YEAR_IN_WORDS not in row["label"]
            assert "street" not in row["sources"].split()
        elif measure in ("street-crime", "asb"):
            assert TABLE_YEAR not in row["key"] and TABLE_YEAR_IN_WORDS not in row["label"]
            assert "partnership-table" not in row["sources"].split()
        seen.add(measure)
    assert {"partnership-crime", "street-crime", "asb"} <= seen


def test_peers_say_how_many_are_ranked_and_why_the_others_are_not(text: str, told: Story) -> None:
    assert re.search(r"Medway ranks \d+ .*of the 57 unitary authorities", text)
    table = told.peers
    for left in table.left_out:  # type: ignore[union-attr]
        assert f"{left.area.name}: {left.reason}." in text
    for name in ("Buckinghamshire", "North Northamptonshire", "West Northamptonshire"):
        assert re.search(rf"^{name}: rows added up: ", text, flags=re.MULTILINE), name
    for name in ("Dartford and Gravesham", "Cwm Taf"):
        assert name in text


def test_the_refused_rows_of_the_table_are_told_with_file_line_and_every_reason(text: str, medway_2025: Path) -> None:
    said = done("status", medway_2025)
    name = "ons_table_C2_csp_headline_offences_ye_june_2025.csv"
    for words_of in (text, said):
        assert "the force code W15000003 is not that of Gwent" in words_of
        assert "the force code E23000032 is not that of Surrey; the row holds no figures" in words_of
    assert f"{name}, line 134: " in said and f"{name}, line 344: " in said


def test_status_names_each_run_of_months_and_each_gap(medway_2025: Path) -> None:
    said = done("status", medway_2025)
    gap, thin = [line.strip() for line in said.splitlines() if line.strip().startswith("Street-level crime, Kent:")]
    assert thin == "Street-level crime, Kent: November to December 2018"
    for months in ("December 2014 to February 2018", "December 2022 to December 2023", "May to December 2024"):
        assert months in gap
    assert len([line for line in said.splitlines() if line.strip().startswith("Street-level crime  ")]) == 7
    assert "under-recorded, November to December 2018" in said


def test_the_months_that_are_not_held_are_listed_in_the_document(text: str) -> None:
    assert "May to December 2024" in text and "April to September 2018" in text


def test_the_sources_are_attributed_as_their_licence_asks(text: str) -> None:
    assert "Contains public sector information licensed under the Open Government Licence v3.0." in text
    assert "Contains OS data © Crown copyright and database right" in text


def test_nothing_in_it_says_that_records_are_simulated(document: Document, text: str) -> None:
    assert document.cover.notice == ""
    assert "simulated records" not in text.casefold() and "simulator" not in text.casefold()


def test_files_of_another_force_are_refused_and_change_nothing(medway_2025: Path, tmp_path: Path) -> None:
    before = (medway_2025 / "evidence" / "CURRENT").read_bytes()
    month = tmp_path / "2025-01" / "2025-01-sussex-street.csv"
    month.parent.mkdir()
    head = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    head += "Last outcome category,Context"
    month.write_text(f"{head}\n{'a' * 64},2025-01,Sussex Police,Sussex Police,,,x,E01016944,,Burglary,,\n", "utf-8")
    ran = run("load", medway_2025, month)
    assert ran.code == 3
    assert "is of another place" in ran.err and "Kent, the police force area of Medway" in ran.err
    assert (medway_2025 / "evidence" / "CURRENT").read_bytes() == before
