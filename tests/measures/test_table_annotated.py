"""What people noted of the data: it travels with the figures it touches and changes what is worked out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.measures.tables import HERE, MEDWAY, figure, given, missing, offence_files, street_files

from frankpledge.measures.annotated import notes_on, steps_in
from frankpledge.measures.catalogue import measure
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.unusual import unusual_months
from frankpledge.record.model import Annotation, AnnotationKind
from frankpledge.terms.period import Month, Period

CRIME = measure("recorded-crime")
SPAN = Period.parse("2020-01..2024-12")
BEGIN = Month(2020, 1)


def _noted(kind: AnnotationKind, period: str, *, area: str = "", measures: tuple[str, ...] = ()) -> Annotation:
    return Annotation(kind=kind, period=Period.parse(period), text="As noted.", area=area, measures=measures)


def _world(tmp_path: Path, counts: list[int], *notes: Annotation) -> Evaluator:
    plain = given(tmp_path, offence_files((str(BEGIN.plus(n)), "28E", count) for n, count in enumerate(counts)))
    return replace(plain, annotations=notes)


STEADY = [60] * 60


def test_a_figure_says_what_was_noted_of_its_months_and_of_no_others(tmp_path: Path) -> None:
    world = _world(tmp_path, STEADY, _noted("lockdown", "2020-03..2020-06"), _noted("note", "2023-01"))
    level = figure(world, f"recorded-crime.level@{MEDWAY}@2020-01..2020-12")
    assert "Lockdown, March to June 2020: As noted." in level.notes
    assert not any("2023" in note for note in level.notes)


def test_what_lies_between_two_periods_is_said_of_their_change(tmp_path: Path) -> None:
    world = _world(tmp_path, STEADY, _noted("recording break", "2022-04"))
    change = figure(world, f"recorded-crime.change@{MEDWAY}@2023-01..2023-12~2021-01..2021-12")
    assert "Recording break, April 2022: As noted." in change.notes


@pytest.mark.parametrize("kind", ["under-recorded", "service suspended"])
def test_no_comparison_rests_on_months_noted_as_incomplete(tmp_path: Path, kind: AnnotationKind) -> None:
    world = _world(tmp_path, STEADY, _noted(kind, "2022-11..2022-12"))
    for key in (f"recorded-crime.change@{MEDWAY}@2022-01..2022-12", f"recorded-crime.change@{MEDWAY}@2023-01..2023-12"):
        assert missing(world, key).reason == "the count of November to December 2022 is noted as incomplete"
    assert figure(world, f"recorded-crime.change@{MEDWAY}@2022-01..2022-10").numerator == 600
    stands_out = unusual_months(world, CRIME, MEDWAY, SPAN)
    assert getattr(stands_out, "reason", "") == "the count of November to December 2022 is noted as incomplete"


def test_an_incomplete_month_ends_the_run_that_a_season_is_read_from(tmp_path: Path) -> None:
    world = _world(tmp_path, STEADY, _noted("under-recorded", "2021-06"))
    assert figure(world, f"recorded-crime.season@{MEDWAY}@{SPAN}/01").period == Period.parse("2021-07..2024-12")
    late = replace(world, annotations=(_noted("under-recorded", "2023-06"),))
    told = missing(late, f"recorded-crime.season@{MEDWAY}@{SPAN}/01").reason
    assert told == "36 months running are needed up to December 2024 and 18 are held in full"


def test_an_under_recorded_month_does_not_bend_a_trend(tmp_path: Path) -> None:
    counts = [*STEADY[:-4], 5, 5, 60, 60]
    bent = figure(_world(tmp_path / "a", counts), f"recorded-crime.trend@{MEDWAY}@{SPAN}")
    noted = _noted("under-recorded", "2024-09..2024-10")
    kept = figure(_world(tmp_path / "b", counts, noted), f"recorded-crime.trend@{MEDWAY}@{SPAN}")
    assert float(bent.value) < -2
    assert float(kept.value) == pytest.approx(0, abs=0.2)
    assert "a step where the data are noted to have changed" in kept.method


def test_a_new_system_is_a_step_and_not_a_trend(tmp_path: Path) -> None:
    counts = [60] * 30 + [90] * 30
    plain = figure(_world(tmp_path / "a", counts), f"recorded-crime.trend@{MEDWAY}@{SPAN}")
    noted = _noted("system change", "2022-07")
    stepped = figure(_world(tmp_path / "b", counts, noted), f"recorded-crime.trend@{MEDWAY}@{SPAN}")
    assert float(plain.value) > 8
    assert float(stepped.value) == pytest.approx(0, abs=0.2)


def test_a_series_cut_into_too_many_levels_has_no_line(tmp_path: Path) -> None:
    notes = [_noted("lockdown", str(BEGIN.plus(n))) for n in range(1, 58, 2)]
    told = missing(_world(tmp_path, STEADY, *notes), f"recorded-crime.trend@{MEDWAY}@{SPAN}")
    assert told.reason == "what is noted of the data leaves too few months of one level to draw a line through"


def test_a_note_of_another_area_or_measure_touches_nothing_and_one_of_the_force_does(tmp_path: Path) -> None:
    elsewhere = _noted("note", "2020-03", area="E07000110")
    other = _noted("note", "2020-03", measures=("asb",))
    force = _noted("note", "2020-04", area="E23000032")
    world = _world(tmp_path, STEADY, elsewhere, other, force)
    assert notes_on(world, CRIME, MEDWAY, SPAN) == ("Note, April 2020: As noted.",)


@pytest.mark.parametrize(
    ("kind", "period", "places"),
    [
        ("system change", "2021-01", (12,)),
        ("lockdown", "2020-04..2020-06", (3, 6)),
        ("recording break", "2019-01..2020-06", (6,)),
        ("under-recorded", "2024-12", (59,)),
        ("note", "2021-01", ()),
        ("system change", "2020-01", ()),
        ("lockdown", "2030-01", ()),
    ],
)
def test_each_kind_of_note_is_a_step_or_two_or_none(
    tmp_path: Path, kind: AnnotationKind, period: str, places: tuple[int, ...]
) -> None:
    assert steps_in(_world(tmp_path, STEADY, _noted(kind, period)), CRIME, MEDWAY, SPAN) == places


def test_the_two_months_that_kent_under_recorded_are_kept_out_of_every_comparison(tmp_path: Path) -> None:
    rows = [(str(Month(2018, 1).plus(n)), HERE, "Burglary", 20) for n in range(24)]
    world = replace(
        given(tmp_path, street_files(rows)),
        annotations=(_noted("under-recorded", "2018-11..2018-12", area="E23000032", measures=("street-crime",)),),
    )
    assert "November to December 2018" in missing(world, f"street-crime.change@{MEDWAY}@2019-01..2019-12").reason
    assert figure(world, f"street-crime.change@{MEDWAY}@2019-01..2019-10").value == 0
