"""Places: which folders lie on a network or in a cloud, where a live store is not safe."""

import os
import re
import sys
from pathlib import Path, PureWindowsPath

# As the kernel names them: network file systems, folders of a host that a virtual machine is lent, clouds by FUSE.
SHARED_TYPES = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "9p", "drvfs", "vboxsf", "vmhgfs"),
        *("prl_fs", "afs", "ceph", "lustre", "gluster", "beegfs", "ncpfs"),
        *("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.vmhgfs-fuse", "fuse.davfs", "fuse.davfs2"),
        *("fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.onedriver", "fuse.google-drive-ocamlfuse", "fuse.insync"),
    }
)
# Folders that a service copies about, as they are called on the systems where it runs; an account's name may follow.
CLOUDS = frozenset(
    {
        *("onedrive", "dropbox", "google drive", "googledrive", "my drive", "nextcloud", "owncloud", "seafile"),
        *("icloud drive", "iclouddrive", "mobile documents", "com~apple~clouddocs", "cloudstorage"),
        *("jianguoyun", "nutstore", "nutstore files", "坚果云", "我的坚果云"),
        *("baidunetdisk", "baidusyncdisk", "百度网盘", "百度网盘同步空间", "weiyun", "微云", "微云同步助手"),
        *("yandex.disk", "yandexdisk", "pcloud drive", "pclouddrive", "box sync", "megasync", "creative cloud files"),
    }
)
_ACCOUNT = re.compile(r"\s*(?: - .+|-\w.*|\(.+\))$")  # OneDrive - Acme, OneDrive-Personal, Dropbox (Acme)
PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~/")  # unchanged in an address
REMOTE = 4  # of GetDriveTypeW: a drive letter that stands for a share
MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(r"\\([0-7]{3})")  # how the kernel writes a space, a tab, a line's end, a backslash and #


def own_place() -> Path:
    """Where a store lies when nobody names another place: in the person's own data folder."""
    from platformdirs import user_data_path

    return user_data_path("lifecycle_desk") / "desk.ldk"


def is_server(where: str | Path) -> bool:
    """Whether a place is a server's address and not a file."""
    return str(where).startswith(("postgresql://", "postgresql+", "postgres://"))


def uri_of(path: str | Path, *, mode: str, immutable: bool = False) -> str:
    """How SQLite is told of a file, whatever the file is called: by nothing else may one be opened.

    `mode` is ro, rw or rwc, which makes the file where it is missing; `immutable` leaves no journal beside it. The
    library reads a name that begins with "file:" as an address of its own accord, and `#`, `?` and `%` in an address
    end the name (SQLite, "Uniform Resource Identifiers").
    """
    full = Path(path).absolute()
    address = full.as_uri() if sys.platform == "win32" else "file://" + _quoted(bytes(full))
    return f"{address}?mode={mode}{'&immutable=1' if immutable else ''}"


def _quoted(path: bytes) -> str:
    """A path within an address, as `Path.as_uri` has it, without the library that it loads for it."""
    return "".join(chr(byte) if byte in PLAIN else f"%{byte:02X}" for byte in path)


def is_shared(path: Path, mounts: Path = MOUNTS) -> bool:
    """Whether a file would lie on a network file system or in a folder that a cloud service copies about.

    WAL needs memory shared between processes, which no network file system gives (SQLite, "Write-Ahead Logging");
    a cloud's copier takes the file without its journal.
    """
    own = Path(os.path.abspath(path))  # noqa: PTH100 (what the person named, links and all)
    return any(_is_in_a_cloud(full) or _is_on_the_network(full, mounts) for full in {own, Path(os.path.realpath(own))})


def _is_in_a_cloud(full: Path) -> bool:
    parts = [part.casefold() for part in full.parts]
    return any(part in CLOUDS or _ACCOUNT.sub("", part) in CLOUDS for part in parts)


def _is_on_the_network(full: Path, mounts: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        drive = PureWindowsPath(full).drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == REMOTE
    if sys.platform == "darwin" and full.is_relative_to("/Volumes"):
        return _mounted_on_a_mac(full) in SHARED_TYPES
    return _type_of(full, mounts) in SHARED_TYPES


def _mounted_on_a_mac(full: Path) -> str:
    """The type of a volume, as `mount` tells it: //nok@server/share on /Volumes/share (smbfs, nodev, nosuid)."""
    import subprocess

    told = subprocess.run(["/sbin/mount"], text=True, capture_output=True, check=False).stdout
    found = re.findall(r" on (/Volumes/.+?) \((\w+)", told)
    return max(((point, kind) for point, kind in found if full.is_relative_to(point)), default=("", ""))[1]


def _type_of(path: Path, mounts: Path) -> str:
    """The type of the file system that a path lies on: that of the longest mount point above it."""
    longest, found = 0, ""
    if not mounts.exists():
        return found
    below = f"{path}/"
    for line in mounts.read_text("utf-8", "replace").splitlines():
        before, _, after = line.partition(" - ")
        point = _ESCAPED.sub(lambda found: chr(int(found[1], 8)), before.split()[4])
        if len(point) >= longest and below.startswith(f"{point.rstrip('/')}/"):
            kind, source = after.split()[:2]
            longest, found = len(point), "davfs" if source.startswith(("http:", "https:")) else kind
    return found
