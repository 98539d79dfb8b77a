"""The list of suppliers: how they are reached, how long they take, what is outstanding there and what of it is late."""

from collections.abc import Sequence

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_page import Listed, ListedPage, begins
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.parts import Button, EmptyPage
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.purchasing.rules.rights import PARTS_ORDER
from lifecycle_desk.stages.service.purchasing.screens.chasing import OF_SUPPLIERS
from lifecycle_desk.stages.service.purchasing.usecases.supplier_list import (
    SupplierList,
    SupplierRow,
    Suppliers,
    supplier_counts,
)

TITLE, NEW_SUPPLIER = N_("Parts suppliers"), N_("New supplier")
NEW = PaletteCommand(NEW_SUPPLIER, "plus", lambda app: app.go("supplier"), right=PARTS_ORDER)
LOOKS = {
    SupplierList.ON_ORDER: states.ON_THE_WAY,
    SupplierList.LATE: states.OVERDUE,
    SupplierList.INACTIVE: states.CANCELLED,
}
COLUMNS = (
    Column(C_("parts", "Supplier"), id="name", role="medium", value=lambda one: one.of.name),
    Column(C_("customer", "Phone"), 150, id="phone", value=lambda one: one.of.phone, gives_way=4),
    Column(C_("customer", "E-mail"), 210, id="email", ink="ink2", value=lambda one: one.of.email, gives_way=2),
    Column(N_("Payment terms"), 170, id="terms", ink="ink2", value=lambda one: one.of.terms, gives_way=1),
    Column(C_("supplier", "Days to deliver"), 118, "end", id="days", value=lambda one: one.days or 0),
    Column(N_("Open purchase orders"), 130, "end", id="orders", value=lambda one: one.outstanding.orders),
    Column(
        C_("purchase", "Back order"), 110, "end", id="back", value=lambda one: one.outstanding.back_orders, gives_way=3
    ),
    Column(C_("parts", "Late"), 90, "end", id="late", value=lambda one: one.outstanding.late),
    Column(N_("Our customer number"), 150, id="ours", value=lambda one: one.of.ours, extra=True),
    Column(N_("Currency"), 90, id="currency", value=lambda one: one.currency, extra=True),
)


def nothing_yet(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin."""
    order = Button(N_("Order parts"), "link", icon="truck-delivery")
    order.clicked.connect(lambda: app.go("purchase_form"))
    app.permits.need(PARTS_ORDER, order)
    return EmptyPage(
        N_("No suppliers yet"),
        N_("Add who delivers your parts: how they are reached, their terms and how long they take."),
        begins(NEW, app, shown_keys="Ctrl+N"),
        (order,),
        stages=("service", "sale", "transfer"),
    )


def cells(one: SupplierRow) -> Sequence[str | Cell]:
    """A supplier in the columns of the list."""
    number, open_of = translator().current.formats.number, one.outstanding
    return (
        one.of.name if one.of.active else Cell(one.of.name, *states.CANCELLED),
        one.of.phone,
        one.of.email,
        one.of.terms,
        number(one.days) if one.days is not None else "",
        number(open_of.orders) if open_of.orders else "",
        number(open_of.back_orders) if open_of.back_orders else "",
        Cell(number(open_of.late), tint="danger") if open_of.late else "",
        one.of.ours,
        one.currency,
    )


class SuppliersPage(ListedPage):
    """All suppliers of parts by name; a row opens their page."""

    listed = Listed(
        title=TITLE,
        begin=NEW,
        empty=nothing_yet,
        kinds=[Kind(which, which.label, *LOOKS[which]) for which in SupplierList],
        counts=supplier_counts,
        rows=Suppliers,
        columns=COLUMNS,
        cells=cells,
        opens="supplier",
        key=lambda one: str(one.of.number),
        actions=OF_SUPPLIERS,
    )
