from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.assessment.example import MONTHS, PEERS, TYPES, figure, months_chart, peers_chart, types_chart

from frankpledge.assessment.blocks import Chart, Mark, Number, Point, Series, Text
from frankpledge.assessment.charts import draw as chart_module
from frankpledge.assessment.charts.draw import draw
from frankpledge.assessment.charts.line import month_of, unbroken
from frankpledge.assessment.charts.sheet import ACCENT, EMPHASIS, GREY, INK, axis_over, rendered, width_of, wrap
from frankpledge.assessment.tokens import Token, numbers_in
from frankpledge.terms.errors import GuardError
from frankpledge.terms.numbers import Unit

SVG = "{http://www.w3.org/2000/svg}"


def _texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def _lines_drawn(svg: str) -> list[str]:
    """The path of each unbroken run: the only paths with a stroke of two pixels."""
    paths = ElementTree.fromstring(svg).iter(f"{SVG}path")
    return [path.get("d", "") for path in paths if path.get("stroke-width") == "2" and "L" in path.get("d", "")]


def _with_gap(*places: int) -> Chart:
    points = tuple(Point(m.period.label, None if i in places else m) for i, m in enumerate(MONTHS))
    return months_chart(series=(Series("Oldbridge", points),))


@pytest.mark.parametrize("make", [months_chart, types_chart, peers_chart])
@pytest.mark.parametrize("width", [640, 340])
def test_the_tokens_are_the_numbers_of_the_file_in_order(make: type[Chart], width: int) -> None:
    drawing = draw(make(), width=width)
    found = [n for text in ElementTree.fromstring(drawing.svg).itertext() for n in numbers_in(text)]
    assert found == [token.text for token in drawing.tokens]
    assert [n for text in _texts(drawing.svg) for n in numbers_in(text)] == [token.text for token in drawing.drawn]


@pytest.mark.parametrize("make", [months_chart, types_chart, peers_chart])
def test_the_same_chart_gives_the_same_bytes(make: type[Chart]) -> None:
    assert draw(make()).svg == draw(make()).svg


def test_a_line_never_runs_through_a_month_without_a_figure() -> None:
    assert len(_lines_drawn(draw(_with_gap()).svg)) == 1
    assert len(_lines_drawn(draw(_with_gap(5)).svg)) == 2
    assert len(_lines_drawn(draw(_with_gap(5, 11, 12)).svg)) == 3


def test_a_line_never_runs_through_a_month_that_was_left_out() -> None:
    points = tuple(Point(m.period.label, m) for i, m in enumerate(MONTHS) if i not in (5, 6))
    svg = draw(months_chart(series=(Series("Oldbridge", points),))).svg
    before, after = ([float(x) for x in re.findall(r"[ML]([\d.]+),", line)] for line in _lines_drawn(svg))
    assert after[0] - before[-1] == pytest.approx(3 * (before[1] - before[0]), abs=0.01), "by the calendar"


def test_a_month_between_two_gaps_is_still_shown() -> None:
    points = [Point(m.period.label, m if i == 1 else None) for i, m in enumerate(MONTHS[:3])]
    places = {point.label: place for place, point in enumerate(points)}
    assert [[point.label for point, _ in run] for run in unbroken(points, places)] == [["May 2018"]]
    svg = draw(months_chart(series=(Series("Oldbridge", tuple(points)),), marks=())).svg
    assert len(re.findall(r'<path[^>]* d="M[\d.]+,0A', svg)) == 1, "its dot"
    assert not _lines_drawn(svg)


@given(st.lists(st.booleans(), min_size=1, max_size=24))
def test_runs_hold_every_month_that_has_a_figure_and_no_two_across_a_gap(held: list[bool]) -> None:
    points = [Point(m.period.label, m if there else None) for m, there in zip(MONTHS, held, strict=False)]
    places = {point.label: place for place, point in enumerate(points)}
    runs = [[places[point.label] for point, _ in run] for run in unbroken(points, places)]
    assert [place for run in runs for place in run] == [place for place, there in enumerate(held) if there]
    assert all(run == list(range(run[0], run[-1] + 1)) for run in runs)
    assert all(after[0] - before[-1] > 1 for before, after in pairwise(runs))


def test_years_stand_under_january_and_under_the_first_month() -> None:
    texts = _texts(draw(months_chart()).svg)
    assert texts[texts.index("Apr") :][:4] == ["Apr", "2018", "Jul", "Oct"]
    assert texts[texts.index("Jan") + 1] == "2019"


def test_labels_that_are_not_months_stand_in_turn() -> None:
    years = [figure(f"crime.level@{year}", 100 + year) for year in range(2015, 2021)]
    points = tuple(Point(f"{f.key[-4:]}/{int(f.key[-2:]) + 1}", f) for f in years)
    texts = _texts(draw(months_chart(series=(Series("Years", points),), marks=())).svg)
    assert [text for text in texts if "/" in text] == [point.label for point in points]


def test_a_mark_has_its_words_and_a_rule_at_its_month() -> None:
    chart = months_chart(marks=(Mark("June 2018", "A rule changed"), Mark("March 2020", "First lockdown begins")))
    svg = draw(chart).svg
    assert {"A rule changed", "First lockdown begins"} <= set(_texts(svg))
    assert svg.count('stroke-dasharray="3,3"') == 2


def test_a_mark_that_stands_nowhere_on_the_axis_is_refused() -> None:
    with pytest.raises(GuardError, match="June 2031"):
        draw(months_chart(marks=(Mark("June 2031", "Later"),)))


def test_an_emphasised_month_shows_its_value_as_a_figure() -> None:
    points = tuple(Point(m.period.label, m, i == 4) for i, m in enumerate(MONTHS))
    drawing = draw(months_chart(series=(Series("Oldbridge", points),)))
    assert drawing.drawn[-1] == Token("2,648", "figure", f"{MONTHS[4].key}#value")


def test_lines_are_told_apart_by_dash_and_name_as_well_as_colour() -> None:
    lower = tuple(Point(m.period.label, replace(m, key=m.key + "/b", value=m.value / 2)) for m in MONTHS)
    both = (months_chart().series[0], Series("Other incidents", lower))
    svg = draw(months_chart(series=both)).svg
    assert {"Oldbridge", "Other"} <= {word for text in _texts(svg) for word in text.split()}
    assert 'stroke-dasharray="7,3"' in svg


def test_names_of_lines_that_end_together_do_not_stand_on_one_another() -> None:
    same = tuple(Point(m.period.label, replace(m, key=m.key + "/b")) for m in MONTHS)
    svg = draw(months_chart(series=(months_chart().series[0], Series("Another", same)), marks=())).svg
    heights = [float(y) for y in re.findall(r'translate\([\d.]+,([\d.]+)\)"[^>]*>(?:Oldbridge|Another)<', svg)]
    assert len(heights) == 2
    assert abs(heights[0] - heights[1]) > 15


def test_a_fifth_line_is_refused() -> None:
    with pytest.raises(GuardError, match="at most four"):
        draw(months_chart(series=months_chart().series * 5))


@pytest.mark.parametrize("make", [types_chart, peers_chart])
def test_rows_show_one_series(make: type[Chart]) -> None:
    with pytest.raises(GuardError, match="one series, not 2"):
        draw(make(series=make().series * 2))


@pytest.mark.parametrize("make", [months_chart, types_chart, peers_chart])
def test_a_chart_without_a_figure_is_refused(make: type[Chart]) -> None:
    with pytest.raises(GuardError, match="none of its points has a figure"):
        draw(make(series=(Series("Nothing", (Point("April 2019", None),)),), marks=()))


def test_bars_start_at_zero_and_are_in_proportion() -> None:
    svg = draw(types_chart()).svg
    widths = [float(w) for w in re.findall(r'<path[^>]*d="M[\d.,-]+h([\d.]+)v[\d.]+h[^>]*fill="#1d4f91"', svg)]
    assert len(widths) == 3
    ratios = [width / float(count.value) for width, (_, count) in zip(widths, TYPES, strict=True)]
    assert max(ratios) == pytest.approx(min(ratios), rel=1e-4)


def test_each_bar_has_its_value_as_a_figure() -> None:
    drawn = [token for token in draw(types_chart()).drawn if token.kind == "figure"]
    assert drawn == [Token(f"{count.value:,}", "figure", f"{count.key}#value") for _, count in TYPES]


def test_a_bar_without_a_figure_says_so_in_words() -> None:
    points = (Point("Theft", TYPES[1][1]), Point("Fraud", None))
    assert "not available" in _texts(draw(types_chart(series=(Series("Types", points),))).svg)


def test_falls_are_drawn_to_the_left_of_rises() -> None:
    falls = figure("crime.change@a", "-14", places=1, unit=Unit.PERCENT, signed=True)
    rises = figure("crime.change@b", "2.4", places=1, unit=Unit.PERCENT, signed=True)
    chart = types_chart(series=(Series("Changes", (Point("Theft", falls), Point("Fraud", rises))),))
    svg = draw(chart).svg
    starts = dict(re.findall(r'translate\((-?[\d.]+),[\d.]+\)"[^>]*>([−+][\d.%]+)<', svg)[i][::-1] for i in range(2))
    assert float(starts["−14.0%"]) < float(starts["+2.4%"])


def test_the_own_area_stands_out_by_weight_as_well_as_colour() -> None:
    own = re.search(r"<text[^>]*>Oldbridge</text>", draw(peers_chart()).svg)
    other = re.search(r"<text[^>]*>Wexley</text>", draw(peers_chart()).svg)
    assert own and other
    assert 'font-weight="bold"' in own[0] and "#b3541e" in own[0]
    assert 'font-weight="bold"' not in other[0]


def test_sixty_areas_stay_apart_and_small() -> None:
    name, rate = PEERS[0]
    points = tuple(Point(f"{name} {'ab'[i % 2]}", replace(rate, key=f"{rate.key}/{i}")) for i in range(60))
    svg = draw(peers_chart(series=(Series("Authorities", points),))).svg
    heights = [float(y) for y in re.findall(r'translate\(-[\d.]+,([\d.]+)\)"[^>]*>Northmoor', svg)]
    assert len(heights) == 60
    assert min(b - a for a, b in pairwise(heights)) >= 16
    assert float(re.search(r' height="([\d.]+)"', svg)[1]) < 1300  # type: ignore[index]


def test_long_names_are_wrapped_and_keep_their_numbers() -> None:
    points = (Point("Offences under section 5 of an act with a very long title indeed", TYPES[0][1]),)
    drawing = draw(types_chart(series=(Series("Types", points),)), width=340)
    assert drawing.drawn[0] == Token("5", "tick", "axis")
    assert len([text for text in _texts(drawing.svg) if text not in ("Recorded crimes", "13,580")]) >= 4


@pytest.mark.parametrize("width", [640, 340])
@pytest.mark.parametrize("make", [months_chart, types_chart, peers_chart])
def test_every_word_stands_within_the_drawing(make: type[Chart], width: int) -> None:
    svg = draw(make(), width=width).svg
    left = float(re.search(r'transform="translate\(([\d.]+),', svg)[1])  # type: ignore[index]
    for element in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        x = left + float(re.search(r"translate\((-?[\d.]+)", element.get("transform", ""))[1])  # type: ignore[index]
        wide = width_of(element.text or "")
        start = {"start": x, "middle": x - wide / 2, "end": x - wide}[element.get("text-anchor", "start")]
        if element.get("text-anchor") != "start" or x > left:
            assert start >= -1, element.text
        assert start + wide <= width + 1, element.text


@given(
    st.lists(st.decimals(min_value=-5000, max_value=90000, places=2), min_size=1, max_size=20),
    st.sampled_from([Unit.COUNT, Unit.PERCENT, Unit.PER_1000]),
)
def test_ticks_are_round_evenly_spaced_and_hold_zero_and_every_value(values: list[Decimal], unit: Unit) -> None:
    axis = axis_over(values, unit, 6)
    steps = {b - a for a, b in pairwise(axis.ticks)}
    assert len(steps) == 1
    assert steps.pop().normalize().as_tuple().digits in ((1,), (2,), (5,))
    assert Decimal(0) in axis.ticks
    assert axis.ticks[0] <= min(values) and max(values) <= axis.ticks[-1]
    assert 2 <= len(axis.ticks) <= 9
    assert len(set(axis.labels)) == len(axis.labels), "no two ticks read the same"


def test_ticks_of_counts_are_whole() -> None:
    assert axis_over([Decimal(2)], Unit.COUNT, 5).labels == ("0", "1", "2")
    assert axis_over([Decimal("0.4")], Unit.PER_1000, 5).labels == ("0.0", "0.1", "0.2", "0.3", "0.4")
    assert axis_over([Decimal(-7), Decimal(12)], Unit.PERCENT, 5).labels == ("−10%", "−5%", "0%", "5%", "10%", "15%")


def test_only_the_name_of_a_month_and_a_year_is_a_month() -> None:
    assert str(month_of("March 2020")) == "2020-03"
    assert month_of("2019/20") is None
    assert month_of("March") is None
    assert month_of("Wednesday 2020") is None


def test_words_are_cut_between_words_and_none_is_lost() -> None:
    text = "Bournemouth, Christchurch and Poole"
    lines = wrap(text, 120)
    assert " ".join(lines) == text
    assert len(lines) > 1
    assert all(width_of(line) <= 120 for line in lines)


def test_the_root_says_what_the_chart_shows() -> None:
    root = ElementTree.fromstring(draw(months_chart()).svg)
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and desc is not None
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (title.get("id"), desc.get("id"))
    assert desc.text == "A line over months. The lowest is 2,500."


def test_nothing_inside_the_drawing_has_a_role_of_its_own() -> None:
    inside = list(ElementTree.fromstring(draw(months_chart()).svg).iter())[1:]
    assert not [name for part in inside for name in part.keys() if name.startswith("aria") or name == "role"]  # noqa: SIM118


def _light(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [ACCENT, EMPHASIS, INK, GREY])
def test_words_and_marks_stand_out_from_white(colour: str) -> None:
    assert 1.05 / (_light(colour) + 0.05) >= 4.5


def test_words_are_escaped() -> None:
    svg = draw(types_chart(title=(Text('Theft < "violence" & more'),), axis="<b>Crimes</b>")).svg
    assert ElementTree.fromstring(svg).findtext(f"{SVG}title") == 'Theft < "violence" & more'
    assert "<b>Crimes</b>" in _texts(svg)


def test_a_drawing_that_shows_another_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_module, "rendered", lambda sheet: rendered(sheet).replace("13,580", "13,581"))
    with pytest.raises(GuardError, match="other numbers than its figures") as caught:
        draw(types_chart())
    assert "13,581" in caught.value.found


def test_a_low_plot_keeps_all_its_ticks() -> None:
    small = tuple(Point(m.period.label, replace(m, value=Decimal(i % 10))) for i, m in enumerate(MONTHS))
    drawing = draw(months_chart(series=(Series("Oldbridge", small),), alternative=(Text("Low."),)), width=340)
    assert [token.text for token in drawing.drawn][:6] == ["0", "2", "4", "6", "8", "10"]


def test_numbers_of_the_alternative_come_before_those_that_are_drawn() -> None:
    chart = types_chart(alternative=(Text("The largest is "), Number(TYPES[0][1]), Text(".")))
    assert draw(chart).tokens[0] == Token("13,580", "figure", f"{TYPES[0][1].key}#value")
    assert draw(chart).tokens[1:] == draw(chart).drawn
