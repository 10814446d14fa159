"""A process that is known to be dead gives up its work at once; any other keeps it."""

import os
import subprocess
import sys

from workers.names import is_dead_here, name_of


def gone():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_process_of_this_machine_that_is_no_more_is_dead():
    assert is_dead_here(name_of(gone()))


def test_what_lives_or_is_elsewhere_is_not_known_to_be_dead():
    here, _, _ = name_of(1).rpartition(":")
    machine, _, space = here.rpartition("/")
    assert not is_dead_here(name_of(os.getpid()))
    assert not is_dead_here(name_of(1))
    assert not is_dead_here(f"other/{space}:{gone()}")
    assert not is_dead_here(f"{machine}/0:{gone()}")  # another container with our host name
    assert not is_dead_here(f"{machine}:{gone()}")
    assert not is_dead_here("worker 1")
