"""Writes constraints.txt anew: the newest versions that pyproject.toml admits, with the hashes of all their files.

One list serves Python 3.12 to 3.14 on Linux, Windows and macOS. It names no address: where packages come from is the
business of each machine's own pip.
"""

import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAD = "# Written by packaging/lock.py from pyproject.toml. Every package of the program, its tests and its build.\n"


def main() -> int:
    """Resolve in a throw-away environment, so that the resolver itself needs no pin."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder, "Scripts" if sys.platform == "win32" else "bin", "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
        resolved = subprocess.run(
            [
                *(python, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.12"),
                *("--all-extras", "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"),
                *("--no-config", ROOT / "pyproject.toml", "-"),
            ],
            input="\n".join(project["build-system"]["requires"]),
            text=True,
            stdout=subprocess.PIPE,
            check=True,
        )
    (ROOT / "packaging/constraints.txt").write_text(HEAD + resolved.stdout, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
