"""Loads in processes of their own, some of which are killed on the way."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Any

import duckdb  # noqa: F401 - loaded once, before a process is forked
from tests.publishers import MEDWAY

from frankpledge.intake.load import load
from frankpledge.store.evidence import Evidence

KILLED = 77
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_ON_PATHS = {
    *("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"),
    *("shutil.copyfile", "shutil.move", "shutil.rmtree", "tempfile.mkdtemp"),
}

_CALLS = ("write", "writelines", "flush", "fsync")

# A server that has loaded everything and has no threads: a process forked from it starts at once and safely.
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([__name__])


def started(work: Callable[..., None], *arguments: Any) -> BaseProcess:
    process = _context.Process(target=work, args=arguments)
    process.start()
    return process


def ended(process: BaseProcess) -> int | None:
    """How the process ended; it is given a minute."""
    process.join(60)
    code = process.exitcode
    process.close() if code is not None else process.kill()
    return code


def load_there(
    store: Path, paths: list[Path], issued: date | None = None, kill_at: int = 0, begin: Path | None = None
) -> None:
    """Load into `store`; die without a word at the step `kill_at`. With `begin`, wait until that file is there."""
    while begin and not begin.exists():
        time.sleep(0.001)
    if kill_at:
        _die_at(store, kill_at)
    load(Evidence(store), paths, area=MEDWAY, issued=issued)


def _die_at(store: Path, step: int) -> None:
    """Kill this process just before its n-th step: a change to the file system below `store`, a lock or a writing.

    What was written and not yet passed on to the system is lost with it, as in a real death.
    """
    steps = count(1)
    below = str(store)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if _changes(event, arguments, below) and next(steps) == step:
            os._exit(KILLED)

    def profile(_: FrameType, event: str, called: Any) -> None:
        if event == "c_call" and called.__name__ in _CALLS and next(steps) == step:
            os._exit(KILLED)

    sys.addaudithook(watch)
    threading.setprofile(profile)
    sys.setprofile(profile)


def _changes(event: str, arguments: tuple[Any, ...], below: str) -> bool:
    if event == "fcntl.flock":
        return True
    if event == "open":
        path, _, flags = arguments
        return bool(flags & _WRITING) and str(path).startswith(below)
    if event not in _ON_PATHS:
        return False
    # Within rmtree a path is a bare name beside the number of an open folder.
    return any(str(argument).startswith(below) for argument in arguments) or not str(arguments[0]).startswith("/")
