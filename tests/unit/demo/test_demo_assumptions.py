"""What is assumed is said, with the figures that are used."""

from __future__ import annotations

from calendar import month_name

from frankpledge.demo.assumptions import ASSUMPTIONS
from frankpledge.demo.months import OWN_NOISE_SHAPE, SHARED_NOISE_SHAPE
from frankpledge.demo.places import SPREAD
from frankpledge.demo.tables import (
    ASB,
    crime_totals,
    former_classes,
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
