"""Workbooks written by hand, a part at a time, with whatever fault a test asks for."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DATE, MOMENT, TIME, MONTH, LENGTH, PERCENT = range(1, 7)  # places of styles in every workbook that `xlsx` writes
_STYLES = (
    f'<styleSheet {_MAIN}><numFmts><numFmt numFmtId="170" formatCode="[h]:mm:ss"/></numFmts><cellXfs>'
    + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 21, 17, 170, 9))
    + "</cellXfs></styleSheet>"
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def cell(value: object = None, *, kind: str = "", style: int = 0, formula: str = "", at: str = "") -> str:
    """A cell of XLSX: of `kind` s (shared string), str, b, e or none for a number; no `value`: no value beside it."""
    words = [f' r="{at}"' if at else "", f' t="{kind}"' if kind else "", f' s="{style}"' if style else ""]
    inside = (f"<f>{formula}</f>" if formula else "") + ("" if value is None else f"<v>{escape(str(value))}</v>")
    return f"<c{''.join(words)}>{inside}</c>"


def inline(text: str) -> str:
    """A cell of XLSX that holds its own text."""
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def rows(*lines: Sequence[object]) -> str:
    """Rows of XLSX: numbers as numbers, other text as text, what `cell` made as it is."""
    return "".join(f"<row>{''.join(map(_one, line))}</row>" for line in lines)


def _one(value: object) -> str:
    if isinstance(value, str):
        return value if value.startswith("<c") else inline(value)
    return cell(value)


def xlsx(
    path: Path,
    sheets: Iterable[tuple[str, str] | tuple[str, str, str]],
    *,
    shared: Sequence[str] = (),
    book: str = "",
    settings: str = "",
    besides: dict[str, str] | None = None,
) -> Path:
    """A workbook of (name, rows, state); `settings` are attributes of workbookPr, `book` XML after the sheets."""
    named = [(name, body, *state) for name, body, *state in sheets]
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}" {f"state={quoteattr(state[0])}" if state else ""}/>'
        for n, (name, _, *state) in enumerate(named, 1)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(named) + 1)
    ) + "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in ("sharedStrings", "styles")
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><workbookPr {settings}/>'
        f"<sheets>{listed}</sheets>{book}</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "xl/sharedStrings.xml": f"<sst {_MAIN}>{''.join(f'<si>{text}</si>' for text in shared)}</sst>",
        "xl/styles.xml": _STYLES,
    }
    for n, (_, body, *_) in enumerate(named, 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = f"<worksheet {_MAIN}><sheetData>{body}</sheetData></worksheet>"
    return _packed(path, {**parts, **(besides or {})})


def ods(path: Path, sheets: Iterable[tuple[str, str] | tuple[str, str, bool]], manifest: str = "") -> Path:
    """A workbook of (name, rows, hidden) in the open document format."""
    tables = "".join(
        f'<table:table table:name={quoteattr(name)} table:style-name="{"away" if any(hidden) else "shown"}">'
        f"{body}</table:table>"
        for name, body, *hidden in sheets
    )
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{shown}"/>'
        "</style:style>"
        for name, shown in (("shown", "true"), ("away", "false"))
    )
    content = (
        f"<office:document-content {_ODF} {_CALC}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return _packed(path, {"mimetype": ODS, "META-INF/manifest.xml": f"<m>{manifest}</m>", "content.xml": content})


def ods_row(*cells: object, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(map(_ods_one, cells))}</table:table-row>'


def _ods_one(value: object) -> str:
    if isinstance(value, str):
        return value if value.startswith("<table") else ods_cell(value, 'office:value-type="string"')
    return ods_cell(str(value), f'office:value-type="float" office:value="{value}"')


def ods_cell(shown: str = "", attributes: str = "", inside: str = "") -> str:
    """A cell with the text that is shown, its attributes as they stand in the file, and XML before the text."""
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in shown.split("\n")) if shown else ""
    return f"<table:table-cell {attributes}>{inside}{paragraphs}</table:table-cell>"


def _packed(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, text, kind)
    return path
