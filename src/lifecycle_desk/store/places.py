"""Places: which folders lie on a network or in a cloud, where a live store is not safe."""

import os
import re
import sys
from pathlib import Path, PureWindowsPath

SHARED_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "vboxsf", "afs", "ceph", "fuse.rclone"}
)
CLOUDS = frozenset({"onedrive", "dropbox", "google drive", "googledrive", "icloud drive", "nextcloud", "jianguoyun"})
MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(r"\\([0-7]{3})")  # how the kernel writes a space, a tab, a line's end, a backslash and #


def own_place() -> Path:
    """Where a store lies when nobody names another place: in the person's own data folder."""
    from platformdirs import user_data_path

    return user_data_path("lifecycle_desk") / "desk.ldk"


def is_server(where: str | Path) -> bool:
    """Whether a place is a server's address and not a file."""
    return str(where).startswith(("postgresql://", "postgresql+"))


def uri_of(path: str | Path, *, mode: str, immutable: bool = False) -> str:
    """How SQLite is told of a file, whatever the file is called: by nothing else may one be opened.

    `mode` is ro, rw or rwc, which makes the file where it is missing; `immutable` leaves no journal beside it. The
    library reads a name that begins with "file:" as an address of its own accord, and `#`, `?` and `%` in an address
    end the name (SQLite, "Uniform Resource Identifiers").
    """
    return f"{Path(path).absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"


def is_shared(path: Path, mounts: Path = MOUNTS) -> bool:
    """Whether a file would lie on a network file system or in a folder that a cloud service copies about.

    WAL needs memory shared between processes, which no network file system gives (SQLite, "Write-Ahead Logging");
    a cloud's copier takes the file without its journal.
    """
    full = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links of a file that is not there yet)
    if any(part.casefold().partition(" - ")[0] in CLOUDS for part in full.parts):
        return True
    if sys.platform == "win32":
        return PureWindowsPath(full).drive.startswith("\\\\")
    return _type_of(full, mounts) in SHARED_TYPES


def _type_of(path: Path, mounts: Path) -> str:
    """The type of the file system that a path lies on: that of the longest mount point above it."""
    longest, found = -1, ""
    if not mounts.exists():
        return found
    for line in mounts.read_text("utf-8", "replace").splitlines():
        before, _, after = line.partition(" - ")
        point = Path(_ESCAPED.sub(lambda found: chr(int(found[1], 8)), before.split()[4]))
        if path.is_relative_to(point) and len(point.parts) >= longest:
            longest, found = len(point.parts), after.split()[0]
    return found
