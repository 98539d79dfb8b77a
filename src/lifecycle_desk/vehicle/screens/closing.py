"""The notice on every page of a car whose life is closed, in the place of its actions."""

from PySide6.QtCore import Signal

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.parts import Button, InfoBar
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.vehicle.rules.life import LifeClosed


class ClosedBar(InfoBar):
    """The sentence with number and day of the certificate; hidden as long as the life goes on."""

    wanted = Signal()  # to the end of the life

    def __init__(self) -> None:
        to_the_end = Button(N_("End of life"), icon="recycle")
        super().__init__("", tone="recycling", icon="file-certificate", action=to_the_end)
        to_the_end.clicked.connect(self.wanted)
        self.hide()

    def show_closed(self, closed: LifeClosed | None) -> None:
        """Say what closed the life, if it is closed."""
        self.setMinimumHeight(theme.px(38))
        if closed:
            self.set_message(closed.message, **closed.told)
        self.setVisible(closed is not None)
