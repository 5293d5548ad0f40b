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
    """An area and a run of months that a file speaks of, so that absence there means none."""

    area: str
    period: Period


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One raw file, by digest. `name` is what its owner called it; `issued` is a date that somebody stated."""

    digest: str
    name: str
    path: Path
    issued: date | None = None

    @classmethod
    def of(cls, path: Path, name: str, issued: date | None = None) -> Snapshot:
        return cls(digest=digest_file(path), name=name, path=path, issued=issued)
