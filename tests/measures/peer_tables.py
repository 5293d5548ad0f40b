"""Tables of many authorities, made up for the tests: unitary ones to rank, and others to find alike."""

from __future__ import annotations

from tests.measures.tables import MEDWAY, Files, partnerships, residents, table_c2

# Twelve unitary authorities, Medway the first, and the crimes of each; every one has ten thousand residents.
UNITARIES = (MEDWAY, *(f"E060000{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)))
ALIKE = (1000, 1010, 990, 1020, 980, 1005, 995, 1015, 985, 1000, 1002, 998)
UNLIKE = (1300, 1010, 690, 1520, 680, 1405, 795, 1215, 585, 1000, 1602, 798)


def ranked(counts: tuple[int, ...], people: int = 10_000) -> tuple[Files, ...]:
    """Lookup, residents and table of as many authorities as there are counts."""
    codes = UNITARIES[: len(counts)]
    head = "code  name  csp  csp_name  force  force_name"
    places = [f"{code}  Place {code}  E2200{n:04}  Part {n}  E23000032  Kent" for n, code in enumerate(codes)]
    table = [f"E23000032  Kent  E2200{n:04}  Part {n}  {code}  Place {code}" for n, code in enumerate(codes)]
    rows = [f"{row}  {count}" for row, count in zip(table, counts, strict=True)]
    return (
        partnerships("\n".join([head, *places])),
        residents("\n".join(["year  code  name  residents", *(f"2024  {c}  Place {c}  {people}" for c in codes)])),
        table_c2("\n".join(["force  force_name  csp  csp_name  code  name  total", *rows])),
    )


OTHERS = tuple(f"E07{number:06}" for number in range(105, 123))  # eighteen districts
CODES = (MEDWAY, *OTHERS)
PEOPLE = 10_000


def _ages(code: str, young: int, old: int) -> str:
    """A line of single years of age: so many aged twenty, so many aged seventy, and the rest forty."""
    ages = dict.fromkeys(range(91), 0) | {20: young, 70: old, 40: PEOPLE - young - old}
    return ",".join([code, f"Place {code}", str(PEOPLE), *map(str, ages.values())])


def grouped(codes: tuple[str, ...] = CODES, *more: Files, ages: bool = True) -> tuple[Files, ...]:
    """Each authority a little older than the one before it, Medway the youngest, and with a few more crimes."""
    head = "ltla24_code,ltla24_name,total_population" + ("," + ",".join(map(str, range(90))) + ",90+" if ages else "")
    lines = [_ages(code, 1000 - 10 * n, 1500 + 20 * n) for n, code in enumerate(codes)]
    lines = lines if ages else [",".join(line.split(",")[:3]) for line in lines]
    places = [f"{code}  Place {code}  E2200{n:04}  Part {n}  E23000032  Kent" for n, code in enumerate(codes)]
    rows = [
        f"E23000032  Kent  E2200{n:04}  Part {n}  {code}  Place {code}  {500 + 10 * n}" for n, code in enumerate(codes)
    ]
    return (
        partnerships("\n".join(["code  name  csp  csp_name  force  force_name", *places])),
        {"population24_ltla24.csv": "\n".join([head, *lines, ""])},
        table_c2("\n".join(["force  force_name  csp  csp_name  code  name  total", *rows])),
        *more,
    )
