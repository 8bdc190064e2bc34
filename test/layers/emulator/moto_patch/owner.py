"""An emulator started by a test run must not outlive it, however that run ends."""

import os
import sys
import threading

_FLAG = "EMULATOR_EXITS_WITH_STDIN"


def _wait_for_end_of_stdin():
    while sys.stdin.buffer.read(1024):
        pass
    os._exit(0)


def exit_with_owner():
    """The owner holds the other end of our stdin: the system closes it even when the owner is killed."""
    if os.environ.get(_FLAG):
        threading.Thread(target=_wait_for_end_of_stdin, daemon=True).start()
