"""Time everything against named peers, in turn and in one run, and print one table with the ratios.

    python -m benchmarks                     all of it; 18 million rows need 11 GB of disk and a quarter of an hour
    python -m benchmarks --rows 1000000      with a smaller national store
    python -m benchmarks --only points       one part

Commands run five times after one to warm up, national steps three times, each in turn with its peer (A B A B …); the
ratio is of the medians, and beside it that of the processor time, which says more on a machine that others use too.
Memory is the peak of the process itself. Nothing here passes or fails: the numbers are for a person to read and to
write down.
"""

from __future__ import annotations

import argparse
import os
import sys

from benchmarks.clock import line
from benchmarks.commands import commands

ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Time everything against named peers.")
    parser.add_argument("--rows", type=int, default=18_000_000, help="rows of the national store")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of the national steps")
    parser.add_argument("--only", choices=("commands", "points", "national"))
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores; Python {sys.version.split()[0]}; medians of runs in turn\n")
    line("what", "median", "peak", "peer in the same run", "median", "ratio", "processor")
    line("-" * 44, "-" * 9, "-" * 8, "-" * 60, "-" * 9, "-" * 6, "-" * 9)
    if asked.only in (None, "commands"):
        commands(ROUNDS)
    if asked.only in (None, "national"):
        from benchmarks.national import national  # late: a child's peak is never below what its parent held

        national(asked.rows, asked.rounds)
    if asked.only in (None, "points"):
        from benchmarks.points import points

        points(ROUNDS)


if __name__ == "__main__":
    main()
