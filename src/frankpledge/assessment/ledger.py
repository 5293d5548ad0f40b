"""The ledger: every figure that a document shows, once, in the order of first use. Shipped beside it as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from frankpledge.assessment.blocks import Block, Chart, Document, Number, runs_of
from frankpledge.measures.aspect import write
from frankpledge.measures.model import Figure
from frankpledge.terms.errors import GuardError

COLUMNS = (
    "key",
    "label",
    "area_code",
    "area",
    "period",
    "compared_with",
    "printed",
    "value",
    "unit",
    "numerator",
    "denominator",
    "low",
    "high",
    "verdict",
    "p",
    "dispersion",
    "method",
    "evidence",
    "sources",
    "edition",
    "notes",
)


@dataclass(frozen=True, kw_only=True)
class SourceEntry:
    """One line of the register of sources."""

    key: str
    title: str
    publisher: str
    licence: str
    attribution: str
    url: str
    covers: str
    files: int
    kept: int
    rejected: int
    repeats: int
    limitation: str
    simulated: str = ""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Figures by key and the register of the sources that they rest on."""

    figures: Mapping[str, Figure]
    sources: Mapping[str, SourceEntry]

    def numbered(self) -> dict[str, int]:
        """Each key's place in the ledger, from one."""
        return {key: place for place, key in enumerate(self.figures, 1)}


def make_ledger(document: Document, sources: Mapping[str, SourceEntry]) -> Ledger:
    """Gather the figures of a document. Raises GuardError where one key stands for two different figures."""
    figures: dict[str, Figure] = {}
    for figure in _figures(document.blocks):
        if figures.setdefault(figure.key, figure) != figure:
            raise GuardError(
                f"Two different figures have the key {figure.key}",
                found=f"{write(figures[figure.key])} and {write(figure)}",
                cause="Two chapters worked it out from different evidence.",
            )
    return Ledger(figures=figures, sources=sources)


def _figures(blocks: Iterable[Block]) -> Iterable[Figure]:
    for block in blocks:
        for runs in runs_of(block):
            yield from (run.figure for run in runs if isinstance(run, Number))
        if isinstance(block, Chart):
            yield from (p.figure for series in block.series for p in series.points if p.figure)


def ledger_csv(ledger: Ledger) -> str:
    """The ledger as CSV text, with the exact value beside the printed one."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(figure) for figure in ledger.figures.values())
    return out.getvalue()


def _row(figure: Figure) -> list[str]:
    test = figure.test
    return [
        figure.key,
        figure.label,
        figure.area.code,
        figure.area.name,
        str(figure.period),
        str(figure.compared_with or ""),
        write(figure),
        _exact(figure.value),
        figure.unit.name.lower(),
        _exact(figure.numerator),
        _exact(figure.denominator),
        _exact(figure.low),
        _exact(figure.high),
        test.verdict if test else "",
        _exact(test.p if test else None),
        _exact(test.phi if test else None),
        figure.method,
        figure.evidence,
        " ".join(figure.sources),
        figure.edition,
        " ".join(figure.notes),
    ]


def _exact(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
