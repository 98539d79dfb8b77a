"""The way from a record to its history: a button and its key, the same on every page that shows a record."""

from collections.abc import Callable

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.vehicle.rules.rights import AUDIT_READ

HISTORY, KEYS = C_("record", "History"), "Ctrl+Shift+H"


def history_key(kind: str, key: str) -> str:
    """The key of the page that shows the history of a record."""
    return f"{kind} {key}".strip()


def history_button(app: AppContext, record: Callable[[], tuple[str, str] | None]) -> Button:
    """The button that opens the history of the record that a page shows; nothing happens where it shows none."""
    button = Button(HISTORY, icon="history", keys=KEYS)

    def opened() -> None:
        if found := record():
            app.go("history", history_key(*found))

    button.clicked.connect(opened)
    app.permits.need(AUDIT_READ, button)
    return button
