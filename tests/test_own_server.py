"""What a run of the tests starts besides itself does not outlive it."""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import mkdtemp

import pytest
from house import HOUSE
from run_folder import TOLD

RUN = """
import os, sys, tempfile
sys.path.insert(0, "tests")
tempfile.tempdir = sys.argv[1]
import own_server
if sys.argv[2] == "starting":
    def killed(*_, **__):
        print("serves", flush=True)
        os.kill(os.getpid(), 9)
    own_server.psycopg.connect = killed
with own_server.a_server():
    print("serves", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("moment", ["starting", "serving"])
def test_a_killed_run_leaves_no_server_behind(moment):
    place = Path(mkdtemp(prefix="lifecycle-desk-"))  # pytest's own folder is closed to the server's user
    place.chmod(0o755)
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, place, moment],
        cwd=HOUSE,
        env={name: value for name, value in os.environ.items() if name != TOLD},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert run.stdout.readline() == b"serves\n"
    if moment == "serving":
        assert servers(place)
        run.kill()
    run.wait(60)
    until = time.monotonic() + 20
    while (servers(place) or any(place.iterdir())) and time.monotonic() < until:
        time.sleep(0.05)
    assert servers(place) == []
    assert list(place.iterdir()) == []
    place.rmdir()


def servers(place: Path) -> list[int]:
    """The postmasters whose data lie below a place."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            told = each.read_bytes().split(b"\0")
        except OSError:
            continue
        if told[0].endswith(b"postgres") and any(one.startswith(bytes(place)) for one in told[1:]):
            found.append(int(each.parent.name))
    return found
