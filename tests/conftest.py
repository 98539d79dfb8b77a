"""What the tests stand on: the checkout, compiled catalogs, Qt without a screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

HOUSE = Path(__file__).parents[1]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("house", deadline=None)  # how long an example takes says nothing on a shared machine
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def _catalogs() -> None:
    """Compiled catalogs; each file is replaced whole, so the workers of one run do not disturb each other."""
    subprocess.run([sys.executable, HOUSE / "packaging/catalogs.py", "compile"], check=True)
