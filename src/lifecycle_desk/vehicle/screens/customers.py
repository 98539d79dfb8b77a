"""The list of customers by name: all, or those that a few letters find."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import override

from PySide6.QtGui import QGuiApplication

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.list_page import ListPage
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, PageTitle, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.remembered import Order
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.addresses import in_one_line
from lifecycle_desk.vehicle.rules.rights import PERSON_EDIT
from lifecycle_desk.vehicle.usecases.people_shown import FoundPeople, People, PersonSummary

CUSTOMERS, ADD_CUSTOMER = N_("Customers"), N_("Add customer")


def _of(field: str) -> Callable[[PersonSummary], str | None]:
    """What is read of a customer whose data are there."""
    return lambda line: getattr(line.person, field) if line.person else None


COLUMNS = (
    Column(C_("customer", "Name"), role="medium", id="name", value=_of("name")),
    Column(C_("customer", "Kind"), 110, ink="ink2", id="kind", gives_way=1),
    Column(C_("customer", "Phone"), 160, id="phone", value=_of("phone")),
    Column(C_("customer", "E-mail"), ink="ink2", id="email", value=_of("email")),
    Column(C_("customer", "Language"), 110, ink="ink2", id="language", gives_way=2),
    Column(N_("Vehicles"), 100, "end", id="vehicles", value=lambda line: line.vehicles, sums=True),
    Column(C_("column", "Address"), 240, ink="ink2", id="address", value=_of("address"), extra=True),
    Column(C_("column", "Tax number"), 140, ink="ink2", id="tax_id", value=_of("tax_id"), extra=True),
)


def nobody_yet(app: AppContext) -> EmptyPage:
    """The page that teaches where customers come from."""
    primary = Button(ADD_CUSTOMER, "primary", icon="user-plus", shown_keys="Ctrl+N")
    primary.clicked.connect(lambda: app.go("person", "new"))
    app.permits.need(PERSON_EDIT, primary)
    cars = Button(N_("All vehicles"), "link", icon="car")
    cars.clicked.connect(lambda: app.go("vehicles"))
    sentence = N_("Customers are added with their vehicles; find them by name, phone or plate.")
    return EmptyPage(N_("No customers yet"), sentence, primary, (cars,), stages=("service", "sale", "transfer"))


def _copying(words: str, icon: str, field: str) -> ListAction[PersonSummary]:
    """Copy something of each chosen customer, a line for each who has it."""

    def copied(app: AppContext, lines: Sequence[PersonSummary]) -> None:
        app.run_query(partial(_joined, app.user, field, lines), QGuiApplication.clipboard().setText)

    return ListAction(words=words, icon=icon, run=copied, many=True, right=EXPORT)


def _joined(user: UserSession, field: str, lines: Sequence[PersonSummary]) -> str:
    user.require(EXPORT)
    return "\n".join(filter(None, (getattr(each.person, field) for each in lines if each.person)))


BY_NAME = (Order("name"),)
OPEN_CUSTOMER = N_("Open customer")
ACTIONS = (
    _copying(N_("Copy phone numbers"), "phone", "phone"),
    _copying(N_("Copy e-mail addresses"), "mail", "email"),
)


class CustomersPage(ListPage):
    """All customers, by name."""

    def __init__(self, app: AppContext) -> None:
        add = Button(ADD_CUSTOMER, "primary", icon="user-plus", keys="Ctrl+N")
        body = ListBody(
            LongTable(
                CUSTOMERS, People(app.user), COLUMNS, cells, app, actions=ACTIONS, opens=OPEN_CUSTOMER, usual=BY_NAME
            ),
            nobody_yet(app),
        )
        super().__init__(app, body, row(PageTitle(CUSTOMERS), None, body.save, body.field, add, gap=12))
        self.add = add
        add.clicked.connect(lambda: app.go("person", "new"))
        app.permits.need(PERSON_EDIT, add)
        body.opened.connect(lambda number: app.go("person", str(number)))

    @override
    @classmethod
    def rows_of(cls, user: UserSession, kind: None, text: str) -> Listing[PersonSummary]:
        return FoundPeople(user, text) if text else People(user)

    @override
    def listing(self, text: str) -> Listing[PersonSummary]:
        return self.rows_of(self._app.user, None, text)


def cells(line: PersonSummary) -> Sequence[str | Cell]:
    """A customer in the columns of the list."""
    voice, person = translator().current, line.person
    vehicles = voice.spoken(line.vehicles) if line.vehicles else ""
    if person is None:
        return (Cell(voice(N_("Personal data erased")), "neutral", "trash"), "", "", "", "", vehicles, "", "")
    language = voice.formats.language(person.language, alone=True) if person.language else ""
    return (
        person.name,
        voice(person.kind.label),
        person.phone,
        person.email,
        language,
        vehicles,
        in_one_line(person.address),
        person.tax_id,
    )
