"""Programs that are killed amid what they do."""

import os
import signal
import subprocess
import sys


def killed(program, *given):
    """A program of our own is killed once it says that it is amid; gives what it said."""
    running = subprocess.Popen(
        [sys.executable, "-c", program, *given], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    said = running.stdout.readline()
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    return said.strip()
