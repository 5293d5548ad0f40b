"""Profiles from a police extract: hours, days, weapons, people and flags; and never a small count of people."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extracts import MAPPING, extract_file, mapped, row
from tests.measures.tables import HERE, HERE_TOO, MEDWAY, street
from tests.measures.tables import given as given_files

from frankpledge.intake.load import load
from frankpledge.measures.catalogue import measure
from frankpledge.measures.counts import Evaluator
from frankpledge.measures.model import Figure, Measure, NotAvailable, Outcome, Withheld
from frankpledge.measures.profile import DAYS, EXTRACTED, LEAST, WHOLE, TimeProfile, armed, slugs, times
from frankpledge.measures.profile_tables import Tables, flags, people, tables, weapons
from frankpledge.record.ages import BANDS, UNDER_18
from frankpledge.record.mapping import NOT_RECORDED, Mapping
from frankpledge.store.evidence import Evidence
from frankpledge.store.query import Library
from frankpledge.store.query_crimes import crime_counts, crime_spans, values_in
from frankpledge.terms.errors import MeasureError
from frankpledge.terms.period import Period

FEB = Period.parse("2025-02")


def world(folder: Path, rows: Sequence[Sequence[str]], mapping: Mapping = MAPPING) -> Evaluator:
    evidence = Evidence(folder / "evidence")
    load(evidence, [extract_file(folder, rows)], area=MEDWAY, mappings=[mapping])
    return Evaluator(Library(evidence, evidence.current()))


def at(number: int, began: str, ended: str = "", **changed: str) -> list[str]:
    return row(number, began=began, ended=ended, recorded="2025-02", **changed)


def profile(evaluator: Evaluator, of: Measure = EXTRACTED) -> TimeProfile:
    found = times(evaluator, of, MEDWAY, FEB)
    assert isinstance(found, TimeProfile), found
    return found


def made(found: Tables | NotAvailable) -> Tables:
    assert isinstance(found, Tables), found
    return found


def number(outcome: Outcome) -> int | None:
    """The count of a figure; None where it is withheld."""
    assert isinstance(outcome, Figure | Withheld), outcome
    return int(outcome.value) if isinstance(outcome, Figure) else None


def hours_of(found: TimeProfile) -> list[float]:
    return [float(figure.value) for figure in found.hours]


def test_a_crime_between_eight_and_four_weighs_an_eighth_in_each_hour(tmp_path: Path) -> None:
    """The example of Ratcliffe and McCullagh, forty times over."""
    found = profile(world(tmp_path, [at(n, "03/02/2025 08:00", "03/02/2025 16:00") for n in range(40)]))
    assert hours_of(found) == [0.0] * 8 + [5.0] * 8 + [0.0] * 8
    assert [float(figure.value) for figure in found.days] == [40.0, 0, 0, 0, 0, 0, 0]  # 3 February 2025 was a Monday
    assert found.hours[8].key == f"extract-crime.hour@{MEDWAY}@2025-02/08"
    assert found.hours[8].label == "Crime in the police extract, 08:00 to 08:59, Medway, February 2025"
    assert found.hours[8].denominator == 40
    assert found.hours[8].evidence == "estimated"
    assert found.days[0].key == f"extract-crime.day@{MEDWAY}@2025-02/monday"


SPAN = st.tuples(st.integers(0, 27 * 24 * 60), st.one_of(st.none(), st.integers(0, 10 * 24 * 60)))


@settings(max_examples=15)
@given(st.lists(SPAN, min_size=LEAST, max_size=60), st.integers(0, 10))
def test_weights_add_up_to_the_crimes_that_they_spread(spans: list[tuple[int, int | None]], certain: int) -> None:
    """Days hold every crime; hours all but those of more than a day, whose share is reported."""
    start = datetime(2025, 2, 1)  # noqa: DTZ001
    moments = [
        (start + timedelta(minutes=first), None if length is None else start + timedelta(minutes=first + length))
        for first, length in [*spans, *[(certain, 30)] * LEAST]
    ]
    rows = [at(n, f"{a:%Y-%m-%d %H:%M}", f"{b:%Y-%m-%d %H:%M}" if b else "") for n, (a, b) in enumerate(moments)]
    long = sum(b is not None and b - a > timedelta(days=1) for a, b in moments)
    with TemporaryDirectory() as folder:
        found = profile(world(Path(folder), [[*cells[:1], "2025-02", *cells[2:]] for cells in rows]))
    assert sum(figure.value for figure in found.days) == pytest.approx(Decimal(len(rows)))
    assert sum(figure.value for figure in found.hours) == pytest.approx(Decimal(len(rows) - long))
    assert (found.long_spans.numerator, found.long_spans.denominator) == (long, len(rows))
    assert found.without_end.value == sum(b is None for _, b in moments)


def test_hours_are_as_a_slow_count_by_the_minute_says(tmp_path: Path) -> None:
    draw = random.Random(7)
    start, rows = datetime(2025, 2, 3), []  # noqa: DTZ001
    expected, days = [0.0] * 24, [0.0] * 7
    for n in range(40):
        began = start + timedelta(minutes=draw.randrange(14 * 1440))
        length = draw.choice([1, 7, 60, 95, 600, 1440])
        rows.append(at(n, f"{began:%d/%m/%Y %H:%M}", f"{began + timedelta(minutes=length):%d/%m/%Y %H:%M}"))
        for minute in range(length):
            moment = began + timedelta(minutes=minute)
            expected[moment.hour] += 1 / length
            days[moment.weekday()] += 1 / length
    found = profile(world(tmp_path, rows))
    assert hours_of(found) == pytest.approx(expected)
    assert [float(figure.value) for figure in found.days] == pytest.approx(days)


def test_spans_of_more_than_a_day_are_reported_and_left_out_of_the_hours(tmp_path: Path) -> None:
    rows = [at(n, "03/02/2025 08:30", "03/02/2025 08:40") for n in range(30)]
    rows += [at(100 + n, "04/02/2025 08:00", "05/02/2025 08:01") for n in range(10)]
    rows += [at(200, "04/02/2025 08:00", "05/02/2025 08:00")]
    found = profile(world(tmp_path, rows))
    assert found.long_spans.value == Decimal("24.390243902439")
    assert (found.long_spans.numerator, found.long_spans.denominator) == (10, 41)
    assert sum(hours_of(found)) == pytest.approx(31)
    assert sum(float(figure.value) for figure in found.days) == pytest.approx(41)


def test_too_few_crimes_have_no_profile_of_hours(tmp_path: Path) -> None:
    evaluator = world(tmp_path, [at(n, "03/02/2025 08:30") for n in range(LEAST - 1)])
    found = times(evaluator, EXTRACTED, MEDWAY, FEB)
    assert isinstance(found, Withheld)
    assert "fewer than 30 crimes" in found.reason


def test_a_crime_that_stands_twice_counts_once(tmp_path: Path) -> None:
    rows = [at(n, "03/02/2025 08:30", weapon="Knife") for n in range(40)]
    evaluator = world(tmp_path, [*rows, *rows])
    assert sum(hours_of(profile(evaluator))) == 40
    assert number(made(weapons(evaluator, EXTRACTED, MEDWAY, FEB)).counts[WHOLE]) == 40


def test_a_measure_of_offences_is_counted_by_its_codes(tmp_path: Path) -> None:
    rows = [at(n, "03/02/2025 08:30", code="8N") for n in range(40)] + [at(99, "03/02/2025 09:30", code="45")]
    found = profile(world(tmp_path, rows), measure("violence-against-the-person"))
    assert sum(hours_of(found)) == 40


def test_a_workspace_of_street_files_alone_has_no_profiles(tmp_path: Path) -> None:
    evaluator = given_files(tmp_path, street(f"month  lsoa  category  count\n2025-02  {HERE}  Burglary  3"))
    for found in (
        times(evaluator, EXTRACTED, MEDWAY, FEB),
        people(evaluator, EXTRACTED, MEDWAY, FEB),
        weapons(evaluator, EXTRACTED, MEDWAY, FEB),
        flags(evaluator, EXTRACTED, MEDWAY, FEB),
    ):
        assert isinstance(found, NotAvailable)
        assert found.reason.startswith("data.police.uk gives months only, and no record-level extract")
        assert "frankpledge map WORKSPACE FILE" in found.remedy


def test_a_measure_of_the_street_files_has_no_profile_even_beside_an_extract(tmp_path: Path) -> None:
    evaluator = world(tmp_path, [at(n, "03/02/2025 08:30") for n in range(40)])
    for name in ("street-crime", "asb"):
        found = times(evaluator, measure(name), MEDWAY, FEB)
        assert isinstance(found, NotAvailable)
        assert found.reason.startswith("data.police.uk gives months only")
    other = times(evaluator, measure("partnership-crime"), MEDWAY, FEB)
    assert isinstance(other, NotAvailable)
    assert "no single crimes" in other.reason


def test_months_that_no_extract_covers_are_named(tmp_path: Path) -> None:
    evaluator = world(tmp_path, [at(n, "03/02/2025 08:30") for n in range(40)])
    found = people(evaluator, EXTRACTED, MEDWAY, Period.parse("2025-01..2025-04"))
    assert isinstance(found, NotAvailable)
    assert "no record-level extract of January 2025 and March to April 2025 is held" in found.reason


def test_a_measure_of_no_crimes_says_so(tmp_path: Path) -> None:
    found = times(
        world(tmp_path, [at(1, "03/02/2025 08:30")]), measure("violence-against-the-person"), "E06000034", FEB
    )
    assert isinstance(found, NotAvailable)


def crowd(counts: dict[tuple[str, str], int]) -> list[list[str]]:
    """A crime for each victim: `counts` by an age in years and a sex as written."""
    victims = [pair for pair, count in counts.items() for _ in range(count)]
    return [
        at(n, "03/02/2025 08:30", victim_age=age, victim_sex=sex, suspect_age="", suspect_sex="")
        for n, (age, sex) in enumerate(victims)
    ]


def cell(**values: str) -> frozenset[tuple[str, str]]:
    return frozenset(values.items())


def test_victims_by_age_and_sex_are_counted_where_all_are_many(tmp_path: Path) -> None:
    found = made(
        people(world(tmp_path, crowd({("30", "F"): 60, ("40", "M"): 40, ("", ""): 25})), EXTRACTED, MEDWAY, FEB)
    )
    assert number(found.counts[cell(victim_age="25–34", victim_sex="female")]) == 60
    assert number(found.counts[cell(victim_age="25–34", victim_sex="male")]) == 0
    assert number(found.counts[cell(victim_sex="male")]) == 40
    assert number(found.counts[WHOLE]) == 125
    share = found.shares[cell(victim_sex="female")]
    assert isinstance(share, Figure)
    assert (share.value, share.numerator, share.denominator) == (Decimal(60), 60, 100)
    assert share.denominator_label == "crimes of which the victim's sex is recorded"
    blank = found.shares[cell(victim_sex=NOT_RECORDED)]
    assert isinstance(blank, Figure)
    assert (blank.value, blank.denominator) == (Decimal(20), 125)
    nobody = found.shares[cell(suspect_sex="male")]
    assert isinstance(nobody, NotAvailable)
    assert nobody.reason == "the suspect's sex is recorded of none of the crimes"


def test_a_small_count_of_people_is_nowhere_in_what_is_made(tmp_path: Path) -> None:
    """Seven victims under eighteen are few; nor can they be had by taking away, and the mark is the same for all."""
    counts = {("12", "F"): 7, ("30", "F"): 61, ("40", "F"): 83, ("12", "M"): 59, ("30", "M"): 97, ("40", "M"): 71}
    found = made(people(world(tmp_path, crowd(counts)), EXTRACTED, MEDWAY, FEB))
    small = cell(victim_age="10–17", victim_sex="female")
    assert isinstance(found.counts[small], Withheld)
    for total in (cell(victim_age="10–17"), cell(victim_sex="female")):
        parts = [c for c in found.counts if len(c) == 2 and total < c]
        assert sum(isinstance(found.counts[part], Withheld) for part in parts) != 1 or isinstance(
            found.counts[total], Withheld
        )
    reasons = {outcome.reason for outcome in found.counts.values() if isinstance(outcome, Withheld)}
    assert len(reasons) == 1
    shown = [int(outcome.value) for outcome in found.counts.values() if isinstance(outcome, Figure)]
    assert 7 not in shown
    assert found.protected is not None
    assert 7 not in found.protected.published.values()


@settings(max_examples=8)
@given(st.lists(st.integers(0, 25), min_size=6, max_size=6))
def test_no_figure_of_people_is_small_and_every_figure_is_true(sizes: list[int]) -> None:
    pairs = list(product(("12", "30", "70"), ("F", "M")))
    counts = dict(zip(pairs, sizes, strict=True)) | {("", ""): 11}
    with TemporaryDirectory() as folder:
        found = made(people(world(Path(folder), crowd(counts)), EXTRACTED, MEDWAY, FEB))
    truth = {"12": "10–17", "30": "25–34", "70": "65 and over", "": NOT_RECORDED}
    sexes = {"F": "female", "M": "male", "": NOT_RECORDED}
    true: Counter[frozenset[tuple[str, str]]] = Counter()
    for (age, sex), count in counts.items():
        for some in (
            {"victim_age": truth[age], "victim_sex": sexes[sex]},
            {"victim_age": truth[age]},
            {"victim_sex": sexes[sex]},
            {},
        ):
            true[cell(**some)] += count
    for key, outcome in found.counts.items():
        if all(field.startswith("victim") for field, _ in key) and isinstance(outcome, Figure):
            assert outcome.value == true[key]
            assert outcome.value == 0 or outcome.value >= 10
    for share in found.shares.values():
        if isinstance(share, Figure):
            assert share.numerator == 0 or (share.numerator or 0) >= 10


def test_ten_is_the_least_where_a_table_tells_of_persons_under_eighteen_and_five_elsewhere(tmp_path: Path) -> None:
    rows = [at(n, "03/02/2025 08:30", weapon="Knife", hate="Y" if n < 7 else "N", youth="N") for n in range(60)]
    evaluator = world(tmp_path, rows)
    hate = made(tables(evaluator, EXTRACTED, MEDWAY, FEB, (("hate",),)))
    assert number(hate.counts[cell(hate="yes")]) == 7
    both = made(tables(evaluator, EXTRACTED, MEDWAY, FEB, (("hate",), ("youth",))))
    assert number(both.counts[cell(hate="yes")]) is None
    assert BANDS[:2] == UNDER_18


def test_flags_are_shares_of_the_crimes_of_which_they_are_recorded(tmp_path: Path) -> None:
    flagged = [at(n, "03/02/2025 08:30", domestic="Y" if n < 20 else "N" if n < 50 else "") for n in range(80)]
    found = made(flags(world(tmp_path, flagged), EXTRACTED, MEDWAY, FEB))
    share = found.shares[cell(domestic="yes")]
    assert isinstance(share, Figure)
    assert (share.value, share.numerator, share.denominator) == (Decimal(40), 20, 50)
    assert share.key == f"extract-crime.cellshare@{MEDWAY}@2025-02/domestic-yes"
    assert number(found.counts[cell(domestic=NOT_RECORDED)]) == 30
    nothing = found.shares[cell(youth="yes")]
    assert isinstance(nothing, NotAvailable)


def test_weapons_by_place_person_and_time(tmp_path: Path) -> None:
    rows = [at(n, "03/02/2025 22:00", weapon="Knife", lsoa=HERE, victim_age="30") for n in range(40)]
    rows += [at(100 + n, "03/02/2025 10:00", weapon="Stick", lsoa=HERE_TOO, victim_age="40") for n in range(35)]
    rows += [at(200 + n, "03/02/2025 12:00", weapon="", lsoa="", victim_age="") for n in range(30)]
    evaluator = world(tmp_path, rows)
    place = made(weapons(evaluator, EXTRACTED, MEDWAY, FEB, by="lsoa"))
    assert number(place.counts[cell(weapon="Knife", lsoa=HERE)]) == 40
    assert number(place.counts[cell(weapon="Stick", lsoa=HERE)]) == 0
    assert number(place.counts[cell(weapon=NOT_RECORDED, lsoa=NOT_RECORDED)]) == 30
    person = made(weapons(evaluator, EXTRACTED, MEDWAY, FEB, by="victim_age"))
    assert number(person.counts[cell(weapon="Stick", victim_age="35–44")]) == 35
    assert hours_of(profile(evaluator, armed(evaluator, EXTRACTED, MEDWAY)))[10::12] == [35.0, 40.0]
    knives = armed(evaluator, EXTRACTED, MEDWAY, "Knife")
    assert (knives.name, hours_of(profile(evaluator, knives))[22]) == ("extract-crime-with-knife", 40.0)
    victims = made(people(evaluator, knives, MEDWAY, FEB))
    assert number(victims.counts[cell(victim_age="25–34")]) == 40
    with pytest.raises(MeasureError, match="No crime of the extracts held has the weapon 'Sword'"):
        armed(evaluator, EXTRACTED, MEDWAY, "Sword")


def test_a_weapons_own_table_and_the_table_of_all_weapons_are_known_to_be_the_same_crimes(tmp_path: Path) -> None:
    """What was withheld in one release stays withheld in the next, whichever way it is asked for."""
    rows = [
        at(n, "03/02/2025 22:00", weapon="Knife" if n < 50 else "Stick", victim_sex="F" if n < 6 else "M")
        for n in range(90)
    ]
    evaluator = world(tmp_path, rows)
    first = made(tables(evaluator, EXTRACTED, MEDWAY, FEB, (("weapon", "victim_sex"), ("youth",))))
    assert first.protected is not None
    knives = armed(evaluator, EXTRACTED, MEDWAY, "Knife")
    second = made(tables(evaluator, knives, MEDWAY, FEB, (("victim_sex",),), earlier=[first.protected]))
    assert isinstance(first.counts[cell(weapon="Knife", victim_sex="female")], Withheld)
    assert isinstance(second.counts[cell(victim_sex="female")], Withheld)


def test_a_profile_of_hours_does_not_tell_a_number_that_a_table_keeps_back(tmp_path: Path) -> None:
    """Forty knives are many; but four sticks are few, and with the total the one number gives the other."""
    rows = [at(n, "03/02/2025 22:00", weapon="Knife" if n < 40 else "Stick") for n in range(44)]
    evaluator = world(tmp_path, rows)
    knives = armed(evaluator, EXTRACTED, MEDWAY, "Knife")
    table = made(weapons(evaluator, EXTRACTED, MEDWAY, FEB))
    assert number(table.counts[WHOLE]) == 44
    assert [number(table.counts[cell(weapon=weapon)]) for weapon in ("Knife", "Stick")] == [None, None]
    assert table.protected is not None
    later = times(evaluator, knives, MEDWAY, FEB, earlier=[table.protected])
    assert isinstance(later, Withheld)
    assert "another table" in later.reason


def test_a_table_keeps_back_what_a_profile_of_hours_before_it_would_tell(tmp_path: Path) -> None:
    rows = [at(n, "03/02/2025 22:00", weapon="Knife" if n < 40 else "Stick") for n in range(44)]
    evaluator = world(tmp_path, rows)
    first = profile(evaluator, armed(evaluator, EXTRACTED, MEDWAY, "Knife"))
    table = made(tables(evaluator, EXTRACTED, MEDWAY, FEB, (("weapon",),), earlier=[first.protected]))
    assert number(table.counts[cell(weapon="Knife")]) == 40
    assert number(table.counts[cell(weapon="Stick")]) is None
    assert number(table.counts[WHOLE]) is None


def test_what_an_earlier_release_gave_away_cannot_be_mended_so_everything_is_withheld(tmp_path: Path) -> None:
    rows = [at(n, "03/02/2025 22:00", weapon="Knife", hate="Y" if n < 7 else "N") for n in range(60)]
    evaluator = world(tmp_path, rows)
    first = made(tables(evaluator, EXTRACTED, MEDWAY, FEB, (("hate",),)))
    assert first.protected is not None
    assert number(first.counts[cell(hate="yes")]) == 7
    second = made(tables(evaluator, EXTRACTED, MEDWAY, FEB, (("hate",), ("youth",)), earlier=[first.protected]))
    assert {type(outcome) for outcome in second.counts.values()} == {Withheld}
    assert second.protected is None


def test_notes_say_what_the_extract_and_its_mapping_leave_out(tmp_path: Path) -> None:
    evaluator = world(tmp_path, [at(n, "03/02/2025") for n in range(40)], mapped(holds="knife crime"))
    notes = profile(evaluator).hours[0].notes
    assert any("does not hold every recorded crime: knife crime" in note for note in notes)
    assert any("a day and no time" in note for note in notes)
    assert any("ages and weapons are often missing" in note for note in notes)


def test_names_of_figures_are_told_apart_where_weapons_are_written_alike() -> None:
    assert slugs(["Knife/blade", "Knife blade", "Stick", "—"]) == {
        "Knife/blade": "knife-blade",
        "Knife blade": "knife-blade-2",
        "Stick": "stick",
        "—": "value",
    }


def test_counts_add_up_over_months_and_leave_out_repeats(tmp_path: Path) -> None:
    rows = [row(1), row(2, recorded="01/03/2025"), row(2, recorded="01/03/2025"), row(3, weapon="Knife")]
    library = world(tmp_path, rows).library
    both = Period.parse("2025-02..2025-03")
    assert crime_counts(library, by=("weapon",), where={"authority": [MEDWAY]}, period=both) == {
        ("Blunt instrument",): 2,
        ("Knife",): 1,
    }
    assert crime_counts(library, by=(), where={"authority": [MEDWAY]}, period=FEB) == {(): 2}
    assert len(crime_spans(library, where={"weapon": ["Knife"]}, period=both)) == 1
    assert values_in(library, "weapon", area=MEDWAY) == ("Blunt instrument", "Knife")
    assert values_in(library, "weapon", area="E06000034") == ()


def test_days_are_in_the_order_of_the_week() -> None:
    assert DAYS[0] == "Monday"
    assert len(DAYS) == 7
