"""A window with the pages across stages, and bare ones where these lead to; for tests of screens."""

from datetime import UTC, datetime

from hands import elsewhere, opened

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.pages import PAGES

NOON = datetime(2026, 11, 25, 5, 20, tzinfo=UTC)  # a Wednesday, 12:20 in Bangkok: when the example is looked at
ELSEWHERE = elsewhere(
    *("order", "order_form", "handover", "inspection", "sale_of", "arrival", "vehicles", "customers", "campaigns"),
    *("claims", "code", "dossier"),
)


def overview(user: UserSession) -> Window:
    """A window on the books."""
    return opened(user, (*PAGES, *ELSEWHERE))
