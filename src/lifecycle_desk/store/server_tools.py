"""A server's own tools for dumps: found where they are installed, given the address without showing its password."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from lifecycle_desk.base.objections import N_, objection

if TYPE_CHECKING:
    from sqlalchemy import Engine

FOLDER = "LIFECYCLE_DESK_PG_BIN"  # the folder of the tools, before all others
INSTALLED = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "C:/Program Files/PostgreSQL/*/bin", "/opt/homebrew/bin")
PARAMETERS = ("sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "gssencmode", "channel_binding")
LONGEST = 400  # letters of a tool's complaint

DumpToolMissing = objection(
    "DumpToolMissing",
    N_(
        "Backups of a server are made with pg_dump of PostgreSQL, which was not found on this computer. Install the "
        "PostgreSQL client, version %(wanted)s or later, or name its folder with --pg-dump."
    ),
    wanted=str,
)
DumpToolOlder = objection(
    "DumpToolOlder",
    N_(
        "pg_dump %(found)s on this computer is older than the server (%(wanted)s), so it cannot back it up. Install "
        "the PostgreSQL client, version %(wanted)s or later, or name its folder with --pg-dump."
    ),
    found=str,
    wanted=str,
)


class ToolError(RuntimeError):
    """A tool did not do what it was asked; says what it complained of."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools in a folder, and by what they reach the server."""

    folder: Path
    reaches: dict[str, str]

    def at(self, engine: "Engine") -> "Tools":
        """The same tools at another database of the server."""
        return replace(self, reaches=self.reaches | {"PGDATABASE": str(engine.url.database)})

    def run(self, name: str, *given: str) -> None:
        """Let a tool do something, or say why it did not."""
        with self.speaking(name, *given) as said:
            for _ in said:
                pass

    @contextmanager
    def speaking(self, name: str, *given: str) -> Iterator[IO[bytes]]:
        """What a tool writes, while it writes it; afterwards it must have ended well."""
        running = subprocess.Popen(  # noqa: S603 (a tool that was found by its name, no shell)
            [self.folder / name, *given],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"LC_MESSAGES": "C", "PGCONNECT_TIMEOUT": "15"} | self.reaches,
        )
        with running:
            try:
                yield running.stdout  # type: ignore[misc]  # it is a pipe
                complained = running.stderr.read().decode(errors="replace").strip()  # type: ignore[union-attr]  # so is it
            except BaseException:
                running.kill()
                raise
        if running.returncode:
            raise ToolError(complained[:LONGEST] or name)


def find_tools(engine: "Engine", given: str | None = None) -> Tools:
    """The tools that can dump a server: those of its version or a later one."""
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        wanted, reaches = driver.info.server_version // 10_000, _reaches(driver.info)
    found: list[int] = []
    for folder in _folders(given):
        version = _version(folder)
        if version and version >= wanted:
            return Tools(folder, reaches)
        found += [version] if version else []
    if found:
        raise DumpToolOlder(str(max(found)), str(wanted))
    raise DumpToolMissing(str(wanted))


def _reaches(info: Any) -> dict[str, str]:
    """The address as the tools read it from their environment: a command line is for all eyes."""
    told = {"PGHOST": info.host, "PGPORT": str(info.port), "PGUSER": info.user, "PGDATABASE": info.dbname}
    told |= {"PGPASSWORD": info.password} if info.password else {}
    given = info.get_parameters()
    return told | {f"PG{name.upper().replace('_', '')}": given[name] for name in PARAMETERS if given.get(name)}


def _folders(given: str | None) -> Iterator[Path]:
    """Where the tools may be, the likeliest first; of several versions the latest."""
    if given:
        place = Path(given)
        yield place if place.is_dir() else place.parent
        return
    if named := os.environ.get(FOLDER):
        yield Path(named)
    if on_path := shutil.which("pg_dump"):
        yield Path(on_path).parent
    for pattern in INSTALLED:
        root = Path(pattern).anchor
        yield from sorted(Path(root).glob(pattern.removeprefix(root)), reverse=True) if root else ()


def _version(folder: Path) -> int | None:
    """The major version of the tools in a folder; None where they are not all there."""
    tools = [shutil.which(name, path=str(folder)) for name in ("pg_dump", "pg_restore")]
    if not all(tools):
        return None
    said = subprocess.run([str(tools[0]), "--version"], capture_output=True, text=True, check=False)  # noqa: S603 (as above)
    found = re.search(r"(\d+)(?:\.\d+|beta|rc|devel)", said.stdout)
    return int(found[1]) if found else None
