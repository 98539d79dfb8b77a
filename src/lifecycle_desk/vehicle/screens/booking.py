"""The way to book an appointment from any page: the form's name, and what is known already in its key.

The diary stands above the pages that book; they know the name of its form alone.
"""

from urllib.parse import parse_qsl, urlencode

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.vehicle.screens.list_actions import BOOK

__all__ = ["BOOK", "book", "known_in", "prefilled"]

FORM = "appointment"


def prefilled(**known: object) -> str:
    """The key of the form with what is known: on, start, tenths, vin, car, customer, work, campaign, note and whose."""
    return urlencode({name: value for name, value in known.items() if value not in {None, ""}})


def known_in(key: str) -> dict[str, str]:
    """What the key of the form says; a key that is one word is a VIN, as pages of one car have it."""
    return dict(parse_qsl(key)) if "=" in key else {"vin": key} if key else {}


def book(app: AppContext, **known: object) -> None:
    """Open the form with what is known."""
    app.go(FORM, prefilled(**known))
