"""A medium that cannot be written, for one process and its children: the folder is mounted anew, read-only."""

import os
import subprocess
from pathlib import Path

import pytest
from harness import ended, in_child

NO_WAY = 77


def protect(folder: Path) -> None:
    """Let nobody write into a folder from here on: root itself is stopped by the mount, others by permission."""
    if os.geteuid() != 0:
        for path in (*folder.rglob("*"), folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
        return
    os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNS)
    Path("/proc/self/setgroups").write_text("deny")
    for kind in ("uid", "gid"):
        Path(f"/proc/self/{kind}_map").write_text("0 0 1")
    for how in (("--bind", str(folder)), ("-o", "remount,bind,ro")):
        subprocess.run(["mount", *how, str(folder)], check=True, capture_output=True)


def in_protected(folder: Path, does) -> None:
    """Do something in a process to which a folder is read-only; skips where the system has no way to make it so."""

    def there() -> None:
        try:
            protect(folder)
        except (OSError, AttributeError, subprocess.CalledProcessError):
            os._exit(NO_WAY)
        does()

    code = ended(in_child(there))
    if code == NO_WAY:
        pytest.skip("this system lets nobody mount a folder read-only")
    assert code == 0
