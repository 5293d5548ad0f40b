"""What is known of a file before a row of it is read: who publishes it, on what terms, what it covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from frankpledge.terms.digest import digest_file
from frankpledge.terms.period import Period

ENGLAND_AND_WALES = "K04000001"


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A publisher's product: where it comes from and what can't be done with it."""

    key: str
    title: str
    publisher: str
    licence: str
    attribution: str
    url: str
    limitation: str


@dataclass(frozen=True, order=True)
class Coverage:
    """An area and a run of months that a file speaks of, so that absence there means none.

    `what` says of what, where one source ships several things: a dataset, a measure, a survey.
    """

    area: str
    period: Period
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One raw file, by digest. `name` is what its owner called it; `issued` is a date that somebody stated.

    `sheet` names one sheet of a workbook; `table` is then the sheet written out as CSV, and `path` the workbook.
    """

    digest: str
    name: str
    path: Path
    issued: date | None = None
    sheet: str = ""
    table: Path | None = None

    @classmethod
    def of(
        cls, path: Path, name: str, issued: date | None = None, *, sheet: str = "", table: Path | None = None
    ) -> Snapshot:
        return cls(digest=digest_file(path), name=name, path=path, issued=issued, sheet=sheet, table=table)

    @property
    def rows_at(self) -> Path:
        """The CSV that is read: the file itself, or the sheet of the workbook written out."""
        return self.table or self.path
