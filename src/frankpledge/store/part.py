"""A part: the rows that one file gave, with their account. Never changed once written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from frankpledge.store.schema import Reading
from frankpledge.store.snapshot import Coverage, Publication, Snapshot
from frankpledge.store.staging import Staged
from frankpledge.terms.digest import canonical_json, digest_bytes
from frankpledge.terms.period import Period

_OWN_FORM = ("publication", "coverage", "issued", "remarks")
_SELDOM = ("sheet", "confidential")


@dataclass(frozen=True, kw_only=True)
class Part:
    """What is known of a part. Its rows lie beside it, in Parquet, under its `id`."""

    id: str
    table: str
    publication: Publication
    file: str
    digest: str
    coverage: tuple[Coverage, ...]
    rows_in: int
    kept: int
    rejected: int
    issued: date | None = None
    simulated: str = ""
    remarks: tuple[str, ...] = field(default=())
    sheet: str = ""
    confidential: bool = False

    @property
    def source(self) -> str:
        return self.publication.key


def part_id(digest: str, reading: Reading, sheet: str = "") -> str:
    """The name of a part: same file, same sheet, same reader, same table, same name."""
    named = [digest, reading.publication.key, reading.version, reading.table.name, reading.table.version]
    if sheet:
        named.append(sheet)
    return digest_bytes(canonical_json(named).encode())[:24]


def make_part(snapshot: Snapshot, reading: Reading, staged: Staged) -> Part:
    return Part(
        id=part_id(snapshot.digest, reading, snapshot.sheet),
        table=reading.table.name,
        publication=reading.publication,
        file=snapshot.name,
        digest=snapshot.digest,
        coverage=reading.coverage,
        rows_in=staged.rows_in,
        kept=staged.kept,
        rejected=len(staged.rejected),
        issued=snapshot.issued,
        simulated=reading.simulated,
        remarks=reading.remarks,
        sheet=snapshot.sheet,
        confidential=reading.confidential,
    )


def part_to_plain(part: Part) -> dict[str, object]:
    """A part as JSON holds it. What says nothing is left out, so that an edition keeps its name."""
    plain = {key: value for key, value in vars(part).items() if key not in (*_OWN_FORM, *_SELDOM)}
    seldom = {key: getattr(part, key) for key in _SELDOM if getattr(part, key)}
    return {
        **plain,
        **seldom,
        "remarks": list(part.remarks),
        "publication": vars(part.publication),
        "coverage": [[c.area, str(c.period), *([c.what] if c.what else [])] for c in part.coverage],
        "issued": part.issued.isoformat() if part.issued else None,
    }


def part_from_plain(plain: dict[str, Any]) -> Part:
    """The reverse of `part_to_plain`."""
    values = dict(plain)
    issued = values.pop("issued")
    return Part(
        publication=Publication(**values.pop("publication")),
        coverage=tuple(Coverage(area, Period.parse(period), *what) for area, period, *what in values.pop("coverage")),
        remarks=tuple(values.pop("remarks")),
        issued=date.fromisoformat(issued) if issued else None,
        **values,
    )
