"""Who is here: a quiet line over a page that somebody at another seat has open, too."""

from PySide6.QtCore import QTimer, Signal, Slot

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import InfoBar
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.store.open_places import LIFE, Elsewhere, OpenPlaces

OPEN_AT = N_("%(who)s has this open (%(seat)s).")
OPEN_SOMEWHERE = N_("This is also open at %(seat)s.")


class WhoIsHere(InfoBar):
    """Says who else has the place of the window open; of a place without a key, such as a list, nobody is told."""

    _heard = Signal()  # in a thread that waits for words of other seats

    def __init__(self, app: AppContext) -> None:
        super().__init__("", tone="neutral", icon="users")
        self._app, self._place = app, ""
        self._places: OpenPlaces | None = None
        self._life = QTimer(self, interval=int(LIFE * 1_000))
        self._life.timeout.connect(self._give_sign)
        self._heard.connect(self._look)
        self.hide()

    def begin(self) -> None:
        """From now on say what is shown here, and hear what is shown elsewhere; at a server alone."""
        self._places = self._app.user.store.open_places
        if self._places:
            self._places.heard.append(self._heard.emit)
            self._life.start()
            self._say()

    def stand_at(self, place: Place) -> None:
        """The window shows another place."""
        self._place = f"{place.page}:{place.key.partition('/')[0]}" if place.key else ""
        self._say()

    def _say(self) -> None:
        self._look()
        if places := self._places:
            place, who = self._place, self._app.user.staff or ""
            self._app.run_background(lambda: places.show(place, who), _nothing)

    @Slot()
    def _give_sign(self) -> None:
        self._look()  # who is gone without a word is no longer there
        if (places := self._places) and self._place:
            self._app.run_background(places.give_sign, _nothing)

    @Slot()
    def _look(self) -> None:
        found = self._places.at(self._place) if self._places and self._place else []
        if found:
            self.set_message(_said(found[0]))
        self.setVisible(bool(found))


def _said(other: Elsewhere) -> Message:
    return Message(OPEN_AT, who=other.who, seat=other.seat) if other.who else Message(OPEN_SOMEWHERE, seat=other.seat)


def _nothing(_: object) -> None:
    """Nobody waits for it."""
