"""The list of customers: all, the latest first, or those that a few letters find."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, PageTitle, column, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.language.language import LANGUAGES
from lifecycle_desk.vehicle.screens.listing import ListBody
from lifecycle_desk.vehicle.usecases.listing import FoundPeople
from lifecycle_desk.vehicle.usecases.people import People, PersonLine

CUSTOMERS, ADD_CUSTOMER = N_("Customers"), N_("Add customer")
COLUMNS = (
    Column(C_("customer", "Name"), role="medium"),
    Column(C_("customer", "Kind"), 110, ink="ink2"),
    Column(C_("customer", "Phone"), 160),
    Column(C_("customer", "E-mail"), ink="ink2"),
    Column(C_("customer", "Language"), 110, ink="ink2"),
    Column(N_("Vehicles"), 100, "end"),
)
SPARE = (4, 1)


class CustomersPage(PageWidget):
    """All customers, the latest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.add = Button(ADD_CUSTOMER, "primary", icon="user-plus", keys="Ctrl+N")
        table = LongTable(CUSTOMERS, People(desk.seat), COLUMNS, cells, desk)
        self.body = ListBody(table, self._empty(), spare=SPARE)
        head = row(PageTitle(CUSTOMERS), None, self.body.field, self.add, gap=12)
        self.setLayout(column(head, (self.body, 1), gap=14, margins=(24, 14, 24, 16)))
        self.add.clicked.connect(self._new)
        self.body.opened.connect(lambda number: desk.go("person", str(number)))
        self.body.field.wanted.connect(self._narrow)
        self.body.all_wanted.connect(self._widen)
        desk.changed.connect(self.body.hear)

    def _empty(self) -> EmptyPage:
        primary = Button(ADD_CUSTOMER, "primary", icon="user-plus", shown_keys="Ctrl+N")
        primary.clicked.connect(self._new)
        cars = Button(N_("All vehicles"), "link", icon="car")
        cars.clicked.connect(lambda: self._desk.go("vehicles"))
        sentence = N_("Customers come with their vehicles; each is found by name, phone or plate, and can be erased.")
        return EmptyPage(N_("No customers yet"), sentence, primary, (cars,), stages=("service", "sale", "transfer"))

    @override
    def first_focus(self) -> QWidget | None:
        return self.body.work()

    @override
    def filter_field(self) -> QWidget | None:
        return self.body.field

    @Slot()
    def _new(self) -> None:
        self._desk.go("person", "new")

    @Slot()
    def _narrow(self) -> None:
        text, seat = self.body.field.text().strip(), self._desk.seat
        self.body.show_listing(FoundPeople(seat, text) if text else People(seat), narrowed=bool(text))

    @Slot()
    def _widen(self) -> None:
        self.body.field.clear()
        self._narrow()
        self.body.table.setFocus()


def cells(line: PersonLine) -> Sequence[str | Cell]:
    """A customer in the columns of the list."""
    voice, person = speech().voice, line.person
    vehicles = voice.spoken(line.vehicles) if line.vehicles else ""
    if person is None:
        return (Cell(voice(N_("Personal data erased")), "neutral", "trash"), "", "", "", "", vehicles)
    language = LANGUAGES.get(person.language or "", "")
    return (person.name, voice(person.kind.says), person.phone, person.email, language, vehicles)
