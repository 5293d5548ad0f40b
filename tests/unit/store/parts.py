"""Parts made of nothing but what decides whether they count."""

from __future__ import annotations

from datetime import date

from frankpledge.store.part import Part
from frankpledge.store.snapshot import Coverage, Publication
from frankpledge.terms.digest import digest_bytes
from frankpledge.terms.period import Period


def part(
    name: str,
    period: str = "2025-01",
    *,
    area: str = "E23000032",
    source: str = "street",
    table: str = "street",
    issued: str = "",
    simulated: str = "",
) -> Part:
    words = {"title": source, "publisher": "p", "licence": "l", "attribution": "a", "url": "u", "limitation": "x"}
    return Part(
        id=digest_bytes(name.encode())[:24],
        table=table,
        publication=Publication(key=source, **words),
        file=f"{name}.csv",
        digest=digest_bytes(f"file {name}".encode()),
        coverage=(Coverage(area, Period.parse(period)),),
        rows_in=3,
        kept=2,
        rejected=1,
        issued=date.fromisoformat(issued) if issued else None,
        simulated=simulated,
        remarks=("a remark",),
    )
