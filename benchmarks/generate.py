"""Street-level files of every force in the publisher's layout, as many rows as are asked for.

    python -m benchmarks.generate FOLDER --rows 18000000

The same seed and the same number of rows give the same files. Nothing in them is real: places are numbered, not named.
One row in a hundred has no small area. Of every fifty thousand one repeats the identifier of the row before it, and one
that of an earlier month. Of every hundred thousand one has a crime type that was never in use: a load has to refuse it.
"""

from __future__ import annotations

import argparse
import csv
import itertools
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb

from frankpledge.terms.period import Month
from frankpledge.terms.places import authorities

SEED = 20261101
FIRST = Month(2023, 1)
AREAS_EACH = 112  # small areas in an authority: 318 × 112 is about the 35,672 of England and Wales
# Shares of the published rows of 2024, in thousandths.
_TYPES = (
    ("Anti-social behaviour", 155),
    ("Bicycle theft", 9),
    ("Burglary", 39),
    ("Criminal damage and arson", 75),
    ("Drugs", 29),
    ("Other crime", 21),
    ("Other theft", 70),
    ("Possession of weapons", 9),
    ("Public order", 68),
    ("Robbery", 12),
    ("Shoplifting", 77),
    ("Theft from the person", 21),
    ("Vehicle crime", 58),
    ("Violence and sexual offences", 357),
)
_ROWS = """
COPY (
    SELECT CASE WHEN type = 'Anti-social behaviour' THEN NULL
                ELSE sha256($seed || '/' || CASE n % 50000 WHEN 7 THEN n - 1 WHEN 9 THEN n // 2 ELSE n END) END
               AS "Crime ID",
           $month AS "Month", $force AS "Reported by", $force AS "Falls within",
           CASE WHEN placed THEN format('{:.6f}', -3 + (area * 7919 % 100000) / 25000 + (h >> 40) % 9000 / 1e6) END
               AS "Longitude",
           CASE WHEN placed THEN format('{:.6f}', 50.5 + (area * 104729 % 100000) / 25000 + (h >> 50) % 9000 / 1e6) END
               AS "Latitude",
           CASE WHEN placed THEN 'On or near Street ' || ((h >> 30) % 5000) ELSE 'No Location' END AS "Location",
           CASE WHEN placed THEN $letter || '01' || lpad(area::VARCHAR, 6, '0') END AS "LSOA code",
           CASE WHEN placed THEN format('Place {:03}{}', area // 5 % 1000, chr((65 + area % 5)::INTEGER)) END
               AS "LSOA name",
           CASE WHEN n % 100000 = 11 THEN 'Teleportation' ELSE type END AS "Crime type",
           CASE WHEN type <> 'Anti-social behaviour'
                THEN $outcomes[1 + (h >> 20) % len($outcomes)] END AS "Last outcome category",
           NULL AS "Context"
    FROM (SELECT n, h, $first_area + (h >> 10) % $areas AS area, h % 100 <> 0 AS placed,
                 {type} AS type
          FROM (SELECT n, (hash(n + $seed::BIGINT * 1000003) >> 1)::BIGINT AS h FROM range($from, $to) AS rows(n)))
) TO '{target}' (FORMAT csv, HEADER)
"""
_OUTCOMES = [
    "Investigation complete; no suspect identified",
    "Unable to prosecute suspect",
    "Under investigation",
    "Awaiting court outcome",
    "Local resolution",
    "Status update unavailable",
]


@dataclass(frozen=True)
class _Force:
    """A force, its share of the rows (as authorities that it polices) and its run of small areas."""

    name: str
    slug: str
    letter: str
    authorities: int
    first_area: int


def generate(folder: Path, rows: int, months: int, *, seed: int = SEED, first: Month = FIRST) -> list[Path]:
    """Write `rows` rows as a file a force and month under `folder`, and return the files, earliest month first."""
    forces = _forces()
    connection = duckdb.connect(config={"threads": 2})
    files: list[Path] = []
    done = 0
    places = len(authorities())
    for month in (first.plus(n) for n in range(months)):
        (folder / str(month)).mkdir(parents=True, exist_ok=True)
        begun, share = done, rows * (month.since(first) + 1) // months - done
        behind = 0
        for force in forces:
            behind += force.authorities
            until = begun + share * behind // places
            files.append(folder / str(month) / f"{month}-{force.slug}-street.csv")
            statement = _ROWS.replace("{type}", _type_sql()).replace("{target}", str(files[-1]))
            connection.execute(statement, _parameters(force, month, seed, done, until))
            done = until
    connection.close()
    return files


def generate_lookup(folder: Path) -> Path:
    """The lookup that places every small area of the generated rows in its authority, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "lookup_lsoa21_ltla24.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["lsoa21_code", "ltla24_code"])
        for number, (authority, force) in enumerate(_in_order()):
            for area in range(number * AREAS_EACH + 1, (number + 1) * AREAS_EACH + 1):
                writer.writerow([f"{force[0]}01{area:06}", authority])
    return target


def _in_order() -> list[tuple[str, str]]:
    """Authority and force codes, those of one force together."""
    pairs = ((area.code, force.code) for area, force in authorities().values())
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))


def _forces() -> list[_Force]:
    names = {force.code: force.name for _, force in authorities().values()}
    shares = Counter(force for _, force in _in_order())
    found, first = [], 1
    for code in sorted(shares):
        name = " ".join(reversed(names[code].split(", ")))
        slug = name.casefold().replace(" ", "-")
        found.append(_Force(f"{name.removesuffix(' Police')} Police", slug, code[0], shares[code], first))
        first += shares[code] * AREAS_EACH
    return found


def _type_sql() -> str:
    """The crime type of a row by its own chance, a number below 1,000."""
    shares = itertools.accumulate(share for _, share in _TYPES)
    cases = (f"WHEN (h >> 25) % 1000 < {until} THEN '{name}'" for until, (name, _) in zip(shares, _TYPES, strict=True))
    return f"CASE {' '.join(cases)} END"


def _parameters(force: _Force, month: Month, seed: int, start: int, until: int) -> dict[str, object]:
    return {
        "seed": str(seed),
        "month": str(month),
        "force": force.name,
        "letter": force.letter,
        "first_area": force.first_area,
        "areas": force.authorities * AREAS_EACH,
        "outcomes": _OUTCOMES,
        "from": start,
        "to": until,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Write street-level files in the publisher's layout.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=18_000_000)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    files = generate(asked.folder, asked.rows, asked.months, seed=asked.seed)
    generate_lookup(asked.folder)
    size = sum(file.stat().st_size for file in files)
    print(f"{asked.rows:,} rows in {len(files):,} files, {size / 1e9:.1f} GB")


if __name__ == "__main__":
    main()
