"""The end of a run: its process ends as its tests did."""

import os
import subprocess
import sys
from pathlib import Path

from house import HOUSE

COPIES = """
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication


def test_something_is_copied(qapp):
    copied = QMimeData()
    copied.setText("of Python")
    QApplication.clipboard().setMimeData(copied)
"""


def test_a_run_ends_well_whose_last_test_left_an_object_of_python_in_the_clipboard(tmp_path: Path) -> None:
    file = tmp_path / "test_copies.py"
    file.write_text(COPIES)
    folders = os.pathsep.join([str(HOUSE / "src"), str(HOUSE / "tests")])
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    how = ("-p", "conftest", "-p", "no:xdist", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'run'}")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *how, f"--config-file={HOUSE / 'pyproject.toml'}", file],
        env=own | {"PYTHONPATH": folders, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
