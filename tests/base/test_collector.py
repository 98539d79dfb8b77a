"""Python's collector of garbage comes seldom in the program, and only there."""

import subprocess
import sys

from lifecycle_desk.base.collector import SELDOM

CODE = """
import gc, sys
sys.argv = ["lifecycle-desk", "--version"]
from lifecycle_desk.__main__ import main
before = gc.get_threshold()[0]
try:
    main()
except SystemExit:
    print(before, gc.get_threshold()[0], gc.isenabled())
"""


def test_the_collector_comes_seldom_once_the_program_begins_and_importing_it_changes_nothing():
    told = subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, text=True).stdout
    before, since, enabled = told.split()[-3:]
    assert (int(since), enabled) == (SELDOM, "True")
    assert int(before) < SELDOM
