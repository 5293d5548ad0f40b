from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.assessment.example import COVER, DOCUMENT, LEDGER, LEVEL, SOURCES, figure, months_chart

from frankpledge.assessment.blocks import (
    Block,
    Chart,
    Document,
    Fixed,
    Heading,
    Number,
    Paragraph,
    Point,
    Series,
    Table,
    Text,
)
from frankpledge.assessment.ledger import make_ledger
from frankpledge.assessment.paper import pdfium
from frankpledge.assessment.paper.audit import audit_pdf
from frankpledge.assessment.paper.reading import Passage, read_pdf
from frankpledge.assessment.paper.source import document_data, plain
from frankpledge.assessment.paper.tables import fit, parts
from frankpledge.assessment.paper.writer import _typefaces, write_pdf
from frankpledge.assessment.tokens import Written
from frankpledge.terms.errors import GuardError

WRITTEN = write_pdf(DOCUMENT, LEDGER)
PASSAGES = tuple(read_pdf(WRITTEN.data))
CHAPTER = Heading(1, (Text("A chapter"),), "chapter")


def written(*blocks: Block) -> Written:
    """A document of one chapter with these blocks, written and audited."""
    document = Document(cover=COVER, blocks=(CHAPTER, *blocks))
    ledger = make_ledger(document, SOURCES)
    result = write_pdf(document, ledger)
    audit_pdf(result.data, result.tokens, ledger)
    return result


def body(data: bytes) -> str:
    """The words of the pages after cover and contents, each run of white space as one space."""
    pages = [passage.text for passage in read_pdf(data) if re.fullmatch(r"page \d+", passage.where)]
    return " ".join(" ".join(pages[2:]).split())


@pytest.fixture(scope="module")
def opened() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(WRITTEN.data)) as pdf:
        yield pdf


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The elements of the structure tree that are of one kind, as the file lists them."""
    found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == f"/{kind}"]
    return [item for item in found if item.get("/Type") == "/StructElem"]


def wide_table(columns: int, rows: int) -> Table:
    """A table of counts for so many years, with names that wrap."""
    years = tuple((Text("Count in "), Fixed(f"{2010 + place}/{11 + place}", "date")) for place in range(columns - 1))
    counts = [
        [figure(f"w{row}.{place}", 10000 + 100 * row + place) for place in range(1, columns)] for row in range(rows)
    ]
    return Table(
        caption=(Text("Crimes by ward"),),
        head=((Text("Ward of the district"),), *years),
        rows=tuple(((Text("Northmoor and Overwater Heath"),), *((Number(n),) for n in line)) for line in counts),
        numeric=(False, *(True for _ in years)),
    )


def test_each_kind_of_number_is_accounted_for() -> None:
    audit_pdf(WRITTEN.data, WRITTEN.tokens, LEDGER)
    assert {token.kind for token in WRITTEN.tokens} == {"figure", "fixed", "tick", "structure"}


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_pdf(DOCUMENT, LEDGER).data == WRITTEN.data


def test_the_file_says_that_it_meets_pdf_ua_and_pdf_a(opened: pikepdf.Pdf) -> None:
    about = opened.open_metadata()
    assert about["pdfuaid:part"] == "1"
    assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")


def test_the_file_is_tagged_and_says_its_language_title_author_and_date(opened: pikepdf.Pdf) -> None:
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "en-GB"
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    assert str(opened.docinfo.Title) == plain(COVER.title)
    assert str(opened.docinfo.Author) == COVER.partnership
    assert str(opened.docinfo.CreationDate).startswith("D:20201130")


def test_each_heading_is_a_bookmark(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        chapters = [item.title for item in outline.root]
        under = [child.title for item in outline.root for child in item.children]
    assert chapters == ["Contents", "Key findings", "All recorded crime"]
    assert under == ["By month and type"]


def test_each_chart_is_a_picture_with_its_text_alternative(opened: pikepdf.Pdf) -> None:
    charts = [block for block in DOCUMENT.blocks if isinstance(block, Chart)]
    assert sorted(str(e.Alt) for e in elements(opened, "Figure")) == sorted(plain(c.alternative) for c in charts)


def test_each_table_has_a_head_that_says_it_heads_columns(opened: pikepdf.Pdf) -> None:
    heads = elements(opened, "TH")
    # The months stand in two parts side by side, each with its own head.
    assert len(heads) == 2 * 2 + 2 + 4 + 2
    assert {str(item.Scope) for head in heads for item in head.A if "/Scope" in item} == {"/Column"}


def test_only_the_typeface_that_is_shipped_is_used(opened: pikepdf.Pdf) -> None:
    names = {str(font.BaseFont) for page in opened.pages for font in page.Resources.Font.values()}
    assert names
    assert all("+SourceSansPro-" in name for name in names)


def test_each_typeface_is_taken_once_and_from_one_kind_of_file(tmp_path: Path) -> None:
    taken = list(Path(_typefaces(tmp_path)).iterdir())
    assert taken
    assert {file.suffix for file in taken} == {".ttf"}


def test_every_page_carries_the_notice_the_marking_and_its_number(opened: pikepdf.Pdf) -> None:
    feet = [passage for passage in PASSAGES if passage.where.endswith("head and foot")]
    assert len(feet) == len(opened.pages)
    for number, passage in enumerate(feet, 1):
        assert COVER.notice in passage.text
        assert passage.text.count(COVER.marking) == 2
        assert passage.text.split()[-1] == str(number)


def test_a_document_without_a_notice_has_none() -> None:
    document = replace(DOCUMENT, cover=replace(COVER, notice="", contact=""))
    assert COVER.notice not in " ".join(passage.text for passage in read_pdf(write_pdf(document, LEDGER).data))


def test_the_contents_give_the_page_on_which_each_heading_stands() -> None:
    pages = [Passage(" ".join(p.text.split()), p.where) for p in PASSAGES if re.fullmatch(r"page \d+", p.where)]
    for heading in DOCUMENT.blocks:
        if isinstance(heading, Heading) and heading.level <= 2:
            title = plain(heading.runs)
            standing = next(number for number, page in enumerate(pages[2:], 3) if title in page.text)
            assert f"{title} {standing}" in pages[1].text


def test_everything_that_a_document_says_stands_in_the_pdf_in_its_order() -> None:
    words = body(WRITTEN.data)
    place = 0
    for block in DOCUMENT.blocks:
        if isinstance(block, (Heading, Paragraph)):
            place = words.index(plain(block.runs), place)
        elif isinstance(block, Chart):
            for runs in (block.title, block.alternative, block.caption, block.table.caption):
                place = words.index(plain(runs), place)


HOSTILE = st.text(
    st.sampled_from("#$*_`@<>\\/\"'“”‘’()[]{}=+-–—−~&%^|;:,.!?éŵß→ abc\n\t"),
    min_size=1,
    max_size=40,
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(HOSTILE, min_size=6, max_size=6))
def test_no_text_is_ever_read_as_markup(texts: list[str]) -> None:
    hostile = ("#panic()", "*a* _b_ `c` $d$ @e <f>", "\\ // /* */ https://x", '"); #read("x")', "= H", "- l", *texts)
    result = written(*(Paragraph((Text("["), Text(text), Text("]"))) for text in hostile))
    # A line may break anywhere that its words allow, so white space tells nothing.
    assert "".join(body(result.data).split()) == "Achapter" + "".join("".join(f"[{text}]".split()) for text in hostile)


@given(HOSTILE)
def test_text_goes_to_the_template_as_data_and_unchanged(text: str) -> None:
    document = Document(cover=COVER, blocks=(Paragraph((Text(text, "strong"),)),))
    data = document_data(document, date(2020, 11, 30), {})
    (run,) = data["blocks"][0]["runs"]
    assert run == {"style": "strong", "text": re.sub(r"\s+", " ", text)}


@settings(max_examples=6, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=60, max_size=60), st.integers(0, 10**6))
def test_no_number_is_broken_at_the_end_of_a_line(gaps: list[int], start: int) -> None:
    changes = [figure(f"c{place}", f"-{start + place}.5", places=1) for place in range(len(gaps))]
    between = (Fixed(" 2018–19 ", "date"), Fixed(" mid-2019 ", "date"), Fixed(" 1/2 ", "reference"))
    runs = [
        run
        for place, (gap, change) in enumerate(zip(gaps, changes, strict=True))
        for run in (Text("w" * gap + " "), Number(change), between[place % 3])
    ]
    result = written(Paragraph(tuple(runs)))
    lines = "\n".join(passage.text for passage in read_pdf(result.data)).split("\n")
    whole = [word for line in lines for word in line.split()]
    assert [word for word in whole if word.startswith("−")] == [Number(change).text for change in changes]
    assert whole.count("2018–19") == whole.count("mid-2019") == 20


def test_a_table_that_runs_on_has_its_head_again_on_every_page() -> None:
    result = written(wide_table(3, 90))
    pages = [p.text for p in read_pdf(result.data) if re.fullmatch(r"page \d+", p.where) and "Northmoor" in p.text]
    again = [p.text for p in read_pdf(result.data) if p.where.endswith("head and foot") and "Ward of" in p.text]
    assert len(pages) >= 3
    assert len(again) == len(pages) - 1


@pytest.mark.parametrize("columns", [2, 5, 9, 12, 14])
def test_no_word_of_a_table_runs_into_its_neighbour(columns: int) -> None:
    import pypdfium2
    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument(written(wide_table(columns, 3)).data)
    for page in document:
        drawn = {pdfium.address(item): item for _, item in pdfium.letters(page)}
        boxes = []
        for item in drawn.values():
            left, bottom, right, top = (pdfium.ctypes.c_float() for _ in range(4))
            raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
            boxes.append((left.value, bottom.value, right.value, top.value))
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                beside = one[2] <= other[0] + 0.2 or other[2] <= one[0] + 0.2
                assert beside or one[3] <= other[1] + 0.2 or other[3] <= one[1] + 0.2
    document.close()


def test_columns_share_the_page_as_they_need() -> None:
    plenty, crowded = fit(wide_table(2, 2), of_chart=False), fit(wide_table(12, 2), of_chart=False)
    assert plenty.size == 9.5
    assert plenty.share < 1
    assert crowded.size < 9.5
    assert crowded.share == 1
    assert crowded.widths[0] > crowded.widths[1]


def test_a_long_narrow_table_of_a_chart_stands_in_parts_side_by_side_and_loses_no_row() -> None:
    months = months_chart().table
    assert [len(part) for part in parts(months, of_chart=True)] == [12, 12]
    assert parts(months, of_chart=False) == [months.rows]
    longer = replace(months, rows=(*months.rows, months.rows[0]))
    assert [len(part) for part in parts(longer, of_chart=True)] == [9, 9, 7]
    assert tuple(row for part in parts(longer, of_chart=True) for row in part) == longer.rows


def test_a_chart_of_sixty_areas_fits_on_a_page() -> None:
    names = [f"{chr(65 + place // 26)}{chr(97 + place % 26)}borough" for place in range(60)]
    rates = [figure(f"r{place}", 50 + place, low=Decimal(49 + place), high=Decimal(51 + place)) for place in range(60)]
    table = Table(
        caption=(Text("Rates"),),
        head=((Text("Area"),), (Text("Rate"),)),
        rows=tuple(((Text(name),), (Number(rate),)) for name, rate in zip(names, rates, strict=True)),
        numeric=(False, True),
    )
    points = tuple(Point(name, rate) for name, rate in zip(names, rates, strict=True))
    chart = Chart(
        form="interval",
        title=(Text("Rates"),),
        caption=(Text("Rates with their intervals"),),
        alternative=(Text("Dots with intervals."),),
        axis="per thousand",
        series=(Series("Areas", points),),
        table=table,
        anchor="sixty",
    )
    result = written(chart)  # the audit refuses words outside the page
    assert all(body(result.data).count(f"{name} ") == 2 for name in names)


DRAWING = b"""
#set document(title: "A drawing", date: datetime(year: 2020, month: 11, day: 30))
#set text(font: "Source Sans Pro")
#let drawn = "<svg xmlns='http://www.w3.org/2000/svg' width='640' height='50'>
  <g font-family='Source Sans Pro' font-size='13'><text x='20' y='20'>33,334</text>
  <text x='60' y='20'>119.67</text><text x='20' y='40'>2019</text></g></svg>"
#image(bytes(drawn), format: "svg", width: WIDTHmm, alt: "Numbers")
"""


@pytest.mark.parametrize("width", [20, 60, 100, 165, 500])
def test_the_numbers_of_a_drawing_are_read_whole_and_apart_however_small_it_is_set(width: int, tmp_path: Path) -> None:
    source = tmp_path / "drawing.typ"
    source.write_bytes(DRAWING.replace(b"WIDTH", str(width).encode()))
    pdf = typst.compile(
        str(source),
        font_paths=[_typefaces(tmp_path)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime(2020, 11, 30, tzinfo=UTC),
    )
    words = " ".join(passage.text for passage in read_pdf(pdf) if passage.where == "page 1")
    assert words.split() == ["Numbers", "33,334", "119.67", "2019"]


def test_a_letter_that_no_typeface_has_is_named() -> None:
    with pytest.raises(GuardError, match="漢"):
        written(Paragraph((Text("A word in 漢"),)))


def test_a_figure_that_the_ledger_does_not_hold_is_not_written() -> None:
    other = replace(LEDGER, figures={**LEDGER.figures, LEVEL.key: replace(LEVEL, value=Decimal(33335))})
    with pytest.raises(GuardError, match="its ledger does not hold"):
        write_pdf(DOCUMENT, other)


@pytest.mark.parametrize("text", ["November 2020", "31 November 2020", "30 Brumaire 2020", "2020-11-30"])
def test_a_cover_without_a_day_is_refused(text: str) -> None:
    with pytest.raises(GuardError, match="date on the cover"):
        write_pdf(replace(DOCUMENT, cover=replace(COVER, dated=Fixed(text, "date"))), LEDGER)
