"""The files that the benchmarks load are like the publisher's: they are taken, and what is wrong in them is known."""

from __future__ import annotations

from pathlib import Path

from benchmarks.generate import generate, generate_lookup

from frankpledge.geography.areas import Areas
from frankpledge.intake.load import load
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library, count_events, rows_of_unknown_places
from frankpledge.terms.period import Period
from frankpledge.terms.places import authorities


def test_generated_files_are_of_every_force_and_load_with_their_faults_found(tmp_path: Path) -> None:
    files = generate(tmp_path / "in", 6_000, 2)
    lookup = generate_lookup(tmp_path)
    evidence = Evidence(tmp_path / "evidence")
    edition = load(evidence, [*files, lookup], area="K04000001").edition
    street = edition.of_table("street")
    assert len(street) == len(files) == 2 * 43
    assert sum(part.rows_in for part in street) == 6_000
    assert sum(part.rejected for part in street) == 1
    assert sum(count for _, count in edition.repeats) in (1, 2), (
        "two rows bear the identifier of another that may have none"
    )
    library = Library(evidence, edition)
    assert all(len(Areas(library).small_areas_of(code)) == 112 for code in authorities())
    ((_, unknown, blank),) = rows_of_unknown_places(library, "street", Period.parse("2023-01"))
    assert (unknown, 10 < blank < 60) == (0, True)
    by_rows = Library(evidence, edition, by_rows=True)
    asked = {"by": ["category", "lsoa"], "where": {}}
    assert count_events(library, "street", **asked) == count_events(by_rows, "street", **asked)  # type: ignore[arg-type]


def test_the_same_seed_gives_the_same_files_and_another_gives_others(tmp_path: Path) -> None:
    one, same = generate(tmp_path / "one", 500, 1), generate(tmp_path / "same", 500, 1)
    other = generate(tmp_path / "other", 500, 1, seed=1)
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in same]
    assert one[0].read_bytes() != other[0].read_bytes()
