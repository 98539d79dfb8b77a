"""The intake: checks that every incoming file passes before anything of it is read.

A file is read several times and held against a budget, so it must lie on a disk: a pipe can be read once, a device may
have no end. Each reader says how large a file of its format may be; none needs more than 300 MB.
"""

import stat
from pathlib import Path
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.quantities import Megabytes
from lifecycle_desk.commands.request import read_json

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 32  # of a file that is read in one piece
MOST_JSON_MEGABYTES = 16  # as text JSON takes up to four times its bytes, and as values again
MOST_ROWS = 250_000  # of a file whose rows are held until the last one was read

# A folder, a pipe or a device where a file is read several times.
NotAFile = objection(
    "NotAFile", N_("%(file)s is a folder, a pipe or a device. Please save it as a file first."), file=str
)
FileTooLarge = objection(
    "FileTooLarge", N_("%(file)s is too large: %(megabytes)s at most. Please split it."), file=str, megabytes=Megabytes
)
TooManyRows = objection("TooManyRows", N_("The file has more than %(most)s rows. Please split it."), most=int)


def check_file(path: Path, most: int | None = MOST_MEGABYTES) -> None:
    """Refuse what is no file that lies on a disk, and one of more megabytes than `most`, if there is a limit."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise NotAFile(path.name)
    if most is not None and found.st_size > most * MEGABYTE:
        raise FileTooLarge(path.name, most)


def json_of(path: Path) -> Any:
    """A file of JSON as plain values, without JSON's traps; raises what `read_json` raises."""
    check_file(path, MOST_JSON_MEGABYTES)
    return read_json(path.read_bytes())
