"""One writer at a time, and a lock that its holder's death lets go."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from frankpledge.store.lock import locked, try_lock
from frankpledge.terms.errors import StoreError


def test_a_second_writer_is_told_to_wait_and_what_for(tmp_path: Path) -> None:
    with locked(tmp_path / "lock"), pytest.raises(StoreError) as caught, locked(tmp_path / "lock", patience=0.1):
        pass
    error = caught.value
    assert all((error.problem, error.expected, error.found, error.cause, error.remedy))


def test_the_lock_is_let_go_at_the_end_and_after_an_error(tmp_path: Path) -> None:
    with locked(tmp_path / "lock"):
        pass
    with pytest.raises(ZeroDivisionError), locked(tmp_path / "lock"):
        raise ZeroDivisionError
    with locked(tmp_path / "lock", patience=0):
        pass


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path: Path) -> None:
    code = "import sys, time; from pathlib import Path; from frankpledge.store.lock import locked\n"
    code += "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "lock")], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with (tmp_path / "lock").open("r+b") as file:
        assert not try_lock(file)
    holder.kill()
    holder.communicate()
    with locked(tmp_path / "lock", patience=5):
        pass


def test_who_waits_gets_in_when_the_other_leaves(tmp_path: Path) -> None:
    code = "import sys, time; from pathlib import Path; from frankpledge.store.lock import locked\n"
    code += "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(0.3)"
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "lock")], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    holder.stdout.readline()
    began = time.monotonic()
    with locked(tmp_path / "lock", patience=30):
        assert time.monotonic() - began > 0.05
    holder.communicate()
