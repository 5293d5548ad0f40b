"""The Medway 2020 example, as anybody gets it who types `frankpledge demo`."""

from __future__ import annotations

import csv
import html
import json
import os
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from tests.acceptance.held import ROOT, printed, published, run, story_of

from frankpledge.assessment.blocks import Bullets, Number, Paragraph, runs_of
from frankpledge.assessment.compose import SIMULATED, compose
from frankpledge.assessment.ledger import make_ledger
from frankpledge.assessment.publish import publish
from frankpledge.assessment.story import Story
from frankpledge.demo.example import write_workspace
from frankpledge.measures.aspect import write
from frankpledge.measures.model import Figure
from frankpledge.terms.errors import MeasureError, WorkspaceError
from frankpledge.workspace.folder import Workspace
from frankpledge.workspace.read import read_record

SEED = "FRANKPLEDGE_SEED"
WITHOUT_SEED = f"NOT CHECKED against the assessment of 2020: set {SEED} to the file of its text"
PACKAGE = ROOT / "src" / "frankpledge"
AREA, YEAR = "E06000035", "2019-04..2020-03"


@pytest.fixture(scope="module")
def told(demo: Path) -> Story:
    return story_of(demo)


@pytest.fixture(scope="module")
def seen(demo: Path) -> str:
    """What a reader sees of the page, without its style and its drawings."""
    page = (published(demo) / "assessment.html").read_text(encoding="utf-8")
    bare = re.sub(r"<(script|style|svg|template)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split()).replace(" ,", ",").replace(" .", ".")


@pytest.fixture(scope="module")
def pages(demo: Path) -> list[str]:
    """The text of each page of the PDF."""
    document = pypdfium2.PdfDocument(published(demo) / "assessment.pdf")
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


@pytest.fixture(scope="module")
def ledger(demo: Path) -> dict[str, dict[str, str]]:
    text = (published(demo) / "figures.csv").read_text(encoding="utf-8")
    return {row["key"]: row for row in csv.DictReader(text.splitlines())}


def test_one_command_writes_the_example_and_says_where_it_lies(demo: Path) -> None:
    said = printed(demo)
    for name in ("assessment.html", "assessment.pdf"):
        assert str(published(demo) / name) in said
    assert "numbers read back and found right" in said
    assert {path.name for path in published(demo).iterdir()} == {
        *("assessment.html", "assessment.pdf", "figures.csv", "manifest.json", "record.json")
    }


def test_it_prints_119_67_per_1_000_on_278_556_people(seen: str, ledger: dict[str, dict[str, str]]) -> None:
    rate = ledger[f"recorded-crime.rate@{AREA}@{YEAR}"]
    assert (rate["printed"], rate["numerator"], rate["denominator"]) == ("119.67", "33334", "278556")
    assert "33,334 crimes in Medway from April 2019 to March 2020: 119.67 per 1,000 residents" in seen
    assert "278,556 residents, mid-2019" in seen


def test_it_says_that_the_published_base_does_not_give_the_published_rate(
    seen: str, ledger: dict[str, dict[str, str]]
) -> None:
    assert ledger["statement.rate"]["denominator"] == "278566"
    assert ledger["statement.rate.again"]["printed"] == "119.66"
    (sentence,) = re.findall(r"The published base of 278,566.*?278,556 gives it\.", seen)
    assert "does not give the published 119.67" in sentence.replace(" :", ":")
    assert "119.66" in sentence


def test_it_meets_the_published_changes(told: Story, ledger: dict[str, dict[str, str]]) -> None:
    """−5 %, +12 % and +36 % (35.7 %), −3 % violence against the person, −14 % crimes against society."""
    years = [f"{year}-04..{year + 1}-03" for year in (2016, 2017, 2018, 2019)]
    changes = [
        ledger[f"recorded-crime.change@{AREA}@{later}~{earlier}"]["printed"] for earlier, later in pairwise(years)
    ]
    assert changes == ["+35.7%", "+12.0%", "−5.0%"]
    for name, change in (("violence-against-the-person", "−3.0%"), ("crimes-against-society", "−14.0%")):
        assert ledger[f"{name}.change@{AREA}@{YEAR}~2018-04..2019-03"]["printed"] == change
    for statement in told.record.statements:
        if statement.unit == "percent change":
            ours = told.resolve(statement.compares)
            assert isinstance(ours, Figure)
            assert round(ours.value) == statement.value, statement.key


def test_a_fall_that_chance_could_explain_is_not_called_a_fall(ledger: dict[str, dict[str, str]]) -> None:
    before = f"@{AREA}@{YEAR}~2018-04..2019-03"
    assert ledger[f"recorded-crime.change{before}"]["verdict"] == "fell"
    assert ledger[f"violence-against-the-person.change{before}"]["verdict"] == "no clear change"
    assert ledger[f"crimes-against-society.change{before}"]["verdict"] == "fell"


def test_no_percentage_is_without_its_counts_unless_somebody_else_gave_none(
    ledger: dict[str, dict[str, str]],
) -> None:
    percentages = [row for row in ledger.values() if row["unit"] == "percent"]
    assert len(percentages) > 20
    for row in percentages:
        if row["evidence"] == "stated":
            counted = row["numerator"] and row["denominator"]
            assert counted or "Base not given." in row["notes"], row["key"]
        else:
            assert row["numerator"] and row["denominator"], row["key"]


def test_every_sentence_that_tells_a_change_gives_both_counts(told: Story) -> None:
    """In what the package writes itself; what a partnership writes is its own."""
    silent = Story(told.evaluator, replace(told.record, commentary=()))
    told_of = 0
    for block in compose(silent).blocks:
        for runs in runs_of(block) if isinstance(block, (Paragraph, Bullets)) else ():
            aspects = {run.aspect for run in runs if isinstance(run, Number) and run.figure.compared_with}
            assert not aspects or {"numerator", "denominator"} <= aspects, "".join(run.text for run in runs)
            told_of += bool(aspects)
    assert told_of >= 6


def test_every_key_of_the_ledger_is_answered_with_the_same_value_and_verdict(
    told: Story, ledger: dict[str, dict[str, str]]
) -> None:
    asked = [
        row for key, row in ledger.items() if not key.startswith("source.") and not key.endswith((".again", "/test"))
    ]
    assert len(asked) > 150
    document = make_ledger(compose(told), {}).figures  # what `frankpledge figure` looks in for those made together
    for row in asked:
        try:
            found = told.resolve(row["key"])
        except (MeasureError, WorkspaceError):
            found = document[row["key"]]
        assert isinstance(found, Figure), row["key"]
        assert (write(found), found.test.verdict if found.test else "") == (row["printed"], row["verdict"]), row["key"]


def test_the_page_says_before_anything_else_that_records_are_simulated(seen: str) -> None:
    assert SIMULATED in seen
    assert seen.index(SIMULATED) < seen.index("Key findings")


def test_every_page_of_the_pdf_says_that_records_are_simulated(pages: list[str]) -> None:
    assert len(pages) > 5
    for number, text in enumerate(pages, 1):
        assert "record-level data in this document are simulated" in text.casefold(), f"page {number}"


def test_every_printed_page_of_the_web_page_says_so_too(demo: Path) -> None:
    page = (published(demo) / "assessment.html").read_text(encoding="utf-8")
    assert page.count(SIMULATED) >= 1
    style = "".join(re.findall(r"<style\b.*?</style>", page, flags=re.DOTALL))
    assert "@media print" in style


def test_the_manifest_and_the_assumptions_say_so_too(demo: Path, seen: str) -> None:
    manifest = json.loads((published(demo) / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["simulated"] is True
    for assumption in read_record(Workspace.at(demo)).assumptions:
        assert " ".join(assumption.text.split()) in seen, assumption.key


def test_what_is_not_held_for_2020_is_not_available_and_says_why(seen: str) -> None:
    assert "Comparison with peers by rate is not available" in seen
    assert "Load Table C2" in seen


def test_published_again_it_is_the_same_to_the_byte(demo: Path, tmp_path: Path) -> None:
    place = Workspace.at(demo)
    again = publish(place.evidence, read_record(place), tmp_path).folder
    for file in published(demo).iterdir():
        assert (again / file.name).read_bytes() == file.read_bytes(), file.name


def test_the_example_is_written_over_itself_and_over_nothing_else(demo: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in demo.rglob("*.toml")}
    write_workspace(demo)
    assert {path: path.read_bytes() for path in demo.rglob("*.toml")} == before
    (tmp_path / "letter.txt").write_text("Dear all", encoding="utf-8")
    with pytest.raises(WorkspaceError) as error:
        write_workspace(tmp_path)
    assert "is not empty and is not the example" in error.value.problem
    ran = run("demo", "--to", tmp_path)
    assert ran.code == 2 and "Nothing was touched" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_nobody_is_named(seen: str) -> None:
    """A title and a name after it is how such documents name a person."""
    titles = (
        r"Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Cllr|Councillor|Alderman|Constable|Sergeant|Inspector|Superintendent"
    )
    texts = [seen, *(_package_texts().values())]
    for text in texts:
        assert not re.search(rf"\b(?:{titles})\.? [A-Z][a-z]+ [A-Z][a-z]+", text)


def _package_texts() -> dict[str, str]:
    """Everything that the package ships as text."""
    kinds = (".py", ".md", ".toml", ".csv", ".html", ".css", ".typ")
    files = [path for path in PACKAGE.rglob("*") if path.suffix in kinds or path.name == "gitignore"]
    return {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in files}


@pytest.fixture(scope="module")
def seed() -> str:
    named = os.environ.get(SEED)
    if not named:
        pytest.skip(WITHOUT_SEED)
    return Path(named).read_text(encoding="utf-8")


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9£%]+", text.casefold().replace("’", "").replace("'", ""))


def _runs_of_nine(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[start : start + 9]) for start in range(len(words) - 8)}


def _without_names(text: str, demo: Path) -> str:
    """Names of bodies and of the plan's priorities are facts and may be as long as they are."""
    record = read_record(Workspace.at(demo))
    names = [f"{body.name} ({body.abbreviation})" for body in record.bodies] + [body.name for body in record.bodies]
    names += [
        name for one in (record.plan.priorities if record.plan else ()) for name in (one.name, *one.sub_priorities)
    ]
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " | ")
    return text


def test_no_sentence_of_the_published_document_was_carried_over(
    demo: Path, seed: str, seen: str, pages: list[str]
) -> None:
    """No nine words in a row of any paragraph of it stand in the page, in the paper or in anything that is shipped."""
    theirs = set().union(*(_runs_of_nine(paragraph) for paragraph in seed.splitlines()))
    assert len(theirs) > 3_000
    ours = {"the page": seen, "the paper": " ".join(pages), **_package_texts()}
    for name, text in ours.items():
        shared = _runs_of_nine(_without_names(text, demo)) & theirs
        assert not shared, f"{name}: {' '.join(next(iter(shared)))}"


def test_no_person_of_the_published_document_is_named(seed: str, seen: str, pages: list[str]) -> None:
    named = re.findall(r"^(?:Cllr|Councillor)\s+([A-Z]\S+(?: [A-Z]\S+)+)\s*$", seed, flags=re.MULTILINE)
    assert named
    for text in (seen, " ".join(pages), *_package_texts().values()):
        for name in named:
            assert name.split()[-1].casefold() not in _words(text)
