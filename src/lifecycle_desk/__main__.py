"""python -m lifecycle_desk: the command line, and the window where no command is given."""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from lifecycle_desk.base.collector import collect_seldom
from lifecycle_desk.cli import main as command_line
from lifecycle_desk.cli.context import SavedPrint, Windows
from lifecycle_desk.commands.command import UserSession


def _window(where: str, staff: str | None, language: str | None) -> int:
    """Open the window; Qt is imported here alone, so that commands start without it."""
    from lifecycle_desk import app

    return app.run(where, staff, language)


def _screens(
    user: UserSession,
    folder: Path,
    language: str | None,
    *,
    dark: bool,
    size: tuple[int, int] | None,
    text: float,
) -> list[Path]:
    """Draw the main screens where nobody looks."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from lifecycle_desk import app

    return app.screens(user, folder, language, dark=dark, size=size, text=text)


def _found_by(user: UserSession, name: str, which: str) -> Sequence[str]:
    """What a filter finds that was saved at this computer, by whoever acts or by nobody."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from lifecycle_desk.overview.screens.reports.sources import found_by_name

    return found_by_name(user, name, which)


def _saved_print(user: UserSession, name: str, which: str) -> SavedPrint:
    """Settings of printing that were saved at this computer, with what they print of now."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from lifecycle_desk.overview.screens.reports.sources import settings_by_name

    found, subjects = settings_by_name(user, name, which)
    return SavedPrint(found.kind, found.code, found.chosen, subjects)


def main() -> None:
    """Where the program begins."""
    collect_seldom()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # other programs read UTF-8, whatever this machine's locale is
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    command_line(prog_name="lifecycle-desk", obj=Windows(_window, _screens, _found_by, _saved_print))


if __name__ == "__main__":
    main()
