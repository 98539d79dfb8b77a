"""A real window opens on a real (virtual) screen: offscreen tests do not notice a library of X11 that is missing."""

import os
import shutil
import subprocess
import sys

import pytest

WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.show()
print(application.platformName(), window.isVisible())
"""


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="xvfb is not here; packaging/setup.sh installs it as root")
def test_a_window_opens_on_a_screen():
    told = subprocess.run(
        ["xvfb-run", "--auto-servernum", sys.executable, "-c", WINDOW],
        text=True,
        capture_output=True,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        check=False,
    )
    assert told.stdout == "xcb True\n", told.stderr
