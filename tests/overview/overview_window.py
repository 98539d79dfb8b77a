"""A window with the pages across stages, and bare ones where these lead to; for tests of screens."""

from hands import elsewhere, opened

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.pages import PAGES

ELSEWHERE = elsewhere(
    *("order", "order_form", "handover", "inspection", "sale_of", "arrival", "vehicles", "customers", "campaigns"),
    *("claims", "code", "dossier"),
)


def overview(user: UserSession) -> Window:
    """A window on the books."""
    return opened(user, (*PAGES, *ELSEWHERE))
