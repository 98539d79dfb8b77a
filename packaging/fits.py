"""Whether every page fits, in all languages and sizes: `fits.py STORE [--language en,th] [--size 1366x768@125]`.

A size is that of a screen with the scale at which the desktop shows it, so that the window has as many pixels less.
"""

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SIZES = "1280x720@100,1366x768@125,1440x900@150,1920x1080@200,683x768@100"


def main() -> int:
    """Walk, and say what does not fit."""
    from PySide6.QtCore import QSize

    from lifecycle_desk import app
    from lifecycle_desk.commands.command import UserSession
    from lifecycle_desk.dealership.usecases import authorise
    from lifecycle_desk.desktop.fitting import misfits
    from lifecycle_desk.desktop.look.theme import apply_style
    from lifecycle_desk.desktop.machine import Machine
    from lifecycle_desk.language import LANGUAGES
    from lifecycle_desk.rooms import register
    from lifecycle_desk.store.opening import open_store

    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("store", type=Path)
    asked.add_argument("--language", default=",".join(LANGUAGES))
    asked.add_argument("--size", default=SIZES)
    asked.add_argument("--page", default="", help="Only places whose name holds this.")
    given = asked.parse_args()
    running = app.application()
    register()
    apply_style(running, calm=True)
    user = UserSession(open_store(given.store), None, authorise)
    shown = app.window(user, Machine(), remember=False)
    shown.show()
    counted: Counter[tuple[str, str]] = Counter()
    for language in given.language.split(","):
        shown.speak(language)
        for name, place in app.main_places(user):
            if given.page not in name:
                continue
            shown.go(place)
            app.settle(shown)
            for size in given.size.split(","):
                measures, percent = size.split("@")
                wide, high = (int(each) * 100 // int(percent) for each in measures.split("x"))
                shown.resize(wide, high)
                app.settle(shown)
                running.processEvents()
                for each in misfits(shown, QSize(wide, high)):
                    counted[name, size] += 1
                    print(f"{name}\t{language}\t{size}\t{each}")
    shown.close()
    print(f"{sum(counted.values())} misfits", file=sys.stderr)
    return bool(counted)


if __name__ == "__main__":
    sys.exit(main())
