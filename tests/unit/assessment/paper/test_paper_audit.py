from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pikepdf
import pytest
from tests.unit.assessment.example import CHANGE, COVER, LEVEL, RATE, SOURCES, TYPES, types_chart

from frankpledge.assessment.blocks import (
    Block,
    Document,
    Fixed,
    Heading,
    KeyFact,
    KeyFacts,
    Link,
    Number,
    Paragraph,
    Text,
)
from frankpledge.assessment.ledger import make_ledger
from frankpledge.assessment.paper.audit import audit_pdf
from frankpledge.assessment.paper.writer import write_pdf
from frankpledge.assessment.tokens import Token
from frankpledge.terms.errors import GuardError

CHART = types_chart(alternative=(Text("Bars by type of crime; violence is "), Number(TYPES[0][1]), Text(".")))
DOCUMENT = Document(
    cover=COVER,
    blocks=(
        Heading(1, (Text("Key findings"),), "key-findings"),
        KeyFacts((KeyFact(Number(LEVEL), (Text("recorded crimes"),)), KeyFact(Number(RATE), (Text("a rate"),)))),
        Heading(1, (Text("All recorded crime"),), "crime"),
        Paragraph((Text("The police recorded "), Number(LEVEL), Text(" crimes.")), "lead"),
        Heading(2, (Text("By type"),), "types"),
        CHART,
        Paragraph((Text("A change of "), Number(CHANGE), Text(". From "), Link("the police", "https://example.org/"))),
    ),
)
LEAD, TYPE_CHART = 3, 5
LEDGER = make_ledger(DOCUMENT, SOURCES)
WRITTEN = write_pdf(DOCUMENT, LEDGER)
Change = Callable[[pikepdf.Pdf], object]


def changed(change: Change) -> bytes:
    """The finished file, taken apart, changed and saved again."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(WRITTEN.data)) as pdf:
        change(pdf)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def refused(data: bytes, match: str) -> str:
    """That the audit refuses a file, and what it says."""
    with pytest.raises(GuardError, match=match) as caught:
        audit_pdf(data, WRITTEN.tokens, LEDGER)
    return str(caught.value)


def element(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    """The first element of the structure tree of a kind."""
    found = (item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == f"/{kind}")
    return next(found)


def letters(font: pikepdf.Object) -> dict[bytes, str]:
    """What each two-byte code of a subset font is read as, from the table that the file holds."""
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]{4})>\n", font.ToUnicode.read_bytes())
    return {bytes.fromhex(code.decode()): chr(int(letter, 16)) for code, letter in pairs}


def redraw(pdf: pikepdf.Pdf, number: int, words: str, other: str) -> None:
    """On a page, draw other letters where `words` are drawn first, by the letters' codes in the subset font."""
    page = pdf.pages[number - 1]
    program = list(pikepdf.parse_content_stream(page))
    codes: dict[bytes, str] = {}
    for place, (operands, operator) in enumerate(program):
        if str(operator) == "Tf":
            codes = letters(page.Resources.Font[str(operands[0])])
        if str(operator) in ("Tj", "TJ"):
            strings = operands[0] if str(operator) == "TJ" else operands
            drawn = b"".join(bytes(item) for item in strings if isinstance(item, pikepdf.String))
            if "".join(codes.get(drawn[at : at + 2], "?") for at in range(0, len(drawn), 2)) == words:
                back = {letter: code for code, letter in codes.items()}
                new = pikepdf.String(b"".join(back[letter] for letter in other))
                program[place] = pikepdf.ContentStreamInstruction([new], pikepdf.Operator("Tj"))
                page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(program))
                return
    raise AssertionError(f"{words!r} is not drawn on page {number}")


def rewrite(pdf: pikepdf.Pdf, number: int, old: bytes, new: bytes) -> None:
    """Replace bytes in the program of a page, once."""
    page = pdf.pages[number - 1]
    program = page.Contents.read_bytes()
    assert old in program
    page.Contents = pdf.make_stream(program.replace(old, new, 1))


def written_otherwise(place: int, block: Block) -> bytes:
    """The PDF of the example with one block in another's place."""
    blocks = (*DOCUMENT.blocks[:place], block, *DOCUMENT.blocks[place + 1 :])
    document = replace(DOCUMENT, blocks=blocks)
    return write_pdf(document, make_ledger(document, SOURCES)).data


def lead(*runs: Text | Number | Fixed) -> bytes:
    return written_otherwise(LEAD, Paragraph(runs, "lead"))


def test_a_file_as_it_was_written_passes() -> None:
    audit_pdf(WRITTEN.data, WRITTEN.tokens, LEDGER)


def test_saving_a_file_again_without_a_change_is_no_fault() -> None:
    audit_pdf(changed(lambda _: None), WRITTEN.tokens, LEDGER)


@pytest.mark.parametrize(("words", "other"), [("33,334", "33,344"), ("33,334", "33,33"), ("119.67", "119.76")])
def test_a_digit_changed_in_the_drawn_page_is_found(words: str, other: str) -> None:
    told = refused(changed(lambda pdf: redraw(pdf, 3, words, other)), "not those that were written")
    assert words in told
    assert f"{other}, page 3, after: …" in told


def test_a_minus_sign_taken_from_a_number_is_found() -> None:
    old, new = "A change of −5.0%. From ", "A change of 5.0%. From "
    assert "−5.0% (figure" in refused(changed(lambda pdf: redraw(pdf, 4, old, new)), "not those that were written")


@pytest.mark.parametrize(
    "runs",
    [
        (Text("The police recorded "), Number(replace(LEVEL, key="other", value=Decimal(33335))), Text(" crimes.")),
        (Text("The police recorded "), Number(RATE), Text(" crimes.")),
        (Text("The police recorded many crimes."),),
        (Text("The police recorded "), Number(LEVEL), Text(" crimes, of "), Number(LEVEL), Text(".")),
        (Text("The police recorded "), Number(LEVEL), Text(" crimes in "), Fixed("2020", "date"), Text(".")),
    ],
    ids=["another value", "another figure", "missing", "one figure more", "one date more"],
)
def test_a_paragraph_with_other_numbers_than_were_meant_is_found(runs: tuple[Text | Number | Fixed, ...]) -> None:
    refused(lead(*runs), "not those that were written")


def test_two_numbers_that_changed_places_in_a_table_are_found() -> None:
    (one, first), (two, second), *rest = CHART.table.rows
    swapped = replace(CHART, table=replace(CHART.table, rows=((one, second), (two, first), *rest)))
    told = refused(written_otherwise(TYPE_CHART, swapped), "not those that were written")
    assert "Violence against the person" in told


def test_a_row_left_out_of_a_table_is_found() -> None:
    shorter = replace(CHART, table=replace(CHART.table, rows=CHART.table.rows[:-1]))
    refused(written_otherwise(TYPE_CHART, shorter), "not those that were written")


def test_a_number_drawn_otherwise_in_a_chart_is_found() -> None:
    (series,) = CHART.series
    turned = tuple(
        replace(point, figure=other.figure) for point, other in zip(series.points, series.points[::-1], strict=True)
    )
    data = written_otherwise(TYPE_CHART, replace(CHART, series=(replace(series, points=turned),)))
    refused(data, "not those that were written")


def test_a_number_changed_in_a_text_alternative_is_found() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        picture = element(pdf, "Figure")
        assert "13,580" in str(picture.Alt)
        picture.Alt = str(picture.Alt).replace("13,580", "13,850")

    assert "13,850, page 4" in refused(changed(change), "not those that were written")


def test_a_text_alternative_where_none_was_meant_is_found() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        element(pdf, "Table").Alt = "A table of 7 rows"

    refused(changed(change), "not those that were written")


def retitle(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo.Title = "Strategic Assessment 2021"


def retitle_xmp(pdf: pikepdf.Pdf) -> None:
    kept = pdf.Root.Metadata.read_bytes()
    assert b"Strategic Assessment 2020" in kept
    pdf.Root.Metadata.write(kept.replace(b"Strategic Assessment 2020", b"Strategic Assessment 2021"))


def add_subject(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo.Subject = "33,335 crimes"


def rename_bookmark(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = "Contents of 2019"


def relabel_link(pdf: pikepdf.Pdf) -> None:
    link = pdf.pages[1].Annots[0]
    link.Contents = str(link.Contents).replace("page 3", "page 4")


@pytest.mark.parametrize("change", [retitle, retitle_xmp, add_subject, rename_bookmark, relabel_link])
def test_a_number_changed_where_only_a_program_reads_it_aloud_is_found(change: Change) -> None:
    refused(changed(change), "not those that were written")


def test_a_heading_that_is_read_aloud_otherwise_is_found() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        element(pdf, "H2").T = "By 3 types"

    refused(changed(change), "read aloud with other numbers")


def test_another_page_number_in_the_contents_or_the_foot_is_found() -> None:
    assert "page 2, after" in refused(changed(lambda pdf: redraw(pdf, 2, " 3", " 4")), "not those that were written")
    told = refused(changed(lambda pdf: redraw(pdf, 4, "4", "2")), "not those that were written")
    assert "page 4, head and foot" in told


def test_words_that_a_screen_reader_would_not_reach_are_found() -> None:
    drawn = re.compile(rb"/Span<</MCID 1>>BDC(.*?)EMC", re.DOTALL)

    def unmark(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[2]
        page.Contents = pdf.make_stream(drawn.sub(rb"\1", page.Contents.read_bytes(), count=1))

    refused(changed(unmark), "neither in the reading order nor marked")
    refused(
        changed(lambda pdf: rewrite(pdf, 3, b"/MCID 1>>", b"/MCID 999>>")), "the reading order leaves out|not those"
    )


def test_a_number_moved_out_of_the_reading_order_is_found() -> None:
    refused(
        changed(lambda pdf: rewrite(pdf, 3, b"/Span<</MCID 1>>BDC", b"/Artifact<</Type/Layout>>BDC")),
        "not those that were written",
    )


def test_words_that_no_reader_sees_are_found() -> None:
    refused(changed(lambda pdf: rewrite(pdf, 3, b"BT 0 Tr", b"BT 3 Tr")), "where no reader sees them")
    refused(changed(lambda pdf: rewrite(pdf, 3, b"q 1 0 0 -1 ", b"q 1 0 0 -1 9")), "where no reader sees them")


def test_words_to_be_read_as_others_than_are_drawn_are_found() -> None:
    mark = b"/Span<</MCID 1>>BDC"
    other = b"/Span<</ActualText(33,335)/MCID 1>>BDC"
    refused(changed(lambda pdf: rewrite(pdf, 3, mark, other)), "read as other words")


def test_a_figure_that_the_ledger_gives_otherwise_is_found() -> None:
    figures = {**LEDGER.figures, LEVEL.key: replace(LEVEL, value=Decimal(33335))}
    with pytest.raises(GuardError, match="33,335"):
        audit_pdf(WRITTEN.data, WRITTEN.tokens, replace(LEDGER, figures=figures))


def test_a_token_too_many_or_too_few_is_found() -> None:
    extra = (*WRITTEN.tokens, Token("7", "fixed", "date"))
    for tokens in (extra, WRITTEN.tokens[:-1]):
        with pytest.raises(GuardError, match="not those that were written"):
            audit_pdf(WRITTEN.data, tokens, LEDGER)


def script(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert()")
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["x", action])))


def on_opening(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Named, N=pikepdf.Name.Print)


def on_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Named, N=pikepdf.Name.Print))


def form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array())


def attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["counts.csv"] = b"33,335"


def layer(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="hidden"))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([group]), D=pikepdf.Dictionary())


def launch(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Annots[0].A = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")


def other_file(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Annots[0].A = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F="other.pdf")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (script, "a script"),
        (on_opening, "happens by itself"),
        (on_a_page, "happens by itself"),
        (form, "a script"),
        (attachment, "an attachment"),
        (layer, "a layer"),
        (launch, "happens by itself"),
        (other_file, "another file"),
    ],
)
def test_a_file_that_runs_hides_or_carries_something_is_refused(change: Change, what: str) -> None:
    refused(changed(change), what)


def test_a_name_written_in_code_is_still_seen() -> None:
    data = changed(on_opening)
    assert b"/OpenAction" in data
    refused(data.replace(b"/OpenAction", b"/Open#41ction"), "happens by itself")


def test_objects_packed_into_streams_and_ciphers_are_refused() -> None:
    packed, locked = io.BytesIO(), io.BytesIO()
    with pikepdf.open(io.BytesIO(WRITTEN.data)) as pdf:
        pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user=""))
    refused(packed.getvalue(), "packed out of sight")
    refused(locked.getvalue(), "a cipher|packed")


def test_a_second_version_added_at_the_end_of_the_file_is_refused() -> None:
    tail = WRITTEN.data[WRITTEN.data.rindex(b"startxref") :]
    refused(WRITTEN.data + tail, "not one PDF as it was first written")


def test_a_file_cut_short_is_refused() -> None:
    refused(b"%PDF-1.7\nstartxref\n", "cannot be read")


def web_link(pdf: pikepdf.Pdf) -> pikepdf.Object:
    links = [link for page in pdf.pages for link in page.get("/Annots", []) if "/A" in link]
    return next(link for link in links if link.A.S == "/URI")


@pytest.mark.parametrize("address", ["http://example.org/", "javascript:alert()", "file:///etc/passwd"])
def test_a_link_to_anything_but_a_secure_web_address_is_refused(address: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        web_link(pdf).A.URI = address
        web_link(pdf).Contents = address

    refused(changed(change), "other than this document or a secure web address")


def test_a_link_that_does_not_say_where_it_leads_is_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        web_link(pdf).A.URI = "https://example.com/elsewhere"

    refused(changed(change), "does not say where it leads")


def test_an_annotation_that_is_no_link_is_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 30, 30], Contents="33,335"
        )
        pdf.pages[1].Annots.append(pdf.make_indirect(note))

    refused(changed(change), "Something other than a link can be clicked")
