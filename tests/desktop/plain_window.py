"""A window with bare pages of its own making, and one car in its books."""

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import LineField, column
from lifecycle_desk.desktop.pages import Badge, Page, PageWidget, PaletteCommand, Section

VIN = "LSJWH4095PN000001"


class Plainly(PageWidget):
    """A page that shows its key in a field."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.app, self.field = app, LineField(N_("Key"))
        self.setLayout(column(self.field, None))

    def show_key(self, key: str) -> None:
        self.field.control.setText(key)

    def first_focus(self) -> QWidget:
        return self.field.control

    def filter_field(self) -> QWidget:
        return self.field.control


PAGES = (
    Page(
        "today",
        N_("Today"),
        "calendar-due",
        Plainly,
        Section.TOP,
        1,
        badge=lambda _: Badge(3, late=True),
        tables=frozenset({"vehicle"}),
    ),
    Page("vehicles", N_("Vehicles"), "car", Plainly, Section.RECORDS, 7),
    Page(
        "vehicle",
        N_("Vehicle"),
        "car",
        Plainly,
        commands=(PaletteCommand(N_("Add vehicle"), "plus", lambda app: app.go("vehicles", "new"), "Ctrl+Shift+N"),),
    ),
)
