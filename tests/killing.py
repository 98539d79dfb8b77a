"""Programs that are killed amid what they do."""

import os
import signal
import subprocess
import sys


def killed(program, *given, meanwhile=None):
    """A program of our own is killed once it says that it is amid, and `meanwhile` was done; gives what it said."""
    running = subprocess.Popen(
        [sys.executable, "-c", program, *given], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        said = running.stdout.readline()
        if meanwhile:
            meanwhile()
    finally:
        os.kill(running.pid, signal.SIGKILL)
        running.communicate()
    return said.strip()
