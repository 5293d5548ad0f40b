"""What partners send, in the layouts in which they would: extract, datasets, calls, survey, indicators."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from frankpledge.demo.choices import feeds
from frankpledge.demo.csv_file import write_lines, write_table
from frankpledge.demo.events import HEADER as FEED_HEADER
from frankpledge.demo.events import PERIOD, feed_rows
from frankpledge.demo.extract import HEADER as EXTRACT_HEADER
from frankpledge.demo.extract import YEAR, extract_rows
from frankpledge.demo.simulator import Simulation
from frankpledge.demo.survey import NAME, survey_header, survey_rows
from frankpledge.demo.tables import DISTRICT_CODE, NOTE

AS_THEY_ARE = {
    "calls.csv": "kent_police/calls-2018-04..2020-03.csv",
    "reoffending.csv": "indicators/reoffending.csv",
    "first_time_entrants.csv": "indicators/first-time-entrants.csv",
}
"""Files that the example carries in the layout in which they are loaded, and where they are written."""


def write_partners(folder: Path, simulation: Simulation, seed: int) -> None:
    """Write these files under `folder`. The same simulation and seed give the same bytes."""
    write_lines(
        folder / "kent_police" / f"{YEAR}-medway-crimes.csv",
        [EXTRACT_HEADER, *extract_rows(simulation.crimes, seed, NOTE)],
    )
    for feed in feeds():
        name = f"{feed.name} {feed.dataset} {DISTRICT_CODE} {PERIOD}.csv"
        rows = feed_rows(feed, simulation.incidents, seed, DISTRICT_CODE, NOTE)
        write_lines(folder / "prescribed_information" / name, [FEED_HEADER, *rows])
    write_table(folder / "survey" / NAME, survey_header(), survey_rows(seed, NOTE), "where needed")
    for own, name in AS_THEY_ARE.items():
        text = files("frankpledge").joinpath("demo", "data", own).read_text(encoding="utf-8")
        write_lines(folder / name, text.splitlines())
