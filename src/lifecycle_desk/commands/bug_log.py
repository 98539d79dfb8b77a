"""The log of bugs: what went wrong and at which places of the code, on this computer, for whoever mends it.

Nothing of the books comes into it: no message of an exception, no value, no name of a file, since each may hold what a
customer is called. Kinds of exceptions, places in code, and the numbers by which a system or a database names a fault
say enough to find it.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING

from lifecycle_desk.base import clock

if TYPE_CHECKING:
    from logging import LogRecord

LOG_BYTES, OLD_LOGS = 1_000_000, 3
ELSEWHERE = "In another process:\n"  # how a note begins that may be kept: it was described there
SOURCE = "lifecycle_desk"


@dataclass(frozen=True, slots=True)
class Bug:
    """A bug as it is told to a person: what is known of it, where the log is, and whether it was written there."""

    details: str
    log: Path
    is_logged: bool


def log_file() -> Path:
    """Where the log of this person's computer lies."""
    from platformdirs import user_log_path

    return user_log_path("lifecycle_desk") / "lifecycle-desk.log"


def note_bug(error: BaseException) -> Bug:
    """Write a bug into the log; where that cannot be written, the details are all that there is."""
    details, log = f"{_program()}\n{described(error)}", log_file()
    try:
        _write(log, details)
    except OSError:
        return Bug(details, log, is_logged=False)
    return Bug(details, log, is_logged=True)


def described(error: BaseException) -> str:
    """An exception, what it came from, and the places in code, without a word or a value of anybody's."""
    return "\n".join(_lines(error, set()))


def _lines(error: BaseException, told: set[int]) -> Iterator[str]:
    told.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in told:
        yield from _lines(before, told)
        yield "which led to"
    for frame, line in walk_tb(error.__traceback__):
        yield f"  {_place(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
    yield f"{type(error).__module__}.{type(error).__qualname__}{_number(error)}"
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            if id(each) not in told:
                yield from _lines(each, told)
    yield from (each for each in getattr(error, "__notes__", ()) if each.startswith(ELSEWHERE))


def _place(file: str) -> str:
    """A file of code as it is called within its package: the folders above it may be called after a person."""
    parts = Path(file).parts
    for top in (SOURCE, "site-packages"):
        if top in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(top) - (top == SOURCE) :])
    return "/".join(parts[-2:])


def _number(error: BaseException) -> str:
    """By which number or name a system or a database calls the fault."""
    told = [getattr(error, "errno", None), getattr(error, "sqlite_errorname", None), getattr(error, "sqlstate", None)]
    if (within := getattr(error, "orig", None)) is not None:  # what SQLAlchemy wraps
        told += [type(within).__name__, getattr(within, "sqlite_errorname", None)]
    known = [str(each) for each in told if isinstance(each, int | str)]
    return f" ({', '.join(known)})" if known else ""


def _program() -> str:
    import platform

    own = "?"
    with suppress(ImportError, OSError):  # not installed, or nothing more can be opened
        from importlib.metadata import version

        own = version("lifecycle-desk")
    return f"Lifecycle Desk {own}, Python {platform.python_version()}, {platform.system()} {platform.release()}"


def _write(log: Path, details: str) -> None:
    """Append to the log, where only its owner reads it; opened each time, since several programs write there."""
    import logging
    from logging.handlers import RotatingFileHandler

    log.parent.mkdir(parents=True, exist_ok=True)
    log.touch(mode=0o600)
    handler = RotatingFileHandler(log, maxBytes=LOG_BYTES, backupCount=OLD_LOGS, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    handler.handleError = _raise  # type: ignore[method-assign,assignment]  # whoever asks says that it could not be written
    try:
        told = logging.LogRecord("lifecycle_desk", logging.ERROR, __file__, 0, details, None, None)
        told.created = clock.now().timestamp()
        handler.handle(told)
    finally:
        handler.close()


def _raise(_record: "LogRecord") -> None:
    raise  # noqa: PLE0704 (called within the handler's own except block)
