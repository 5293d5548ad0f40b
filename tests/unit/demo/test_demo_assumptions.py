"""What is assumed is said, with the figures that are used."""

from __future__ import annotations

from calendar import month_name

from frankpledge.demo.assumptions import ASSUMPTIONS
from frankpledge.demo.choices import ages, circumstances, feeds, questions, weapons
from frankpledge.demo.extract import DELAYS, MEN_SUSPECTED, WOMEN_DOMESTIC, WOMEN_OTHER
from frankpledge.demo.months import OWN_NOISE_SHAPE, SHARED_NOISE_SHAPE
from frankpledge.demo.outcomes import AFTER
from frankpledge.demo.places import SPREAD
from frankpledge.demo.searches import PEAK_HOUR, SEARCHES
from frankpledge.demo.tables import (
    ASB,
    crime_totals,
    former_classes,
    rows,
    seasons,
    town_centres,
    yearly_totals,
)

TEXT = {assumption.id: assumption.text for assumption in ASSUMPTIONS}
EVERYTHING = "\n".join(TEXT.values())


def test_every_assumption_has_an_identifier_of_its_own_and_a_whole_sentence() -> None:
    assert len(TEXT) == len(ASSUMPTIONS) > 20
    for assumption in ASSUMPTIONS:
        assert assumption.id and not set(assumption.id) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert assumption.text[0].isupper() and assumption.text.endswith(".")
        assert len(assumption.text) <= 260
        assert "{" not in assumption.text


def test_every_chosen_count_is_said() -> None:
    for group, counts in yearly_totals().items():
        said = TEXT["anti-social-behaviour" if group == ASB else f"group-{group.lower().replace(' ', '-')}"]
        assert group in said
        assert "; ".join(f"{count:,}" for count in counts[:4]) in said
        assert f"and {counts[4]:,}" in said
    assert f"{crime_totals()[0]:,}" in TEXT["total-2015-16"]
    assert all(f"{count:,}" in TEXT["totals-2016-to-2019"] for count in crime_totals()[1:4])


def test_every_season_and_every_town_centre_is_said() -> None:
    for kind, season in seasons().items():
        sentence = f"{kind}: a yearly wave of {season.swing_percent}% about its mean"
        assert f"{sentence}, highest in {month_name[season.peak_month]}." in EVERYTHING
    for centre in town_centres():
        said = TEXT[f"town-centre-{centre.town.lower()}"]
        assert centre.lsoa_code in said and f"{centre.times} times" in said


def test_the_noise_the_spread_and_the_former_burglary_classes_are_said() -> None:
    assert 1 / SHARED_NOISE_SHAPE**0.5 == 0.025 and "2.5%" in TEXT["shared-noise"]
    assert 1 / OWN_NOISE_SHAPE**0.5 == 0.05 and "5%" in TEXT["own-noise"]
    assert str(SPREAD) in TEXT["areas"]
    halves = {former.percent for former in former_classes() if former.percent < 100}
    assert halves == {70, 30}
    assert "70%" in TEXT["former-burglary-classes"] and "30%" in TEXT["former-burglary-classes"]


def test_every_circumstance_of_the_extract_is_said() -> None:
    for kind, one in circumstances().items():
        said = TEXT[f"extract-{kind.lower().replace(' ', '-')}"]
        assert f"most at {one.peak_hour}:00" in said
        assert f"domestic abuse {one.domestic}%, hate crime {one.hate}%" in said
        assert f"with a weapon {one.weapon}%, a victim {one.victim}%, a suspect {one.suspect}%" in said
        assert (f"within up to {one.unseen_hours} hours" in said) is bool(one.unseen_hours)
    for band in ages():
        assert f"{band.first} to {band.last}: {band.victims}%" in TEXT["extract-ages-victims"]
        assert f"{band.first} to {band.last}: {band.suspects}%" in TEXT["extract-ages-suspects"]
    assert all(f"{one.word.lower()} {one.share}%" in TEXT["extract-weapons"] for one in weapons())
    assert all(f"{percent}%" in TEXT["extract-recording"] for percent in DELAYS)
    assert all(f"{percent}%" in TEXT["extract-sexes"] for percent in (WOMEN_DOMESTIC, WOMEN_OTHER, MEN_SUSPECTED))


def test_every_count_invented_for_a_partner_is_said_to_be() -> None:
    assert "are invented" in TEXT["prescribed-information"]
    for feed in feeds():
        said = TEXT[f"dataset-{feed.dataset.lower()}"]
        assert all(f"{count:,}" in said for count in feed.counts)
        assert all(f"{what.lower()} {share}%" in said for what, share in zip(feed.categories, feed.shares, strict=True))
        if feed.season:
            assert f"{feed.season.swing_percent}% above the mean in {month_name[feed.season.peak_month]}" in said


def test_every_value_invented_for_an_indicator_is_said_to_be() -> None:
    for row in rows("demo", "data", "reoffending.csv"):
        said = TEXT[f"reoffending-{row['Group']}-{row['Cohort from'][:4]}"]
        assert said.endswith("are invented.")
        assert all(f"{int(row[name]):,} " in said for name in ("Offenders", "Reoffenders", "Reoffences"))
    for row in rows("demo", "data", "first_time_entrants.csv"):
        said = TEXT[f"first-time-entrants-{row['Period from'][:4]}"]
        assert said.endswith("are invented.")
        assert f"{int(row['Entrants'])} of {int(row['Population 10 to 17']):,}" in said


def test_every_answer_of_the_survey_is_said_with_how_many_gave_it() -> None:
    for question in questions():
        said = TEXT[f"survey-{question.name.lower()}"]
        assert all(f"{answer.lower()} {times}" in said for answer, times in question.answers.items())
    assert "105 are assumed" in TEXT["survey"]


def test_what_was_published_and_not_simulated_is_told_apart() -> None:
    assert "are published, not simulated" in TEXT["calls"]
    assert "less the published increase" in TEXT["calls"]


def test_the_step_of_burglary_is_told_as_a_change_of_classes() -> None:
    assert "step in April 2017" in TEXT["burglary-step"] and "all burglary has no step" in TEXT["burglary-step"]


def test_what_followed_is_said_with_the_months_and_the_figures_that_were_used() -> None:
    assert "January 2020 to March 2020 alone" in TEXT["outcomes"]
    assert [round(100 * crimes / sum(AFTER)) for crimes in AFTER] == [66, 19, 6, 9]
    assert "66% have their outcome in the month of recording, 19% a month and 6% two" in TEXT["outcome-months"]
    assert "9% later still or never" in TEXT["outcome-months"]
    assert str(SEARCHES) in TEXT["searches"] and f"{PEAK_HOUR}:00" in TEXT["search-values"]
    assert "outcome" not in TEXT["no-points"] and "search" not in TEXT["no-points"]
