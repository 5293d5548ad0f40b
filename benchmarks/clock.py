"""One process at a time, timed and weighed; two of them in turn, and the ratio of their medians."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds on the clock and of the processors, megabytes at the peak, what it printed."""

    seconds: float
    busy: float
    megabytes: float = 0
    printed: str = ""


def run(command: list[str]) -> Run:
    """Run a command in a process of its own and measure it. Raises CalledProcessError when it fails."""
    before = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT)
    assert process.stdout
    printed = process.stdout.read()
    _, code, used = os.wait4(process.pid, 0)
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    busy = used.ru_utime + used.ru_stime
    return Run(time.perf_counter() - before, busy, used.ru_maxrss / scale, printed.decode())


def step(name: str, *arguments: object) -> Run:
    """A function of benchmarks.steps in a process of its own. The seconds are those that it says it took itself."""
    done = run([sys.executable, "-m", "benchmarks.steps", name, *map(str, arguments)])
    seconds, busy = map(float, done.printed.split()[-2:])
    return Run(seconds, busy, done.megabytes, done.printed)


def pair(
    name: str, ours: Callable[[], Run], peer_name: str, peer: Callable[[], Run], *, rounds: int, warm: bool = True
) -> None:
    """Time ours and the peer in turn and print medians, peaks and the ratio."""
    if warm:
        ours(), peer()
    both = [(ours(), peer()) for _ in range(rounds)]
    mine, theirs = (_medians([turn[n] for turn in both]) for n in (0, 1))
    memory = max(one.megabytes for one, _ in both)
    weight = f"{memory:.0f} MB" if memory else ""
    ratios = [f"{mine[n] / theirs[n]:.2f}" for n in (0, 1)]
    line(name, f"{mine[0]:.2f} s", weight, peer_name, f"{theirs[0]:.2f} s", *ratios)


def _medians(runs: list[Run]) -> tuple[float, float]:
    return statistics.median(one.seconds for one in runs), statistics.median(one.busy for one in runs)


def line(*cells: str) -> None:
    """One line of the table: what, seconds, peak memory, peer, its seconds, ratio of these, ratio of processor time."""
    widths = (44, 9, 8, 60, 9, 6, 9)
    filled = [*cells, *[""] * (len(widths) - len(cells))]
    print(" | ".join(f"{cell:{width}}" for cell, width in zip(filled, widths, strict=True)), flush=True)
