"""An edition: the parts that count, which of their rows repeat one another, and a name made from both.

What counts does not depend on the order in which files were loaded. Two different files that cover the same area and
month of the same source never add: the one that was issued later counts, and where nobody said which that is, neither
guess is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from frankpledge.store.part import Part, part_from_plain, part_to_plain
from frankpledge.store.snapshot import Coverage
from frankpledge.store.tables import ADDING_TABLES, FORMAT, RECORD_TABLES
from frankpledge.terms.digest import canonical_json, digest_bytes
from frankpledge.terms.errors import IntakeError, StoreError
from frankpledge.terms.period import Month

_NEVER = date.min


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Parts in force, parts that a later issue replaced, and the count of repeats in each part in force."""

    parts: tuple[Part, ...]
    superseded: tuple[Part, ...] = ()
    repeats: tuple[tuple[str, int], ...] = ()

    @cached_property
    def digest(self) -> str:
        return digest_bytes(edition_to_json(self).encode())

    @property
    def name(self) -> str:
        """The short name that folders and documents carry."""
        return self.digest[:12]

    def of_table(self, table: str) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.table == table)

    def of_source(self, source: str) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.source == source)

    def repeats_in(self, part: Part) -> int:
        return dict(self.repeats).get(part.id, 0)

    def months_covered(self, table: str, areas: frozenset[str], what: str = "") -> frozenset[Month]:
        """The months for which some part of `table` speaks of one of `areas`, and of `what` where that is given."""
        return frozenset(
            month
            for part in self.of_table(table)
            for coverage in part.coverage
            if coverage.area in areas and what in ("", coverage.what)
            for month in coverage.period
        )


EMPTY = Edition(parts=())


def settle(parts: tuple[Part, ...]) -> Edition:
    """Decide which parts count. Raises IntakeError where two claim the same ground and nobody said which is newer."""
    _refuse_mixture(parts)
    lost: set[str] = set()
    claims: dict[tuple[str, Coverage], list[Part]] = {}
    for part in parts:
        for coverage in part.coverage:
            claims.setdefault((part.source, coverage), []).append(part)
    for (_, coverage), claimants in claims.items():
        if len(claimants) > 1:
            lost.update(part.id for part in claimants if part is not _latest(claimants, coverage))
    _refuse_half_lost(parts, lost, claims)
    _refuse_overlap([part for part in parts if part.id not in lost])
    ordered = sorted(parts, key=lambda part: part.id)
    return Edition(
        parts=tuple(part for part in ordered if part.id not in lost),
        superseded=tuple(part for part in ordered if part.id in lost),
    )


def _latest(claimants: list[Part], coverage: Coverage) -> Part:
    ranked = sorted(claimants, key=lambda part: part.issued or _NEVER, reverse=True)
    newest, next_newest = ranked[0], ranked[1]
    if (newest.issued or _NEVER) == (next_newest.issued or _NEVER):
        raise IntakeError(
            f"Two different files cover {_ground(coverage)}",
            expected="one file for each source, area and month",
            found=f"{newest.file} ({newest.rows_in:,} rows) and {next_newest.file} ({next_newest.rows_in:,} rows)",
            cause="The publisher issued the month again; counting both would count everything twice.",
            remedy="Say when the newer one was issued and load it again, as in --issued 2026-01-31: it then takes the "
            "place of the other.",
        )
    return newest


def _refuse_half_lost(parts: tuple[Part, ...], lost: set[str], claims: dict[tuple[str, Coverage], list[Part]]) -> None:
    """A later file that covers only some of what an earlier one does would take the rest away with it."""
    for part in (part for part in parts if part.id in lost):
        alone = [coverage for coverage in part.coverage if len(claims[part.source, coverage]) == 1]
        if alone:
            raise IntakeError(
                f"A later file covers only a part of {part.file}",
                expected=f"a file that covers {_ground(alone[0])} as well",
                found="other ground alone",
                cause="The newer file was cut for another request; the older one would be lost with all that it holds.",
                remedy="Ask for the newer file with everything that the older one covers.",
            )


def _ground(coverage: Coverage) -> str:
    return " ".join(word for word in (coverage.what, coverage.area, "in", coverage.period.label) if word)


def _refuse_overlap(parts: list[Part]) -> None:
    """Files of events that share some months and not others: neither can take the other's place."""
    held: dict[tuple[str, str, str, Month], Part] = {}
    for part in (part for part in parts if part.table in ADDING_TABLES):
        for coverage in part.coverage:
            for month in coverage.period:
                other = held.setdefault((part.source, coverage.area, coverage.what, month), part)
                if other is not part:
                    raise IntakeError(
                        f"Two files cover {coverage.area} in {month} and other months apart",
                        expected="files whose months are the same, or have none in common",
                        found=f"{other.file} and {part.file}",
                        cause="One of them was cut for another request; counting both would count the month twice.",
                        remedy="Ask for the months once, or load files that are cut in the same way.",
                    )


def _refuse_mixture(parts: tuple[Part, ...]) -> None:
    kinds = {bool(part.simulated): part for part in parts if part.table in RECORD_TABLES}
    if len(kinds) > 1:
        raise IntakeError(
            "Simulated records and published ones cannot lie in one workspace",
            expected="records that are all simulated, or all published",
            found=f"{kinds[True].file} is simulated, {kinds[False].file} is not",
            cause="Files of an example were put among those of a partnership, or the other way about.",
            remedy="Make a workspace of its own for one of them: frankpledge new NAME --area CODE.",
        )


def edition_to_json(edition: Edition) -> str:
    return canonical_json(
        {
            "format": FORMAT,
            "parts": [part_to_plain(part) for part in edition.parts],
            "superseded": [part_to_plain(part) for part in edition.superseded],
            "repeats": [list(pair) for pair in edition.repeats],
        }
    )


def edition_from_plain(plain: dict[str, Any]) -> Edition:
    """The reverse of `edition_to_json`. Raises StoreError for a format that this release does not know."""
    if plain.get("format") != FORMAT:
        raise StoreError(
            "The evidence was written in another format",
            expected=f"format {FORMAT}",
            found=f"format {plain.get('format')}",
            cause="It was written by a newer release.",
            remedy="Use the release of Frankpledge that wrote it, or load the files into a new workspace.",
        )
    return Edition(
        parts=tuple(part_from_plain(part) for part in plain["parts"]),
        superseded=tuple(part_from_plain(part) for part in plain["superseded"]),
        repeats=tuple((str(part), int(count)) for part, count in plain["repeats"]),
    )
